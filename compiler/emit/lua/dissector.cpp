#include <compiler/emit/lua/dissector.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include <compiler/version.hpp>

namespace farcallc::lua {
namespace {

using model::Kind;

// In a comment, or between quotes.
std::string plain(std::string_view text) {
  std::string out;
  for (char c : text) out += c < 0x20 || c > 0x7e || c == '\\' || c == '"' ? '_' : c;
  return out;
}

// Wireshark's names of protocols have lower-case letters only.
std::string protocol_name(std::string_view source_name) {
  std::string out;
  for (char c : source_name) {
    bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : good ? c : '_';
  }
  return out;
}

std::string full_name(const model::Definition& definition) {
  return definition.scope.empty() ? definition.name
                                  : fmt::format("{}.{}", fmt::join(definition.scope, "."), definition.name);
}

std::string bound(const model::Type& type) {
  return type.bound == model::unbounded ? "" : std::to_string(type.bound);
}

// Without typedefs: what is on the wire.
std::string type_text(const model::Type& named) {
  const model::Type& type = model::resolve(named);
  switch (type.kind) {
    case Kind::void_: return "void";
    case Kind::boolean: return "bool";
    case Kind::i8:
    case Kind::i16:
    case Kind::i32: return "int";
    case Kind::u8:
    case Kind::u16:
    case Kind::u32: return "uint";
    case Kind::i64: return "hyper";
    case Kind::u64: return "uhyper";
    case Kind::f32: return "float";
    case Kind::f64: return "double";
    case Kind::string: return fmt::format("text({})", bound(type));
    case Kind::fixed_opaque: return fmt::format("fixed_opaque({})", type.bound);
    case Kind::opaque: return fmt::format("opaque({})", bound(type));
    case Kind::named: return fmt::format("named(\"{}\")", full_name(*type.definition));
    case Kind::fixed_array: return fmt::format("fixed_array({}, {})", type_text(*type.element), type.bound);
    case Kind::variable_array:
      return type.bound == model::unbounded
                 ? fmt::format("array({})", type_text(*type.element))
                 : fmt::format("array({}, {})", type_text(*type.element), type.bound);
    case Kind::optional: return fmt::format("optional({})", type_text(*type.element));
  }
  return "void";
}

std::string member(std::string_view name, const model::Type& type) {
  return fmt::format("{{\"{}\", {}}}", name, type_text(type));
}

std::string enum_text(const std::string& name, const model::Enum& of) {
  std::string text = fmt::format("enum(\"{}\", {{\n", name);
  std::set<std::int32_t> seen;
  for (const model::Enumerator& one : of.enumerators) {
    if (seen.insert(one.value).second) text += fmt::format("  [{}] = \"{}\",\n", one.value, one.name);
  }
  return text + "})\n";
}

std::string struct_text(const std::string& name, const model::Struct& of) {
  std::string text = fmt::format("{}(\"{}\", {{\n", of.is_list ? "list" : "struct", name);
  for (const model::Field& one : of.fields) text += fmt::format("  {},\n", member(one.name, *one.type));
  return text + "})\n";
}

std::string union_text(const std::string& name, const model::Union& of) {
  std::string text =
      fmt::format("union(\"{}\", {}, {{\n", name, member(of.discriminant.name, *of.discriminant.type));
  std::string otherwise;
  for (const model::Arm& arm : of.arms) {
    std::string data = arm.field.type->kind == Kind::void_ ? "{}" : member(arm.field.name, *arm.field.type);
    if (!arm.cases.empty()) text += fmt::format("  {{{{{}}}, {}}},\n", fmt::join(arm.cases, ", "), data);
    if (arm.is_default) otherwise = ", " + data;
  }
  return text + fmt::format("}}{})\n", otherwise);
}

std::string procedure_text(const model::Procedure& one) {
  std::vector<std::string> arguments;
  std::vector<std::string> results;
  if (model::resolve(*one.result).kind != Kind::void_) results.push_back(member("result", *one.result));
  for (std::size_t i = 0; i < one.parameters.size(); ++i) {
    const model::Parameter& parameter = one.parameters[i];
    std::string name =
        parameter.field.name.empty() ? fmt::format("arg{}", i + 1) : std::string(parameter.field.name);
    std::string data = member(name, *parameter.field.type);
    if (parameter.direction != ast::Direction::out) arguments.push_back(data);
    if (parameter.direction != ast::Direction::in) results.push_back(data);
  }
  return fmt::format("    [{}] = {{\"{}\", {{{}}}, {{{}}}}},\n", one.number, one.name,
                     fmt::join(arguments, ", "), fmt::join(results, ", "));
}

std::string program_text(const model::Definition& definition, const model::Program& of) {
  std::string text = fmt::format("program({}, \"{}\", {{\n", of.number, full_name(definition));
  for (const model::Version& version : of.versions) {
    text += fmt::format("  [{}] = {{\"{}\", {{\n", version.number, version.name);
    for (const model::Procedure& one : version.procedures) text += procedure_text(one);
    text += "  }},\n";
  }
  return text + "})\n";
}

}  // namespace

std::string dissector(const model::Model& model, const std::string& source_name) {
  std::string text = fmt::format(
      "-- Dissects {0} in Wireshark and tshark. Generated by farcallc {1}, do not edit.\n"
      "--\n"
      "--   tshark -X lua_script:THIS_FILE -r CAPTURE -V\n"
      "--\n"
      "-- Fields are called {2}.TYPE.FIELD and {2}.PROGRAM.VERSION.PROCEDURE.PARAMETER in filters.\n"
      "local file = \"{2}\"\n{3}\n-- What {0} defines.\n",
      plain(source_name), version, protocol_name(source_name), runtime);
  for (const model::Definition* one : model.in_order) {
    std::string name = full_name(*one);
    if (auto* of = one->as<model::Enum>()) text += "\n" + enum_text(name, *of);
    if (auto* of = one->as<model::Struct>()) text += "\n" + struct_text(name, *of);
    if (auto* of = one->as<model::Union>()) text += "\n" + union_text(name, *of);
  }
  for (const model::Definition& one : model.definitions) {
    auto* of = one.as<model::Program>();
    if (of != nullptr && !one.imported) text += "\n" + program_text(one, *of);
  }
  return text + "\nregister()\n";
}

}  // namespace farcallc::lua
