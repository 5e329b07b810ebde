// caller SEED THREADS honest|twice|liar ENDPOINT...: calls until the journal is full, and writes into it what
// it is told. Prints a line when each of its threads has called in vain or not: then faults may begin.
// `twice` calls by a procedure that may run twice; a `liar` takes a lost connection for a proof that nothing
// ran.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <sys/prctl.h>

#include <farcall/farcall.hpp>
#include <farcall/io/waiter.hpp>

#include "../simulation/random.hpp"
#include "journal.hpp"
#include "simulation.x.hpp"

namespace {

namespace V = simulation::SIMULATION_PROG::SIMULATION_VERS;
namespace Absent = simulation::ABSENT_PROG::ABSENT_VERS;
using namespace std::chrono_literals;
using farcall::Binding;
using farcall::CallOptions;
using farcall::Duration;
using farcall::EventLoop;
using farcall::Result;
using farcall::Task;
using processes::Entry;
using processes::Journal;
using processes::Kind;
using processes::load_of;
using processes::Transport;
using simulation::answer;
using simulation::order;
using simulation::Random;

enum class Way : std::uint8_t { honest, twice, liar };

Transport transport_of(std::string_view endpoint) {
  if (endpoint.starts_with("tcp")) return Transport::tcp;
  return endpoint.starts_with("udp") ? Transport::udp : Transport::unix_;
}

// One of a call: chosen, numbered, and on its way.
struct Choice {
  Entry* entry;
  Kind kind;
  order arguments;
  CallOptions options;
};

// Calls by one binding, from one thread.
class Calls {
 public:
  Calls(const Journal& journal, Random random, Way way, Binding binding, Transport transport)
      : journal_(journal),
        random_(random),
        way_(way),
        binding_(std::move(binding)),
        absent_(binding_.with(Absent::Client::program_number, 1)),
        transport_(transport) {}

  // The next one. Nothing: there are enough.
  [[nodiscard]] std::optional<Choice> choose() {
    const std::uint64_t number = journal_.shared().next.fetch_add(1);
    Entry* entry = journal_.find(number);
    if (entry == nullptr) return std::nullopt;
    Choice choice{entry,
                  random_.one_of({Kind::run, Kind::run, Kind::run, Kind::run, Kind::run, Kind::run,
                                  Kind::look, Kind::tell, Kind::fail, Kind::miss}),
                  {},
                  {}};
    choice.options.timeout = random_.one_of<Duration>({0ms, 0ms, 5ms, 50ms, 1s, 3s, 3s, 10s});
    choice.arguments.number = number;
    choice.arguments.before_us = work_us();
    choice.arguments.after_us = work_us();
    choice.arguments.answer_bytes = size();
    choice.arguments.body = load_of(number, size());
    entry->kind = choice.kind;
    entry->transport = transport_;
    entry->timeout_ns = choice.options.timeout.count();
    entry->begun_ns = processes::now_ns();
    entry->is_begun = true;
    return choice;
  }

  void block() {
    const V::Client client(binding_);
    const Absent::Client absent(absent_);
    while (std::optional<Choice> choice = choose()) {
      const order& order = choice->arguments;
      const CallOptions& options = choice->options;
      switch (choice->kind) {
        case Kind::tell: end(*choice, client.TELL(order, options)); break;
        case Kind::look: end(*choice, client.LOOK(order, options)); break;
        case Kind::fail: end(*choice, client.FAIL(order, options)); break;
        case Kind::miss: end(*choice, absent.MISS(order, options)); break;
        case Kind::run:
          if (way_ == Way::twice && order.number % 16 == 0) (void)client.RUN(order, options);
          end(*choice, client.RUN(order, options));
      }
    }
  }

  // Several in flight.
  Task<void> pipeline() {
    const V::AsyncClient client(binding_);
    const Absent::AsyncClient absent(absent_);
    while (std::optional<Choice> choice = choose()) {
      const order& order = choice->arguments;
      const CallOptions& options = choice->options;
      if (choice->kind == Kind::tell) {
        farcall::Reply<void> told = client.TELL(order, options);
        end(*choice, co_await std::move(told));
        continue;
      }
      farcall::Reply<answer> reply = choice->kind == Kind::look   ? client.LOOK(order, options)
                                     : choice->kind == Kind::fail ? client.FAIL(order, options)
                                     : choice->kind == Kind::miss ? absent.MISS(order, options)
                                                                  : client.RUN(order, options);
      end(*choice, co_await std::move(reply));
    }
  }

