#include <farcall/io/timers.hpp>

namespace farcall::inline v1::io {

Timer::~Timer() = default;

void Timers::set(Timer& timer, TimePoint at) {
  const bool is_early_enough = timer.place_ != Timer::unset && timer.at_ <= at;
  if (at != never && !is_early_enough) {
    forget(timer);
    heap_.push_back(&timer);
    timer.at_ = at;
    move_up(heap_.size() - 1, timer);
  }
  timer.due_ = at;
}

void Timers::forget(Timer& timer) noexcept {
  timer.due_ = never;
  if (timer.place_ == Timer::unset) return;
  std::size_t place = timer.place_;
  timer.place_ = Timer::unset;
  Timer& last = *heap_.back();
  heap_.pop_back();
  if (&last == &timer) return;
  if (place > 0 && last.at_ < heap_[(place - 1) / 2]->at_) {
    move_up(place, last);
  } else {
    move_down(place, last);
  }
}

void Timers::run(TimePoint now) {
  while (!heap_.empty() && heap_.front()->at_ <= now) {
    Timer& timer = *heap_.front();
    if (timer.due_ != timer.at_ && timer.due_ != never) {
      timer.at_ = timer.due_;
      move_down(0, timer);
      continue;
    }
    if (timer.due_ == never) {
      forget(timer);
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

void Timers::move_up(std::size_t place, Timer& timer) noexcept {
  while (place > 0 && timer.at_ < heap_[(place - 1) / 2]->at_) {
    put(place, *heap_[(place - 1) / 2]);
    place = (place - 1) / 2;
  }
  put(place, timer);
}

void Timers::move_down(std::size_t place, Timer& timer) noexcept {
  for (;;) {
    std::size_t child = 2 * place + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1]->at_ < heap_[child]->at_) ++child;
    if (timer.at_ <= heap_[child]->at_) break;
    put(place, *heap_[child]);
    place = child;
  }
  put(place, timer);
}

}  // namespace farcall::inline v1::io
