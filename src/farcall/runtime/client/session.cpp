#include <farcall/runtime/client/session.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include <farcall/base/random.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::client {

using message::CallNumber;
using message::SessionStatus;

Session::Session(bool is_wanted)
    : state_(is_wanted ? State::unknown : State::plain),
      reopening_(static_cast<std::uint32_t>(random_word())) {
  renew();
}

void Session::renew() {
  ++generation_;
  out_bytes_ = 0;
  if (!fill_random(id_)) refused();
  sequences_.clear();
  free_.clear();
  answered_.clear();
}

void Session::opened(const message::SessionTerms& terms) noexcept {
  opened_ = terms.opened;
  most_slots_ = terms.slots;
  window_bytes_ = terms.window_bytes;
  was_open_ = was_open_ || most_slots_ > 0;
  state_.store(most_slots_ > 0 ? State::open : State::plain, std::memory_order_release);
}

void Session::lost(const Ticket& ticket, TimePoint now) {
  if (!has(ticket) || state() != State::open) return;
  state_.store(State::unknown, std::memory_order_release);
  // That was another time.
  if (now >= after(goes_on_at_, most_probes * probe_interval)) reopening_.reached();
  goes_on_at_ = reopening_.next(now);
  renew();
}

Session::Ticket Session::take(std::size_t message_bytes) {
  if (out_bytes_ > 0 && out_bytes_ + message_bytes > window_bytes_) return {};
  if (free_.empty()) {
    if (sequences_.size() >= most_slots_) return {};
    free_.reserve(sequences_.size() + 1);
    answered_.reserve(sequences_.size() + 1);
    sequences_.push_back(0);
    free_.push_back(static_cast<std::uint32_t>(sequences_.size() - 1));
  }
  std::uint32_t slot = free_.back();
  free_.pop_back();
  out_bytes_ += message_bytes;
  return {{slot, ++sequences_[slot]}, generation_, message_bytes};
}

void Session::give_back(const Ticket& ticket, bool answered) noexcept {
  if (!ticket || !has(ticket)) return;
  free_.push_back(ticket.number.slot);
  out_bytes_ -= ticket.message_bytes;
  if (!answered) return;
  reopening_.reached();
  if (answered_.size() < sequences_.size()) answered_.push_back(ticket.number);
}

void Session::write(std::byte* to, const Ticket& ticket, const Transaction& call, TimePoint now) noexcept {
  CallNumber acknowledged;
  if (!answered_.empty()) {
    acknowledged = answered_.back();
    answered_.pop_back();
    if (acknowledged.slot == ticket.number.slot) acknowledged = {};  // the new number says as much
  }
  message::write_session_call(to, {.session = id_,
                                   .call = ticket.number,
                                   .acknowledged = acknowledged,
                                   .sent_ns = static_cast<std::uint64_t>(now.time_since_epoch().count()),
                                   .time_left_ns = time_left_ns(call, now),
                                   .trace = call.trace,
                                   .program = call.program,
                                   .version = call.version,
                                   .procedure = call.procedure,
                                   .opened = opened_});
}

std::uint64_t time_left_ns(const Transaction& call, TimePoint now) noexcept {
  if (call.deadline == never) return 0;
  return static_cast<std::uint64_t>(std::max(Duration(1), time_left(call.deadline, now)).count());
}

TimePoint Reconnection::next(TimePoint now) noexcept {
  if (gives_up_at_ == never) {
    gives_up_at_ = after(now, most_probes * probe_interval);
    return now;
  }
  return after(now, backoff_.next());
}

SessionOutcome read_session_outcome(std::span<const std::byte>& results, const message::Asked& asked) {
  SessionOutcome outcome;
  outcome.status = SessionStatus::refused;
  if (results.size() < message::session_status_bytes) {
    outcome.error = asked.malformed();
    return outcome;
  }
  outcome.status = static_cast<SessionStatus>(xdr::load_u32(results.data()));
  results = results.subspan(message::session_status_bytes);
  switch (outcome.status) {
    case SessionStatus::completed: return outcome;
    case SessionStatus::unknown:
      if (results.size() >= 8)
        outcome.server_age = Duration(static_cast<std::int64_t>(xdr::load_u64(results.data()) & INT64_MAX));
      return outcome;
    case SessionStatus::refused: {
      xdr::Decoder in(results);
      message::ReplyStatus status;
      bool is_refusal = message::read_reply_body(in, status) == message::ReplyRead::refused;
      outcome.error = is_refusal ? asked.refusal(status, Executed::no) : asked.malformed();
      return outcome;
    }
    case SessionStatus::forgotten:
      outcome.error =
          make_error(Code::connection_lost, Executed::maybe,
                     {asked.peer, ": the call was sent again, and the server keeps no reply to it"});
      return outcome;
    case SessionStatus::busy:
      outcome.error =
          make_error(Code::resource_exhausted, Executed::no, {asked.peer, ": the server has too much to do"});
      if (results.size() >= 8)
        outcome.retry_after = std::min<Duration>(
            std::chrono::seconds(1),
            Duration(static_cast<std::int64_t>(xdr::load_u64(results.data()) & INT64_MAX)));
      return outcome;
    case SessionStatus::absent: return outcome;
    case SessionStatus::expired:
      outcome.error = make_error(Code::deadline_exceeded, Executed::no,
                                 {asked.peer, ": the deadline had passed when the server came to the call"});
      return outcome;
  }
  outcome.status = SessionStatus::refused;
  outcome.error = asked.malformed();
  return outcome;
}

Error knows_no_session(const std::string& name) noexcept {
  return make_error(Code::connection_lost, Executed::no,
                    {name, ": the server does not know the sessions that it opens"});
}

}  // namespace farcall::inline v1::client
