#include <farcall/io/waiter.hpp>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <ctime>
#include <new>

#include <linux/futex.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace farcall::inline v1::io {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration longest_timeout = milliseconds(1 << 14);
constexpr Duration shortest_timeout = milliseconds(8);

timespec to_timespec(Duration span) noexcept {
  auto whole = duration_cast<seconds>(span);
  return {whole.count(), (span - whole).count()};
}

// The largest power of two of milliseconds that is not above `wait`.
Duration step_below(Duration wait) noexcept {
  Duration step = shortest_timeout;
  while (2 * step <= wait && step < longest_timeout) step *= 2;
  return step;
}

Transfer outcome(ssize_t moved) noexcept {
  if (moved > 0) return {Transfer::State::moved, 0, static_cast<std::size_t>(moved)};
  if (moved == 0) return {Transfer::State::closed, 0, 0};
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {};
  return {Transfer::State::failed, errno, 0};
}

class SystemWaiter final : public Waiter {
 public:
  void wait(std::atomic<std::uint32_t>& word, std::uint32_t expected, TimePoint until) noexcept override {
    // FUTEX_WAIT_BITSET takes an absolute time of CLOCK_MONOTONIC, which is what steady_clock counts.
    timespec absolute = to_timespec(until.time_since_epoch());
    ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, expected, until == never ? nullptr : &absolute,
              nullptr, FUTEX_BITSET_MATCH_ANY);
  }
  void wake(std::atomic<std::uint32_t>& word, std::uint32_t count) noexcept override {
    ::syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, std::min<std::uint32_t>(count, INT_MAX), nullptr, nullptr,
              0);
  }
};

}  // namespace

Waiter::~Waiter() = default;

void Waiter::pause(TimePoint until) noexcept {
  std::atomic<std::uint32_t> nobody{0};
  wait(nobody, 0, until);
}

Waiter& system_waiter() noexcept {
  // Never destroyed, as threads may wait while the process exits, and not allocated, as that may fail.
  alignas(SystemWaiter) static std::byte place[sizeof(SystemWaiter)];
  static Waiter& waiter = *::new (place) SystemWaiter;
  return waiter;
}

Transfer ReceiveTimeout::receive(int descriptor, std::span<std::byte> room, TimePoint until,
                                 int flags) noexcept {
  if (until == at_once) return outcome(::recv(descriptor, room.data(), room.size(), flags | MSG_DONTWAIT));
  for (;;) {
    Duration wait = until == never ? longest_timeout : time_left(until, steady_clock().now());
    if (wait < shortest_timeout) return receive_polling(descriptor, room, wait, flags);
    // A timeout that is too long would miss the deadline, one that is far too short wakes us for nothing.
    if (current_ > wait || (current_ < longest_timeout && 64 * current_ < wait))
      set(descriptor, step_below(wait));
    if (current_ > wait) return receive_polling(descriptor, room, wait, flags);  // it could not be set
    Transfer transfer = outcome(::recv(descriptor, room.data(), room.size(), flags));
    if (transfer.state != Transfer::State::not_ready) return transfer;
  }
}

Transfer ReceiveTimeout::receive_polling(int descriptor, std::span<std::byte> room, Duration wait,
                                         int flags) noexcept {
  if (wait > Duration::zero()) {
    pollfd ready{descriptor, POLLIN, 0};
    timespec relative = to_timespec(wait);
    ::ppoll(&ready, 1, &relative, nullptr);
  }
  return outcome(::recv(descriptor, room.data(), room.size(), flags | MSG_DONTWAIT));
}

void ReceiveTimeout::set(int descriptor, Duration timeout) noexcept {
  auto whole = duration_cast<seconds>(timeout);
  timeval value{whole.count(), duration_cast<microseconds>(timeout - whole).count()};
  if (::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &value, sizeof value) == 0) current_ = timeout;
}

short wait_ready(int descriptor, short events, TimePoint until) noexcept {
  for (;;) {
    Duration wait = until == never ? longest_timeout : time_left(until, steady_clock().now());
    pollfd ready{descriptor, events, 0};
    timespec relative = to_timespec(wait);
    int count = ::ppoll(&ready, 1, &relative, nullptr);
    if (count > 0) return ready.revents;
    if (count < 0 && errno != EINTR) return POLLERR;
    if (until != never && wait <= Duration::zero()) return 0;
  }
}

}  // namespace farcall::inline v1::io
