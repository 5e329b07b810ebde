// Measuring, encoding and decoding of unions.
#include <fmt/format.h>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/union.hpp>

namespace farcallc::cpp {

std::string UnionText::size(Emitted& out) {
  std::string arms;
  for (const ArmNames& one : arms_) {
    SizeBody body(body_place_, emission_.facts, definition_.recursive);
    std::string expression = one.arm->on_heap        ? fmt::format("*value.{}()", one.if_name)
                             : definition_.recursive ? fmt::format("*value.{}()", one.if_name)
                                                     : "value." + one.member;
    if (expression[0] == '*') {
      body.add({one.arm->field.type, "arm", ""});
      std::string sum = body.take_sum();
      arms += fill(R"(
if (const @type@* found = value.@if_name@()) {
  [[maybe_unused]] const @type@& arm = *found;
  size += @sum@;
  @statements@
}
)",
                   {{"type", one.type}, {"if_name", one.if_name}, {"sum", sum}, {"statements", body.text()}});
      continue;
    }
    body.add({one.arm->field.type, expression, ""});
    std::string sum = body.take_sum();
    arms += fill(R"(
if (value.@selected@ == @name@::@arm_enum@::@arm@) {
  size += @sum@;
  @statements@
}
)",
                 {{"selected", selected_},
                  {"name", name_},
                  {"arm_enum", arm_enum_},
                  {"arm", one.name},
                  {"sum", sum},
                  {"statements", body.text()}});
  }
  std::string signature = "std::size_t encoded_size(const @name@& value) noexcept";
  if (!definition_.recursive) {
    return fill(R"(
std::size_t encoded_size(const @name@& @unused@value) noexcept {
  std::size_t size = 4;
  @arms@
  return size;
}

)",
                {{"name", name_}, {"unused", ""}, {"arms", arms}});
  }
  out.local =
      fmt::format("static std::size_t size_of(const {}& value, std::uint32_t depth) noexcept;\n", name_);
  return fill(R"(
static std::size_t size_of(const @name@& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 4;
  @arms@
  return size;
}

std::size_t encoded_size(const @name@& value) noexcept { return size_of(value, 0); }

)",
              {{"name", name_}, {"arms", arms}});
}

std::string UnionText::encode_arms() {
  std::string text;
  for (const ArmNames& one : arms_) {
    EncodeBody body(body_place_, emission_.facts);
    std::string where = definition_.name + "." + std::string(one.arm->field.name);
    std::string expression = one.arm->on_heap ? "arm" : "value." + one.member;
    body.parts({{one.arm->field.type, expression, where}});
    text +=
        fill(R"(
case @name@::@arm_enum@::@arm@: {
  @heap@
  @body@
  break;
}
)",
             {{"name", name_},
              {"arm_enum", arm_enum_},
              {"arm", one.name},
              {"heap",
               one.arm->on_heap ? fmt::format("const {}& arm = *value.{}();\n", one.type, one.if_name) : ""},
              {"body", body.text()}});
  }
  return text;
}

std::string UnionText::decode_arms() {
  std::string text;
  for (const ArmNames& one : arms_) {
    DecodeBody body(body_place_, emission_.facts);
    std::string where = definition_.name + "." + std::string(one.arm->field.name);
    std::string expression = one.arm->on_heap ? "arm" : "value." + one.member;
    body.parts({{one.arm->field.type, expression, where}});
    text += fill(
        R"(
case @name@::@arm_enum@::@arm@: {
  @heap@
  @body@
  break;
}
)",
        {{"name", name_},
         {"arm_enum", arm_enum_},
         {"arm", one.name},
         {"heap",
          one.arm->on_heap
              ? fmt::format("if (!in.charge(sizeof({0}))) return in.at(\"{1}\");\n{0}& arm = *value.{2}();\n",
                            one.type, where, one.if_name)
              : ""},
         {"body", body.text()}});
  }
  return text;
}

std::string UnionText::coding() {
  std::string where = definition_.name + "." + std::string(of_.discriminant.name);
  EncodeBody encode(body_place_, emission_.facts);
  encode.parts({{of_.discriminant.type, "value." + discriminant_member_, where}});
  DecodeBody decode(body_place_, emission_.facts);
  decode.parts({{of_.discriminant.type, discriminant_, where}});
  bool enters = definition_.recursive;
  return fill(
      R"(
bool encode(::farcall::xdr::Encoder& out, const @name@& value) {
  @enter_out@
  @encode_discriminant@
  switch (value.@selected@) {
    @encode_arms@
    case @name@::@arm_enum@::@no_data@: break;
    case @name@::@arm_enum@::@no_arm@:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("@where@");
  }
  @leave_out@
  return true;
}

bool decode(::farcall::xdr::Decoder& in, @name@& value) {
  @enter_in@
  @type@ @discriminant@@initializer@;
  @decode_discriminant@
  value.@set@(@discriminant@);
  switch (value.@selected@) {
    @decode_arms@
    case @name@::@arm_enum@::@no_data@: break;
    case @name@::@arm_enum@::@no_arm@:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("@where@");
  }
  @leave_in@
  return true;
}
)",
      {{"name", name_},
       {"selected", selected_},
       {"arm_enum", arm_enum_},
       {"no_data", no_data_},
       {"no_arm", no_arm_},
       {"where", where},
       {"type", discriminant_type_},
       {"discriminant", discriminant_},
       {"initializer", initializer(*of_.discriminant.type, body_place_)},
       {"set", set_discriminant_},
       {"encode_discriminant", encode.text()},
       {"decode_discriminant", decode.text()},
       {"encode_arms", encode_arms()},
       {"decode_arms", decode_arms()},
       {"enter_out",
        enters ? fmt::format("if (!out.enter()) return out.at(\"{}\");\n", definition_.name) : ""},
       {"enter_in", enters ? fmt::format("if (!in.enter()) return in.at(\"{}\");\n", definition_.name) : ""},
       {"leave_out", enters ? "out.leave();\n" : ""},
       {"leave_in", enters ? "in.leave();\n" : ""}});
}

}  // namespace farcallc::cpp
