#include "history.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace simulation {
namespace {

using farcall::Executed;
using namespace std::chrono_literals;

// What the steps of a call take by themselves, and io's own rounding of deadlines.
constexpr Duration scheduling = 50ms;
// What the same may take away from its time.
constexpr Duration rounding = 1ms;
// In how long a server that stopped is given up: noticed, and tried by another connection, which may be lost,
// too.
constexpr Duration longest_silence = 15s;
// When the server has had time for all calls, as nothing goes wrong any more; over UDP what was lost is sent
// again ever more rarely.
constexpr Duration recovery = 8s;
constexpr Duration recovery_of_datagrams = 15s;
// In how long a callee hears that nobody waits any more: a client that has gone has missed three probes.
constexpr Duration farewell = 4s;

constexpr const char* names[] = {"run", "look", "tell", "fail", "miss"};

}  // namespace

std::uint64_t History::begin(const Process& caller, Transport transport, Kind kind, TimePoint now,
                             const Term& term, Duration stolen) {
  calls_.push_back({.caller = &caller,
                    .transport = transport,
                    .kind = kind,
                    .outcome = caller.is_dead ? Outcome::cancelled : Outcome::none,
                    .incarnation = incarnation_,
                    .begun = now,
                    .term = term,
                    .stolen = stolen});
  return calls_.size();
}

// The dead hear nothing.
void History::end(Call& call, Outcome outcome, TimePoint now, Duration stolen) noexcept {
  if (call.caller->is_dead) return;
  call.outcome = outcome;
  call.ended = now;
  call.stolen = stolen - call.stolen;
}

void History::succeed(std::uint64_t number, TimePoint now, Duration stolen, bool is_right) {
  Call& call = calls_[number - 1];
  end(call, Outcome::success, now, stolen);
  call.is_right = is_right;
}

void History::fail(std::uint64_t number, TimePoint now, Duration stolen, const farcall::Error& error) {
  Call& call = calls_[number - 1];
  end(call, Outcome::failure, now, stolen);
  call.executed = error.executed;
  call.code = error.code;
}

void History::cancel(std::uint64_t number) { calls_[number - 1].outcome = Outcome::cancelled; }

void History::die(const Process& caller) {
  for (Call& call : calls_)
    if (call.caller == &caller && call.outcome == Outcome::none) call.outcome = Outcome::cancelled;
}

// Its deadline is over, which a server knows by a session; or its caller is dead and the connection, too. Of
// what happens before the calm nobody knows when it is heard of.
bool History::is_known_orphan(std::uint64_t number, TimePoint now) const {
  if (number < 1 || number > calls_.size()) return false;
  const Call& call = calls_[number - 1];
  TimePoint known = farcall::never;
  if (call.term.is_watched && call.term.has_deadline) known = call.begun + call.term.timeout;
  if (call.transport != Transport::udp && call.caller->missed_at != TimePoint())
    known = std::min(known, call.caller->missed_at);
  return now > farcall::after(std::max(known, conditions.calm_at), farewell);
}

void History::execute(std::uint64_t number, unsigned incarnation) {
  if (number >= 1 && number <= calls_.size()) {
    calls_[number - 1].executions.push_back(incarnation);
  } else if (conditions.is_intact) {
    complain("a callee ran call " + std::to_string(number) + ", which nobody made");
  }
}

std::vector<std::string> History::check(Figures& figures) const {
  std::vector<std::string> broken = complaints_;
  figures.other += complaints_.size();
  for (std::size_t i = 0; i < calls_.size(); ++i) check(calls_[i], i + 1, figures, broken);
  return broken;
}

// A server that stops reads no further calls. When its system closes a connection with unread bytes, the
// replies that have not arrived yet are lost.
bool History::was_among_unread(const Call& call) const {
  return std::any_of(calls_.begin(), calls_.end(), [&](const Call& other) {
    return other.caller == call.caller && other.executions.empty() && other.begun <= call.ended &&
           other.ended >= call.begun;
  });
}

