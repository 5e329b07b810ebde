#include <farcall/runtime/client/loop_channel.hpp>

#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include <farcall/base/random.hpp>

namespace farcall::inline v1::client {

LoopChannel::LoopChannel(std::shared_ptr<EventLoop::Core> loop, std::shared_ptr<Connector> connector,
                         ChannelOptions options)
    : loop_(std::move(loop)),
      connector_(std::move(connector)),
      options_(std::move(options)),
      head_(options_.credential),
      reader_(options_.limits.record_bytes),
      next_xid_(static_cast<std::uint32_t>(random_word())),
      session_(options_.has_sessions),
      reconnection_(next_xid_) {}

LoopChannel::~LoopChannel() {
  if (is_in_child()) return;  // a child has no threads of the loop's: one of them may have its lock
  {
    Lock lock = loop_->lock();
    if (attempt_) attempt_->owner = nullptr;
    if (reverse_) reverse_->owner = nullptr;
    loop_->forget_timer(watch_);
    loop_->forget_timer(reconnect_);
    pool_.each([&](Call& call) { loop_->forget_timer(call); });
    if (socket_) loop_->forget(*this, socket_->descriptor());
    loop_->forget(*this);
  }
  // The services may be destroyed as soon as this has been. Who offers none has none.
  if (options_.callee != Callee::nobody()) options_.callee->await_end();
}

Error LoopChannel::failure(Code code, Executed executed, const char* why) const noexcept {
  return make_error(code, executed, {options_.name, ": ", why});
}

// Connections

Result<void> LoopChannel::open(TimePoint until) {
  Result<std::unique_ptr<io::Socket>> socket = connector_->connect(until);
  if (!socket) return std::move(socket).error();
  Lock lock = loop_->lock();
  if (Result<void> adopted = adopt(std::move(*socket)); !adopted) return adopted;
  if (session_.state() != Session::State::unknown) return {};
  opens_until_ = until;
  open_session();  // now, because later calls are to be sent even while nobody drives the loop
  flush();
  loop_->drive(lock, [this] { return opening_ == nullptr; });
  opens_until_ = never;
  return {};
}

Result<void> LoopChannel::adopt(std::unique_ptr<io::Socket> socket) {
  if (Result<void> watched = loop_->watch(*this, socket->descriptor(), false); !watched) return watched;
  socket_ = std::move(socket);
  reader_.clear();
  silence_ = Silence(options_.clock->now(), progress());  // who was not there was not silent
  return {};
}

// Connecting may take long, looking a name up too: nobody who drives the loop may wait for it.
void LoopChannel::connect_aside(TimePoint now) {
  if (attempt_ || socket_ || unsent_.first == nullptr) return;
  TimePoint until = now;
  for (const Call* call = unsent_.first; call != nullptr; call = call->next)
    until = std::max(until, call->deadline);
  until = std::min(until, after(now, default_timeout));
  try {
    attempt_ = std::make_shared<Attempt>(Attempt{this});
    loop_->errands().run([connector = connector_, loop = loop_, attempt = attempt_, until] {
      Result<std::unique_ptr<io::Socket>> socket =
          Error{Code::resource_exhausted, Executed::no, "no memory", {}};
      try {
        socket = connector->connect(until);
      } catch (const std::bad_alloc&) {
      }
      Lock lock = loop->lock();
      if (attempt->owner != nullptr) attempt->owner->connected(std::move(socket));
    });
  } catch (const std::exception& error) {  // system_error, bad_alloc
    attempt_.reset();
    (void)fail_unsent(failure(Code::resource_exhausted, Executed::no, error.what()), now);
    reconnect(now);  // for those that it may have
  }
}

void LoopChannel::connected(Result<std::unique_ptr<io::Socket>> socket) noexcept {
  attempt_.reset();
  Error why;
  try {
    Result<void> adopted = socket ? adopt(std::move(*socket)) : Result<void>(std::move(socket).error());
    if (adopted) return flush();
    why = std::move(adopted).error();
  } catch (const std::bad_alloc&) {
    why = {Code::resource_exhausted, Executed::no, "no memory", {}};
  }
  if (socket_) return;  // what was not flushed is when it is driven
  const TimePoint now = options_.clock->now();
  fail_unsent(why, now) ? connect_aside(now) : reconnect(now);
}

// For those that the server may have; the others have failed.
void LoopChannel::reconnect(TimePoint now) noexcept {
  if (unsent_.first == nullptr) return;
  TimePoint again = reconnection_.next(now);
  if (again <= now) return connect_aside(now);
  if (again < reconnection_.gives_up_at()) return loop_->set_timer(reconnect_, again);
  reconnection_.reached();  // whoever calls next begins anew
  bool is_worth_it = false;
  for (Call* call = unsent_.first; call != nullptr;) {
    Call& each = *std::exchange(call, call->next);
    if (each.in_doubt && each.durable && each.deadline != never) {
      is_worth_it = true;
    } else {
      fail(each,
           failure(Code::connection_lost, each.may_have_run(), "the server cannot be reached any more"));
    }
  }
  if (is_worth_it) loop_->set_timer(reconnect_, again);
}

// What was sent may have been executed: in a session the server will know. What was not goes out by the next
// connection.
void LoopChannel::lose(Error error) {
  error.executed = Executed::maybe;
  loop_->forget(*this, socket_->descriptor());
  socket_.reset();
  leave_peer();
  rest_begin_ = rest_end_ = 0;
  awaits_room_ = false;
  if (session_.lost_connection()) openings_ = 0;
  if (unsent_.first != nullptr && std::exchange(sent_of_first_, 0) > 0) {
    unsent_.first->is_written = false;
    if (!unsent_.first->ticket) fail(*unsent_.first, copy_of(error));
  }
  Call* sent = nullptr;
  calls_.each_from(next_xid_, [&](Call& call) {
    // A datagram that was sent, and is about to be sent again.
    if (call.is_unsent && call.sends > 0 && !call.in_doubt) unqueue(call);
    if (!call.is_unsent && call.is_written) call.next = std::exchange(sent, &call);
    if (call.is_unsent && call.is_covered) call.is_written = false;  // with what time is left then
  });
  while (sent != nullptr) {
    Call& call = *std::exchange(sent, sent->next);
    call.in_doubt = true;
    call.error = copy_of(error);
    // What was wrong with a reply would be wrong with it again.
    call.ticket&& error.code != Code::bad_reply ? send_again(call) : fail(call, std::move(call.error));
  }
  reconnect(options_.clock->now());
}

// The way out

AsyncCall& LoopChannel::begin() {
  if (is_in_child()) return Channel::begin();  // for reserve() to refuse
  if (Call* call = loop_->drives() ? turn_calls_.take() : nullptr; call != nullptr) return renewed(*call);
  Lock lock = loop_->lock();
  return take_call();
}

LoopChannel::Call& LoopChannel::take_call() { return renewed(pool_.take(*this)); }

LoopChannel::Call& LoopChannel::renewed(Call& call) const noexcept {
  call.renew(&call);
  call.enters_later = loop_->drives();
  call.is_ours = false;
  return call;
}

std::size_t LoopChannel::limit_bytes() const noexcept {
  std::size_t limit = options_.limits.record_bytes;
  return options_.kind == io::Kind::datagram ? std::min(limit, datagram_limit_bytes) : limit;
}

Result<void> LoopChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (is_in_child()) return bound_before_fork(options_.name);
  if (head_.size_bytes() + size_bytes > limit_bytes())
    return failure(Code::invalid_argument, Executed::no, "the call message is longer than the limit");
  if (transaction.slot == nullptr) transaction.slot = &static_cast<Call&>(begin());
  Call& call = *static_cast<Call*>(transaction.slot);
  if (!call.message.reserve(head_, size_bytes)) {
    if (&call != &transaction) release(transaction);
    return failure(Code::resource_exhausted, Executed::no, "no memory for the arguments");
  }
  transaction.arguments = call.message.arguments();
  return {};
}

