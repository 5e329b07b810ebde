// Calls that wait for their replies, found by xid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace farcall::inline v1::client {

// Each call has the place that its xid says: what would share it with another call gets the next xid. At
// least half of the places are free, so that is rare. Source: an xid is only ever compared for equality (RFC
// 5531 §5). `Call` has a member `xid`. Thread: one.
template <typename Call>
class XidTable {
 public:
  // Under the next xid, from `next` on, whose place is free. Errors: std::bad_alloc.
  void insert(Call& call, std::uint32_t& next) {
    if (2 * (count_ + 1) > places_.size()) grow();
    while (places_[next & mask()] != nullptr) ++next;
    call.xid = next++;
    place_of(call.xid) = &call;
    ++count_;
  }

  [[nodiscard]] Call* find(std::uint32_t xid) const noexcept {
    Call* call = places_[xid & mask()];
    return call != nullptr && call->xid == xid ? call : nullptr;
  }

  void remove(const Call& call) noexcept {
    if (place_of(call.xid) != &call) return;
    place_of(call.xid) = nullptr;
    --count_;
  }

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  template <typename Each>
  void each(Each each) const {
    each_from(0, std::move(each));
  }
  // From the place of `first` on: of the next xid, the oldest come first, mostly.
  template <typename Each>
  void each_from(std::uint32_t first, Each each) const {
    for (std::size_t i = 0; i < places_.size(); ++i)
      if (Call* call = places_[(first + i) & mask()]; call != nullptr) each(*call);
  }
  template <typename Each>
  void drain(Each each) {
    for (Call*& place : places_)
      if (place != nullptr) each(*place), place = nullptr;
    count_ = 0;
  }

 private:
  [[nodiscard]] std::size_t mask() const noexcept { return places_.size() - 1; }
  [[nodiscard]] Call*& place_of(std::uint32_t xid) noexcept { return places_[xid & mask()]; }
  void grow() {
    std::vector<Call*> old(places_.size() * 2, nullptr);
    old.swap(places_);
    for (Call* call : old)
      if (call != nullptr) place_of(call->xid) = call;
  }

  std::vector<Call*> places_ = std::vector<Call*>(16, nullptr);
  std::size_t count_ = 0;
};

}  // namespace farcall::inline v1::client
