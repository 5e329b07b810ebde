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

#include "death.hpp"
#include "resend.hpp"
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

bool resend_all(std::uint64_t count) {
  bool is_good = true;
  std::printf("a call sent again        from      to      times  other replies  runs again\n");
  const auto show = [&](const char* what, const processes::Resent& resent) {
    std::printf("  %-20s %6s %7s %10" PRIu64 " %14" PRIu64 " %11" PRIu64 "\n", what, resent.from.c_str(),
                resent.to.c_str(), resent.sent, resent.different, resent.runs);
    std::fflush(stdout);
    is_good = is_good && resent.different == 0 && resent.runs == 0;
  };
  for (const char* from : {"tcp", "unix", "udp"})
    for (const char* to : {"tcp", "unix", "udp"}) show("of a session", processes::resend(from, to, count));
  show("of none", processes::resend_plainly(count));
  return is_good;
}

// `count`: of deaths of each kind.
bool hear_of_deaths(std::size_t count) {
  constexpr std::size_t tcp = 0, unix_socket = 1, udp = 2;
  bool is_good = true;
  std::printf(
      "a death is heard of after (ms)       deaths        p50        p99      p99.9        max     goal\n");
  const auto show = [&](const processes::Deaths& deaths) {
    std::fputs(deaths.text().c_str(), stdout);
    std::fflush(stdout);
    is_good = is_good && deaths.is_good();
  };
  show(processes::deaths_by_kill(unix_socket, count));
  show(processes::deaths_by_kill(tcp, count));
  show(processes::deaths_by_reset(10 * count));
  show(processes::deaths_and_restarts(unix_socket, count / 4));
  show(processes::deaths_and_restarts(tcp, count / 4));
  for (std::size_t endpoint : {tcp, unix_socket, udp}) show(processes::silences(endpoint, 32, 1));
  return is_good;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 3)
    return run_one(std::strtoull(arguments[1], nullptr, 10), std::strtoull(arguments[2], nullptr, 10));
  bool is_good = resend_all(variable("FARCALL_SOAK_RESENDS", 1'000'000));
  is_good = hear_of_deaths(variable("FARCALL_SOAK_DEATHS", 1'000)) && is_good;
  Rounds rounds;
  rounds.run(variable("FARCALL_SOAK_FIRST", 1'000'000), variable("FARCALL_SOAK_CALLS", 1'000'000),
             variable("FARCALL_SOAK_KILLS", 10'000));
  std::fputs(rounds.figures().text().c_str(), stdout);
  return is_good && !rounds.has_failed() ? 0 : 1;
}
