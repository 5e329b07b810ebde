// JSON to XDR. nlohmann-json reads the text; what it throws does not leave this file.
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include <farcall/json/json.hpp>
#include <farcall/json/path.hpp>
#include <farcall/xdr/text.hpp>

namespace farcall::inline v1::json {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_text_bytes = std::size_t{64} << 20;

// What was found instead, short enough for a message.
std::string shown(const Json& found) {
  switch (found.type()) {
    case Json::value_t::string: return xdr::text(found.get_ref<const std::string&>(), {.string_bytes = 60});
    case Json::value_t::array: return "an array of " + std::to_string(found.size());
    case Json::value_t::object: return "an object";
    default: return found.dump();  // a number, true, false or null
  }
}

bool is_integer(const Json& from, std::int64_t number) {
  return from.is_number_integer() && from.get<std::int64_t>() == number &&
         (number < 0) != from.is_number_unsigned();
}

// Both halves of a byte, or nothing.
bool unhex(const std::string& text, std::vector<std::uint8_t>& bytes) {
  auto half = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  if (text.size() % 2 != 0) return false;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    int high = half(text[i]);
    int low = half(text[i + 1]);
    if (high < 0 || low < 0) return false;
    bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return true;
}

// The names of an enum, as many as a message takes.
std::string choice(const Definition& of) {
  std::string names;
  for (const Enumerator& one : of.enumerators) {
    if (names.size() + one.name.size() > 200) return names + ", …";
    names.append(names.empty() ? "" : ", ").append(one.name);
  }
  return names;
}

// Functions are kept out of line where they would take stack at every depth, most of all by the strings of
// messages.
class Reader {
 public:
  bool value(const Type& type, const Json& from, const Path& at) {
    switch (type.kind) {
      case Kind::fixed_array:
      case Kind::array: return array(type, from, at);
      case Kind::optional: return optional(*type.element, from, at);
      case Kind::named: return named(*type.definition, from, at);
      default: return scalar(type, from, at);
    }
  }

  [[nodiscard]] std::vector<std::byte> take() { return std::move(out_); }
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  [[gnu::noinline]] bool fail(const Path& at, std::string_view what, std::string_view more = {}) {
    fault_ = at.text().append(": ").append(what).append(more);
    return false;
  }
  [[gnu::noinline]] bool refuse(const Path& at, std::string_view expected, const Json& found) {
    return fail(at, "expected ", std::string(expected).append(", not ").append(shown(found)));
  }
  [[gnu::noinline]] bool refuse_count(const Path& at, std::string_view expected, std::size_t count,
                                      const Json& found) {
    return refuse(at, std::string(expected).append(std::to_string(count)), found);
  }

  [[gnu::noinline]] bool scalar(const Type& type, const Json& from, const Path& at) {
    switch (type.kind) {
      case Kind::none: return from.is_null() || refuse(at, "null", from);
      case Kind::boolean: return boolean(from, at);
      case Kind::i8: return integer<std::int8_t>(from, at);
      case Kind::u8: return integer<std::uint8_t>(from, at);
      case Kind::i16: return integer<std::int16_t>(from, at);
      case Kind::u16: return integer<std::uint16_t>(from, at);
      case Kind::i32: return integer<std::int32_t>(from, at);
      case Kind::u32: return integer<std::uint32_t>(from, at);
      case Kind::i64: return integer<std::int64_t>(from, at);
      case Kind::u64: return integer<std::uint64_t>(from, at);
      case Kind::f32: return real<float>(from, at);
      case Kind::f64: return real<double>(from, at);
      case Kind::string: return string(type, from, at);
      case Kind::opaque:
      case Kind::fixed_opaque: return opaque(type, from, at);
      default: return false;  // not here
    }
  }

  std::byte* grow(std::size_t size_bytes) {
    out_.resize(out_.size() + size_bytes);
    return out_.data() + out_.size() - size_bytes;
  }
  bool put_u32(std::uint32_t word) {
    xdr::store_u32(grow(4), word);
    return true;
  }
  bool put_u64(std::uint64_t word) {
    xdr::store_u64(grow(8), word);
    return true;
  }
  bool put_bytes(const void* from, std::size_t size_bytes) {
    std::byte* to = grow(xdr::padded(size_bytes));
    if (size_bytes > 0) std::memcpy(to, from, size_bytes);
    return true;
  }

