#include "death.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

#include <farcall/farcall.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>

#include "../simulation/random.hpp"
#include "child.hpp"
#include "journal.hpp"
#include "place.hpp"
#include "simulation.x.hpp"

namespace processes {
namespace {

namespace V = simulation::SIMULATION_PROG::SIMULATION_VERS;
using namespace std::chrono_literals;
using farcall::Duration;
using farcall::TimePoint;

constexpr Duration long_call = 10s;

farcall::BindOptions without_session() {
  farcall::BindOptions options;
  options.sessions = false;
  return options;
}

TimePoint now() { return farcall::steady_clock().now(); }

// A call that the callee is at work with.
class Call {
 public:
  Call(const std::string& endpoint, const farcall::BindOptions& options, const Journal& journal,
       std::uint64_t number, Duration timeout)
      : client_(farcall::bind<V::Client>(endpoint, options).value()) {
    thread_ = std::thread([this, number, timeout] {
      const simulation::order order{number, 0, std::chrono::microseconds(10s).count(), 0, {}};
      const auto result = client_.RUN(order, {.timeout = timeout});
      ended_ = now();
      is_right_ = !result && result.error().code == farcall::Code::connection_lost &&
                  result.error().executed == farcall::Executed::maybe;
    });
    while (journal.find(number)->runs == 0) std::this_thread::yield();
  }
  void end(Deaths& deaths, TimePoint died) {
    thread_.join();
    deaths.heard_after.push_back(ended_ - died);
    if (!is_right_) ++deaths.wrong;
  }

 private:
  V::Client client_;
  std::thread thread_;
  TimePoint ended_{};
  bool is_right_ = false;
};

struct Callee {
  explicit Callee(const Journal& journal, const Place& place) : child(command(place), journal) {
    for (int i = 0; i < 3; ++i) (void)child.line();
  }
  static std::vector<std::string> command(const Place& place) {
    std::vector<std::string> words{callee_path(), "threads"};
    for (std::string& endpoint : place.endpoints()) words.push_back(std::move(endpoint));
    return words;
  }
  Child child;
};

Deaths sorted(Deaths deaths) {
  std::sort(deaths.heard_after.begin(), deaths.heard_after.end());
  return deaths;
}

}  // namespace

Duration Deaths::quantile(double part) const noexcept {
  if (heard_after.empty()) return {};
  const double rank = part * static_cast<double>(heard_after.size() - 1);
  return heard_after[static_cast<std::size_t>(rank + 0.999)];
}

std::string Deaths::text() const {
  const auto ms = [](Duration time) { return std::chrono::duration<double, std::milli>(time).count(); };
  char line[160];
  std::snprintf(line, sizeof line, "  %-34s %7zu %10.3f %10.3f %10.3f %10.3f %8.0f  %s\n", what.c_str(),
                heard_after.size(), ms(quantile(0.5)), ms(quantile(0.99)), ms(quantile(0.999)),
                ms(quantile(1)), ms(goal), is_good() ? "" : "MISSED");
  return line;
}

Deaths deaths_by_kill(std::size_t endpoint, std::size_t count) {
  Deaths deaths{endpoint == 0 ? "tcp, callee killed" : "unix, callee killed", endpoint == 0 ? 10ms : 50ms};
  const Journal journal = Journal::create(count);
  const Place place;
  for (std::uint64_t number = 1; number <= count; ++number) {
    Callee callee(journal, place);
    Call call(place.endpoints()[endpoint], without_session(), journal, number, long_call);
    const TimePoint died = now();
    callee.child.signal(SIGKILL);
    call.end(deaths, died);
  }
  return sorted(std::move(deaths));
}

Deaths deaths_and_restarts(std::size_t endpoint, std::size_t count) {
  Deaths deaths{endpoint == 0 ? "tcp, killed and started again" : "unix, killed and started again", 200ms};
  const Journal journal = Journal::create(count);
  const Place place;
  std::optional<Callee> callee(std::in_place, journal, place);
  for (std::uint64_t number = 1; number <= count; ++number) {
    Call call(place.endpoints()[endpoint], {}, journal, number, long_call);
    const TimePoint died = now();
    callee->child.signal(SIGKILL);
    callee.emplace(journal, place);
    call.end(deaths, died);
  }
  return sorted(std::move(deaths));
}

// The peer is this program: it takes the call, and resets.
Deaths deaths_by_reset(std::size_t count) {
  Deaths deaths{"tcp, connection reset", 10ms};
  const auto listener =
      farcall::io::listen(*farcall::io::Address::numeric("127.0.0.1", 0), farcall::io::Kind::stream, "death")
          .value();
  const std::string endpoint = "tcp://" + farcall::io::local_address(listener.number()).text();
  const auto client = farcall::bind<V::Client>(endpoint, without_session()).value();
  for (std::size_t i = 0; i < count; ++i) {
    TimePoint ended{};
    bool is_right = false;
    std::thread caller([&] {
      const auto result = client.RUN({}, {.timeout = long_call});
      ended = now();
      is_right = !result && result.error().code == farcall::Code::connection_lost &&
                 result.error().executed == farcall::Executed::maybe;
    });
    (void)farcall::io::wait_ready(listener.number(), POLLIN, farcall::never);
    farcall::io::Descriptor peer(::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
    char room[4096];
    (void)::recv(peer.number(), room, sizeof room, 0);
    const linger at_once{1, 0};
    ::setsockopt(peer.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    const TimePoint died = now();
    peer = farcall::io::Descriptor();
    caller.join();
    deaths.heard_after.push_back(ended - died);
    if (!is_right) ++deaths.wrong;
  }
  return sorted(std::move(deaths));
}

// All at the same time, because it takes seconds.
Deaths silences(std::size_t endpoint, std::size_t count, std::uint64_t seed) {
  constexpr const char* names[] = {"tcp, callee stopped", "unix, callee stopped", "udp, callee stopped"};
  // What a probe interval is; and what it takes to be told of its end.
  Deaths deaths{names[endpoint], 3 * 1s + 100ms};
  simulation::Random random(seed);
  std::vector<Deaths> found(count, deaths);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([&, i, lives = random.between(Duration(0), Duration(3s))] {
      const Journal journal = Journal::create(1);
      const Place place;
      const Callee callee(journal, place);
      Call call(place.endpoints()[endpoint], {}, journal, 1, {});
      const TimePoint stops = now() + lives;
      while (now() < stops) farcall::io::system_waiter().pause(stops);
      const TimePoint died = now();
      callee.child.signal(SIGSTOP);
      call.end(found[i], died);
    });
  for (std::thread& thread : threads) thread.join();
  for (const Deaths& each : found) {
    deaths.heard_after.insert(deaths.heard_after.end(), each.heard_after.begin(), each.heard_after.end());
    deaths.wrong += each.wrong;
  }
  return sorted(std::move(deaths));
}

}  // namespace processes
