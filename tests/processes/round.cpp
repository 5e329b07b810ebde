#include "round.hpp"

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "child.hpp"
#include "keeper.hpp"
#include "place.hpp"
#include "proxy.hpp"

namespace processes {
namespace {

using namespace std::chrono_literals;

std::uint32_t& chance_of(std::array<std::uint32_t, fate_count>& chances, Fate fate) {
  return chances[static_cast<std::size_t>(fate)];
}

// Each round has some of the faults, and each more often than another one.
Weather draw_weather(Random& random, bool is_intact) {
  Weather weather;
  const auto draw = [&](std::array<std::uint32_t, fate_count>& chances, Fate fate, std::uint32_t most) {
    if (random.chance(600'000)) chance_of(chances, fate) = static_cast<std::uint32_t>(random.below(most));
  };
  for (Fate fate : {Fate::split, Fate::late}) draw(weather.streams, fate, 50'000);
  for (Fate fate : {Fate::cut, Fate::reset}) draw(weather.streams, fate, 4'000);
  // Who is not answered any more notices after seconds.
  for (Fate fate : {Fate::half_open, Fate::one_way}) draw(weather.streams, fate, 300);
  for (Fate fate : {Fate::late, Fate::twice}) draw(weather.datagrams, fate, 100'000);
  draw(weather.datagrams, Fate::lost, 5'000);
  draw(weather.datagrams, Fate::one_way, 500);
  if (is_intact) return weather;
  chance_of(weather.streams, Fate::damaged) = 10'000;
  chance_of(weather.datagrams, Fate::damaged) = 10'000;
  return weather;
}

const char* way_of_callers(Breakage breakage) noexcept {
  return breakage == Breakage::twice ? "twice" : breakage == Breakage::liar ? "liar" : "honest";
}

class Round {
 public:
  explicit Round(const Settings& settings)
      : random_(settings.seed),
        is_intact_(settings.breakage != Breakage::none || !random_.chance(100'000)),
        calls_between_kills_(settings.calls_between_kills),
        journal_(Journal::create(settings.calls)),
        keeper_(journal_, place_,
                settings.breakage == Breakage::forgetful ? "forgetful"
                : random_.chance(300'000)                ? "coroutines"
                                                         : "threads"),
        proxy_(random_.next(), place_.endpoints(), place_.path("proxy")),
        callers_way_(way_of_callers(settings.breakage)) {}

  Verdict run() {
    for (std::uint64_t count = random_.between(1, 3); count > 0; --count) start_caller();
    for (const Child& caller : callers_) (void)caller.line();
    if (random_.chance(950'000)) proxy_.change(draw_weather(random_, is_intact_));
    if (random_.chance(950'000)) keeper_.kill_often(random_.split(), calls_between_kills_);
    std::thread stops;
    if (random_.chance(500'000))
      stops = std::thread([this, random = random_.split()] { stop_often(random); });
    for (Child& caller : callers_) end(caller);
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    over_.notify_all();
    if (stops.joinable()) stops.join();
    for (std::string& complaint : keeper_.end()) complain(std::move(complaint));
    Figures& figures = verdict_.figures;
    figures.rounds = 1;
    figures.fates = proxy_.counts();
    for (std::size_t i = 1; i < point_count; ++i) figures.kills[i] = journal_.shared().struck[i];
    figures.kills[0] = keeper_.kills() - figures.all_kills();
    check(journal_, is_intact_, figures, verdict_.broken);
    return std::move(verdict_);
  }

 private:
  void complain(std::string what) {
    ++verdict_.figures.other;
    verdict_.broken.push_back(std::move(what));
  }
  void start_caller() {
    const std::vector<std::string> direct = place_.endpoints();
    std::vector<std::string> command{caller_path(), std::to_string(random_.next()),
                                     std::to_string(random_.between(3, 8)), callers_way_};
    for (std::size_t i = 0; i < direct.size(); ++i)
      command.push_back(random_.chance(700'000) ? proxy_.endpoints()[i] : direct[i]);
    callers_.emplace_back(command, journal_);
  }
  // One that never ends is what must not be; its calls will show. Whoever makes another call is only slow.
  void end(Child& caller) {
    std::uint64_t seen = 0;
    while (!caller.wait_for_end(farcall::steady_clock().now() + 120s)) {
      if (std::exchange(seen, journal_.shared().next.load()) != seen) continue;
      complain("a caller does not end");
      caller.signal(SIGKILL);
      break;
    }
    const std::lock_guard lock(mutex_);
    caller.reap();
    if (caller.status() != 0) complain("a caller ended with status " + std::to_string(caller.status()));
  }

  // Now and then a process sleeps for a while, or dies wherever it is; not more often for so many calls on a
  // slow machine, where nobody would get anywhere.
  void stop_often(Random random) {
    std::uint64_t next_when_killed = journal_.shared().next;
    std::unique_lock lock(mutex_);
    const auto pass = [&](Duration time) { return over_.wait_for(lock, time, [this] { return is_over_; }); };
    while (!pass(random.between(Duration(10ms), Duration(300ms)))) {
      const std::uint64_t drawn = random.below(20);
      const Duration time = drawn == 0 ? random.between(Duration(1s), Duration(5s))
                                       : random.between(Duration(1ms), Duration(100ms));
      if (drawn < 4) {
        const std::uint64_t next = journal_.shared().next;
        if (next - next_when_killed < calls_between_kills_) continue;
        next_when_killed = next;
        keeper_.signal(SIGKILL);
      } else if (drawn < 14) {
        keeper_.signal(SIGSTOP);
        pass(time);
        keeper_.signal(SIGCONT);
        ++verdict_.figures.stopped_callees;
      } else {
        const Child& caller = callers_[random.below(callers_.size())];
        caller.signal(SIGSTOP);
        pass(time);
        caller.signal(SIGCONT);
        ++verdict_.figures.stopped_callers;
      }
    }
  }

  Random random_;
  const bool is_intact_;
  const std::uint32_t calls_between_kills_;
  const Place place_;
  const Journal journal_;
  Keeper keeper_;
  Proxy proxy_;
  const char* const callers_way_;
  std::vector<Child> callers_;
  Verdict verdict_;
  std::mutex mutex_;  // protects what follows
  std::condition_variable over_;
  bool is_over_ = false;
};

}  // namespace

Verdict run_round(const Settings& settings) { return Round(settings).run(); }

}  // namespace processes
