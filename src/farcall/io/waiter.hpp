// Who waits, how: the one place where a thread of farcall goes to sleep.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>

namespace farcall::inline v1::io {

// How a receive or a send ended.
struct Transfer {
  enum class State : std::uint8_t {
    moved,      // `size_bytes` went through
    not_ready,  // nothing did by the time that was given
    closed,     // the peer has ended the stream
    failed,     // `error` is an errno
  };
  State state = State::not_ready;
  int error = 0;
  std::size_t size_bytes = 0;
};

// A time that has passed: do not wait.
inline constexpr TimePoint at_once = TimePoint::min();

// Waiting, for threads. The real one sleeps in the kernel; a simulated one runs somebody else meanwhile.
// Thread: any.
class FARCALL_API Waiter {
 public:
  virtual ~Waiter();

  // Sleeps while `word` holds `expected`, at most until `until`. May return early.
  virtual void wait(std::atomic<std::uint32_t>& word, std::uint32_t expected, TimePoint until) noexcept = 0;
  // The same where nobody wakes: for what happens elsewhere, and is looked at again.
  void pause(TimePoint until) noexcept;
  // Wakes up to `count` of those who wait on `word`.
  virtual void wake(std::atomic<std::uint32_t>& word, std::uint32_t count) noexcept = 0;
};

// Sleeps in futex(2).
[[nodiscard]] FARCALL_API Waiter& system_waiter() noexcept;

// How long a blocking receive of one socket may sleep. A poll before each receive would cost a system call a
// call; SO_RCVTIMEO does not, as long as it need not change. So it is kept at a power of two of milliseconds
// that the usual wait is longer than, and only the last few milliseconds before a deadline are polled for.
class FARCALL_API ReceiveTimeout {
 public:
  // Receives on a blocking socket, waiting until `until` at most. `flags`: of recv(2).
  // Thread: one at a time for each socket.
  Transfer receive(int descriptor, std::span<std::byte> room, TimePoint until, int flags = 0) noexcept;

 private:
  Transfer receive_polling(int descriptor, std::span<std::byte> room, Duration wait, int flags) noexcept;
  void set(int descriptor, Duration timeout) noexcept;

  Duration current_ = Duration::max();  // as the socket has it; max: it was never set
};

// Waits for readiness (poll(2) events) until `until`; the events that are there, 0 when it is too late.
[[nodiscard]] FARCALL_API short wait_ready(int descriptor, short events, TimePoint until) noexcept;

}  // namespace farcall::inline v1::io
