// Runs one seed and shows what happened in it, or many and shows the figures.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "seeds.hpp"

namespace {

int usage() {
  std::fputs(
      "usage: simulate SEED            runs that seed, with a line for everything that happens\n"
      "       simulate FIRST COUNT     runs so many seeds, and shows the figures\n",
      stderr);
  return 2;
}

bool read(const char* text, std::uint64_t& number) {
  char* end = nullptr;
  number = std::strtoull(text, &end, 10);
  return end != text && *end == '\0';
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t first = 0;
  std::uint64_t seeds = 0;
  if (count < 2 || count > 3 || !read(arguments[1], first) || (count == 3 && !read(arguments[2], seeds)))
    return usage();
  if (count == 3) {
    const simulation::Report report = simulation::run_seeds(first, seeds, 100'000);
    std::fputs(report.figures.text().c_str(), stdout);
    for (const std::string& failure : report.failures) std::printf("%s\n", failure.c_str());
    return report.failures.empty() ? 0 : 1;
  }
  const simulation::Verdict verdict =
      simulation::simulate({.seed = first, .trace = simulation::Trace::To::stdout_});
  for (const std::string& broken : verdict.broken) std::printf("BROKEN  %s\n", broken.c_str());
  std::printf("seed %" PRIu64 ": %s\n", first, verdict.broken.empty() ? "every promise was kept" : "failed");
  return verdict.broken.empty() ? 0 : 1;
}
