// XDR to JSON: one pass over bytes that a peer may have chosen.
#include <array>
#include <charconv>
#include <cmath>

#include <farcall/base/utf8.hpp>
#include <farcall/json/json.hpp>
#include <farcall/json/path.hpp>

namespace farcall::inline v1::json {
namespace {

constexpr const char* digits = "0123456789abcdef";

template <typename Number>
std::string shortest(Number number) {
  std::array<char, 32> room{};
  char* end = std::to_chars(room.data(), room.data() + room.size(), number).ptr;
  return {room.data(), end};
}

// The shortest number that reads as the same one; JSON has no number for the rest.
template <typename Real>
std::string real(Real number) {
  if (std::isnan(number)) return "\"NaN\"";
  if (std::isinf(number)) return number < 0 ? "\"-Infinity\"" : "\"Infinity\"";
  std::string text = shortest(number);
  if constexpr (sizeof(Real) < sizeof(double)) {
    // Readers have double precision and round twice, which ends elsewhere for 7.038531e-26 and nothing else.
    double read = 0;
    std::from_chars(text.data(), text.data() + text.size(), read);
    if (static_cast<Real>(read) != number) text = shortest(double{number});
  }
  // As an integer, -0 would lose its sign.
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string text = "\"";
  text.reserve(2 * bytes.size() + 2);
  for (std::uint8_t byte : bytes) text.append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
  return text.append(1, '"');
}

// A UTF-16 unit as JSON escapes it.
std::string escape(char32_t unit) {
  return {
      '\\', 'u', digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};
}

// A terminal may be what reads it: characters that it would obey are escaped.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  out.reserve(text.size() + 2);
  for (std::size_t at = 0; at < text.size();) {
    Utf8 next = utf8_at(text, at);
    if (next.code_point == '"' || next.code_point == '\\') {
      out.append(1, '\\').append(1, text[at]);
    } else if (next.code_point == '\n') {
      out.append("\\n");
    } else if (is_shown(next.code_point)) {
      out.append(text.substr(at, next.size_bytes));
    } else if (next.code_point < 0x10000) {
      out.append(escape(next.code_point));
    } else {
      char32_t rest = next.code_point - 0x10000;
      out.append(escape(0xd800 + (rest >> 10))).append(escape(0xdc00 + (rest & 0x3ff)));
    }
    at += next.size_bytes;
  }
  return out.append(1, '"');
}

// The language's strings are bytes; what JSON cannot hold as a string is written in hex.
std::string string(std::span<const std::uint8_t> bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return is_utf8(text) ? quoted(text) : "{\"hex\": " + hex(bytes) + "}";
}

class Writer {
 public:
  explicit Writer(std::span<const std::byte> bytes) : bytes_(bytes), in_(bytes, true) {}

  Result<std::string> run(const Type& type, std::string_view root) {
    if (value(type, {nullptr, root}) && in_.finish()) return std::move(out_);
    return refusal(in_.fault(), where_.empty() ? std::string(root).c_str() : where_.c_str());
  }

 private:
  bool value(const Type& type, const Path& at) { return inner(type, at) || fail(at); }

  bool inner(const Type& type, const Path& at) {
    switch (type.kind) {
      case Kind::fixed_array: return elements(*type.element, type.bound, at);
      case Kind::array: return array(type, at);
      case Kind::optional: return optional(*type.element, at);
      case Kind::named: return named(*type.definition, at);
      default: return scalar(type);
    }
  }

  // The innermost value is the first to fail.
  [[gnu::noinline]] bool fail(const Path& at) {
    if (where_.empty()) where_ = at.text();
    return false;
  }

  // Out of line, as it would take stack at every depth.
  [[gnu::noinline]] bool scalar(const Type& type) {
    switch (type.kind) {
      case Kind::none: return put("null");
      case Kind::boolean: return boolean();
      case Kind::i8: return narrow<std::int8_t>();
      case Kind::u8: return narrow<std::uint8_t>();
      case Kind::i16: return narrow<std::int16_t>();
      case Kind::u16: return narrow<std::uint16_t>();
      case Kind::i32: return number<std::int32_t>(&xdr::Decoder::i32);
      case Kind::u32: return number<std::uint32_t>(&xdr::Decoder::u32);
      case Kind::i64: return number<std::int64_t>(&xdr::Decoder::i64);
      case Kind::u64: return number<std::uint64_t>(&xdr::Decoder::u64);
      case Kind::f32: return number<float>(&xdr::Decoder::f32);
      case Kind::f64: return number<double>(&xdr::Decoder::f64);
      case Kind::string:
      case Kind::opaque: return counted(type);
      case Kind::fixed_opaque: return fixed_opaque(type.bound);
      default: return false;  // not here
    }
  }

