// One run of the simulation: a server that fails now and then, clients, and what lies between them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <farcall/base/limits.hpp>

#include "figures.hpp"
#include "history.hpp"
#include "network.hpp"
#include "random.hpp"
#include "scheduler.hpp"

namespace simulation {

struct World;

// What is wrong on purpose, to see it found.
enum class Breakage : std::uint8_t {
  none,
  no_reply_cache,  // of what must not run twice: it is called by a procedure that is idempotent
  false_no,        // a client takes a lost connection for a proof that nothing ran
  forgets,         // a callee answers, and has had no effect
  deaf,            // a client does not hear of deadlines
  hasty,           // or ends before them
  patient,         // or waits for a server that has stopped
  restless,        // or connects once more
  starves,         // a callee takes longer than its callers have time
  heedless,        // or does not hear that nobody waits for it
};

struct Settings {
  std::uint64_t seed = 1;
  Breakage breakage = Breakage::none;
  Trace::To trace = Trace::To::nowhere;
  // What happens instead of what is drawn from the seed: it starts a server, and lets it run.
  std::function<void(World&)> script = nullptr;
};

struct Verdict {
  std::vector<std::string> broken;  // promises
  Figures figures;
  std::string trace;
};

[[nodiscard]] Verdict simulate(const Settings& settings);

class Site;

// What the parts of a run share.
struct World {
  World(const Settings& its_settings, Trace& trace);
  ~World();

  const Settings settings;
  Random random;
  const bool delivers_corrupted;  // datagrams: then all that is promised is that calls end
  const bool is_fair;             // nothing goes wrong: then calls succeed
  bool has_long_work = false;     // some calls take seconds
  bool is_scarce = false;         // the server has not room for everybody
  farcall::Limits limits;         // the server's
  unsigned most_handlers = 0;     // of its; 0: that is drawn, and whether they are coroutines
  Figures figures;
  Scheduler scheduler;
  Network network;
  History history;
  std::unique_ptr<Site> site;
  std::vector<std::unique_ptr<Process>> clients;
  TimePoint stopped_until{};  // a server, for long
  std::size_t clients_at_work = 0;
  TimePoint calm_at{};           // no fault begins from then on
  bool faults_are_over = false;  // and the server is up, with its program

  [[nodiscard]] TimePoint now() const noexcept { return scheduler.now(); }
  // It was stopped, and is not any more.
  void go_on(Process& process);
  [[gnu::format(printf, 3, 4)]] void trace(const Process& who, const char* format, ...);
};

// What stands between a client and its server in the order of a call: the bytes of call `number`.
[[nodiscard]] std::vector<std::uint8_t> load_of(std::uint64_t number, std::size_t size_bytes);

}  // namespace simulation
