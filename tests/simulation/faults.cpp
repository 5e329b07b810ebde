#include "faults.hpp"

#include <algorithm>

#include "site.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;

void draw_weather(World& world) {
  Random& random = world.random;
  Weather& weather = world.network.weather;
  auto some = [&](std::uint32_t most) {
    return random.chance(500'000) ? static_cast<std::uint32_t>(random.below(most)) : 0;
  };
  weather.splitting = some(300'000);
  weather.window_bytes = random.one_of<std::size_t>({2'000, 30'000, 1 << 18, 1 << 20});
  weather.bytes_per_second =
      random.one_of<std::size_t>({0, 0, world.is_fair ? 50'000U : 500'000U, 5'000'000});
  // Who waits for room has more than a moment's bytes on the way: no system has less room to send.
  if (world.is_fair || weather.bytes_per_second > 0)
    weather.window_bytes = std::max<std::size_t>(weather.window_bytes, 30'000);
  if (world.is_fair) return;
  weather.loss = some(300'000);
  weather.doubling = some(300'000);
  world.history.conditions.is_doubled = weather.doubling > 0;
  weather.lateness = some(100'000);
  weather.corruption = some(100'000);
  weather.longest_way = random.one_of<Duration>({20us, 500us, 500us, 20ms, 200ms});
  weather.delivers_corrupted = world.delivers_corrupted;
}

void draw_scheduling(World& world) {
  Scheduler::Options options;
  options.preemption = world.random.one_of<std::uint32_t>({0, 50'000, 200'000, 500'000});
  options.delays = world.random.one_of<std::uint32_t>({0, 0, 5'000, 50'000});
  options.jumps = world.random.one_of<std::uint32_t>({0, 0, 100, 1'000});
  world.scheduler.set(options);
}

void draw_limits(World& world) {
  Random& random = world.random;
  farcall::Limits& limits = world.limits;
  world.has_long_work = !world.delivers_corrupted && random.chance(150'000);
  limits.session_slots = random.one_of({4U, limits.session_slots});
  // What is no call of a session, and a session's client that waits for each, may bring more, and is held up.
  if (!world.is_fair) limits.owed_bytes = random.one_of({std::size_t{100'000}, limits.owed_bytes});
  world.is_scarce = !world.is_fair && random.chance(100'000);
  world.history.conditions.is_roomy = !world.has_long_work && !world.is_scarce;
  if (!world.is_scarce) return;
  limits.kept_bytes = random.one_of({std::size_t{20'000}, limits.kept_bytes});
  limits.sessions = random.one_of({2U, limits.sessions});
  limits.connections = random.one_of({2U, limits.connections});
}

void pause(World& world, Process& process, Duration time) {
  world.trace(process, "is stopped for %lld ms", static_cast<long long>(time / 1ms));
  world.scheduler.pause(process);
  world.scheduler.at(world.now() + time, nullptr, [&world, &process] { world.go_on(process); });
}

void kill(World& world, Process& client, bool silent) {
  world.trace(client, silent ? "dies with its host" : "is killed");
  world.scheduler.go_on(client);
  world.network.kill(client, silent);
  world.history.die(client);
}

void part(World& world, bool both_ways) {
  const unsigned client = static_cast<unsigned>(world.random.between(1, world.clients.size()));
  const bool from_client = world.random.chance(500'000);
  const unsigned from = from_client ? client : Site::host;
  const unsigned to = from_client ? Site::host : client;
  const Duration time = world.random.between(Duration(1ms), Duration(6s));
  world.figures.count(both_ways ? Fault::partition : Fault::one_way_partition);
  world.trace(*world.clients[client - 1], "%s for %lld ms",
              both_ways     ? "is parted from the server"
              : from_client ? "does not reach the server"
                            : "is not reached by the server",
              static_cast<long long>(time / 1ms));
  world.network.block(from, to, true);
  if (both_ways) world.network.block(to, from, true);
  world.scheduler.at(world.now() + time, nullptr, [&world, from, to] {
    world.network.block(from, to, false);
    world.network.block(to, from, false);
  });
}

void strike(World& world, Fault fault) {
  Random& random = world.random;
  const Duration down = random.between(Duration(1ms), Duration(3s));
  Process& client = *world.clients[random.below(world.clients.size())];
  switch (fault) {
    case Fault::crash:
    case Fault::silent_crash:
      if (!world.site->is_up()) return;
      world.figures.count(fault);
      return world.site->crash(fault == Fault::silent_crash, down);
    case Fault::stop:
      if (!world.site->is_up()) return;
      world.figures.count(fault);
      return world.site->stop(&down);
    case Fault::pause: {
      Process& process = random.chance(500'000) ? world.site->process() : client;
      if (process.is_paused || process.is_dead) return;
      world.figures.count(fault);
      return pause(world, process, random.between(Duration(1ms), Duration(3s)));
    }
    case Fault::long_stop: {
      if (!world.site->is_up() || world.site->process().is_paused) return;
      world.figures.count(fault);
      const Duration time = random.between(Duration(30s), Duration(60s));
      world.stopped_until = world.now() + time;
      return pause(world, world.site->process(), time);
    }
    case Fault::death:
      if (client.is_dead) return;
      world.figures.count(fault);
      return kill(world, client, random.chance(300'000));
    case Fault::reset:
      if (world.network.reset_one()) world.figures.count(fault);
      return;
    case Fault::half_open:
      if (world.network.forget_one()) world.figures.count(fault);
      return;
    default: return part(world, fault == Fault::partition);
  }
}

}  // namespace

void plan_faults(World& world) {
  world.calm_at = world.now() + faults_last;
  draw_scheduling(world);
  draw_weather(world);
  world.history.conditions.is_stopped = world.is_fair && world.random.chance(500'000);
  draw_limits(world);
  if (world.is_fair && !world.history.conditions.is_stopped) return;
  constexpr Fault kinds[] = {Fault::crash, Fault::silent_crash, Fault::stop,      Fault::pause,
                             Fault::reset, Fault::half_open,    Fault::partition, Fault::one_way_partition,
                             Fault::death};
  std::vector<Fault> chosen;
  for (const Fault kind : kinds)
    if (world.is_fair ? kind == Fault::stop : world.random.chance(400'000)) chosen.push_back(kind);
  // Nothing else happens then for long.
  if (!world.is_fair && world.random.chance(50'000)) chosen.push_back(Fault::long_stop);
  if (chosen.empty()) return;
  for (std::uint64_t strokes = world.random.between(0, 10); strokes > 0; --strokes) {
    const Fault fault = chosen[world.random.below(chosen.size())];
    world.scheduler.at(world.now() + world.random.between(Duration(1ms), faults_last), nullptr,
                       [&world, fault] {
                         if (world.now() < world.calm_at) strike(world, fault);
                       });
  }
}

void end_faults(World& world) {
  world.network.heal();
  world.scheduler.set({});
  for (const std::unique_ptr<Process>& client : world.clients) world.go_on(*client);
  world.site->go_on();
  while (!world.site->serves()) {
    world.site->restore();
    world.scheduler.sleep(10ms);
  }
  world.faults_are_over = true;
  world.history.conditions.calm_at = world.now();
  world.trace(world.site->process(), "and everybody else: the faults are over");
  world.scheduler.wake(&world.faults_are_over);
}

}  // namespace simulation
