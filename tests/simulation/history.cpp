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

constexpr const char* names[] = {"run", "look", "tell", "fail", "miss"};

}  // namespace

std::uint64_t History::begin(const Process& caller, Transport transport, Kind kind, TimePoint now,
                             Duration timeout, Duration stolen) {
  calls_.push_back({.caller = &caller,
                    .transport = transport,
                    .kind = kind,
                    .incarnation = incarnation_,
                    .begun = now,
                    .timeout = timeout,
                    .stolen = stolen});
  return calls_.size();
}

void History::end(Call& call, Outcome outcome, TimePoint now, Duration stolen) noexcept {
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

void History::check(const Call& call, std::uint64_t number, Figures& figures,
                    std::vector<std::string>& broken) const {
  const Promise& promise = promises[static_cast<std::size_t>(call.transport)];
  auto breaks = [&](std::uint64_t& count, const std::string& what) {
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
  const Duration late = call.ended - call.begun - call.timeout - call.stolen;
  if (call.outcome != Outcome::cancelled && late > scheduling)
    breaks(figures.hung, "ended " + std::to_string(late / 1ms) + " ms after its deadline");
  const bool is_loss =
      call.outcome == Outcome::failure && promise.once &&
      (call.code == farcall::Code::connection_lost || call.code == farcall::Code::connection_refused);
  if (is_loss && call.timeout >= 1s) {
    ++figures.told_of_loss;
    if (call.ended - call.begun >= call.timeout) ++figures.told_at_deadline;
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
