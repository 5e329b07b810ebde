// The checker's first pass: which names there are. Uses may come before definitions.
#include <fmt/format.h>

#include <compiler/check.hpp>

namespace farcallc {
namespace {

std::string qualified(const std::vector<std::string>& scope, std::string_view name) {
  std::string all;
  for (const std::string& part : scope) all.append(part).append("::");
  return all.append(name);
}

// From the innermost namespace outwards, as C++ does.
template <typename Map>
auto lookup(Map& map, std::string_view name, std::vector<std::string> scope,
            const std::vector<std::vector<std::string>>& imports) -> decltype(&map.begin()->second) {
  if (name.starts_with("::")) {
    name.remove_prefix(2);
    scope.clear();
  }
  for (;; scope.pop_back()) {
    auto found = map.find(qualified(scope, name));
    if (found != map.end()) return &found->second;
    if (scope.empty()) break;
  }
  for (const auto& imported : imports) {
    auto found = map.find(qualified(imported, name));
    if (found != map.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace

model::Model Checker::run(const ast::Specification& specification) {
  specification_ = &specification;
  imports_ = specification.imports;
  for (const ast::Definition& definition : specification.definitions) declare(definition);
  for (const ast::Definition& one : specification.header_constants) {
    Value value;
    value.span = one.name.span;
    value.expression = &std::get<ast::Constant>(one.of).value;
    value.scope = one.scope;
    values_.try_emplace(qualified(one.scope, one.name.text), std::move(value));
  }
  // Constants first: they are what bounds, cases and numbers are made of.
  for (auto [source, made] : pending_) {
    if (auto* of = std::get_if<ast::Constant>(&source->of)) constant(*of, *made);
    if (auto* of = std::get_if<ast::Enum>(&source->of)) enumeration(*of, *made);
  }
  for (std::size_t i = 0; i < pending_.size() && !diagnostics_.full(); ++i) {
    auto [source, made] = pending_[i];
    if (auto* of = std::get_if<ast::Typedef>(&source->of)) alias(*of, *made);
    if (auto* of = std::get_if<ast::Struct>(&source->of)) structure(*of, *made);
  }
  // Then what looks through typedefs.
  for (std::size_t i = 0; i < pending_.size() && !diagnostics_.full(); ++i) {
    auto [source, made] = pending_[i];
    if (auto* of = std::get_if<ast::Union>(&source->of)) union_(*of, *made);
    if (auto* of = std::get_if<ast::Program>(&source->of)) program(*of, *made);
  }
  return std::move(model_);
}

void Checker::declare(const ast::Definition& source) {
  declare_bodies(source);
  model::Definition made;
  made.name = source.name.text;
  made.span = source.name.text.empty() ? source.span : source.name.span;
  made.comment = source.comment;
  made.scope = source.scope;
  made.imported = source.imported;
  if (auto* lines = std::get_if<ast::Passthrough>(&source.of)) {
    made.of = model::Passthrough{lines->lines};
    model_.definitions.push_back(std::move(made));
    return;
  }
  if (std::holds_alternative<ast::Constant>(source.of)) made.of = model::Constant{};
  if (std::holds_alternative<ast::Enum>(source.of)) made.of = model::Enum{};
  if (std::holds_alternative<ast::Struct>(source.of)) made.of = model::Struct{};
  if (std::holds_alternative<ast::Union>(source.of)) made.of = model::Union{};
  if (std::holds_alternative<ast::Program>(source.of)) made.of = model::Program{};
  if (auto* of = std::get_if<ast::Typedef>(&source.of)) {
    const ast::Declaration& declared = of->declaration;
    bool plain = declared.shape == ast::Shape::plain;
    // `typedef struct T T;` is how C makes the tag a name. Here it is one already.
    if (plain && declared.type.kind == ast::TypeSpecifier::Kind::named &&
        declared.type.name.text == source.name.text) {
      return;
    }
    // `typedef enum {...} T;` is `enum T {...};`.
    if (plain && declared.type.body && declared.type.body->name.text == source.name.text) return;
    made.of = model::Alias{};
  }
  model::Definition* kept = &model_.definitions.emplace_back(std::move(made));
  pending_.push_back({&source, kept});
  bool is_type = kept->is_type();
  if (is_type) {
    auto [place, fresh] = types_.try_emplace(qualified(source.scope, source.name.text), kept);
    if (!fresh) {
      diagnostics_.error(kept->span, fmt::format("the type '{}' is defined twice", kept->name));
      diagnostics_.note(place->second->span, "it was defined here");
    }
  }
  declare_values(source, kept);
}

// Types that are defined where they are used, each named after its field.
void Checker::declare_bodies(const ast::Definition& source) {
  std::string owner(source.name.text);
  if (auto* of = std::get_if<ast::Struct>(&source.of)) {
    for (const ast::Declaration& one : of->fields) declare_body(one, owner, source.scope, source.imported);
  }
  if (auto* of = std::get_if<ast::Union>(&source.of)) {
    declare_body(of->discriminant, owner, source.scope, source.imported);
    for (const ast::Arm& one : of->arms) declare_body(one.declaration, owner, source.scope, source.imported);
  }
  if (auto* of = std::get_if<ast::Typedef>(&source.of)) {
    bool plain = of->declaration.shape == ast::Shape::plain;
    if (of->declaration.type.body && plain) of->declaration.type.body->comment = source.comment;
    declare_body(of->declaration, plain ? "" : owner, source.scope, source.imported);
  }
  if (auto* of = std::get_if<ast::Program>(&source.of)) {
    for (const ast::Version& one : of->versions) {
      for (const ast::Procedure& procedure : one.procedures) {
        declare_body(procedure.result, std::string(procedure.name.text) + "_result", source.scope,
                     source.imported);
        for (const ast::Parameter& parameter : procedure.parameters) {
          declare_body(parameter.declaration, std::string(procedure.name.text), source.scope,
                       source.imported);
        }
      }
    }
  }
}

void Checker::declare_body(const ast::Declaration& declaration, const std::string& owner, const Scope& scope,
                           bool imported) {
  ast::Definition* body = declaration.type.body.get();
  if (body == nullptr) return;
  std::string_view given = body->name.text;
  std::string name = !given.empty()                   ? std::string(given)
                     : owner.empty()                  ? std::string(declaration.name.text)
                     : declaration.name.text.empty()  ? owner
                     : declaration.name.text == owner ? owner + "_element"
                                                      : owner + "_" + std::string(declaration.name.text);
  // The bodies inside this one are named after it, so it needs its name first. The text outlives the model.
  static thread_local std::deque<std::string> made_names;
  if (given.empty()) body->name = {made_names.emplace_back(std::move(name)), declaration.name.span};
  body->scope = scope;
  body->imported = imported;
  declare(*body);
  bodies_[body] = pending_.back().made;
}

void Checker::declare_values(const ast::Definition& source, model::Definition* made) {
  if (auto* of = std::get_if<ast::Constant>(&source.of)) {
    Value value;
    value.span = source.name.span;
    value.expression = &of->value;
    value.scope = source.scope;
    value.constant = made;
    add_value(qualified(source.scope, source.name.text), std::move(value));
  }
  if (auto* of = std::get_if<ast::Enum>(&source.of)) {
    const ast::Enumerator* before = nullptr;
    for (const ast::Enumerator& one : of->enumerators) {
      Value value;
      value.span = one.name.span;
      value.expression = one.value ? &*one.value : nullptr;
      value.scope = source.scope;
      value.enumerator = one.name.text;
      value.enum_of = made;
      if (before == nullptr && !one.value) value.state = Value::State::done;  // the first one is 0
      add_value(qualified(source.scope, one.name.text), std::move(value));
      before = &one;
    }
  }
  if (auto* of = std::get_if<ast::Program>(&source.of)) declare_numbers(*of, source);
}

// `case NFSPROC3_GETATTR:` is how callback files speak of procedures.
void Checker::declare_numbers(const ast::Program& program, const ast::Definition& source) {
  auto add = [&](std::string_view name, Span span, const ast::Expression& number) {
    Value value;
    value.span = span;
    value.expression = &number;
    value.scope = source.scope;
    // Versions of a program share the names of procedures; the first is as good as any.
    values_.try_emplace(qualified(source.scope, name), std::move(value));
  };
  add(source.name.text, source.name.span, program.number);
  for (const ast::Version& version : program.versions) {
    add(version.name.text, version.name.span, version.number);
    for (const ast::Procedure& one : version.procedures) add(one.name.text, one.name.span, one.number);
  }
}

void Checker::add_value(const std::string& name, Value value) {
  Span span = value.span;
  bool is_constant = value.constant != nullptr;
  auto [place, fresh] = values_.try_emplace(name, std::move(value));
  if (fresh) return;
  diagnostics_.error(
      span, fmt::format("the {} '{}' is defined twice", is_constant ? "constant" : "enumerator", name));
  diagnostics_.note(place->second.span, "it was defined here");
}

// Whether what could not be read, and was complained about, may define it.
bool Checker::may_be_defined(std::string_view name) const {
  std::size_t colon = name.rfind(':');
  if (colon != name.npos) name.remove_prefix(colon + 1);
  return specification_->incomplete || specification_->unread.contains(name);
}

model::Definition* Checker::find_type(std::string_view name, const Scope& scope) const {
  auto* found = lookup(types_, name, scope, imports_);
  return found == nullptr ? nullptr : *found;
}

Checker::Value* Checker::find_value(std::string_view name, const Scope& scope) {
  return lookup(values_, name, scope, imports_);
}

}  // namespace farcallc
