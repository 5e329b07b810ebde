#include <compiler/emit/cpp/emitter.hpp>

#include <fmt/format.h>

#include <algorithm>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/namespaces.hpp>
#include <compiler/emit/cpp/passthrough.hpp>
#include <compiler/version.hpp>

namespace farcallc::cpp {
namespace {

Emitted emit_type(const Emission& emission, const model::Definition& definition) {
  if (definition.as<model::Constant>() != nullptr) return emit_constant(emission, definition);
  if (definition.as<model::Enum>() != nullptr) return emit_enum(emission, definition);
  if (definition.as<model::Struct>() != nullptr) return emit_struct(emission, definition);
  if (definition.as<model::Union>() != nullptr) return emit_union(emission, definition);
  if (definition.as<model::Alias>() != nullptr) return emit_alias(emission, definition);
  return {};
}

// C's enumerators are known everywhere; here, too, unless that makes two meanings of a name.
std::set<const model::Definition*> unqualified(const model::Model& model) {
  std::map<std::vector<std::string>, std::map<std::string, int>> uses;
  for (const model::Definition& one : model.definitions) {
    if (one.as<model::Passthrough>() != nullptr) continue;
    auto& scope = uses[one.scope];
    ++scope[spell(one.name)];
    if (auto* of = one.as<model::Enum>()) {
      for (const auto& each : of->enumerators) ++scope[spell(each.name)];
    }
  }
  std::set<const model::Definition*> found;
  for (const model::Definition& one : model.definitions) {
    auto* of = one.as<model::Enum>();
    if (of == nullptr) continue;
    bool clear = std::all_of(of->enumerators.begin(), of->enumerators.end(),
                             [&](const auto& each) { return uses[one.scope][spell(each.name)] == 1; });
    if (clear) found.insert(&one);
  }
  return found;
}

// Whether a definition names structs or unions by reference only, which then need not be complete.
void named_types(const model::Type& type, std::set<const model::Definition*>& found) {
  const model::Type* at = &type;
  while (at->element != nullptr) at = at->element;
  if (at->kind == model::Kind::named) found.insert(at->definition);
}

// Structs and unions that are named before they are defined.
void forward_declarations(const Emission& emission, Namespaces& out) {
  std::set<const model::Definition*> defined;
  std::set<const model::Definition*> needed;
  for (const model::Definition* one : emission.model.in_order) {
    std::set<const model::Definition*> named;
    if (auto* of = one->as<model::Alias>()) named_types(*of->type, named);
    if (auto* of = one->as<model::Struct>()) {
      for (const auto& field : of->fields) named_types(*field.type, named);
    }
    if (auto* of = one->as<model::Union>()) {
      for (const auto& arm : of->arms) named_types(*arm.field.type, named);
    }
    defined.insert(one);
    for (const model::Definition* each : named) {
      if (!defined.contains(each)) needed.insert(each);
    }
  }
  for (const model::Definition* one : emission.model.in_order) {
    if (!needed.contains(one) || one->imported) continue;
    const char* word = one->as<model::Union>() != nullptr ? "class" : "struct";
    out.add(scope_of(*one, emission.home), fmt::format("{} {};\n", word, spell(one->name)));
  }
}

std::string header_file(const Emission& emission, const PassthroughLines& others, const std::string& types,
                        const std::string& programs) {
  std::string imports;
  std::string first;
  for (const model::Definition* one : others.behind(nullptr)) {
    for (const Block& block : blocks_of(one->as<model::Passthrough>()->lines)) first += block.text;
  }
  for (const std::string& name : emission.options.imported_headers)
    imports += fmt::format("\n#include \"{}\"\n", one_line(name));
  return fill(
      R"(
#pragma once

@includes@

static_assert(::farcall::generated_code_version == @code_version@, "this farcall needs code of another farcallc");
@passthrough@
@types@
@programs@
)",
      {{"includes", "#include <farcall/stub/client.hpp>\n#include <farcall/stub/server.hpp>\n" + imports},
       {"code_version", std::to_string(generated_code_version)},
       {"passthrough", first},
       {"types", types},
       {"programs", programs}});
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  for (char c : text) out += c < 0x20 || c > 0x7e || c == '\\' || c == '@' ? '?' : c;
  return out;
}

std::string folded(const std::string& text, const PassthroughLines* others) {
  constexpr std::size_t widest = 110;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::size_t indentation = std::min(line.find_first_not_of(' '), line.size());
    bool stays = line.compare(indentation, 2, "//") == 0 || (others != nullptr && others->has(line));
    while (line.size() > widest && !stays) {
      std::size_t at = std::string::npos;
      bool quoted = false;
      for (std::size_t i = indentation; i < widest && i + 1 < line.size(); ++i) {
        if (quoted && line[i] == '\\') {
          ++i;  // and what it escapes
          continue;
        }
        if (line[i] == '"') quoted = !quoted;
        if (!quoted && line.compare(i, 2, "//") == 0) break;
        if (line[i] != ' ' || quoted || i < indentation + 30) continue;
        if (line[i - 1] == ',' || line.compare(i - 2, 2, "||") == 0 || line[i - 1] == '+') at = i;
      }
      if (at == std::string::npos) break;
      out.append(line, 0, at).append("\n");
      line = std::string(indentation + 4, ' ') + line.substr(at + 1);
    }
    out.append(line).append("\n");
  }
  return out;
}

std::string origin_line(const Options& options) {
  return fmt::format("// Generated from {} by farcallc {}, do not edit.\n", one_line(options.source_name),
                     version);
}

Place Emission::function_place(const model::Definition& definition) const {
  return {home, scope_of(definition, home), {}, true};
}

Files emit(const model::Model& model, const Options& options) {
  Emission emission{model, options, {options.namespace_path}, Facts(model), unqualified(model)};
  PassthroughLines others(model, options.passthrough);
  Namespaces types, locals, sources;
  std::vector<std::pair<const model::Definition*, std::string>> functions;
  Emitted programs;
  forward_declarations(emission, types);
  for (const model::Definition* one : model.in_order) {
    if (one->imported) continue;
    Emitted made = emit_type(emission, *one);
    const auto& scope = scope_of(*one, emission.home);
    types.add(scope, made.header);
    for (const model::Definition* lines : others.behind(one)) types.add_lines(*lines, emission.home);
    functions.emplace_back(one, made.functions);
    locals.add(scope, made.local);
    sources.add(scope, made.source);
  }
  // After all types, so that they can call each other's.
  bool first = true;
  for (const auto& [one, text] : functions) {
    types.add(scope_of(*one, emission.home), (first && !text.empty() ? "\n" : "") + text);
    first = first && text.empty();
  }
  for (const model::Definition& one : model.definitions) {
    if (one.as<model::Program>() == nullptr || one.imported) continue;
    Emitted made = emit_program(emission, one);
    Namespaces behind;
    for (const model::Definition* lines : others.behind(&one)) behind.add_lines(*lines, emission.home);
    programs.header += made.header + behind.take();
    programs.source += made.source;
  }
  std::string name = one_line(options.source_name);
  std::string origin = origin_line(options);
  std::string include = fmt::format("\n#include \"{}.hpp\"\n\n#include <farcall/xdr/text.hpp>\n", name);
  return {folded(origin + header_file(emission, others, types.take(), programs.header), &others),
          folded(origin + include.substr(1) + locals.take() + sources.take() + programs.source, &others)};
}

}  // namespace farcallc::cpp
