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
    constexpr std::uint32_t most_us = 300'000;
    return process_.is_dead ? Duration() : Duration(std::chrono::microseconds(std::min(us, most_us)));
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
  [[nodiscard]] static answer answer_to(const order& order) {
    return {order.number, load_of(order.number, std::min<std::size_t>(order.answer_bytes, 1 << 20))};
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
  Result<answer> RUN(CallContext&, order&& order) override { return serve(order), Work::answer_to(order); }
  Result<answer> LOOK(CallContext&, order&& order) override { return serve(order), Work::answer_to(order); }
  Result<void> TELL(CallContext&, order&& order) override { return serve(order), Result<void>(); }
  Result<answer> FAIL(CallContext&, order&& order) override { return serve(order), Work::failure(order); }

  void serve(const order& order) const {
    pass(order.before_us);
    work_.effect(order);
    pass(order.after_us);
  }
  void pass(std::uint32_t us) const {
    if (const Duration time = work_.time(us); time > Duration::zero()) work_.scheduler().sleep(time);
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
  Pass(const Work& work, std::uint32_t us) : work_(work), time_(work.time(us)) {}
  Later operator co_await() const noexcept { return Later(work_, time_); }

 private:
  const Work& work_;
  const Duration time_;
};

class Coroutines final : public V::AsyncServer {
 public:
  explicit Coroutines(Work work) : work_(work) {}

 private:
  Task<Result<answer>> RUN(CallContext&, order order) override {
    co_await serve(order);
    co_return Work::answer_to(order);
  }
  Task<Result<answer>> LOOK(CallContext&, order order) override {
    co_await serve(order);
    co_return Work::answer_to(order);
  }
  Task<Result<void>> TELL(CallContext&, order order) override {
    co_await serve(order);
    co_return Result<void>();
  }
  Task<Result<answer>> FAIL(CallContext&, order order) override {
    co_await serve(order);
    co_return Work::failure(order);
  }
  Task<void> serve(const order& order) const {
    co_await Pass(work_, order.before_us);
    work_.effect(order);
    co_await Pass(work_, order.after_us);
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
