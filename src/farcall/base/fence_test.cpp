#include <farcall/base/fence.hpp>

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

namespace farcall {
namespace {

// Dekker's: without the fences both see nothing now and then.
TEST(Fence, OneOfTheTwoSeesWhatTheOtherStored) {
  constexpr int rounds = 2000;
  std::atomic<int> round{0};
  std::atomic<int> light{0};
  std::atomic<int> heavy{0};
  std::atomic<int> done{0};
  int light_saw = 0;
  std::thread other([&] {
    for (int i = 1; i <= rounds; ++i) {
      while (round.load() != i) {
      }
      light.store(i, std::memory_order_relaxed);
      light_fence();
      light_saw = heavy.load(std::memory_order_relaxed);
      done.store(i);
    }
  });
  for (int i = 1; i <= rounds; ++i) {
    round.store(i);
    heavy.store(i, std::memory_order_relaxed);
    heavy_fence();
    const int heavy_saw = light.load(std::memory_order_relaxed);
    while (done.load() != i) {
    }
    ASSERT_TRUE(light_saw == i || heavy_saw == i);
  }
  other.join();
}

}  // namespace
}  // namespace farcall
