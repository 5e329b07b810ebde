// The inside of an EventLoop, as channels and replies see it.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/queue.hpp>
#include <farcall/base/result.hpp>
#include <farcall/base/task.hpp>
#include <farcall/io/poller.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/io/timers.hpp>
#include <farcall/runtime/client/errands.hpp>
#include <farcall/runtime/event_loop.hpp>

namespace farcall::inline v1 {

// One lock for the loop and all its channels: a thread that drives takes it once for everything that a turn
// brings. Thread: who holds the lock, except where it is said.
class EventLoop::Core {
 public:
  using Lock = std::unique_lock<std::mutex>;

  // A channel's socket. Its functions are called under the loop's lock.
  class Source {
   public:
    virtual ~Source();
    virtual void on_ready(const io::Poller::Event& event) = 0;
    enum class Received : std::uint8_t { cannot, nothing, something };
    // Takes what its descriptor has, without having been told of it.
    [[nodiscard]] virtual Received receive() { return Received::cannot; }
    // Sends what has gathered since the last turn.
    virtual void flush() = 0;
    // Runs a handler, without the lock: it may be gone when this returns.
    virtual void serve(Lock&) {}
    // Takes the news of its memory.
    virtual void take_news() {}

   private:
    friend class Core;
    friend class Queue<Source>;
    std::uint64_t key_ = 0;
    Source* next_ = nullptr;  // of those that are to be flushed
    bool wants_flush_ = false;
    bool wants_to_serve_ = false;
  };

  // Memory that another process writes to: the thread that drives looks at it between two looks at
  // descriptors.
  class Memory {
   public:
    enum class Look : std::uint8_t { gone, nothing_expected, nothing_yet, news };
    virtual ~Memory();
    // Thread: who drives, without the loop's lock.
    [[nodiscard]] virtual Look look() const noexcept = 0;
    // From begin_nap() to end_nap() news makes a descriptor of the source readable.
    virtual void begin_nap() noexcept = 0;
    virtual void end_nap() noexcept = 0;
  };

  Core(Clock& clock, Duration spin) noexcept : clock_(clock), spinner_(spin) {}

  // Thread: any; so is interrupt().
  [[nodiscard]] Lock lock() {
    Lock held(mutex_);
    if (!drives()) others_came_ = true;
    return held;
  }

  // Which events of `descriptor` go to `source`.
  [[nodiscard]] Result<void> watch(Source& source, int descriptor, bool write);
  void forget(Source& source, int descriptor) noexcept;
  // It may be destroyed.
  void forget(Source& source) noexcept;
  // Looks at `memory`, too, for `source`, which was watched before. Errors: std::bad_alloc.
  void look_at(Source& source, std::shared_ptr<Memory> memory);
  // No more, and the source may be destroyed: its memory is gone.
  void look_away(Source& source) noexcept;
  // flush() at the end of the turn; at once when this is not the thread that drives.
  void want_flush(Source& source) {
    if (!drives()) return source.flush();
    if (!std::exchange(source.wants_flush_, true)) to_flush_.push(source);
  }
  // serve() in the next turn.
  void want_to_serve(Source& source) noexcept;
  void set_timer(io::Timer& timer, TimePoint at) noexcept;
  void cancel_timer(io::Timer& timer) noexcept { timers_.cancel(timer); }
  // The same, and it may be destroyed.
  void forget_timer(io::Timer& timer) noexcept { timers_.forget(timer); }

  // Resumes it on the thread that drives, unless it is withdrawn before.
  void post(Resumable& one) noexcept;
  void withdraw(const Resumable& one) noexcept;

  // Drives until `*done`, which changes under the lock, or lets another thread do so.
  template <typename Done>
  void drive(Lock& lock, Done done) {
    while (!done()) {
      if (!is_driven() && (!is_polled_ || poller_thread_ == std::this_thread::get_id())) {
        others_came_ = false;
        const Driving driving(*this, Polls::no);
        turns(lock, done);
      } else if (drives()) {  // from within a coroutine
        turns(lock, done);
      } else {
        ++blocked_;
        changed_.wait(lock);
        --blocked_;
      }
    }
  }
  // Something that drive() may wait for has changed.
  void changed() noexcept {
    if (blocked_ > 0) changed_.notify_all();
    if (sleeps_until_ != TimePoint::min()) poller_->wake();
  }
  [[nodiscard]] bool is_driven() const noexcept {
    return driver_.load(std::memory_order_relaxed) != std::thread::id();
  }
  // Whether the calling thread drives. Thread: any, without the lock.
  [[nodiscard]] bool drives() const noexcept {
    return driver_.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }
  void interrupt() noexcept;
  // Memory for whoever holds the lock, as long as he does.
  [[nodiscard]] std::span<std::byte> scratch() noexcept { return scratch_; }
  [[nodiscard]] client::Errands& errands() noexcept { return errands_; }

