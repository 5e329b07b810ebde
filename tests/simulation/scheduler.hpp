// Threads that are fibers of one thread of the system, and the time in which they live.
//
// One fiber runs at a time, until it waits, or until chance gives the processor to another one at a system
// call or a lock. Which of those that are ready goes on, chance decides as well, out of the seed. Time is a
// number: it goes on a little with each step, and leaps to the next event when nobody is ready.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <farcall/base/clock.hpp>

#include "random.hpp"
#include "trace.hpp"

namespace simulation {

// A simulated process: fibers, and the files that they open.
struct Process {
  std::string name;
  unsigned host = 0;
  // Nobody hears of a dead one any more. Its fibers still come to their ends, so that nothing is leaked.
  bool is_dead = false;
  bool is_paused = false;
  TimePoint paused_at{};
  Duration stolen{};         // time in which it, or a fiber of it, was not let run
  unsigned connections = 0;  // that it has made, by streams
  TimePoint missed_at{};     // when the only one's other end heard that it is dead
};

class Fiber;

class Scheduler {
 public:
  struct Options {
    std::uint32_t preemption = 100'000;  // in a million system calls and locks
    std::uint32_t delays = 0;            // in a million awakenings: the fiber gets a processor late
    std::uint32_t jumps = 0;             // in a million steps: nothing at all runs for a while
  };
  Scheduler(Random random, Options options, Trace& trace);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // Whose run() runs, on this thread; null outside of simulations.
  [[nodiscard]] static Scheduler* current() noexcept { return current_; }

  [[nodiscard]] TimePoint now() const noexcept { return now_; }
  [[nodiscard]] Trace& trace() noexcept { return trace_; }
  // Time in which nothing ran: deadlines may be missed by as much.
  [[nodiscard]] Duration stolen() const noexcept { return stolen_; }
  [[nodiscard]] std::uint64_t steps() const noexcept { return steps_; }
  [[nodiscard]] std::uint64_t jumps() const noexcept { return jumps_; }
  void set(const Options& options) noexcept { options_ = options; }

  // Fibers.
  std::uint64_t start(Process& process, std::function<void()> body);
  enum class End : std::uint8_t { finished, stuck, endless };
  // Until every fiber has come to its end.
  [[nodiscard]] End run();
  // What those who have not come to their ends wait for.
  [[nodiscard]] std::string describe_stuck() const;
  void pause(Process& process);
  void go_on(Process& process);

  // Events: `action` runs at that time, outside of all fibers, as a signal handler of `process` would.
  void at(TimePoint time, Process* process, std::function<void()> action);

  // Of the fiber that runs.
  [[nodiscard]] bool in_fiber() const noexcept { return running_ != nullptr; }
  [[nodiscard]] std::uint64_t self() const noexcept;
  // The process of the fiber, or of the event.
  [[nodiscard]] Process& here() const noexcept { return *here_; }
  // As it reads the clock, and when so much time has passed since then. A thread that is not let run between
  // the two sleeps for longer than it meant to; no call that begins meanwhile could tell by how much.
  [[nodiscard]] TimePoint read_clock() noexcept;
  [[nodiscard]] TimePoint from_now(Duration time) const noexcept;
  // Takes a little time, and maybe others run meanwhile.
  void step();
  void yield();
  // Until somebody wakes those who wait for `what`; false when it is `until` before. May return early.
  bool wait(const void* what, TimePoint until);
  void wake(const void* what, std::size_t most = SIZE_MAX);
  void sleep(Duration time);
  void join(std::uint64_t fiber);

 private:
  friend class Fiber;
  struct Event {
    TimePoint time;
    std::uint64_t sequence;
    Fiber* fiber;  // to wake; null: `action`
    std::uint64_t wait;
    Process* process;
    std::function<void()> action;
    bool operator<(const Event& other) const noexcept {
      return time != other.time ? time > other.time : sequence > other.sequence;
    }
  };

  void push(Event event);
  void make_ready(Fiber& fiber);
  void run_events();
  [[nodiscard]] bool is_stale(const Event& event) const noexcept;
  [[nodiscard]] Fiber* pick();
  void leap();
  void resume(Fiber& fiber);
  void suspend();

  static Scheduler* current_;

  Random random_;
  Options options_;
  Trace& trace_;
  TimePoint now_{std::chrono::seconds(1000)};
  Duration stolen_{};
  std::uint64_t steps_ = 0;
  std::uint64_t jumps_ = 0;
  std::uint64_t next_sequence_ = 0;
  std::vector<Event> events_;  // a heap
  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::vector<Fiber*> ready_;
  std::unordered_map<const void*, std::vector<Fiber*>> waiting_;
  std::size_t alive_ = 0;
  Fiber* running_ = nullptr;
  Process* here_ = nullptr;
};

}  // namespace simulation
