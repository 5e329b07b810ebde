#include "site.hpp"

#include <utility>

#include "callee.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;
constexpr std::uint16_t port = 4000;

}  // namespace

Site::~Site() = default;

std::string Site::endpoint(Transport transport) {
  const std::string address = address_of(host, port).text();
  switch (transport) {
    case Transport::tcp: return "tcp://" + address;
    case Transport::udp: return "udp://" + address;
    case Transport::unix_: break;
  }
  return "unix:@server";
}

bool Site::is_up() const noexcept {
  return !incarnations_.empty() && incarnations_.back()->server != nullptr &&
         !incarnations_.back()->process.is_dead && !incarnations_.back()->stops;
}

void Site::start() {
  const auto number = static_cast<unsigned>(incarnations_.size() + 1);
  auto made = std::make_unique<Incarnation>();
  made->process.name = "server" + std::to_string(number);
  made->process.host = host;
  Incarnation& me = *incarnations_.emplace_back(std::move(made));
  me.is_bare = !world_.is_fair && world_.now() < world_.calm_at && world_.random.chance(200'000);
  world_.history.start(number);
  world_.network.set_down(host, false);
  world_.scheduler.start(me.process, [this, &me, number] { serve(me, number); });
}

void Site::listen(farcall::Server& server, const Incarnation& me) {
  for (const Transport transport : {Transport::tcp, Transport::udp, Transport::unix_}) {
    farcall::Result<std::string> listens = server.listen(endpoint(transport));
    if (!listens && !me.process.is_dead) world_.history.complain("listen: " + to_string(listens.error()));
  }
}

void Site::serve(Incarnation& me, unsigned number) {
  {
    farcall::ServerOptions options;
    options.limits = world_.limits;
    options.same_host = false;  // no memory is shared by what runs here
    options.most_threads = static_cast<unsigned>(world_.random.between(1, 8));
    if (world_.most_handlers > 0) options.most_threads = world_.most_handlers;
    options.drain =
        world_.is_fair || world_.settings.script ? 60s : world_.random.between(Duration(100ms), Duration(3s));
    if (world_.random.chance(500'000)) options.limits.spin = Duration::zero();
    std::unique_ptr<farcall::Service> callee =
        make_callee(world_, me.process, number, world_.most_handlers == 0 && world_.random.chance(300'000));
    farcall::Server server(options);
    if (!me.is_bare) server.add(*callee).value();
    listen(server, me);
    world_.trace(me.process, me.is_bare ? "serves nothing" : "serves");
    me.server = &server;
    if (me.stops || me.process.is_dead) server.stop();
    farcall::Result<void> ran = server.run();
    if (!ran) world_.history.complain("run: " + to_string(ran.error()));
    me.server = nullptr;
  }
  world_.trace(me.process, "has ended");
  if (me.starts_again) start_after(me.down);
}

void Site::start_after(Duration down) {
  world_.scheduler.at(world_.now() + down, nullptr, [this] { start(); });
}

void Site::stop(const Duration* down) {
  Incarnation& me = *incarnations_.back();
  me.stops = true;
  me.starts_again = down != nullptr;
  if (down != nullptr) me.down = *down;
  world_.trace(me.process, "is told to stop");
  if (me.server != nullptr) me.server->stop();
}

void Site::restore() {
  constexpr Duration soon = 1ms;
  if (is_up() && incarnations_.back()->is_bare) stop(&soon);
}

void Site::go_on() {
  for (const std::unique_ptr<Incarnation>& each : incarnations_) world_.go_on(each->process);
}

void Site::crash(bool silent, Duration down) {
  Incarnation& me = *incarnations_.back();
  me.starts_again = false;
  world_.trace(me.process, silent ? "dies with its host" : "is killed");
  world_.go_on(me.process);
  world_.network.kill(me.process, silent);
  if (silent) world_.network.set_down(host, true);
  if (me.server != nullptr) me.server->stop();
  start_after(down);
}

}  // namespace simulation
