// Structs in C++: an aggregate and the functions that code it.
#include <fmt/format.h>

#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/fill.hpp>

namespace farcallc::cpp {
namespace {

std::vector<Part> parts_of(const model::Struct& of, const std::string& name, const std::string& value) {
  std::vector<Part> parts;
  for (const model::Field& field : of.fields) {
    parts.push_back({field.type, value + "." + spell(field.name), name + "." + std::string(field.name)});
  }
  return parts;
}

std::string aggregate(const Emission& emission, const model::Definition& definition,
                      const model::Struct& of) {
  Place place{emission.home, scope_of(definition, emission.home), {}};
  std::string name = spell(definition.name);
  // A field hides a type of its name for the rest of the struct, and C++ forbids to use both meanings.
  for (const model::Field& field : of.fields) place.hidden.add(spell(field.name));
  std::string fields;
  for (const model::Field& field : of.fields) {
    fields += commented(field.comment, fmt::format("{} {}{};", type_at(*field.type, place), spell(field.name),
                                                   initializer(*field.type, place)));
  }
  std::string self = place.hidden.has(name) ? name_at(definition, place) : name;
  return fill(
      R"(

@comment@
struct @name@ {
  @fields@

  friend bool operator==(const @self@&, const @self@&) = default;
};
)",
      {{"comment", comment_lines(definition.comment)}, {"name", name}, {"fields", fields}, {"self", self}});
}

model::Type type_of(const model::Definition& definition) {
  model::Type type;
  type.kind = model::Kind::named;
  type.definition = &definition;
  return type;
}

// Of a struct without a field.
void empty_functions(const std::string& self, Emitted& out) {
  out.source = fill(R"(
bool encode(::farcall::xdr::Encoder&, const @self@&) { return true; }

bool decode(::farcall::xdr::Decoder&, @self@&) { return true; }
)",
                    {{"self", self}});
  out.local = fill(R"(
[[maybe_unused]] static inline void store(std::byte*, const @self@&) {}
[[maybe_unused]] static inline void load(const std::byte*, @self@&) {}
)",
                   {{"self", self}});
}

// Functions that write and read a struct inside a run: `store` and `load`.
std::string run_functions(const Emission& emission, const Place& place, const model::Definition& definition,
                          const model::Struct& of) {
  RunFacts facts = emission.facts.of(type_of(definition));
  EncodeBody store(place, emission.facts);
  DecodeBody load(place, emission.facts);
  std::uint64_t offset = 0;
  for (const Part& part : parts_of(of, definition.name, "value")) {
    std::string at = offset == 0 ? "p" : fmt::format("p + {}", offset);
    store.store(part, at);
    load.load(part, at);
    offset += model::layout_of(*part.type).wire;
  }
  return fill(R"(
static inline @store_result@ store(@store_coder@std::byte* p, const @self@& value) {
  @store@
  @store_return@
}

static inline @load_result@ load(@load_coder@const std::byte* p, @self@& value) {
  @load@
  @load_return@
}
)",
              {{"self", name_at(definition, place)},
               {"store_result", facts.store_checks ? "bool" : "void"},
               {"store_coder", facts.store_checks ? "::farcall::xdr::Encoder& out, " : ""},
               {"store", store.text()},
               {"store_return", facts.store_checks ? "return true;\n" : ""},
               {"load_result", facts.load_checks ? "bool" : "void"},
               {"load_coder", facts.load_checks ? "::farcall::xdr::Decoder& in, " : ""},
               {"load", load.text()},
               {"load_return", facts.load_checks ? "return true;\n" : ""}});
}

