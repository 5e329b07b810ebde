#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/random.h>

#include <farcall/message/call_message.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/transport/gathered_record.hpp>
#include <farcall/runtime/client/retransmission.hpp>

namespace farcall::inline v1::client {
namespace {

using transport::GatheredRecord;
using transport::mark_bytes;
using State = io::Transfer::State;

// The largest payload of a datagram over IPv4: 65,535 less the headers of IP and UDP.
constexpr std::size_t datagram_limit_bytes = 65'507;

PendingCall& call_of(const Transaction& transaction) noexcept {
  return *static_cast<PendingCall*>(transaction.slot);
}

std::uint32_t random_word() noexcept {
  std::uint32_t word = 0;
  if (::getrandom(&word, sizeof word, 0) != sizeof word)
    word = static_cast<std::uint32_t>(steady_clock().now().time_since_epoch().count());
  return word;
}

}  // namespace

Connector::~Connector() = default;

SocketChannel::SocketChannel(std::unique_ptr<Connector> connector, ChannelOptions options)
    : connector_(std::move(connector)), options_(std::move(options)), next_xid_(random_word()) {}

SocketChannel::~SocketChannel() = default;

std::size_t SocketChannel::head_bytes() const noexcept {
  std::size_t credential = options_.credential.empty() ? 8 : options_.credential.size();
  return mark_bytes + message::call_head_bytes + credential + 8;
}

Result<void> SocketChannel::open(TimePoint until) {
  Result<std::shared_ptr<Link>> link = current_link(until);
  if (!link) return std::move(link).error();
  return {};
}

Result<std::shared_ptr<Link>> SocketChannel::current_link(TimePoint until) {
  for (;;) {
    {
      std::lock_guard lock(mutex_);
      if (link_ != nullptr) return link_;
      if (connecting_.exchange(1) == 0) break;
    }
    if (options_.clock->now() >= until)
      return Error{Code::deadline_exceeded, Executed::no, options_.name + ": no connection within the deadline"};
    options_.waiter->wait(connecting_, 1, until);
  }
  Result<std::unique_ptr<io::Socket>> socket = connector_->connect(until);
  std::shared_ptr<Link> made;
  if (socket) made = std::make_shared<Link>(std::move(*socket), options_.kind, options_.limits);
  {
    std::lock_guard lock(mutex_);
    link_ = made;
    connecting_.store(0);
  }
  options_.waiter->wake(connecting_, UINT32_MAX);
  if (!socket) return std::move(socket).error();
  return made;
}

Result<void> SocketChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  std::size_t message_bytes = head_bytes() - mark_bytes + size_bytes;
  std::size_t limit = options_.limits.record_bytes;
  if (options_.kind == io::Kind::datagram) limit = std::min(limit, datagram_limit_bytes);
  if (message_bytes > limit)
    return Error{Code::invalid_argument, Executed::no,
                 options_.name + ": a call message of " + std::to_string(message_bytes) +
                     " bytes is longer than the limit of " + std::to_string(limit)};
  PendingCall* call = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (free_.empty()) {
      free_.reserve(calls_.size() + 1);  // so that release() never allocates
      call = &calls_.emplace_back();
    } else {
      call = free_.back();
      free_.pop_back();
    }
  }
  transaction.slot = call;
  if (!call->message.grow(head_bytes() + size_bytes)) {
    release(transaction);
    return Error{Code::resource_exhausted, Executed::no, options_.name + ": no memory for the arguments"};
  }
  call->message_bytes = head_bytes() + size_bytes;
  transaction.arguments = {call->message.data() + head_bytes(), size_bytes};
  return {};
}

void SocketChannel::write_head(PendingCall& call, const Transaction& transaction) const noexcept {
  std::byte* to = call.message.data();
  transport::write_mark(to, call.message_bytes - mark_bytes);
  to += mark_bytes;
  message::write_call_head(to, {.xid = call.xid,
                                .program = transaction.program,
                                .version = transaction.version,
                                .procedure = transaction.procedure,
                                .credential = {},
                                .verifier = {}});
  to += message::call_head_bytes;
  if (options_.credential.empty()) {
    std::memset(to, 0, message::no_auth_bytes);
  } else {
    std::memcpy(to, options_.credential.data(), options_.credential.size());
    std::memset(to + options_.credential.size(), 0, 8);
  }
}

