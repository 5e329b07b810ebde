// The slots of a session: of each the last call, and its reply until that is acknowledged.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <farcall/base/buffer.hpp>

namespace farcall::inline v1::server {

class SessionRun;

struct Slot {
  std::uint64_t sequence = 0;   // of the last call that began
  std::uint64_t cancelled = 0;  // up to which all were given up, also those that had not begun
  SessionRun* run = nullptr;    // while it runs
  std::size_t reply_bytes = 0;  // that are kept of it, with the mark; 0: none
  Buffer reply;
  bool runs_again = false;
};

// By their numbers, in parts: one message does not cost more memory than that of a part.
class Slots {
 public:
  [[nodiscard]] Slot* find(std::uint32_t number) noexcept {
    const std::size_t at = number / part_slots;
    return at < parts_.size() && parts_[at] ? &(*parts_[at])[number % part_slots] : nullptr;
  }
  // What make() takes at most.
  [[nodiscard]] static std::size_t cost_bytes(std::uint32_t number) noexcept {
    return sizeof(Part) + (number / part_slots + 1) * sizeof(void*);
  }
  // How much more it takes than before. Errors: std::bad_alloc.
  [[nodiscard]] std::size_t make(std::uint32_t number) {
    const std::size_t before = size_bytes();
    auto part = std::make_unique<Part>();
    if (parts_.size() <= number / part_slots) parts_.resize(number / part_slots + 1);
    parts_[number / part_slots] = std::move(part);
    ++count_;
    return size_bytes() - before;
  }
  [[nodiscard]] std::size_t size_bytes() const noexcept {
    return count_ * sizeof(Part) + parts_.size() * sizeof(void*);
  }
  template <typename Each>
  void each(Each each) {
    for (const std::unique_ptr<Part>& part : parts_)
      if (part) std::for_each(part->begin(), part->end(), each);
  }

 private:
  static constexpr std::size_t part_slots = 16;
  using Part = std::array<Slot, part_slots>;

  std::vector<std::unique_ptr<Part>> parts_;
  std::size_t count_ = 0;  // of those that there are
};

}  // namespace farcall::inline v1::server
