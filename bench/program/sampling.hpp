// Calls one after the other, and how long each took.
#pragma once

#include <time.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "peer.hpp"

namespace suite {

// What the harness asks for: a batch.
struct Order {
  char work[64] = "";
  std::size_t warm_up = 0;
  std::size_t calls = 0;       // at most, of each thread
  std::int64_t period_ns = 0;  // 0: back to back
  int together = 0;            // unpinned: begin on one cpu
  std::int64_t budget_ns = 0;  // end when this is spent
};

struct Batch {
  std::vector<std::uint32_t> samples;  // latencies, ns
  std::int64_t wall_ns = 0;            // that all of them took
  double together = 0;                 // the share of the time in which client and server shared a cpu
};

std::int64_t nanoseconds(clockid_t clock);
void sleep_until(std::int64_t time_ns);  // of CLOCK_MONOTONIC

// One call; ends the program when it fails.
void call(Caller& caller);

// A time as a sample has it: of more than four seconds the longest that there is.
std::uint32_t sample_of(std::int64_t time_ns);

// When the next call is due, and how long after that the next but one.
struct Pace {
  std::int64_t due_ns = 0;
  std::int64_t period_ns = 0;  // 0: back to back
};

// A call for each of `samples`, back to back or one per period. A call's time counts from when it begins; if
// that is too late, because those before it took so long, from when it was due: who is kept waiting would
// otherwise not show in the calls that come after.
void sample_calls(Caller& caller, std::span<std::uint32_t> samples, Pace& pace);

}  // namespace suite
