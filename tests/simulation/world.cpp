#include "world.hpp"

#include <cstdarg>
#include <cstdio>

#include <farcall/base/log.hpp>

#include "callers.hpp"
#include "faults.hpp"
#include "site.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;

World* logging = nullptr;

void log_into_trace(farcall::LogLevel, std::string_view text) {
  if (logging == nullptr || Scheduler::current() == nullptr) return;
  logging->trace(logging->scheduler.here(), "logs: %.*s", static_cast<int>(text.size()), text.data());
}

// While it lives, what farcall logs is a part of the trace.
class Logging {
 public:
  explicit Logging(World& world) {
    logging = &world;
    farcall::set_log(log_into_trace);
  }
  ~Logging() {
    farcall::set_log(nullptr);
    logging = nullptr;
  }
};

// How long a server is left alone at the end: what is late arrives, and what was sent again is answered.
constexpr Duration settling = 30s;

void play(World& world) {
  world.site->start();
  const std::uint64_t clients = world.random.between(1, 4);
  for (std::uint64_t i = 0; i < clients; ++i) start_client(world);
  plan_faults(world);
  world.scheduler.sleep(faults_last);
  if (world.stopped_until > world.now()) world.scheduler.sleep(world.stopped_until - world.now());
  end_faults(world);
  while (world.clients_at_work > 0) (void)world.scheduler.wait(&world.clients_at_work, farcall::never);
}

void direct(World& world) {
  world.settings.script ? world.settings.script(world) : play(world);
  world.scheduler.sleep(settling);
  world.site->stop(nullptr);
}

void check_files(World& world) {
  for (const File* file : world.network.open_files())
    world.history.complain("file " + std::to_string(file->number - Network::first_descriptor) + " of " +
                           file->process.name + " was never closed");
  for (const int number : world.network.misused())
    world.history.complain("file " + std::to_string(number - Network::first_descriptor) +
                           " was used when it was not open");
}

}  // namespace

World::World(const Settings& its_settings, Trace& trace)
    : settings(its_settings),
      random(its_settings.seed),
      delivers_corrupted(random.chance(100'000) && its_settings.breakage == Breakage::none &&
                         !its_settings.script),
      is_fair(!delivers_corrupted && random.chance(150'000)),
      scheduler(random.split(), {}, trace),
      network(scheduler, random.split(), figures),
      history({.is_intact = !delivers_corrupted, .is_fair = is_fair}),
      site(std::make_unique<Site>(*this)) {}

World::~World() = default;

void World::go_on(Process& process) {
  if (process.is_paused && process.host == Site::host) history.be_silent(process.paused_at, now());
  scheduler.go_on(process);
}

void World::trace(const Process& who, const char* format, ...) {
  if (!scheduler.trace().is_on()) return;
  char text[400];
  va_list rest;
  va_start(rest, format);
  std::vsnprintf(text, sizeof text, format, rest);
  va_end(rest);
  scheduler.trace().line(now(), who.name.c_str(), "%s", text);
}

Verdict simulate(const Settings& settings) {
  Trace trace(settings.trace);
  // A run that is stuck is left as it is: its fibers have not come to their ends.
  auto& world = *new World(settings, trace);
  const Logging log(world);
  Process director{.name = "director"};
  world.scheduler.start(director, [&world] { direct(world); });
  const Scheduler::End end = world.scheduler.run();
  if (end != Scheduler::End::finished)
    world.history.complain(end == Scheduler::End::stuck
                               ? "nobody can go on:" + world.scheduler.describe_stuck()
                               : "it does not come to an end:" + world.scheduler.describe_stuck());
  if (end == Scheduler::End::finished) check_files(world);
  Verdict verdict;
  verdict.broken = world.history.check(world.figures);
  verdict.figures = world.figures;
  verdict.figures.seeds = 1;
  verdict.figures.steps = world.scheduler.steps();
  verdict.figures.faults[static_cast<std::size_t>(Fault::jump)] = world.scheduler.jumps();
  if (end == Scheduler::End::finished) delete &world;
  verdict.trace = trace.text();
  return verdict;
}

}  // namespace simulation
