// How long to wait before something is tried again, and longer each time.
#pragma once

#include <cstdint>

#include <farcall/base/clock.hpp>

namespace farcall::inline v1::client {

// Doubling, up to a longest, each somewhat longer by chance, so that clients which lost their server together
// do not all come back together. Source: the doubling is that of RFC 6298 §5.5.
class Backoff {
 public:
  // Each may be longer by up to `jitter` percent.
  Backoff(Duration first, Duration longest, int jitter, std::uint32_t seed) noexcept
      : first_(first), longest_(longest), jitter_(jitter), wait_(first), random_(seed | 1) {}

  // What was tried has succeeded: from the first wait again.
  void restart() noexcept { wait_ = first_; }
  [[nodiscard]] Duration next() noexcept {
    random_ ^= random_ << 13, random_ ^= random_ >> 17, random_ ^= random_ << 5;  // Marsaglia's xorshift
    Duration wait = wait_ + wait_ * jitter_ / 100 * (random_ % 256) / 256;
    wait_ = wait_ * 2 < longest_ ? wait_ * 2 : longest_;
    return wait;
  }

 private:
  Duration first_;
  Duration longest_;
  int jitter_;
  Duration wait_;
  std::uint32_t random_;
};

}  // namespace farcall::inline v1::client
