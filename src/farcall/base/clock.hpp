// Time enters farcall here, so that tests and the simulator can bring their own. (The date, by which sessions
// and durable calls are ordered over restarts, is read where that is done.)
#pragma once

#include <chrono>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

inline constexpr TimePoint never = TimePoint::max();

// Thread: any.
class FARCALL_API Clock {
 public:
  virtual ~Clock();
  [[nodiscard]] virtual TimePoint now() noexcept = 0;
};

// The monotonic clock of the system.
[[nodiscard]] FARCALL_API Clock& steady_clock() noexcept;

// How long it is until then; zero when it is past.
[[nodiscard]] constexpr Duration time_left(TimePoint until, TimePoint now) noexcept {
  return until <= now ? Duration::zero() : until - now;
}

// `start + wait`, and `never` where that is beyond what a TimePoint can hold.
[[nodiscard]] constexpr TimePoint after(TimePoint start, Duration wait) noexcept {
  return wait >= never - start ? never : start + wait;
}

}  // namespace farcall::inline v1
