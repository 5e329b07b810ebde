// Calls that wait for their replies, found by xid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace farcall::inline v1::client {

// Open addressing with linear probing: xids count up, so calls rarely meet.
// Source: an xid is only ever compared for equality (RFC 5531 §5). `Call` has a member `xid`.
// Thread: one.
template <typename Call>
class XidTable {
 public:
  void insert(Call& call) {
    if (2 * (count_ + 1) > places_.size()) grow();
    std::size_t at = call.xid & mask();
    while (places_[at] != nullptr) at = (at + 1) & mask();
    places_[at] = &call;
    ++count_;
  }

  [[nodiscard]] Call* find(std::uint32_t xid) const noexcept {
    for (std::size_t at = xid & mask(); places_[at] != nullptr; at = (at + 1) & mask())
      if (places_[at]->xid == xid) return places_[at];
    return nullptr;
  }

  void remove(const Call& call) noexcept {
    std::size_t hole = call.xid & mask();
    while (places_[hole] != &call) {
      if (places_[hole] == nullptr) return;
      hole = (hole + 1) & mask();
    }
    // Close the gap, or a search for those behind it would end here.
    for (std::size_t at = (hole + 1) & mask(); places_[at] != nullptr; at = (at + 1) & mask()) {
      std::size_t home = places_[at]->xid & mask();
      bool reachable = ((at - home) & mask()) < ((at - hole) & mask());
      if (reachable) continue;
      places_[hole] = places_[at];
      hole = at;
    }
    places_[hole] = nullptr;
    --count_;
  }

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  template <typename Each>
  void each(Each each) const {
    for (Call* place : places_)
      if (place != nullptr) each(*place);
  }
  template <typename Each>
  void drain(Each each) {
    for (Call*& place : places_)
      if (place != nullptr) each(*place), place = nullptr;
    count_ = 0;
  }

 private:
  [[nodiscard]] std::size_t mask() const noexcept { return places_.size() - 1; }
  void grow() {
    std::vector<Call*> old(places_.size() * 2, nullptr);
    old.swap(places_);
    count_ = 0;
    for (Call* call : old)
      if (call != nullptr) insert(*call);
  }

  std::vector<Call*> places_ = std::vector<Call*>(16, nullptr);
  std::size_t count_ = 0;
};

}  // namespace farcall::inline v1::client
