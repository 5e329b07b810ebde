#include <farcall/base/fork.hpp>

#include <pthread.h>

namespace farcall::inline v1 {

std::atomic<std::uint32_t> forks_so_far{0};

namespace {

void count_one() { forks_so_far.fetch_add(1, std::memory_order_relaxed); }

}  // namespace

std::uint32_t forks() noexcept {
  // It fails for lack of memory only; then a child is taken for its parent, as it is everywhere else.
  [[maybe_unused]] static const int registered = ::pthread_atfork(nullptr, nullptr, count_one);
  return forks_so_far.load(std::memory_order_relaxed);
}

}  // namespace farcall::inline v1
