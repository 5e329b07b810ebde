// Measuring, encoding and decoding of unions.
#include <fmt/format.h>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/union.hpp>

namespace farcallc::cpp {

std::string UnionText::size_arms() {
  std::string text;
  for (const ArmNames& one : arms_) {
    SizeBody body(body_place_, emission_.facts, definition_.recursive);
    // On the heap, or in a function that is no friend.
    bool by_accessor = one.arm->on_heap || definition_.recursive;
    body.add({one.arm->field.type, by_accessor ? "arm" : "value." + one.member, ""});
    std::string test = by_accessor
                           ? fmt::format("const {}* found = value.{}()", one.type, one.if_name)
                           : fmt::format("value.{} == {}::{}::{}", selected_, self_, arm_enum_, one.name);
    std::string sum = body.take_sum();
    text +=
        fill(R"(
if (@test@) {
  @arm@
  size += @sum@;
  @statements@
}
)",
             {{"test", test},
              {"arm", by_accessor ? fmt::format("[[maybe_unused]] const {}& arm = *found;\n", one.type) : ""},
              {"sum", sum},
              {"statements", body.text()}});
  }
  return text;
}

std::string UnionText::size(Emitted& out) {
  std::string body = fmt::format("std::size_t size = 4;\n{}return size;\n", size_arms());
  if (!definition_.recursive) {
    return fill(R"(
std::size_t encoded_size(@unused@const @self@& value) noexcept {
  @body@
}

)",
                {{"unused", arms_.empty() ? "[[maybe_unused]] " : ""}, {"self", self_}, {"body", body}});
  }
  out.local =
      fmt::format("static std::size_t size_of(const {}& value, std::uint32_t depth) noexcept;\n", self_);
  return fill(R"(
static std::size_t size_of(const @self@& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  @body@
}

std::size_t encoded_size(const @self@& value) noexcept { return size_of(value, 0); }

)",
              {{"self", self_}, {"body", body}});
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
case @self@::@arm_enum@::@arm@: {
  @heap@
  @body@
  break;
}
)",
             {{"self", self_},
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
case @self@::@arm_enum@::@arm@: {
  @heap@
  @body@
  break;
}
)",
        {{"self", self_},
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
  decode.parts({{of_.discriminant.type, "which", where}});
  bool enters = definition_.recursive;
  return fill(
      R"(
bool encode(::farcall::xdr::Encoder& out, const @self@& value) {
  @enter_out@
  @encode_discriminant@
  switch (value.@selected@) {
    @encode_arms@
    case @self@::@arm_enum@::@no_data@: break;
    case @self@::@arm_enum@::@no_arm@:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("@where@");
  }
  @leave_out@
  return true;
}

bool decode(::farcall::xdr::Decoder& in, @self@& value) {
  @enter_in@
  @type@ which@initializer@;
  @decode_discriminant@
  value.@set@(which);
  switch (value.@selected@) {
    @decode_arms@
    case @self@::@arm_enum@::@no_data@: break;
    case @self@::@arm_enum@::@no_arm@:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("@where@");
  }
  @leave_in@
  return true;
}
)",
      {{"self", self_},
       {"selected", selected_},
       {"arm_enum", arm_enum_},
       {"no_data", no_data_},
       {"no_arm", no_arm_},
       {"where", where},
       {"type", discriminant_type_},
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
