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
  arm_enum_ = names.invent("Arm");
  selected_ = names.invent("selected_");
  arm_of_ = names.invent("arm_of");
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
    for (const std::string* each : {&discriminant_, &set_discriminant_, &discriminant_member_, &arm_enum_,
                                    &selected_, &arm_of_, &destroy_, &emplace_}) {
      place->hidden.add(*each);
    }
    place->hidden.add("other");
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
               {"choice", arm.chooses ? fmt::format("{} {}, ", discriminant_type_, discriminant_) : ""},
               {"parameter", arm.type}});
}

std::string UnionText::class_definition() {
  std::string arms;
  std::string enumerators;
  std::string members;
  for (const ArmNames& one : arms_) {
    arms += arm_declarations(one);
    enumerators += fmt::format("{}, ", one.name);
    members +=
        one.arm->on_heap
            ? fmt::format("{}* {};  // large, or like this union: on the heap; null is a fresh value\n",
                          one.type, one.member)
            : fmt::format("{} {};\n", one.type, one.member);
  }
  return fill(R"(

@comment@
// union switch (@discriminant_type@ @discriminant@); a fresh value has @initial@. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class @name@ {
 public:
  @name@()@default_noexcept@;
  // The arm that this discriminant selects, with fresh data.
  explicit @name@(@discriminant_type@ @discriminant@) : @name@() { @set_discriminant@(@discriminant@); }
  @name@(const @name@& other);
  @name@(@name@&& other) noexcept;
  @name@& operator=(const @name@& other);
  @name@& operator=(@name@&& other) noexcept;
  ~@name@();

  [[nodiscard]] @discriminant_type@ @discriminant@() const noexcept { return @discriminant_member@; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void @set_discriminant@(@discriminant_type@ @discriminant@);

  @arms@

  friend bool operator==(const @name@& a, const @name@& b);
  friend std::size_t encoded_size(const @name@& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const @name@& value);
  friend bool decode(::farcall::xdr::Decoder& in, @name@& value);

 private:
  enum class @arm_enum@ : std::uint8_t { @enumerators@@no_data@, @no_arm@ };
  static @arm_enum@ @arm_of@(@discriminant_type@ @discriminant@) noexcept;
  void @destroy@() noexcept;
  void @copy@(const @name@& other);
  void @copy@(@name@&& other) noexcept;

  @discriminant_type@ @discriminant_member@;
  @arm_enum@ @selected@;
  @union@
};
)",
              {{"comment", comment_lines(definition_.comment)},
               {"name", name_},
               {"discriminant_type", discriminant_type_},
               {"discriminant", discriminant_},
               {"initial", value(of_.initial_value)},
               {"default_noexcept", " noexcept"},
               {"set_discriminant", set_discriminant_},
               {"discriminant_member", discriminant_member_},
               {"arms", arms.empty() ? "" : arms.substr(1)},
               {"arm_enum", arm_enum_},
               {"enumerators", enumerators},
               {"no_data", no_data_},
               {"no_arm", no_arm_},
               {"arm_of", arm_of_},
               {"destroy", destroy_},
               {"copy", emplace_},
               {"selected", selected_},
               {"union", members.empty() ? "" : fmt::format("union {{\n{}}};\n", [&] {
                  std::string indented;
                  for (std::string_view rest = members; !rest.empty();) {
                    std::size_t end = rest.find('\n');
                    indented.append("  ").append(rest.substr(0, end + 1));
                    rest.remove_prefix(end + 1);
                  }
                  return indented;
                }())}});
}

Emitted UnionText::emit() {
  Emitted out;
  out.header = class_definition();
  out.functions = fill(R"(
[[nodiscard]] std::size_t encoded_size(const @name@& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const @name@& value);
bool decode(::farcall::xdr::Decoder& in, @name@& value);
)",
                       {{"name", name_}});
  out.source = special_members() + selection() + accessors() + comparison() + size(out) + coding();
  return out;
}

Emitted emit_union(const Emission& emission, const model::Definition& definition) {
  return UnionText(emission, definition).emit();
}

}  // namespace farcallc::cpp
