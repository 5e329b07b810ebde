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
  if (this != &other) *this = @name@(other);
  return *this;
}
@name@& @name@::operator=(@name@&& other) noexcept {
  if (this == &other) return *this;
  @destroy@();
  @discriminant@ = other.@discriminant@;
  @selected@ = other.@selected@;
  @copy@(std::move(other));
  return *this;
}
@name@::~@name@() { @destroy@(); }

)",
              {{"name", name_},
               {"discriminant", discriminant_member_},
               {"value", value(of_.initial_value)},
               {"selected", selected_},
               {"arm_enum", arm_enum_},
               {"initial", initial},
               {"construct", construct.empty() ? "" : " " + construct + " "},
               {"copy", emplace_},
               {"destroy", destroy_}});
}

std::string UnionText::selection() {
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
        cases += fmt::format("if ({} == {}) return {}::{};\n", discriminant_, value(number), arm_enum_, name);
    }
  }
  // A switch reads better, but not every discriminant can be one: a bool with both values and a default
  // warns.
  return fill(
      R"(
@name@::@arm_enum@ @name@::@arm_of@([[maybe_unused]] @type@ @discriminant@) noexcept {
  @cases@
  return @arm_enum@::@otherwise@;
}

void @name@::@set@(@type@ @discriminant@) {
  @arm_enum@ arm = @arm_of@(@discriminant@);
  if (arm != @selected@) {
    @destroy@();
    @selected@ = arm;
    switch (arm) {
      @construct@
      case @arm_enum@::@no_data@:
      case @arm_enum@::@no_arm@: break;
    }
  }
  @member@ = @discriminant@;
}

void @name@::@destroy@() noexcept {
  switch (@selected@) {
    @destroy_arms@
    case @arm_enum@::@no_data@:
    case @arm_enum@::@no_arm@: break;
  }
}

void @name@::@copy@(@unused@const @name@& other) {
  switch (@selected@) {
    @copy_arms@
    case @arm_enum@::@no_data@:
    case @arm_enum@::@no_arm@: break;
  }
}

void @name@::@copy@(@unused@@name@&& other) noexcept {
  switch (@selected@) {
    @move_arms@
    case @arm_enum@::@no_data@:
    case @arm_enum@::@no_arm@: break;
  }
}

)",
      {{"name", name_},
       {"unused", arms_.empty() ? "[[maybe_unused]] " : ""},
       {"arm_enum", arm_enum_},
       {"arm_of", arm_of_},
       {"type", discriminant_type_},
       {"discriminant", discriminant_},
       {"cases", cases},
       {"otherwise", otherwise},
       {"set", set_discriminant_},
       {"selected", selected_},
       {"destroy", destroy_},
       {"member", discriminant_member_},
       {"no_data", no_data_},
       {"no_arm", no_arm_},
       {"copy", emplace_},
       {"construct", for_arms([](const ArmNames& one) {
          return one.arm->on_heap ? fmt::format("{} = nullptr; break;", one.member)
                                  : fmt::format("std::construct_at(&{}); break;", one.member);
        })},
       {"destroy_arms", for_arms([](const ArmNames& one) {
          return one.arm->on_heap ? fmt::format("delete {}; break;", one.member)
                                  : fmt::format("std::destroy_at(&{}); break;", one.member);
        })},
       {"copy_arms", for_arms([](const ArmNames& one) {
          return one.arm->on_heap
                     ? fmt::format("{0} = other.{0} == nullptr ? nullptr : new {1}(*other.{0}); break;",
                                   one.member, one.type)
                     : fmt::format("std::construct_at(&{0}, other.{0}); break;", one.member);
        })},
       {"move_arms", for_arms([](const ArmNames& one) {
          return one.arm->on_heap
                     ? fmt::format("{0} = std::exchange(other.{0}, nullptr); break;", one.member)
                     : fmt::format("std::construct_at(&{0}, std::move(other.{0})); break;", one.member);
        })}});
}

std::string UnionText::accessors() {
  std::string text;
  for (const ArmNames& one : arms_) {
    std::string mutable_arm =
        one.arm->on_heap
            ? fmt::format("if ({0} == nullptr) {0} = new {1}{{}};\nreturn {0};\n", one.member, one.type)
            : fmt::format("return &{};\n", one.member);
    std::string const_arm =
        one.arm->on_heap ? fmt::format("static const {} fresh{{}};\nreturn {} == nullptr ? &fresh : {};\n",
                                       one.type, one.member, one.member)
                         : fmt::format("return &{};\n", one.member);
    std::string chosen = one.chooses ? discriminant_ : value(one.arm->cases[0]);
    text +=
        fill(R"(
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
void @name@::@set_name@(@choice@@type@ value) {
  @set_discriminant@(@chosen@);
  this->@arm@() = @moved@;
}
@name@ @name@::@make_name@(@choice@@type@ value) {
  @name@ made;
  made.@set_name@(@choice_name@@moved@);
  return made;
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
                   definition_.name, one.arm->field.name)},
              {"set_name", one.set_name},
              {"make_name", one.make_name},
              {"choice", one.chooses ? fmt::format("{} {}, ", discriminant_type_, discriminant_) : ""},
              {"choice_name", one.chooses ? discriminant_ + ", " : ""},
              {"set_discriminant", set_discriminant_},
              {"chosen", chosen},
              {"moved", is_scalar(*one.arm->field.type) ? "value" : "std::move(value)"}});
  }
  return text;
}

std::string UnionText::comparison() {
  return fill(R"(
bool operator==(const @name@& a, const @name@& b) {
  if (a.@discriminant@ != b.@discriminant@) return false;
  switch (a.@selected@) {
    @arms@
    case @name@::@arm_enum@::@no_data@:
    case @name@::@arm_enum@::@no_arm@: break;
  }
  return true;
}

)",
              {{"name", name_},
               {"discriminant", discriminant_member_},
               {"selected", selected_},
               {"arm_enum", arm_enum_},
               {"no_data", no_data_},
               {"no_arm", no_arm_},
               {"arms", [&] {
                  std::string text;
                  for (const ArmNames& one : arms_) {
                    text += fmt::format("case {}::{}::{}: return {};\n", name_, arm_enum_, one.name,
                                        one.arm->on_heap ? fmt::format("*a.{0}() == *b.{0}()", one.if_name)
                                                         : fmt::format("a.{0} == b.{0}", one.member));
                  }
                  return text;
                }()}});
}

}  // namespace farcallc::cpp
