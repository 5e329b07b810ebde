// The calls of a channel that the thread makes that drives its event loop: it begins, starts and ends them
// without the loop's lock, and what it starts in a turn is taken on together.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

namespace farcall::inline v1::client {

// Calls in order. Each is in one list at most, and has the members `next` and `before` for it.
template <typename Call>
struct CallList {
  void push(Call& call) noexcept { insert_behind(last, call); }
  // Null: as the first one.
  void insert_behind(Call* before, Call& call) noexcept {
    ++size;
    call.before = before;
    call.next = std::exchange(before == nullptr ? first : before->next, &call);
    (call.next == nullptr ? last : call.next->before) = &call;
  }
  void erase(Call& call) noexcept {
    --size;
    (call.before == nullptr ? first : call.before->next) = call.next;
    (call.next == nullptr ? last : call.next->before) = call.before;
  }
  Call* first = nullptr;
  Call* last = nullptr;
  std::size_t size = 0;
};

// A call is an AsyncCall, and has the members `is_begun` and `is_dropped` for it, too. Thread: who drives,
// except where it is said.
template <typename Call>
class TurnCalls {
 public:
  // One for the next call, which had ended here, or null.
  [[nodiscard]] Call* take() noexcept { return count_ > 0 ? at_hand_[--count_] : nullptr; }
  // It is to be taken on. True: it is the first one since the turn was ended.
  [[nodiscard]] bool start(Call& call) noexcept {
    begun_.push(call);
    call.is_begun = true;
    return !std::exchange(in_turn_, true);
  }
  // Those that are to be taken on.
  [[nodiscard]] std::size_t size() const noexcept { return begun_.size; }
  void end_turn() noexcept { in_turn_ = false; }
  // False when the channel has to end it, under the lock: it may be known there, or there are enough at hand.
  // In any case it is not to be taken on any more.
  [[nodiscard]] bool end(Call& call) noexcept {
    const bool was_begun = call.is_begun;
    if (was_begun) leave(call);
    if (!(was_begun || call.is_taken) || count_ == at_hand_.size()) return false;
    at_hand_[count_++] = &call;
    return true;
  }
  // Another thread ends it. False: it is not, or no more, among those that were started here. Thread: who has
  // the loop's lock.
  [[nodiscard]] static bool drop(Call& call) noexcept {
    if (call.is_begun) call.is_dropped = true;
    return call.is_begun;
  }
  // `take_on(Call&)` those that were started, in order; `give_back(Call&)` those that were dropped since.
  // Under the loop's lock.
  template <typename TakeOn, typename GiveBack>
  void take_on(TakeOn take_on, GiveBack give_back) {
    while (begun_.first != nullptr) {
      Call& call = *begun_.first;
      leave(call);
      std::exchange(call.is_dropped, false) ? give_back(call) : take_on(call);
    }
  }

 private:
  void leave(Call& call) noexcept {
    begun_.erase(call);
    call.is_begun = false;
  }

  CallList<Call> begun_;
  bool in_turn_ = false;
  std::array<Call*, 64> at_hand_;  // the last one first, whose memory is the warmest
  std::size_t count_ = 0;
};

}  // namespace farcall::inline v1::client
