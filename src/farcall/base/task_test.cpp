#include <farcall/base/task.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace farcall {
namespace {

template <typename T>
Detached run(Task<T> task, std::optional<T>& into) {
  into = co_await std::move(task);
}
Detached run(Task<void> task, bool& done) {
  co_await std::move(task);
  done = true;
}

// Suspends until somebody opens it.
class Gate : Resumable {
 public:
  // An awaiter of its own, because g++ 12 copies one that is an lvalue.
  struct Awaiter {
    Gate& gate;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> awaiting) noexcept { gate.handle_ = awaiting; }
    void await_resume() const noexcept {}
  };
  Awaiter operator co_await() noexcept { return {*this}; }
  void open() { resume(*this); }
};

Task<int> number(int value) { co_return value; }

TEST(Task, GivesItsValue) {
  std::optional<int> value;
  run(number(42), value);
  EXPECT_EQ(value, 42);
}

TEST(Task, DoesNotBeginBeforeItIsAwaited) {
  bool began = false;
  auto note = [&]() -> Task<void> {
    began = true;
    co_return;
  };
  bool done = false;
  {
    auto task = note();
    EXPECT_FALSE(began);
    run(std::move(task), done);
  }
  EXPECT_TRUE(began && done);
}

Task<std::string> after(Gate& gate, std::string text) {
  co_await gate;
  co_return text + "!";
}

TEST(Task, GoesOnWhenItIsResumed) {
  Gate gate;
  std::optional<std::string> value;
  run(after(gate, "late"), value);
  EXPECT_FALSE(value);
  gate.open();
  EXPECT_EQ(value, "late!");
}

Task<int> fail() {
  throw std::runtime_error("no");
  co_return 0;
}

TEST(Task, ThrowsWhereItIsAwaited) {
  auto caught = []() -> Task<std::string> {
    try {
      co_await fail();
    } catch (const std::runtime_error& error) {
      co_return error.what();
    }
    co_return "nothing";
  };
  std::optional<std::string> value;
  run(caught(), value);
  EXPECT_EQ(value, "no");
}

Task<long> sum_of(int count) {
  long sum = 0;
  for (int i = 0; i < count; ++i) {
    auto next = number(1);
    sum += co_await std::move(next);
  }
  co_return sum;
}

TEST(Task, AMillionImmediateAwaitsTakeNoStack) {
  std::optional<long> value;
  run(sum_of(1'000'000), value);
  EXPECT_EQ(value, 1'000'000);
}

Task<int> nested(int depth) {
  if (depth == 0) co_return 0;
  auto inner = nested(depth - 1);
  co_return 1 + co_await std::move(inner);
}

TEST(Task, AwaitsNestDeeply) {
  std::optional<int> value;
  run(nested(100'000), value);
  EXPECT_EQ(value, 100'000);
}

TEST(Task, WhoIsResumedFromWithinAnotherComesAfterIt) {
  std::vector<int> order;
  Gate first;
  Gate second;
  auto one = [&]() -> Task<void> {
    co_await first;
    second.open();
    order.push_back(1);
  };
  auto two = [&]() -> Task<void> {
    co_await second;
    order.push_back(2);
  };
  bool one_done = false;
  bool two_done = false;
  run(one(), one_done);
  run(two(), two_done);
  first.open();
  EXPECT_EQ(order, (std::vector{1, 2}));
  EXPECT_TRUE(one_done && two_done);
}

}  // namespace
}  // namespace farcall
