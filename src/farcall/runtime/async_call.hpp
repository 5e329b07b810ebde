// One asynchronous call, from begin() to end(): what a Reply holds on to.
#pragma once

#include <atomic>
#include <cstdint>
#include <new>

#include <farcall/base/error.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/task.hpp>
#include <farcall/runtime/channel.hpp>

namespace farcall::inline v1 {

// Lives in its channel, and is used again.
// Thread: the channel completes it, from any; everything else is the caller's.
struct FARCALL_API AsyncCall : Transaction {
  explicit AsyncCall(Channel& its_channel) noexcept : channel(its_channel) {}
  AsyncCall(const AsyncCall&) = delete;
  AsyncCall& operator=(const AsyncCall&) = delete;
  virtual ~AsyncCall();

  [[nodiscard]] bool is_done() const noexcept { return waiter_.load(std::memory_order_acquire) == &done; }
  // Whom to resume when the call is done. False when it is done already.
  [[nodiscard]] bool await(Resumable& waiter) noexcept {
    Resumable* nobody = nullptr;
    return waiter_.compare_exchange_strong(nobody, &waiter, std::memory_order_acq_rel);
  }
  // It is done: results or `error` are there. Who is to be resumed then, or null.
  [[nodiscard]] Resumable* complete() noexcept {
    Resumable* waiter = waiter_.load(std::memory_order_acquire);
    if (waiter == nullptr && waiter_.compare_exchange_strong(waiter, &done, std::memory_order_acq_rel))
      return nullptr;
    if (waiter == &done) return nullptr;
    waiter_.store(&done, std::memory_order_release);  // once somebody waits nobody else writes here
    return waiter;
  }
  // As if it were new, for another call; `its_slot` is the channel's own.
  void renew(void* its_slot) noexcept {
    ::new (static_cast<void*>(static_cast<Transaction*>(this))) Transaction;
    slot = its_slot;
    failed = is_taken = enters_later = false;
    waiter_.store(nullptr, std::memory_order_relaxed);
  }

  Error error;  // where it failed; until then the channel's own
  Channel& channel;
  bool failed = false;
  bool is_taken = false;         // it has succeeded, and whoever waited has been resumed
  bool enters_later = false;     // its channel enters it, after start()
  Resumable* resumes = nullptr;  // while its channel has somebody to resume

 private:
  static Resumable done;
  std::atomic<Resumable*> waiter_{nullptr};
};

}  // namespace farcall::inline v1
