#include <compiler/emit/x/lower.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include <compiler/constant.hpp>
#include <compiler/written.hpp>

namespace farcallc::x {
namespace {

using model::Kind;

// What stands before the name in a declaration.
std::string specifier(const model::Type& type) {
  switch (type.kind) {
    case Kind::fixed_opaque: return "opaque";
    case Kind::named: return type.definition->name;
    case Kind::fixed_array:
    case Kind::variable_array:
    case Kind::optional: return specifier(*type.element);
    default: return word(type.kind);
  }
}

std::string bound(const model::Type& type) {
  if (type.bound_constant != nullptr) return type.bound_constant->name;
  return type.bound == model::unbounded ? "" : std::to_string(type.bound);
}

// "int numbers<10>"
std::string declaration(const model::Type& type, std::string_view name) {
  std::string text = specifier(type);
  if (type.kind == Kind::void_) return text;
  if (type.kind == Kind::optional) {
    return fmt::format("{} *{}", text, name);
  }
  text += fmt::format(" {}", name);
  if (type.kind == Kind::fixed_array || type.kind == Kind::fixed_opaque)
    return text + fmt::format("[{}]", bound(type));
  bool counted = type.kind == Kind::variable_array || type.kind == Kind::opaque || type.kind == Kind::string;
  return counted ? text + fmt::format("<{}>", bound(type)) : text;
}

// rpcgen knows no `//`, and a line of a comment must not end it.
std::string comment(const ast::Comment& lines, std::string_view indentation) {
  std::string text;
  for (std::string line : lines) {
    for (std::size_t at = 0; (at = line.find("*/", at)) != line.npos;) line.replace(at, 2, "* /");
    text += fmt::format("{}/* {} */\n", indentation, line);
  }
  return text;
}

std::string fields(const std::vector<model::Field>& all) {
  std::string text;
  for (const model::Field& one : all) {
    text += comment(one.comment, "  ") + fmt::format("  {};\n", declaration(*one.type, one.name));
  }
  return text;
}

std::string union_text(const model::Definition& definition, const model::Union& of) {
  std::string text = fmt::format("union {} switch ({}) {{\n", definition.name,
                                 declaration(*of.discriminant.type, of.discriminant.name));
  auto arm_text = [&](const model::Arm& arm) {
    text += comment(arm.field.comment, "  ");
    for (std::size_t i = 0; i < arm.cases.size() && !arm.is_default; ++i) {
      text += fmt::format("  case {}:\n", arm.case_names[i].empty() ? std::to_string(arm.cases[i])
                                                                    : std::string(arm.case_names[i]));
    }
    if (arm.is_default) text += "  default:\n";
    text += fmt::format("    {};\n", declaration(*arm.field.type, arm.field.name));
  };
  // rpcgen wants the default last.
  for (const model::Arm& arm : of.arms) {
    if (!arm.is_default) arm_text(arm);
  }
  for (const model::Arm& arm : of.arms) {
    if (arm.is_default) arm_text(arm);
  }
  return text + "};\n";
}

std::string definition_text(const model::Definition& definition) {
  std::string text = comment(definition.comment, "");
  if (auto* of = definition.as<model::Constant>()) {
    return text +
           fmt::format("const {} = {};\n", definition.name, of->text ? *of->text : to_string(of->value));
  }
  if (auto* of = definition.as<model::Alias>()) {
    return text + fmt::format("typedef {};\n", declaration(*of->type, definition.name));
  }
  if (auto* of = definition.as<model::Enum>()) {
    text += fmt::format("enum {} {{\n", definition.name);
    for (std::size_t i = 0; i < of->enumerators.size(); ++i) {
      const auto& one = of->enumerators[i];
      text += comment(one.comment, "  ");
      text += fmt::format("  {} = {}{}\n", one.name, one.value, i + 1 < of->enumerators.size() ? "," : "");
    }
    return text + "};\n";
  }
  if (auto* of = definition.as<model::Struct>()) {
    return text + fmt::format("struct {} {{\n{}}};\n", definition.name, fields(of->fields));
  }
  if (auto* of = definition.as<model::Union>()) return text + union_text(definition, *of);
  return {};
}

// A parameter or result has no shape in plain .x: what has one becomes a typedef before the program.
std::string plain(const model::Type& type, const std::string& name, std::string& typedefs) {
  bool shaped = type.kind == Kind::fixed_array || type.kind == Kind::variable_array ||
                type.kind == Kind::optional || type.kind == Kind::opaque || type.kind == Kind::fixed_opaque ||
                (type.kind == Kind::string && type.bound != model::unbounded);
  if (!shaped) return specifier(type);
  typedefs += fmt::format("typedef {};\n", declaration(type, name));
  return name;
}

std::string procedure_text(const model::Procedure& one, std::string& before) {
  std::string name(one.name);
  std::vector<std::string> arguments;
  std::vector<model::Field> results;
  std::string own_name = "result";  // unless a parameter has that one
  auto is_taken = [&](const model::Parameter& each) { return each.field.name == own_name; };
  while (std::any_of(one.parameters.begin(), one.parameters.end(), is_taken)) own_name += '_';
  if (one.result->kind != Kind::void_) results.push_back({own_name, {}, one.result, {}});
  for (std::size_t i = 0; i < one.parameters.size(); ++i) {
    const model::Parameter& parameter = one.parameters[i];
    std::string called =
        parameter.field.name.empty() ? fmt::format("arg{}", i + 1) : std::string(parameter.field.name);
    if (parameter.direction != ast::Direction::out)
      arguments.push_back(plain(*parameter.field.type, name + "_" + called, before));
    if (parameter.direction != ast::Direction::in) results.push_back(parameter.field);
  }
  std::string result;
  bool restores = std::any_of(one.parameters.begin(), one.parameters.end(), [](const model::Parameter& each) {
    return each.direction != ast::Direction::in;
  });
  if (restores) {
    result = name + "_results";
    before +=
        fmt::format("/* What {} returns, and what it gives back in its parameters. */\nstruct {} {{\n{}}};\n",
                    name, result, fields(results));
  } else {
    result = results.empty() ? "void" : plain(*one.result, name + "_result", before);
  }
  return fmt::format("{}    {} {}({}) = {};\n", comment(one.comment, "    "), result, name,
                     arguments.empty() ? "void" : fmt::format("{}", fmt::join(arguments, ", ")), one.number);
}

std::string program_text(const model::Definition& definition, const model::Program& of) {
  std::string before;
  std::string text = comment(definition.comment, "") + fmt::format("program {} {{\n", definition.name);
  for (const model::Version& version : of.versions) {
    text += comment(version.comment, "  ") + fmt::format("  version {} {{\n", version.name);
    for (const model::Procedure& one : version.procedures) text += procedure_text(one, before);
    text += fmt::format("  }} = {};\n", version.number);
  }
  return before + text + fmt::format("}} = {};\n", of.number);
}

// Plain .x has no namespaces: what shares its name with something elsewhere is called after its namespace,
// too.
class Apart {
 public:
  explicit Apart(model::Model& model) {
    for (const model::Definition& one : model.definitions) count(one);
    for (model::Definition& one : model.definitions) {
      one.name = plain_name(one.scope, one.name);
      auto* of = one.as<model::Enum>();
      if (of == nullptr) continue;
      for (model::Enumerator& each : of->enumerators)
        each.name = names_.emplace_back(plain_name(one.scope, each.name));
    }
    for (model::Definition& one : model.definitions) {
      auto* of = one.as<model::Union>();
      if (of != nullptr && of->discriminant_enum != nullptr) rename_cases(*of);
    }
  }

