// Waits for many sockets at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>

namespace farcall::inline v1::io {

// Level-triggered: what a thread leaves undone is reported again to the next one.
// Thread: one waits at a time; watch(), forget() and wake() from any.
class FARCALL_API Poller {
 public:
  struct Event {
    std::uint64_t key = 0;
    bool readable = false;  // or ended, or failed: a receive will tell
    bool writable = false;
  };
  static constexpr std::size_t most_events = 64;
  // Events of wake().
  static constexpr std::uint64_t wake_key = 0;

  virtual ~Poller();

  // From now on events of `descriptor` carry `key` (not 0). Watching it again changes what is waited for.
  // Where that is not only to write, it is readable when the other end has closed.
  [[nodiscard]] virtual Result<void> watch(int descriptor, std::uint64_t key, bool read, bool write) = 0;
  virtual void forget(int descriptor) noexcept = 0;
  // Sleeps until there is an event, or `until`.
  [[nodiscard]] virtual std::span<const Event> wait(TimePoint until) noexcept = 0;
  // Makes a wait() return, now or the next time. Safe in a signal handler.
  virtual void wake() noexcept = 0;
  // Readable while a wait() would return at once.
  [[nodiscard]] virtual int descriptor() const noexcept = 0;
};

// By epoll(7).
[[nodiscard]] FARCALL_API Result<std::unique_ptr<Poller>> make_poller();

}  // namespace farcall::inline v1::io
