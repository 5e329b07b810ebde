// Calls in both directions on one connection: a handler calls its caller, who waits or drives a loop.
#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "callback_services.hpp"

namespace conformance {
namespace {

INSTANTIATE_TEST_SUITE_P(placement, Callbacks, testing::ValuesIn(placements_where([](const Placement& one) {
                           return !one.is_datagram;
                         })),
                         name_of);

TEST_P(Callbacks, AHandlerCallsItsCaller) {
  serve(host);
  const Host::Client caller = open_client();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(caller.ASK(i).value(), 2 * i);
  EXPECT_EQ(caller.ADD(1, 2).value(), 3);
}

TEST_P(Callbacks, ACoroutineAwaitsItsCaller) {
  serve(coroutines);
  const Host::Client caller = open_client();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(caller.ASK(i).value(), 2 * i);
}

TEST_P(Callbacks, ACallerMayAnswerByCoroutines) {
  serve(host);
  GuestCoroutines answers;
  const Host::Client caller = client({.services = {&answers}});
  for (int i = 0; i < 10; ++i) EXPECT_EQ(caller.ASK(i).value(), 3 * i);
}

TEST_P(Callbacks, LongMessagesGoBothWays) {
  serve(host);
  const Host::Client caller = open_client();
  const bytes sent(3 * mebibyte, 0x5a);
  EXPECT_TRUE(caller.ASK_BYTES(sent).value() == sent);
  EXPECT_TRUE(caller.ASK_BYTES({}).value().empty());
}

TEST_P(Callbacks, CallsWithinCallsInBothDirections) {
  serve(host);
  const Host::Client caller = open_client();
  guest.host = caller;
  EXPECT_EQ(caller.BOUNCE(1).value(), 1);
  EXPECT_EQ(caller.BOUNCE(2).value(), 2);
  EXPECT_EQ(caller.BOUNCE(9).value(), 9);
}

TEST_P(Callbacks, TooManyWithinEachOtherAreRefused) {
  if (GetParam().is_inline) GTEST_SKIP() << "within a process the stack is the program's own";
  const QuietLog quiet;
  serve(host, {.most_threads = 40});
  const Host::Client caller = open_client();
  guest.host = caller;
  const int most = static_cast<int>(farcall::Limits{}.calls_back);
  EXPECT_EQ(caller.BOUNCE(2 * most).value(), 2 * most);
  EXPECT_ENDS(caller.BOUNCE(2 * most + 2), Code::system_err, Executed::maybe);
  EXPECT_EQ(caller.BOUNCE(2).value(), 2);
}

TEST_P(Callbacks, WhatCameBeforeTheReplyIsServed) {
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.TELL(50));
  if (GetParam().by_loop) guest.journal.await(50);  // its thread is another
  for (std::uint64_t i = 0; i < 50; ++i) EXPECT_EQ(guest.journal.times(i), 1) << i;
}

TEST_P(Callbacks, TheWayBackMayBeKept) {
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  // Somebody must wait, unless a loop is driven.
  std::thread waits;
  const bool serves_idle = GetParam().by_loop || GetParam().is_inline;
  if (!serves_idle) waits = std::thread([&] { EXPECT_TRUE(caller.WAIT()); });
  std::vector<std::thread> asking;
  for (int each = 0; each < 4; ++each)
    asking.emplace_back([&] {
      for (int i = 0; i < 20; ++i) EXPECT_EQ(back.ANSWER(i).value(), 2 * i);
    });
  for (std::thread& one : asking) one.join();
  host.gate.open();
  if (waits.joinable()) waits.join();
}

TEST_P(Callbacks, WhoIsCalledWithoutEndHearsOfTheDeadline) {
  if (GetParam().is_inline) GTEST_SKIP() << "nobody waits but in the handler";
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  std::atomic<bool> is_over{false};
  std::thread calls([&] {
    while (!is_over) (void)back.TOLD(1);  // it may be more than is taken
  });
  // Sent is enough: what comes without end may keep the callee from being read.
  EXPECT_ENDS(error_of_begun([&](farcall::CallOptions options) { return caller.WAIT(options); }),
              Code::deadline_exceeded, Executed::maybe);
  is_over = true;
  calls.join();
  host.gate.open();
}

// Its services may be destroyed when its last binding is.
TEST_P(Callbacks, WhoLeavesWaitsForTheHandlersThatRun) {
  if (GetParam().is_inline || !GetParam().by_loop) GTEST_SKIP() << "they run on threads that call";
  serve(host);
  std::optional<Host::Client> caller = open_client();
  ASSERT_TRUE(caller->ENROL());
  const Guest::Client back = host.enrolled.take().value();
  std::thread calls([&] { (void)back.BLOCK(1); });
  guest.gate.await(1);
  std::thread opens([&] { guest.gate.open(); });
  caller.reset();
  EXPECT_EQ(guest.passed, 1);
  opens.join();
  calls.join();
}

TEST_P(Callbacks, WhatTheServerHadToKeepIsServedToo) {
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  // More than a socket takes of an idle client.
  for (int i = 0; i < 4000; ++i) (void)back.TOLD(i);
  EXPECT_EQ(caller.ASK(5).value(), 10);
}

TEST_P(Callbacks, WhoseConnectionEndedIsCalledByTheNextOne) {
  if (GetParam().is_inline) GTEST_SKIP() << "there is none";
  const QuietLog quiet;
  farcall::ServerOptions options;
  options.limits.unread = 20ms;
  serve(host, options);
  EventLoop idle;  // driven by who waits for a reply: nobody reads what the server sends meanwhile
  const Host::Client caller = client({.loop = GetParam().by_loop ? &idle : nullptr, .services = {&guest}});
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  for (;;) {
    const Result<void> told = back.TOLD(1);
    if (!told && told.error().code == Code::connection_lost) break;
  }
  // What was out, and what memory was left, ends with it.
  for (;;) {
    const Result<std::int32_t> answer = caller.ASK(5);
    if (answer) {
      EXPECT_EQ(*answer, 10);
      break;
    }
  }
}

TEST_P(Callbacks, ManyAtOnceOnOneConnection) {
  serve(host);
  const Host::Client caller = open_client();
  std::vector<std::thread> threads;
  for (int each = 0; each < 6; ++each)
    threads.emplace_back([&, each] {
      for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(caller.ASK(1000 * each + i).value(), 2 * (1000 * each + i));
        EXPECT_EQ(caller.ADD(each, i).value(), each + i);
      }
    });
  for (std::thread& one : threads) one.join();
}

