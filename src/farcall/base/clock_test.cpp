// Times that are added must never wrap around into the past.
#include <farcall/base/clock.hpp>

#include <chrono>

#include <gtest/gtest.h>

namespace farcall {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint start{1'000s};

TEST(After, AddsTheWait) {
  EXPECT_EQ(after(start, 0ns), start);
  EXPECT_EQ(after(start, 5s), TimePoint{1'005s});
  EXPECT_EQ(after(start, -5s), TimePoint{995s}) << "a deadline may be in the past";
}

TEST(After, IsNeverWhereItWouldOverflow) {
  EXPECT_EQ(after(start, Duration::max()), never);
  EXPECT_EQ(after(start, never - start), never);
  EXPECT_EQ(after(start, never - start - 1ns), never - 1ns);
  EXPECT_EQ(after(never, 0ns), never);
  EXPECT_EQ(after(never, 1s), never);
  EXPECT_EQ(after(TimePoint{}, Duration::max()), never);
}

TEST(After, IsUsableAtCompileTime) { static_assert(after(TimePoint{1s}, 1s) == TimePoint{2s}); }

TEST(SteadyClock, IsTheMonotonicClock) {
  const auto before = std::chrono::steady_clock::now();
  const TimePoint now = steady_clock().now();
  const auto later = std::chrono::steady_clock::now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, later);
  EXPECT_EQ(&steady_clock(), &steady_clock());
}

}  // namespace
}  // namespace farcall
