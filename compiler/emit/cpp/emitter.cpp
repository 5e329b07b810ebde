#include <compiler/emit/cpp/emitter.hpp>

#include <fmt/format.h>

#include <algorithm>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/version.hpp>

namespace farcallc::cpp {
namespace {

// Texts of several namespaces, opened and closed as the elements change between them.
class Namespaces {
 public:
  void add(const std::vector<std::string>& scope, std::string_view text) {
    if (text.empty()) return;
    if (!open_ || scope != scope_) {
      close();
      text_ += fmt::format("\nnamespace {} {{\n\n", joined(scope));
      scope_ = scope;
      open_ = true;
      after_block_ = false;
      text = text.substr(text.find_first_not_of('\n'));
    } else if (after_block_ && !text.starts_with('\n')) {
      text_ += '\n';  // a blank line on both sides of what takes several lines
    }
    text_ += text;
    after_block_ = std::count(text.begin(), text.end(), '\n') > 2;
  }
  std::string take() {
    close();
    return std::move(text_);
  }

 private:
  void close() {
    if (!open_) return;
    if (!text_.ends_with("\n\n")) text_ += '\n';
    text_ += fmt::format("}}  // namespace {}\n", joined(scope_));
    open_ = false;
  }
  std::string text_;
  std::vector<std::string> scope_;
  bool open_ = false;
  bool after_block_ = false;
};

// Breaks lines that are too long to read behind a comma or an operator, as a person would.
std::string folded(const std::string& text) {
  constexpr std::size_t widest = 110;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::size_t indentation = std::min(line.find_first_not_of(' '), line.size());
    bool is_comment = line.compare(indentation, 2, "//") == 0;
    while (line.size() > widest && !is_comment) {
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

std::string passthrough_lines(const Emission& emission) {
  std::string text;
  if (!emission.options.passthrough) return text;
  for (const model::Definition& one : emission.model.definitions) {
    if (one.imported) continue;
    if (auto* lines = one.as<model::Passthrough>()) {
      for (std::string_view line : lines->lines) {
        while (line.ends_with('\r')) line.remove_suffix(1);
        text.append(line).append("\n");
      }
    }
  }
  return text;
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

// A file name is whatever its author liked; in a comment it must stay one line.
std::string one_line(std::string_view text) {
  std::string out;
  for (char c : text) out += c < 0x20 || c > 0x7e || c == '\\' || c == '@' ? '?' : c;
  return out;
}

std::string header_file(const Emission& emission, const std::string& types, const std::string& programs) {
  std::string imports;
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
       {"passthrough", passthrough_lines(emission)},
       {"types", types},
       {"programs", programs}});
}

}  // namespace

Place Emission::function_place(const model::Definition& definition) const {
  return {home, scope_of(definition, home), {}, true};
}

Files emit(const model::Model& model, const Options& options) {
  Emission emission{model, options, {options.namespace_path}, Facts(model), unqualified(model)};
  Namespaces types, locals, sources;
  std::vector<std::pair<const model::Definition*, std::string>> functions;
  Emitted programs;
  forward_declarations(emission, types);
  for (const model::Definition* one : model.in_order) {
    if (one->imported) continue;
    Emitted made = emit_type(emission, *one);
    const auto& scope = scope_of(*one, emission.home);
    types.add(scope, made.header);
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
    programs.header += made.header;
    programs.source += made.source;
  }
  std::string name = one_line(options.source_name);
  std::string origin = fmt::format("// Generated from {} by farcallc {}, do not edit.\n", name, version);
  std::string include = fmt::format("\n#include \"{}.hpp\"\n", name);
  return {folded(origin + header_file(emission, types.take(), programs.header)),
          folded(origin + include.substr(1) + locals.take() + sources.take() + programs.source)};
}

}  // namespace farcallc::cpp