TEST_P(Callbacks, ASlowOneHoldsNobodyUp) {
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  if (GetParam().by_loop) GTEST_SKIP() << "a loop has one thread";
  std::thread waits([&] { EXPECT_TRUE(caller.WAIT()); });
  std::thread blocks([&] { EXPECT_EQ(back.BLOCK(7).value(), 7); });
  guest.gate.await(1);
  EXPECT_EQ(caller.ADD(40, 2).value(), 42) << "nobody reads";
  EXPECT_EQ(caller.ASK(4).value(), 8) << "nobody serves";
  guest.gate.open();
  blocks.join();
  host.gate.open();
  waits.join();
}

TEST_P(Callbacks, CoroutinesByTheThousand) {
  if (GetParam().is_inline) GTEST_SKIP() << "each caller within a process waits";
  serve(coroutines);
  EventLoop loop;
  const auto caller = client<Host::AsyncClient>({.loop = &loop, .services = {&guest}});
  std::vector<farcall::Reply<std::int32_t>> replies;
  // More than a session lets out at a time: the rest waits for answers, and they for those of the caller.
  const int many = 3 * static_cast<int>(farcall::Limits{}.session_slots);
  for (int i = 0; i < many; ++i) replies.push_back(caller.ASK(i));
  for (int i = 0; i < many; ++i) EXPECT_EQ(replies[static_cast<std::size_t>(i)].wait().value(), 2 * i);
}

// The replies that the calls wait for are read although too many of the calls are owed.
TEST_P(Callbacks, WhatIsOwedDoesNotKeepRepliesFromBeingRead) {
  if (GetParam().is_inline) GTEST_SKIP() << "nothing is read ahead";
  const QuietLog quiet;
  farcall::ServerOptions options;
  options.limits.owed_calls = 4;
  serve(coroutines, options);
  EventLoop loop;
  const auto caller = client<Host::AsyncClient>({.sessions = false, .loop = &loop, .services = {&guest}});
  std::vector<farcall::Reply<std::int32_t>> replies;
  for (int i = 0; i < 100; ++i) replies.push_back(caller.ASK(i));
  int answered = 0;
  for (int i = 0; i < 100; ++i) {
    Result<std::int32_t> answer = replies[static_cast<std::size_t>(i)].wait();
    if (answer) {
      EXPECT_EQ(*answer, 2 * i);
      ++answered;
    } else {
      EXPECT_ENDS(answer, Code::system_err, Executed::maybe);
    }
  }
  EXPECT_GE(answered, 4);
  EXPECT_LE(coroutines.most_at_once, 4);
}