 private:
  void count(const model::Definition& one) {
    ++uses_[one.name];
    if (auto* of = one.as<model::Enum>())
      for (const model::Enumerator& each : of->enumerators) ++uses_[std::string(each.name)];
  }
  std::string plain_name(const std::vector<std::string>& scope, std::string_view name) {
    std::string made(name);
    if (scope.empty() || uses_[made] < 2) return made;
    made = fmt::format("{}_{}", fmt::join(scope, "_"), name);
    while (uses_.contains(made)) made += '_';
    ++uses_[made];
    return made;
  }
  static void rename_cases(model::Union& of) {
    const auto& all = of.discriminant_enum->as<model::Enum>()->enumerators;
    for (model::Arm& arm : of.arms) {
      for (std::size_t i = 0; i < arm.case_names.size(); ++i) {
        auto has_value = [&](const model::Enumerator& one) { return one.value == arm.cases[i]; };
        auto found = std::find_if(all.begin(), all.end(), has_value);
        if (!arm.case_names[i].empty() && found != all.end()) arm.case_names[i] = found->name;
      }
    }
  }
  std::map<std::string, int, std::less<>> uses_;
  std::deque<std::string> names_;
};

}  // namespace

std::string lower(model::Model model, const std::string& source_name) {
  Apart apart(model);
  std::string text = fmt::format("/* Lowered from {} by farcallc, for any ONC RPC peer. */\n", source_name);
  for (const model::Definition* one : model.in_order) text += "\n" + definition_text(*one);
  for (const model::Definition& one : model.definitions) {
    if (auto* of = one.as<model::Program>()) text += "\n" + program_text(one, *of);
  }
  return text;
}

}  // namespace farcallc::x
