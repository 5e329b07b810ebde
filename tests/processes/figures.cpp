#include "figures.hpp"

#include <cinttypes>
#include <cstdio>

namespace processes {
namespace {

using farcall::Executed;

constexpr std::int64_t ms = 1'000'000;
// What a call may take beyond its deadline where processes are stopped for seconds and processors are busy.
constexpr std::int64_t patience_ns = 20'000 * ms;
// And one without: what its callee works, three probe intervals, three seconds of connecting again.
constexpr std::int64_t endless_ns = 20'000 * ms;

constexpr const char* transports[] = {"tcp", "unix", "udp"};
constexpr const char* kinds[] = {"run", "look", "tell", "fail", "miss"};

void append(std::string& text, const std::string& name, std::uint64_t value) {
  char line[80];
  std::snprintf(line, sizeof line, "  %-26s %12" PRIu64 "\n", name.c_str(), value);
  text += line;
}

void check(const Entry& call, std::uint64_t number, bool is_intact, Figures& figures,
           std::vector<std::string>& broken) {
  const std::uint32_t runs = call.runs.load();
  auto breaks = [&](std::uint64_t& count, const std::string& what) {
    ++count;
    broken.push_back("call " + std::to_string(number) + " (" + kinds[static_cast<int>(call.kind)] + ", " +
                     transports[static_cast<int>(call.transport)] + ") " + what);
  };
  ++figures.calls;
  ++figures.calls_by[static_cast<std::size_t>(call.transport)];
  figures.runs += runs;
  const Entry::Outcome outcome = call.outcome.load(std::memory_order_acquire);
  if (outcome == Entry::Outcome::none) return breaks(figures.hung, "has not ended");
  const std::int64_t late_ns =
      call.ended_ns - call.begun_ns - (call.timeout_ns > 0 ? call.timeout_ns : endless_ns);
  if (late_ns > patience_ns) breaks(figures.hung, "ended " + std::to_string(late_ns / ms) + " ms late");
  const bool has_failed = outcome == Entry::Outcome::failure;
  const std::string said = std::string(to_string(call.code)) + ", executed = ";
  if (!has_failed) ++figures.succeeded;
  if (has_failed)
    ++(call.executed == Executed::no      ? figures.not_executed
       : call.executed == Executed::maybe ? figures.maybe_executed
                                          : figures.executed);
  if (!is_intact) return;
  // One-way calls belong to no session: of a datagram that the network doubles each may reach another
  // incarnation.
  const bool may_run_twice =
      call.kind == Kind::look || (call.kind == Kind::tell && call.transport == Transport::udp);
  if (runs > 1 && !may_run_twice)
    breaks(figures.run_twice, "was run " + std::to_string(runs) + " times, and " +
                                  (has_failed ? "says " + said + std::string(to_string(call.executed))
                                              : std::string("succeeded")));
  if (!has_failed && runs == 0 && call.kind != Kind::tell) breaks(figures.lost, "succeeded and was not run");
  if (!has_failed && !call.is_right) breaks(figures.other, "has results that are not its own");
  if (has_failed && call.executed == Executed::no && runs > 0)
    breaks(figures.false_no, "says " + said + "no, and was run");
  if (has_failed && call.executed == Executed::yes && runs == 0)
    breaks(figures.other, "says " + said + "yes, and was not run");
}

}  // namespace

void check(const Journal& journal, bool is_intact, Figures& figures, std::vector<std::string>& broken) {
  for (std::uint64_t number = 1; const Entry* entry = journal.find(number); ++number)
    if (entry->is_begun) check(*entry, number, is_intact, figures, broken);
  if (!is_intact) return;
  if (const std::uint64_t astray = journal.shared().astray; astray > 0)
    ++figures.other, broken.push_back(std::to_string(astray) + " calls were run that nobody made");
  if (const std::uint64_t mangled = journal.shared().mangled; mangled > 0)
    ++figures.other, broken.push_back(std::to_string(mangled) + " calls arrived with other arguments");
}

std::uint64_t Figures::all_kills() const noexcept {
  std::uint64_t all = 0;
  for (std::uint64_t each : kills) all += each;
  return all;
}

void Figures::add(const Figures& more) noexcept {
  rounds += more.rounds;
  calls += more.calls;
  for (std::size_t i = 0; i < calls_by.size(); ++i) calls_by[i] += more.calls_by[i];
  succeeded += more.succeeded;
  not_executed += more.not_executed;
  maybe_executed += more.maybe_executed;
  executed += more.executed;
  runs += more.runs;
  for (std::size_t i = 0; i < point_count; ++i) kills[i] += more.kills[i];
  stopped_callees += more.stopped_callees;
  stopped_callers += more.stopped_callers;
  for (std::size_t i = 0; i < fate_count; ++i) fates[i] += more.fates[i];
  run_twice += more.run_twice;
  lost += more.lost;
  hung += more.hung;
  false_no += more.false_no;
  other += more.other;
}

std::string Figures::text() const {
  std::string text;
  append(text, "rounds", rounds);
  append(text, "calls", calls);
  for (std::size_t i = 0; i < calls_by.size(); ++i)
    append(text, std::string("  by ") + transports[i], calls_by[i]);
  append(text, "  succeeded", succeeded);
  append(text, "  failed, not executed", not_executed);
  append(text, "  failed, maybe executed", maybe_executed);
  append(text, "  failed, executed", executed);
  append(text, "runs", runs);
  append(text, "callees killed", all_kills());
  for (std::size_t i = 0; i < point_count; ++i)
    append(text, std::string("  ") + (i == 0 ? "at any time" : to_string(static_cast<Point>(i))), kills[i]);
  append(text, "callees stopped", stopped_callees);
  append(text, "callers stopped", stopped_callers);
  text += "reads and datagrams in the proxy\n";
  for (std::size_t i = 0; i < fate_count; ++i) append(text, to_string(static_cast<Fate>(i)), fates[i]);
  text += "promises broken\n";
  append(text, "run twice", run_twice);
  append(text, "acknowledged and lost", lost);
  append(text, "hung", hung);
  append(text, "false \"not executed\"", false_no);
  append(text, "others", other);
  return text;
}

}  // namespace processes
