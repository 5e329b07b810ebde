// The member functions of a union's class: which arm lives, how it is copied, how it is reached.
#include <fmt/format.h>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/union.hpp>

namespace farcallc::cpp {

std::string UnionText::special_members() {
  const model::Arm& first = of_.arms[of_.initial_arm];
  std::string initial = no_data_;
  std::string construct;
  for (const ArmNames& one : arms_) {
    if (one.arm != &first) continue;
    initial = one.name;
    construct = one.arm->on_heap ? fmt::format("{} = nullptr;", one.member)
                                 : fmt::format("std::construct_at(&{});", one.member);
  }
  return fill(R"(
@name@::@name@() noexcept : @discriminant@(@value@), @selected@(@arm_enum@::@initial@) {@construct@}
@name@::@name@(const @name@& other) : @discriminant@(other.@discriminant@), @selected@(other.@selected@) {
  @copy@(other);
}
@name@::@name@(@name@&& other) noexcept : @discriminant@(other.@discriminant@), @selected@(other.@selected@) {
  @copy@(std::move(other));
}
@name@& @name@::operator=(const @name@& other) {
  if (this != &other) *this = @self@(other);
  return *this;
}
@name@& @name@::operator=(@name@&& other) noexcept {
  if (this == &other) return *this;
  @self@ made(std::move(other));  // `other` may be a part of what is destroyed
  @destroy@();
  @discriminant@ = made.@discriminant@;
  @selected@ = made.@selected@;
  @copy@(std::move(made));
  return *this;
}
@name@::~@name@() { @destroy@(); }

)",
              {{"name", name_},
               {"self", self_},
               {"discriminant", discriminant_member_},
               {"value", value(of_.initial_value)},
               {"selected", selected_},
               {"arm_enum", arm_enum_},
               {"initial", initial},
               {"construct", construct.empty() ? "" : " " + construct + " "},
               {"copy", emplace_},
               {"destroy", destroy_}});
}

// A switch reads better, but not every discriminant can be one: a bool with both values and a default warns.
std::string UnionText::arm_of() {
  std::string cases;
  std::string otherwise = no_arm_;
  for (const model::Arm& arm : of_.arms) {
    std::string name = no_data_;
    for (const ArmNames& one : arms_) {
      if (one.arm == &arm) name = one.name;
    }
    if (arm.is_default) otherwise = name;
    for (std::int64_t number : arm.cases) {
      if (!arm.is_default)
        cases += fmt::format("if ({} == {}) return {}::{};\n", parameter_, value(number), arm_enum_, name);
    }
  }
  return fill(
      R"(
@name@::@arm_enum@ @name@::@arm_of@([[maybe_unused]] @type@ @parameter@) noexcept {
  @cases@
  return @arm_enum@::@otherwise@;
}

)",
      {{"name", name_},
       {"arm_enum", arm_enum_},
       {"arm_of", arm_of_name_},
       {"type", discriminant_type_},
       {"parameter", parameter_},
       {"cases", cases},
       {"otherwise", otherwise}});
}

// `switch (selected_)` with a line for each arm that has data.
template <typename Lines>
std::string UnionText::switch_arms(const Lines& lines) const {
  std::string text = fmt::format("switch ({}) {{\n", selected_);
  for (const ArmNames& one : arms_)
    text += fmt::format("  case {}::{}: {} break;\n", arm_enum_, one.name, lines(one));
  return text + fmt::format("  case {0}::{1}:\n  case {0}::{2}: break;\n}}\n", arm_enum_, no_data_, no_arm_);
}

std::string UnionText::selection() {
  return fill(
      R"(
void @name@::@set@(@type@ @parameter@) {
  @arm_enum@ arm = @arm_of@(@parameter@);
  if (arm != @selected@) {
    @destroy@();
    @selected@ = arm;
    @construct@
  }
  @member@ = @parameter@;
}

)",
      {{"name", name_},
       {"arm_enum", arm_enum_},
       {"arm_of", arm_of_name_},
       {"type", discriminant_type_},
       {"parameter", parameter_},
       {"set", set_discriminant_},
       {"selected", selected_},
       {"destroy", destroy_},
       {"member", discriminant_member_},
       {"construct", switch_arms([](const ArmNames& one) {
          return one.arm->on_heap ? fmt::format("{} = nullptr;", one.member)
                                  : fmt::format("std::construct_at(&{});", one.member);
        })}});
}