// That it ended neither too late nor too early.
void History::check_time(const Call& call, Figures& figures, const Breaks& breaks) const {
  const Duration late = call.ended - call.begun - call.term.timeout - call.stolen;
  if (late > scheduling)
    breaks(figures.hung, "ended " + std::to_string(late / 1ms) + " ms after its deadline");
  for (const Silence& silence : silences_) {
    const Duration waited = std::min(call.ended, silence.to) - std::max(call.begun, silence.from);
    if (call.term.is_watched && !call.term.has_deadline && waited - call.stolen > longest_silence)
      breaks(figures.hung, "waited " + std::to_string(waited / 1ms) + " ms for a server that had stopped");
  }
  if (!conditions.is_intact || call.outcome != Outcome::failure ||
      call.code != farcall::Code::deadline_exceeded)
    return;
  if (call.ended - call.begun < call.term.least - rounding)
    breaks(figures.early,
           "ended after " + std::to_string((call.ended - call.begun) / 1ms) + " ms, before its deadline");
  const Duration waited = call.ended - std::max(call.begun, conditions.calm_at) - call.stolen;
  if (call.term.is_watched && conditions.is_roomy &&
      waited > (call.transport == Transport::udp ? recovery_of_datagrams : recovery))
    breaks(figures.hung, "was not answered in " + std::to_string(waited / 1ms) + " ms of peace");
}

void History::check(const Call& call, std::uint64_t number, Figures& figures,
                    std::vector<std::string>& broken) const {
  const Promise& promise = promises[static_cast<std::size_t>(call.transport)];
  const Breaks breaks = [&](std::uint64_t& count, const std::string& what) {
    ++count;
    broken.push_back("call " + std::to_string(number) + " (" + names[static_cast<std::size_t>(call.kind)] +
                     ", " + promise.scheme + ", of " + call.caller->name + ") " + what);
  };
  ++figures.calls;
  figures.executions += call.executions.size();
  switch (call.outcome) {
    case Outcome::none: return breaks(figures.hung, "has not ended");
    case Outcome::success: ++figures.succeeded; break;
    case Outcome::failure:
      ++(call.executed == Executed::no ? figures.not_executed : figures.maybe_executed);
      break;
    case Outcome::cancelled: ++figures.cancelled; break;
  }
  if (call.outcome != Outcome::cancelled) check_time(call, figures, breaks);
  const bool is_loss =
      call.outcome == Outcome::failure && promise.once &&
      (call.code == farcall::Code::connection_lost || call.code == farcall::Code::connection_refused);
  if (is_loss && call.term.timeout >= 1s) {
    ++figures.told_of_loss;
    if (call.ended - call.begun >= call.term.timeout) ++figures.told_at_deadline;
  }
  if (!conditions.is_intact) return;
  const std::size_t times = call.executions.size();
  const std::set<unsigned> incarnations(call.executions.begin(), call.executions.end());
  if (call.kind != Kind::look &&
      ((promise.once && times > 1) || (promise.once_in_an_incarnation && times > incarnations.size())))
    breaks(figures.executed_twice, "was executed " + std::to_string(times) + " times, by " +
                                       std::to_string(incarnations.size()) + " incarnations");
  if (call.outcome == Outcome::success && call.kind != Kind::tell && times == 0)
    breaks(figures.lost, "succeeded and was not executed");
  const bool may_fail = call.kind == Kind::fail || call.kind == Kind::miss;
  const bool may_be_lost = conditions.is_stopped && (times == 0 || was_among_unread(call));
  if (conditions.is_fair && !may_fail && !may_be_lost && call.outcome == Outcome::failure)
    breaks(figures.other, "failed although nothing went wrong: " + std::string(to_string(call.code)));
  if (!call.is_right) breaks(figures.other, "has results that are not its own");
  if (call.outcome != Outcome::failure) return;
  const std::string said = std::string(to_string(call.code)) + ", executed = ";
  const bool is_known_limit =
      !promise.no_where_doubled && conditions.is_doubled && call.incarnation != incarnation_;
  if (call.executed == Executed::no && times > 0 && !is_known_limit)
    breaks(figures.false_no, "says " + said + "no, and was executed");
  if (call.executed == Executed::yes && times == 0)
    breaks(figures.other, "says " + said + "yes, and was not executed");
}

}  // namespace simulation
