// Deadlines of many calls, the earliest first.
#pragma once

#include <cstddef>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>

namespace farcall::inline v1::io {

// Something that is to happen at a time. It knows its place among the others, so that it can be taken out.
class FARCALL_API Timer {
 public:
  virtual ~Timer();
  virtual void on_time(TimePoint now) = 0;

 private:
  friend class Timers;
  static constexpr std::size_t unset = static_cast<std::size_t>(-1);
  TimePoint due_ = never;  // when it is to happen
  TimePoint at_{};         // its place: then, or earlier
  std::size_t place_ = unset;
};

// A binary heap. Nearly every call is answered long before its deadline, and its timer is then used for
// another: so one that is cancelled or put off stays where it is, for a store, until its first time comes.
// Thread: one.
class FARCALL_API Timers {
 public:
  // Errors: std::bad_alloc, only where more timers are set than ever before.
  void set(Timer& timer, TimePoint at);
  void cancel(Timer& timer) noexcept { timer.due_ = never; }
  // The same, and it may be destroyed.
  void forget(Timer& timer) noexcept;
  // When to run: not later than any is due, maybe earlier. `never` when there is none.
  [[nodiscard]] TimePoint next() const noexcept { return heap_.empty() ? never : heap_.front()->at_; }
  // Calls those whose time has come; each is cancelled before. What throws is called again the next time.
  void run(TimePoint now);

 private:
  void move_up(std::size_t place, Timer& timer) noexcept;
  void move_down(std::size_t place, Timer& timer) noexcept;
  void put(std::size_t place, Timer& timer) noexcept {
    heap_[place] = &timer;
    timer.place_ = place;
  }

  std::vector<Timer*> heap_;
};

}  // namespace farcall::inline v1::io
