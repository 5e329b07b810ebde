// Looking again and again for what is expected, instead of going to sleep at once.
#pragma once

#include <cstdint>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>

namespace farcall::inline v1::io {

// Waking a thread on another processor costs some 20 microseconds, many times what a short call takes. So who
// waits often looks for a while, giving the processor to whoever else wants it between two looks. What was
// looked for in vain is not looked for the next time, nor, when that goes on, the next two times, four times,
// ...; nor is it looked for by those who wait rarely, nor where other programs want the processors. So a
// caller that comes now and then, and its server, sleep. Those who share a single processor hand it over to
// each other by yields; who looks at memory sleeps there.
// Thread: one at a time.
class FARCALL_API Spinner {
 public:
  // What a yield takes at most when nobody else runs: hardly more than any system call does. One to somebody
  // else takes several times that.
  [[nodiscard]] static Duration longest_idle_yield() noexcept;

  // What the calling thread may run on.
  enum class Processors : std::uint8_t { one, several };
  [[nodiscard]] static Processors usable() noexcept;

  // Looks for `budget` at most; zero: never.
  explicit Spinner(Duration budget, Clock& clock = steady_clock(), Processors processors = usable()) noexcept
      : clock_(clock), budget_(budget), processors_(processors) {}

  // Whether looking was not in vain of late. For who looks for a moment before it asks here.
  [[nodiscard]] bool pays() const noexcept { return rests_ == 0; }
  // What the one who looks knows of how often it does: `often` is what is asked for only now and then, when a
  // first look of its own was in vain.
  enum class Pace : std::uint8_t { to_be_seen, often };
  // So many looks between two yields, where each is a system call.
  static constexpr int system_calls = 16;
  // Until `look()` is true. False: not found, or not worth looking for; then sleep. `looks`: between two
  // yields; of those that are no system calls there have to be more, or the yields would take most of the
  // time.
  template <typename Look>
  [[nodiscard]] bool find(Look look, Pace pace = Pace::to_be_seen, int looks = system_calls) noexcept {
    is_rare_ = false;
    if (budget_ <= Duration::zero()) return false;
    if (rests_ > 0) {
      --rests_;
      return false;
    }
    TimePoint now = clock_.now();
    if (now < pays_until_) return false;
    is_rare_ = pace == Pace::to_be_seen && now - last_ > 2 * budget_;
    last_ = now;
    if (is_rare_) return false;
    const TimePoint end = now + budget_;
    // Who has the same processor cannot send anything before this thread gives way.
    const bool hands_over = looks == system_calls && processors_ == Processors::one;
    const bool yields = shares_ || (was_there_ && hands_over);
    was_there_ = true;
    bool gave_way = false;
    int looks_now = !yields ? looks : hands_over ? 0 : 1;
    for (; now < end; looks_now = yields ? 1 : looks) {
      for (int i = 0; i < looks_now; ++i) {
        if (look()) return found(gave_way && i == 0, hands_over);
        was_there_ = false;
      }
      const TimePoint before = looks_now == 0 ? now : clock_.now();
      yield();
      now = clock_.now();
      gave_way = now - before > longest_idle_yield();
      if (now - before > budget_) {
        pays_until_ = after(now, paid_back * (now - before));
        return false;
      }
    }
    in_vain();
    return false;
  }
  // After a find() that found nothing: that was because this one waits rarely.
  [[nodiscard]] bool is_rare() const noexcept { return is_rare_; }
  // Then who has just answered may give way, once, before it sleeps: its caller need not wait for that on a
  // processor that they share.
  void give_way() noexcept {
    if (last_ < gives_way_after_) return;
    yield();
    const TimePoint now = clock_.now();
    if (now - last_ > budget_) gives_way_after_ = after(now, rarely_paid_back * (now - last_));
  }

 private:
  static constexpr std::uint32_t most_times_in_vain = 10;
  // A yield to strangers who are busy costs a whole time slice. That may be a tenth of the time, no more.
  static constexpr int paid_back = 10;
  // Of calls that come rarely each would be late by it.
  static constexpr int rarely_paid_back = 1000;

  static void yield() noexcept;
  // `shares`: as soon as somebody else had run on this processor. Then looking takes time from who is looked
  // for. Where no other one can be used it is worth it only if to yield hands over to him (`hands_over`), for
  // less than to sleep in a system call and to be woken; to sleep on a word of memory is less than that.
  bool found(bool shares, bool hands_over) noexcept {
    shares_ = shares;
    if (shares && !hands_over && processors_ == Processors::one) {
      in_vain();
    } else {
      times_in_vain_ = 0;
    }
    return true;
  }
  void in_vain() noexcept {
    rests_ = 1U << times_in_vain_;
    if (times_in_vain_ < most_times_in_vain) ++times_in_vain_;
  }

  Clock& clock_;
  const Duration budget_;
  const Processors processors_;
  TimePoint last_{};             // when the last wait that did not rest began
  TimePoint pays_until_{};       // for a yield that took too long
  TimePoint gives_way_after_{};  // the same, of who waits rarely
  bool is_rare_ = false;
  bool shares_ = false;              // the processor, as it seems, with who is waited for
  bool was_there_ = false;           // at the first look, the last time
  std::uint32_t times_in_vain_ = 0;  // in a row
  std::uint32_t rests_ = 0;          // how many waits go to sleep at once
};

}  // namespace farcall::inline v1::io
