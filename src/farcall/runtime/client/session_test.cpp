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

// Looks when it is due, so many times. When it was found to last; 0: not at all.
int look_until_it_lasts(Silence& silence, int looks, const Signs& signs) {
  for (int i = 1; i <= looks; ++i)
    if (silence.lasts(silence.next(), signs)) return i;
  return 0;
}

TEST(Silence, LastsAfterThreeLooks) {
  Silence silence(TimePoint(100s), 7);
  EXPECT_EQ(silence.next(), TimePoint(101s));
  EXPECT_EQ(look_until_it_lasts(silence, 9, {7}), 3);
  EXPECT_FALSE(silence.lasts(silence.next(), {8})) << "it says something";
}

TEST(Silence, IsNoneWhileAMessageThatWaitsIsTaken) {
  Silence silence(TimePoint(100s), 0);
  std::uint64_t untaken_bytes = 1'000'000;
  for (int i = 0; i < 20; ++i, untaken_bytes -= 1024)
    EXPECT_FALSE(silence.lasts(silence.next(), {0, 1'000'000, untaken_bytes})) << i;
  for (std::uint64_t sent_bytes = 1'001'024; sent_bytes < 1'020'000; sent_bytes += 1024)
    EXPECT_FALSE(silence.lasts(silence.next(), {0, sent_bytes, untaken_bytes}))
        << "there is always more of it";
  EXPECT_EQ(look_until_it_lasts(silence, 9, {0, 1'020'000, untaken_bytes}), 2)
      << "after a look that found life";
}

// Over TCP, of a process that was stopped.
TEST(Silence, IsNotBrokenByAKernelThatTakesShortMessages) {
  Silence silence(TimePoint(100s), 0);
  EXPECT_FALSE(silence.lasts(silence.next(), {0, 0, 0}));
  EXPECT_FALSE(silence.lasts(silence.next(), {0, 5'000, 150})) << "the last one is on its way";
  EXPECT_TRUE(silence.lasts(silence.next(), {0, 10'000, 0}));
}

TEST(Silence, BeginsAnewWithALookThatComesTooLate) {
  Silence silence(TimePoint(100s), 0);
  EXPECT_FALSE(silence.lasts(silence.next(), {}));
  EXPECT_FALSE(silence.lasts(silence.next(), {}));
  EXPECT_FALSE(silence.lasts(silence.next() + 1s, {}));
  EXPECT_EQ(look_until_it_lasts(silence, 9, {}), 3);
}

}  // namespace
}  // namespace farcall::client
