#include <farcall/io/spinner.hpp>

#include <sched.h>

namespace farcall::inline v1::io {

Spinner::Processors Spinner::usable() noexcept {
  cpu_set_t set;
  CPU_ZERO(&set);
  // It fails where there are more processors than the set has room for.
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return Processors::several;
  return CPU_COUNT(&set) > 1 ? Processors::several : Processors::one;
}

void Spinner::yield() noexcept { ::sched_yield(); }

}  // namespace farcall::inline v1::io
