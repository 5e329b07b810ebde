#include "sampling.hpp"

#include <algorithm>
#include <limits>

namespace suite {
namespace {

// One clock read a call: the end of one is the beginning of the next.
void back_to_back(Caller& caller, std::span<std::uint32_t> samples) {
  std::int64_t before = nanoseconds(CLOCK_MONOTONIC);
  for (std::uint32_t& sample : samples) {
    call(caller);
    const std::int64_t after = nanoseconds(CLOCK_MONOTONIC);
    sample = sample_of(after - before);
    before = after;
  }
}

void paced(Caller& caller, std::span<std::uint32_t> samples, Pace& pace) {
  for (std::uint32_t& sample : samples) {
    std::int64_t begins_ns = pace.due_ns;
    if (nanoseconds(CLOCK_MONOTONIC) < pace.due_ns) {
      sleep_until(pace.due_ns);
      begins_ns = nanoseconds(CLOCK_MONOTONIC);  // the timer's own lateness is nobody's here
    }
    call(caller);
    sample = sample_of(nanoseconds(CLOCK_MONOTONIC) - begins_ns);
    pace.due_ns += pace.period_ns;
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

std::uint32_t sample_of(std::int64_t time_ns) {
  constexpr std::int64_t longest = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::min(time_ns, longest));
}

void sample_calls(Caller& caller, std::span<std::uint32_t> samples, Pace& pace) {
  if (pace.period_ns > 0) {
    paced(caller, samples, pace);
  } else {
    back_to_back(caller, samples);
  }
}

}  // namespace suite