  bool boolean(const Json& from, const Path& at) {
    if (!from.is_boolean()) return refuse(at, "true or false", from);
    return put_u32(from.get<bool>() ? 1 : 0);
  }

  template <typename Integer>
  bool integer(const Json& from, const Path& at) {
    using Range = std::numeric_limits<Integer>;
    bool fits = from.is_number_unsigned()
                    ? std::in_range<Integer>(from.get<std::uint64_t>())
                    : from.is_number_integer() && std::in_range<Integer>(from.get<std::int64_t>());
    if (!fits) {
      return refuse(at,
                    "an integer from " + std::to_string(Range::min()) + " to " + std::to_string(Range::max()),
                    from);
    }
    auto number = from.get<Integer>();
    if constexpr (sizeof(Integer) == 8) return put_u64(static_cast<std::uint64_t>(number));
    if constexpr (sizeof(Integer) < 8) return put_u32(static_cast<std::uint32_t>(number));
  }

  template <typename Real>
  bool real(const Json& from, const Path& at) {
    double number = 0;
    if (from.is_number()) {
      number = from.get<double>();
    } else if (from == "NaN") {
      number = std::numeric_limits<double>::quiet_NaN();
    } else if (from == "Infinity" || from == "-Infinity") {
      number = std::numeric_limits<double>::infinity() * (from == "Infinity" ? 1 : -1);
    } else {
      return refuse(at, R"(a number, "NaN", "Infinity" or "-Infinity")", from);
    }
    auto narrow = static_cast<Real>(number);
    if (std::isinf(narrow) && !std::isinf(number)) return refuse(at, "a number of single precision", from);
    if constexpr (sizeof(Real) == 8) return put_u64(std::bit_cast<std::uint64_t>(narrow));
    if constexpr (sizeof(Real) == 4) return put_u32(std::bit_cast<std::uint32_t>(narrow));
  }

  bool counted(const Type& type, const void* bytes, std::size_t size_bytes, const Path& at) {
    if (type.kind != Kind::fixed_opaque) {
      if (size_bytes > type.bound)
        return fail(at, std::to_string(size_bytes) + " bytes are more than " + std::to_string(type.bound));
      return put_u32(static_cast<std::uint32_t>(size_bytes)) && put_bytes(bytes, size_bytes);
    }
    if (size_bytes != type.bound)
      return fail(at, "expected " + std::to_string(type.bound) + " bytes, not " + std::to_string(size_bytes));
    return put_bytes(bytes, size_bytes);
  }
  bool opaque(const Type& type, const Json& from, const Path& at) {
    std::vector<std::uint8_t> bytes;
    if (!from.is_string() || !unhex(from.get_ref<const std::string&>(), bytes))
      return refuse(at, "bytes as a string of hexadecimal digits", from);
    return counted(type, bytes.data(), bytes.size(), at);
  }
  bool string(const Type& type, const Json& from, const Path& at) {
    if (from.is_object() && from.size() == 1 && from.contains("hex"))
      return opaque(type, from["hex"], {&at, "hex"});
    if (!from.is_string()) return refuse(at, R"(a string, or {"hex": "…"})", from);
    const auto& text = from.get_ref<const std::string&>();
    return counted(type, text.data(), text.size(), at);
  }

  bool array(const Type& type, const Json& from, const Path& at) {
    if (!from.is_array()) return refuse(at, "an array", from);
    if (type.kind == Kind::fixed_array) {
      if (from.size() != type.bound) return refuse_count(at, "an array of ", type.bound, from);
    } else {
      if (from.size() > type.bound) return refuse_count(at, "an array of at most ", type.bound, from);
      put_u32(static_cast<std::uint32_t>(from.size()));
    }
    for (std::size_t i = 0; i < from.size(); ++i)
      if (!value(*type.element, from[i], {&at, {}, i})) return false;
    return true;
  }

  bool optional(const Type& element, const Json& from, const Path& at) {
    bool is_list = element.kind == Kind::named && element.definition->form == Form::list;
    if (from.is_null() || (is_list && from.is_array() && from.empty())) return put_u32(0);
    put_u32(1);
    if (element.kind != Kind::optional) return value(element, from, at);
    if (!from.is_array() || from.size() != 1) return refuse(at, "null or an array of 1", from);
    return value(element, from[0], {&at, {}, 0});
  }

