#include <farcall/runtime/client/link.hpp>

#include <cstring>
#include <utility>

#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::client {

void Link::forget(PendingCall& call) noexcept {
  // The rest of its message would never come, and what others send must not be taken for it.
  if (call.queue == &senders && call.begun_bytes > 0) socket->shut();
  followers.remove(call);
  senders.remove(call);
}

PendingCall* Link::pass_lease() noexcept {
  PendingCall* successor = followers.pop();
  leased = successor != nullptr;
  if (leased) successor->signal.store(PendingCall::lead, std::memory_order_release);
  return successor;
}

Signs Link::signs() const noexcept {
  return {heard.load(std::memory_order_relaxed), total_sent_bytes.load(std::memory_order_relaxed),
          kind == io::Kind::stream ? io::unacknowledged_bytes(socket->descriptor()) : 0};
}

void Link::take_turn(PendingCall& call) noexcept {
  call.along_until = call.begun_bytes = call.company = 0;
  call.has_turn = !std::exchange(is_sending, true);
  call.stands_in_line = !call.has_turn;
  if (call.stands_in_line) senders.push(call);
}

PendingCall* Link::pass_turn() noexcept {
  PendingCall* next = senders.pop();
  is_sending = next != nullptr;
  if (is_sending) {
    next->has_turn = true;
    next->signal.store(PendingCall::send, std::memory_order_release);
  }
  return next;
}

std::span<const std::byte> Link::take_along() noexcept {
  std::size_t along_bytes = 0;
  bool is_free = true;  // from a message that was begun, and goes first
  senders.each([&](PendingCall& call) {
    const std::size_t size_bytes = call.message.size_bytes();
    is_free = is_free && call.begun_bytes == 0;
    if (!is_free || !call.may_go_along || !along.grow(along_bytes + size_bytes)) return;
    std::memcpy(along.data() + along_bytes, call.message.data(), size_bytes);
    call.along_until = along_bytes += size_bytes;
  });
  return {along.data(), along_bytes};
}

bool Link::went_along(std::size_t sent_bytes) noexcept {
  std::size_t begun_at = 0;
  std::size_t begun_until = 0;  // of the record that the last byte is of
  while (begun_until < sent_bytes) {
    begun_at = begun_until;
    begun_until +=
        transport::mark_bytes + (xdr::load_u32(along.data() + begun_at) & ~transport::last_fragment);
  }
  bool is_whole = begun_until == sent_bytes;
  senders.each([&](PendingCall& call) {
    const std::size_t until = std::exchange(call.along_until, 0);
    if (until == 0) return;
    if (until <= sent_bytes) {
      call.sends = 1;
      senders.remove(call);
      followers.push(call);
    } else if (until == begun_until) {
      call.begun_bytes = sent_bytes - begun_at;
      senders.remove(call);
      senders.push_front(call);
      is_whole = true;
    }
  });
  return is_whole;
}

}  // namespace farcall::inline v1::client
