// Clients that lost their server together do not come back together.
#include <farcall/runtime/client/session.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::client {
namespace {

using namespace std::chrono_literals;

// When a client that lost its server at 0 tries for the first time after `back`.
TimePoint first_try(std::uint32_t seed, TimePoint lost, TimePoint back) {
  Reconnection reconnection(seed);
  TimePoint now = reconnection.next(lost);
  while (now < back) now = reconnection.next(now);
  return now;
}

TEST(Reconnection, OfAThousandClientsOneIsThereSoonAndAllWithinHalfASecond) {
  const TimePoint lost{100s};
  for (const Duration away : {Duration(0ms), Duration(50ms), Duration(300ms), Duration(1s), Duration(2s)}) {
    std::vector<Duration> tries;
    for (std::uint32_t client = 0; client < 1000; ++client)
      tries.push_back(first_try(client * 2'654'435'761U, lost, lost + away) - (lost + away));
    std::sort(tries.begin(), tries.end());
    EXPECT_LE(tries.front(), 100ms) << away.count();
    EXPECT_LE(tries.back(), 500ms) << away.count();
    if (away < 1s) continue;
    for (std::size_t i = 250; i < tries.size(); ++i)
      EXPECT_GE(tries[i] - tries[i - 250], 20ms) << "no quarter of them comes at the same time";
  }
}

TEST(Reconnection, BeginsAnewAfterASuccess) {
  const TimePoint now{100s};
  Reconnection reconnection(7);
  EXPECT_EQ(reconnection.next(now), now);
  for (int i = 0; i < 10; ++i) EXPECT_GT(reconnection.next(now), now);
  EXPECT_EQ(reconnection.gives_up_at(), now + 3s);
  reconnection.reached();
  EXPECT_EQ(reconnection.gives_up_at(), never);
  EXPECT_EQ(reconnection.next(now), now);
  EXPECT_LT(reconnection.next(now), now + 11ms);
}

}  // namespace
}  // namespace farcall::client