 private:
  friend class EventLoop;

  struct Looked {
    Source* source = nullptr;
    std::shared_ptr<Memory> memory;
  };
  using AllLooked = std::vector<Looked>;

  template <typename Done>
  void turns(Lock& lock, Done done) {
    while (!done()) {
      go_on(lock);
      if (!done()) await_events(lock);
    }
    flush();  // or it would wait for who drives next
  }
  void go_on(Lock& lock);
  void await_events(Lock& lock);
  void collect(Lock& lock, TimePoint until);
  [[nodiscard]] std::span<const io::Poller::Event> await_some(Lock& lock, TimePoint until);
  [[nodiscard]] TimePoint poll(Lock& lock);
  [[nodiscard]] bool is_busy() const noexcept {
    return !ready_.empty() || !to_flush_.empty() || !to_serve_.empty();
  }
  enum class Polls : bool { no, yes };
  // The calling thread does, until nobody does, whatever it throws. Where the loop is polled, somebody else's
  // sleeps before and after, until it is to be woken: who does not poll, but leaves, does that.
  class Driving {
   public:
    Driving(Core& core, Polls polls) noexcept : core_(core), polls_(polls) {
      core_.driver_.store(std::this_thread::get_id(), std::memory_order_relaxed);
      core_.end_naps();
    }
    Driving(const Driving&) = delete;
    Driving& operator=(const Driving&) = delete;
    ~Driving() {
      core_.driver_.store({}, std::memory_order_relaxed);
      core_.changed();
      if (!core_.is_polled_) return;
      core_.sleeps_until_ = core_.timers_.next();
      if (polls_ == Polls::no) core_.poller_->wake();
    }

   private:
    Core& core_;
    const Polls polls_;
  };
  void end_naps() noexcept;
  [[nodiscard]] static Memory::Look look_at(const AllLooked& looked) noexcept;
  [[nodiscard]] TimePoint nap_ends(const AllLooked& looked, TimePoint until) const noexcept;
  [[nodiscard]] bool take_news();
  [[nodiscard]] std::span<const io::Poller::Event> look_or_sleep(const AllLooked& looked, TimePoint until,
                                                                 bool has_recent);
  [[nodiscard]] bool receive_from_recent(TimePoint until);
  void flush();
  void serve_one(Lock& lock);
  [[nodiscard]] Result<void> open();

  Clock& clock_;
  std::mutex mutex_;  // protects what follows
  std::condition_variable changed_;
  unsigned blocked_ = 0;
  std::atomic<std::thread::id> driver_{};
  bool is_polled_ = false;
  std::thread::id poller_thread_;  // the last one that polled
  std::unique_ptr<io::Poller> poller_;
  io::Spinner spinner_;                        // of the driver, without the lock
  unsigned looks_ = 0;                         // so, too
  TimePoint sleeps_until_ = TimePoint::min();  // while the driver waits for events
  std::unordered_map<std::uint64_t, Source*> sources_;
  std::shared_ptr<const AllLooked> looked_at_ = std::make_shared<AllLooked>();  // never changed, but replaced
  std::shared_ptr<const AllLooked> napping_;  // while somebody else's loop sleeps
  std::uint64_t next_key_ = 1;
  Source* recent_ = nullptr;  // all that came last came there
  bool others_came_ = false;  // other threads, since the last time that this one waited
  unsigned news_ = 0;         // of memory
  Queue<Source> to_flush_;
  Queue<Source> flushing_;
  std::vector<Source*> to_serve_;
  io::Timers timers_;
  ResumableQueue ready_;
  ResumableQueue resuming_;
  bool stopping_ = false;
  std::array<std::byte, 16 * 1024> scratch_;
  client::Errands errands_;  // that a channel would not have the driver wait for
};

}  // namespace farcall::inline v1