Result<void> SocketChannel::transact(Transaction& transaction) {
  PendingCall& call = call_of(transaction);
  // Twice, because a connection that was lost while nobody looked says so only when it is used: then nothing of
  // this call was sent, and a new connection may carry it.
  for (int attempt = 0;; ++attempt) {
    Result<std::shared_ptr<Link>> link = current_link(transaction.deadline);
    if (!link) return std::move(link).error();
    call.link = *link;
    Result<void> done = exchange(**link, call, transaction);
    if (done || attempt == 1 || done.error().code != Code::connection_lost ||
        done.error().executed != Executed::no)
      return done;
  }
}

Result<void> SocketChannel::exchange(Link& link, PendingCall& call, Transaction& transaction) {
  call.sends = 0;
  call.record = {};
  call.signal.store(PendingCall::none, std::memory_order_relaxed);
  if (!enlist(link, call))
    return Error{Code::connection_lost, Executed::no, options_.name + ": the connection was lost"};
  struct Settled {
    SocketChannel& channel;
    Link& link;
    PendingCall& call;
    ~Settled() { channel.settle(link, call); }
  };
  {
    Settled settled{*this, link, call};
    if (was_left(link, call, transaction.entered))
      return Error{Code::connection_lost, Executed::no, options_.name + ": the connection was lost", {}};
    write_head(call, transaction);
    if (Result<void> sent = send(link, call, transaction); !sent) return sent;
    if (Result<void> answered = await_reply(link, call, transaction); !answered) return answered;
  }
  // A refusal that answers a call which was sent twice may answer the second while the first was executed.
  return message::read_reply(call.record, transaction.results, call.sends == 1 ? Executed::no : Executed::maybe,
                             options_.name, transaction.program, transaction.version, transaction.procedure);
}

bool SocketChannel::enlist(Link& link, PendingCall& call) {
  std::lock_guard lock(mutex_);
  if (link.is_lost) return false;
  call.xid = next_xid_++;
  link.calls.insert(call);
  call.leads = !std::exchange(link.leased, true);
  return true;
}

// A peer that closed an idle connection has said so by now, and then nothing need be sent into the void. Asked only
// after a pause, so that calls in a row pay nothing.
bool SocketChannel::was_left(Link& link, const PendingCall& call, TimePoint now) {
  constexpr Duration pause = std::chrono::milliseconds(10);
  if (!call.leads || link.kind == io::Kind::datagram) return false;
  TimePoint before = std::exchange(link.last_used, now);
  if (now - before < pause || !link.socket->is_closed_by_peer()) return false;
  lose(link, {Code::connection_lost, Executed::maybe, options_.name + ": the peer closed the connection", {}});
  return true;
}

Result<void> SocketChannel::send(Link& link, PendingCall& call, Transaction& transaction) {
  if (link.kind == io::Kind::stream) return send_stream(link, call, transaction);
  GatheredRecord record(call.message.data() + mark_bytes, call.message_bytes - mark_bytes,
                        head_bytes() - mark_bytes, transaction.gathered);
  io::Transfer transfer = link.socket->send(record.pieces());
  // An error that is left over from an earlier datagram is reported once, instead of sending this one.
  if (transfer.state == State::failed) transfer = link.socket->send(record.pieces());
  while (transfer.state == State::not_ready) {
    if (link.socket->wait_writable(false, transaction.deadline) == io::Socket::Ready::neither)
      return timed_out(transaction, call.sends == 0 ? Executed::no : Executed::maybe);
    transfer = link.socket->send(record.pieces());
  }
  if (transfer.state == State::failed)
    return io::system_error(transfer.error, options_.name, call.sends == 0 ? Executed::no : Executed::maybe);
  ++call.sends;
  return {};
}

Result<void> SocketChannel::send_stream(Link& link, PendingCall& call, Transaction& transaction) {
  GatheredRecord record(call.message.data(), call.message_bytes, head_bytes(), transaction.gathered);
  if (!take_turn(link, transaction.deadline)) return timed_out(transaction, Executed::no);
  struct Turn {
    SocketChannel& channel;
    Link& link;
    ~Turn() { channel.end_turn(link); }
  } turn{*this, link};
  bool whole = true;
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
      lose(link, result.error());
    }
  }
  // The rest of a record that was begun will never come, so nothing else can be sent on this connection.
  if (!result && !whole) lose(link, Error{Code::connection_lost, Executed::maybe,
                                          options_.name + ": another call gave up in the middle of its message"});
  if (result) ++call.sends;
  return result;
}

