// The long form: a million calls and ten thousand kills, and figures. `processes_soak SEED CALLS` runs one
// round.
#include <atomic>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "round.hpp"

namespace {

using processes::Figures;
using processes::Verdict;

std::uint64_t variable(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Rounds side by side, because who waits for a deadline leaves the processors to others.
class Rounds {
 public:
  void run(std::uint64_t first, std::uint64_t calls, std::uint64_t kills) {
    next_ = first;
    calls_ = calls;
    kills_ = kills;
    std::vector<std::thread> lanes;
    for (int i = 0; i < 4; ++i) lanes.emplace_back([this] { work(); });
    for (std::thread& lane : lanes) lane.join();
  }
  [[nodiscard]] const Figures& figures() const noexcept { return figures_; }
  [[nodiscard]] bool has_failed() const noexcept { return failures_ > 0; }

 private:
  void work() {
    constexpr std::uint64_t calls_a_round = 5'000;
    constexpr int most_failures = 5;
    for (;;) {
      std::uint64_t seed = 0;
      {
        const std::lock_guard lock(mutex_);
        if (figures_.calls >= calls_ && figures_.all_kills() >= kills_) return;
        if (failures_ >= most_failures) return;
        seed = next_++;
      }
      const Verdict verdict = processes::run_round({.seed = seed, .calls = calls_a_round});
      const std::lock_guard lock(mutex_);
      figures_.add(verdict.figures);
      for (const std::string& broken : verdict.broken)
        std::printf("BROKEN  seed %" PRIu64 ": %s\n", seed, broken.c_str());
      if (!verdict.broken.empty()) ++failures_;
      if (figures_.rounds % 10 == 0 || !verdict.broken.empty())
        std::fprintf(stderr, "%" PRIu64 " rounds, %" PRIu64 " calls, %" PRIu64 " kills, %d failures\n",
                     figures_.rounds, figures_.calls, figures_.all_kills(), failures_);
    }
  }

  std::mutex mutex_;  // protects what follows
  Figures figures_;
  std::uint64_t next_ = 0, calls_ = 0, kills_ = 0;
  int failures_ = 0;
};

int run_one(std::uint64_t seed, std::uint64_t calls) {
  const Verdict verdict = processes::run_round({.seed = seed, .calls = calls});
  std::fputs(verdict.figures.text().c_str(), stdout);
  for (const std::string& broken : verdict.broken) std::printf("BROKEN  %s\n", broken.c_str());
  return verdict.broken.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 3)
    return run_one(std::strtoull(arguments[1], nullptr, 10), std::strtoull(arguments[2], nullptr, 10));
  Rounds rounds;
  rounds.run(variable("FARCALL_SOAK_FIRST", 1'000'000), variable("FARCALL_SOAK_CALLS", 1'000'000),
             variable("FARCALL_SOAK_KILLS", 10'000));
  std::fputs(rounds.figures().text().c_str(), stdout);
  return rounds.has_failed() ? 1 : 0;
}
