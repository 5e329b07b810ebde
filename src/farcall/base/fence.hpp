// Ordering a store before a load, without a price for the side that does it often.
#pragma once

#include <atomic>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

// A full fence for the memory that other processes see, too.
inline void full_fence() noexcept { __sync_synchronize(); }

// Whether heavy_fence() works as it should; false as well before it is known.
extern FARCALL_API const bool has_heavy_fence;

// Two threads of this process each store to one atomic and then load the other's. At least one of them sees
// what the other stored when one has a light fence in between and the other a heavy one. The light one is
// free, because the heavy one makes every thread of the process have a full fence (membarrier(2), some
// microseconds). Where the kernel cannot do that both are full fences. Thread: any.
inline void light_fence() noexcept {
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (!has_heavy_fence) [[unlikely]]
    full_fence();
}
FARCALL_API void heavy_fence() noexcept;

}  // namespace farcall::inline v1