// Of the arm that is selected.
std::string UnionText::lifetimes() {
  return fill(
      R"(
void @name@::@destroy@() noexcept {
  @destroy_arms@
}

void @name@::@copy@(@unused@const @name@& other) {
  @copy_arms@
}

void @name@::@copy@(@unused@@name@&& other) noexcept {
  @move_arms@
}

)",
      {{"name", name_},
       {"unused", arms_.empty() ? "[[maybe_unused]] " : ""},
       {"destroy", destroy_},
       {"copy", emplace_},
       {"destroy_arms", switch_arms([](const ArmNames& one) {
          return one.arm->on_heap ? fmt::format("delete {};", one.member)
                                  : fmt::format("std::destroy_at(&{});", one.member);
        })},
       {"copy_arms", switch_arms([](const ArmNames& one) {
          return one.arm->on_heap ? fmt::format("{0} = other.{0} == nullptr ? nullptr : new {1}(*other.{0});",
                                                one.member, one.type)
                                  : fmt::format("std::construct_at(&{0}, other.{0});", one.member);
        })},
       {"move_arms", switch_arms([](const ArmNames& one) {
          return one.arm->on_heap ? fmt::format("{0} = std::exchange(other.{0}, nullptr);", one.member)
                                  : fmt::format("std::construct_at(&{0}, std::move(other.{0}));", one.member);
        })}});
}

std::string UnionText::arm_accessors(const ArmNames& one) {
  std::string mutable_arm =
      one.arm->on_heap
          ? fmt::format("if ({0} == nullptr) {0} = new {1}{{}};\nreturn {0};\n", one.member, one.type)
          : fmt::format("return &{};\n", one.member);
  std::string const_arm =
      one.arm->on_heap ? fmt::format("static const {0} fresh{{}};\nreturn {1} == nullptr ? &fresh : {1};\n",
                                     one.type, one.member)
                       : fmt::format("return &{};\n", one.member);
  return fill(
      R"(
@type@* @name@::@if_name@()@if_noexcept@ {
  if (@selected@ != @arm_enum@::@arm@) return nullptr;
  @mutable_arm@
}
const @type@* @name@::@if_name@() const noexcept {
  if (@selected@ != @arm_enum@::@arm@) return nullptr;
  @const_arm@
}
@type@& @name@::@arm@() {
  @type@* found = @if_name@();
  if (found == nullptr) @throw@
  return *found;
}
const @type@& @name@::@arm@() const {
  const @type@* found = @if_name@();
  if (found == nullptr) @throw@
  return *found;
}
)",
      {{"type", one.type},
       {"name", name_},
       {"if_name", one.if_name},
       {"if_noexcept", one.arm->on_heap ? "" : " noexcept"},
       {"selected", selected_},
       {"arm_enum", arm_enum_},
       {"arm", one.name},
       {"mutable_arm", mutable_arm},
       {"const_arm", const_arm},
       {"throw",
        fmt::format(
            "::farcall::throw_rpc_error({{::farcall::Code::invalid_argument, ::farcall::Executed::no, "
            "\"{} does not hold {}\", {{}}}});",
            definition_.name, one.arm->field.name)}});
}

std::string UnionText::arm_setters(const ArmNames& one) {
  return fill(R"(
void @name@::@set_name@(@choice@@type@ value) {
  @set_discriminant@(@chosen@);
  this->@arm@() = @moved@;
}
@name@ @name@::@make_name@(@choice@@type@ value) {
  @self@ made;
  made.@set_name@(@choice_name@@moved@);
  return made;
}

)",
              {{"type", one.type},
               {"name", name_},
               {"self", self_},
               {"arm", one.name},
               {"set_name", one.set_name},
               {"make_name", one.make_name},
               {"choice", one.chooses ? fmt::format("{} {}, ", discriminant_type_, parameter_) : ""},
               {"choice_name", one.chooses ? parameter_ + ", " : ""},
               {"set_discriminant", set_discriminant_},
               {"chosen", one.chooses ? parameter_ : value(one.arm->cases[0])},
               {"moved", is_scalar(*one.arm->field.type) ? "value" : "std::move(value)"}});
}

std::string UnionText::accessors() {
  std::string text;
  for (const ArmNames& one : arms_) text += arm_accessors(one) + arm_setters(one);
  return text;
}

std::string UnionText::comparison() {
  return fill(R"(
bool operator==(const @self@& a, const @self@& b) {
  if (a.@discriminant@ != b.@discriminant@) return false;
  switch (a.@selected@) {
    @arms@
    case @self@::@arm_enum@::@no_data@:
    case @self@::@arm_enum@::@no_arm@: break;
  }
  return true;
}

)",
              {{"self", self_},
               {"discriminant", discriminant_member_},
               {"selected", selected_},
               {"arm_enum", arm_enum_},
               {"no_data", no_data_},
               {"no_arm", no_arm_},
               {"arms", [&] {
                  std::string text;
                  for (const ArmNames& one : arms_) {
                    text += fmt::format("case {}::{}::{}: return {};\n", self_, arm_enum_, one.name,
                                        one.arm->on_heap ? fmt::format("*a.{0}() == *b.{0}()", one.if_name)
                                                         : fmt::format("a.{0} == b.{0}", one.member));
                  }
                  return text;
                }()}});
}

}  // namespace farcallc::cpp
