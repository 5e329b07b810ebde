#include <farcall/io/spinner.hpp>

#include <gtest/gtest.h>

namespace farcall::io {
namespace {

using std::chrono::microseconds;
using std::chrono::nanoseconds;
using Processors = Spinner::Processors;

// Each question takes its time: a yield seems to take as long.
class TickingClock final : public Clock {
 public:
  TimePoint now() noexcept override { return time += tick; }
  TimePoint time = TimePoint(std::chrono::hours(1));
  Duration tick = nanoseconds(100);
};

class SpinnerTest : public testing::Test {
 protected:
  // A wait whose `look`th look finds something. How often it looked.
  int wait(Spinner& spinner, int look) {
    int looks = 0;
    found_ = spinner.find([&] { return ++looks == look; });
    return looks;
  }
  // How many waits in a row go to sleep at once.
  int rests(Spinner& spinner) {
    int count = 0;
    while (wait(spinner, 1) == 0) ++count;
    return count;
  }
  // Whether a wait whose first look finds something asks for the time once more before it, because of a
  // yield.
  bool gives_way_first(Spinner& spinner) {
    const TimePoint before = clock_.time;
    TimePoint looked;
    EXPECT_TRUE(spinner.find([&] {
      looked = clock_.time;
      return true;
    }));
    return looked - before > clock_.tick;
  }
  static constexpr int nothing = -1;
  TickingClock clock_;
  bool found_ = false;
};

TEST_F(SpinnerTest, LooksForItsBudgetAtMost) {
  Spinner spinner(microseconds(50), clock_, Processors::several);
  EXPECT_EQ(wait(spinner, 1), 0) << "nobody knows how often it waits";
  EXPECT_EQ(wait(spinner, 3), 3);
  EXPECT_TRUE(found_);
  TimePoint before = clock_.time;
  EXPECT_GT(wait(spinner, nothing), 100);
  EXPECT_FALSE(found_);
  EXPECT_LE(clock_.time - before, microseconds(51));
}

TEST_F(SpinnerTest, ZeroIsNever) {
  Spinner spinner(Duration::zero(), clock_, Processors::several);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(wait(spinner, 1), 0);
}

TEST_F(SpinnerTest, WhatIsInVainIsDoneEverMoreRarely) {
  Spinner spinner(microseconds(50), clock_, Processors::several);
  ASSERT_EQ(wait(spinner, 1), 0);
  for (int expected : {1, 2, 4, 8}) {
    EXPECT_TRUE(spinner.pays()) << "as far as it knows";
    wait(spinner, nothing);
    EXPECT_FALSE(spinner.pays());
    for (int i = 0; i < expected; ++i) EXPECT_EQ(wait(spinner, 1), 0) << expected;
  }
  EXPECT_EQ(wait(spinner, 2), 2) << "once more";
  wait(spinner, nothing);
  EXPECT_EQ(rests(spinner), 1) << "it was worth it, so all begins anew";
  for (int i = 0; i < 20; ++i) {
    wait(spinner, nothing);
    int count = 0;
    for (int looks = 0; looks == 0; ++count) looks = wait(spinner, nothing);
    EXPECT_LE(count, 1025);
  }
}

TEST_F(SpinnerTest, WhoWaitsRarelySleeps) {
  Spinner spinner(microseconds(50), clock_, Processors::several);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(wait(spinner, 1), 0);
    clock_.time += microseconds(101);
  }
}

TEST_F(SpinnerTest, ItSaysWhoWaitsRarely) {
  Spinner spinner(microseconds(50), clock_, Processors::several);
  ASSERT_EQ(wait(spinner, 1), 0);
  EXPECT_TRUE(spinner.is_rare()) << "as far as it knows";
  EXPECT_GT(wait(spinner, nothing), 0);
  EXPECT_FALSE(spinner.is_rare());
  clock_.time += microseconds(101);
  EXPECT_EQ(wait(spinner, 1), 0);
  EXPECT_FALSE(spinner.is_rare()) << "it rests";
  EXPECT_EQ(wait(spinner, 1), 0);
  EXPECT_TRUE(spinner.is_rare());
}

TEST_F(SpinnerTest, WhoGivesWayToAStrangerDoesNotForLong) {
  Spinner spinner(microseconds(50), clock_, Processors::several);
  const auto gives_way = [&] {
    clock_.time += microseconds(500);
    EXPECT_EQ(wait(spinner, 1), 0);
    EXPECT_TRUE(spinner.is_rare());
    const TimePoint before = clock_.time;
    spinner.give_way();
    return clock_.time > before;  // it asked how long that took
  };
  EXPECT_TRUE(gives_way());
  clock_.tick = microseconds(1000);
  EXPECT_TRUE(gives_way());
  clock_.tick = nanoseconds(100);
  const TimePoint until = clock_.time + microseconds(999'000);
  while (clock_.time < until) ASSERT_FALSE(gives_way());
  clock_.time += microseconds(1000);
  EXPECT_TRUE(gives_way());
}

TEST_F(SpinnerTest, WhoSharesTheOnlyProcessorGivesWayFirst) {
  for (const Processors processors : {Processors::one, Processors::several}) {
    const bool is_only = processors == Processors::one;
    Spinner spinner(microseconds(50), clock_, processors);
    ASSERT_EQ(wait(spinner, 1), 0);
    EXPECT_FALSE(gives_way_first(spinner)) << "nothing is known yet";
    EXPECT_EQ(gives_way_first(spinner), is_only)
        << "it was there at once: it came while this one did not run";
    clock_.tick = 2 * Spinner::longest_idle_yield();  // somebody else runs while this one yields
    EXPECT_EQ(wait(spinner, 2), 2);
    EXPECT_EQ(gives_way_first(spinner), is_only);
    clock_.tick = nanoseconds(100);
    EXPECT_EQ(wait(spinner, 4), 4) << "nobody else ran: it comes from another processor";
    EXPECT_FALSE(gives_way_first(spinner));
    EXPECT_EQ(rests(spinner), 0);
  }
}

// Looks at memory cost nothing, and who sleeps there hands over for less than a yield.
TEST_F(SpinnerTest, WhoSharesTheOnlyProcessorAndLooksAtMemorySleeps) {
  constexpr int looks_a_yield = 2 * Spinner::system_calls;
  Spinner spinner(microseconds(50), clock_, Processors::one);
  ASSERT_EQ(wait(spinner, 1), 0);
  clock_.tick = 2 * Spinner::longest_idle_yield();
  int looks = 0;
  EXPECT_TRUE(
      spinner.find([&] { return ++looks == looks_a_yield + 1; }, Spinner::Pace::often, looks_a_yield));
  EXPECT_EQ(rests(spinner), 1);
}

TEST_F(SpinnerTest, WhereStrangersAreBusyItSleeps) {
  Spinner spinner(microseconds(50), clock_, Processors::several);
  ASSERT_EQ(wait(spinner, 1), 0);
  clock_.tick = microseconds(4000);
  clock_.time -= clock_.tick;
  EXPECT_EQ(wait(spinner, nothing), 16) << "the first yield takes a time slice";
  clock_.tick = microseconds(1);
  const TimePoint until = clock_.time + microseconds(40'000);
  while (clock_.time + clock_.tick < until) ASSERT_EQ(wait(spinner, 1), 0);
  EXPECT_LE(rests(spinner), 2) << "then it is worth a try again";
}

TEST_F(SpinnerTest, WhoMaySpreadOutGoesOnLooking) {
  Spinner spinner(microseconds(50), clock_, Processors::several);
  ASSERT_EQ(wait(spinner, 1), 0);
  clock_.tick = 2 * Spinner::longest_idle_yield();
  EXPECT_EQ(wait(spinner, 17), 17);
  EXPECT_EQ(rests(spinner), 0) << "the kernel moves one of the two elsewhere";
}

}  // namespace
}  // namespace farcall::io
