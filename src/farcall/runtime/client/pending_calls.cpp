#include <farcall/runtime/client/pending_calls.hpp>

#include <utility>

namespace farcall::inline v1::client {

void PendingCalls::insert(PendingCall& call) {
  if (2 * (count_ + 1) > places_.size()) grow();
  std::size_t at = call.xid & mask();
  while (places_[at] != nullptr) at = (at + 1) & mask();
  places_[at] = &call;
  ++count_;
}

PendingCall* PendingCalls::find(std::uint32_t xid) const noexcept {
  for (std::size_t at = xid & mask(); places_[at] != nullptr; at = (at + 1) & mask())
    if (places_[at]->xid == xid) return places_[at];
  return nullptr;
}

void PendingCalls::remove(const PendingCall& call) noexcept {
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

void PendingCalls::grow() {
  std::vector<PendingCall*> old(places_.size() * 2, nullptr);
  old.swap(places_);
  count_ = 0;
  for (PendingCall* call : old)
    if (call != nullptr) insert(*call);
}

}  // namespace farcall::inline v1::client
