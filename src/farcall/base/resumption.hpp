// What a thread that resumes coroutines keeps meanwhile.
#pragma once

#include <farcall/base/task.hpp>

namespace farcall::inline v1 {

struct Resumption {
  ResumableQueue waiting;  // for the one that runs to suspend
  bool runs = false;
};

// This thread's. Here for resume(), and for simulations, whose threads share one of the system.
[[nodiscard]] Resumption& resumption() noexcept;

}  // namespace farcall::inline v1
