// When calls are refused: after many were late, all but those that would wait for a moment only, and until
// that is over.
#include <farcall/runtime/server/overload.hpp>

#include <gtest/gtest.h>

namespace farcall::server {
namespace {

using namespace std::chrono_literals;

class OverloadTest : public testing::Test {
 protected:
  bool refuses(bool is_late, Duration waited = 0ms) { return overload.refuses(is_late, waited, now); }
  void overwhelm() {
    for (int i = 0; i < 17; ++i) (void)refuses(true, 50ms);
    ASSERT_TRUE(overload.is_on());
  }
  // A server that gets far more than it can do: when doubt has ended it, the queue grows until that is seen.
  Duration until_doubted() {
    const TimePoint begun = now;
    for (; overload.is_on(); now += 10ms) (void)refuses(false, 10ms);
    return now - begun;
  }

  TimePoint now{1000s};
  Overload overload;
};

TEST_F(OverloadTest, AFewWhoAreLateAreServed) {
  overload.begin_turn(now);
  for (int i = 0; i < 100; ++i)
    for (int k = 0; k < 16; ++k) ASSERT_FALSE(refuses(i % 2 == 0 && k > 0, 50ms));
  EXPECT_FALSE(overload.is_on());
}

TEST_F(OverloadTest, WhenAllAreLateATurnServesForAMomentOnly) {
  overload.begin_turn(now);
  overwhelm();
  EXPECT_TRUE(refuses(true, 50ms));
  overload.begin_turn(now += 10ms);
  EXPECT_TRUE(refuses(true, 50ms)) << "it has waited for too long before";
  EXPECT_FALSE(refuses(false));
  now += 900us;
  EXPECT_FALSE(refuses(false));
  now += 100us;
  EXPECT_TRUE(refuses(false));
  overload.begin_turn(now);
  EXPECT_FALSE(refuses(false));
}

TEST_F(OverloadTest, OfDatagramsEachMayHaveWaitedForAMoment) {
  overwhelm();
  EXPECT_FALSE(refuses(false, 900us));
  EXPECT_TRUE(refuses(false, 1000us));
}

TEST_F(OverloadTest, ItIsOverWhenNobodyIsLeftAndNobodyWasRefused) {
  overload.begin_turn(now);
  overwhelm();
  overload.found_nothing();
  EXPECT_TRUE(overload.is_on()) << "somebody was refused";
  overload.begin_turn(now += 10ms);
  EXPECT_FALSE(refuses(false));
  overload.found_nothing();
  EXPECT_FALSE(overload.is_on());
  now += 1h;
  EXPECT_FALSE(refuses(true, 50ms)) << "one is not late because others were";
}

// A few callers who ask again as soon as they are refused would be refused for ever after a hiccup.
TEST_F(OverloadTest, ItIsDoubtedAndTheLessTheOftenerThatWasWrong) {
  overload.begin_turn(now);
  overwhelm();
  EXPECT_EQ(until_doubted(), 510ms);
  now += 60ms;
  overwhelm();
  EXPECT_EQ(until_doubted(), 2010ms);
  now += 60ms;
  overwhelm();
  EXPECT_EQ(until_doubted(), 8010ms);
  now += 10s;  // it was right
  overwhelm();
  EXPECT_EQ(until_doubted(), 510ms);
}

}  // namespace
}  // namespace farcall::server
