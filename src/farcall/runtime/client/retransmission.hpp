// When a datagram is sent again that nobody answered.
#pragma once

#include <chrono>
#include <cstdint>

#include <farcall/base/clock.hpp>
#include <farcall/runtime/client/backoff.hpp>

namespace farcall::inline v1::client {

// After 0.5 s, 1 s, 2 s … up to 8 s, with jitter.
// Source: RFC 5531 §5 leaves the policy to us.
class Retransmission {
 public:
  explicit Retransmission(TimePoint sent, std::uint32_t seed) noexcept
      : backoff_(std::chrono::milliseconds(500), std::chrono::seconds(8), 25, seed) {
    sent_again(sent);
  }

  [[nodiscard]] TimePoint next() const noexcept { return next_; }
  void sent_again(TimePoint now) noexcept { next_ = now + backoff_.next(); }

 private:
  Backoff backoff_;
  TimePoint next_{};
};

}  // namespace farcall::inline v1::client
