#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <utility>

#include <sys/random.h>

#include <farcall/message/reply_message.hpp>

namespace farcall::inline v1::client {
namespace {

using transport::mark_bytes;

PendingCall& call_of(const Transaction& transaction) noexcept {
  return *static_cast<PendingCall*>(transaction.slot);
}

}  // namespace

std::uint32_t random_xid() noexcept {
  std::uint32_t word = 0;
  if (::getrandom(&word, sizeof word, 0) != sizeof word)
    word = static_cast<std::uint32_t>(steady_clock().now().time_since_epoch().count());
  return word;
}

Connector::~Connector() = default;

SocketChannel::SocketChannel(std::unique_ptr<Connector> connector, ChannelOptions options)
    : connector_(std::move(connector)),
      options_(std::move(options)),
      head_(options_.credential),
      next_xid_(random_xid()) {}

SocketChannel::~SocketChannel() = default;

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
      return Error{Code::deadline_exceeded, Executed::no,
                   options_.name + ": no connection within the deadline"};
    options_.waiter->wait(connecting_, 1, until);
  }
  struct Connecting {  // whatever comes of it, the others may look
    SocketChannel& channel;
    ~Connecting() {
      channel.connecting_.store(0);
      channel.options_.waiter->wake(channel.connecting_, UINT32_MAX);
    }
  } connecting{*this};
  Result<std::unique_ptr<io::Socket>> socket = connector_->connect(until);
  if (!socket) return std::move(socket).error();
  auto made = std::make_shared<Link>(std::move(*socket), options_.kind, options_.limits);
  std::lock_guard lock(mutex_);
  link_ = made;
  return made;
}

Error bound_before_fork(const std::string& name) {
  return {Code::unsupported, Executed::no, name + ": this was bound before fork(); a child binds anew", {}};
}

Result<void> SocketChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (forks_ != forks()) return bound_before_fork(options_.name);
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
    call = &pool_.take();
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

Result<void> SocketChannel::transact(Transaction& transaction) {
  PendingCall& call = call_of(transaction);
  constexpr Duration soon = std::chrono::milliseconds(1);
  bool is_short = transaction.deadline - transaction.entered < soon;
  if (is_short && options_.clock->now() >= transaction.deadline) return timed_out(transaction, Executed::no);
  // Twice, because a connection that was lost while nobody looked says so only when it is used: then nothing
  // of this call was sent, and a new connection may carry it.
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
  call.record_memory = nullptr;
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
    transport::write_mark(call.message.data(), call.message_bytes - mark_bytes);
    head_.write(call.message.data() + mark_bytes, call.xid, transaction);
    if (Result<void> sent = send(link, call, transaction); !sent || transaction.one_way) return sent;
    if (Result<void> answered = await_reply(link, call, transaction); !answered) return answered;
  }
  if (call.record.size() > options_.limits.record_bytes)  // of a datagram; a stream's reader does not take it
    return Error{
        Code::bad_reply, Executed::maybe, options_.name + ": the reply is longer than the limit", {}};
  transaction.results_memory = call.record_memory;
  // A refusal that answers a call which was sent twice may answer the second while the first was executed.
  return message::read_reply(call.record, transaction.results,
                             call.sends == 1 ? Executed::no : Executed::maybe, options_.name,
                             transaction.program, transaction.version, transaction.procedure);
}

bool SocketChannel::enlist(Link& link, PendingCall& call) {
  std::lock_guard lock(mutex_);
  if (link.is_lost) return false;
  call.xid = next_xid_++;
  link.calls.insert(call);
  call.leads = !std::exchange(link.leased, true);
  return true;
}

// The call waits no longer. Who leads passes the lease on if somebody waits for it, and takes the memory with
// the own reply along; otherwise it keeps both until the results are decoded.
void SocketChannel::settle(Link& link, PendingCall& call) noexcept {
  PendingCall* successor = nullptr;
  {
    std::lock_guard lock(mutex_);
    link.calls.remove(call);
    link.remove_follower(call);
    // It may have been appointed while it was on its way out.
    if (call.signal.load(std::memory_order_relaxed) == PendingCall::lead) call.leads = true;
    bool answered = call.signal.load(std::memory_order_relaxed) == PendingCall::answered;
    if (!call.leads || (link.first_follower == nullptr && answered)) return;
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
    successor = link.pass_lease();
  }
  if (successor != nullptr) options_.waiter->wake(successor->signal, 1);
}

void SocketChannel::release(Transaction& transaction) noexcept {
  PendingCall& call = call_of(transaction);
  PendingCall* successor = nullptr;
  std::shared_ptr<Link> link = std::move(call.link);
  transaction.slot = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (std::exchange(call.leads, false)) successor = link->pass_lease();
    pool_.give_back(call);
  }
  if (successor != nullptr) options_.waiter->wake(successor->signal, 1);
}

Error SocketChannel::timed_out(const Transaction& transaction, Executed executed) const {
  return {Code::deadline_exceeded, executed,
          options_.name + ": no reply to procedure " + std::to_string(transaction.procedure) +
              " within the deadline"};
}

}  // namespace farcall::inline v1::client