// A struct of fixed size is coded where the run that it is part of has room for it.
void fixed_functions(const Emission& emission, const Place& place, const model::Definition& definition,
                     const model::Struct& of, Emitted& out) {
  std::string self = name_at(definition, place);
  std::string size = std::to_string(definition.layout.wire);
  out.functions =
      fill("[[nodiscard]] constexpr std::size_t encoded_size(const @self@&) noexcept { return @size@; }\n",
           {{"self", self}, {"size", size}});
  if (of.fields.empty()) return empty_functions(self, out);
  RunFacts facts = emission.facts.of(type_of(definition));
  out.local = run_functions(emission, place, definition, of);
  out.source = fill(
      R"(
bool encode(::farcall::xdr::Encoder& out, const @self@& value) {
  std::byte* p = out.run(@size@);
  if (p == nullptr) return out.at("@where@");
  @store@
}

bool decode(::farcall::xdr::Decoder& in, @self@& value) {
  const std::byte* p = in.run(@size@);
  if (p == nullptr) return in.at("@where@");
  @load@
}
)",
      {{"self", self},
       {"where", definition.name},
       {"size", size},
       {"store", facts.store_checks ? "return store(out, p, value);\n" : "store(p, value);\nreturn true;\n"},
       {"load", facts.load_checks ? "return load(in, p, value);\n" : "load(p, value);\nreturn true;\n"}});
}

std::string size_function(const Emission& emission, const Place& place, const model::Definition& definition,
                          const model::Struct& of, Emitted& out) {
  std::string self = name_at(definition, place);
  SizeBody body(place, emission.facts, definition.recursive);
  std::vector<Part> parts = parts_of(of, definition.name, "value");
  Part tail;
  if (of.is_list) {
    tail = parts.back();
    parts.pop_back();
  }
  for (const Part& part : parts) body.add(part);
  std::string sum = body.take_sum();
  std::string statements = body.text();
  if (of.is_list) {
    statements =
        fill(R"(
std::size_t size = 0;
for (const @self@* node = &first;; node = &*node->@next@) {
  const @self@& value = *node;
  size += @sum@ + 4;
  @statements@
  if (!value.@next@) return size;
}
)",
             {{"self", self}, {"next", tail.expression.substr(6)}, {"sum", sum}, {"statements", statements}});
  } else if (statements.empty()) {
    statements = fmt::format("return {};\n", sum);
  } else {
    statements = fmt::format("std::size_t size = {};\n{}return size;\n", sum, statements);
  }
  std::string argument = of.is_list ? "first" : "value";
  if (!definition.recursive) {
    return fill(R"(
std::size_t encoded_size(const @self@& @argument@) noexcept {
  @statements@
}
)",
                {{"self", self}, {"argument", argument}, {"statements", statements}});
  }
  out.local += fmt::format("static std::size_t size_of(const {}& {}, std::uint32_t depth) noexcept;\n", self,
                           argument);
  return fill(R"(
static std::size_t size_of(const @self@& @argument@, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  @statements@
}

std::size_t encoded_size(const @self@& @argument@) noexcept { return size_of(@argument@, 0); }
)",
              {{"self", self}, {"argument", argument}, {"statements", statements}});
}

// An attribute; g++ would compile only the smallest functions into others.
std::string flatten(const Emission& emission, const model::Definition& definition) {
  return emission.facts.is_flattened(definition) ? "[[gnu::flatten]] " : "";
}

std::string list_functions(const Emission& emission, const std::string& self,
                           const model::Definition& definition, const Part& tail, const std::string& encode,
                           const std::string& decode) {
  bool enters = definition.recursive;
  return fill(
      R"(
@flatten@bool encode(::farcall::xdr::Encoder& out, const @self@& first) {
  @enter_out@
  for (const @self@* node = &first;; node = &*node->@next@) {
    const @self@& value = *node;
    @encode@
    if (!out.boolean(value.@next@.has_value())) return out.at("@where@");
    if (!value.@next@) break;
  }
  @leave_out@
  return true;
}

@flatten@bool decode(::farcall::xdr::Decoder& in, @self@& first) {
  @enter_in@
  for (@self@* node = &first;;) {
    @self@& value = *node;
    @decode@
    bool more = false;
    if (!in.boolean(more)) return in.at("@where@");
    if (!more) {
      value.@next@.reset();
      break;
    }
    if (!in.charge(sizeof(@self@))) return in.at("@where@");
    node = value.@next@ ? &*value.@next@ : &value.@next@.emplace();
  }
  @leave_in@
  return true;
}
)",
      {{"flatten", flatten(emission, definition)},
       {"self", self},
       {"next", tail.expression.substr(6)},
       {"where", tail.where},
       {"encode", encode},
       {"decode", decode},
       {"enter_out",
        enters ? fmt::format("if (!out.enter()) return out.at(\"{}\");\n", definition.name) : ""},
       {"enter_in", enters ? fmt::format("if (!in.enter()) return in.at(\"{}\");\n", definition.name) : ""},
       {"leave_out", enters ? "out.leave();\n" : ""},
       {"leave_in", enters ? "in.leave();\n" : ""}});
}

