// Values as text for logs: `point{x = 3, y = 4}`. For people: shortened where they are long, and never read
// back.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/optional.hpp>
#include <farcall/xdr/borrowed.hpp>

namespace farcall::inline v1::xdr {

// What is longer ends in an ellipsis.
struct TextLimits {
  std::size_t text_bytes = 4096;  // in all
  std::size_t elements = 16;      // of an array or a list
  std::size_t string_bytes = 256;
  std::size_t opaque_bytes = 32;
};

// Writes one value. farcallc generates `print_text(Text&, const T&)` for structs and unions; value() finds
// it. Limit: TextLimits; values inside values to Limits::nesting. Thread: one.
class FARCALL_API Text {
 public:
  explicit Text(const TextLimits& limits = {});

  // A struct or union, then its fields, then close(). Its name is written where it stands alone. False when
  // no more is written: then nothing else belongs to it.
  [[nodiscard]] bool open(std::string_view name) { return open(name, '{'); }
  void close() { close('}'); }
  template <typename T>
  void field(std::string_view name, const T& of) {
    if (name_field(name)) value(of);
  }

  // An array or list: element() before each element is false when no more are to be written.
  [[nodiscard]] bool open_list(std::string_view name) { return open(name, '['); }
  void close_list() { close(']'); }
  // `left`: how many there are with this one, where that is known.
  [[nodiscard]] bool element(std::size_t left = 0);

  void value(bool of) { put(of ? "true" : "false"); }
  void value(float of);
  void value(double of);
  void value(const std::string& of) { string(of); }
  void value(const std::vector<std::uint8_t>& of) { opaque(of); }
  void value(const Borrowed& of) { opaque(of.bytes()); }
  template <std::size_t N>
  void value(const std::array<std::uint8_t, N>& of) {
    opaque(of);
  }
  template <typename T>
  void value(const std::vector<T>& of) {
    elements(of);
  }
  template <typename T, std::size_t N>
  void value(const std::array<T, N>& of) {
    elements(of);
  }
  template <typename T>
  void value(const Optional<T>& of) {
    of ? value(*of) : put("null");
  }
  // Numbers, enums and what farcallc generates.
  template <typename T>
  void value(const T& of) {
    if constexpr (std::signed_integral<T>) {
      integer(of);
    } else if constexpr (std::unsigned_integral<T>) {
      natural(of);
    } else if constexpr (std::is_enum_v<T>) {
      enumerator(to_string(of), static_cast<std::int32_t>(of));
    } else {
      print_text(*this, of);
    }
  }

  // What was written, taken away.
  [[nodiscard]] std::string take();

 private:
  bool open(std::string_view name, char bracket);
  void close(char bracket);
  bool name_field(std::string_view name);
  void integer(std::int64_t of);
  void natural(std::uint64_t of);
  void string(std::string_view of);
  void opaque(std::span<const std::uint8_t> of);
  void enumerator(std::string_view name, std::int32_t number);  // the number where there is no name
  void put(std::string_view piece);
  template <typename Range>
  void elements(const Range& of) {
    if (!open_list("")) return;
    for (std::size_t i = 0; i < of.size() && element(of.size() - i); ++i) value(of[i]);
    close_list();
  }

  TextLimits limits_;
  std::string text_;
  std::array<std::size_t, Limits{}.nesting> counts_{};  // of what is open: the parts written so far
  std::size_t depth_ = 0;
  bool full_ = false;
};

// Of any type of an interface, aliases of standard types, too.
template <typename T>
[[nodiscard]] std::string text(const T& value, const TextLimits& limits = {}) {
  Text out(limits);
  out.value(value);
  return out.take();
}

}  // namespace farcall::inline v1::xdr
