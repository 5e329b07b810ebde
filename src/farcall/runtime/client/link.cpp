#include <farcall/runtime/client/link.hpp>

namespace farcall::inline v1::client {

void Link::add_follower(PendingCall& call) noexcept {
  call.follows = true;
  call.next_follower = nullptr;
  if (last_follower != nullptr) {
    last_follower->next_follower = &call;
  } else {
    first_follower = &call;
  }
  last_follower = &call;
}

void Link::remove_follower(PendingCall& call) noexcept {
  if (!call.follows) return;
  call.follows = false;
  PendingCall* before = nullptr;
  for (PendingCall* at = first_follower; at != &call; at = at->next_follower) before = at;
  if (before != nullptr) {
    before->next_follower = call.next_follower;
  } else {
    first_follower = call.next_follower;
  }
  if (last_follower == &call) last_follower = before;
}

PendingCall* Link::pass_lease() noexcept {
  PendingCall* successor = first_follower;
  leased = successor != nullptr;
  if (successor == nullptr) return nullptr;
  remove_follower(*successor);
  successor->signal.store(PendingCall::lead, std::memory_order_release);
  return successor;
}

}  // namespace farcall::inline v1::client