// The peer does not take our bytes: maybe because it waits for us to take its replies.
Result<void> SocketChannel::await_room(Link& link, PendingCall& call, TimePoint until) {
  TimePoint now = options_.clock->now();
  if (now >= until)
    return Error{Code::deadline_exceeded, Executed::no,
                 options_.name + ": the peer did not take the call message within the deadline"};
  {
    std::lock_guard lock(mutex_);
    if (link.is_lost) return Error{Code::connection_lost, Executed::no, link.loss.detail};
    if (!call.leads) call.leads = !std::exchange(link.leased, true);
  }
  // Who does not lead looks again soon: the leader may leave, and then it is for us to read.
  TimePoint slice = call.leads ? until : std::min(until, now + std::chrono::milliseconds(20));
  if (link.socket->wait_writable(call.leads, slice) == io::Socket::Ready::readable)
    receive(link, call, io::at_once);
  if (call.record.empty()) return {};
  return Error{Code::bad_reply, Executed::no, options_.name + ": the reply came before the call was sent"};
}

bool SocketChannel::take_turn(Link& link, TimePoint until) noexcept {
  std::uint32_t free = 0;
  if (link.sending.compare_exchange_strong(free, 1, std::memory_order_acquire)) return true;
  while (link.sending.exchange(2, std::memory_order_acquire) != 0) {
    if (options_.clock->now() >= until) return false;
    options_.waiter->wait(link.sending, 2, until);
  }
  return true;
}

void SocketChannel::end_turn(Link& link) noexcept {
  if (link.sending.exchange(0, std::memory_order_release) == 2) options_.waiter->wake(link.sending, 1);
}

Result<void> SocketChannel::await_reply(Link& link, PendingCall& call, Transaction& transaction) {
  TimePoint now = transaction.deadline;
  if (link.kind == io::Kind::datagram) now = options_.clock->now();
  Retransmission retransmission(now, call.xid);
  for (;;) {
    TimePoint until = transaction.deadline;
    if (link.kind == io::Kind::datagram) until = std::min(until, retransmission.next());
    if (call.leads) {
      lead(link, call, until);
    } else {
      follow(link, call, until);
    }
    if (!call.record.empty()) return {};
    if (call.signal.load(std::memory_order_acquire) == PendingCall::lost) {
      std::lock_guard lock(mutex_);
      return link.loss;
    }
    if (until == never || (now = options_.clock->now()) < until) continue;
    if (now >= transaction.deadline) return timed_out(transaction, Executed::maybe);
    if (Result<void> again = send(link, call, transaction); !again) return again;
    retransmission.sent_again(now);
  }
}

void SocketChannel::lead(Link& link, PendingCall& call, TimePoint until) {
  // What an earlier leader received and did not need may be ours.
  if (link.kind == io::Kind::stream && take_records(link, call)) return;
  receive(link, call, until);
}

// Deals out what was received. True when `call` is answered or the connection is lost.
bool SocketChannel::take_records(Link& link, PendingCall& call) {
  std::span<const std::byte> record;
  for (;;) {
    switch (link.reader.next(record)) {
      case transport::RecordReader::Next::need_more: return false;
      case transport::RecordReader::Next::too_large:
        lose(link, {Code::bad_reply, Executed::maybe,
                    options_.name + ": a reply is longer than the limit of " +
                        std::to_string(options_.limits.record_bytes) + " bytes",
                    {}});
        return true;
      case transport::RecordReader::Next::record:
        if (deliver(link, record, call)) return true;
    }
  }
}

void SocketChannel::receive(Link& link, PendingCall& call, TimePoint until) {
  bool stream = link.kind == io::Kind::stream;
  if (!stream && !link.datagram.grow(1 << 16)) return;
  std::span<std::byte> room =
      stream ? link.reader.room() : std::span<std::byte>(link.datagram.data(), link.datagram.capacity());
  if (room.empty())
    return lose(link, {Code::resource_exhausted, Executed::maybe, options_.name + ": no memory for the reply"});
  io::Transfer transfer = link.socket->receive(room, until);
  switch (transfer.state) {
    case State::not_ready: return;
    case State::closed:
      if (!stream) return;  // an empty datagram
      return lose(link, {Code::connection_lost, Executed::maybe, options_.name + ": the peer closed the connection"});
    case State::failed: return lose(link, io::system_error(transfer.error, options_.name, Executed::maybe));
    case State::moved: break;
  }
  if (stream) {
    link.reader.received(transfer.size_bytes);
    (void)take_records(link, call);
  } else if (transfer.size_bytes <= options_.limits.record_bytes) {
    (void)deliver(link, room.first(transfer.size_bytes), call);
  }
}

