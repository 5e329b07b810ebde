// Either side is killed at any moment.
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>

#include "shared_mutex.hpp"
#include "site.hpp"

namespace hostile {
namespace {

using farcall::Code;
using farcall::Duration;
using farcall::steady_clock;
using farcall::TimePoint;
namespace Counted = COUNTED_PROG::COUNTED_VERS;

class Kill : public Site {
 protected:
  void pause_at_random() { std::this_thread::sleep_for(random() % 3000 * 1us); }  // when is what is tested
};

TEST_F(Kill, OfClientsLeavesNothingAtTheServer) {
  const std::size_t kills = times(40, 100'000);
  constexpr std::size_t at_a_time = 2;
  std::vector<std::unique_ptr<Process>> clients;
  for (std::size_t i = 0; i < kills; ++i) {
    if (clients.size() == at_a_time) {
      pause_at_random();
      const std::size_t victim = random() % at_a_time;
      EXPECT_TRUE(clients[victim]->kill()) << "it got a wrong answer, or none";
      clients.erase(clients.begin() + static_cast<std::ptrdiff_t>(victim));
    }
    clients.push_back(std::make_unique<Process>("call", endpoint()));
    ASSERT_TRUE(clients.back()->is_ready());
    if (i % 8 == 0) call();
  }
  clients.clear();
  expect_all_came_back();
}

// Threads of this process that call until the server dies, and again until there is another one. Until all
// have heard of a death nobody looks again and again: that would take the processors from who has to notice
// it.
class Callers {
 public:
  Callers(const Counted::Client& client, const Runs& runs, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      threads_.emplace_back([this, &client, &runs, i] { run(client, runs, i); });
    begin_round();
  }
  ~Callers() {
    is_over_ = true;
    for (std::thread& each : threads_) each.join();
  }
  // Each of them has been served by the server that there is.
  void await_calls() { await(served_, threads_.size()); }
  // When each of them has heard of its death.
  std::vector<TimePoint> await_deaths() {
    await(heard_, threads_.size());
    const std::vector<TimePoint> when(when_.begin(),
                                      when_.begin() + static_cast<std::ptrdiff_t>(threads_.size()));
    begin_round();
    return when;
  }

 private:
  static void await(const std::atomic<std::size_t>& counted, std::size_t goal) {
    for (std::size_t now = counted; now != goal; now = counted) counted.wait(now);
  }
  static void count(std::atomic<std::size_t>& counted) {
    ++counted;
    counted.notify_all();
  }
  void begin_round() {
    served_ = heard_ = 0;
    ++round_;
    round_.notify_all();
  }
  void run(const Counted::Client& client, const Runs& runs, std::size_t index) {
    order sent{static_cast<std::uint32_t>(index), 0, bytes(index * 30, 7)};
    for (std::uint32_t round = 0;; ++round) {
      round_.wait(round);
      bool is_served = false;
      for (;;) {
        if (is_over_) return;
        ++sent.number;
        const auto received = client.RUN(sent);
        if (received) {
          EXPECT_EQ(*received, sent.body);
          EXPECT_EQ(runs.last.at(index), sent.number) << "it did not run";
          if (!std::exchange(is_served, true)) count(served_);
          continue;
        }
        const Code code = received.error().code;
        if (received.error().executed == farcall::Executed::no) {
          EXPECT_LT(runs.last.at(index), sent.number) << "it ran";
        }
        if (is_served) {
          when_[index] = steady_clock().now();
          // Refused: it was between two calls.
          EXPECT_TRUE(code == Code::connection_lost || code == Code::connection_refused) << to_string(code);
          break;
        }
        EXPECT_NE(to_string(code), to_string(Code::deadline_exceeded));
        std::this_thread::yield();
      }
      count(heard_);
    }
  }

  std::atomic<std::uint32_t> round_{0};
  std::atomic<std::size_t> served_{0}, heard_{0};
  std::array<TimePoint, 8> when_{};
  std::atomic<bool> is_over_{false};
  std::vector<std::thread> threads_;
};

void print(const char* what, std::vector<Duration>& times) {
  std::sort(times.begin(), times.end());
  auto at = [&](std::size_t per_mille) {
    const Duration time = times[std::min(times.size() - 1, times.size() * per_mille / 1000)];
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  };
  std::cout << what << ": p50 " << at(500) << ", p90 " << at(900) << ", p99 " << at(990) << ", p99.9 "
            << at(999) << " us, of " << times.size() << "\n";
}

// Beside the test below: what no program can be faster than on this machine. Nothing else runs, and the
// victim is next to nothing.
TEST_F(Kill, OfWhoHasAMutexIsHeardByWhoWaitsForIt) {
  const std::size_t kills = times(20, 10'000);
  const std::string shared = fresh_path();
  SharedMutex mutex(shared);
  mutex.create();
  std::vector<Duration> took;
  for (std::size_t i = 0; i < kills; ++i) {
    Process owner("hold", shared);
    ASSERT_TRUE(owner.is_ready());
    TimePoint heard;
    std::atomic<bool> waits{false};
    std::thread waiter([&] {
      waits = true;
      waits.notify_one();
      EXPECT_EQ(::pthread_mutex_lock(mutex.get()), EOWNERDEAD);
      heard = steady_clock().now();
      ::pthread_mutex_consistent(mutex.get());
      ::pthread_mutex_unlock(mutex.get());
    });
    waits.wait(false);
    pause_at_random();
    const TimePoint killed = steady_clock().now();
    EXPECT_TRUE(owner.kill());
    waiter.join();
    took.push_back(heard - killed);
  }
  ::unlink(shared.c_str());
  print("from the kill of a mutex's owner to who waits", took);
}

TEST_F(Kill, OfTheServerIsHeardByEveryCaller) {
  const std::size_t kills = times(20, 10'000);
  std::vector<Duration> took, took_since_its_end;  // the kernel needs most of the time to end a process
  const SharedFile<Runs> runs(path_of_runs(path));
  const Counted::Client counted(binding.with(Counted::Client::program_number, 1));
  ASSERT_TRUE(counted.RUN({7, 1, {}}));
  const inventory ours = take_inventory();
  {
    Callers callers(counted, *runs.get(), 3);
    for (std::size_t i = 0; i < kills; ++i) {
      callers.await_calls();
      pause_at_random();
      const TimePoint killed = steady_clock().now();
      EXPECT_TRUE(server.kill());
      const TimePoint ended = steady_clock().now();
      for (const TimePoint heard : callers.await_deaths()) {
        took.push_back(heard - killed);
        took_since_its_end.push_back(std::max(heard - ended, Duration::zero()));
      }
      server = Process("serve", endpoint());
      ASSERT_TRUE(server.is_ready());
    }
    callers.await_calls();
  }
  print("from the kill of a server to the error", took);
  print("from when its parent knows that it has ended to the error", took_since_its_end);
  EXPECT_EQ(runs.get()->twice, 0U) << "calls ran twice";
  // Who was joined may be there for a moment still; a test that waits here for good has failed.
  inventory now = take_inventory();
  for (; now.threads != ours.threads; now = take_inventory()) std::this_thread::yield();
  EXPECT_EQ(now.descriptors, ours.descriptors);
  EXPECT_EQ(now.segments, ours.segments);
}

}  // namespace
}  // namespace hostile