// What loops over arrays and the functions for a single value share.
void inlined_functions(const std::string& self, const std::string& encode, const std::string& decode,
                       Emitted& out) {
  out.local += fill(R"(
[[gnu::always_inline]] static inline bool encode_inline(::farcall::xdr::Encoder& out, const @self@& value) {
  @encode@
  return true;
}

[[gnu::always_inline]] static inline bool decode_inline(::farcall::xdr::Decoder& in, @self@& value) {
  @decode@
  return true;
}
)",
                    {{"self", self}, {"encode", encode}, {"decode", decode}});
  out.source += fill(R"(
bool encode(::farcall::xdr::Encoder& out, const @self@& value) { return encode_inline(out, value); }

bool decode(::farcall::xdr::Decoder& in, @self@& value) { return decode_inline(in, value); }
)",
                     {{"self", self}});
}

void variable_functions(const Emission& emission, const Place& place, const model::Definition& definition,
                        const model::Struct& of, Emitted& out) {
  std::string self = name_at(definition, place);
  out.functions = fmt::format("[[nodiscard]] std::size_t encoded_size(const {}& value) noexcept;\n", self);
  out.source = size_function(emission, place, definition, of, out) + "\n";

  std::vector<Part> parts = parts_of(of, definition.name, "value");
  Part tail = parts.back();
  if (of.is_list) parts.pop_back();
  EncodeBody encode(place, emission.facts);
  DecodeBody decode(place, emission.facts);
  encode.parts(parts);
  decode.parts(parts);
  if (of.is_list) {
    out.source += list_functions(emission, self, definition, tail, encode.text(), decode.text());
    return;
  }
  if (emission.facts.is_inlined(definition)) {
    inlined_functions(self, encode.text(), decode.text(), out);
    return;
  }
  bool enters = definition.recursive;
  out.source += fill(
      R"(
@flatten@bool encode(::farcall::xdr::Encoder& out, const @self@& value) {
  @enter_out@
  @encode@
  @leave_out@
  return true;
}

@flatten@bool decode(::farcall::xdr::Decoder& in, @self@& value) {
  @enter_in@
  @decode@
  @leave_in@
  return true;
}
)",
      {{"flatten", flatten(emission, definition)},
       {"self", self},
       {"encode", encode.text()},
       {"decode", decode.text()},
       {"enter_out",
        enters ? fmt::format("if (!out.enter()) return out.at(\"{}\");\n", definition.name) : ""},
       {"enter_in", enters ? fmt::format("if (!in.enter()) return in.at(\"{}\");\n", definition.name) : ""},
       {"leave_out", enters ? "out.leave();\n" : ""},
       {"leave_in", enters ? "in.leave();\n" : ""}});
}

}  // namespace

Emitted emit_struct(const Emission& emission, const model::Definition& definition) {
  const auto& of = *definition.as<model::Struct>();
  Place place = emission.function_place(definition);
  Emitted out;
  out.header = aggregate(emission, definition, of);
  if (definition.layout.fixed) {
    fixed_functions(emission, place, definition, of, out);
  } else {
    variable_functions(emission, place, definition, of, out);
  }
  out.functions += fill(R"(
bool encode(::farcall::xdr::Encoder& out, const @self@& value);
bool decode(::farcall::xdr::Decoder& in, @self@& value);
)",
                        {{"self", name_at(definition, place)}});
  Emitted text = emit_struct_text(emission, definition);
  out.functions += text.functions;
  out.source += text.source;
  return out;
}

}  // namespace farcallc::cpp
