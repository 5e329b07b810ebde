// Constants, typedefs and enums in C++.
#include <fmt/format.h>

#include <algorithm>

#include <compiler/constant.hpp>
#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/fill.hpp>

namespace farcallc::cpp {
namespace {

// Whether a value is one that the enum declares: a range where the values have no gaps, a switch otherwise.
std::string declared_test(const model::Enum& of, const std::string& name) {
  std::map<std::int32_t, std::string> values;
  for (const auto& one : of.enumerators) values.try_emplace(one.value, spell(one.name));
  auto least = values.begin()->first;
  auto most = values.rbegin()->first;
  if (static_cast<std::int64_t>(most) - least + 1 == static_cast<std::int64_t>(values.size())) {
    if (values.size() == 1) return fmt::format("return value == {}::{};\n", name, values.begin()->second);
    return fmt::format("return value >= {0}::{1} && value <= {0}::{2};\n", name, values.begin()->second,
                       values.rbegin()->second);
  }
  std::string text = "switch (value) {\n";
  for (const auto& [value, spelled] : values) text += fmt::format("  case {}::{}:\n", name, spelled);
  return text + "    return true;\n}\nreturn false;\n";
}

std::string names_switch(const model::Enum& of, const std::string& name) {
  std::map<std::int32_t, bool> seen;
  std::string text;
  for (const auto& one : of.enumerators) {
    if (!seen.try_emplace(one.value, true).second) continue;
    text += fmt::format("case {}::{}: return \"{}\";\n", name, spell(one.name), one.name);
  }
  return text;
}

// A C string literal as the language writes it is one of C++, too; what a terminal or a compiler could be
// confused by is written as an escape.
std::string literal(std::string_view text) {
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '?' && out.ends_with('?')) out += '\\';  // no trigraphs
    out += byte < 0x20 || byte >= 0x7f ? fmt::format("\\{:03o}", byte) : std::string(1, c);
  }
  return out;
}

}  // namespace

Emitted emit_constant(const Emission&, const model::Definition& definition) {
  const auto& of = *definition.as<model::Constant>();
  std::string name = spell(definition.name);
  Emitted out;
  if (of.text) {
    out.header = commented(definition.comment, fmt::format("inline constexpr std::string_view {} = {};", name,
                                                           literal(*of.text)));
    return out;
  }
  std::string value = of.value == -Integer{0x80000000} ? "-2147483647 - 1" : integer_literal(of.value);
  out.header = commented(definition.comment,
                         fmt::format("inline constexpr {} {} = {};", constant_type(of), name, value));
  return out;
}

Emitted emit_alias(const Emission& emission, const model::Definition& definition) {
  Place place{emission.home, scope_of(definition, emission.home), {}};
  Emitted out;
  out.header =
      commented(definition.comment, fmt::format("using {} = {};", spell(definition.name),
                                                type_at(*definition.as<model::Alias>()->type, place)));
  return out;
}

Emitted emit_enum(const Emission& emission, const model::Definition& definition) {
  const auto& of = *definition.as<model::Enum>();
  std::string name = spell(definition.name);
  std::string self = name_at(definition, emission.function_place(definition));
  std::string lines;
  for (const auto& one : of.enumerators) {
    lines += commented(one.comment,
                       fmt::format("{} = {},", spell(one.name),
                                   one.value == INT32_MIN ? "-2147483647 - 1" : std::to_string(one.value)));
  }
  Emitted out;
  out.header =
      fill(R"(

@comment@
enum class @name@ : std::int32_t {
  @enumerators@
};
@using@
)",
           {{"comment", comment_lines(definition.comment)},
            {"name", name},
            {"enumerators", lines},
            {"using",
             emission.unqualified_enums.contains(&definition) ? fmt::format("using enum {};\n", name) : ""}});
  out.functions = fill(R"(
[[nodiscard]] constexpr bool is_declared(@self@ value) noexcept {
  @test@
}
[[nodiscard]] std::string_view to_string(@self@ value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(@self@) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, @self@ value);
bool decode(::farcall::xdr::Decoder& in, @self@& value);
)",
                       {{"self", self}, {"test", declared_test(of, self)}});
  out.source = fill(R"(
std::string_view to_string(@self@ value) noexcept {
  switch (value) {
    @names@
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, @self@ value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, @self@& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<@self@>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}
)",
                    {{"self", self}, {"names", names_switch(of, self)}});
  return out;
}

}  // namespace farcallc::cpp
