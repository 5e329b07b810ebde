#include <farcall/lrpc/futex.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace farcall::inline v1::lrpc {
namespace {

timespec to_timespec(TimePoint until) noexcept {
  auto whole = std::chrono::duration_cast<std::chrono::seconds>(until.time_since_epoch());
  return {whole.count(), (until.time_since_epoch() - whole).count()};
}

}  // namespace

void futex_wait(const Word& word, std::uint32_t expected, TimePoint until) noexcept {
  const timespec absolute = to_timespec(until);
  ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, expected, until == never ? nullptr : &absolute, nullptr,
            FUTEX_BITSET_MATCH_ANY);
}

void futex_wake(const Word& word) noexcept { ::syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX); }

void futex_wait_any(std::span<const Awaited> awaited, TimePoint until) noexcept {
  if (awaited.size() == 1) return futex_wait(*awaited[0].word, awaited[0].expected, until);
  std::array<futex_waitv, most_awaited> words{};
  for (std::size_t i = 0; i < awaited.size(); ++i) {
    words[i].val = awaited[i].expected;
    words[i].uaddr = reinterpret_cast<std::uintptr_t>(awaited[i].word);
    words[i].flags = FUTEX_32;
  }
  const timespec absolute = to_timespec(until);
  const long slept = ::syscall(SYS_futex_waitv, words.data(), awaited.size(), 0,
                               until == never ? nullptr : &absolute, CLOCK_MONOTONIC);
  if (slept >= 0 || (errno != ENOSYS && errno != EPERM)) return;
  const TimePoint soon = after(steady_clock().now(), std::chrono::milliseconds(1));
  futex_wait(*awaited[0].word, awaited[0].expected, std::min(until, soon));
}

}  // namespace farcall::inline v1::lrpc
