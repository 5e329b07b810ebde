// What a review found before any seed did, each by itself: it fails where the promise is broken once more.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <farcall/farcall.hpp>

#include "simulation.x.hpp"
#include "site.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;
using farcall::Binding;
using farcall::CallOptions;
using farcall::EventLoop;
using farcall::Result;
using farcall::Task;
namespace V = SIMULATION_PROG::SIMULATION_VERS;

constexpr Duration none{};  // a deadline

// One client of one server by TCP, in fair weather.
class Scenario {
 public:
  Scenario(World& its_world, Process& its_process, EventLoop* its_loop)
      : world(its_world), process(its_process), loop(its_loop) {
    world.history.conditions.calm_at = world.now();
    farcall::BindOptions options;
    options.loop = loop;
    binding = *farcall::bind(Site::endpoint(Transport::tcp), V::Client::program_number, 1, options);
  }

  void call(Duration timeout, std::size_t bytes = 100, std::uint32_t answer_bytes = 0,
            std::uint32_t work_us = 0) {
    order order = begin(timeout, bytes);
    order.answer_bytes = answer_bytes;
    order.before_us = work_us;
    end(order, V::Client(*binding).RUN(order, CallOptions{.timeout = timeout}));
  }
  // To be driven.
  Task<void> start(Duration timeout, std::uint32_t work_us = 0) {
    order order = begin(timeout, 100);
    order.before_us = work_us;
    ++out_;
    const V::AsyncClient client(*binding);
    farcall::Reply<answer> reply = client.RUN(order, CallOptions{.timeout = timeout});
    end(order, co_await std::move(reply));
    if (--out_ == 0) loop->stop();
  }
  void stop_server(Duration time) {
    Process& server = world.site->process();
    world.scheduler.pause(server);
    world.scheduler.at(world.now() + time, nullptr, [&world = world, &server] { world.go_on(server); });
  }
  void part(Duration time) {
    world.network.block(process.host, Site::host, true);
    world.scheduler.at(world.now() + time, nullptr, [&world = world, host = process.host] {
      world.network.block(host, Site::host, false);
    });
  }

  World& world;
  Process& process;
  EventLoop* const loop;
  std::optional<Binding> binding;

 private:
  order begin(Duration timeout, std::size_t bytes) {
    const bool has_deadline = timeout != none;
    const Term term = {.timeout = has_deadline ? timeout : Duration(100s),
                       .least = has_deadline ? timeout : farcall::default_timeout,
                       .has_deadline = has_deadline,
                       .is_watched = true};
    order order;
    order.number = world.history.begin(process, Transport::tcp, Kind::run, world.now(), term, Duration());
    order.body = load_of(order.number, bytes);
    return order;
  }
  void end(const order& order, const Result<answer>& result) {
    result ? world.history.succeed(order.number, world.now(), Duration(), true)
           : world.history.fail(order.number, world.now(), Duration(), result.error());
  }

  std::size_t out_ = 0;
};

// Until the client has come to its end. What was promised is kept, and so many calls succeed.
void expect_kept(std::uint64_t succeeded, bool by_loop, const std::function<void(World&)>& prepare,
                 const std::function<void(Scenario&)>& body) {
  const Verdict verdict = simulate({.script = [&](World& world) {
    prepare(world);
    world.site->start();
    world.scheduler.sleep(1s);
    Process& process = *world.clients.emplace_back(std::make_unique<Process>());
    process.host = 1;
    process.name = "client1";
    world.scheduler.join(world.scheduler.start(process, [&] {
      std::unique_ptr<EventLoop> loop = by_loop ? std::make_unique<EventLoop>(Duration()) : nullptr;
      Scenario scenario(world, process, loop.get());
      body(scenario);
    }));
  }});
  for (const std::string& broken : verdict.broken) ADD_FAILURE() << broken;
  EXPECT_EQ(verdict.figures.succeeded, succeeded);
}

// An attempt to connect was bounded by the deadline of the first call that waited for it, and ended all.
TEST(Scenario, TheDeadlineOfOneCallEndedOthersThatWaitedForAConnection) {
  expect_kept(
      2, true, [](World&) {},
      [](Scenario& it) {
        it.call(10s);
        ASSERT_TRUE(it.world.network.reset_one());
        it.part(2s);
        it.world.scheduler.sleep(10ms);
        it.loop->spawn(it.start(100ms));
        it.loop->spawn(it.start(30s));
        it.loop->run();
      });
}

