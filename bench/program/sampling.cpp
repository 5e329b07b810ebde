#include "sampling.hpp"

#include <algorithm>
#include <limits>

namespace suite {
namespace {

// One clock read a call: the end of one is the beginning of the next.
void back_to_back(Caller& caller, std::span<std::uint32_t> samples) {
  constexpr std::int64_t longest = std::numeric_limits<std::uint32_t>::max();
  std::int64_t before = nanoseconds(CLOCK_MONOTONIC);
  for (std::uint32_t& sample : samples) {
    call(caller);
    const std::int64_t after = nanoseconds(CLOCK_MONOTONIC);
    sample = static_cast<std::uint32_t>(std::min(after - before, longest));
    before = after;
  }
}

void paced(Caller& caller, std::span<std::uint32_t> samples, std::int64_t period_ns) {
  std::int64_t next = nanoseconds(CLOCK_MONOTONIC);
  for (std::uint32_t& sample : samples) {
    next += period_ns;
    sleep_until(next);
    back_to_back(caller, {&sample, 1});
  }
}

}  // namespace

std::int64_t nanoseconds(clockid_t clock) {
  timespec now{};
  if (clock_gettime(clock, &now) != 0) return 0;
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

void sleep_until(std::int64_t time_ns) {
  const timespec until{time_ns / 1'000'000'000, time_ns % 1'000'000'000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

void call(Caller& caller) {
  if (!caller.call()) die("a call failed");
}

void sample_calls(Caller& caller, std::span<std::uint32_t> samples, std::int64_t period_ns) {
  if (period_ns > 0) {
    paced(caller, samples, period_ns);
  } else {
    back_to_back(caller, samples);
  }
}

}  // namespace suite
