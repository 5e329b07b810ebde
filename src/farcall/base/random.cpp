#include <farcall/base/random.hpp>

#include <sys/random.h>

#include <farcall/base/clock.hpp>

namespace farcall::inline v1 {

std::uint64_t random_word() noexcept {
  std::uint64_t word = 0;
  if (::getrandom(&word, sizeof word, 0) != sizeof word)
    word = static_cast<std::uint64_t>(steady_clock().now().time_since_epoch().count());
  return word;
}

}  // namespace farcall::inline v1
