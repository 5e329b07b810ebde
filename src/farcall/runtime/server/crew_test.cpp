// The threads of a server: who leads, who takes over from a slow handler, and how they all come home.
#include <farcall/runtime/server/crew.hpp>

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

namespace farcall::server {
namespace {

// Passes when the test says so.
class TestTime final : public Clock, public io::Waiter {
 public:
  void pass(Duration time) { now_ns_ += time.count(); }
  TimePoint now() noexcept override { return TimePoint(Duration(now_ns_)); }
  void wait(std::atomic<std::uint32_t>& word, std::uint32_t expected, TimePoint until) noexcept override {
    waits_for_ever_ = until == never;
    while (word == expected && now() < until) std::this_thread::yield();
  }
  void wake(std::atomic<std::uint32_t>&, std::uint32_t) noexcept override {}
  // As who waited last does, or did.
  [[nodiscard]] bool waits_for_ever() const { return waits_for_ever_; }

 private:
  std::atomic<bool> waits_for_ever_{false};
  std::atomic<Duration::rep> now_ns_{1};
};

// Handlers are functions that the test puts into the queue of a lane.
class Handlers final : public Crew {
 public:
  explicit Handlers(unsigned most_threads, io::Waiter& waiter = io::system_waiter(),
                    Clock& clock = steady_clock())
      : Crew(most_threads - 1, 0, waiter, clock) {}
  using Crew::leaders;
  using Crew::relieved;

  void put(std::function<void()> handler, std::size_t lane = 0) {
    std::lock_guard lock(mutex_);
    lanes_[lane].waiting.push_back(std::move(handler));
    changed_.notify_all();
  }
  [[nodiscard]] int take_overs() const {
    std::lock_guard lock(mutex_);
    return take_overs_;
  }

 private:
  std::unique_ptr<Member> make_member() override { return std::make_unique<Member>(); }
  void lead(Member& me) override {
    Lane& lane = lanes_[lane_of(me)];
    {
      std::lock_guard lock(mutex_);
      EXPECT_FALSE(lane.is_led) << "two lead";
      lane.is_led = true;
    }
    for (;;) {
      std::function<void()> handler;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return is_stopping() || !lane.waiting.empty(); });
        if (is_stopping()) {
          // As a server does: who is still in a handler is waited for.
          changed_.wait(lock, [&] { return relieved() == 0; });
          lane.is_led = false;
          return;
        }
        handler = std::move(lane.waiting.front());
        lane.waiting.pop_front();
      }
      begin_work(me);
      handler();
      if (!end_work(me)) return end_relieved();
    }
  }
  void take_over(Member& slow, Member& me) override {
    EXPECT_NE(&slow, &me);
    std::lock_guard lock(mutex_);
    ++take_overs_;
    lanes_[lane_of(slow)].is_led = false;
  }
  void interrupt() noexcept override {
    std::lock_guard lock(mutex_);
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  struct Lane {
    std::deque<std::function<void()>> waiting;
    bool is_led = false;
  };
  std::array<Lane, 3> lanes_;
  int take_overs_ = 0;
};

class CrewTest : public testing::Test {
 protected:
  void run(unsigned most_threads) { run(std::make_unique<Handlers>(most_threads)); }
  void run(std::unique_ptr<Handlers> handlers) {
    crew = std::move(handlers);
    runs = std::thread([this] { crew->run(); });
  }
  void TearDown() override {
    crew->stop();
    if (runs.joinable()) runs.join();
  }
  // Runs `handler` in the crew and waits for it.
  void serve(
      const std::function<void()>& handler = [] {}, std::size_t lane = 0) {
    std::promise<void> done;
    crew->put(
        [&] {
          handler();
          done.set_value();
        },
        lane);
    done.get_future().wait();
  }
  TestTime time;
  std::unique_ptr<Handlers> crew;
  std::thread runs;
};

TEST_F(CrewTest, StopsWithoutAnyCall) { run(4); }

TEST_F(CrewTest, StopsWithoutAnyWatch) {
  run(1);
  serve();
}

TEST_F(CrewTest, StopBeforeRunEndsIt) {
  crew = std::make_unique<Handlers>(4);
  crew->stop();
  crew->run();
}

TEST_F(CrewTest, QuickHandlersStayOnOneThread) {
  run(std::make_unique<Handlers>(4, time, time));  // none of them takes any time
  std::set<std::thread::id> threads;
  for (int i = 0; i < 1000; ++i) serve([&] { threads.insert(std::this_thread::get_id()); });
  EXPECT_EQ(threads.size(), 1U);
}

TEST_F(CrewTest, ASlowHandlerIsRelieved) {
  run(4);
  std::promise<void> entered;
  std::promise<void> gate;
  std::promise<void> left;
  crew->put([&] {
    entered.set_value();
    gate.get_future().wait();
    left.set_value();
  });
  entered.get_future().wait();
  serve();  // hangs unless somebody takes over
  EXPECT_GE(crew->take_overs(), 1);
  EXPECT_GE(crew->relieved(), 1U);
  gate.set_value();
  left.get_future().wait();
  serve();
}