// True when the record is the reply to `own`. A reply that nobody waits for any more is dropped.
bool SocketChannel::deliver(Link& link, std::span<const std::byte> record, PendingCall& own) {
  std::uint32_t xid = 0;
  if (!message::is_reply(record, xid)) return false;
  if (xid == own.xid) {
    own.record = record;
    return true;
  }
  PendingCall* call = nullptr;
  {
    std::lock_guard lock(mutex_);
    call = link.calls.find(xid);
    if (call == nullptr || !call->copied.grow(record.size())) return false;
    link.calls.remove(*call);
    link.remove_follower(*call);
    std::memcpy(call->copied.data(), record.data(), record.size());
    call->record = {call->copied.data(), record.size()};
    call->signal.store(PendingCall::answered, std::memory_order_release);
  }
  options_.waiter->wake(call->signal, 1);
  return false;
}

void SocketChannel::follow(Link& link, PendingCall& call, TimePoint until) {
  {
    std::lock_guard lock(mutex_);
    if (call.signal.load(std::memory_order_relaxed) == PendingCall::none && !call.follows) {
      call.leads = !std::exchange(link.leased, true);  // the leader may have left meanwhile
      if (call.leads) return;
      link.add_follower(call);
    }
  }
  options_.waiter->wait(call.signal, PendingCall::none, until);
  std::lock_guard lock(mutex_);
  if (call.signal.load(std::memory_order_relaxed) == PendingCall::lead)
    call.signal.store(PendingCall::none, std::memory_order_relaxed);
}

// The call waits no longer. Who leads passes the lease on if somebody waits for it, and takes the memory with the
// own reply along; otherwise it keeps both until the results are decoded.
void SocketChannel::settle(Link& link, PendingCall& call) noexcept {
  PendingCall* successor = nullptr;
  {
    std::lock_guard lock(mutex_);
    link.calls.remove(call);
    link.remove_follower(call);
    if (!call.leads || (link.first_follower == nullptr && !call.record.empty())) return;
    if (!call.record.empty()) {
      if (link.kind == io::Kind::stream) {
        if (!link.reader.copy_pending_to(call.taken)) link.socket->shut();
        link.reader.swap(call.taken);
        call.taken.clear();
      } else {
        std::swap(link.datagram, call.copied);
      }
    }
    call.leads = false;
    successor = link.pass_lease();
  }
  if (successor != nullptr) options_.waiter->wake(successor->signal, 1);
}

void SocketChannel::release(Transaction& transaction) noexcept {
  PendingCall& call = call_of(transaction);
  PendingCall* successor = nullptr;
  std::shared_ptr<Link> link = std::move(call.link);
  {
    std::lock_guard lock(mutex_);
    if (std::exchange(call.leads, false)) successor = link->pass_lease();
    free_.push_back(&call);
  }
  if (successor != nullptr) options_.waiter->wake(successor->signal, 1);
}

// Every call that waits on this connection ends with `error`; the next one makes a new connection.
void SocketChannel::lose(Link& link, Error error) {
  link.socket->shut();
  std::vector<PendingCall*> woken;
  {
    std::lock_guard lock(mutex_);
    if (link.is_lost) return;
    link.is_lost = true;
    link.loss = std::move(error);
    link.loss.executed = Executed::maybe;
    if (link_.get() == &link) link_ = nullptr;
    link.calls.drain([&](PendingCall& call) {
      link.remove_follower(call);
      call.signal.store(PendingCall::lost, std::memory_order_release);
      woken.push_back(&call);
    });
  }
  for (PendingCall* call : woken) options_.waiter->wake(call->signal, 1);
}

Error SocketChannel::timed_out(const Transaction& transaction, Executed executed) const {
  return {Code::deadline_exceeded, executed,
          options_.name + ": no reply to procedure " + std::to_string(transaction.procedure) +
              " within the deadline"};
}

}  // namespace farcall::inline v1::client
