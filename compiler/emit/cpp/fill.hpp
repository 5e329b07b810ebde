// Templates of generated text: raw strings with named holes.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace farcallc::cpp {

struct Hole {
  std::string_view name;
  std::string value;
};

// Replaces each `@name@` in `text`, whose first line may be empty. A hole that stands alone on its line takes
// the indentation of that line for all lines of its value, and with an empty value the line goes. (fmt has
// named arguments, but braces for them, and C++ is full of braces.)
[[nodiscard]] std::string fill(std::string_view text, std::initializer_list<Hole> holes);

}  // namespace farcallc::cpp
