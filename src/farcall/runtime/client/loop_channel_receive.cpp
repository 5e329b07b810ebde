// The way back: what has come, and which call it answers.
#include <farcall/runtime/client/loop_channel.hpp>

#include <cstring>
#include <utility>

#include <farcall/message/reply_message.hpp>

namespace farcall::inline v1::client {

void LoopChannel::on_ready(const io::Poller::Event& event) {
  if (event.writable) flush();
  if (!socket_ || !event.readable || to_serve_) return;
  options_.kind == io::Kind::stream ? receive_stream() : receive_datagrams();
}

LoopChannel::Received LoopChannel::receive() {
  const std::uint64_t before = receipts_;
  on_ready({.key = 0, .readable = true, .writable = false});
  return receipts_ != before || !socket_ ? Received::something : Received::nothing;
}

void LoopChannel::heard() noexcept {
  ++receipts_;
  if (reconnection_.gives_up_at() != never) reconnection_.reached();
}

// What a Silence goes by.
std::uint64_t LoopChannel::progress() const noexcept {
  return options_.kind == io::Kind::stream ? reader_.progress() : receipts_;
}

Signs LoopChannel::signs() const noexcept {
  const bool is_stream = socket_ && options_.kind == io::Kind::stream;
  return {progress(), sent_bytes_, is_stream ? io::unacknowledged_bytes(socket_->descriptor()) : 0};
}

void LoopChannel::receive_stream() {
  std::span<std::byte> room = reader_.room();
  if (room.empty()) return lose(failure(Code::resource_exhausted, Executed::maybe, "no memory for replies"));
  io::Transfer transfer = socket_->receive(room, io::at_once);
  switch (transfer.state) {
    case io::Transfer::State::not_ready: return;
    case io::Transfer::State::closed:
      return lose(failure(Code::connection_lost, Executed::maybe, "the peer closed the connection"));
    case io::Transfer::State::failed: {
      Error error = io::system_error(transfer.error, options_.name);
      error.code = Code::connection_lost;
      return lose(std::move(error));
    }
    case io::Transfer::State::moved: break;
  }
  heard();
  reader_.received(transfer.size_bytes);
  take_records();
}

void LoopChannel::take_records() {
  std::span<const std::byte> record;
  while (socket_ && !to_serve_) {
    switch (reader_.next(record)) {
      case transport::RecordReader::Next::need_more: return;
      case transport::RecordReader::Next::too_large:
        return lose(failure(Code::bad_reply, Executed::maybe, "a reply is longer than the limit"));
      case transport::RecordReader::Next::record: deliver(record, reader_.memory_of_last());
    }
  }
}

void LoopChannel::receive_datagrams() {
  if (!datagram_.grow(1 << 16)) return;
  for (int i = 0; i < 64; ++i) {
    io::Transfer transfer = socket_->receive({datagram_.data(), datagram_.capacity()}, io::at_once);
    if (transfer.state == io::Transfer::State::moved) {
      heard();
      deliver({datagram_.data(), transfer.size_bytes}, nullptr);
    } else if (transfer.state != io::Transfer::State::closed) {  // an empty datagram
      if (transfer.state == io::Transfer::State::failed)
        lose(io::system_error(transfer.error, options_.name, Executed::maybe));
      return;
    }
  }
}

// A reply that nobody waits for any more is dropped. A long one that is alone in its memory takes it along.
void LoopChannel::deliver(std::span<const std::byte> record, Buffer* memory) {
  std::uint32_t xid = 0;
  if (!message::is_reply(record, xid)) return receive_call(record);
  Call* call = calls_.find(xid);
  if (call == nullptr) return;
  constexpr std::size_t long_bytes = 64 * 1024;
  if (record.size() > options_.limits.record_bytes)
    return fail(*call, failure(Code::bad_reply, Executed::maybe, "the reply is longer than the limit"));
  if (memory != nullptr && record.size() >= long_bytes) {
    std::swap(call->reply, *memory);
  } else {
    if (!call->reply.grow(record.size()))
      return fail(*call, failure(Code::resource_exhausted, Executed::maybe, "no memory for the reply"));
    std::memcpy(call->reply.data(), record.data(), record.size());
    record = {call->reply.data(), record.size()};
  }
  call->is_answered = true;
  // A refusal that answers a call which was sent twice may answer the second while the first was executed.
  Executed refused = call->sends <= 1 && !call->in_doubt ? Executed::no : Executed::maybe;
  Result<void> read = message::read_reply(record, call->results, refused, asked(options_.name, *call));
  if (!read) return fail(*call, std::move(read).error());
  call->results_memory = &call->reply;
  call->ticket ? settle(*call) : succeed(*call);
}

}  // namespace farcall::inline v1::client
