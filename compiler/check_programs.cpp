// The checker's programs, versions and procedures.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include <compiler/check.hpp>

namespace farcallc {

void Checker::program(const ast::Program& source, model::Definition& made) {
  auto* of = made.as<model::Program>();
  auto number = evaluate_u32(source.number, made.scope, "a program number");
  if (number) {
    of->number = *number;
    auto [place, fresh] = programs_.try_emplace(*number, made.span);
    if (!fresh) {
      diagnostics_.error(made.span, fmt::format("two programs have the number {}", *number));
      diagnostics_.note(place->second, "the first is here");
    }
  }
  for (const ast::Version& one : source.versions) version(one, *of, made.scope);
  if (source.versions.empty())
    diagnostics_.error(made.span, fmt::format("the program '{}' has no version", made.name));
}

void Checker::version(const ast::Version& source, model::Program& of, const Scope& scope) {
  model::Version made;
  made.name = source.name.text;
  made.span = source.name.span;
  made.comment = source.comment;
  if (auto number = evaluate_u32(source.number, scope, "a version number")) made.number = *number;
  for (const model::Version& other : of.versions) {
    const char* same = other.name == made.name ? "name" : other.number == made.number ? "number" : nullptr;
    if (same == nullptr) continue;
    diagnostics_.error(made.span, fmt::format("two versions of this program have the same {}", same));
    diagnostics_.note(other.span, "the first is here");
  }
  for (const ast::Procedure& one : source.procedures) procedure(one, made, scope);
  of.versions.push_back(std::move(made));
}

void Checker::procedure(const ast::Procedure& source, model::Version& of, const Scope& scope) {
  static constexpr std::array<std::string_view, 4> known = {"idempotent", "at_most_once", "oneway",
                                                            "durable"};
  model::Procedure made;
  made.name = source.name.text;
  made.span = source.name.span;
  made.comment = source.comment;
  for (const ast::Attribute& one : source.attributes) {
    if (std::find(known.begin(), known.end(), one.name) == known.end()) {
      diagnostics_.error(one.span, fmt::format("'{}' is no attribute of a procedure", one.name));
      std::string meant = closest(one.name, {known.begin(), known.end()});
      diagnostics_.hint(meant.empty() ? "there are idempotent, at_most_once, oneway and durable"
                                      : fmt::format("did you mean '{}'?", meant));
    } else {
      made.attributes.push_back(one);
    }
  }
  if (auto number = evaluate_u32(source.number, scope, "a procedure number")) made.number = *number;
  for (const model::Procedure& other : of.procedures) {
    const char* same = other.name == made.name ? "name" : other.number == made.number ? "number" : nullptr;
    if (same == nullptr) continue;
    diagnostics_.error(made.span, fmt::format("two procedures of this version have the same {}", same));
    diagnostics_.note(other.span, "the first is here");
  }
  // `string P(string)` is rpcgen's way to say string<>.
  ast::Declaration result = source.result;
  made.result = field(result, scope).type;
  std::map<std::string_view, Span> names;
  for (const ast::Parameter& one : source.parameters) {
    if (one.declaration.type.kind == ast::TypeSpecifier::Kind::void_) continue;
    model::Parameter parameter;
    parameter.direction = one.direction;
    parameter.field = field(one.declaration, scope);
    if (!parameter.field.name.empty() &&
        !names.try_emplace(parameter.field.name, parameter.field.span).second) {
      diagnostics_.error(parameter.field.span,
                         fmt::format("two parameters are named '{}'", parameter.field.name));
    }
    made.parameters.push_back(std::move(parameter));
  }
  auto is_called = [&](std::string_view name) {
    return std::any_of(made.attributes.begin(), made.attributes.end(),
                       [&](const ast::Attribute& one) { return one.name == name; });
  };
  bool oneway = is_called("oneway");
  if (is_called("durable")) {
    if (oneway)
      diagnostics_.error(made.span, "a oneway procedure cannot be durable: nobody hears that it ran");
    if (made.number == 0) diagnostics_.error(made.span, "procedure 0 cannot be durable: it does nothing");
    if (is_called("idempotent"))
      diagnostics_.error(made.span, "an idempotent procedure is not durable: it may run again");
  }
  bool restores =
      std::any_of(made.parameters.begin(), made.parameters.end(),
                  [](const model::Parameter& one) { return one.direction != ast::Direction::in; });
  if (oneway && (restores || made.result->kind != model::Kind::void_)) {
    diagnostics_.error(made.span, "a oneway procedure has no result: nothing comes back");
  }
  of.procedures.push_back(std::move(made));
}

}  // namespace farcallc