 private:
  [[nodiscard]] std::uint32_t size() {
    switch (random_.below(100)) {
      case 0:
        return static_cast<std::uint32_t>(random_.below(transport_ == Transport::udp ? 50'000 : 300'000));
      case 1:
      case 2:
      case 3: return static_cast<std::uint32_t>(random_.below(20'000));
      default: return static_cast<std::uint32_t>(random_.below(100));
    }
  }
  [[nodiscard]] std::uint32_t work_us() {
    switch (random_.below(500)) {
      case 0: return static_cast<std::uint32_t>(random_.below(100'000));
      case 1:
      case 2: return static_cast<std::uint32_t>(random_.below(5'000));
      default: return 0;
    }
  }

  void end(const Choice& choice, const farcall::Error& error) const {
    choice.entry->executed = way_ == Way::liar && error.code == farcall::Code::connection_lost
                                 ? farcall::Executed::no
                                 : error.executed;
    choice.entry->code = error.code;
    end(choice, Entry::Outcome::failure);
    // Who is refused has nothing to hurry for: somebody else must start first.
    if (error.code == farcall::Code::connection_refused) pause(2ms);
  }
  void end(const Choice& choice, const Result<answer>& result) const {
    if (!result) return end(choice, result.error());
    choice.entry->is_right = result->number == choice.arguments.number &&
                             result->body == load_of(result->number, choice.arguments.answer_bytes);
    end(choice, Entry::Outcome::success);
  }
  void end(const Choice& choice, const Result<void>& result) const {
    if (!result) return end(choice, result.error());
    choice.entry->is_right = true;
    end(choice, Entry::Outcome::success);
  }
  static void pause(Duration time) {
    farcall::io::system_waiter().pause(farcall::steady_clock().now() + time);
  }
  static void end(const Choice& choice, Entry::Outcome outcome) {
    choice.entry->ended_ns = processes::now_ns();
    choice.entry->outcome.store(outcome, std::memory_order_release);
  }

  const Journal& journal_;
  Random random_;
  const Way way_;
  const Binding binding_;
  const Binding absent_;
  const Transport transport_;
};

// Until the server has answered by it: whether it has sessions is known then.
Binding bind_for_long(std::string_view endpoint, const farcall::BindOptions& options) {
  for (;;) {
    Result<Binding> bound = farcall::bind(endpoint, V::Client::program_number, 1, options);
    if (bound && V::Client(*bound).LOOK({}, {.timeout = 10s})) return *std::move(bound);
  }
}

struct Place {
  std::string endpoint;
  Binding shared;  // by those who do not bind for themselves
};

void run(const Journal& journal, Random random, Way way, const Place& place,
         const std::function<void()>& ready) {
  farcall::BindOptions options;
  options.same_host = false;  // each transport by itself
  if (random.chance(300'000)) options.limits.spin = Duration::zero();
  const Transport transport = transport_of(place.endpoint);
  if (random.chance(250'000)) {
    EventLoop loop;
    options.loop = &loop;
    const Binding binding = bind_for_long(place.endpoint, options);
    ready();
    constexpr unsigned most_in_flight = 8;
    std::vector<std::unique_ptr<Calls>> lines;
    unsigned at_work = static_cast<unsigned>(random.between(2, most_in_flight));
    for (unsigned i = at_work; i > 0; --i)
      lines.push_back(std::make_unique<Calls>(journal, random.split(), way, binding, transport));
    for (const auto& line : lines)
      loop.spawn([](Calls& calls, unsigned& left, EventLoop& own) -> Task<void> {
        co_await calls.pipeline();
        if (--left == 0) own.stop();
      }(*line, at_work, loop));
    return loop.run();
  }
  const Binding binding = random.chance(300'000) ? place.shared : bind_for_long(place.endpoint, options);
  ready();
  Calls(journal, random.split(), way, binding, transport).block();
}

}  // namespace

int main(int count, char** arguments) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (count < 5) return 2;
  Random random(std::strtoull(arguments[1], nullptr, 10));
  const auto size = static_cast<std::size_t>(std::strtoull(arguments[2], nullptr, 10));
  const std::string_view word = arguments[3];
  const Way way = word == "twice" ? Way::twice : word == "liar" ? Way::liar : Way::honest;
  const Journal journal = Journal::inherited();
  std::vector<Place> places;
  for (int i = 4; i < count; ++i) places.push_back({arguments[i], bind_for_long(arguments[i], {})});
  std::atomic<std::size_t> waited_for{size};
  const auto ready = [&waited_for] {
    if (waited_for.fetch_sub(1) != 1) return;
    std::printf("ready\n");
    std::fflush(stdout);
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < size; ++i)
    threads.emplace_back([&journal, &places, &ready, way, own = random.split(), i] {
      run(journal, own, way, places[i % places.size()], ready);
    });
  for (std::thread& thread : threads) thread.join();
  return 0;
}
