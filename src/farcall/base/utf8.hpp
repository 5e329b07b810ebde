// UTF-8, in text that may be anything: strings of the interface language are bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

struct Utf8 {
  char32_t code_point = 0;
  std::size_t size_bytes = 0;  // 0: the bytes there are no UTF-8
};

// The character that begins at `at`.
// Source: RFC 3629 §4: shortest forms only, no surrogates, nothing above U+10FFFF.
[[nodiscard]] FARCALL_API Utf8 utf8_at(std::string_view text, std::size_t at) noexcept;
[[nodiscard]] FARCALL_API bool is_utf8(std::string_view text) noexcept;

// Whether a terminal shows it as what it is: no control character, nothing that turns the direction of the
// text around it or that cannot be seen.
[[nodiscard]] FARCALL_API bool is_shown(char32_t code_point) noexcept;
// With a question mark for each character that is not, and each byte that is no UTF-8.
[[nodiscard]] FARCALL_API std::string shown(std::string_view text);

}  // namespace farcall::inline v1
