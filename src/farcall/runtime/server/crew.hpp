// The threads of a server: one leads, or one for each lane of it, another one watches, the others rest.
//
// A leader waits for events and runs the handlers itself: waking another thread for each call would cost
// more than most calls. When a handler turns out to be slow, the thread that watches takes the lead over, and
// the slow one comes back to the crew when it is done. So a slow handler holds nobody up for longer than two
// ticks, and a fast one costs a few stores: it is the thread that watches who pays for their order.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::inline v1::server {

class Crew {
 public:
  // One thread's part. Derive from it to give each thread its own memory.
  class Member {
   public:
    virtual ~Member();

   private:
    friend class Crew;
    alignas(64) std::atomic<std::uint64_t> works_{0};  // odd while a handler runs
    std::atomic<bool> may_be_relieved_{false};         // who leads, under the mutex, tells
    std::size_t lane_ = 0;                             // that it leads, or has led; its own
  };

  // So many handlers may run at a time. Each lane has a leader beside them, and somebody watches.
  Crew(unsigned most_handlers, std::size_t most_lanes, io::Waiter& waiter, Clock& clock) noexcept
      : waiter_(waiter),
        clock_(clock),
        most_handlers_(most_handlers),
        most_threads_(most_handlers + static_cast<unsigned>(most_lanes) + 1),
        most_relieved_(most_handlers) {}
  virtual ~Crew();

  // Takes the memory that run() would have to begin with.
  void prepare();
  // Runs on the calling thread, and as many more as it takes, until the leaders have left lead() of their own
  // accord.
  void run();
  // One leader more from now on. False when there is no thread for it. Thread: a leader.
  [[nodiscard]] bool add_lane() noexcept;
  // Makes each lead() look at is_stopping().
  void stop() noexcept;
  [[nodiscard]] bool is_stopping() const noexcept { return stopping_.load(std::memory_order_acquire); }
  // No thread leads any more, and no handler runs.
  [[nodiscard]] bool is_finished();

  // Before the calling thread waits for what a leader is to read: when it leads itself, within a handler,
  // somebody else does from now on. False when there is no thread for that. Thread: any, of a crew or not.
  [[nodiscard]] static bool give_way() noexcept;

  // Whether a leader may run a handler now. Otherwise it only reads: clients that ask, cancel or leave are
  // heard, however slow all handlers are.
  [[nodiscard]] bool may_begin() const noexcept {
    return relieved_.load(std::memory_order_acquire) <= most_relieved_.load(std::memory_order_relaxed);
  }
  // Around each handler. end_work(): whether this thread still leads; otherwise it says end_relieved(), when
  // nothing of the call is left to do.
  void begin_work(Member& me) noexcept;
  [[nodiscard]] bool end_work(Member& me) noexcept;
  void end_relieved() noexcept;
  // Sleeps for so long, or until stop(): for a leader that cannot wait for events.
  void pause(Duration time) noexcept;

 protected:
  [[nodiscard]] virtual std::unique_ptr<Member> make_member() = 0;
  // Serves the lane of `me` until is_stopping(), or until end_work() was false: then it returns at once.
  virtual void lead(Member& me) = 0;
  // `me` leads now, while `slow` is in its handler.
  virtual void take_over(Member& slow, Member& me) = 0;
  // Wakes the leaders that wait for events. Safe in a signal handler.
  virtual void interrupt() noexcept = 0;

  // The first one is 0.
  [[nodiscard]] static std::size_t lane_of(const Member& me) noexcept { return me.lane_; }
  [[nodiscard]] unsigned threads() noexcept;
  [[nodiscard]] unsigned leaders() noexcept;
  // Handlers that run on threads which do not lead any more.
  [[nodiscard]] unsigned relieved() const noexcept { return relieved_.load(std::memory_order_acquire); }

 private:
  struct Lane {
    Member* leader = nullptr;
    Member* gives_way = nullptr;  // the leader, when it is not to be waited for
    bool has_ended = false;
    // What the watch has seen.
    bool is_slow = false;
    Member* seen_leader = nullptr;
    std::uint64_t seen_works = 0;
  };

  void join_in(Member& me);
  [[nodiscard]] bool may_lead(Member& me) noexcept;
  void lead_as(Member& me, std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool watch(Member& me);
  [[nodiscard]] bool take_over_from(Lane& lane, Member& me) noexcept;
  [[nodiscard]] bool recruit() noexcept;
  [[nodiscard]] bool relieve(const Member& me) noexcept;
  [[nodiscard]] bool relieve_one(Member& me) noexcept;
  [[nodiscard]] bool look() noexcept;
  [[nodiscard]] bool any_works() const noexcept;
  [[nodiscard]] bool is_led_by(const Member& me) const noexcept { return lanes_[me.lane_].leader == &me; }
  [[nodiscard]] unsigned count_leaders() const noexcept;
  void count_lanes() noexcept;

  static constexpr Duration tick = std::chrono::milliseconds(4);
  static constexpr unsigned quiet_ticks = 8;  // without a call, after which the watch sleeps

  io::Waiter& waiter_;
  Clock& clock_;
  const unsigned most_handlers_;
  const unsigned most_threads_;
  std::atomic<unsigned> most_relieved_;  // while a leader, who may be in a handler itself, may begin another
  std::atomic<bool> stopping_{false};
  std::atomic<bool> asleep_{false};           // the watch sleeps until begin_work() wakes it
  std::atomic<std::uint32_t> watch_word_{0};  // counts reasons to look
  std::atomic<unsigned> relieved_{0};

  std::unique_ptr<Member> first_;

  std::mutex mutex_;  // protects what follows
  std::condition_variable resting_;
  std::vector<std::thread> threads_;
  std::vector<Lane> lanes_;
  TimePoint next_look_{};  // of whoever watches then: those who give way must not put it off
  bool is_watched_ = false;
  unsigned rests_ = 0;
  unsigned called_ = 0;  // of those who rest
  bool finished_ = false;
};

}  // namespace farcall::inline v1::server
