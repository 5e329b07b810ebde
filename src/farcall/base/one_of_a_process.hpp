// What a process has one of, such as a thread that works for all.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include <farcall/base/fork.hpp>
#include <farcall/base/result.hpp>

namespace farcall::inline v1 {

// The one that `make` has made when it was first asked for, a Result<std::unique_ptr<T>>. It is never
// destroyed, so that what works for it may end with the process; a child of fork() has none of its threads,
// and gets another one. Errors: those of `make`; std::bad_alloc. Thread: any.
template <typename T, typename Make>
[[nodiscard]] Result<T*> one_of_a_process(Make make) {
  // With a mutex of its own: a child of fork() may find its parent's locked, by a thread that it has not.
  struct Place {
    const std::uint32_t its_forks = forks();
    std::mutex mutex{};
    T* one = nullptr;
  };
  static std::atomic<Place*> current{nullptr};
  Place* place = current.load(std::memory_order_acquire);
  while (place == nullptr || place->its_forks != forks()) {
    auto fresh = std::make_unique<Place>();
    if (current.compare_exchange_strong(place, fresh.get(), std::memory_order_acq_rel))
      place = fresh.release();
  }
  std::lock_guard lock(place->mutex);
  if (place->one == nullptr) {
    Result<std::unique_ptr<T>> made = make();
    if (!made) return std::move(made).error();
    place->one = made->release();
  }
  return place->one;
}

}  // namespace farcall::inline v1
