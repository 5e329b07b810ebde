// Descriptions of an interface's types for farcall::json: tables of constants, in a header and a source of
// their own.
#include <fmt/format.h>

#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/namespaces.hpp>

namespace farcallc::cpp {
namespace {

using model::Kind;

const char* kind_word(Kind kind) {
  switch (kind) {
    case Kind::boolean: return "boolean";
    case Kind::i8: return "i8";
    case Kind::u8: return "u8";
    case Kind::i16: return "i16";
    case Kind::u16: return "u16";
    case Kind::i32: return "i32";
    case Kind::u32: return "u32";
    case Kind::i64: return "i64";
    case Kind::u64: return "u64";
    case Kind::f32: return "f32";
    case Kind::f64: return "f64";
    case Kind::string: return "string";
    case Kind::fixed_opaque: return "fixed_opaque";
    case Kind::opaque: return "opaque";
    case Kind::fixed_array: return "fixed_array";
    case Kind::variable_array: return "array";
    case Kind::optional: return "optional";
    case Kind::named: return "named";
    case Kind::void_: break;
  }
  return "none";
}

class JsonText {
 public:
  JsonText(const model::Model& model, const Options& options)
      : model_(model), options_(options), home_{options.namespace_path} {}

  Files run() {
    std::vector<std::string> ours{"farcall", "json"};
    Namespaces header, source;
    for (const model::Definition* one : model_.in_order) {
      if (one->imported || one->as<model::Alias>() != nullptr || !one->is_type()) continue;
      header.add(ours,
                 fmt::format("template <> struct Described<{}> {{ static const Definition definition; }};\n",
                             cpp_name(*one)));
      source.add(ours, define(*one));
    }
    std::string versions;
    for (const model::Definition& one : model_.definitions) {
      if (one.as<model::Program>() != nullptr && !one.imported) versions += program(one);
    }
    if (!versions.empty()) {
      std::string name = table("Version", "versions", versions);
      source.add(ours, std::move(tables_));
      const char* declaration = "const std::span<const ::farcall::json::Version> json_versions";
      header.add(home_.path, fmt::format("// For farcall::json::find.\nextern {};\n", declaration));
      source.add(home_.path, fmt::format("constinit {} = ::farcall::json::{};\n", declaration, name));
    }
    return {head(true) + folded(header.take()), head(false) + folded(source.take())};
  }

 private:
  [[nodiscard]] std::string cpp_name(const model::Definition& definition) const {
    return fmt::format("::{}::{}", joined(scope_of(definition, home_)), spell(definition.name));
  }

  // "point_fields". A definition in another namespace may have the same name.
  std::string table_name(const std::string& of, const char* what) {
    return names_.invent(fmt::format("{}_{}", of, what));
  }
  // A table of those lines; what is written for it.
  std::string table(const char* type, const std::string& name, const std::string& lines) {
    if (lines.empty()) return "{}";
    tables_ += fill(R"(
constexpr @type@ @name@[] = {
    @lines@
};
)",
                    {{"type", type}, {"name", name}, {"lines", lines}});
    return name;
  }

  // The initialiser of a Type. What its elements are stands in a constant named after `name`.
  std::string type(const model::Type& of, const std::string& name) {
    const model::Type& actual = model::resolve(of);
    std::string bound = actual.bound == model::unbounded ? "xdr::unbounded" : std::to_string(actual.bound);
    switch (actual.kind) {
      case Kind::void_: return "{}";
      case Kind::named: return fmt::format("named<{}>()", cpp_name(*actual.definition));
      case Kind::fixed_array:
      case Kind::variable_array:
      case Kind::optional: {
        std::string element = table_name(name, "element");
        std::string value = type(*actual.element, element);
        tables_ += fmt::format("constexpr Type {} = {};\n", element, value);
        return fmt::format("{{Kind::{}, {}, &{}}}", kind_word(actual.kind), bound, element);
      }
      default:
        if (actual.bound == model::unbounded) return fmt::format("{{Kind::{}}}", kind_word(actual.kind));
        return fmt::format("{{Kind::{}, {}}}", kind_word(actual.kind), bound);
    }
  }
  std::string field(const std::string& owner, std::string_view name, const model::Type& of) {
    std::string value = type(of, fmt::format("{}_{}", owner, name));
    return fmt::format("{{\"{}\", {}}}", name, value);
  }
  std::string fields(const model::Definition& definition, const std::vector<model::Field>& all) {
    std::string lines;
    for (const model::Field& one : all) lines += field(definition.name, one.name, *one.type) + ",\n";
    return ", .fields = " + table("Field", table_name(definition.name, "fields"), lines);
  }

