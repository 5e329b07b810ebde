#include "figures.hpp"

#include <cinttypes>
#include <cstdio>

namespace simulation {
namespace {

constexpr const char* names[fault_kinds] = {
    "datagrams lost",
    "datagrams doubled",
    "datagrams late",
    "datagrams corrupted",
    "streams stalled",
    "streams corrupted",
    "writes split",
    "resets",
    "half-open",
    "partitions",
    "one-way partitions",
    "crashes",
    "silent crashes",
    "stops and restarts",
    "pauses",
    "servers stopped long",
    "deaths of clients",
    "jumps of the clock",
};

void append(std::string& text, const char* name, std::uint64_t value) {
  char line[80];
  std::snprintf(line, sizeof line, "  %-24s %12" PRIu64 "\n", name, value);
  text += line;
}

}  // namespace

void Figures::add(const Figures& more) noexcept {
  seeds += more.seeds;
  steps += more.steps;
  calls += more.calls;
  succeeded += more.succeeded;
  not_executed += more.not_executed;
  maybe_executed += more.maybe_executed;
  cancelled += more.cancelled;
  told_of_loss += more.told_of_loss;
  told_at_deadline += more.told_at_deadline;
  executions += more.executions;
  for (std::size_t i = 0; i < fault_kinds; ++i) faults[i] += more.faults[i];
  executed_twice += more.executed_twice;
  lost += more.lost;
  hung += more.hung;
  early += more.early;
  false_no += more.false_no;
  other += more.other;
}

std::string Figures::text() const {
  std::string text;
  append(text, "seeds", seeds);
  append(text, "steps", steps);
  append(text, "calls", calls);
  append(text, "  succeeded", succeeded);
  append(text, "  failed, not executed", not_executed);
  append(text, "  failed, maybe executed", maybe_executed);
  append(text, "  cancelled", cancelled);
  append(text, "told of a loss", told_of_loss);
  append(text, "  at the deadline only", told_at_deadline);
  append(text, "executions", executions);
  text += "faults\n";
  for (std::size_t i = 0; i < fault_kinds; ++i) append(text, names[i], faults[i]);
  text += "promises broken\n";
  append(text, "executed twice", executed_twice);
  append(text, "lost", lost);
  append(text, "hung", hung);
  append(text, "ended too early", early);
  append(text, "false \"not executed\"", false_no);
  append(text, "others", other);
  return text;
}

}  // namespace simulation
