// An event loop that another program's loop polls, with what it looks at in memory.
#include <farcall/runtime/event_loop.hpp>

#include <algorithm>
#include <memory>
#include <thread>

#include <poll.h>
#include <sys/eventfd.h>

#include <gtest/gtest.h>

#include <farcall/io/descriptor.hpp>
#include <farcall/runtime/event_loop_core.hpp>

namespace farcall {
namespace {

struct Nothing final : EventLoop::Core::Source {
  void on_ready(const io::Poller::Event&) override {}
  void flush() override {}
};

// Something is expected of it that never comes.
struct Memory final : EventLoop::Core::Memory {
  [[nodiscard]] Look look() const noexcept override { return Look::nothing_yet; }
  void begin_nap() noexcept override {
    deepest = std::max(deepest, ++depth);
    if (++naps == wanted_naps) loop->stop();
  }
  void end_nap() noexcept override { --depth; }

  EventLoop* loop = nullptr;
  int wanted_naps = 0;
  int naps = 0;
  int depth = 0;
  int deepest = 0;
};

class PolledLoop : public testing::Test {
 protected:
  PolledLoop() {
    auto held = core.lock();
    EXPECT_TRUE(core.watch(source, descriptor.number(), false));
    core.look_at(source, memory);
  }
  ~PolledLoop() override {
    auto held = core.lock();
    core.look_away(source);
    core.forget(source, descriptor.number());
  }

  EventLoop loop{Duration::zero()};
  EventLoop::Core& core = *loop.core();
  io::Descriptor descriptor{::eventfd(0, EFD_CLOEXEC)};
  Nothing source;
  std::shared_ptr<Memory> memory = std::make_shared<Memory>();
};

TEST_F(PolledLoop, WhoBlocksInBetweenDoesNotNapWithinANap) {
  (void)loop.poll();
  EXPECT_EQ(memory->depth, 1) << "somebody else's loop sleeps";
  memory->loop = &loop;
  memory->wanted_naps = 2;
  loop.run();  // until it sleeps
  EXPECT_EQ(memory->naps, 2);
  EXPECT_EQ(memory->deepest, 1) << "the other side would take who sleeps for awake";
  EXPECT_EQ(memory->depth, 0);
  (void)loop.poll();
  EXPECT_EQ(memory->depth, 1);
}

TEST_F(PolledLoop, EndsTheNapOfWhatItDoesNotLookAtAnyMore) {
  (void)loop.poll();
  const auto other = std::make_shared<Memory>();
  {
    auto held = core.lock();
    core.look_at(source, other);
  }
  (void)loop.poll();
  EXPECT_EQ(memory->depth, 0);
  EXPECT_EQ(other->depth, 1);
}

// The other side may have taken who fell asleep for awake.
TEST_F(PolledLoop, WhoNapsWhereAReplyIsExpectedLooksAgain) {
  const TimePoint again = loop.poll();
  EXPECT_LE(again, after(steady_clock().now(), std::chrono::milliseconds(50)));
  memory->loop = &loop;
  memory->wanted_naps = 3;
  loop.run();  // nothing wakes it
  EXPECT_EQ(memory->naps, 3);
}

TEST_F(PolledLoop, WhoPollsWhileAnotherThreadDrivesIsWokenWhenThatLeaves) {
  pollfd events{.fd = loop.descriptor().value(), .events = POLLIN, .revents = 0};
  const auto polls = [&]() -> Task<void> {
    std::thread([&] { EXPECT_EQ(loop.poll(), never); }).join();
    co_return;
  };
  loop.wait(polls());
  EXPECT_EQ(::poll(&events, 1, 0), 1) << "or nobody would look at its timers";
}

class Signal {
 public:
  struct Awaiter final : Resumable {
    explicit Awaiter(Signal& its_signal) noexcept : signal(its_signal) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> awaiting) noexcept {
      handle_ = awaiting;
      signal.waiter_ = this;
    }
    void await_resume() const noexcept {}
    Signal& signal;
  };
  Awaiter operator co_await() noexcept { return Awaiter(*this); }
  void give() { resume(*waiter_); }

 private:
  Resumable* waiter_ = nullptr;
};

TEST(LoopWithinACoroutine, WhoWaitsForItToSuspendGoesOn) {
  EventLoop loop;
  Signal signal;
  int order = 0;
  int resumed = 0;
  int went_on = 0;
  const auto waits = [&]() -> Task<void> {
    co_await signal;
    resumed = ++order;
  };
  const auto nothing = []() -> Task<void> { co_return; };
  const auto signals = [&]() -> Task<void> {
    signal.give();
    EXPECT_EQ(resumed, 0);
    loop.wait(nothing());
    went_on = ++order;
    co_return;
  };
  loop.spawn(waits());
  loop.wait(signals());
  EXPECT_EQ(resumed, 1);
  EXPECT_EQ(went_on, 2);
}

}  // namespace
}  // namespace farcall
