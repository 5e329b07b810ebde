// What one thread does for all: the others wait until it has done it, or failed.
#pragma once

#include <atomic>
#include <cstdint>

#include <farcall/base/clock.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::inline v1::client {

// Thread: any.
class Turn {
 public:
  // Whether it is this thread's: then an End is due.
  [[nodiscard]] bool begin() noexcept { return busy_.exchange(1) == 0; }
  // Until whose turn it is has ended it. False when it is too late.
  [[nodiscard]] bool wait(io::Waiter& waiter, Clock& clock, TimePoint until) noexcept {
    if (until != never && clock.now() >= until) return false;
    waiter.wait(busy_, 1, until);
    return true;
  }
  struct End {
    Turn& turn;
    io::Waiter& waiter;
    ~End() {
      turn.busy_.store(0);
      waiter.wake(turn.busy_, UINT32_MAX);
    }
  };

 private:
  std::atomic<std::uint32_t> busy_{0};
};

}  // namespace farcall::inline v1::client
