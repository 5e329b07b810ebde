// Unions in C++: a class that knows which arm it holds.
#include <fmt/format.h>

#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/fill.hpp>

namespace farcallc::cpp {
namespace {

struct ArmNames {
  const model::Arm* arm = nullptr;
  std::string type;
  std::string name;     // the accessor
  std::string if_name;  // the accessor that may be null
  std::string set_name;
  std::string make_name;
  std::string member;
  std::string label;  // "case NFS_OK, NFS_AGAIN"
  bool chooses = false;  // several discriminants select the arm, so that setting it says which
};

// Everything that the templates below need, computed once.
class UnionText {
 public:
  UnionText(const Emission& emission, const model::Definition& definition)
      : emission_(emission),
        definition_(definition),
        of_(*definition.as<model::Union>()),
        class_place_{emission.home, scope_of(definition, emission.home), {}},
        body_place_(emission.function_place(definition)),
        name_(spell(definition.name)) {
    choose_names();
  }

  Emitted emit() {
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

 private:
  void choose_names();
  std::string class_definition();
  std::string arm_declarations(const ArmNames& arm);
  std::string special_members();
  std::string selection();
  std::string accessors();
  std::string comparison();
  std::string size(Emitted& out);
  std::string coding();
  std::string encode_arms();
  std::string decode_arms();

  [[nodiscard]] std::string value(std::int64_t number) const { return discriminant_value(of_, number, body_place_); }
  [[nodiscard]] std::string label_of(const model::Arm& arm) const;
  // `case Arm::x:` with these lines, for each arm that has data.
  template <typename Lines>
  std::string for_arms(const Lines& lines) const {
    std::string text;
    for (const ArmNames& arm : arms_) text += fmt::format("case {}::{}: {}\n", arm_enum_, arm.name, lines(arm));
    return text;
  }
  [[nodiscard]] bool has_no_data() const {
    for (const model::Arm& arm : of_.arms) {
      if (model::resolve(*arm.field.type).kind == model::Kind::void_) return true;
    }
    return false;
  }

  const Emission& emission_;
  const model::Definition& definition_;
  const model::Union& of_;
  Place class_place_;
  Place body_place_;
  std::string name_;
  std::string self_;
  std::vector<ArmNames> arms_;
  std::string discriminant_;         // the accessor
  std::string discriminant_member_;
  std::string discriminant_type_;
  std::string set_discriminant_;
  std::string arm_enum_, no_data_, no_arm_, selected_, arm_of_, destroy_, emplace_;
};

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
    for (const std::string* each : {&discriminant_, &set_discriminant_, &discriminant_member_, &arm_enum_, &selected_,
                                    &arm_of_, &destroy_, &emplace_}) {
      place->hidden.add(*each);
    }
    place->hidden.add("other");
  }
  discriminant_type_ = type_at(*of_.discriminant.type, body_place_);
  for (ArmNames& one : arms_) one.type = type_at(*one.arm->field.type, body_place_);
}

std::string UnionText::arm_declarations(const ArmNames& arm) {
  bool scalar = is_scalar(*arm.arm->field.type);
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
               {"parameter", scalar ? arm.type : arm.type}});
}

std::string UnionText::class_definition() {
  std::string arms;
  std::string enumerators;
  std::string members;
  for (const ArmNames& one : arms_) {
    arms += arm_declarations(one);
    enumerators += fmt::format("{}, ", one.name);
    members += one.arm->on_heap ? fmt::format("{}* {};  // large, or like this union: on the heap; null is a fresh value\n", one.type, one.member)
                                : fmt::format("{} {};\n", one.type, one.member);
  }
  const model::Arm& first = of_.arms[of_.initial_arm];
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
                }())}}) +
         (first.is_default ? "" : "");
}

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
      if (!arm.is_default) cases += fmt::format("if ({} == {}) return {}::{};\n", discriminant_, value(number), arm_enum_, name);
    }
  }
  // A switch reads better, but not every discriminant can be one: a bool with both values and a default warns.
  return fill(R"(
@name@::@arm_enum@ @name@::@arm_of@(@type@ @discriminant@) noexcept {
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
                             ? fmt::format("{0} = other.{0} == nullptr ? nullptr : new {1}(*other.{0}); break;", one.member, one.type)
                             : fmt::format("std::construct_at(&{0}, other.{0}); break;", one.member);
                })},
               {"move_arms", for_arms([](const ArmNames& one) {
                  return one.arm->on_heap ? fmt::format("{0} = std::exchange(other.{0}, nullptr); break;", one.member)
                                          : fmt::format("std::construct_at(&{0}, std::move(other.{0})); break;", one.member);
                })}});
}

std::string UnionText::accessors() {
  std::string text;
  for (const ArmNames& one : arms_) {
    std::string mutable_arm = one.arm->on_heap ? fmt::format("if ({0} == nullptr) {0} = new {1}{{}};\nreturn {0};\n", one.member, one.type)
                                               : fmt::format("return &{};\n", one.member);
    std::string const_arm = one.arm->on_heap ? fmt::format("static const {} fresh{{}};\nreturn {} == nullptr ? &fresh : {};\n", one.type, one.member, one.member)
                                             : fmt::format("return &{};\n", one.member);
    std::string chosen = one.chooses ? discriminant_ : value(one.arm->cases[0]);
    text += fill(R"(
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
  @arm@() = @moved@;
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
                  {"throw", fmt::format("::farcall::throw_rpc_error({{::farcall::Code::invalid_argument, ::farcall::Executed::no, "
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

std::string UnionText::size(Emitted& out) {
  std::string arms;
  for (const ArmNames& one : arms_) {
    SizeBody body(body_place_, emission_.facts, definition_.recursive);
    std::string expression = one.arm->on_heap ? fmt::format("*value.{}()", one.if_name)
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
                 {{"selected", selected_}, {"name", name_}, {"arm_enum", arm_enum_}, {"arm", one.name}, {"sum", sum}, {"statements", body.text()}});
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
  out.local = fmt::format("static std::size_t size_of(const {}& value, std::uint32_t depth) noexcept;\n", name_);
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
    text += fill(R"(
case @name@::@arm_enum@::@arm@: {
  @heap@
  @body@
  break;
}
)",
                 {{"name", name_},
                  {"arm_enum", arm_enum_},
                  {"arm", one.name},
                  {"heap", one.arm->on_heap ? fmt::format("const {}& arm = *value.{}();\n", one.type, one.if_name) : ""},
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
    text += fill(R"(
case @name@::@arm_enum@::@arm@: {
  @heap@
  @body@
  break;
}
)",
                 {{"name", name_},
                  {"arm_enum", arm_enum_},
                  {"arm", one.name},
                  {"heap", one.arm->on_heap ? fmt::format("if (!in.charge(sizeof({0}))) return in.at(\"{1}\");\n{0}& arm = *value.{2}();\n", one.type, where, one.if_name) : ""},
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
  return fill(R"(
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
               {"enter_out", enters ? fmt::format("if (!out.enter()) return out.at(\"{}\");\n", definition_.name) : ""},
               {"enter_in", enters ? fmt::format("if (!in.enter()) return in.at(\"{}\");\n", definition_.name) : ""},
               {"leave_out", enters ? "out.leave();\n" : ""},
               {"leave_in", enters ? "in.leave();\n" : ""}});
}

}  // namespace

Emitted emit_union(const Emission& emission, const model::Definition& definition) {
  return UnionText(emission, definition).emit();
}

}  // namespace farcallc::cpp
