// Which processor a thread runs on.
#pragma once

#include <cstddef>
#include <cstdint>

#include <sched.h>
#include <sys/rseq.h>

namespace farcall::inline v1::lrpc {

// As of now; the kernel keeps it up to date in memory of the thread, so it costs a load. Source: rseq(2).
[[nodiscard]] inline std::uint32_t current_processor() noexcept {
  if (__rseq_size == 0) [[unlikely]]
    return static_cast<std::uint32_t>(::sched_getcpu());
  const auto* area = static_cast<const std::byte*>(__builtin_thread_pointer()) + __rseq_offset;
  return __atomic_load_n(&reinterpret_cast<const struct rseq*>(area)->cpu_id, __ATOMIC_RELAXED);
}

// Some five nanoseconds between two looks at a line that another processor is about to write: who looks
// without a rest slows the writer down (an exchange there and back took 0.55 instead of 0.42 us where it was
// measured), and PAUSE takes too long.
inline void rest() noexcept {
  std::uint64_t chain = 1;
  for (int i = 0; i < 5; ++i) {
    chain *= 3;
    asm volatile("" : "+r"(chain));
  }
}

// Between two yields: some four microseconds.
inline constexpr int looks_between_yields = 512;

}  // namespace farcall::inline v1::lrpc
