// Which larger piece of work a call belongs to, as tracing systems name it.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace farcall::inline v1 {

// All zero: of none. farcall carries it along and does not look at it.
// Source: W3C Trace Context: trace-id and parent-id.
struct Trace {
  std::array<std::byte, 16> id{};
  std::uint64_t span = 0;
  // By words: a default one compares the bytes of `id` one by one, and each call is asked for its trace.
  friend constexpr bool operator==(const Trace& a, const Trace& b) noexcept {
    using Words = std::array<std::uint64_t, 3>;
    return std::bit_cast<Words>(a) == std::bit_cast<Words>(b);
  }
};

}  // namespace farcall::inline v1
