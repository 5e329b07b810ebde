// callee threads|coroutines|forgetful ENDPOINT...: serves until SIGTERM, and writes into the journal what it
// runs.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <coroutine>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include <sys/prctl.h>
#include <time.h>

#include <farcall/farcall.hpp>

#include "failpoint.hpp"
#include "journal.hpp"
#include "simulation.x.hpp"

namespace {

namespace V = simulation::SIMULATION_PROG::SIMULATION_VERS;
using farcall::CallContext;
using farcall::Code;
using farcall::Error;
using farcall::Executed;
using farcall::Result;
using farcall::Task;
using processes::Journal;
using processes::load_of;
using processes::pass;
using processes::Point;
using simulation::answer;
using simulation::order;

// How long a callee works. Not longer than this: damaged orders may ask for hours.
void work(std::uint32_t us) noexcept {
  us = std::min(us, std::uint32_t{10'000'000});
  timespec left{us / 1'000'000, static_cast<long>(us % 1'000'000) * 1000};
  while (us > 0 && ::nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}

// What both kinds of service do with an order.
class Work {
 public:
  Work(const Journal& journal, bool forgets) noexcept : journal_(journal), forgets_(forgets) {}

  void effect(const order& order) const noexcept {
    pass(Point::before_effect);
    processes::Entry* entry = journal_.find(order.number);
    if (entry == nullptr) {
      if (order.number != 0) journal_.shared().astray.fetch_add(1);
    } else if (order.body != load_of(order.number, order.body.size())) {
      journal_.shared().mangled.fetch_add(1);
    }
    if (entry != nullptr && !(forgets_ && order.number % 16 == 0)) entry->runs.fetch_add(1);
    pass(Point::after_effect);
  }
  [[nodiscard]] static answer answer_to(const order& order) {
    return {order.number, load_of(order.number, std::min(order.answer_bytes, std::uint32_t{1} << 20))};
  }
  [[nodiscard]] static Error failure(const order& order) {
    if (order.number % 2 == 0) throw std::runtime_error("the callee fails");
    return {Code::system_err, Executed::maybe, {}, {}};
  }

 private:
  const Journal& journal_;
  const bool forgets_;
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
    work(order.before_us);
    work_.effect(order);
    work(order.after_us);
  }
  const Work work_;
};

// Goes on in a thread of its own.
struct Later : farcall::Resumable {
  explicit Later(std::uint32_t its_us) : us(its_us) {}
  [[nodiscard]] bool await_ready() const noexcept { return us == 0; }
  void await_suspend(std::coroutine_handle<> awaiting) {
    handle_ = awaiting;
    std::thread([this] {
      work(us);
      resume(*this);
    }).detach();
  }
  void await_resume() const noexcept {}
  const std::uint32_t us;
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
    Later before(order.before_us);
    co_await before;
    work_.effect(order);
    Later after(order.after_us);
    co_await after;
  }
  const Work work_;
};

}  // namespace

int main(int count, char** arguments) try {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const std::string_view way = count > 1 ? arguments[1] : "";
  const Journal journal = Journal::inherited();
  const Work work(journal, way == "forgetful");
  std::unique_ptr<farcall::Service> service;
  if (way == "coroutines") {
    service = std::make_unique<Coroutines>(work);
  } else {
    service = std::make_unique<Callee>(work);
  }
  farcall::Server server;
  server.add(*service).value();
  server.stop_on_signals().value();
  farcall::set_log([](farcall::LogLevel, std::string_view) {});
  for (int i = 2; i < count; ++i) std::printf("%s\n", server.listen(arguments[i]).value().c_str());
  std::fflush(stdout);
  processes::watch_points(journal.shared());
  server.run().value();
  return 0;
} catch (const farcall::RpcError& failed) {
  std::fprintf(stderr, "callee: %s\n", failed.what());
  return 1;
}
