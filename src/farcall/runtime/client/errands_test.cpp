// Errands begin at once, and those that come one after the other need no further threads.
#include <farcall/runtime/client/errands.hpp>

#include <latch>

#include <gtest/gtest.h>

namespace farcall::client {
namespace {

TEST(Errands, OneThatBlocksHoldsNoneUp) {
  Errands errands;
  constexpr int count = 20;
  std::latch all(count);
  std::latch ended(count);
  for (int i = 0; i < count; ++i)
    errands.run([&] {
      all.arrive_and_wait();  // all of them at the same time
      ended.count_down();
    });
  ended.wait();
}

TEST(Errands, AThreadThatIsBackTakesTheNext) {
  Errands errands;
  constexpr int count = 1000;
  for (int i = 0; i < count; ++i) {
    std::latch done(1);
    errands.run([&] { done.count_down(); });
    done.wait();
  }
  EXPECT_LT(errands.started(), count / 2U);
}

TEST(Errands, AThreadMayOutliveThem) {
  std::latch gone(1);
  std::latch done(1);
  {
    Errands errands;
    errands.run([&] {
      gone.wait();
      done.count_down();
    });
  }
  gone.count_down();
  done.wait();
}

}  // namespace
}  // namespace farcall::client