  // The tables of a definition, and the definition.
  std::string define(const model::Definition& definition) {
    std::string parts;
    if (auto* of = definition.as<model::Enum>()) parts = enumeration(definition, *of);
    if (auto* of = definition.as<model::Struct>())
      parts = fmt::format(".form = Form::{}{}", of->is_list ? "list" : "structure",
                          fields(definition, of->fields));
    if (auto* of = definition.as<model::Union>()) parts = united(definition, *of);
    return std::exchange(tables_, "") +
           fmt::format("constinit const Definition Described<{}>::definition{{.name = \"{}\", {}{}}};\n",
                       cpp_name(definition), definition.name, parts,
                       definition.recursive ? ", .recursive = true" : "");
  }

  std::string enumeration(const model::Definition& definition, const model::Enum& of) {
    std::string lines;
    for (const model::Enumerator& one : of.enumerators) {
      lines += fmt::format("{{\"{}\", {}}},\n", one.name,
                           one.value == INT32_MIN ? "-2147483647 - 1" : std::to_string(one.value));
    }
    return ".form = Form::enumeration, .enumerators = " +
           table("Enumerator", table_name(definition.name, "enumerators"), lines);
  }

  std::string united(const model::Definition& definition, const model::Union& of) {
    std::string discriminant = fields(definition, {of.discriminant});
    std::string lines;
    for (const model::Arm& arm : of.arms) {
      // The two share an object.
      std::string arm_name(arm.field.name);
      if (arm_name == of.discriminant.name) arm_name += '_';
      bool has_data = model::resolve(*arm.field.type).kind != Kind::void_;
      std::string data = has_data ? field(definition.name, arm_name, *arm.field.type) : "{}";
      if (arm.is_default) {
        lines += fmt::format("{{0, true, {}}},\n", data);
        continue;
      }
      for (std::int64_t number : arm.cases) lines += fmt::format("{{{}, false, {}}},\n", number, data);
    }
    return ".form = Form::united" + discriminant +
           ", .arms = " + table("Arm", table_name(definition.name, "arms"), lines);
  }

  // None, one, or several as a structure.
  std::string values(const std::string& owner, std::string_view procedure, const char* what,
                     const std::vector<std::pair<std::string, const model::Type*>>& all) {
    if (all.empty()) return "{}";
    std::string name = table_name(owner, what);
    if (all.size() == 1) return type(*all[0].second, name);
    std::string lines;
    for (const auto& [each, of] : all) lines += field(name, each, *of) + ",\n";
    std::string fields = table("Field", table_name(name, "fields"), lines);
    tables_ +=
        fmt::format("constexpr Definition {}{{.name = \"{}\", .fields = {}}};\n", name, procedure, fields);
    return fmt::format("named({})", name);
  }

  std::string procedure(const model::Version& version, const model::Procedure& one) {
    std::vector<std::pair<std::string, const model::Type*>> arguments;
    std::vector<std::pair<std::string, const model::Type*>> results;
    Names names;
    if (one.result->kind != Kind::void_) results.emplace_back(names.invent("result"), one.result);
    for (std::size_t i = 0; i < one.parameters.size(); ++i) {
      const model::Parameter& parameter = one.parameters[i];
      std::string given(parameter.field.name);
      std::string name = names.invent(given.empty() ? fmt::format("arg{}", i + 1) : given);
      if (parameter.direction != ast::Direction::out) arguments.emplace_back(name, parameter.field.type);
      if (parameter.direction != ast::Direction::in) results.emplace_back(name, parameter.field.type);
    }
    std::string owner = fmt::format("{}_{}", version.name, one.name);
    std::string taken = values(owner, one.name, "arguments", arguments);
    std::string given = values(owner, one.name, "results", results);
    return fmt::format("{{\"{}\", {}, {}, {}}},\n", one.name, one.number, taken, given);
  }

  std::string program(const model::Definition& definition) {
    const auto& of = *definition.as<model::Program>();
    std::string lines;
    for (const model::Version& version : of.versions) {
      std::string procedures;
      for (const model::Procedure& one : version.procedures) procedures += procedure(version, one);
      std::string name = table("Procedure", table_name(std::string(version.name), "procedures"), procedures);
      lines += fmt::format("{{\"{}\", \"{}\", {}, {}, {}}},\n", definition.name, version.name, of.number,
                           version.number, name);
    }
    return lines;
  }

  // What stands before the first namespace.
  [[nodiscard]] std::string head(bool is_header) const {
    std::string name = one_line(options_.source_name);
    if (!is_header) return origin_line(options_) + fmt::format("#include \"{}.json.hpp\"\n", name);
    std::string includes = fmt::format("#include \"{}.hpp\"\n", name);
    for (std::string_view imported : options_.imported_headers) {
      imported.remove_suffix(std::string_view(".hpp").size());
      includes += fmt::format("#include \"{}.json.hpp\"\n", one_line(imported));
    }
    return origin_line(options_) + "#pragma once\n\n#include <farcall/json/json.hpp>\n\n" + includes;
  }

  const model::Model& model_;
  const Options& options_;
  Home home_;
  Names names_;
  std::string tables_;  // that nothing refers to yet
};

}  // namespace

Files emit_json(const model::Model& model, const Options& options) { return JsonText(model, options).run(); }

}  // namespace farcallc::cpp
