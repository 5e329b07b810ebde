#include "callee.hpp"

#include <algorithm>
#include <coroutine>
#include <stdexcept>
#include <utility>

#include "simulation.x.hpp"

namespace simulation {
namespace {

namespace V = SIMULATION_PROG::SIMULATION_VERS;
using farcall::CallContext;
using farcall::Code;
using farcall::Error;
using farcall::Executed;
using farcall::Result;
using farcall::Task;

// What both kinds of service do with an order.
class Work {
 public:
  Work(World& world, Process& process, unsigned incarnation)
      : world_(world), process_(process), incarnation_(incarnation) {}

  [[nodiscard]] Scheduler& scheduler() const noexcept { return world_.scheduler; }
  [[nodiscard]] Process& process() const noexcept { return process_; }
  // The dead are not waited for, nor what a corrupted order asks for.
  [[nodiscard]] Duration time(std::uint32_t us) const noexcept {
    const std::uint32_t most_us = world_.has_long_work ? 20'000'000 : 300'000;
    return process_.is_dead ? Duration() : Duration(std::chrono::microseconds(std::min(us, most_us)));
  }
  // How it works: for so long at a time, until it hears that nobody waits for it.
  static constexpr Duration longest_step = std::chrono::seconds(1);
  [[nodiscard]] bool is_in_vain(CallContext& call, const order& order) const {
    if (process_.is_dead) return true;
    const bool hears = call.is_cancelled() && world_.settings.breakage != Breakage::heedless;
    if (!hears && world_.history.is_known_orphan(order.number, world_.now()))
      world_.history.complain("the callee of call " + std::to_string(order.number) +
                              " does not hear that nobody waits for it");
    return hears;
  }
  [[nodiscard]] Duration time_before(const order& order) const noexcept {
    const bool starves = world_.settings.breakage == Breakage::starves && order.number % 16 == 0;
    return starves ? std::chrono::seconds(12) : time(order.before_us);
  }
  // What is written here outlives the process.
  void effect(const order& order) const {
    if (process_.is_dead) return;
    world_.trace(process_, "runs call %llu", static_cast<unsigned long long>(order.number));
    if (!world_.network.weather.delivers_corrupted && order.body != load_of(order.number, order.body.size()))
      world_.history.complain("call " + std::to_string(order.number) + " arrived with other arguments");
    if (world_.settings.breakage == Breakage::forgets && order.number % 64 == 0) return;
    world_.history.execute(order.number, incarnation_);
  }
  [[nodiscard]] static answer answer_to(const CallContext& call, const order& order) {
    return {order.number, load_of(order.number, std::min<std::size_t>(order.answer_bytes, 1 << 20)),
            call.deadline() != farcall::never};
  }
  [[nodiscard]] static Error failure(const order& order) {
    if (order.number % 2 == 0) throw std::runtime_error("the callee fails");
    return {Code::system_err, Executed::maybe, {}, {}};
  }

 private:
  World& world_;
  Process& process_;
  const unsigned incarnation_;
};

class Callee final : public V::Server {
 public:
  explicit Callee(Work work) : work_(work) {}

 private:
  Result<answer> RUN(CallContext& call, order&& order) override {
    return serve(call, order), Work::answer_to(call, order);
  }
  Result<answer> LOOK(CallContext& call, order&& order) override {
    return serve(call, order), Work::answer_to(call, order);
  }
  Result<void> TELL(CallContext& call, order&& order) override { return serve(call, order), Result<void>(); }
  Result<answer> FAIL(CallContext& call, order&& order) override {
    return serve(call, order), Work::failure(order);
  }

  void serve(CallContext& call, const order& order) const {
    pass(call, order, work_.time_before(order));
    work_.effect(order);
    pass(call, order, work_.time(order.after_us));
  }
  void pass(CallContext& call, const order& order, Duration rest) const {
    while (rest > Duration::zero()) {
      work_.scheduler().sleep(std::min(rest, Work::longest_step));
      rest -= Work::longest_step;
      if (rest > Duration::zero() && work_.is_in_vain(call, order)) return;
    }
  }
  const Work work_;
};

// Goes on in a thread of its own.
struct Later : farcall::Resumable {
  Later(const Work& its_work, Duration its_time) : work(its_work), time(its_time) {}
  bool await_ready() const noexcept { return time <= Duration::zero(); }
  void await_suspend(std::coroutine_handle<> awaiting) {
    handle_ = awaiting;
    work.scheduler().start(work.process(), [this] {
      work.scheduler().sleep(time);
      resume(*this);
    });
  }
  void await_resume() const noexcept {}
  const Work& work;
  const Duration time;
};
class Pass {
 public:
  Pass(const Work& work, Duration time) : work_(work), time_(time) {}
  Later operator co_await() const noexcept { return Later(work_, time_); }

 private:
  const Work& work_;
  const Duration time_;
};

class Coroutines final : public V::AsyncServer {
 public:
  explicit Coroutines(Work work) : work_(work) {}

 private:
  Task<Result<answer>> RUN(CallContext& call, order order) override {
    co_await serve(call, order);
    co_return Work::answer_to(call, order);
  }
  Task<Result<answer>> LOOK(CallContext& call, order order) override {
    co_await serve(call, order);
    co_return Work::answer_to(call, order);
  }
  Task<Result<void>> TELL(CallContext& call, order order) override {
    co_await serve(call, order);
    co_return Result<void>();
  }
  Task<Result<answer>> FAIL(CallContext& call, order order) override {
    co_await serve(call, order);
    co_return Work::failure(order);
  }
  Task<void> serve(CallContext& call, const order& order) const {
    co_await pass(call, order, work_.time_before(order));
    work_.effect(order);
    co_await pass(call, order, work_.time(order.after_us));
  }
  Task<void> pass(CallContext& call, const order& order, Duration rest) const {
    while (rest > Duration::zero()) {
      co_await Pass(work_, std::min(rest, Work::longest_step));
      rest -= Work::longest_step;
      if (rest > Duration::zero() && work_.is_in_vain(call, order)) co_return;
    }
  }
  const Work work_;
};

}  // namespace

std::vector<std::uint8_t> load_of(std::uint64_t number, std::size_t size_bytes) {
  std::vector<std::uint8_t> load(size_bytes);
  for (std::size_t i = 0; i < size_bytes; ++i) load[i] = static_cast<std::uint8_t>(number * 31 + i);
  return load;
}

std::unique_ptr<farcall::Service> make_callee(World& world, Process& process, unsigned incarnation,
                                              bool by_coroutines) {
  const Work work(world, process, incarnation);
  if (by_coroutines) return std::make_unique<Coroutines>(work);
  return std::make_unique<Callee>(work);
}

}  // namespace simulation
