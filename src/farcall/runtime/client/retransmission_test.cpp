// When a datagram is sent again: doubling waits, a cap, and jitter that differs from call to call.
#include <farcall/runtime/client/retransmission.hpp>

#include <cstdint>
#include <set>

#include <gtest/gtest.h>

namespace farcall::client {
namespace {

using namespace std::chrono_literals;

TEST(Retransmission, DoublesUpToEightSecondsEachAtMostAQuarterLonger) {
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    TimePoint now{100s};
    Retransmission retransmission(now, seed * 2'654'435'761U);
    Duration base = 500ms;
    for (int i = 0; i < 8; ++i) {
      const Duration wait = retransmission.next() - now;
      ASSERT_GE(wait, base) << seed;
      ASSERT_LT(wait, base + base / 4) << seed;
      now = retransmission.next();
      retransmission.sent_again(now);
      base = base * 2 < Duration(8s) ? base * 2 : Duration(8s);
    }
  }
}

// Clients that lost their server together have xids that differ in little.
TEST(Retransmission, NeighbouringSeedsSpread) {
  std::set<Duration> firsts;
  std::set<Duration> seconds;
  for (std::uint32_t seed = 1000; seed < 1200; seed += 2) {
    Retransmission retransmission(TimePoint{}, seed);
    firsts.insert(retransmission.next().time_since_epoch());
    retransmission.sent_again(TimePoint{});
    seconds.insert(retransmission.next().time_since_epoch());
  }
  EXPECT_GT(firsts.size(), 50U);
  EXPECT_GT(seconds.size(), 50U);
}

TEST(Retransmission, CountsFromWhenItWasSentAgain) {
  Retransmission retransmission(TimePoint{}, 1);
  retransmission.sent_again(TimePoint{100s});
  EXPECT_GE(retransmission.next(), TimePoint{101s});
  EXPECT_LT(retransmission.next(), TimePoint{101'250ms});
}

}  // namespace
}  // namespace farcall::client
