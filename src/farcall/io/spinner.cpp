#include <farcall/io/spinner.hpp>

#include <algorithm>

#include <sched.h>
#include <unistd.h>

namespace farcall::inline v1::io {

Spinner::Processors Spinner::usable() noexcept {
  cpu_set_t set;
  CPU_ZERO(&set);
  // It fails where there are more processors than the set has room for.
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return Processors::several;
  return CPU_COUNT(&set) > 1 ? Processors::several : Processors::one;
}

Duration Spinner::longest_idle_yield() noexcept {
  static const Duration longest = [] {
    Duration least = std::chrono::milliseconds(1);
    for (int i = 0; i < 8; ++i) {
      const TimePoint before = steady_clock().now();
      (void)::getppid();
      least = std::min(least, steady_clock().now() - before);
    }
    return std::max<Duration>(std::chrono::microseconds(1), 3 * least);
  }();
  return longest;
}

void Spinner::yield() noexcept { ::sched_yield(); }

}  // namespace farcall::inline v1::io
