#include <farcall/io/timers.hpp>

#include <algorithm>
#include <memory>
#include <new>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::io {
namespace {

struct Note final : Timer {
  explicit Note(std::vector<int>& to, int number) : notes(to), name(number) {}
  void on_time(TimePoint) override { notes.push_back(name); }
  std::vector<int>& notes;
  int name;
};

TimePoint at(int when) { return TimePoint(Duration(when)); }

TEST(Timers, RunInTheOrderOfTheirTimes) {
  std::vector<int> ran;
  Note a(ran, 1), b(ran, 2), c(ran, 3);
  Timers timers;
  EXPECT_EQ(timers.next(), never);
  timers.set(b, at(20));
  timers.set(a, at(10));
  timers.set(c, at(30));
  EXPECT_EQ(timers.next(), at(10));
  timers.run(at(20));
  EXPECT_EQ(ran, (std::vector{1, 2}));
  EXPECT_EQ(timers.next(), at(30));
  timers.cancel(c);
  timers.cancel(c);
  timers.run(at(30));
  EXPECT_EQ(ran, (std::vector{1, 2}));
  EXPECT_EQ(timers.next(), never);
}

TEST(Timers, ASetTimerMoves) {
  std::vector<int> ran;
  Note a(ran, 1), b(ran, 2);
  Timers timers;
  timers.set(a, at(10));
  timers.set(b, at(20));
  timers.set(a, at(30));
  timers.run(at(100));
  EXPECT_EQ(ran, (std::vector{2, 1}));
}

TEST(Timers, AForgottenTimerMayBeDestroyed) {
  std::vector<int> ran;
  Note a(ran, 1);
  auto b = std::make_unique<Note>(ran, 2);
  Timers timers;
  timers.set(*b, at(10));
  timers.set(a, at(20));
  timers.cancel(*b);
  timers.forget(*b);
  b.reset();
  EXPECT_EQ(timers.next(), at(20));
  timers.run(at(20));
  EXPECT_EQ(ran, (std::vector{1}));
}

// Against a sorted list, with timers set, moved and cancelled at random.
TEST(Timers, AgreeWithASortedList) {
  std::mt19937 random(7);
  std::vector<int> ran;
  std::vector<std::unique_ptr<Note>> notes;
  for (int i = 0; i < 200; ++i) notes.push_back(std::make_unique<Note>(ran, i));
  std::vector<int> times(notes.size(), -1);
  Timers timers;
  for (int step = 0; step < 20'000; ++step) {
    const std::size_t which = random() % notes.size();
    if (const auto dice = random() % 6; dice < 2) {
      dice == 0 ? timers.cancel(*notes[which]) : timers.forget(*notes[which]);
      times[which] = -1;
    } else {
      times[which] = static_cast<int>(random() % 1000);
      timers.set(*notes[which], at(times[which]));
    }
    if (step % 100 != 0) continue;
    const int now = static_cast<int>(random() % 1000);
    ran.clear();
    timers.run(at(now));
    EXPECT_TRUE(std::is_sorted(ran.begin(), ran.end(), [&](int a, int b) {
      return times[static_cast<std::size_t>(a)] < times[static_cast<std::size_t>(b)];
    }));
    std::size_t due = 0;
    int earliest = -1;
    for (int& time : times) {
      if (time >= 0 && time <= now) ++due, time = -1;
      if (time >= 0 && (earliest < 0 || time < earliest)) earliest = time;
    }
    EXPECT_EQ(ran.size(), due);
    EXPECT_LE(timers.next(), earliest < 0 ? never : at(earliest));
    EXPECT_GT(timers.next(), at(now));
  }
}

TEST(Timers, WhatThrowsIsCalledAgain) {
  struct Thrower final : Timer {
    void on_time(TimePoint) override {
      if (++calls == 1) throw std::bad_alloc();
    }
    int calls = 0;
  } thrower;
  std::vector<int> ran;
  Note later(ran, 1);
  Timers timers;
  timers.set(thrower, at(10));
  timers.set(later, at(20));
  EXPECT_THROW(timers.run(at(20)), std::bad_alloc);
  EXPECT_EQ(timers.next(), at(10));
  timers.run(at(20));
  EXPECT_EQ(thrower.calls, 2);
  EXPECT_EQ(ran, std::vector{1});
  EXPECT_EQ(timers.next(), never);
}

}  // namespace
}  // namespace farcall::io
