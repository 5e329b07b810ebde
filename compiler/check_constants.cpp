// The checker's constants: their values, in whatever order they are defined.
#include <fmt/format.h>

#include <compiler/check.hpp>

namespace farcallc {
namespace {

constexpr int deepest_constant = 200;

// Numbers that every interface may use without defining them.
std::optional<Integer> known(std::string_view name) {
  struct Known {
    std::string_view name;
    int value;
  };
  static constexpr Known all[] = {{"TRUE", 1},     {"FALSE", 0},      {"AUTH_NONE", 0},      {"AUTH_NULL", 0},
                                  {"AUTH_SYS", 1}, {"AUTH_UNIX", 1},  {"AUTH_SHORT", 2},     {"AUTH_DH", 3},
                                  {"AUTH_DES", 3}, {"RPCSEC_GSS", 6}, {"MAXNETNAMELEN", 255}};
  for (const Known& one : all) {
    if (one.name == name) return one.value;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Integer> Checker::evaluate(const ast::Expression& expression, const Scope& scope) {
  using Kind = ast::Expression::Kind;
  NumberReading read;
  switch (expression.kind) {
    case Kind::number: read = read_number(expression.text); break;
    case Kind::character: read = read_character(expression.text); break;
    case Kind::name: return evaluate_name(expression, scope);
    case Kind::text:
      diagnostics_.error(expression.span, "a number is needed here, not a text");
      return std::nullopt;
    case Kind::unary: {
      auto value = evaluate(expression.operands[0], scope);
      if (!value) return std::nullopt;
      read = compute(expression.text, *value);
      break;
    }
    case Kind::binary: {
      auto left = evaluate(expression.operands[0], scope);
      auto right = evaluate(expression.operands[1], scope);
      if (!left || !right) return std::nullopt;
      read = compute(expression.text, *left, *right);
      break;
    }
  }
  if (read.fault == nullptr) return read.value;
  diagnostics_.error(expression.span, read.fault);
  return std::nullopt;
}

std::optional<Integer> Checker::evaluate_name(const ast::Expression& expression, const Scope& scope) {
  Value* found = find_value(expression.text, scope);
  if (found == nullptr) {
    for (const ExternalConstant& one : externals_) {
      if (one.name != expression.text) continue;
      if (!one.value) {
        diagnostics_.error(expression.span,
                           fmt::format("the value of '{0}' is needed here: --extern {0}=VALUE", one.name));
      }
      return one.value;
    }
    if (auto value = known(expression.text)) return value;
    undefined_value(expression);
    return std::nullopt;
  }
  if (found->state == Value::State::busy) {
    diagnostics_.error(found->span, fmt::format("the value of '{}' depends on itself", expression.text));
    found->state = Value::State::failed;
  }
  if (!settle(*found)) return std::nullopt;
  if (found->text) {
    diagnostics_.error(expression.span,
                       fmt::format("a number is needed here, and '{}' is a text", expression.text));
    return std::nullopt;
  }
  return found->value;
}

void Checker::undefined_value(const ast::Expression& expression) {
  if (may_be_defined(expression.text)) return;
  diagnostics_.error(expression.span, fmt::format("no constant is named '{}'", expression.text));
  std::vector<std::string_view> names;
  if (values_.size() <= most_candidates) {
    for (const auto& [name, value] : values_) names.push_back(name);
  }
  std::string meant = closest(expression.text, names);
  if (!meant.empty()) {
    diagnostics_.note(values_.find(meant)->second.span, fmt::format("did you mean '{}'?", meant));
  } else {
    diagnostics_.hint(fmt::format("if a C header defines it: --extern {}=VALUE", expression.text));
  }
}

// Computes a value when it is first needed. False when that failed; the complaint has been made.
bool Checker::settle(Value& value) {
  if (value.state == Value::State::done) return true;
  if (value.state == Value::State::failed) return false;
  if (value.enum_of != nullptr && value.expression == nullptr) {
    // An enumerator without a value, used before its enum was computed: its predecessors come first, and
    // those are as many as there are, so this does not recurse.
    for (auto [source, made] : pending_) {
      if (made == value.enum_of) enumeration(std::get<ast::Enum>(source->of), *made);
    }
    return value.state == Value::State::done;
  }
  if (value.expression == nullptr) return false;
  if (depth_ >= deepest_constant) {
    diagnostics_.fatal(value.span,
                       fmt::format("more than {} constants depend on each other", deepest_constant));
    return false;
  }
  value.state = Value::State::busy;
  if (value.constant != nullptr && value.expression->kind == ast::Expression::Kind::text) {
    const char* fault = text_fault(value.expression->text);
    if (fault != nullptr) diagnostics_.error(value.expression->span, fault);
    value.text = std::string(value.expression->text);
    value.state = Value::State::done;
    return true;
  }
  ++depth_;
  auto result = evaluate(*value.expression, value.scope);
  --depth_;
  bool good = result && value.state == Value::State::busy;
  value.state = good ? Value::State::done : Value::State::failed;
  if (good) value.value = *result;
  return good;
}

void Checker::constant(const ast::Constant& source, model::Definition& made) {
  auto* of = made.as<model::Constant>();
  Value* value = find_value(made.name, made.scope);
  // `const A = B;` where B is a text makes A one, too.
  if (source.value.kind == ast::Expression::Kind::name && value->constant == &made) {
    Value* other = find_value(source.value.text, made.scope);
    if (other != nullptr && other != value && settle(*other) && other->text) {
      value->text = other->text;
      value->state = Value::State::done;
    }
  }
  if (!settle(*value)) return;
  of->value = value->value;
  of->text = value->text;
}

void Checker::enumeration(const ast::Enum& source, model::Definition& made) {
  auto* of = made.as<model::Enum>();
  if (!of->enumerators.empty()) return;  // computed already, because a constant needed it
  if (source.enumerators.empty())
    diagnostics_.error(made.span, fmt::format("the enum '{}' has no enumerator", made.name));
  Integer next = 0;
  for (const ast::Enumerator& one : source.enumerators) {
    Value* value = find_value(one.name.text, made.scope);
    if (value->span.begin != one.name.span.begin || value->span.file != one.name.span.file)
      continue;  // a duplicate
    if (one.value) {
      if (!settle(*value)) {
        ++next;
        continue;
      }
    } else {
      value->value = next;
      value->state = Value::State::done;
    }
    Integer number = value->value;
    if (number > 0x7fffffff && number <= 0xffffffff) {
      // C's int takes 0xffffffff for -1, and files rely on it.
      number -= Integer{1} << 32;
      diagnostics_.warning(
          one.name.span, fmt::format("'{}' does not fit into the signed 32 bits of an enum; it is sent as {}",
                                     one.name.text, to_string(number)));
    }
    if (number < -Integer{0x80000000} || number > 0x7fffffff) {
      diagnostics_.error(one.name.span, fmt::format("'{}' is {}, and an enumerator has 32 bits",
                                                    one.name.text, to_string(number)));
      number = 0;
    }
    value->value = number;
    next = number + 1;
    of->enumerators.push_back({one.name.text, one.name.span, static_cast<std::int32_t>(number), one.comment});
  }
}

std::optional<std::uint32_t> Checker::evaluate_u32(const ast::Expression& expression, const Scope& scope,
                                                   const char* what) {
  auto value = evaluate(expression, scope);
  if (!value) return std::nullopt;
  if (*value >= 0 && *value <= 0xffffffff) return static_cast<std::uint32_t>(*value);
  diagnostics_.error(expression.span,
                     fmt::format("{} is between 0 and 4294967295, not {}", what, to_string(*value)));
  return std::nullopt;
}

}  // namespace farcallc
