#include <farcall/base/fence.hpp>

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace farcall::inline v1 {
namespace {

long membarrier(int command) noexcept { return ::syscall(SYS_membarrier, command, 0, 0); }

}  // namespace

const bool has_heavy_fence = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;

void heavy_fence() noexcept {
  if (!has_heavy_fence || membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0) full_fence();
}

}  // namespace farcall::inline v1
