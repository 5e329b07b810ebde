// Numbers as the language has them: from the least `hyper` to the greatest `unsigned hyper`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <compiler/ast.hpp>

namespace farcallc {

__extension__ typedef __int128 Integer;

inline constexpr Integer least_integer = -(Integer{1} << 63);
inline constexpr Integer greatest_integer = (Integer{1} << 64) - 1;

[[nodiscard]] std::string to_string(Integer value);

// The value of a number as written, or what is wrong with it.
struct NumberReading {
  Integer value = 0;
  const char* fault = nullptr;
};
[[nodiscard]] NumberReading read_number(std::string_view text);
[[nodiscard]] NumberReading read_character(std::string_view text);
// What is wrong with the escapes of a string as written, or null.
[[nodiscard]] const char* text_fault(std::string_view text);

// `a op b`; the fault says what cannot be computed.
[[nodiscard]] NumberReading compute(std::string_view op, Integer a, Integer b);
[[nodiscard]] NumberReading compute(std::string_view op, Integer a);

// How tightly a binary operator binds, or 0 for what is none. Comparisons only exist in #if.
[[nodiscard]] int precedence(std::string_view op, bool in_condition);

}  // namespace farcallc
