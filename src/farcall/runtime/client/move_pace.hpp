// When a binding tries to move to shared memory.
#pragma once

#include <atomic>
#include <cstdint>

namespace farcall::inline v1::client {

// Who calls once or twice stays where it is: to move takes as long as some ten calls. Before the 32nd call it
// is tried, and again after 64 when that was not possible, after 128, and so on. Thread: any.
class MovePace {
 public:
  static constexpr std::uint32_t calls_before_move = 32;

  // The call before which it is tried first: at least 1.
  explicit MovePace(std::uint32_t first) noexcept : first_(first) {}

  // Whether the call that begins is the one; one of them is, and says then how it went.
  [[nodiscard]] bool is_time() noexcept {
    return calls_.fetch_add(1, std::memory_order_relaxed) + 1 == after_.load(std::memory_order_relaxed);
  }
  void tried(bool has_moved) noexcept {
    const std::uint32_t after = after_.load(std::memory_order_relaxed);
    const std::uint32_t longer = after > UINT32_MAX / 2 ? after : after * 2;
    after_.store(has_moved ? first_ : longer, std::memory_order_relaxed);
    calls_.store(0, std::memory_order_relaxed);
  }

 private:
  const std::uint32_t first_;
  std::atomic<std::uint32_t> calls_{0};  // by the socket, since the last try
  std::atomic<std::uint32_t> after_{first_};
};

}  // namespace farcall::inline v1::client
