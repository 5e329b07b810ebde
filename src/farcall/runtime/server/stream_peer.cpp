#include <farcall/runtime/server/stream_peer.hpp>

#include <cstring>

#include <farcall/base/log.hpp>
#include <farcall/runtime/server/caller.hpp>
#include <farcall/transport/gathered_record.hpp>

namespace farcall::inline v1::server {

using transport::mark_bytes;
using State = io::Transfer::State;

bool StreamPeer::watch() noexcept {
  std::lock_guard lock(mutex_);
  return poll(false);
}

void StreamPeer::forget() noexcept { poller_.forget(socket_->descriptor()); }

bool StreamPeer::is_congested() const noexcept {
  std::lock_guard lock(mutex_);
  return unsent_begin_ != unsent_end_;
}

bool StreamPeer::flush() noexcept {
  std::lock_guard lock(mutex_);
  while (unsent_begin_ != unsent_end_) {
    iovec piece{unsent_.data() + unsent_begin_, unsent_end_ - unsent_begin_};
    io::Transfer transfer = socket_->send({&piece, 1});
    if (transfer.state == State::not_ready) return true;
    if (transfer.state != State::moved) return false;
    unsent_begin_ += transfer.size_bytes;
  }
  unsent_begin_ = unsent_end_ = 0;
  unsent_.release();
  return poll(false);
}

void StreamPeer::stop_reading() noexcept {
  std::lock_guard lock(mutex_);
  reads_ = false;
  if (!poll(unsent_begin_ != unsent_end_)) socket_->shut();
}

// Waits for room to send, or for calls: never both.
bool StreamPeer::poll(bool congested) noexcept {
  return poller_.watch(socket_->descriptor(), key_, reads_ && !congested, congested).has_value();
}

void StreamPeer::send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                            std::size_t body_at) {
  transport::write_mark(mark, message_bytes);
  transport::GatheredRecord record(mark, mark_bytes + message_bytes, mark_bytes + body_at, gathered);
  std::lock_guard lock(mutex_);
  while (unsent_begin_ == unsent_end_ && !record.pieces().empty()) {
    io::Transfer transfer = socket_->send(record.pieces());
    if (transfer.state == State::moved) {
      record.advance(transfer.size_bytes);
    } else if (transfer.state == State::failed) {
      return socket_->shut();  // the loop will see the end of the stream
    } else if (!wait_for_client()) {
      break;
    }
  }
  if (record.pieces().empty()) return;
  bool first = unsent_begin_ == unsent_end_;
  if (!keep(record.pieces())) return socket_->shut();
  if (first && !poll(true)) socket_->shut();
}

bool StreamPeer::wait_for_client() {
  if (!patience_.has_any()) return false;
  bool went =
      socket_->wait_writable(false, steady_clock().now() + Patience::wait) == io::Socket::Ready::writable;
  went ? patience_.restore() : patience_.spend();
  return went;
}

// Copies what the socket did not take. False when that is more than a peer may leave unread.
bool StreamPeer::keep(std::span<const iovec> pieces) noexcept {
  std::size_t more = 0;
  for (const iovec& piece : pieces) more += piece.iov_len;
  std::size_t all = unsent_end_ + more;
  if (all - unsent_begin_ > limits_.unsent_bytes || !unsent_.grow(all)) {
    log(LogLevel::warning, "a client that does not read its replies is disconnected");
    return false;
  }
  for (const iovec& piece : pieces) {
    std::memcpy(unsent_.data() + unsent_end_, piece.iov_base, piece.iov_len);
    unsent_end_ += piece.iov_len;
  }
  return true;
}

const Caller& StreamPeer::caller() {
  std::lock_guard lock(mutex_);
  if (!caller_) caller_ = std::make_unique<Caller>(caller_of_stream(socket_->descriptor()));
  return *caller_;
}

}  // namespace farcall::inline v1::server