// Calls whose numbers were out came behind one that waited for a number.
TEST(Scenario, NothingWasSentAnyMoreAfterAFullWindowHadLostItsConnection) {
  expect_kept(
      7, true, [](World& world) { world.limits.session_slots = 4; },
      [](Scenario& it) {
        it.call(10s);
        for (int i = 0; i < 6; ++i) it.loop->spawn(it.start(30s, 200'000));
        it.world.scheduler.at(it.world.now() + 50ms, nullptr, [&] { (void)it.world.network.reset_one(); });
        it.loop->run();
      });
}

// Only who waited for a reply asked whether the server was there.
TEST(Scenario, ACallWithoutADeadlineHungWhileItsServerHadStoppedToRead) {
  expect_kept(
      1, false, [](World& world) { world.network.weather.window_bytes = 30'000; },
      [](Scenario& it) {
        it.call(10s);
        it.stop_server(60s);
        it.call(none, 300'000);
      });
}

// Its probes waited behind it.
void expect_one_connection(bool by_loop) {
  expect_kept(
      2, by_loop, [](World& world) { world.network.weather.bytes_per_second = 50'000; },
      [](Scenario& it) {
        it.call(100s, 300'000);
        it.call(none, 300'000);
        EXPECT_EQ(it.process.connections, 1U);
      });
}
TEST(Scenario, ALongMessageKilledItsHealthyConnection) { expect_one_connection(false); }
TEST(Scenario, ALongMessageByALoopKilledItsHealthyConnection) { expect_one_connection(true); }

// Who asked for a session had a second, for connecting, too; and that was said to be the call's deadline.
TEST(Scenario, ACallEndedBeforeItsDeadlineAsItsServerCouldNotBeReachedForASecond) {
  expect_kept(
      1, false, [](World&) {},
      [](Scenario& it) {
        ASSERT_TRUE(it.world.network.reset_one());
        it.part(3s);
        it.world.scheduler.sleep(10ms);
        it.call(10s);
      });
}

// It ended while its system still had most of a reply, and the client's next probe was answered by a reset.
TEST(Scenario, AReplyWasLostThatWasOnItsWayWhenItsServerStopped) {
  expect_kept(
      1, false, [](World& world) { world.network.weather.bytes_per_second = 50'000; },
      [](Scenario& it) {
        it.world.scheduler.at(it.world.now() + 500ms, nullptr, [&] { it.world.site->stop(nullptr); });
        it.call(60s, 100, 200'000);
      });
}

// So many handlers, which do not leave their threads meanwhile.
std::function<void(World&)> with_long_work(unsigned handlers) {
  return [handlers](World& world) {
    world.most_handlers = handlers;
    world.has_long_work = true;
  };
}

// All of its threads were in handlers, so nobody answered whether it was there.
void expect_patience(unsigned handlers, unsigned calls) {
  expect_kept(
      calls, true,
      [&](World& world) {
        with_long_work(handlers)(world);
        world.limits.owed_calls = 2;  // of others
      },
      [&](Scenario& it) {
        for (unsigned i = 0; i < calls; ++i) it.loop->spawn(it.start(none, 10'000'000));
        it.loop->run();
      });
}
TEST(Scenario, CallsEndedWhoseHandlersTookSeconds) { expect_patience(3, 3); }
TEST(Scenario, CallsEndedThatWaitedForHandlersOfSeconds) { expect_patience(1, 4); }

// A server was told of the time that they had had when they began.
void expect_end(bool by_loop) {
  expect_kept(1, by_loop, with_long_work(8), [](Scenario& it) {
    it.call(10s);
    it.world.history.conditions.is_roomy = false;
    ASSERT_TRUE(it.world.network.reset_one());
    it.part(6s);
    it.world.scheduler.sleep(10ms);
    if (it.loop == nullptr) {
      it.call(100ms);  // who finds the connection lost
      it.call(10s, 100, 0, 20'000'000);
    } else {
      for (int i = 0; i < 3; ++i) it.loop->spawn(it.start(10s, 20'000'000));
      it.loop->run();
    }
    it.world.scheduler.sleep(20s);  // until the callee has looked again
  });
}
TEST(Scenario, ACallThatHadWaitedForAConnectionRanOnWhenItsTimeWasOver) { expect_end(false); }
TEST(Scenario, CallsThatHadWaitedForAConnectionRanOnWhenTheirTimeWasOver) { expect_end(true); }

// Who drained threw away what came, questions too.
TEST(Scenario, ACallEndedWhoseServerStoppedWhileItRanForSeconds) {
  expect_kept(2, true, with_long_work(8), [](Scenario& it) {
    it.world.scheduler.at(it.world.now() + 500ms, nullptr, [&] { it.world.site->stop(nullptr); });
    for (int i = 0; i < 2; ++i) it.loop->spawn(it.start(none, 20'000'000));
    it.loop->run();
  });
}

}  // namespace
}  // namespace simulation
