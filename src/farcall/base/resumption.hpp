// What a thread that resumes coroutines keeps meanwhile.
#pragma once

#include <utility>

#include <farcall/base/task.hpp>

namespace farcall::inline v1 {

struct Resumption {
  ResumableQueue waiting;  // for the one that runs to suspend
  bool runs = false;
};

// This thread's. Here for resume(), and for simulations, whose threads share one of the system.
[[nodiscard]] Resumption& resumption() noexcept;

// The coroutine that runs on this thread stands still as long as this lives, and others go on within it: it
// waits for what they do. Without one, nothing changes.
class Interlude {
 public:
  Interlude() noexcept { std::swap(outer_, resumption()); }
  Interlude(const Interlude&) = delete;
  Interlude& operator=(const Interlude&) = delete;
  ~Interlude() { std::swap(outer_, resumption()); }  // nobody waits here any more: nobody runs

  // Of those that wait for it to suspend, the next one, or null.
  [[nodiscard]] Resumable* next() noexcept { return outer_.waiting.pop(); }

 private:
  Resumption outer_;
};

}  // namespace farcall::inline v1
