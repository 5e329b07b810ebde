// Real processes among faults: rounds by seeds, each failpoint by itself, who is stopped, and what is sent
// again.
#include <atomic>
#include <csignal>
#include <string>
#include <thread>
#include <tuple>

#include <gtest/gtest.h>

#include <farcall/farcall.hpp>
#include <farcall/runtime/client/same_host_channel.hpp>

#include "child.hpp"
#include "keeper.hpp"
#include "place.hpp"
#include "proxy.hpp"
#include "resend.hpp"
#include "round.hpp"
#include "simulation.x.hpp"

namespace processes {
namespace {

namespace V = simulation::SIMULATION_PROG::SIMULATION_VERS;
using namespace std::chrono_literals;
using farcall::Code;
using farcall::Executed;
using simulation::order;

// Longer than anything here takes, however busy the machine is.
constexpr farcall::Duration patience = 60s;

class EveryPromise : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, EveryPromise, testing::Range<std::uint64_t>(1, 9));

TEST_P(EveryPromise, IsKept) {
  const Verdict verdict = run_round({.seed = GetParam(), .calls = 1'000});
  for (const std::string& broken : verdict.broken) ADD_FAILURE() << "seed " << GetParam() << ": " << broken;
  EXPECT_GT(verdict.figures.succeeded, verdict.figures.calls / 4) << verdict.figures.text();
}

// What is wrong on purpose is found, and called by its name.
TEST(BrokenPromise, RunTwiceIsFound) {
  EXPECT_GT(run_round({.seed = 1, .calls = 2'000, .breakage = Breakage::twice}).figures.run_twice, 0U);
}
TEST(BrokenPromise, LossIsFound) {
  EXPECT_GT(run_round({.seed = 1, .breakage = Breakage::forgetful}).figures.lost, 0U);
}
TEST(BrokenPromise, FalseNoIsFound) {
  EXPECT_GT(run_round({.seed = 1, .calls = 2'000, .breakage = Breakage::liar}).figures.false_no, 0U);
}

// A callee, a client that has a session with it, and the number of the next call.
class WithCallee : public testing::Test {
 protected:
  [[nodiscard]] V::Client bind(const std::string& endpoint) const {
    auto client = farcall::bind<V::Client>(endpoint, {.timeout = patience}).value();
    EXPECT_TRUE(client.LOOK({}, {.timeout = patience}));
    // Whoever is armed now is not passed by what came before: the session's terms, and this reply.
    const auto& sent = journal.shared().passed[static_cast<std::size_t>(Point::sent)];
    while (sent < 2) std::this_thread::yield();
    return client;
  }
  [[nodiscard]] std::uint32_t runs(std::uint64_t number) const { return journal.find(number)->runs; }

  const Journal journal = Journal::create(3);
  const Place place;
  Keeper keeper{journal, place, "threads"};
};

class EachPoint : public WithCallee, public testing::WithParamInterface<std::tuple<Point, std::size_t>> {};
INSTANTIATE_TEST_SUITE_P(OfStreams, EachPoint,
                         testing::Combine(testing::Values(Point::received_part, Point::received,
                                                          Point::before_effect, Point::after_effect,
                                                          Point::before_send, Point::sent_part, Point::sent),
                                          testing::Values(0U, 1U)));
INSTANTIATE_TEST_SUITE_P(OfDatagrams, EachPoint,
                         testing::Combine(testing::Values(Point::received, Point::before_effect,
                                                          Point::after_effect, Point::before_send,
                                                          Point::sent),
                                          testing::Values(2U)));

TEST_P(EachPoint, EndsTheCallWithTheTruth) {
  const auto [point, endpoint] = GetParam();
  const V::Client client = bind(place.endpoints()[endpoint]);
  keeper.kill_at(point);
  const auto killed = client.RUN({1, 0, 0, 10, load_of(1, 10)}, {.timeout = patience});
  keeper.await_kills(1);
  EXPECT_EQ(journal.shared().struck[static_cast<std::size_t>(point)], 1U) << to_string(point);
  EXPECT_EQ(runs(1), point >= Point::after_effect ? 1U : 0U);
  EXPECT_EQ(killed.has_value(), point == Point::sent) << "only then there is a reply";
  if (!killed) {
    EXPECT_EQ(killed.error().code, Code::connection_lost);
    EXPECT_EQ(killed.error().executed, Executed::maybe);
  }
  // Who has its reply has heard of no end yet. So soon afterwards a client may not have seen that the
  // connection has ended, nor the server have served for longer than a datagram travels: then nobody can say
  // whether this one runs. Whoever was told so has a session with the next incarnation.
  if (const auto next = client.RUN({2, 0, 0, 10, load_of(2, 10)}, {.timeout = patience}); !next) {
    EXPECT_EQ(point, Point::sent) << to_string(next.error());
    EXPECT_EQ(next.error().code, Code::connection_lost) << to_string(next.error());
    EXPECT_EQ(next.error().executed, Executed::maybe) << to_string(next.error());
    EXPECT_EQ(runs(2), 0U);
  }
  const auto last = client.RUN({3, 0, 0, 10, load_of(3, 10)}, {.timeout = patience});
  EXPECT_TRUE(last) << to_string(last.error());
  EXPECT_EQ(runs(3), 1U);
  EXPECT_EQ(keeper.end(), std::vector<std::string>());
}

class Accepted : public WithCallee, public testing::WithParamInterface<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(OfStreams, Accepted, testing::Values(0U, 1U));

// Whoever has connected and was not answered yet asks the next one.
TEST_P(Accepted, IsNoReasonToFail) {
  keeper.kill_at(Point::accepted);
  const auto client = farcall::bind<V::Client>(place.endpoints()[GetParam()], {.timeout = patience}).value();
  keeper.await_kills(1);
  const auto result = client.RUN({1, 0, 0, 10, load_of(1, 10)}, {.timeout = patience});
  EXPECT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(runs(1), 1U);
  EXPECT_TRUE(client.RUN({2, 0, 0, 10, load_of(2, 10)}, {.timeout = patience}));
  EXPECT_EQ(runs(2), 1U);
  EXPECT_EQ(keeper.end(), std::vector<std::string>());
}

// Two copies of a datagram, of which the first was run by the server before: its successor knows of no
// session, and cannot say that nothing ran.
TEST_F(WithCallee, ThatWasStartedAgainDoesNotRunWhatTheNetworkHasDoubled) {
  Proxy proxy(1, place.endpoints(), place.path("proxy"));
  const V::Client client = bind(proxy.endpoints()[2]);
  keeper.kill_at(Point::after_effect);
  std::thread doubles([&] {
    keeper.await_kills(1);
    proxy.repeat_datagram();
  });
  const auto result = client.RUN({1, 0, 0, 10, load_of(1, 10)}, {.timeout = patience});
  doubles.join();
  EXPECT_EQ(runs(1), 1U);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::connection_lost);
  EXPECT_EQ(result.error().executed, Executed::maybe);
}

class Stopped : public WithCallee, public testing::WithParamInterface<std::size_t> {
 protected:
  // There is no deadline, so nothing but its silence ends the call.
  void expect_end_by_silence(const V::Client& client) {
    keeper.signal(SIGSTOP);
    const auto result = client.RUN({1, 0, 0, 10, load_of(1, 10)});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::connection_lost);
    EXPECT_EQ(result.error().executed, Executed::maybe);
    keeper.signal(SIGCONT);
    EXPECT_TRUE(client.RUN({2, 0, 0, 10, load_of(2, 10)}, {.timeout = patience}));
    EXPECT_LE(runs(1), 1U);
    EXPECT_EQ(runs(2), 1U);
  }
};
INSTANTIATE_TEST_SUITE_P(Transports, Stopped, testing::Values(0U, 1U, 2U));

TEST_P(Stopped, EndsACallThatHasNoDeadline) {
  const Proxy proxy(1, place.endpoints(), place.path("proxy"));
  const auto client = farcall::bind<V::Client>(proxy.endpoints()[GetParam()]).value();
  ASSERT_TRUE(client.LOOK({}));
  expect_end_by_silence(client);
}

// Its callers have moved to shared memory, and ask by their sockets whether it is there.
class StoppedForThoseWhoMoved : public Stopped {};
INSTANTIATE_TEST_SUITE_P(OfStreams, StoppedForThoseWhoMoved, testing::Values(0U, 1U));

TEST_P(StoppedForThoseWhoMoved, EndsACallThatHasNoDeadline) {
  const farcall::Binding binding =
      farcall::bind(place.endpoints()[GetParam()], V::Client::program_number, 1).value();
  const V::Client client(binding);
  for (std::uint32_t i = 0; i < farcall::client::MovePace::calls_before_move; ++i)
    ASSERT_TRUE(client.LOOK({}));
  ASSERT_TRUE(dynamic_cast<farcall::client::SameHostChannel&>(binding.channel()).has_moved());
  expect_end_by_silence(client);
}

TEST_P(Stopped, IsWaitedForUntilTheDeadline) {
  const V::Client client = bind(place.endpoints()[GetParam()]);
  keeper.signal(SIGSTOP);
  const auto result = client.RUN({1, 0, 0, 10, load_of(1, 10)}, {.timeout = 50ms});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::deadline_exceeded);
  EXPECT_EQ(result.error().executed, Executed::maybe);
  keeper.signal(SIGCONT);
  EXPECT_TRUE(client.RUN({2, 0, 0, 10, load_of(2, 10)}, {.timeout = patience}));
  EXPECT_LE(runs(1), 1U);
}

// Stopped as long as nobody has asked whether it still lives.
TEST_P(Stopped, AndContinuedAnswers) {
  const Proxy proxy(1, place.endpoints(), place.path("proxy"));
  auto client = farcall::bind<V::Client>(proxy.endpoints()[GetParam()]).value();
  ASSERT_TRUE(client.LOOK({}));
  keeper.signal(SIGSTOP);
  const std::uint64_t before = proxy.from_callers();
  std::thread continues([&] {
    proxy.await_from_callers(before + 2);  // the call, and a question or the call once more
    keeper.signal(SIGCONT);
  });
  const auto result = client.RUN({1, 0, 0, 10, load_of(1, 10)});
  continues.join();
  EXPECT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(runs(1), 1U);
}

class Killed : public testing::TestWithParam<std::tuple<std::size_t, bool>> {
 protected:
  // Of a call with a deadline: its callee dies at work, and no other is started.
  [[nodiscard]] static farcall::Error error_of_call(farcall::Duration timeout) {
    const auto [endpoint, by_loop] = GetParam();
    const Journal journal = Journal::create(1);
    const Place place;
    std::vector<std::string> command{callee_path(), "threads"};
    for (std::string& each : place.endpoints()) command.push_back(std::move(each));
    const Child callee(command, journal);
    for (int i = 0; i < 3; ++i) (void)callee.line();
    farcall::BindOptions options;
    if (by_loop) options.loop = &farcall::EventLoop::common();
    const auto client = farcall::bind<V::Client>(place.endpoints()[endpoint], options).value();
    EXPECT_TRUE(client.LOOK({}, {.timeout = patience}));
    std::atomic<bool> has_ended{false};
    std::thread killer([&] {
      while (journal.find(1)->runs == 0 && !has_ended) std::this_thread::yield();
      callee.signal(SIGKILL);
    });
    const auto result = client.RUN({1, 0, /* µs that it works */ 10'000'000, 0, {}}, {.timeout = timeout});
    has_ended = true;
    killer.join();
    return result ? farcall::Error{} : result.error();
  }
};
INSTANTIATE_TEST_SUITE_P(Transports, Killed, testing::Combine(testing::Values(0U, 1U, 2U), testing::Bool()));

TEST_P(Killed, AndNeverStartedAgainIsWhyNoReplyCame) {
  farcall::Error error;
  // Again, if it was too short for the death to come first.
  for (farcall::Duration timeout = 750ms; timeout < patience; timeout *= 2) {
    error = error_of_call(timeout);
    EXPECT_EQ(error.code, Code::deadline_exceeded);
    EXPECT_EQ(error.executed, Executed::maybe);
    if (error.detail.find(", and no reply to procedure 1 within the deadline") == std::string::npos) continue;
    const bool says_why = error.detail.find("Connection re") != std::string::npos ||  // reset, refused
                          error.detail.find("Broken pipe") != std::string::npos ||
                          error.detail.find("closed the connection") != std::string::npos;
    EXPECT_TRUE(says_why) << error.detail;
    return;
  }
  ADD_FAILURE() << error.detail;
}

class Resending : public testing::TestWithParam<std::tuple<const char*, const char*>> {};
INSTANTIATE_TEST_SUITE_P(Transports, Resending,
                         testing::Combine(testing::Values("tcp", "unix", "udp"),
                                          testing::Values("tcp", "unix", "udp")));

TEST_P(Resending, RunsNothingAgain) {
  const auto [from, to] = GetParam();
  const Resent resent = resend(from, to, 1'000);
  EXPECT_EQ(resent.different, 0U);
  EXPECT_EQ(resent.runs, 0U);
}

TEST(ResendingPlainly, RunsNothingAgain) {
  const Resent resent = resend_plainly(1'000);
  EXPECT_EQ(resent.different, 0U);
  EXPECT_EQ(resent.runs, 0U);
}

}  // namespace
}  // namespace processes
