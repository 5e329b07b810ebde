#include "callers.hpp"

#include <optional>
#include <thread>
#include <utility>

#include <farcall/farcall.hpp>

#include "simulation.x.hpp"
#include "site.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;
using farcall::Binding;
using farcall::CallOptions;
using farcall::Detached;
using farcall::EventLoop;
using farcall::Result;
using farcall::Task;
namespace V = SIMULATION_PROG::SIMULATION_VERS;
namespace Absent = ABSENT_PROG::ABSENT_VERS;

// In how long a call without a deadline has to end, whatever happens to its server and to the bytes; and
// where calls take long, one after the other.
constexpr Duration endless = 120s;
constexpr Duration endless_work = 600s;

enum class Style : std::uint8_t { blocking, by_loop, asynchronous };

// One of a call: chosen, numbered, and on its way.
struct Choice {
  Kind kind;
  order arguments;
  CallOptions options;
};

class Client {
 public:
  Client(World& world, Process& process)
      : world_(world),
        process_(process),
        random_(world.random.split()),
        transport_(random_.one_of({Transport::tcp, Transport::udp, Transport::unix_})),
        style_(random_.one_of({Style::blocking, Style::blocking, Style::by_loop, Style::asynchronous})) {}

  void run() {
    if (style_ != Style::blocking) loop_.emplace(random_.chance(500'000) ? Duration() : Duration(50us));
    world_.scheduler.sleep(random_.between(Duration(1us), Duration(500ms)));
    std::optional<Binding> binding = bind();
    if (!binding) return;
    style_ == Style::asynchronous ? start_many(*binding) : block(*binding);
    while (!world_.faults_are_over) (void)world_.scheduler.wait(&world_.faults_are_over, farcall::never);
    if (process_.is_dead) return;
    check_connections();
    // Who was spoken to plainly, as the answer to the question for a session was damaged, cannot be asked
    // whether it takes what is sent for the rest of a longer message.
    if (world_.network.weather.delivers_corrupted) binding = bind();
    if (binding && !world_.is_scarce) check_recovery(*binding);
  }

 private:
  [[nodiscard]] Duration stolen() const { return world_.scheduler.stolen() + process_.stolen; }

  [[nodiscard]] std::optional<Binding> bind() {
    farcall::BindOptions options;
    options.timeout =
        world_.is_fair ? random_.one_of<Duration>({5s, 0s}) : random_.one_of<Duration>({50ms, 1s, 5s, 0s});
    options.sessions = has_sessions_ = !random_.chance(100'000);
    has_timeout_ = options.timeout != Duration::zero();
    is_watched_ = false;
    const Duration within = has_timeout_ ? options.timeout : farcall::default_timeout;
    if (random_.chance(500'000)) options.limits.spin = Duration::zero();
    if (loop_) options.loop = &*loop_;
    int tries_in_peace = 0;
    for (;;) {
      if (process_.is_dead) return std::nullopt;
      if (world_.faults_are_over && ++tries_in_peace > 3) {
        if (world_.is_scarce) return std::nullopt;
        world_.history.complain(process_.name + " cannot bind although the faults are over");
        return std::nullopt;
      }
      const TimePoint begun = world_.now();
      const Duration before = stolen();
      Result<Binding> bound =
          farcall::bind(Site::endpoint(transport_), V::Client::program_number, 1, options);
      if (world_.now() - begun - (stolen() - before) > within + 50ms)
        world_.history.complain(process_.name + " was bound after its deadline");
      if (bound) return *bound;
      world_.trace(process_, "is not bound: %s", to_string(bound.error()).c_str());
      world_.scheduler.sleep(random_.between(Duration(10ms), Duration(500ms)));
    }
  }

  // What it says

  [[nodiscard]] std::uint32_t size() {
    const std::uint64_t most = transport_ == Transport::udp ? 50'000 : 300'000;
    switch (random_.below(20)) {
      case 0: return static_cast<std::uint32_t>(random_.below(most));
      case 1:
      case 2: return static_cast<std::uint32_t>(random_.below(40'000));
      case 3:
      case 4:
      case 5: return static_cast<std::uint32_t>(random_.below(5'000));
      default: return static_cast<std::uint32_t>(random_.below(100));
    }
  }
  [[nodiscard]] std::uint32_t work_us(bool may_be_long) {
    if (may_be_long && world_.has_long_work && random_.chance(50'000))
      return static_cast<std::uint32_t>(random_.below(20'000'000));
    switch (random_.below(10)) {
      case 0: return static_cast<std::uint32_t>(random_.below(300'000));
      case 1: return static_cast<std::uint32_t>(random_.below(20'000));
      case 2: return static_cast<std::uint32_t>(random_.below(500));
      default: return 0;
    }
  }
  [[nodiscard]] Choice choose() {
    Choice choice{random_.one_of({Kind::run, Kind::run, Kind::run, Kind::run, Kind::run, Kind::look,
                                  Kind::tell, Kind::fail, Kind::miss}),
                  {},
                  {}};
    // In a fair run nobody gives up: a call that does in the middle of its message takes its connection
    // along.
    const Duration timeout = world_.is_fair
                                 ? endless_work
                                 : random_.one_of<Duration>({5ms, 50ms, 200ms, 1s, 1s, 3s, 3s, 10s, 25s});
    choice.options.timeout = timeout;
    // What belongs to no session has one of its own, which may not be enough.
    const bool needs_timeout = world_.is_fair && (!has_sessions_ || choice.kind == Kind::tell);
    if (has_timeout_ || needs_timeout || random_.chance(500'000)) return begin(choice, timeout);
    choice.options.timeout = Duration::zero();  // none: as long as the server answers
    return begin(choice, world_.is_fair || world_.has_long_work ? endless_work : endless);
  }
  [[nodiscard]] Choice begin(Choice choice, Duration timeout) {
    order& order = choice.arguments;
    const bool has_deadline = choice.options.timeout != Duration::zero();
    const bool may_be_long = timeout >= 10s && !world_.faults_are_over;
    order.before_us = work_us(may_be_long);
    order.after_us = work_us(may_be_long);
    order.answer_bytes = size();
    const std::uint32_t bytes = size();
    const Term term = {.timeout = timeout,
                       .least = has_deadline ? timeout : farcall::default_timeout,
                       .has_deadline = has_deadline,
                       .is_watched = is_watched_ && choice.kind != Kind::tell};
    order.number = world_.history.begin(process_, transport_, choice.kind, world_.now(), term, stolen());
    order.body = load_of(order.number, bytes);
    world_.trace(process_, "calls: %llu, %u bytes, within %lld ms",
                 static_cast<unsigned long long>(order.number), bytes, static_cast<long long>(timeout / 1ms));
    const Breakage breakage = world_.settings.breakage;
    if (breakage == Breakage::deaf && order.number % 16 == 0) choice.options.timeout = 60s;
    if (breakage == Breakage::hasty && has_deadline) choice.options.timeout = timeout / 2;
    if (breakage == Breakage::patient && !has_deadline) choice.options.timeout = timeout;
    return choice;
  }

  [[nodiscard]] bool uses_look(const Choice& choice) const noexcept {
    return choice.kind == Kind::look ||
           (choice.kind == Kind::run && world_.settings.breakage == Breakage::no_reply_cache);
  }
  [[nodiscard]] bool uses_run(const Choice& choice) const noexcept {
    return choice.kind == Kind::run && !uses_look(choice);
  }

  // What it hears

  void end(const Choice& choice, const farcall::Error& said) {
    farcall::Error error = said;
    if (world_.settings.breakage == Breakage::false_no && error.code == farcall::Code::connection_lost)
      error.executed = farcall::Executed::no;
    world_.trace(process_, "ends %llu: %s", static_cast<unsigned long long>(choice.arguments.number),
                 to_string(error).c_str());
    world_.history.fail(choice.arguments.number, world_.now(), stolen(), error);
  }
  void end(const Choice& choice, const Result<answer>& result) {
    if (!result) return end(choice, result.error());
    world_.trace(process_, "ends %llu: done", static_cast<unsigned long long>(choice.arguments.number));
    const bool is_right = result->number == choice.arguments.number &&
                          result->body == load_of(result->number, choice.arguments.answer_bytes);
    world_.history.succeed(choice.arguments.number, world_.now(), stolen(), is_right);
    if (!world_.is_scarce) is_watched_ = is_watched_ || result->knows_deadline;  // or it may lose its session
  }
  void end(const Choice& choice, const Result<void>& result) {
    if (!result) return end(choice, result.error());
    world_.trace(process_, "ends %llu: sent", static_cast<unsigned long long>(choice.arguments.number));
    world_.history.succeed(choice.arguments.number, world_.now(), stolen(), true);
  }

  // Calls that block

  bool call(const Binding& binding, const Choice& choice) {
    const V::Client client(binding);
    const Absent::Client absent(binding.with(Absent::Client::program_number, 1));
    const CallOptions& options = choice.options;
    if (choice.kind == Kind::tell) {
      const Result<void> result = client.TELL(choice.arguments, options);
      end(choice, result);
      return result.has_value();
    }
    const Result<answer> result = uses_run(choice)            ? client.RUN(choice.arguments, options)
                                  : uses_look(choice)         ? client.LOOK(choice.arguments, options)
                                  : choice.kind == Kind::fail ? client.FAIL(choice.arguments, options)
                                                              : absent.MISS(choice.arguments, options);
    end(choice, result);
    return result.has_value();
  }
  void block(const Binding& binding) {
    std::vector<std::thread> threads(random_.between(1, 3));
    for (std::thread& thread : threads)
      thread = std::thread([this, &binding] {
        for (std::uint64_t calls = random_.between(2, 10); calls > 0; --calls) {
          call(binding, choose());
          if (random_.chance(600'000)) world_.scheduler.sleep(random_.between(Duration(1us), Duration(1s)));
        }
      });
    for (std::thread& thread : threads) thread.join();
  }
  // Nothing was wrong with the first one.
  void check_connections() {
    if (!world_.is_fair || world_.history.conditions.is_stopped || transport_ == Transport::udp) return;
    if (world_.settings.breakage == Breakage::restless) (void)bind();
    if (process_.connections > 1)
      world_.history.complain(process_.name + " gave up a connection that nothing was wrong with");
  }
  // Something may be left of what happened: a connection that the peer does not know any more says so when it
  // is used.
  void check_recovery(const Binding& binding) {
    const Duration timeout = world_.is_fair || world_.has_long_work ? endless_work : 10s;
    // What waits of the calls before may be too much.
    const bool is_patient = world_.has_long_work || world_.limits.owed_bytes < farcall::Limits().owed_bytes;
    for (int tries = 0; tries < 3; ++tries) {
      if (tries > 0 && is_patient) world_.scheduler.sleep(20s);
      Choice choice{Kind::run, {}, {}};
      choice.options.timeout = timeout;
      if (call(binding, begin(choice, timeout))) return;
    }
    world_.history.complain(process_.name + ": no call succeeds although the faults are over");
  }

  // Calls in flight

  void start_many(const Binding& binding) {
    for (std::uint64_t rounds = random_.between(1, 4); rounds > 0; --rounds) {
      at_work_ = random_.chance(100'000) ? 40 : random_.between(1, 8);
      for (std::uint64_t i = at_work_; i > 0; --i) loop_->spawn(work(binding));
      loop_->run();
      world_.scheduler.sleep(random_.between(Duration(1us), Duration(1s)));
    }
  }
  Task<void> work(Binding binding) {
    const V::AsyncClient client(binding);
    for (std::uint64_t calls = random_.between(1, 4); calls > 0; --calls) {
      if (random_.chance(100'000)) {  // to be dropped: its number ends here, whatever becomes of it
        const Choice dropped = choose();
        farcall::Reply<answer> reply = client.RUN(dropped.arguments, dropped.options);
        world_.history.cancel(dropped.arguments.number);
        if (random_.chance(500'000)) co_await work_on(binding);
        continue;
      }
      co_await work_on(binding);
    }
    if (--at_work_ == 0) loop_->stop();
  }
  Task<void> work_on(Binding binding) {
    const V::AsyncClient client(binding);
    const Absent::AsyncClient absent(binding.with(Absent::AsyncClient::program_number, 1));
    const Choice choice = choose();
    const CallOptions& options = choice.options;
    if (choice.kind == Kind::tell) {
      farcall::Reply<void> reply = client.TELL(choice.arguments, options);
      end(choice, co_await std::move(reply));
      co_return;
    }
    farcall::Reply<answer> reply = uses_run(choice)            ? client.RUN(choice.arguments, options)
                                   : uses_look(choice)         ? client.LOOK(choice.arguments, options)
                                   : choice.kind == Kind::fail ? client.FAIL(choice.arguments, options)
                                                               : absent.MISS(choice.arguments, options);
    end(choice, co_await std::move(reply));
  }

  World& world_;
  Process& process_;
  Random random_;
  const Transport transport_;
  const Style style_;
  bool has_timeout_ = true;  // its binding
  bool has_sessions_ = true;
  bool is_watched_ = false;  // its server: a call was answered that belonged to a session
  std::optional<EventLoop> loop_;
  std::uint64_t at_work_ = 0;
};

}  // namespace

void start_client(World& world) {
  auto made = std::make_unique<Process>();
  made->host = static_cast<unsigned>(world.clients.size() + 1);
  made->name = "client" + std::to_string(made->host);
  Process& process = *world.clients.emplace_back(std::move(made));
  ++world.clients_at_work;
  world.scheduler.start(process, [&world, &process] {
    Client(world, process).run();
    --world.clients_at_work;
    world.scheduler.wake(&world.clients_at_work);
  });
}

}  // namespace simulation