// The thread that drives needs no lock for each call that it starts, nor the time: what is begun in a turn is
// taken on together, when it ends.
void LoopChannel::start(AsyncCall& started) {
  auto& call = static_cast<Call&>(started);
  if (!loop_->drives()) {
    Lock lock = loop_->lock();
    notice_end();
    const TimePoint now = call.enters_later ? options_.clock->now() : call.entered;
    if (call.enters_later) call.enter(now);
    take_on(call, now);
    try {
      return socket_ ? loop_->want_flush(*this) : connect_aside(now);
    } catch (const std::bad_alloc&) {
      return;  // it has a deadline, and is to be sent
    }
  }
  if (!turn_calls_.start(call)) return;
  Lock lock = loop_->lock();
  loop_->want_flush(*this);
}

void LoopChannel::take_on_begun() {
  if (!loop_->drives()) return;
  turn_calls_.end_turn();
  if (turn_calls_.size() == 0) return;
  const TimePoint now = options_.clock->now();
  turn_calls_.take_on(
      [&](Call& call) {
        if (call.enters_later) call.enter(now);
        take_on(call, now);
      },
      [&](Call& call) { pool_.give_back(call); });
  if (!socket_) connect_aside(now);
}

void LoopChannel::take_on(Call& call, TimePoint now) try {
  enlist(call);
  constexpr Duration soon = std::chrono::milliseconds(1);  // which may have passed on the way here
  if (call.deadline - call.entered < soon) now = options_.clock->now();
  if (now >= call.deadline) return expire(call, now);
  // A message that would be too long for a session's head goes without, unless the session is what it is for.
  std::size_t session_bytes = head_.size_bytes() + message::session_call_bytes + call.arguments.size();
  bool fits = session_bytes <= limit_bytes();
  if (call.durable && !fits && session_.covers(call))
    return fail(call, too_long_to_be_durable(options_.name));
  call.is_covered = fits && session_.covers(call);
  if (!call.is_covered && call.deadline == never) call.deadline = after(call.entered, default_timeout);
  loop_->set_timer(call, call.deadline);
  if (call.is_covered && session_.state() == Session::State::unknown) open_session();
  enqueue(call);
} catch (const std::bad_alloc&) {
  fail(call, {Code::resource_exhausted, Executed::no, "no memory", {}});
}

