#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <utility>

#include <farcall/base/random.hpp>
#include <farcall/message/reply_message.hpp>

namespace farcall::inline v1::client {
namespace {

using transport::mark_bytes;

// Of a message that leaves behind another thread's. A longer one costs more to copy than to send by itself.
constexpr std::size_t most_bytes_along = 4096;

PendingCall& call_of(const Transaction& transaction) noexcept {
  return *static_cast<PendingCall*>(transaction.slot);
}

}  // namespace

Connector::~Connector() = default;

SocketChannel::SocketChannel(std::unique_ptr<Connector> connector, ChannelOptions options)
    : connector_(std::move(connector)),
      options_(std::move(options)),
      head_(options_.credential),
      session_(options_.has_sessions),
      next_xid_(static_cast<std::uint32_t>(random_word())) {}

SocketChannel::~SocketChannel() = default;

Result<void> SocketChannel::open(TimePoint until) {
  Result<std::shared_ptr<Link>> link = current_link(until);
  if (!link) return std::move(link).error();
  return {};
}

void SocketChannel::doubt() noexcept {
  std::lock_guard lock(mutex_);
  if (link_ != nullptr) link_->is_doubted = true;
}

Result<std::shared_ptr<Link>> SocketChannel::current_link(TimePoint until) {
  for (;;) {
    {
      std::lock_guard lock(mutex_);
      if (link_ != nullptr) return link_;
      if (connecting_.begin()) break;
    }
    if (!connecting_.wait(*options_.waiter, *options_.clock, until))
      return Error{Code::deadline_exceeded, Executed::no,
                   options_.name + ": no connection within the deadline"};
  }
  Turn::End end{connecting_, *options_.waiter};
  Result<std::unique_ptr<io::Socket>> socket = connector_->connect(until);
  if (!socket) return std::move(socket).error();
  auto made = std::make_shared<Link>(std::move(*socket), options_.kind, options_.limits);
  std::lock_guard lock(mutex_);
  link_ = made;
  return made;
}

// The one that was noted when the call was reserved will do, unless it has been lost since: one lock less.
Result<void> SocketChannel::renew_link(PendingCall& call, TimePoint until) {
  if (call.link != nullptr && !call.link->is_lost) return {};
  call.link = nullptr;
  Result<std::shared_ptr<Link>> link = current_link(until);
  if (!link) return std::move(link).error();
  call.link = std::move(*link);
  return {};
}

Error bound_before_fork(const std::string& name) {
  return {Code::unsupported, Executed::no, name + ": this was bound before fork(); a child binds anew", {}};
}

void end_begun_before_fork(AsyncCall& call, const std::string& name) noexcept {
  call.failed = true;
  call.error = make_error(Code::connection_lost, Executed::maybe, {name, ": it was begun before fork()"});
  (void)call.complete();
}

Error too_long_to_be_durable(const std::string& name) {
  return {Code::invalid_argument,
          Executed::no,
          name + ": with its number the call message is longer than the limit",
          {}};
}

Result<void> SocketChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (forks_ != forks()) return bound_before_fork(options_.name);
  std::size_t message_bytes = head_.size_bytes() + size_bytes;
  if (message_bytes > limit_bytes())
    return Error{Code::invalid_argument, Executed::no,
                 options_.name + ": a call message of " + std::to_string(message_bytes) +
                     " bytes is longer than the limit of " + std::to_string(limit_bytes())};
  PendingCall* call = nullptr;
  {
    std::lock_guard lock(mutex_);
    call = &pool_.take();
    call->link = link_;  // for renew_link()
  }
  transaction.slot = call;
  if (!call->message.reserve(head_, size_bytes)) {
    release(transaction);
    return Error{Code::resource_exhausted, Executed::no, options_.name + ": no memory for the arguments"};
  }
  transaction.arguments = call->message.arguments();
  return {};
}

std::size_t SocketChannel::limit_bytes() const noexcept {
  std::size_t limit = options_.limits.record_bytes;
  return options_.kind == io::Kind::datagram ? std::min(limit, datagram_limit_bytes) : limit;
}

Result<void> SocketChannel::transact(Transaction& transaction) {
  PendingCall& call = call_of(transaction);
  constexpr Duration soon = std::chrono::milliseconds(1);
  bool is_short = transaction.deadline - transaction.entered < soon;
  if (is_short && options_.clock->now() >= transaction.deadline)
    return asked(options_.name, transaction).late(Executed::no);
  call.ticket = {};
  call.in_doubt = false;
  // A message that would be too long for a session's head goes without, unless the session is what it is for.
  std::size_t session_bytes = head_.size_bytes() + message::session_call_bytes + transaction.arguments.size();
  bool fits = session_bytes <= limit_bytes();
  if (transaction.durable && !fits && session_.covers(transaction))
    return too_long_to_be_durable(options_.name);
  if (fits && session_.covers(transaction)) {
    const bool waits = session_.state() == Session::State::unknown;
    if (Result<void> opened = open_session(transaction.deadline); !opened) return opened;
    if (session_.state() == Session::State::open)
      return transact_in_session(call, transaction, waits ? options_.clock->now() : transaction.entered);
  }
  return transact_plainly(call, transaction);
}

Result<void> SocketChannel::transact_plainly(PendingCall& call, Transaction& transaction) {
  if (transaction.deadline == never) transaction.deadline = after(transaction.entered, default_timeout);
  // Twice, because a connection that was lost while nobody looked says so only when it is used: then nothing
  // of this call was sent, and a new connection may carry it.
  for (int attempt = 0;; ++attempt) {
    if (Result<void> has_link = renew_link(call, transaction.deadline); !has_link) return has_link;
    Result<void> done = exchange(call, transaction, transaction.entered);
    if (done || attempt == 1 || done.error().code != Code::connection_lost ||
        done.error().executed != Executed::no)
      return done;
  }
}

