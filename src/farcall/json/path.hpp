// Where in a value an error is: `point.corners[3].x`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace farcall::inline v1::json {

// A step from the value around it; the steps stand on the stack of those who take them.
struct Path {
  const Path* up = nullptr;
  std::string_view name{};
  std::size_t index = 0;  // where there is no name

  [[nodiscard]] std::string text() const {
    std::string before = up == nullptr ? "" : up->text();
    if (name.empty()) return before.append("[").append(std::to_string(index)).append("]");
    return before.append(up == nullptr ? "" : ".").append(name);
  }
};

}  // namespace farcall::inline v1::json
