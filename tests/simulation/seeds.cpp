#include "seeds.hpp"

#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <unistd.h>

namespace simulation {
namespace {

constexpr std::size_t most_failures = 3;
volatile std::uint64_t running_seed = 0;

// Even a run that ends the process says which it was.
extern "C" void simulation_died(int number) {
  char text[128];
  const int size = std::snprintf(text, sizeof text, "simulation: seed %" PRIu64 " died of signal %d\n",
                                 running_seed, number);
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text, static_cast<std::size_t>(size));
  ::signal(number, SIG_DFL);
  ::raise(number);
}

}  // namespace

Report run_seeds(std::uint64_t first, std::uint64_t count, std::uint64_t progress, Breakage breakage) {
  for (const int number : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTERM})
    ::signal(number, simulation_died);
  Report report;
  for (std::uint64_t seed = first; seed < first + count && report.failures.size() < most_failures; ++seed) {
    running_seed = seed;
    const Verdict verdict = simulate({.seed = seed, .breakage = breakage});
    report.figures.add(verdict.figures);
    if (progress > 0 && report.figures.seeds % progress == 0)
      std::fprintf(stderr, "%" PRIu64 " of %" PRIu64 " seeds, %" PRIu64 " calls, %zu failures\n",
                   report.figures.seeds, count, report.figures.calls, report.failures.size());
    if (verdict.broken.empty()) continue;
    std::string text = "seed " + std::to_string(seed) + ", to be run again by `build/tests/bin/simulate " +
                       std::to_string(seed) + "`:";
    for (const std::string& broken : verdict.broken) text += "\n  " + broken;
    report.failures.push_back(std::move(text));
  }
  return report;
}

}  // namespace simulation
