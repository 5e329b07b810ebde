#include <farcall/base/fork.hpp>

#include <atomic>

#include <pthread.h>

namespace farcall::inline v1 {
namespace {

std::atomic<std::uint32_t> count{0};

void count_one() { count.fetch_add(1, std::memory_order_relaxed); }

}  // namespace

std::uint32_t forks() noexcept {
  // It fails for lack of memory only; then a child is taken for its parent, as it is everywhere else.
  [[maybe_unused]] static const int registered = ::pthread_atfork(nullptr, nullptr, count_one);
  return count.load(std::memory_order_relaxed);
}

}  // namespace farcall::inline v1
