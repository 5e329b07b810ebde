// Sleeping on words: what wakes, and what need not.
#include <farcall/lrpc/futex.hpp>

#include <array>
#include <thread>

#include <gtest/gtest.h>

namespace farcall::lrpc {
namespace {

using namespace std::chrono_literals;

TimePoint in(Duration time) { return after(steady_clock().now(), time); }

// Hangs where it is.
TEST(Futex, AWordThatHoldsSomethingElseIsNotWaitedFor) {
  Word word{2};
  futex_wait(word, 1, never);
  const std::array<Awaited, 2> awaited{{{&word, 2}, {&word, 1}}};
  futex_wait_any(awaited, never);
}

TEST(Futex, ADeadlineEndsIt) {
  Word word{1};
  int returns = 0;
  const TimePoint until = in(2ms);
  for (; steady_clock().now() < until; ++returns) futex_wait(word, 1, until);
  const std::array<Awaited, 2> awaited{{{&word, 1}, {&word, 1}}};
  const TimePoint later = in(2ms);
  for (; steady_clock().now() < later; ++returns) futex_wait_any(awaited, later);
  EXPECT_LE(returns, 20) << "and nothing but that, or a signal";
}

TEST(Futex, AWakeReachesWhoSleepsOnAnyWord) {
  for (std::size_t which : {0U, 1U, 126U, 127U}) {
    std::array<Word, most_awaited> words{};
    std::array<Awaited, most_awaited> awaited;
    for (std::size_t i = 0; i < words.size(); ++i) awaited[i] = {&words[i], 0};
    std::thread sleeper([&] {
      while (words[which].load() == 0) futex_wait_any(awaited, never);
    });
    words[which].store(1);
    futex_wake(words[which]);
    sleeper.join();
  }
}

}  // namespace
}  // namespace farcall::lrpc
