// Which larger piece of work a call belongs to, as tracing systems name it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace farcall::inline v1 {

// All zero: of none. farcall carries it along and does not look at it.
// Source: W3C Trace Context: trace-id and parent-id.
struct Trace {
  std::array<std::byte, 16> id{};
  std::uint64_t span = 0;
  friend bool operator==(const Trace&, const Trace&) = default;
};

}  // namespace farcall::inline v1
