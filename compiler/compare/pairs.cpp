#include <compiler/compare/pairs.hpp>

#include <string>
#include <vector>

#include <compiler/compare/choices.hpp>
#include <compiler/compare/matching.hpp>
#include <compiler/written.hpp>

namespace farcallc::compare {
namespace {

using model::Definition;
using model::Type;

const model::Alias* alias_of(const Type& type) {
  return type.kind == model::Kind::named ? type.definition->as<model::Alias>() : nullptr;
}

// Marks everything that a message with a value of some type may carry.
class Marking {
 public:
  explicit Marking(std::map<const Definition*, Roles>& roles) : roles_(roles) {}

  void run(const model::Model& model) {
    for (bool Roles::*role : {&Roles::arguments, &Roles::results}) {
      role_ = role;
      for (const Definition* program : programs_of(model)) {
        for (const model::Version& version : program->as<model::Program>()->versions) {
          for (const model::Procedure& one : version.procedures) procedure(one);
        }
      }
      while (!open_.empty()) {
        const Definition* next = open_.back();
        open_.pop_back();
        inside(*next);
      }
    }
  }

 private:
  void procedure(const model::Procedure& of) {
    bool arguments = role_ == &Roles::arguments;
    if (!arguments) mark(*of.result);
    for (const model::Parameter& one : of.parameters) {
      if (one.direction != (arguments ? ast::Direction::out : ast::Direction::in)) mark(*one.field.type);
    }
  }
  void mark(const Type& type) {
    const Type* at = &type;
    while (at->element != nullptr) at = at->element;
    if (at->kind != model::Kind::named) return;
    bool& marked = roles_[at->definition].*role_;
    if (!std::exchange(marked, true)) open_.push_back(at->definition);
  }
  void inside(const Definition& definition) {
    if (auto* of = definition.as<model::Alias>()) mark(*of->type);
    if (auto* of = definition.as<model::Struct>()) {
      for (const model::Field& one : of->fields) mark(*one.type);
    }
    if (auto* of = definition.as<model::Union>()) {
      mark(*of->discriminant.type);
      for (const model::Arm& one : of->arms) mark(*one.field.type);
    }
  }

  std::map<const Definition*, Roles>& roles_;
  bool Roles::*role_ = nullptr;
  std::vector<const Definition*> open_;
};

}  // namespace

Pairs::Pairs(const model::Model& before, const model::Model& after) {
  std::map<std::string, const Definition*> named;
  for (const Definition& one : before.definitions) {
    if (one.is_type()) named.emplace(qualified_name(one), &one);
  }
  for (const Definition& one : after.definitions) {
    auto found = one.is_type() ? named.find(qualified_name(one)) : named.end();
    if (found != named.end()) pair(*found->second, one);
  }
  follow_all();
  const auto programs_before = programs_of(before);
  const auto programs_after = programs_of(after);
  for (const auto& program : match(programs_before, programs_after)) {
    if (program.before == nullptr || program.after == nullptr) continue;
    for (const auto& version : match((*program.before)->as<model::Program>()->versions,
                                     (*program.after)->as<model::Program>()->versions)) {
      if (version.before != nullptr && version.after != nullptr) follow(*version.before, *version.after);
    }
  }
  follow_all();
  Marking marking(roles_);
  marking.run(before);
  marking.run(after);
}

void Pairs::pair(const Definition& before, const Definition& after) {
  after_[&before] = &after;
  before_[&after] = &before;
  open_.emplace_back(&before, &after);
}

void Pairs::follow_all() {
  while (!open_.empty()) {
    auto [before, after] = open_.front();
    open_.pop_front();
    follow(*before, *after);
  }
}

void Pairs::follow(const Definition& before, const Definition& after) {
  if (before.of.index() != after.of.index()) return;
  if (auto* of = before.as<model::Alias>()) follow(*of->type, *after.as<model::Alias>()->type);
  if (auto* of = before.as<model::Struct>()) {
    const auto& fields = after.as<model::Struct>()->fields;
    for (auto [i, j] : match_fields(of->fields, fields).both) follow(*of->fields[i].type, *fields[j].type);
  }
  if (auto* of = before.as<model::Union>()) {
    const auto* other = after.as<model::Union>();
    follow(*of->discriminant.type, *other->discriminant.type);
    for (const Choice& one : choices(*of, *other)) {
      if (one.before.arm == nullptr || one.after.arm == nullptr) continue;
      follow(*one.before.arm->field.type, *one.after.arm->field.type);
    }
  }
}

void Pairs::follow(const model::Version& before, const model::Version& after) {
  for (const auto& one : match(before.procedures, after.procedures)) {
    if (one.before == nullptr || one.after == nullptr) continue;
    follow(*one.before->result, *one.after->result);
    const auto& parameters = one.before->parameters;
    const auto& others = one.after->parameters;
    for (std::size_t i = 0; i < parameters.size() && i < others.size(); ++i) {
      follow(*parameters[i].field.type, *others[i].field.type);
    }
  }
}

void Pairs::follow(const Type& before, const Type& after) {
  bool both_named = before.kind == model::Kind::named && after.kind == model::Kind::named;
  if (both_named && same(before, after)) return;
  bool is_gone = before.kind == model::Kind::named && after_of(*before.definition) == nullptr;
  bool is_new = after.kind == model::Kind::named && before_of(*after.definition) == nullptr;
  if (is_gone && is_new && before.definition->of.index() == after.definition->of.index()) {
    return pair(*before.definition, *after.definition);
  }
  // A typedef that came or went stands for what it names.
  if (is_gone && alias_of(before) != nullptr) return follow(*alias_of(before)->type, after);
  if (is_new && alias_of(after) != nullptr) return follow(before, *alias_of(after)->type);
  if (before.element != nullptr && after.element != nullptr) follow(*before.element, *after.element);
}

const Definition* Pairs::after_of(const Definition& before) const {
  auto found = after_.find(&before);
  return found == after_.end() ? nullptr : found->second;
}

const Definition* Pairs::before_of(const Definition& after) const {
  auto found = before_.find(&after);
  return found == before_.end() ? nullptr : found->second;
}

bool Pairs::same(const Type& before, const Type& after) const {
  return before.kind == model::Kind::named && after.kind == model::Kind::named &&
         same(*before.definition, *after.definition);
}

Roles Pairs::roles(const Definition& before, const Definition& after) const {
  auto of = [&](const Definition& one) {
    auto found = roles_.find(&one);
    return found == roles_.end() ? Roles{} : found->second;
  };
  return {of(before).arguments && of(after).arguments, of(before).results && of(after).results};
}

}  // namespace farcallc::compare
