// How a call message leaves: whole, in turn with those of other threads, and with the truth about what went.
#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <utility>

#include <farcall/transport/gathered_record.hpp>

namespace farcall::inline v1::client {

using transport::GatheredRecord;
using transport::mark_bytes;
using State = io::Transfer::State;

// A peer that closed an idle connection has said so by now, and then nothing need be sent into the void.
// Asked only after a pause, so that calls in a row pay nothing.
bool SocketChannel::was_left(Link& link, const PendingCall& call, TimePoint now) {
  constexpr Duration pause = std::chrono::milliseconds(10);
  if (!call.leads || link.kind == io::Kind::datagram) return false;
  TimePoint before = std::exchange(link.last_used, now);
  if (now - before < pause || !link.socket->is_closed_by_peer()) return false;
  lose(link, make_error(Code::connection_lost, Executed::maybe,
                        {options_.name, ": the peer closed the connection"}));
  return true;
}

Result<void> SocketChannel::send(Link& link, PendingCall& call, Transaction& transaction) {
  OutgoingMessage& message = call.message;
  if (link.kind == io::Kind::stream) {
    GatheredRecord record(message.data(), message.size_bytes(), message.head_bytes(), transaction.gathered);
    Result<void> sent = send_stream(link, call, transaction, record);
    if (sent) ++call.sends;
    return sent;
  }
  GatheredRecord record(message.data() + mark_bytes, message.size_bytes() - mark_bytes,
                        message.head_bytes() - mark_bytes, transaction.gathered);
  io::Transfer transfer = link.socket->send(record.pieces());
  // An error that is left over from an earlier datagram is reported once, instead of sending this one.
  if (transfer.state == State::failed) transfer = link.socket->send(record.pieces());
  while (transfer.state == State::not_ready) {
    if (link.socket->wait_writable(false, transaction.deadline) == io::Socket::Ready::neither)
      return asked(options_.name, transaction).late(call.sends == 0 ? Executed::no : Executed::maybe);
    transfer = link.socket->send(record.pieces());
  }
  if (transfer.state == State::failed)
    return io::system_error(transfer.error, options_.name, call.sends == 0 ? Executed::no : Executed::maybe);
  ++call.sends;
  return {};
}

Result<void> SocketChannel::send_stream(Link& link, PendingCall& call, const Transaction& transaction,
                                        GatheredRecord& record) {
  if (!take_turn(link, call, transaction.deadline))
    return asked(options_.name, transaction).late(Executed::no);
  bool whole = true;
  struct Sending {
    SocketChannel& channel;
    Link& link;
    const bool& whole;
    // The rest of a record that was begun will never come, so nothing else can be sent on this connection.
    ~Sending() {
      if (!whole) channel.lose(link, channel.gave_up_in_the_middle());
      channel.end_turn(link);
    }
  } sending{*this, link, whole};
  Result<void> result;
  while (result && !record.pieces().empty()) {
    io::Transfer transfer = link.socket->send(record.pieces());
    if (transfer.state == State::moved) {
      whole = record.advance(transfer.size_bytes);
    } else if (transfer.state == State::not_ready) {
      result = await_room(link, call, transaction.deadline);
    } else {
      result = io::system_error(transfer.error, options_.name);
      result.error().code = Code::connection_lost;
      lose(link, copy_of(result.error()));
    }
  }
  return result;
}

Error SocketChannel::gave_up_in_the_middle() const noexcept {
  return make_error(Code::connection_lost, Executed::maybe,
                    {options_.name, ": another call gave up in the middle of its message"});
}

// The peer does not take our bytes: maybe because it waits for us to take its replies.
Result<void> SocketChannel::await_room(Link& link, PendingCall& call, TimePoint until) {
  TimePoint now = options_.clock->now();
  if (now >= until)
    return make_error(Code::deadline_exceeded, Executed::no,
                      {options_.name, ": the peer did not take the call message within the deadline"});
  {
    std::lock_guard lock(mutex_);
    if (link.is_lost) return make_error(Code::connection_lost, Executed::no, {link.loss.detail});
    if (!call.leads) call.leads = !std::exchange(link.leased, true);
  }
  // Who does not lead looks again soon: the leader may leave, and then it is for us to read. Calls of the
  // peer cannot be served before ours has gone, so not many of them are read.
  constexpr std::size_t most_to_serve = 16;
  bool reads = call.leads && link.to_serve.size() < most_to_serve &&
               link.reader.pending_bytes() <= options_.limits.record_bytes;
  TimePoint slice = call.leads ? until : std::min(until, now + std::chrono::milliseconds(20));
  if (link.socket->wait_writable(reads, slice) == io::Socket::Ready::readable)
    receive(link, call, io::at_once);
  if (call.signal.load(std::memory_order_acquire) != PendingCall::answered) return {};
  return make_error(Code::bad_reply, Executed::no,
                    {options_.name, ": the reply came before the call was sent"});
}

bool SocketChannel::try_turn(Link& link) noexcept {
  std::uint32_t free = 0;
  return link.sending.compare_exchange_strong(free, 1, std::memory_order_acquire);
}

bool SocketChannel::take_turn(Link& link, PendingCall& call, TimePoint until) noexcept {
  if (try_turn(link)) return true;
  // Whose turn it is may wait for a peer that takes nothing until somebody reads.
  stop_leading(link, call);
  while (link.sending.exchange(2, std::memory_order_acquire) != 0) {
    if (options_.clock->now() >= until) return false;
    options_.waiter->wait(link.sending, 2, until);
  }
  return true;
}

void SocketChannel::stop_leading(Link& link, PendingCall& call) noexcept {
  PendingCall* successor = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (std::exchange(call.leads, false)) successor = pass_lease(link);
  }
  wake(successor);
}

// Under the mutex. Where nobody waits here, those do who wait elsewhere.
PendingCall* SocketChannel::pass_lease(Link& link) noexcept {
  PendingCall* successor = link.pass_lease();
  if (successor == nullptr && std::exchange(link.is_wanted, false) && tell_others_) tell_others_();
  return successor;
}

// Without the mutex.
void SocketChannel::wake(PendingCall* successor) noexcept {
  if (successor != nullptr) options_.waiter->wake(successor->signal, 1);
}

void SocketChannel::end_turn(Link& link) noexcept {
  if (link.sending.exchange(0, std::memory_order_release) == 2) options_.waiter->wake(link.sending, 1);
}

}  // namespace farcall::inline v1::client
