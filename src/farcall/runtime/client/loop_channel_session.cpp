// Calls of a session: opened with the first, sent again by another connection when one is lost, and ended
// with what the server knows of them.
#include <farcall/runtime/client/loop_channel.hpp>

#include <algorithm>
#include <new>
#include <utility>

#include <farcall/io/route.hpp>
#include <farcall/message/session_message.hpp>

namespace farcall::inline v1::client {

using message::SessionProcedure;
using message::SessionStatus;
using State = Session::State;

// The head of a call that is about to be sent. False when that must wait, until it is known which, or until
// the server allows one more; or when the call has failed.
bool LoopChannel::write(Call& call, TimePoint now) try {
  if (call.is_written || is_half_sent(call)) return true;
  if (&call == opening_) {
    call.entered = now;
    call.deadline = std::min(call.deadline, after(call.entered, probe_interval));
    loop_->set_timer(call, call.deadline);
  }
  bool is_of_before = call.in_doubt && !session_.has(call.ticket);
  if (is_of_before && (!call.durable || session_.state() == State::plain)) {
    fail(call, unknown_to_server());
    return false;
  }
  if (call.is_covered && session_.state() == State::unknown && !is_of_before) {
    open_session();
    return false;
  }
  if (call.is_covered && session_.state() != State::plain) {
    if (!is_of_before && !number(call)) return false;
    is_of_before ? call.message.write_again(head_, call.xid, call, now)
                 : call.message.write(head_, call.xid, call, session_, call.ticket, now);
    if (!std::exchange(watch_.is_set, true)) {
      silence_ = Silence(now, progress());
      asked_after_ = now;
      loop_->set_timer(watch_, silence_.next());
    }
  } else {
    if (call.deadline == never && !call.is_ours) {
      call.deadline = after(call.entered, default_timeout);
      loop_->set_timer(call, call.deadline);
    }
    call.ticket = {};
    call.message.write(head_, call.xid, call);
  }
  return call.is_written = true;
} catch (const std::bad_alloc&) {
  fail(call, failure(Code::resource_exhausted, call.may_have_run(), "no memory for a call"));
  return false;
}

Error LoopChannel::unknown_to_server() const {
  return failure(Code::connection_lost, Executed::maybe,
                 "the server was started anew, and does not know this call");
}

bool LoopChannel::number(Call& call) {
  if (call.ticket && session_.has(call.ticket)) return true;
  call.ticket = session_.take(call.message.size_bytes());
  return static_cast<bool>(call.ticket);
}

// A call of the channel's own, next in the queue. Null when there is no memory for it.
LoopChannel::Call* LoopChannel::send_own(SessionProcedure procedure, bool is_one_way, const Call* about) try {
  Call& call = take_call();
  call.is_ours = true;
  call.one_way = is_one_way;
  call.program = message::session_program;
  call.version = message::session_version;
  call.procedure = static_cast<std::uint32_t>(procedure);
  const bool has_id = procedure != SessionProcedure::local_place;
  const std::size_t size_bytes = about != nullptr ? message::call_id_bytes
                                 : has_id         ? sizeof(message::SessionId)
                                                  : 0;
  if (!call.message.reserve(head_, size_bytes)) {
    pool_.give_back(call);
    return nullptr;
  }
  std::byte* arguments = call.message.arguments().data();
  if (about != nullptr) {
    message::write_call_id(arguments, session_.id(), about->ticket.number);
  } else if (has_id) {
    message::write_session_id(arguments, session_.id());
  }
  enlist(call);
  if (procedure == SessionProcedure::ask_after) {  // what comes back answers that call
    calls_.remove(call);
    call.xid = about->xid;
  }
  enqueue_next(call);
  return &call;
} catch (const std::bad_alloc&) {
  return nullptr;
}

void LoopChannel::meet(std::function<void(const Result<Meeting>&)> met) {
  Lock lock = loop_->lock();
  std::string route;
  if (socket_ && meeting_ == nullptr && session_.state() == State::open)
    route = io::route_of(socket_->descriptor(), io::End::client);
  if (!route.empty()) meeting_ = send_own(SessionProcedure::local_place, false, nullptr);
  if (meeting_ == nullptr || route.empty()) return met(nowhere_to_meet(options_.name));
  route_ = std::move(route);
  met_ = std::move(met);
  meeting_->entered = options_.clock->now();
  meeting_->deadline = after(meeting_->entered, probe_interval);
  loop_->set_timer(*meeting_, meeting_->deadline);
  loop_->want_flush(*this);
}

void LoopChannel::met(const Call& asking) {
  meeting_ = nullptr;
  const auto tell = std::exchange(met_, nullptr);
  if (asking.failed) return tell(copy_of(asking.error));
  try {
    tell(read_meeting(asking.results, std::move(route_), options_.name));
  } catch (const std::bad_alloc&) {
    tell(Error{Code::resource_exhausted, Executed::no, "no memory", {}});
  }
}

void LoopChannel::open_session() noexcept {
  if (opening_ != nullptr) return;
  opening_ = send_own(SessionProcedure::open, false, nullptr);
  if (opening_ == nullptr) return;
  opening_->deadline = opens_until_;
  loop_->set_timer(*opening_, opens_until_);
}

// Whatever is wrong with the answer, or that there is none, says that the server has no sessions. A
// connection that is lost may have other reasons; if it is lost again, the question seems to be the reason.
void LoopChannel::session_answered(Call& asking) {
  if (&asking == meeting_) met(asking);
  if (&asking == opening_) {
    opening_ = nullptr;
    bool is_lost = asking.failed && asking.error.code == Code::connection_lost;
    bool was_asked = asking.sends > 0;
    // Who asks when binding may have less time than it takes to be sure.
    bool is_late = asking.failed && asking.error.code == Code::deadline_exceeded;
    if (is_late) was_asked = was_asked && options_.clock->now() - asking.entered >= probe_interval;
    if (!asking.failed) {
      xdr::Decoder in(asking.results);
      message::SessionTerms terms;
      message::read_session_terms(in, terms) && in.finish() ? session_.opened(terms) : session_.refused();
      openings_ = 0;
    } else if (is_lost && ++openings_ < 2) {
      open_session();
    } else if ((was_asked || is_late) && session_.was_open() && !message::is_refusal(asking.error.code)) {
      ask_again(most_probes * probe_interval);
    } else if (was_asked) {
      message::is_refusal(asking.error.code) ? session_.refused() : session_.assume_plain();
    } else if (is_late) {  // the bytes of others were before it for so long
      ask_again(default_timeout);
    }
    if (socket_) loop_->want_flush(*this);
    loop_->changed();
  }
  pool_.give_back(asking);
}

// It had sessions, so it is silent, or being started again; or it could not be asked. Who has a deadline
// waits until then.
void LoopChannel::ask_again(Duration at_most) {
  if (calls_.size() == 0) return;
  if (++openings_ * probe_interval >= at_most) {
    openings_ = 0;
    Error error = failure(Code::connection_lost, Executed::no, "the server does not answer any more");
    for (Call* call = unsent_.first; call != nullptr;) {
      Call& each = *std::exchange(call, call->next);
      if (each.deadline == never && !each.is_ours && each.may_have_run() == Executed::no)
        fail(each, copy_of(error));
    }
  }
  if (calls_.size() > 0) open_session();
}

// What the server says of a call.
void LoopChannel::settle(Call& call) {
  SessionOutcome outcome = read_session_outcome(call.results, asked(options_.name, call));
  if (outcome.status == SessionStatus::completed) {
    retries_.answered();
    return succeed(call);
  }
  // Of one that is half sent it is said of an earlier copy, or makes no sense: all of it will be answered.
  if (outcome.status == SessionStatus::absent || is_half_sent(call)) {
    call.is_answered = false;
    call.in_doubt = true;
    return is_half_sent(call) ? void() : send_again(call);
  }
  const TimePoint now = options_.clock->now();
  if (ends_session(outcome.status)) session_.lost(call.ticket, now);
  const bool is_datagram = options_.kind == io::Kind::datagram;
  if (outcome.status == SessionStatus::unknown) {
    call.is_answered = false;
    // The first may have reached the server before this one.
    call.in_doubt =
        call.in_doubt || call.sends > 1 || may_have_run_before(outcome, is_datagram, now - call.entered);
    if (call.in_doubt) call.error = unknown_to_server();
    if (call.in_doubt && call.durable)
      return fail(call, std::move(call.error));  // nor is there a record of it
    if (!call.in_doubt) {
      const TimePoint again = std::max(now, session_.goes_on_at());
      if (again >= call.deadline) return fail(call, knows_no_session(options_.name));
      begin_anew(call, again);
      if (again > now) return put_off(call, again);
    }
    if (session_.state() == State::unknown) open_session();
    return send_again(call);
  }
  const bool was_sent_once = call.sends == 1 && !call.in_doubt;
  call.in_doubt = !settles(outcome.status, call, is_datagram, was_sent_once);
  if (call.in_doubt) outcome.error.executed = Executed::maybe;
  const TimePoint again = after(now, outcome.retry_after);
  call.error = std::move(outcome.error);
  if (outcome.status != SessionStatus::busy || again >= call.deadline || !retries_.take())
    return fail(call, std::move(call.error));
  if (!call.in_doubt) begin_anew(call, again);
  put_off(call, again);
}

// Until expire() sends it again.
void LoopChannel::put_off(Call& call, TimePoint until) {
  call.is_written = call.is_answered = false;
  loop_->set_timer(call, until);
}

// Nothing that was sent of it runs. A second copy of that answer must not be taken for one to what follows.
void LoopChannel::begin_anew(Call& call, TimePoint at) {
  calls_.remove(call);
  calls_.insert(call, next_xid_);
  call.sends = 0;
  call.entered = at;
}

void LoopChannel::send_again(Call& call) {
  call.is_written = false;
  call.retransmission.reset();
  loop_->set_timer(call, call.deadline);
  if (!call.is_unsent) enqueue(call);
  if (socket_) loop_->want_flush(*this);
}

void LoopChannel::look_for_life(TimePoint now) {
  watch_.is_set = false;
  if (calls_.size() == 0) return;
  if (session_.state() == State::plain) return wait_no_longer(now);
  watch_.is_set = true;
  bool lasts = silence_.lasts(now, signs());
  loop_->set_timer(watch_, silence_.next());
  if (!socket_) return;
  if (!lasts) {
    if (send_own(SessionProcedure::probe, true, nullptr) != nullptr) loop_->want_flush(*this);
    return ask_after_calls(now);
  }
  silence_ = Silence(now, progress());
  Error error = failure(Code::connection_lost, Executed::maybe, "the server does not answer any more");
  // Those that have no deadline end here; the others may see it come back.
  Call* endless = nullptr;
  calls_.each([&](Call& call) {
    if (call.deadline == never && !call.is_unsent) call.next = std::exchange(endless, &call);
  });
  while (endless != nullptr) fail(*std::exchange(endless, endless->next), copy_of(error));
  lose(std::move(error));
}

// The server has said that it has no sessions any more: nothing can be asked after the calls of the one
// before.
void LoopChannel::wait_no_longer(TimePoint now) {
  calls_.each([&](Call& call) {
    if (call.deadline != never || call.is_ours) return;
    call.deadline = after(now, default_timeout);
    loop_->set_timer(call, call.deadline);
  });
}

// Those that have waited long. Of a datagram that is asked by sending it again.
void LoopChannel::ask_after_calls(TimePoint now) {
  const TimePoint before = std::exchange(asked_after_, now);
  if (options_.kind == io::Kind::datagram) return;
  Call* long_out = nullptr;
  calls_.each([&](Call& call) {
    const bool is_out = call.is_written && !call.is_unsent && call.ticket;
    if (is_out && is_to_be_asked_after(before - call.entered, now - call.entered))
      call.next = std::exchange(long_out, &call);
  });
  while (long_out != nullptr) {
    Call& call = *std::exchange(long_out, long_out->next);
    if (session_.has(call.ticket)) {
      (void)send_own(SessionProcedure::ask_after, true, &call);
    } else {  // the server has told others that it does not know that session
      call.in_doubt = true;
      send_again(call);
    }
  }
}

void LoopChannel::cancel(const Call& call) {
  if (!socket_ || !session_.has(call.ticket)) return;
  if (send_own(SessionProcedure::cancel, true, &call) != nullptr) loop_->want_flush(*this);
}

}  // namespace farcall::inline v1::client
