#include <compiler/written.hpp>

#include <fmt/format.h>

namespace farcallc {

using model::Kind;

const char* word(Kind kind) {
  switch (kind) {
    case Kind::void_: return "void";
    case Kind::boolean: return "bool";
    case Kind::i8: return "char";
    case Kind::u8: return "unsigned char";
    case Kind::i16: return "short";
    case Kind::u16: return "unsigned short";
    case Kind::i32: return "int";
    case Kind::u32: return "unsigned int";
    case Kind::i64: return "hyper";
    case Kind::u64: return "unsigned hyper";
    case Kind::f32: return "float";
    case Kind::f64: return "double";
    case Kind::string: return "string";
    case Kind::fixed_opaque: return "fixed_opaque";
    case Kind::opaque: return "opaque";
    case Kind::named: return "named";
    case Kind::fixed_array: return "fixed_array";
    case Kind::variable_array: return "array";
    case Kind::optional: return "optional";
  }
  return "";
}

std::string written(const model::Type& type) {
  std::string bound = type.bound == model::unbounded ? "" : std::to_string(type.bound);
  switch (type.kind) {
    case Kind::string: return fmt::format("string<{}>", bound);
    case Kind::fixed_opaque: return fmt::format("opaque[{}]", bound);
    case Kind::opaque: return fmt::format("{}opaque<{}>", type.borrowed ? "/*@ borrowed */ " : "", bound);
    case Kind::named: return qualified_name(*type.definition);
    case Kind::fixed_array: return fmt::format("{}[{}]", written(*type.element), bound);
    case Kind::variable_array: return fmt::format("{}<{}>", written(*type.element), bound);
    case Kind::optional: return fmt::format("{} *", written(*type.element));
    default: return word(type.kind);
  }
}

std::string qualified_name(const model::Definition& definition) {
  std::string name;
  for (const std::string& one : definition.scope) name += one + "::";
  return name + definition.name;
}

const char* word(const model::Definition& definition) {
  if (definition.as<model::Constant>() != nullptr) return "constant";
  if (definition.as<model::Enum>() != nullptr) return "enum";
  if (definition.as<model::Struct>() != nullptr) return "struct";
  if (definition.as<model::Union>() != nullptr) return "union";
  if (definition.as<model::Alias>() != nullptr) return "typedef";
  if (definition.as<model::Program>() != nullptr) return "program";
  return "";
}

}  // namespace farcallc