TEST_F(CrewTest, WhoWaitsForTheLeaderGivesWay) {
  run(2);
  EXPECT_TRUE(Crew::give_way()) << "this is no thread of a crew";
  std::promise<bool> first;
  std::promise<bool> second;
  std::promise<void> gate;
  crew->put([&] {
    first.set_value(Crew::give_way());
    gate.get_future().wait();
  });
  crew->put([&] { second.set_value(Crew::give_way()); });
  EXPECT_TRUE(first.get_future().get());
  EXPECT_FALSE(second.get_future().get()) << "the other one is in its handler";
  EXPECT_EQ(crew->take_overs(), 1);
  gate.set_value();
  serve();
  while (crew->relieved() > 0) std::this_thread::yield();  // it may not have come to the gate yet
}

// The watch sleeps when nothing happens for a while: the next handler has to wake it.
TEST_F(CrewTest, ASlowHandlerAfterAQuietTimeIsRelievedToo) {
  run(std::make_unique<Handlers>(4, time, time));
  serve();
  const auto pass_until = [this](const auto& is_reached) {
    for (; !is_reached(); std::this_thread::yield()) time.pass(std::chrono::milliseconds(1));
  };
  pass_until([this] { return time.waits_for_ever(); });
  std::promise<void> gate;
  std::atomic<bool> is_served{false};
  crew->put([&] { gate.get_future().wait(); });
  crew->put([&] { is_served = true; });
  pass_until([&] { return is_served.load(); });
  gate.set_value();
  while (crew->relieved() > 0) std::this_thread::yield();
  serve();
}

TEST_F(CrewTest, AllButOneThreadMayBeSlow) {
  run(4);
  std::promise<void> gate;
  auto open = gate.get_future().share();
  for (int i = 0; i < 3; ++i) crew->put([open] { open.wait(); });
  serve();
  EXPECT_EQ(crew->relieved(), 3U);
  gate.set_value();
  serve();
}

TEST_F(CrewTest, StopWaitsForAHandlerThatRuns) {
  run(4);
  std::promise<void> gate;
  std::atomic<bool> left{false};
  crew->put([&] {
    gate.get_future().wait();
    left = true;
  });
  serve();
  crew->stop();
  gate.set_value();
  runs.join();
  EXPECT_TRUE(left);
  EXPECT_EQ(crew->relieved(), 0U);
}

// Somebody has to refuse those who come now.
TEST_F(CrewTest, StopDoesNotWaitForAHandlerToFindALeader) {
  run(4);
  std::promise<void> entered;
  std::promise<void> gate;
  crew->put([&] {
    entered.set_value();
    gate.get_future().wait();
  });
  entered.get_future().wait();
  crew->stop();
  while (crew->take_overs() == 0) std::this_thread::yield();
  gate.set_value();
  runs.join();
}

TEST_F(CrewTest, EachLaneHasALeader) {
  run(8);
  for (int i = 0; i < 2; ++i) serve([&] { EXPECT_TRUE(crew->add_lane()); });
  std::array<std::promise<void>, 3> entered;
  std::promise<void> gate;
  auto open = gate.get_future().share();
  for (std::size_t lane = 0; lane < entered.size(); ++lane)
    crew->put(
        [&, lane, open] {
          entered[lane].set_value();
          open.wait();
        },
        lane);
  for (std::promise<void>& each : entered) each.get_future().wait();
  for (std::size_t lane = 0; lane < entered.size(); ++lane) serve([] {}, lane);
  EXPECT_EQ(crew->relieved(), 3U);
  gate.set_value();
  for (std::size_t lane = 0; lane < entered.size(); ++lane) serve([] {}, lane);
  while (crew->relieved() > 0) std::this_thread::yield();
  EXPECT_EQ(crew->leaders(), 3U);
  EXPECT_FALSE(crew->is_finished());
}

// The watch is woken for each of them, long before its tick is over. Hangs where that puts off when it looks.
TEST_F(CrewTest, WhoGivesWayAgainAndAgainDoesNotKeepOthersFromBeingRelieved) {
  run(std::make_unique<Handlers>(8, time, time));
  serve([&] { EXPECT_TRUE(crew->add_lane()); });
  std::promise<void> gate;
  crew->put([open = gate.get_future().share()] { open.wait(); }, 1);
  std::atomic<bool> is_served{false};
  crew->put([&] { is_served = true; }, 1);
  while (!is_served) {
    const int before = crew->take_overs();
    serve([&] {
      EXPECT_TRUE(Crew::give_way());
      while (crew->take_overs() == before) std::this_thread::yield();
    });
    time.pass(std::chrono::milliseconds(1));
  }
  gate.set_value();
  while (crew->relieved() > 0) std::this_thread::yield();
}

TEST_F(CrewTest, WhereThereIsNoThreadThereIsNoLane) {
  run(1);
  serve([&] { EXPECT_FALSE(crew->add_lane()); });
  serve();
  EXPECT_EQ(crew->leaders(), 1U);
}

// One of the two waits for the handler of the other, as who drains does.
TEST_F(CrewTest, AllLanesEndWhenItStops) {
  run(4);
  serve([&] { EXPECT_TRUE(crew->add_lane()); });
  std::promise<void> entered;
  std::promise<void> gate;
  crew->put(
      [&] {
        entered.set_value();
        gate.get_future().wait();
      },
      1);
  entered.get_future().wait();
  crew->stop();
  while (crew->take_overs() == 0) std::this_thread::yield();
  gate.set_value();
  runs.join();
  EXPECT_TRUE(crew->is_finished());
}

}  // namespace
}  // namespace farcall::server
