// Deadlines of many calls, the earliest first.
#pragma once

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>

namespace farcall::inline v1::io {

// Something that is to happen at a time. It knows its place among the others, so that it can be taken out.
class FARCALL_API Timer {
 public:
  virtual ~Timer();
  virtual void on_time(TimePoint now) = 0;
  [[nodiscard]] bool is_set() const noexcept { return due_ != never; }

 private:
  friend class Timers;
  TimePoint due_ = never;    // when it is to happen
  TimePoint at_{};           // its place: then, or earlier
  Timer* later_ = nullptr;   // the first of those below it, none of which is earlier
  Timer* next_ = nullptr;    // beside it
  Timer* before_ = nullptr;  // beside it on the other side, or above it
};

// A heap whose elements know their neighbours, so it needs no memory of its own: to set a timer never fails.
// Nearly every call is answered long before its deadline, and its timer is then used for another: so one that
// is cancelled or put off stays where it is, for a store, until its first time comes. Source: Fredman,
// Sedgewick, Sleator and Tarjan, The Pairing Heap (1986). Thread: one.
class FARCALL_API Timers {
 public:
  void set(Timer& timer, TimePoint at) noexcept;
  void cancel(Timer& timer) noexcept { timer.due_ = never; }
  // The same, and it may be destroyed.
  void forget(Timer& timer) noexcept;
  // When to run: not later than any is due, maybe earlier. `never` when there is none.
  [[nodiscard]] TimePoint next() const noexcept { return first_ == nullptr ? never : first_->at_; }
  // Calls those whose time has come; each is cancelled before. What throws is called again the next time.
  void run(TimePoint now);

 private:
  [[nodiscard]] bool has(const Timer& timer) const noexcept {
    return timer.before_ != nullptr || &timer == first_;
  }
  [[nodiscard]] static Timer* join(Timer* one, Timer* other) noexcept;
  [[nodiscard]] static Timer* join_all(Timer* beside) noexcept;
  [[nodiscard]] static Timer* cut(Timer*& beside) noexcept;
  void place(Timer& timer, TimePoint at) noexcept;
  void take_out(Timer& timer) noexcept;

  Timer* first_ = nullptr;
};

}  // namespace farcall::inline v1::io
