// The way out of what has been taken on: in the order of the calls, as far as the socket takes it.
#include <farcall/runtime/client/loop_channel.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace farcall::inline v1::client {

using transport::mark_bytes;

// One that has its number goes before those that may wait for it.
void LoopChannel::enqueue(Call& call) noexcept {
  if (call.ticket && session_.has(call.ticket)) return enqueue_next(call);
  unsent_.push(call);
  call.is_unsent = true;
}

// Before all that no byte of was sent.
void LoopChannel::enqueue_next(Call& call) noexcept {
  unsent_.insert_behind(sent_of_first_ > 0 ? unsent_.first : nullptr, call);
  call.is_unsent = true;
}

// The rest of a message that was begun must still be sent: what follows it on the stream depends on it.
void LoopChannel::unqueue(Call& call) noexcept {
  if (!std::exchange(call.is_unsent, false)) return;
  if (is_half_sent(call)) {
    std::swap(rest_, call.message);
    rest_begin_ = std::exchange(sent_of_first_, 0);
    rest_end_ = rest_.size_bytes();
  }
  unsent_.erase(call);
}

void LoopChannel::flush() {
  take_on_begun();
  if (!socket_ || std::exchange(is_flushing_, true)) return;
  struct Flushing {
    bool& is_flushing;
    ~Flushing() { is_flushing = false; }
  } flushing{is_flushing_};
  options_.kind == io::Kind::stream ? send_stream() : send_datagrams();
}

void LoopChannel::send_stream() {
  std::array<iovec, 64> pieces;
  while (unsent_.first != nullptr || rest_begin_ != rest_end_) {
    const Call* const opening = opening_;
    const std::size_t count = gather(pieces);
    if (opening_ != opening) continue;  // it stands before what was gathered
    if (count == 0) break;
    io::Transfer transfer = socket_->send({pieces.data(), count});
    if (transfer.state == io::Transfer::State::not_ready) return await_room(true);
    if (transfer.state != io::Transfer::State::moved) {
      Error error = io::system_error(transfer.error, options_.name);
      error.code = Code::connection_lost;
      return lose(std::move(error));
    }
    count_sent(transfer.size_bytes);
  }
  await_room(false);
}

// What is to be sent next, in how many pieces. Short messages are copied next to each other: the kernel
// takes longer for a piece than for its bytes.
std::size_t LoopChannel::gather(std::span<iovec> pieces) {
  constexpr std::size_t short_bytes = 1024;
  std::size_t count = 0;
  std::span<std::byte> room = loop_->scratch();
  auto add = [&](std::byte* data, std::size_t size_bytes) {
    if (size_bytes <= std::min(short_bytes, room.size())) {
      std::memcpy(room.data(), data, size_bytes);
      data = room.data();
      room = room.subspan(size_bytes);
    }
    iovec* last = count > 0 ? &pieces[count - 1] : nullptr;
    if (last != nullptr && static_cast<std::byte*>(last->iov_base) + last->iov_len == data) {
      last->iov_len += size_bytes;
    } else {
      pieces[count++] = {data, size_bytes};
    }
  };
  const TimePoint now = options_.clock->now();
  if (rest_begin_ != rest_end_) add(rest_.data() + rest_begin_, rest_end_ - rest_begin_);
  for (Call* call = unsent_.first; call != nullptr && count < pieces.size();) {
    Call& each = *std::exchange(call, call->next);
    if (!write(each, now)) {
      if (each.is_pending) break;  // it waits for the session
      continue;                    // it has failed
    }
    std::size_t sent = &each == unsent_.first ? sent_of_first_ : 0;
    add(each.message.data() + sent, each.message.size_bytes() - sent);
  }
  return count;
}

void LoopChannel::count_sent(std::size_t size_bytes) noexcept {
  sent_bytes_ += size_bytes;
  std::size_t of_rest = std::min(size_bytes, rest_end_ - rest_begin_);
  rest_begin_ += of_rest;
  size_bytes -= of_rest;
  while (size_bytes > 0) {
    Call& call = *unsent_.first;
    std::size_t left = call.message.size_bytes() - sent_of_first_;
    if (size_bytes < left) {
      sent_of_first_ += size_bytes;
      return;
    }
    size_bytes -= left;
    sent_of_first_ = 0;
    unqueue(call);
    ++call.sends;
    if (call.one_way) succeed(call);
  }
}

void LoopChannel::send_datagrams() {
  while (unsent_.first != nullptr) {
    Call& call = *unsent_.first;
    const TimePoint now = options_.clock->now();
    if (!write(call, now)) {
      if (&call == unsent_.first) break;  // it waits for the session
      continue;
    }
    iovec piece{call.message.data() + mark_bytes, call.message.size_bytes() - mark_bytes};
    io::Transfer transfer = socket_->send({&piece, 1});
    // An error that is left over from an earlier datagram is reported once, instead of sending this one.
    if (transfer.state == io::Transfer::State::failed) transfer = socket_->send({&piece, 1});
    if (transfer.state == io::Transfer::State::not_ready) return await_room(true);
    unqueue(call);
    if (transfer.state == io::Transfer::State::failed) {
      fail(call,
           io::system_error(transfer.error, options_.name, call.sends == 0 ? Executed::no : Executed::maybe));
      continue;
    }
    ++call.sends;
    if (call.one_way) {
      succeed(call);
      continue;
    }
    call.retransmission ? call.retransmission->sent_again(now)
                        : void(call.retransmission.emplace(now, call.xid));
    loop_->set_timer(call, std::min(call.deadline, call.retransmission->next()));
  }
  await_room(false);
}

void LoopChannel::await_room(bool yes) {
  if (yes == awaits_room_) return;
  awaits_room_ = yes;
  if (Result<void> watched = loop_->watch(*this, socket_->descriptor(), yes); !watched) lose(watched.error());
}

}  // namespace farcall::inline v1::client
