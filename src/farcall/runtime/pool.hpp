// The calls of a channel: as many as there were ever at a time, used again.
#pragma once

#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

namespace farcall::inline v1 {

// Owns: its elements, which stay where they are. Thread: one.
template <typename T>
class Pool {
 public:
  // The one that was given back last, whose memory is the warmest, or a new one made of `arguments`.
  // Errors: std::bad_alloc.
  template <typename... Arguments>
  [[nodiscard]] T& take(Arguments&&... arguments) {
    if (free_.empty()) {
      free_.reserve(all_.size() + 1);  // so that give_back() never allocates
      return all_.emplace_back(std::forward<Arguments>(arguments)...);
    }
    T* one = free_.back();
    free_.pop_back();
    return *one;
  }
  void give_back(T& one) noexcept { free_.push_back(&one); }
  template <typename Each>
  void each(Each each) {
    for (T& one : all_) each(one);
  }
  [[nodiscard]] std::size_t in_use() const noexcept { return all_.size() - free_.size(); }

 private:
  std::deque<T> all_;
  std::vector<T*> free_;
};

}  // namespace farcall::inline v1
