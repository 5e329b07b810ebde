// When more calls come than a thread can serve: which of them it refuses.
#pragma once

#include <algorithm>
#include <atomic>

#include <farcall/base/clock.hpp>

namespace farcall::inline v1::server {

// Calls wait in the buffers of sockets while the thread that reads them runs handlers. When one after the
// other has waited for half of its time, waiting for the rest would be in vain for most. From then on no call
// waits for longer than a moment: the others are refused at once, and can ask elsewhere. That ends when a
// look finds that nothing has come and nobody was refused since the last such look; and now and then without,
// to see whether it was a hiccup after which the same few callers just ask again and again. Source: the
// controlled delay of Nichols and Jacobson (2012), with the deadlines that calls bring as its target. Thread:
// the one that leads; one that has just been relieved may not know that yet, and the two may mix up what they
// have seen, which is of no consequence.
class Overload {
 public:
  [[nodiscard]] bool is_on() const noexcept { return is_on_; }

  // A turn: what has come over all streams by now is served, before the next look. Where that is never called
  // there is one queue, of datagrams, and how long each has waited there is known well enough.
  void begin_turn(TimePoint now) noexcept { turn_began_ = now; }
  [[nodiscard]] bool is_turn_over(TimePoint now) const noexcept {
    return now - TimePoint(turn_began_) >= a_moment;
  }
  // It has looked, and nothing had come.
  void found_nothing() noexcept {
    const bool has_refused = has_refused_;
    has_refused_ = false;
    if (has_refused) return;
    leave();
    doubted_at_ = TimePoint{};
  }

  // Of a new call, which has waited for so long, by the clocks of its sender and ours; `is_late`: half of its
  // time.
  [[nodiscard]] bool refuses(bool is_late, Duration waited, TimePoint now) noexcept {
    late_in_a_row_ = is_late ? late_in_a_row_ + 1U : 0U;
    if (is_on_ && now >= TimePoint(doubts_at_)) {
      leave();
      doubted_at_ = now;
    }
    if (!is_on_ && late_in_a_row_ > most_late) enter(now);
    const bool waits = TimePoint(turn_began_) == TimePoint{} ? waited >= a_moment : is_turn_over(now);
    if (!is_on_ || (!is_late && !waits)) return false;
    has_refused_ = true;
    return true;
  }

 private:
  static constexpr unsigned most_late = 16;
  static constexpr Duration a_moment = std::chrono::microseconds(1000);
  static constexpr Duration first_doubt = std::chrono::milliseconds(500);
  static constexpr Duration last_doubt = std::chrono::seconds(60);

  void enter(TimePoint now) noexcept {
    const bool was_right =
        TimePoint(doubted_at_) != TimePoint{} && now - TimePoint(doubted_at_) < first_doubt;
    lasts_ = was_right ? std::min(4 * Duration(lasts_), last_doubt) : first_doubt;
    doubts_at_ = after(now, Duration(lasts_));
    is_on_ = true;
  }
  void leave() noexcept {
    is_on_ = false;
    late_in_a_row_ = 0U;
  }

  // A load or a store, and no order.
  template <typename T>
  class Relaxed {
   public:
    Relaxed(T value) noexcept : value_(value) {}
    operator T() const noexcept { return value_.load(std::memory_order_relaxed); }
    Relaxed& operator=(T value) noexcept {
      value_.store(value, std::memory_order_relaxed);
      return *this;
    }

   private:
    std::atomic<T> value_;
  };

  Relaxed<bool> is_on_ = false;
  Relaxed<bool> has_refused_ = false;  // since a look found nothing
  Relaxed<unsigned> late_in_a_row_ = 0U;
  Relaxed<TimePoint> turn_began_ = TimePoint{};
  Relaxed<TimePoint> doubts_at_ = TimePoint{};   // when to see whether it is still so
  Relaxed<TimePoint> doubted_at_ = TimePoint{};  // when that was done last
  Relaxed<Duration> lasts_ = first_doubt;
};

}  // namespace farcall::inline v1::server
