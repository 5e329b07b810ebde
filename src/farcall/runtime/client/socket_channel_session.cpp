// Calls of a session: opened with the first, sent again by another connection when one is lost, and ended
// with what the server knows of them.
#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <new>
#include <span>
#include <string>
#include <utility>

#include <farcall/io/route.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::client {

using message::SessionProcedure;
using message::SessionStatus;
using State = Session::State;

// A call of the channel's own. It waits for a probe's interval at most.
class SocketChannel::OwnCall {
 public:
  OwnCall(SocketChannel& channel, SessionProcedure procedure, TimePoint until) : channel_(channel) {
    asking_.program = message::session_program;
    asking_.version = message::session_version;
    asking_.procedure = static_cast<std::uint32_t>(procedure);
    asking_.entered = channel.options_.clock->now();
    asking_.deadline = std::min(until, after(asking_.entered, probe_interval));
  }
  OwnCall(const OwnCall&) = delete;
  OwnCall& operator=(const OwnCall&) = delete;
  ~OwnCall() {
    if (asking_.slot != nullptr) channel_.release(asking_);
  }

  Result<void> reserve(std::size_t size_bytes) { return channel_.reserve(asking_, size_bytes); }
  [[nodiscard]] std::byte* arguments() noexcept { return asking_.arguments.data(); }
  Result<void> transact() {
    return channel_.transact_plainly(*static_cast<PendingCall*>(asking_.slot), asking_);
  }
  [[nodiscard]] std::span<const std::byte> results() const noexcept { return asking_.results; }

 private:
  SocketChannel& channel_;
  Transaction asking_;
};

// One thread asks; afterwards it is known whether the server has sessions. Unless it is a handler that comes
// to a turn which is, maybe, further down on its own thread: its call goes without.
Result<void> SocketChannel::open_session(TimePoint until) {
  const TimePoint begun = options_.clock->now();
  while (session_.state() == State::unknown) {
    if (opening_.begin()) {
      Turn::End end{opening_, *options_.waiter};
      if (session_.state() == State::unknown) return ask_for_session(begun, until);
    } else if (Callee::is_serving()) {
      return {};
    } else if (!opening_.wait(*options_.waiter, *options_.clock, gives_up_opening(begun, until))) {
      return until != never ? no_session_in_time() : not_alive(Executed::no);
    }
  }
  return {};
}

// Who asks may have more time than who waits, and that one has none.
TimePoint SocketChannel::gives_up_opening(TimePoint begun, TimePoint until) {
  if (until != never) return until;
  std::lock_guard lock(mutex_);
  return after(begun, session_.was_open() ? most_probes * probe_interval : default_timeout);
}

Error SocketChannel::no_session_in_time() const noexcept {
  return make_error(Code::deadline_exceeded, Executed::no,
                    {options_.name, ": no session within the deadline"});
}

// Whatever is wrong with the answer, or that there is none, says that the server has no sessions. A
// connection that is lost may have other reasons; if it is lost again, the question seems to be the reason.
// But a server that had some has them still, when it is silent or is being started again.
Result<void> SocketChannel::ask_for_session(TimePoint begun, TimePoint until) {
  const TimePoint gives_up = until != never ? until : after(begun, most_probes * probe_interval);
  Reconnection reconnection(static_cast<std::uint32_t>(begun.time_since_epoch().count()));
  for (int losses = 0;;) {
    OwnCall asking(*this, SessionProcedure::open, until);
    if (Result<void> reserved = asking.reserve(sizeof(message::SessionId)); !reserved) return reserved;
    {
      std::lock_guard lock(mutex_);
      message::write_session_id(asking.arguments(), session_.id());
    }
    Result<void> answered = asking.transact();
    if (answered) {
      xdr::Decoder in(asking.results());
      message::SessionTerms terms;
      bool has_terms = message::read_session_terms(in, terms) && in.finish();
      std::lock_guard lock(mutex_);
      has_terms ? session_.opened(terms) : session_.refused();
      return {};
    }
    bool is_lost = answered.error().code == Code::connection_lost;
    bool is_refusal = message::is_refusal(answered.error().code);
    bool was_asked = answered.error().executed != Executed::no || is_refusal;
    bool has_sessions = session_.was_open() && !is_refusal;
    TimePoint now = options_.clock->now();
    if (is_lost && losses++ == 0) continue;
    // There was no connection for so long, or the bytes of others were before it.
    if (!was_asked && answered.error().code == Code::deadline_exceeded) {
      const TimePoint last = until != never || has_sessions ? gives_up : after(begun, default_timeout);
      if (now < last) continue;
      return until != never ? no_session_in_time() : not_alive(Executed::no);
    }
    if (has_sessions && was_asked && now < gives_up) {
      if (is_lost) pause(std::min(gives_up, reconnection.next(now)));
      continue;
    }
    if (!was_asked || now >= until || has_sessions) {
      if (has_sessions && until == never) return not_alive(Executed::no);
      answered.error().executed = Executed::no;  // the call that asks for the session was not sent
      return answered;
    }
    std::lock_guard lock(mutex_);
    is_refusal ? session_.refused() : session_.assume_plain();
    return {};
  }
}