  bool put(std::string_view text) {
    out_.append(text);
    return true;
  }
  bool boolean() {
    bool read = false;
    return in_.boolean(read) && put(read ? "true" : "false");
  }
  template <typename Number>
  bool number(bool (xdr::Decoder::*decode)(Number&) noexcept) {
    Number read = 0;
    if (!(in_.*decode)(read)) return false;
    if constexpr (std::is_integral_v<Number>) return put(shortest(read));
    if constexpr (!std::is_integral_v<Number>) return put(real(read));
  }
  template <typename Number>
  bool narrow() {
    Number read = 0;
    return in_.narrow(read) && put(shortest(read));
  }
  bool counted(const Type& type) {
    xdr::Borrowed bytes;
    if (!in_.opaque(bytes, type.bound)) return false;
    return put(type.kind == Kind::string ? string(bytes.bytes()) : hex(bytes.bytes()));
  }
  bool fixed_opaque(std::size_t size_bytes) {
    std::size_t all = xdr::padded(size_bytes);
    const std::byte* from = in_.run(all);
    if (from == nullptr || !in_.padding(from + size_bytes, all - size_bytes)) return false;
    return put(hex({reinterpret_cast<const std::uint8_t*>(from), size_bytes}));
  }

  bool array(const Type& type, const Path& at) {
    std::uint32_t count = 0;
    // A byte of memory for each: elements may be empty on the wire, and are not in JSON.
    return in_.length(count, type.bound, 0, 1) && elements(*type.element, count, at);
  }
  bool elements(const Type& element, std::size_t count, const Path& at) {
    put("[");
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) put(", ");
      if (!value(element, {&at, {}, i})) return false;
    }
    return put("]");
  }

  bool optional(const Type& element, const Path& at) {
    bool present = false;
    if (!in_.boolean(present)) return false;
    bool is_list = element.kind == Kind::named && element.definition->form == Form::list;
    if (!present) return put(is_list ? "[]" : "null");
    if (element.kind != Kind::optional) return value(element, at);
    // `null` inside would look like `null` outside.
    return put("[") && value(element, at) && put("]");
  }

  bool named(const Definition& of, const Path& at) {
    if (of.recursive && !in_.enter()) return false;
    bool good = false;
    switch (of.form) {
      case Form::enumeration: good = enumerator(of); break;
      case Form::structure: good = put("{") && fields(of.fields, at) && put("}"); break;
      case Form::list: good = list(of.fields, at); break;
      case Form::united: good = united(of, at); break;
    }
    if (of.recursive) in_.leave();
    return good;
  }

  bool enumerator(const Definition& of) {
    std::int32_t read = 0;
    if (!in_.i32(read)) return false;
    for (const Enumerator& one : of.enumerators)
      if (one.value == read) return put("\"") && put(one.name) && put("\"");
    return in_.fail(xdr::Fault::bad_enum);
  }

  bool field(const Field& of, const Path& at) {
    return put("\"") && put(of.name) && put("\": ") && value(of.type, {&at, of.name});
  }
  bool fields(std::span<const Field> all, const Path& at) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i > 0) put(", ");
      if (!field(all[i], at)) return false;
    }
    return true;
  }

  // An array of its nodes, so that a long list is not deep.
  bool list(std::span<const Field> all, const Path& at) {
    put("[");
    bool more = true;
    for (std::size_t i = 0; more; ++i) {
      if (i > 0) put(", ");
      if (!(put("{") && fields(all.first(all.size() - 1), {&at, {}, i}) && put("}"))) return false;
      if (!in_.boolean(more)) return false;
    }
    return put("]");
  }

  bool united(const Definition& of, const Path& at) {
    const std::byte* discriminant = bytes_.data() + in_.position();
    put("{");
    if (!field(of.fields[0], at)) return false;
    const Arm* arm = selected_arm(of, discriminant);
    if (arm == nullptr) return in_.fail(xdr::Fault::bad_discriminant);
    if (arm->field.type.kind != Kind::none && !(put(", ") && field(arm->field, at))) return false;
    return put("}");
  }

  std::span<const std::byte> bytes_;
  xdr::Decoder in_;
  std::string out_;
  std::string where_;
};

}  // namespace

Error refusal(xdr::Fault fault, const char* where) {
  return {Code::invalid_argument, Executed::no, describe(fault, where), {}};
}

Error out_of_memory() {
  return {Code::resource_exhausted, Executed::no, "there is no memory for a value as JSON", {}};
}

Result<std::string> from_xdr(const Type& type, std::span<const std::byte> bytes, std::string_view root) {
  try {
    return Writer(bytes).run(type, root);
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  }
}

}  // namespace farcall::inline v1::json