  bool named(const Definition& of, const Json& from, const Path& at) {
    if (of.recursive && ++depth_ > Limits{}.nesting) return fail(at, "nested too deeply");
    bool good = false;
    switch (of.form) {
      case Form::enumeration: good = enumerator(of, from, at); break;
      case Form::structure: good = structure(of.fields, from, at); break;
      case Form::list: good = list(of.fields, from, at); break;
      case Form::united: good = united(of, from, at); break;
    }
    if (of.recursive) --depth_;
    return good;
  }

  [[gnu::noinline]] bool enumerator(const Definition& of, const Json& from, const Path& at) {
    const auto* name = from.get_ptr<const std::string*>();
    for (const Enumerator& one : of.enumerators)
      if (name != nullptr ? *name == one.name : is_integer(from, one.value))
        return put_u32(static_cast<std::uint32_t>(one.value));
    return refuse(at, "one of " + choice(of), from);
  }

  // Optional data may be left out.
  bool field(const Field& of, const Json& from, const Path& at) {
    static const Json absent;
    auto found = from.find(of.name);
    if (found != from.end()) return value(of.type, *found, {&at, of.name});
    if (of.type.kind == Kind::optional) return value(of.type, absent, {&at, of.name});
    return fail({&at, of.name}, "missing");
  }
  // Whatever is no field is most likely one that is spelled wrongly.
  [[gnu::noinline]] bool only_fields(std::span<const Field> all, const Json& from, const Path& at) {
    for (const auto& [key, unused] : from.items()) {
      bool is_known = false;
      for (const Field& one : all) is_known = is_known || one.name == key;
      if (!is_known) return fail(at, "there is no field ", shown(key));
    }
    return true;
  }
  bool structure(std::span<const Field> all, const Json& from, const Path& at) {
    if (!from.is_object()) return refuse(at, "an object", from);
    for (const Field& one : all)
      if (!field(one, from, at)) return false;
    return only_fields(all, from, at);
  }

  bool list(std::span<const Field> all, const Json& from, const Path& at) {
    if (!from.is_array() || from.empty()) return refuse(at, "an array of at least 1", from);
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (!structure(all.first(all.size() - 1), from[i], {&at, {}, i})) return false;
      put_u32(i + 1 < from.size() ? 1 : 0);
    }
    return true;
  }

  bool united(const Definition& of, const Json& from, const Path& at) {
    if (!from.is_object()) return refuse(at, "an object", from);
    std::size_t before = out_.size();
    if (!field(of.fields[0], from, at)) return false;
    const Arm* arm = selected_arm(of, out_.data() + before);
    if (arm == nullptr)
      return refuse({&at, of.fields[0].name}, "a discriminant that has an arm", from[of.fields[0].name]);
    std::array<Field, 2> known{of.fields[0], arm->field};
    if (arm->field.type.kind == Kind::none) return only_fields(std::span(known).first(1), from, at);
    return field(arm->field, from, at) && only_fields(known, from, at);
  }

  std::vector<std::byte> out_;
  std::string fault_;
  std::uint32_t depth_ = 0;
};

Error invalid(std::string detail) { return {Code::invalid_argument, Executed::no, std::move(detail), {}}; }

// "[json.exception.parse_error.101] parse error at line 1, …": without the first part, and fit for a
// terminal. What was read last stands at its end and may be anything.
std::string printable(std::string_view what) {
  constexpr std::string_view end = "] ";
  if (std::size_t at = what.find(end); at != what.npos) what.remove_prefix(at + end.size());
  std::string text = xdr::text(std::string(what), {.string_bytes = 300});
  return text.substr(1, text.rfind('"') - 1);
}

}  // namespace

Result<std::vector<std::byte>> to_xdr(const Type& type, std::string_view text, std::string_view root) {
  try {
    if (text.size() > longest_text_bytes) return invalid(std::string(root) + ": more than 64 MiB of JSON");
    Json from = Json::parse(text);
    Reader reader;
    if (!reader.value(type, from, {nullptr, root})) return invalid(reader.fault());
    return reader.take();
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const Json::exception& error) {
    return invalid(std::string(root) + ": no JSON: " + printable(error.what()));
  }
}

}  // namespace farcall::inline v1::json
