#include <compiler/emit/cpp/types.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <compiler/constant.hpp>
#include <farcall/base/utf8.hpp>

namespace farcallc::cpp {

using model::Kind;

std::vector<std::string> scope_of(const model::Definition& definition, const Home& home) {
  if (definition.scope.empty()) return home.path;
  // The namespaces of the language; a file's own is spelled for C++ already.
  std::vector<std::string> spelled;
  for (const std::string& part : definition.scope) {
    spelled.push_back(part.starts_with("__") ? part : spelled.empty() ? spell_namespace(part) : spell(part));
  }
  return spelled;
}

std::string joined(const std::vector<std::string>& path) { return fmt::format("{}", fmt::join(path, "::")); }

bool Place::hides(const std::string& name) const {
  if (hidden.has(name)) return true;
  if (!in_function) return false;
  static const std::set<std::string, std::less<>> locals = {
      "value", "out",  "in",    "p",     "count", "element", "i",   "present",
      "flag",  "node", "first", "more",  "size",  "depth",   "arm", "found",
      "other", "made", "fresh", "which", "a",     "b",       "near"};
  return locals.contains(std::string_view(name).substr(0, name.find_last_not_of("0123456789") + 1));
}

std::string name_at(const model::Definition& definition, const Place& place) {
  std::string name = spell(definition.name);
  const auto& scope = scope_of(definition, place.home);
  if (scope == place.scope && !place.hides(name)) return name;
  return fmt::format("::{}::{}", joined(scope), name);
}

std::string bound_at(const model::Type& type, const Place& place) {
  if (type.bound_constant != nullptr) return name_at(*type.bound_constant, place);
  return type.bound == model::unbounded ? "::farcall::xdr::unbounded" : std::to_string(type.bound);
}

std::string type_at(const model::Type& type, const Place& place) {
  switch (type.kind) {
    case Kind::void_: return "void";
    case Kind::boolean: return "bool";
    case Kind::i8: return "std::int8_t";
    case Kind::u8: return "std::uint8_t";
    case Kind::i16: return "std::int16_t";
    case Kind::u16: return "std::uint16_t";
    case Kind::i32: return "std::int32_t";
    case Kind::u32: return "std::uint32_t";
    case Kind::i64: return "std::int64_t";
    case Kind::u64: return "std::uint64_t";
    case Kind::f32: return "float";
    case Kind::f64: return "double";
    case Kind::string: return "std::string";
    case Kind::fixed_opaque: return fmt::format("std::array<std::uint8_t, {}>", bound_at(type, place));
    case Kind::opaque: return type.borrowed ? "::farcall::xdr::Borrowed" : "std::vector<std::uint8_t>";
    case Kind::named: return name_at(*type.definition, place);
    case Kind::fixed_array:
      return fmt::format("std::array<{}, {}>", type_at(*type.element, place), bound_at(type, place));
    case Kind::variable_array: return fmt::format("std::vector<{}>", type_at(*type.element, place));
    case Kind::optional: return fmt::format("::farcall::Optional<{}>", type_at(*type.element, place));
  }
  return {};
}

std::string initializer(const model::Type& type, const Place& place) {
  const model::Type& actual = model::resolve(type);
  switch (actual.kind) {
    case Kind::boolean: return " = false";
    case Kind::i8:
    case Kind::u8:
    case Kind::i16:
    case Kind::u16:
    case Kind::i32:
    case Kind::u32:
    case Kind::i64:
    case Kind::u64:
    case Kind::f32:
    case Kind::f64: return " = 0";
    case Kind::named:
      if (auto* of = actual.definition->as<model::Enum>()) {
        return fmt::format(" = {}::{}", name_at(*actual.definition, place), spell(of->enumerators[0].name));
      }
      return "{}";
    default: return "{}";
  }
}

std::string integer_literal(__int128 value) {
  // The least int64 cannot be written as one literal.
  if (value == least_integer) return "(-9223372036854775807 - 1)";
  std::string text = to_string(value);
  return value > 0x7fffffffffffffff ? text + 'u' : text;
}

const char* constant_type(const model::Constant& constant) {
  if (constant.text) return "std::string_view";
  bool narrow = constant.value >= -Integer{0x80000000} && constant.value <= 0xffffffff;
  if (constant.value < 0) return narrow ? "std::int32_t" : "std::int64_t";
  return narrow ? "std::uint32_t" : "std::uint64_t";
}

std::string discriminant_value(const model::Union& united, std::int64_t value, const Place& place) {
  if (united.discriminant_enum != nullptr) {
    for (const auto& one : united.discriminant_enum->as<model::Enum>()->enumerators) {
      if (one.value == value)
        return fmt::format("{}::{}", name_at(*united.discriminant_enum, place), spell(one.name));
    }
  }
  if (model::resolve(*united.discriminant.type).kind == Kind::boolean) return value != 0 ? "true" : "false";
  if (value == -2147483648LL) return "(-2147483647 - 1)";
  return std::to_string(value);
}

bool is_scalar(const model::Type& type) {
  const model::Type& actual = model::resolve(type);
  switch (actual.kind) {
    case Kind::boolean:
    case Kind::i8:
    case Kind::u8:
    case Kind::i16:
    case Kind::u16:
    case Kind::i32:
    case Kind::u32:
    case Kind::i64:
    case Kind::u64:
    case Kind::f32:
    case Kind::f64: return true;
    case Kind::named: return actual.definition->as<model::Enum>() != nullptr;
    default: return false;
  }
}

std::string parameter_type(const model::Type& type, const Place& place) {
  return is_scalar(type) ? type_at(type, place) : fmt::format("const {}&", type_at(type, place));
}

namespace {

std::string safe_comment(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\t', ' ');
  out = farcall::shown(out);
  // A backslash at the end, or the trigraph for it, would make the next line part of the comment.
  for (;;) {
    if (out.ends_with("?\?/")) {
      out.resize(out.size() - 3);
    } else if (out.ends_with('\\') || out.ends_with(' ')) {
      out.pop_back();
    } else {
      return out;
    }
  }
}

}  // namespace

std::string comment_lines(const ast::Comment& comment) {
  std::string out;
  for (const std::string& line : comment) {
    std::string text = safe_comment(line);
    out += text.empty() ? "//\n" : fmt::format("// {}\n", text);
  }
  return out;
}

std::string commented(const ast::Comment& comment, const std::string& declaration) {
  std::string lines = comment_lines(comment);
  bool is_short = comment.size() == 1 && declaration.size() + lines.size() < 100;
  return is_short ? fmt::format("{}  {}", declaration, lines) : fmt::format("{}{}\n", lines, declaration);
}

}  // namespace farcallc::cpp
