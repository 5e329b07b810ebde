// How a reply message comes back: the reader lease, and the timers of a call that waits.
#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/client/retransmission.hpp>

namespace farcall::inline v1::client {

using State = io::Transfer::State;
using message::SessionProcedure;

Result<void> SocketChannel::await_reply(Link& link, PendingCall& call, Transaction& transaction) {
  bool is_datagram = link.kind == io::Kind::datagram;
  TimePoint now = is_datagram ? options_.clock->now() : transaction.entered;
  Retransmission retransmission(now, call.xid);
  Watch watch{now, Silence(now, link.heard.load(std::memory_order_relaxed))};
  for (;;) {
    TimePoint until = transaction.deadline;
    if (is_datagram) until = std::min(until, retransmission.next());
    if (call.ticket) until = std::min(until, watch.silence.next());
    if (call.leads) {
      lead(link, call, until);
    } else {
      follow(link, call, until);
    }
    std::uint32_t signal = call.signal.load(std::memory_order_acquire);
    if (signal == PendingCall::answered) return {};
    if (signal == PendingCall::lost) {
      std::lock_guard lock(mutex_);
      return link.is_lost ? copy_of(link.loss) : no_memory_for_reply();
    }
    if (call.leads && !link.to_serve.empty()) {
      serve_call(call, transaction.deadline);
      if (options_.clock->now() < transaction.deadline) continue;
    }
    if (until == never || (now = options_.clock->now()) < until) continue;
    if (now >= transaction.deadline) {
      if (call.leads && link.to_serve.empty() && link.stall.lasts(now, link.reader))
        lose(link, stopped_in_the_middle());
      return asked(options_.name, transaction).late(Executed::maybe);
    }
    if (call.ticket && now >= watch.silence.next()) {
      if (Result<void> is_known = look_for_life(link, call, watch, now); !is_known) return is_known;
    }
    if (!is_datagram || now < retransmission.next()) continue;
    if (Result<void> again = send(link, call, transaction); !again) return again;
    retransmission.sent_again(now);
  }
}

// Who leads asks the server whether it is there, or others do, where the call of who leads is of no session;
// everybody sees whether anything comes in, and asks what became of the own call. Of a datagram that is asked
// by sending it again.
Result<void> SocketChannel::look_for_life(Link& link, const PendingCall& call, Watch& watch, TimePoint now) {
  if (!watch.silence.lasts(now, link.signs())) {
    const bool is_to_ask = call.leads || now - link.asked.load(std::memory_order_relaxed) >= probe_interval;
    if (is_to_ask && ask(link, SessionProcedure::probe, nullptr))
      link.asked.store(now, std::memory_order_relaxed);
    const Duration waited = now - watch.begun;
    if (link.kind == io::Kind::datagram || !is_to_be_asked_after(watch.asked, waited)) return {};
    if (!has_session(call)) return unknown_to_server();  // as others were told
    if (ask(link, SessionProcedure::ask_after, &call)) watch.asked = waited;
    return {};
  }
  lose_silent(link);
  return {};
}

void SocketChannel::lose_silent(Link& link) {
  {
    std::lock_guard lock(mutex_);
    link.was_silent = true;
  }
  lose(link, not_alive(Executed::maybe));
}

Error SocketChannel::not_alive(Executed executed) const {
  return make_error(Code::connection_lost, executed,
                    {options_.name, ": the server does not answer any more"});
}

Error SocketChannel::stopped_in_the_middle() const {
  return make_error(Code::connection_lost, Executed::maybe,
                    {options_.name, ": the server stopped in the middle of a reply"});
}

Error SocketChannel::no_memory_for_reply() const noexcept {
  return make_error(Code::resource_exhausted, Executed::maybe, {options_.name, ": no memory for the reply"});
}

void SocketChannel::lead(Link& link, PendingCall& call, TimePoint until) {
  if (!link.to_serve.empty()) return;
  // What an earlier leader received and did not need may be ours.
  if (link.reader.pending_bytes() > 0 && take_records(link, call)) return;
  receive(link, call, until);
}

// Deals out what was received, up to a call to serve. True when there is one, `call` is answered, or the
// connection is lost.
bool SocketChannel::take_records(Link& link, PendingCall& call) {
  const auto is_answered = [&] {
    return call.signal.load(std::memory_order_relaxed) == PendingCall::answered;
  };
  std::span<const std::byte> record;
  for (;;) {
    switch (link.reader.next(record)) {
      case transport::RecordReader::Next::need_more: return is_answered();
      case transport::RecordReader::Next::too_large:
        if (is_answered()) return true;  // who leads next finds it again
        lose(link, make_error(Code::bad_reply, Executed::maybe,
                              {options_.name, ": a reply is longer than the limit of ",
                               std::to_string(options_.limits.record_bytes), " bytes"}));
        return true;
      case transport::RecordReader::Next::record:
        if (const bool was_answered = is_answered();
            deliver(link, record, call) && (was_answered || !is_answered()))
          return true;
    }
  }
}

void SocketChannel::receive(Link& link, PendingCall& call, TimePoint until) {
  bool stream = link.kind == io::Kind::stream;
  if (!stream && !link.datagram.grow(1 << 16)) return;
  std::span<std::byte> room =
      stream ? link.reader.room() : std::span<std::byte>(link.datagram.data(), link.datagram.capacity());
  if (room.empty()) return lose(link, no_memory_for_reply());
  io::Transfer transfer = link.socket->receive(room, until);
  switch (transfer.state) {
    case State::not_ready: return;
    case State::closed:
      if (!stream) return;  // an empty datagram
      return lose(link, make_error(Code::connection_lost, Executed::maybe,
                                   {options_.name, ": the peer closed the connection"}));
    case State::failed: return lose(link, io::system_error(transfer.error, options_.name, Executed::maybe));
    case State::moved: break;
  }
  if (stream) {
    link.reader.received(transfer.size_bytes);
    (void)take_records(link, call);
    link.heard.store(link.reader.progress(), std::memory_order_relaxed);
  } else {
    link.heard.store(link.heard.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    (void)deliver(link, room.first(transfer.size_bytes), call);
  }
}

// True when the record is the reply to `own`, or a call. A reply that nobody waits
// for any more is dropped.
bool SocketChannel::deliver(Link& link, std::span<const std::byte> record, PendingCall& own) {
  std::uint32_t xid = 0;
  if (!message::is_reply(record, xid)) return receive_call(link, record);
  if (xid == own.xid) {
    // Who was asked after the call may say so once more, or that it has gone.
    if (own.signal.load(std::memory_order_relaxed) == PendingCall::answered) return false;
    own.record = record;
    own.record_memory = link.kind == io::Kind::stream ? link.reader.memory_of_last() : nullptr;
    own.signal.store(PendingCall::answered, std::memory_order_relaxed);
    return true;
  }
  PendingCall* call = nullptr;
  {
    std::lock_guard lock(mutex_);
    call = link.calls.find(xid);
    if (call == nullptr) return false;
    link.calls.remove(*call);
    link.forget(*call);
    ++link.dealt_out;
    if (call->copied.grow(record.size())) {
      std::memcpy(call->copied.data(), record.data(), record.size());
      call->record = {call->copied.data(), record.size()};
      call->record_memory = &call->copied;
      call->signal.store(PendingCall::answered, std::memory_order_release);
    } else {
      call->signal.store(PendingCall::lost, std::memory_order_release);  // its reply is
    }
  }
  options_.waiter->wake(call->signal, 1);
  return false;
}

void SocketChannel::follow(Link& link, PendingCall& call, TimePoint until) {
  if (call.signal.load(std::memory_order_acquire) == PendingCall::none) {
    {
      std::lock_guard lock(mutex_);
      if (call.signal.load(std::memory_order_relaxed) == PendingCall::none && call.queue == nullptr) {
        call.leads = !std::exchange(link.leased, true);  // the leader may have left meanwhile
        if (call.leads) return;
        link.followers.push(call);
      }
    }
    options_.waiter->wait(call.signal, PendingCall::none, until);
  }
  if (call.signal.load(std::memory_order_acquire) != PendingCall::lead) return;
  std::lock_guard lock(mutex_);
  if (call.signal.load(std::memory_order_relaxed) != PendingCall::lead) return;
  call.leads = true;
  call.signal.store(PendingCall::none, std::memory_order_relaxed);
}

// Every call that waits on this connection ends with `error`; the next one makes a new connection.
void SocketChannel::lose(Link& link, Error error) {
  link.socket->shut();
  std::lock_guard lock(mutex_);
  if (link.is_lost) return;
  link.is_lost = true;
  link.loss = std::move(error);
  link.loss.executed = Executed::maybe;
  (void)session_.lost_connection();
  if (link_.get() == &link) link_ = nullptr;
  // Woken under the mutex, because a list of them may lack memory, and then they would wait for ever.
  link.calls.drain([&](PendingCall& call) {
    link.forget(call);
    std::uint32_t signal = call.signal.load(std::memory_order_relaxed);
    while (signal != PendingCall::answered &&  // who reads may have its reply, and not be done with others'
           !call.signal.compare_exchange_weak(signal, PendingCall::lost, std::memory_order_release)) {
    }
    options_.waiter->wake(call.signal, 1);
  });
}

}  // namespace farcall::inline v1::client