Result<Meeting> SocketChannel::meet(TimePoint until) {
  if (Result<void> opened = open_session(until); !opened) return std::move(opened).error();
  if (session_.state() != State::open) return nowhere_to_meet(options_.name);
  Result<std::shared_ptr<Link>> link = current_link(until);
  if (!link) return std::move(link).error();
  std::string route = io::route_of((*link)->socket->descriptor(), io::End::client);
  if (route.empty()) return nowhere_to_meet(options_.name);
  OwnCall asking(*this, SessionProcedure::local_place, until);
  Result<void> answered = asking.reserve(0);
  if (answered) answered = asking.transact();
  if (answered) return read_meeting(asking.results(), std::move(route), options_.name);
  answered.error().executed = Executed::no;  // the call that would go there was not sent
  return std::move(answered).error();
}

bool SocketChannel::take_ticket(PendingCall& call) {
  std::lock_guard lock(mutex_);
  if (session_.state() != State::open) return false;
  call.ticket = session_.take(0);  // each of its threads waits: they are few, and have no window
  return true;
}

void SocketChannel::pause(TimePoint until) noexcept {
  while (options_.clock->now() < until) options_.waiter->pause(until);
}

// What the server says of the call. True when it is done, false when it is to be sent again.
Result<bool> SocketChannel::settle_outcome(PendingCall& call, Transaction& transaction) {
  SessionOutcome outcome = read_session_outcome(transaction.results, asked(options_.name, transaction));
  if (outcome.status == SessionStatus::completed) {
    call.in_doubt = false;
    return call.was_completed = true;
  }
  let_go(call);
  if (outcome.status == SessionStatus::absent) {
    call.in_doubt = true;  // it was sent
    if (options_.clock->now() < transaction.deadline) return false;
    return asked(options_.name, transaction).late(Executed::maybe);
  }
  bool may_retry = false;
  const TimePoint now = options_.clock->now();
  TimePoint again = now;
  {
    std::lock_guard lock(mutex_);
    if (ends_session(outcome.status)) session_.lost(call.ticket, now);
    if (outcome.status == SessionStatus::unknown) again = session_.goes_on_at();
    if (outcome.status == SessionStatus::busy) may_retry = retries_.take();
  }
  const bool is_datagram = options_.kind == io::Kind::datagram;
  if (outcome.status == SessionStatus::unknown) {
    // The first of several datagrams may have reached the server that was there before.
    if (call.in_doubt || call.sends > 1 ||
        may_have_run_before(outcome, is_datagram, now - transaction.entered))
      return unknown_to_server();
    if (again >= transaction.deadline) return knows_no_session(options_.name);
    pause(again);
    return false;
  }
  const bool was_sent_once = call.sends == 1 && !call.in_doubt;
  call.in_doubt = !settles(outcome.status, transaction, is_datagram, was_sent_once);
  if (call.in_doubt) outcome.error.executed = Executed::maybe;
  again = after(now, outcome.retry_after);
  if (!may_retry || again >= transaction.deadline) return std::move(outcome.error);
  pause(again);
  return false;
}

Error SocketChannel::unknown_to_server() const {
  return {Code::connection_lost,
          Executed::maybe,
          options_.name + ": the server was started anew, and does not know this call",
          {}};
}

// Its session may have ended, maybe when another call was refused.
bool SocketChannel::has_session(const PendingCall& call) {
  std::lock_guard lock(mutex_);
  return session_.has(call.ticket);
}

