#include <farcall/base/random.hpp>

#include <sys/random.h>

#include <farcall/base/clock.hpp>

namespace farcall::inline v1 {

bool fill_random(std::span<std::byte> bytes) noexcept {
  return ::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
}

std::uint64_t random_word() noexcept {
  std::uint64_t word = 0;
  if (!fill_random(std::as_writable_bytes(std::span(&word, 1))))
    word = static_cast<std::uint64_t>(steady_clock().now().time_since_epoch().count());
  return word;
}

}  // namespace farcall::inline v1
