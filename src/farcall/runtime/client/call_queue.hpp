// Calls whose threads sleep, in the order in which they came.
#pragma once

#include <atomic>
#include <cstddef>

#include <farcall/runtime/client/pending_calls.hpp>

namespace farcall::inline v1::client {

// A call stands in one queue at most. Thread: one; size() from any.
class CallQueue {
 public:
  void push(PendingCall& call) noexcept { insert_behind(last_, call); }
  // The next to go.
  void push_front(PendingCall& call) noexcept { insert_behind(nullptr, call); }

  // Null: it is empty.
  PendingCall* pop() noexcept {
    PendingCall* first = first_;
    if (first != nullptr) remove(*first);
    return first;
  }

  // If it stands here.
  void remove(PendingCall& call) noexcept {
    if (call.queue != this) return;
    PendingCall* before = nullptr;
    for (PendingCall* at = first_; at != &call; at = at->next_in_queue) before = at;
    (before != nullptr ? before->next_in_queue : first_) = call.next_in_queue;
    if (last_ == &call) last_ = before;
    call.queue = nullptr;
    count(-1);
  }

  // Each of them may be removed, or moved to the front, meanwhile.
  template <typename Each>
  void each(Each each) {
    for (PendingCall *at = first_, *next = nullptr; at != nullptr; at = next) {
      next = at->next_in_queue;
      each(*at);
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_.load(std::memory_order_relaxed); }

 private:
  void insert_behind(PendingCall* before, PendingCall& call) noexcept {
    call.queue = this;
    call.next_in_queue = before != nullptr ? before->next_in_queue : first_;
    (before != nullptr ? before->next_in_queue : first_) = &call;
    if (last_ == before) last_ = &call;
    count(1);
  }
  void count(std::ptrdiff_t more) noexcept {
    size_.store(size() + static_cast<std::size_t>(more), std::memory_order_relaxed);
  }

  PendingCall* first_ = nullptr;
  PendingCall* last_ = nullptr;
  std::atomic<std::size_t> size_{0};
};

}  // namespace farcall::inline v1::client
