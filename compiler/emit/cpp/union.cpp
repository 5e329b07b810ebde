// Unions in C++: a class that knows which arm it holds. Its names and its definition.
#include <fmt/format.h>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/union.hpp>

namespace farcallc::cpp {

std::string UnionText::label_of(const model::Arm& arm) const {
  std::string text;
  for (std::size_t i = 0; i < arm.cases.size(); ++i) {
    std::string one = arm.case_names[i].empty() ? value(arm.cases[i]) : std::string(arm.case_names[i]);
    text += (i == 0 ? "case " : ", ") + one;
  }
  if (arm.is_default) text += text.empty() ? "default" : ", default";
  return text;
}

void UnionText::choose_names() {
  Names names;
  names.add(name_);
  discriminant_ = names.invent(spell(of_.discriminant.name));
  for (const model::Arm& arm : of_.arms) {
    if (model::resolve(*arm.field.type).kind == model::Kind::void_) continue;
    ArmNames one;
    one.arm = &arm;
    one.name = names.invent(spell(arm.field.name));
    one.label = label_of(arm);
    one.chooses = arm.is_default || arm.cases.size() > 1;
    arms_.push_back(one);
  }
  set_discriminant_ = names.invent("set_" + discriminant_);
  discriminant_member_ = names.invent(discriminant_ + "_");
  for (ArmNames& one : arms_) {
    one.if_name = names.invent("if_" + one.name);
    one.set_name = names.invent("set_" + one.name);
    one.make_name = names.invent("make_" + one.name);
    one.member = names.invent(one.name + "_");
  }
  Names locals;
  for (const char* ours : {"value", "other", "arm", "made"}) locals.add(ours);
  parameter_ = locals.has(discriminant_) ? names.invent("which") : discriminant_;
  arm_enum_ = names.invent("Arm");
  selected_ = names.invent("selected_");
  arm_of_name_ = names.invent("arm_of");
  destroy_ = names.invent("destroy");
  emplace_ = names.invent("copy_arm");
  Names enumerators;
  for (const ArmNames& one : arms_) enumerators.add(one.name);
  no_data_ = enumerators.invent("no_data");
  no_arm_ = enumerators.invent("no_arm");
  // Inside the class and its members these hide types and constants of the same names.
  for (Place* place : {&class_place_, &body_place_}) {
    for (const ArmNames& one : arms_) {
      for (const std::string* each : {&one.name, &one.if_name, &one.set_name, &one.make_name, &one.member}) {
        place->hidden.add(*each);
      }
    }
    for (const std::string* each : {&discriminant_, &set_discriminant_, &discriminant_member_, &parameter_,
                                    &arm_enum_, &selected_, &arm_of_name_, &destroy_, &emplace_}) {
      place->hidden.add(*each);
    }
    place->in_function = true;  // of its declarations have parameters
  }
  discriminant_type_ = type_at(*of_.discriminant.type, body_place_);
  for (ArmNames& one : arms_) one.type = type_at(*one.arm->field.type, body_place_);
}

std::string UnionText::arm_declarations(const ArmNames& arm) {
  return fill(R"(

// @label@
@comment@
[[nodiscard]] @type@* @if_name@()@if_noexcept@;
[[nodiscard]] const @type@* @if_name@() const noexcept;
[[nodiscard]] @type@& @name@();
[[nodiscard]] const @type@& @name@() const;
void @set_name@(@choice@@parameter@ value);
[[nodiscard]] static @self@ @make_name@(@choice@@parameter@ value);
)",
              {{"label", arm.label},
               {"comment", comment_lines(arm.arm->field.comment)},
               {"type", arm.type},
               {"if_name", arm.if_name},
               {"if_noexcept", arm.arm->on_heap ? "" : " noexcept"},
               {"name", arm.name},
               {"set_name", arm.set_name},
               {"make_name", arm.make_name},
               {"self", name_},
               {"choice", arm.chooses ? fmt::format("{} {}, ", discriminant_type_, parameter_) : ""},
               {"parameter", arm.type}});
}

std::string UnionText::class_definition() {
  std::string arms;
  for (const ArmNames& one : arms_) arms += arm_declarations(one);
  return fill(R"(

@comment@
// union switch (@discriminant_type@ @discriminant@); a fresh value has @initial@. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class @name@ {
 public:
  @name@() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit @name@(@discriminant_type@ @parameter@) : @name@() { @set_discriminant@(@parameter@); }
  @name@(const @name@& other);
  @name@(@name@&& other) noexcept;
  @name@& operator=(const @name@& other);
  @name@& operator=(@name@&& other) noexcept;
  ~@name@();

  [[nodiscard]] @discriminant_type@ @discriminant@() const noexcept { return @discriminant_member@; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void @set_discriminant@(@discriminant_type@ @parameter@);

  @arms@

  friend bool operator==(const @self@& a, const @self@& b);
  friend std::size_t encoded_size(const @self@& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const @self@& value);
  friend bool decode(::farcall::xdr::Decoder& in, @self@& value);

 private:
  @private@
};
)",
              {{"comment", comment_lines(definition_.comment)},
               {"name", name_},
               {"self", self_},
               {"discriminant_type", discriminant_type_},
               {"discriminant", discriminant_},
               {"parameter", parameter_},
               {"initial", value(of_.initial_value)},
               {"set_discriminant", set_discriminant_},
               {"discriminant_member", discriminant_member_},
               {"arms", arms.empty() ? "" : arms.substr(1)},
               {"private", private_members()}});
}

std::string UnionText::private_members() {
  std::string enumerators;
  std::string members;
  for (const ArmNames& one : arms_) {
    enumerators += fmt::format("{}, ", one.name);
    members +=
        one.arm->on_heap
            ? fmt::format("  {}* {};  // large, or like this union: on the heap; null is a fresh value\n",
                          one.type, one.member)
            : fmt::format("  {} {};\n", one.type, one.member);
  }
  return fill(R"(
enum class @arm_enum@ : std::uint8_t { @enumerators@@no_data@, @no_arm@ };
static @arm_enum@ @arm_of@(@discriminant_type@ @parameter@) noexcept;
void @destroy@() noexcept;
void @copy@(const @name@& other);
void @copy@(@name@&& other) noexcept;

@discriminant_type@ @discriminant_member@;
@arm_enum@ @selected@;
@union@
)",
              {{"name", name_},
               {"discriminant_type", discriminant_type_},
               {"parameter", parameter_},
               {"discriminant_member", discriminant_member_},
               {"arm_enum", arm_enum_},
               {"enumerators", enumerators},
               {"no_data", no_data_},
               {"no_arm", no_arm_},
               {"arm_of", arm_of_name_},
               {"destroy", destroy_},
               {"copy", emplace_},
               {"selected", selected_},
               {"union", members.empty() ? "" : fmt::format("union {{\n{}}};\n", members)}});
}

Emitted UnionText::emit() {
  Emitted out;
  out.header = class_definition();
  out.functions = fill(R"(
[[nodiscard]] std::size_t encoded_size(const @self@& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const @self@& value);
bool decode(::farcall::xdr::Decoder& in, @self@& value);
)",
                       {{"self", self_}});
  out.source = special_members() + arm_of() + selection() + lifetimes() + accessors() + comparison() +
               size(out) + coding();
  Emitted printing = text();
  out.functions += printing.functions;
  out.source += printing.source;
  return out;
}

Emitted emit_union(const Emission& emission, const model::Definition& definition) {
  return UnionText(emission, definition).emit();
}

}  // namespace farcallc::cpp
