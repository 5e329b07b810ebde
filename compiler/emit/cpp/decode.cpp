// Statements that decode.
#include <fmt/format.h>

#include <compiler/emit/cpp/codec.hpp>

namespace farcallc::cpp {

using model::Kind;

namespace {

std::string plus(const std::string& pointer, std::uint64_t offset) {
  return offset == 0 ? pointer : fmt::format("{} + {}", pointer, offset);
}

// What begins with a count that a run in front of it can include.
bool is_counted(const Part& part) {
  const model::Type& actual = model::resolve(*part.type);
  return actual.kind == Kind::string || (actual.kind == Kind::opaque && !actual.borrowed);
}

}  // namespace

void DecodeBody::parts(const std::vector<Part>& parts) {
  for (std::size_t i = 0; i < parts.size();) {
    std::size_t end = i;
    while (end < parts.size() && model::layout_of(*parts[end].type).fixed) ++end;
    if (end == i) {
      variable(parts[i++]);
      continue;
    }
    bool counted = end < parts.size() && is_counted(parts[end]);
    run(&parts[i], &parts[0] + end, counted ? &parts[end] : nullptr);
    i = counted ? end + 1 : end;
  }
}

bool DecodeBody::simple(const Part& part) {
  const model::Type& actual = model::resolve(*part.type);
  std::string call = decode_expression(actual, "in", part.expression, place_);
  if (call.empty()) return false;
  bool names_itself = actual.kind == Kind::named && actual.definition->as<model::Enum>() == nullptr;
  line(names_itself ? fmt::format("if (!{}) return false;", call)
                    : fmt::format("if (!{}) return in.at(\"{}\");", call, part.where));
  return true;
}

// Parts of fixed size, and the count of one behind them that has one: one check for all of them.
void DecodeBody::run(const Part* first, const Part* last, const Part* counted) {
  std::uint64_t size = 0;
  for (const Part* one = first; one != last; ++one) size += model::layout_of(*one->type).wire;
  if (size == 0) {
    if (counted != nullptr) variable(*counted);
    return;
  }
  if (counted != nullptr) size += 4;
  if (counted == nullptr && last - first == 1 && simple(*first)) return;
  std::string p = fresh("p");
  line(fmt::format("const std::byte* {} = in.run({});", p, size));
  line(fmt::format("if ({} == nullptr) return in.at(\"{}\");", p, first->where));
  std::uint64_t offset = 0;
  for (const Part* one = first; one != last; ++one) {
    load(*one, plus(p, offset));
    offset += model::layout_of(*one->type).wire;
  }
  if (counted == nullptr) return;
  const model::Type& actual = model::resolve(*counted->type);
  line(fmt::format("if (!in.{}_of(::farcall::xdr::load_u32({}), {}, {})) return in.at(\"{}\");",
                   actual.kind == Kind::string ? "string" : "opaque", plus(p, offset), counted->expression,
                   bound_at(actual, place_), counted->where));
}

void DecodeBody::load(const Part& part, const std::string& at) {
  const model::Type& actual = model::resolve(*part.type);
  const std::string& value = part.expression;
  auto check = [&](const std::string& call) {
    line(fmt::format("if (!{}) return in.at(\"{}\");", call, part.where));
  };
  switch (actual.kind) {
    case Kind::boolean: return check(fmt::format("in.to_bool(::farcall::xdr::load_u32({}), {})", at, value));
    case Kind::i8:
    case Kind::u8:
    case Kind::i16:
    case Kind::u16: return check(fmt::format("in.to_narrow(::farcall::xdr::load_u32({}), {})", at, value));
    case Kind::fixed_opaque:
      line(fmt::format("std::memcpy({}.data(), {}, {});", value, at, actual.bound));
      if (actual.bound % 4 == 0) return;
      return check(fmt::format("in.padding({} + {}, {})", at, actual.bound, 4 - actual.bound % 4));
    case Kind::named:
      if (actual.definition->as<model::Enum>() != nullptr) {
        line(fmt::format("{} = static_cast<{}>(::farcall::xdr::load_i32({}));", value, type(actual), at));
        return line(fmt::format(
            "if (!is_declared({})) return in.fail(::farcall::xdr::Fault::bad_enum) || in.at(\"{}\");", value,
            part.where));
      }
      return line(facts_.of(actual).load_checks
                      ? fmt::format("if (!load(in, {}, {})) return false;", at, value)
                      : fmt::format("load({}, {});", at, value));
    case Kind::fixed_array: {
      const model::Type& element = model::resolve(*actual.element);
      int width = swap_width(element);
      if (width != 0 && actual.bound > 8) {
        return line(
            fmt::format("::farcall::xdr::swap_words_{}({}.data(), {}, {});", width, value, at, actual.bound));
      }
      std::string i = fresh("i");
      open(fmt::format("for (std::size_t {0} = 0; {0} < {1}; ++{0}) {{", i, actual.bound));
      load({&element, fmt::format("{}[{}]", value, i), part.where},
           fmt::format("{} + {} * {}", at, model::layout_of(element).wire, i));
      return close();
    }
    default: return line(fmt::format("{} = ::farcall::xdr::load_{}({});", value, wire_word(actual), at));
  }
}

void DecodeBody::variable(const Part& part) {
  if (simple(part)) return;
  const model::Type& actual = model::resolve(*part.type);
  if (actual.kind != Kind::optional) return array(part, actual);
  const std::string& value = part.expression;
  std::string present = fresh("present");
  line(fmt::format("bool {} = false;", present));
  line(fmt::format("if (!in.boolean({})) return in.at(\"{}\");", present, part.where));
  open(fmt::format("if ({}) {{", present));
  line(fmt::format("if (!in.charge(sizeof({}))) return in.at(\"{}\");", type(*actual.element), part.where));
  // A node that is there already keeps its memory.
  line(fmt::format("if (!{0}) {0}.emplace();", value));
  parts({{actual.element, dereferenced(*actual.element, value), part.where}});
  close();
  line(fmt::format("if (!{}) {}.reset();", present, value));
}

void DecodeBody::array(const Part& part, const model::Type& actual) {
  const model::Type& element = model::resolve(*actual.element);
  model::Layout layout = model::layout_of(element);
  const std::string& value = part.expression;
  std::string count = std::to_string(actual.bound);
  if (actual.kind == Kind::variable_array) {
    count = fresh("count");
    line(fmt::format("std::uint32_t {} = 0;", count));
    line(fmt::format("if (!in.length({}, {}, {}, sizeof({}))) return in.at(\"{}\");", count,
                     bound_at(actual, place_), layout.wire, type(*actual.element), part.where));
    if (swap_width(element) != 0) {
      return line(fmt::format("if (!in.words({}, {})) return in.at(\"{}\");", value, count, part.where));
    }
    line(fmt::format("{}.resize({});", value, count));
  }
  if (layout.fixed) return fixed_elements(part, element, count);
  std::string one = fresh("element");
  variable_elements({&element, one, part.where}, fmt::format("for (auto& {} : {}) {{", one, value),
                    actual.kind == Kind::variable_array);
}

void DecodeBody::variable_elements(const Part& element, const std::string& head, bool many) {
  if (!many || near_expression("decode", "", element, place_, facts_).empty()) {
    open(head);
    parts({element});
    return close();
  }
  std::string near = fresh("near");
  std::string call = near_expression("decode", near, element, place_, facts_);
  line(fmt::format("::farcall::xdr::Decoder {} = in;  // the compiler keeps a copy in registers", near));
  open(head);
  open(fmt::format("if (!{}) {{", call));
  line(fmt::format("in = {};", near));
  line(fmt::format("return in.at(\"{}\");", element.where));
  close();
  close();
  line(fmt::format("in = {};", near));
}

void DecodeBody::fixed_elements(const Part& part, const model::Type& element, const std::string& count) {
  std::uint64_t size = model::layout_of(element).wire;
  if (size == 0) return;
  std::string p = fresh("p");
  line(fmt::format("const std::byte* {} = in.run(std::size_t{{{}}} * {});", p, size, count));
  line(fmt::format("if ({} == nullptr) return in.at(\"{}\");", p, part.where));
  std::string one = fresh("element");
  if (element.kind == Kind::boolean) {  // std::vector<bool> has no bools to refer to
    open(fmt::format("for (auto {} : {}) {{", one, part.expression));
    std::string flag = fresh("flag");
    line(fmt::format("bool {} = false;", flag));
    load({&element, flag, part.where}, p);
    line(fmt::format("{} = {};", one, flag));
  } else {
    open(fmt::format("for (auto& {} : {}) {{", one, part.expression));
    load({&element, one, part.where}, p);
  }
  line(fmt::format("{} += {};", p, size));
  close();
}

}  // namespace farcallc::cpp