TEST_P(Callbacks, WhoOffersNothingSaysSo) {
  serve(host);
  const QuietLog quiet;
  const Host::Client caller = client({});
  EXPECT_FALSE(caller.ASK(1));
  const Error failed = host.failed.take();
  if (GetParam().is_inline) {
    EXPECT_EQ(failed.code, Code::prog_unavail) << to_string(failed);
  } else {
    EXPECT_ENDS(Result<void>(failed), Code::prog_unavail, Executed::no);
  }
  EXPECT_EQ(caller.ADD(1, 2).value(), 3);
}

TEST_P(Callbacks, OneVersionIsOfferedOnce) {
  serve(host);
  EXPECT_ENDS(farcall::bind<Host::Client>(endpoint, {.services = {&guest, &guest}}), Code::invalid_argument,
              Executed::no);
}

TEST_P(Callbacks, NothingGoesBackOnceTheCallerIsGone) {
  serve(host);
  std::optional<Host::Client> caller = open_client();
  ASSERT_TRUE(caller->ENROL());
  const Guest::Client back = host.enrolled.take().value();
  caller.reset();
  Result<std::int32_t> answer = back.ANSWER(1, {.timeout = patience});
  // It may have been sent before the server noticed.
  while (!answer && answer.error().executed == Executed::maybe) {
    EXPECT_EQ(answer.error().code, Code::connection_lost) << to_string(answer.error());
    answer = back.ANSWER(1, {.timeout = patience});
  }
  EXPECT_ENDS(answer, Code::connection_lost, Executed::no);
  server.reset();
  EXPECT_ENDS(back.ANSWER(1), Code::connection_lost, Executed::no);
}

// A thread that reads the reply is none that runs a handler.
TEST_P(Callbacks, AServerThatRunsOneHandlerAtATimeCallsBack) {
  serve(host, {.most_threads = 1});
  const Host::Client caller = open_client();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(caller.ASK(i).value(), 2 * i);
}

TEST_P(Callbacks, AStopWaitsForTheAnswer) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller's thread does it all";
  serve(host);
  const Host::Client caller = open_client();
  guest.host = caller;
  Result<std::int32_t> answer = Error{};
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  std::thread waits([&] { EXPECT_TRUE(caller.WAIT()); });
  host.gate.await(1);
  std::thread blocks([&] { answer = back.BLOCK(7); });
  guest.gate.await(1);
  server->stop();
  guest.gate.open();
  blocks.join();
  EXPECT_EQ(answer.value(), 7);
  host.gate.open();
  waits.join();
}

TEST_P(Callbacks, WhenTheTimeToDrainIsOverNobodyWaitsOn) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller's thread does it all";
  const QuietLog quiet;
  farcall::ServerOptions options;
  options.drain = 1ms;
  serve(host, options);
  const Host::Client caller = client({.sessions = false, .services = {&guest}});
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  std::thread waits([&] { (void)caller.WAIT(); });
  host.gate.await(1);
  Result<std::int32_t> answer = Error{};
  std::thread blocks([&] { answer = back.BLOCK(7, {.timeout = patience}); });
  guest.gate.await(1);
  server->stop();
  blocks.join();
  EXPECT_ENDS(answer, Code::connection_lost, Executed::maybe);
  host.gate.open();
  guest.gate.open();
  waits.join();
}

TEST(CallbacksOverDatagrams, AreUnsupported) {
  HostService host;
  GuestService guest;
  farcall::Server server;
  server.add(host).value();
  const std::string endpoint = server.listen("udp://127.0.0.1:0").value();
  server.start().value();
  EXPECT_ENDS(farcall::bind<Host::Client>(endpoint, {.services = {&guest}}), Code::unsupported, Executed::no);
  ASSERT_TRUE(bind_to<Host::Client>(endpoint).ENROL());
  EXPECT_ENDS(host.enrolled.take(), Code::unsupported, Executed::no);
}

}  // namespace
}  // namespace conformance
