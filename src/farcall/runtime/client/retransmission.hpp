// When a datagram is sent again that nobody answered.
#pragma once

#include <chrono>
#include <cstdint>

#include <farcall/base/clock.hpp>

namespace farcall::inline v1::client {

// Exponential back-off with jitter: 0.5 s, 1 s, 2 s … up to 8 s, each up to a quarter longer, so that clients
// which lost their server together do not all come back together.
// Source: RFC 5531 §5 leaves the policy to us; the doubling is that of RFC 6298 §5.5.
class Retransmission {
 public:
  explicit Retransmission(TimePoint sent, std::uint32_t seed) noexcept : random_(seed | 1) { schedule(sent); }

  [[nodiscard]] TimePoint next() const noexcept { return next_; }
  void sent_again(TimePoint now) noexcept {
    wait_ = wait_ * 2 < longest ? wait_ * 2 : longest;
    schedule(now);
  }

 private:
  static constexpr Duration first = std::chrono::milliseconds(500);
  static constexpr Duration longest = std::chrono::seconds(8);

  void schedule(TimePoint now) noexcept {
    random_ ^= random_ << 13, random_ ^= random_ >> 17, random_ ^= random_ << 5;  // Marsaglia's xorshift
    next_ = now + wait_ + wait_ / 4 * (random_ % 256) / 256;
  }

  Duration wait_ = first;
  TimePoint next_{};
  std::uint32_t random_;
};

}  // namespace farcall::inline v1::client