void LoopChannel::enlist(Call& call) {
  call.sends = 0;
  call.retransmission.reset();
  call.is_covered = call.is_written = call.is_answered = call.in_doubt = false;
  call.ticket = {};
  calls_.insert(call, next_xid_);
  call.is_pending = true;
}

// Whether an idle peer has closed the connection, when nobody has looked: the loop sees it while it is
// driven.
void LoopChannel::notice_end() {
  if (socket_ && calls_.size() == 0 && !loop_->is_driven() && socket_->is_closed_by_peer())
    lose(failure(Code::connection_lost, Executed::maybe, "the peer closed the connection"));
}

// The end

void LoopChannel::expire(Call& call, TimePoint now) {
  if (now < call.deadline) {  // a datagram that nobody answered, or a call that was put off
    loop_->set_timer(call, call.deadline);
    if (!call.is_unsent) enqueue(call);
    if (socket_) return flush();
    if (!reconnect_.is_set()) connect_aside(now);  // nobody else had anything to send
    return;
  }
  fail(call, asked(options_.name, call)
                 .late(is_half_sent(call) ? Executed::maybe : call.may_have_run(),
                       call.in_doubt ? std::string_view(call.error.detail) : std::string_view()));
  if (socket_ && !to_serve_ && stall_.lasts(now, reader_))
    lose(failure(Code::connection_lost, Executed::maybe, "the server stopped in the middle of a reply"));
}

void LoopChannel::succeed(Call& call) noexcept {
  leave(call);
  finish(call);
}

void LoopChannel::fail(Call& call, Error error) {
  call.failed = true;
  call.error = std::move(error);
  leave(call);
  finish(call);
}

// Those that the server cannot have. An attempt whose time was over ends who has no time left, and nobody
// else: true, those are to be tried again for.
bool LoopChannel::fail_unsent(const Error& error, TimePoint now) {
  const bool is_late = error.code == Code::deadline_exceeded;
  bool have_time = false;
  for (Call* call = unsent_.first; call != nullptr;) {
    Call& each = *std::exchange(call, call->next);
    if (is_late && now < std::min(each.deadline, after(each.entered, default_timeout))) {
      have_time = true;
    } else if (!each.in_doubt || (is_late && each.deadline == never)) {
      Error its = copy_of(error);
      its.executed = each.may_have_run();
      fail(each, std::move(its));
    }
  }
  return have_time;
}

void LoopChannel::leave(Call& call) noexcept {
  if (!std::exchange(call.is_pending, false)) return;
  unqueue(call);
  calls_.remove(call);
  loop_->cancel_timer(call);
  reply_bytes_ -= std::exchange(call.reply_bytes, 0);
  if (!call.ticket) return;
  session_.give_back(std::exchange(call.ticket, {}), call.is_answered);
  if (unsent_.first != nullptr && socket_) loop_->want_flush(*this);  // it may wait for this number
}

void LoopChannel::finish(Call& call) noexcept {
  if (call.is_ours) return session_answered(call);
  // Where nobody waits yet, whoever asks next finds it done and ends it: it is not ours any more.
  if (Resumable* waiter = call.complete()) {
    call.resumes = waiter;
    loop_->post(*waiter);
  }
  loop_->changed();
}

void LoopChannel::wait(AsyncCall& call) {
  if (call.is_done()) return;
  if (is_in_child()) return end_begun_before_fork(call, options_.name);
  Lock lock = loop_->lock();
  loop_->drive(lock, [&] { return call.is_done(); });
}

void LoopChannel::end(AsyncCall& ended) noexcept {
  if (is_in_child()) return;  // as ~LoopChannel()
  auto& call = static_cast<Call&>(ended);
  if (loop_->drives() && turn_calls_.end(call)) return;
  Lock lock = loop_->lock();
  if (turn_calls_.drop(call)) return;  // take_on_begun() gives it back
  if (call.is_pending && call.ticket && call.sends > 0) cancel(call);
  leave(call);
  if (call.resumes != nullptr) loop_->withdraw(*std::exchange(call.resumes, nullptr));
  pool_.give_back(call);
}

// Synchronous calls

Result<void> LoopChannel::transact(Transaction& transaction) {
  Call& call = *static_cast<Call*>(transaction.slot);
  transaction.gathered.copy_to(transaction.arguments.data());
  static_cast<Transaction&>(call) = transaction;
  call.enters_later = false;
  start(call);
  wait(call);
  if (call.failed) return call.error;
  transaction.results = call.results;
  transaction.results_memory = call.results_memory;
  return {};
}

void LoopChannel::release(Transaction& transaction) noexcept {
  end(*static_cast<Call*>(std::exchange(transaction.slot, nullptr)));
}

}  // namespace farcall::inline v1::client
