#include <farcall/io/timers.hpp>

#include <utility>

namespace farcall::inline v1::io {

Timer::~Timer() = default;

void Timers::set(Timer& timer, TimePoint at) noexcept {
  const bool is_early_enough = has(timer) && timer.at_ <= at;
  if (at != never && !is_early_enough) {
    forget(timer);
    place(timer, at);
  }
  timer.due_ = at;
}

void Timers::forget(Timer& timer) noexcept {
  timer.due_ = never;
  if (has(timer)) take_out(timer);
}

void Timers::run(TimePoint now) {
  while (first_ != nullptr && first_->at_ <= now) {
    Timer& timer = *first_;
    if (timer.due_ != timer.at_) {
      take_out(timer);
      if (timer.due_ != never) place(timer, timer.due_);
      continue;
    }
    timer.due_ = never;
    try {
      timer.on_time(now);
    } catch (...) {
      if (timer.due_ == never) timer.due_ = timer.at_;
      throw;
    }
  }
}

// Two heaps become one, and so do many that are beside each other: in pairs first, so that what is below the
// first one is halved each time that it goes.

Timer* Timers::join(Timer* one, Timer* other) noexcept {
  if (one == nullptr || other == nullptr) return one != nullptr ? one : other;
  if (other->at_ < one->at_) std::swap(one, other);
  other->before_ = one;
  other->next_ = std::exchange(one->later_, other);
  if (other->next_ != nullptr) other->next_->before_ = other;
  return one;
}

Timer* Timers::join_all(Timer* beside) noexcept {
  Timer* pairs = nullptr;
  while (beside != nullptr) {
    Timer* one = cut(beside);
    Timer* pair = join(one, beside != nullptr ? cut(beside) : nullptr);
    pair->next_ = std::exchange(pairs, pair);
  }
  Timer* all = nullptr;
  while (pairs != nullptr) all = join(all, cut(pairs));
  return all;
}

// The first of those beside each other, alone.
Timer* Timers::cut(Timer*& beside) noexcept {
  Timer* one = std::exchange(beside, beside->next_);
  one->next_ = one->before_ = nullptr;
  return one;
}

void Timers::place(Timer& timer, TimePoint at) noexcept {
  timer.at_ = at;
  timer.later_ = timer.next_ = timer.before_ = nullptr;
  first_ = join(first_, &timer);
}

void Timers::take_out(Timer& timer) noexcept {
  Timer* below = join_all(timer.later_);
  if (&timer == first_) {
    first_ = below;
    return;
  }
  (timer.before_->later_ == &timer ? timer.before_->later_ : timer.before_->next_) = timer.next_;
  if (timer.next_ != nullptr) timer.next_->before_ = timer.before_;
  timer.before_ = nullptr;
  first_ = join(first_, below);
}

}  // namespace farcall::inline v1::io
