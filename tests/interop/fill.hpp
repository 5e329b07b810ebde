// The value of interop.x that a seed stands for; fill.c makes the same one with rpcgen's types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "interop.x.hpp"

namespace interop {

[[nodiscard]] everything value_of(std::uint64_t seed);

[[nodiscard]] std::vector<std::byte> encoded(const everything& value);

// As it is coded: NaNs are equal to themselves.
[[nodiscard]] inline bool is_same(const everything& a, const everything& b) {
  return encoded(a) == encoded(b);
}

}  // namespace interop
