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
  void add(const std::vector<std::string>& scope, const std::string& text) {
    if (text.empty()) return;
    if (!open_ || scope != scope_) {
      close();
      text_ += fmt::format("\nnamespace {} {{\n\n", joined(scope));
      scope_ = scope;
      open_ = true;
    }
    text_ += text;
  }
  std::string take() {
    close();
    return std::move(text_);
  }

 private:
  void close() {
    if (open_) text_ += fmt::format("\n}}  // namespace {}\n", joined(scope_));
    open_ = false;
  }
  std::string text_;
  std::vector<std::string> scope_;
  bool open_ = false;
};

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
    if (auto* lines = one.as<model::Passthrough>()) {
      for (std::string_view line : lines->lines) {
        while (line.ends_with('\r')) line.remove_suffix(1);
        text.append(line).append("\n");
      }
    }
  }
  return text;
}

// Structs and unions that are named before they are complete.
void forward_declarations(const Emission& emission, Namespaces& out) {
  std::vector<std::pair<std::vector<std::string>, std::string>> lines;
  for (const model::Definition* one : emission.model.in_order) {
    bool is_class = one->as<model::Union>() != nullptr;
    if (!is_class && one->as<model::Struct>() == nullptr) continue;
    out.add(scope_of(*one, emission.home), fmt::format("{} {};\n", is_class ? "class" : "struct", spell(one->name)));
  }
}

// A file name is whatever its author liked; in a comment it must stay one line.
std::string one_line(std::string_view text) {
  std::string out;
  for (char c : text) out += c < 0x20 || c > 0x7e || c == '\\' || c == '@' ? '?' : c;
  return out;
}

}  // namespace

Place Emission::function_place(const model::Definition& definition) const {
  Place place{home, scope_of(definition, home), {}};
  for (const char* local : {"value", "out", "in", "p", "count", "element", "i", "present", "flag", "node", "first",
                            "more", "size", "depth", "arm", "found", "other", "made", "fresh", "number", "a", "b"}) {
    place.hidden.add(local);
    for (int i = 2; i < 10; ++i) place.hidden.add(local + std::to_string(i));
  }
  return place;
}

Files emit(const model::Model& model, const Options& options) {
  Emission emission{model, options, {options.namespace_path}, Facts(model), unqualified(model)};
  Namespaces types, functions, locals, sources;
  Emitted programs;
  forward_declarations(emission, types);
  for (const model::Definition* one : model.in_order) {
    Emitted made = emit_type(emission, *one);
    const auto& scope = scope_of(*one, emission.home);
    types.add(scope, made.header);
    functions.add(scope, made.functions);
    locals.add(scope, made.local);
    sources.add(scope, made.source.empty() ? "" : made.source + "\n");
  }
  for (const model::Definition& one : model.definitions) {
    if (one.as<model::Program>() == nullptr) continue;
    Emitted made = emit_program(emission, one);
    programs.header += made.header;
    programs.source += made.source;
  }
  std::string origin = fmt::format("// Generated from {} by farcallc {}, do not edit.\n", one_line(options.source_name), version);
  Files files;
  files.header = origin + fill(R"(
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == @code_version@, "generated by another version of farcallc than this farcall's");
@passthrough@
@types@
@functions@
@programs@
)",
                                {{"code_version", std::to_string(generated_code_version)},
                                 {"passthrough", passthrough_lines(emission)},
                                 {"types", types.take()},
                                 {"functions", functions.take()},
                                 {"programs", programs.header}});
  files.source = origin + fill(R"(
#include "@name@.hpp"
@locals@
@sources@
@programs@
)",
                                {{"name", one_line(options.source_name)},
                                 {"locals", locals.take()},
                                 {"sources", sources.take()},
                                 {"programs", programs.source}});
  return files;
}

}  // namespace farcallc::cpp