Result<void> SocketChannel::exchange(PendingCall& call, Transaction& transaction, TimePoint now) {
  Link& link = *call.link;
  call.sends = 0;
  call.record = {};
  call.record_memory = nullptr;
  call.signal.store(PendingCall::none, std::memory_order_relaxed);
  if (!enlist(link, call, transaction, now)) return lost_before(link);
  struct Settled {
    SocketChannel& channel;
    Link& link;
    PendingCall& call;
    ~Settled() { channel.settle(link, call); }
  };
  {
    Settled settled{*this, link, call};
    if (was_left(link, call, now)) return lost_before(link);
    if (Result<void> sent = send(link, call, transaction); !sent || transaction.one_way) return sent;
    if (Result<void> answered = await_reply(link, call, transaction); !answered) return answered;
  }
  if (call.record.size() > options_.limits.record_bytes)  // of a datagram; a stream's reader does not take it
    return Error{
        Code::bad_reply, Executed::maybe, options_.name + ": the reply is longer than the limit", {}};
  transaction.results_memory = call.record_memory;
  // A refusal that answers a call which was sent twice may answer the second while the first was executed.
  return message::read_reply(call.record, transaction.results,
                             call.sends == 1 && !call.in_doubt ? Executed::no : Executed::maybe,
                             asked(options_.name, transaction));
}

// Nothing of this call was sent, and why.
Error SocketChannel::lost_before(Link& link) {
  std::lock_guard lock(mutex_);
  if (link.is_lost) return make_error(Code::connection_lost, Executed::no, {link.loss.detail});
  return make_error(Code::connection_lost, Executed::no, {options_.name, ": its session has ended"});
}

bool SocketChannel::enlist(Link& link, PendingCall& call, const Transaction& transaction, TimePoint now) {
  std::lock_guard lock(mutex_);
  // A number of a session that is gone would be a new call to the next one.
  bool is_of_before = call.ticket && !session_.has(call.ticket);
  if (link.is_lost || (is_of_before && !(transaction.durable && call.in_doubt))) return false;
  link.calls.insert(call, next_xid_);
  if (is_of_before) {
    call.message.write_again(head_, call.xid, transaction, now);
  } else if (call.ticket) {
    call.message.write(head_, call.xid, transaction, session_, call.ticket, now);
  } else {
    call.message.write(head_, call.xid, transaction);
  }
  if (link.kind == io::Kind::stream) {
    link.take_turn(call);
    call.may_go_along = !transaction.one_way && transaction.gathered.count == 0 &&
                        call.message.size_bytes() <= most_bytes_along;
    if (call.has_turn) call.company = std::exchange(link.dealt_out, 0);
  }
  if (call.stands_in_line) return true;
  call.leads = !std::exchange(link.leased, true);
  if (call.leads && std::exchange(link.is_doubted, false)) link.last_used = {};  // as if long ago
  return true;
}

// The call waits no longer. Who leads passes the lease on if somebody waits for it, and takes the memory with
// the own reply along; otherwise it keeps both until the results are decoded, and nothing is to be done here.
void SocketChannel::settle(Link& link, PendingCall& call) noexcept {
  if (std::exchange(call.has_turn, false)) end_turn(link);
  if (call.signal.load(std::memory_order_relaxed) == PendingCall::answered &&
      (!call.leads || link.followers.size() == 0))
    return;
  PendingCall* successor = nullptr;
  {
    std::lock_guard lock(mutex_);
    link.calls.remove(call);
    link.forget(call);
    // It may have been appointed while it was on its way out.
    if (call.signal.load(std::memory_order_relaxed) == PendingCall::lead) call.leads = true;
    bool answered = call.signal.load(std::memory_order_relaxed) == PendingCall::answered;
    if (!call.leads || (link.followers.size() == 0 && answered)) return;
    if (answered) {
      if (link.kind == io::Kind::stream) {
        if (!link.reader.copy_pending_to(call.taken)) link.socket->shut();
        link.reader.swap(call.taken);
        call.taken.clear();
        call.record_memory = call.taken.memory_of_last();
      } else {
        std::swap(link.datagram, call.copied);
      }
    }
    call.leads = false;
    successor = pass_lease(link);
  }
  wake(successor);
}

void SocketChannel::release(Transaction& transaction) noexcept {
  PendingCall& call = call_of(transaction);
  transaction.slot = nullptr;
  const std::shared_ptr<Link> link = std::move(call.link);
  PendingCall* successor = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (link) successor = leave(*link, call);
    if (std::exchange(call.was_completed, false)) retries_.answered();
    session_.give_back(std::exchange(call.ticket, {}), !call.in_doubt);
    pool_.give_back(call);
  }
  wake(successor);
}

// The reply is not needed any more, nor the lease that may protect it.
void SocketChannel::let_go(PendingCall& call) noexcept {
  const std::shared_ptr<Link> link = std::move(call.link);
  PendingCall* successor = nullptr;
  {
    std::lock_guard lock(mutex_);
    successor = leave(*link, call);
  }
  wake(successor);
}

// Under the mutex. Who is to be woken because he leads now, or null.
PendingCall* SocketChannel::leave(Link& link, PendingCall& call) noexcept {
  link.calls.remove(call);
  return std::exchange(call.leads, false) ? pass_lease(link) : nullptr;
}

}  // namespace farcall::inline v1::client
