// Statements that encode.
#include <fmt/format.h>

#include <compiler/emit/cpp/codec.hpp>

namespace farcallc::cpp {

using model::Kind;

namespace {

std::string plus(const std::string& pointer, std::uint64_t offset) {
  return offset == 0 ? pointer : fmt::format("{} + {}", pointer, offset);
}

// Strings join a run: their size is known while encoding. Opaque data that may be long does not, because the
// encoder may send it from where it lies.
bool is_counted(const Part& part) {
  constexpr std::uint32_t short_enough = 16 * 1024;
  const model::Type& actual = model::resolve(*part.type);
  return actual.kind == Kind::string ||
         (actual.kind == Kind::opaque && !actual.borrowed && actual.bound < short_enough);
}

bool is_run(const Part& part) { return model::layout_of(*part.type).fixed || is_counted(part); }

}  // namespace

// Neighbours of fixed size are one run: one check for all of them.
void EncodeBody::parts(const std::vector<Part>& parts) {
  for (std::size_t i = 0; i < parts.size();) {
    std::size_t end = i;
    while (end < parts.size() && is_run(parts[end])) ++end;
    if (end == i) {
      variable(parts[i++]);
      continue;
    }
    run(&parts[i], &parts[0] + end);
    i = end;
  }
}

// One part that one call encodes.
bool EncodeBody::simple(const Part& part) {
  const model::Type& actual = model::resolve(*part.type);
  std::string call = encode_expression(actual, "out", part.expression, place_);
  if (call.empty()) return false;
  bool names_itself = actual.kind == Kind::named && actual.definition->as<model::Enum>() == nullptr;
  line(names_itself ? fmt::format("if (!{}) return false;", call)
                    : fmt::format("if (!{}) return out.at(\"{}\");", call, part.where));
  return true;
}

void EncodeBody::run(const Part* first, const Part* last) {
  std::uint64_t size = 0;
  std::string counted;
  if (last - first == 1 && model::layout_of(*first->type).wire > 0 && simple(*first)) return;
  for (const Part* one = first; one != last; ++one) {
    size += model::layout_of(*one->type).wire;
    if (!is_counted(*one)) continue;
    line(
        fmt::format("if ({}.size() > {}) return out.fail(::farcall::xdr::Fault::too_long) || out.at(\"{}\");",
                    one->expression, bound_at(model::resolve(*one->type), place_), one->where));
    counted += fmt::format(" + ::farcall::xdr::padded({}.size())", one->expression);
  }
  if (size == 0) return;
  std::string p = fresh("p");
  line(fmt::format("std::byte* {} = out.run({}{});", p, size, counted));
  line(fmt::format("if ({} == nullptr) return out.at(\"{}\");", p, first->where));
  std::uint64_t offset = 0;
  for (const Part* one = first; one != last; ++one) {
    if (is_counted(*one)) {
      std::string call = fmt::format("::farcall::xdr::store_counted({0}, {1}.data(), {1}.size());",
                                     plus(p, offset), one->expression);
      line(one + 1 == last ? call : fmt::format("{} = {}", p, call));
      offset = 0;
      continue;
    }
    store(*one, plus(p, offset));
    offset += model::layout_of(*one->type).wire;
  }
}

void EncodeBody::store(const Part& part, const std::string& at) {
  const model::Type& actual = model::resolve(*part.type);
  const std::string& value = part.expression;
  switch (actual.kind) {
    case Kind::boolean: return line(fmt::format("::farcall::xdr::store_u32({}, {} ? 1 : 0);", at, value));
    case Kind::fixed_opaque: {
      line(fmt::format("std::memcpy({}, {}.data(), {});", at, value, actual.bound));
      if (actual.bound % 4 == 0) return;
      return line(fmt::format("std::memset({} + {}, 0, {});", at, actual.bound, 4 - actual.bound % 4));
    }
    case Kind::named:
      if (actual.definition->as<model::Enum>() != nullptr) {
        line(fmt::format(
            "if (!is_declared({})) return out.fail(::farcall::xdr::Fault::bad_enum) || out.at(\"{}\");",
            value, part.where));
        return line(fmt::format("::farcall::xdr::store_i32({}, static_cast<std::int32_t>({}));", at, value));
      }
      return line(facts_.of(actual).store_checks
                      ? fmt::format("if (!store(out, {}, {})) return false;", at, value)
                      : fmt::format("store({}, {});", at, value));
    case Kind::fixed_array: {
      const model::Type& element = model::resolve(*actual.element);
      int width = swap_width(element);
      if (width != 0 && actual.bound > 8) {
        return line(
            fmt::format("::farcall::xdr::swap_words_{}({}, {}.data(), {});", width, at, value, actual.bound));
      }
      std::string i = fresh("i");
      open(fmt::format("for (std::size_t {0} = 0; {0} < {1}; ++{0}) {{", i, actual.bound));
      store({&element, fmt::format("{}[{}]", value, i), part.where},
            fmt::format("{} + {} * {}", at, model::layout_of(element).wire, i));
      return close();
    }
    default: return line(fmt::format("::farcall::xdr::store_{}({}, {});", wire_word(actual), at, value));
  }
}

void EncodeBody::variable(const Part& part) {
  if (simple(part)) return;
  const model::Type& actual = model::resolve(*part.type);
  if (actual.kind == Kind::optional) {
    line(
        fmt::format("if (!out.boolean({}.has_value())) return out.at(\"{}\");", part.expression, part.where));
    open(fmt::format("if ({}) {{", part.expression));
    parts({{actual.element, dereferenced(*actual.element, part.expression), part.where}});
    return close();
  }
  array(part, actual);
}

void EncodeBody::array(const Part& part, const model::Type& actual) {
  const model::Type& element = model::resolve(*actual.element);
  model::Layout layout = model::layout_of(element);
  const std::string& value = part.expression;
  if (actual.kind == Kind::variable_array) {
    std::string length = fmt::format("out.length({}.size(), {})", value, bound_at(actual, place_));
    if (int width = swap_width(element); width != 0) {
      return line(fmt::format("if (!{0} || !out.words_{1}({2}.data(), {2}.size())) return out.at(\"{3}\");",
                              length, width, value, part.where));
    }
    line(fmt::format("if (!{}) return out.at(\"{}\");", length, part.where));
  }
  std::string one = fresh("element");
  std::string head =
      fmt::format("for ({} {} : {}) {{", element.kind == Kind::boolean ? "bool" : "const auto&", one, value);
  if (layout.fixed && layout.wire > 0) {
    std::string p = fresh("p");
    line(fmt::format("std::byte* {} = out.run({} * {}.size());", p, layout.wire, value));
    line(fmt::format("if ({} == nullptr) return out.at(\"{}\");", p, part.where));
    open(head);
    store({&element, one, part.where}, p);
    line(fmt::format("{} += {};", p, layout.wire));
    return close();
  }
  if (layout.fixed) return;  // elements without a byte
  variable_elements({&element, one, part.where}, head, actual.kind == Kind::variable_array);
}

void EncodeBody::variable_elements(const Part& element, const std::string& head, bool many) {
  if (!many || near_expression("encode", "", element, place_, facts_).empty()) {
    open(head);
    parts({element});
    return close();
  }
  std::string near = fresh("near");
  std::string call = near_expression("encode", near, element, place_, facts_);
  line(fmt::format("::farcall::xdr::Encoder {} = out;  // the compiler keeps a copy in registers", near));
  open(head);
  open(fmt::format("if (!{}) {{", call));
  line(fmt::format("out = {};", near));
  line(fmt::format("return out.at(\"{}\");", element.where));
  close();
  close();
  line(fmt::format("out = {};", near));
}

}  // namespace farcallc::cpp
