// The checker's unions: which discriminants there are, and which arm each selects.
#include <fmt/format.h>

#include <compiler/check.hpp>

namespace farcallc {

using model::Kind;

void Checker::union_(const ast::Union& source, model::Definition& made) {
  auto* of = made.as<model::Union>();
  of->discriminant = field(source.discriminant, made.scope);
  const model::Type& type = model::resolve(*of->discriminant.type);
  if (type.kind == Kind::named)
    of->discriminant_enum = type.definition->as<model::Enum>() ? type.definition : nullptr;
  bool whole = type.kind == Kind::i32 || type.kind == Kind::u32 || type.kind == Kind::boolean ||
               type.kind == Kind::i8 || type.kind == Kind::u8 || type.kind == Kind::i16 ||
               type.kind == Kind::u16;
  if (!whole && of->discriminant_enum == nullptr) {
    if (type.kind != Kind::void_) {
      diagnostics_.error(source.discriminant.type.span,
                         "a discriminant is an int, an unsigned int, a bool or an enum");
    }
    return;
  }
  std::map<std::int64_t, Span> seen;
  std::map<std::string_view, Span> names;
  const ast::Arm* default_arm = nullptr;
  for (const ast::Arm& one : source.arms) {
    model::Arm arm;
    arm.field = field(one.declaration, made.scope);
    for (const ast::Expression& label : one.cases) union_case(label, *of, arm, made.scope, seen);
    if (one.default_label) {
      if (default_arm != nullptr) {
        diagnostics_.error(*one.default_label, fmt::format("'{}' has two default arms", made.name));
        diagnostics_.note(*default_arm->default_label, "the first is here");
      }
      default_arm = &one;
      arm.is_default = true;
    }
    if (!arm.field.name.empty()) {
      auto [place, fresh] = names.try_emplace(arm.field.name, arm.field.span);
      if (!fresh) {
        diagnostics_.error(arm.field.span, fmt::format("'{}' has two arms '{}'", made.name, arm.field.name));
        diagnostics_.note(place->second, "the first is here");
      }
    }
    of->arms.push_back(std::move(arm));
  }
  if (source.arms.empty()) diagnostics_.error(made.span, fmt::format("the union '{}' has no arm", made.name));
  if (of->discriminant_enum == nullptr || default_arm != nullptr) return;
  for (const model::Enumerator& one : of->discriminant_enum->as<model::Enum>()->enumerators) {
    if (seen.contains(one.value)) continue;
    diagnostics_.warning(
        made.span,
        fmt::format("the union '{}' has no arm for {}, which then can never be sent", made.name, one.name));
  }
}

void Checker::union_case(const ast::Expression& label, model::Union& of, model::Arm& arm, const Scope& scope,
                         std::map<std::int64_t, Span>& seen) {
  std::optional<Integer> value;
  const model::Enum* values = of.discriminant_enum ? of.discriminant_enum->as<model::Enum>() : nullptr;
  if (values != nullptr && label.kind == ast::Expression::Kind::name) {
    // The discriminant's own enumerators come first: another enum may use the same names.
    for (const model::Enumerator& one : values->enumerators) {
      if (one.name == label.text) value = one.value;
    }
  }
  if (!value) value = evaluate(label, scope);
  if (!value) return;

  Kind kind = model::resolve(*of.discriminant.type).kind;
  struct Range {
    Integer least;
    Integer most;
  };
  Range range = kind == Kind::boolean ? Range{0, 1}
                : kind == Kind::u32   ? Range{0, 0xffffffff}
                : kind == Kind::u8    ? Range{0, 0xff}
                : kind == Kind::i8    ? Range{-128, 127}
                : kind == Kind::u16   ? Range{0, 0xffff}
                : kind == Kind::i16   ? Range{-32768, 32767}
                                      : Range{-Integer{0x80000000}, 0x7fffffff};
  // `case 0xffffffff:` of an int is -1, as in C.
  if (kind == Kind::i32 && *value > range.most && *value <= 0xffffffff) *value -= Integer{1} << 32;
  if (kind == Kind::u32 && *value < 0 && *value >= -Integer{0x80000000}) *value += Integer{1} << 32;
  if (*value < range.least || *value > range.most) {
    diagnostics_.error(label.span, fmt::format("the discriminant '{}' is never {}", of.discriminant.name,
                                               to_string(*value)));
    return;
  }
  auto number = static_cast<std::int64_t>(*value);
  auto [place, fresh] = seen.try_emplace(number, label.span);
  if (!fresh) {
    diagnostics_.error(label.span, fmt::format("two arms are for {}", sources_.text(label.span)));
    diagnostics_.note(place->second, "the first is here");
    return;
  }
  std::string_view name;
  if (values != nullptr) {
    for (const model::Enumerator& one : values->enumerators) {
      bool spelled = label.kind == ast::Expression::Kind::name && one.name == label.text;
      if (one.value == number && (name.empty() || spelled)) name = one.name;
    }
    if (name.empty()) {
      diagnostics_.error(label.span,
                         fmt::format("the enum '{}' has no value {}", of.discriminant_enum->name, number));
      diagnostics_.note(of.discriminant_enum->span, "it is defined here");
      return;
    }
  }
  arm.cases.push_back(number);
  arm.case_names.push_back(name);
}

}  // namespace farcallc
