#include "seeds.hpp"

#include <array>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <iterator>
#include <utility>

#include <unistd.h>

// Of the sanitizers' runtime, where that is a part of the program.
extern "C" [[gnu::weak]] void __sanitizer_set_death_callback(void (*callback)());

namespace simulation {
namespace {

constexpr std::size_t most_failures = 3;
volatile std::uint64_t running_seed = 0;

void say_seed() {
  char text[128];
  const int size = std::snprintf(text, sizeof text, "simulation: it was seed %" PRIu64 "\n", running_seed);
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text, static_cast<std::size_t>(size));
}

// Even a run that ends the process says which it was; then whatever would have happened does.
constexpr int deadly[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTERM};
std::array<struct sigaction, std::size(deadly)> before{};

extern "C" void simulation_died(int number) {
  say_seed();
  for (std::size_t i = 0; i < before.size(); ++i) ::sigaction(deadly[i], &before[i], nullptr);
  if (number == SIGTERM) ::raise(number);
}

// Says the seed when a sanitizer, or a signal, ends the process.
void watch_over_process() {
  static bool watches = false;
  if (std::exchange(watches, true)) return;
  struct sigaction action {};
  action.sa_handler = simulation_died;
  for (std::size_t i = 0; i < before.size(); ++i) ::sigaction(deadly[i], &action, &before[i]);
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(say_seed);
}

}  // namespace

Report run_seeds(std::uint64_t first, std::uint64_t count, std::uint64_t progress, Breakage breakage) {
  watch_over_process();
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
