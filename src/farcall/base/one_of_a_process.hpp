// What a process has one of, such as a thread that works for all.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include <farcall/base/fork.hpp>
#include <farcall/base/result.hpp>

namespace farcall::inline v1 {

// The one that `make` has made when it was first asked for, a Result<std::unique_ptr<T>>. It is never
// destroyed, so that what works for it may end with the process; a child of fork() has none of its threads,
// and gets another one. Errors: those of `make`. Thread: any.
template <typename T, typename Make>
[[nodiscard]] Result<T*> one_of_a_process(Make make) {
  static std::mutex mutex;
  static T* one = nullptr;
  static std::uint32_t its_forks = 0;
  std::lock_guard lock(mutex);
  if (one == nullptr || its_forks != forks()) {
    Result<std::unique_ptr<T>> made = make();
    if (!made) return std::move(made).error();
    one = made->release();
    its_forks = forks();
  }
  return one;
}

}  // namespace farcall::inline v1
