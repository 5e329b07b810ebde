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
      "       simulate FIRST COUNT     runs so many seeds, and shows the figures\n"
      "       simulate --soak          runs FARCALL_SOAK_SEEDS seeds, 250000 unless it is set, which make "
      "some ten\n"
      "                                million calls, from FARCALL_SOAK_FIRST on, 1000000 unless it is set\n",
      stderr);
  return 2;
}

bool read(const char* text, std::uint64_t& number) {
  char* end = nullptr;
  number = std::strtoull(text, &end, 10);
  return end != text && *end == '\0';
}

bool read_variable(const char* name, std::uint64_t& number) {
  const char* text = std::getenv(name);
  if (text == nullptr || read(text, number)) return true;
  std::fprintf(stderr, "simulate: %s is no number: %s\n", name, text);
  return false;
}

int run_one(std::uint64_t seed) {
  const simulation::Verdict verdict =
      simulation::simulate({.seed = seed, .trace = simulation::Trace::To::stdout_});
  for (const std::string& broken : verdict.broken) std::printf("BROKEN  %s\n", broken.c_str());
  std::printf("seed %" PRIu64 ": %s\n", seed, verdict.broken.empty() ? "every promise was kept" : "failed");
  return verdict.broken.empty() ? 0 : 1;
}

int run_many(std::uint64_t first, std::uint64_t count) {
  const simulation::Report report = simulation::run_seeds(first, count, count / 20 + 1);
  std::fputs(report.figures.text().c_str(), stdout);
  for (const std::string& failure : report.failures) std::printf("%s\n", failure.c_str());
  return report.failures.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t first = 1'000'000;
  std::uint64_t seeds = 250'000;
  if (count == 2 && std::strcmp(arguments[1], "--soak") == 0) {
    if (!read_variable("FARCALL_SOAK_SEEDS", seeds) || !read_variable("FARCALL_SOAK_FIRST", first)) return 2;
    return run_many(first, seeds);
  }
  if (count < 2 || count > 3 || !read(arguments[1], first)) return usage();
  if (count == 2) return run_one(first);
  return read(arguments[2], seeds) ? run_many(first, seeds) : usage();
}