// Sent again whenever its connection is lost, with the same number, until the server says what became of it.
// The server is told what time is left when it is sent.
Result<void> SocketChannel::transact_in_session(PendingCall& call, Transaction& transaction, TimePoint now) {
  Reconnection reconnection(static_cast<std::uint32_t>(transaction.entered.time_since_epoch().count()));
  Error loss;  // by which the call came in doubt
  for (;; now = options_.clock->now()) {
    // A durable call goes on under the number that it has.
    if (call.ticket && !has_session(call) && !(transaction.durable && call.in_doubt)) {
      if (call.in_doubt) return unknown_to_server();
      call.ticket = {};
    }
    while (!call.ticket) {
      if (Result<void> opened = open_session(transaction.deadline); !opened) return opened;
      State state = session_.state();
      if (state == State::plain || (state == State::unknown && Callee::is_serving()))
        return transact_plainly(call, transaction);
      if (take_ticket(call) && !call.ticket)
        return Error{Code::resource_exhausted,
                     Executed::no,
                     options_.name + ": as many calls are out as the server allows",
                     {}};
    }
    const Link* const before = call.link.get();
    Result<void> done =
        renew_link(call, std::min(transaction.deadline, reconnection.gives_up_at(transaction)));
    const bool has_link = done.has_value();
    if (call.link.get() != before) now = options_.clock->now();
    if (has_link) done = exchange(call, transaction, now);
    if (!has_link && done.error().code == Code::deadline_exceeded &&
        options_.clock->now() < transaction.deadline)
      done = make_error(Code::connection_lost, Executed::no,
                        {options_.name, ": the server cannot be reached any more"});
    if (done) {
      Result<bool> settled = settle_outcome(call, transaction);
      if (!settled) return std::move(settled).error();
      if (*settled) return {};
      continue;
    }
    Error& error = done.error();
    if (has_link && error.executed != Executed::no) call.in_doubt = true;
    if (call.in_doubt) error.executed = Executed::maybe;
    now = options_.clock->now();
    // A datagram is refused where a server is being restarted.
    bool is_lost = has_link ? error.code == Code::connection_lost ||
                                  (call.in_doubt && error.code == Code::connection_refused)
                            : call.in_doubt;
    if (!is_lost || now >= transaction.deadline) {
      if (error.code == Code::deadline_exceeded && call.in_doubt)
        return asked(options_.name, transaction).late(Executed::maybe, loss.detail);
      return done;
    }
    if (call.in_doubt && (has_link || loss.detail.empty())) loss = error;
    if (has_link && call.link->was_silent && transaction.deadline == never) return done;
    if (has_link && (call.link->was_silent || call.link->heard.load(std::memory_order_relaxed) > 0))
      reconnection.reached();
    TimePoint again = reconnection.next(now);
    if (again >= reconnection.gives_up_at(transaction)) return call.in_doubt ? Result<void>(loss) : done;
    pause(std::min(transaction.deadline, again));
  }
}

// A few bytes about the session, or about a call, whose xid they have then. Where they do not go at once
// somebody else's bytes do; then false.
bool SocketChannel::ask(Link& link, SessionProcedure procedure, const PendingCall* about) {
  OutgoingMessage message;
  Transaction asking;
  asking.program = message::session_program;
  asking.version = message::session_version;
  asking.procedure = static_cast<std::uint32_t>(procedure);
  if (!message.reserve(head_, about != nullptr ? message::call_id_bytes : sizeof(message::SessionId)))
    return false;
  {
    std::lock_guard lock(mutex_);
    if (about != nullptr && !session_.has(about->ticket)) return false;
    if (std::exchange(link.is_sending, true)) return false;
    std::byte* arguments = message.arguments().data();
    about != nullptr ? message::write_call_id(arguments, session_.id(), about->ticket.number)
                     : message::write_session_id(arguments, session_.id());
    message.write(head_, about != nullptr ? about->xid : next_xid_++, asking);
  }
  std::size_t mark = link.kind == io::Kind::stream ? 0 : transport::mark_bytes;
  iovec piece{message.data() + mark, message.size_bytes() - mark};
  io::Transfer transfer = link.send({&piece, 1});
  if (transfer.state == io::Transfer::State::moved && transfer.size_bytes < piece.iov_len)
    lose(link, make_error(Code::connection_lost, Executed::maybe,
                          {options_.name, ": the server takes no more bytes"}));
  end_turn(link);
  return transfer.state == io::Transfer::State::moved;
}

}  // namespace farcall::inline v1::client
