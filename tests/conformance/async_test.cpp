// Calls that do not wait: awaited, blocked for, told to a function, in any number and order.
#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fixture.hpp"
#include "random_values.hpp"

namespace conformance {
namespace {

using farcall::EventLoop;
using farcall::Reply;
using farcall::Result;
using farcall::Task;

class Asynchronous : public AtPlacement {
 protected:
  [[nodiscard]] V1::AsyncClient async_client(farcall::BindOptions options = {}) {
    options.loop = &loop;
    return bind_to<V1::AsyncClient>(site->endpoint(), options);
  }
  EventLoop loop;
};
FARCALL_EVERY_PLACEMENT(Asynchronous);

Task<std::int32_t> sum_up_to(const V1::AsyncClient& callee, std::int32_t last) {
  std::int32_t sum = 0;
  for (std::int32_t i = 1; i <= last; ++i) {
    auto reply = callee.ADD(sum, i);
    sum = (co_await std::move(reply)).value();
  }
  co_return sum;
}

TEST_P(Asynchronous, AwaitsOneCallAfterAnother) {
  const V1::AsyncClient callee = async_client();
  EXPECT_EQ(loop.wait(sum_up_to(callee, 100)), 5050);
}

TEST_P(Asynchronous, ManyAreInFlightAtOnce) {
  const V1::AsyncClient callee = async_client({.timeout = patience});
  // Datagrams that find no room are lost, and sent again later: fewer of them.
  const int count = GetParam().is_datagram ? 50 : 2'000;
  std::vector<Reply<std::int32_t>> replies;
  for (int i = 0; i < count; ++i) replies.push_back(callee.ADD(i, 1));
  // Asked for in another order than they were made in.
  for (int i = count - 1; i >= 0; --i) EXPECT_EQ(replies[static_cast<std::size_t>(i)].wait().value(), i + 1);
}

Task<void> echo(const V1::AsyncClient& callee, std::uint64_t seed, int& left) {
  RandomValues random(seed);
  everything sent;
  random.fill(sent);
  auto reply = callee.ECHO(sent);
  Result<everything> received = co_await std::move(reply);
  EXPECT_TRUE(received && *received == sent) << "seed " << seed;
  --left;
}

TEST_P(Asynchronous, EveryTypeComesBack) {
  const V1::AsyncClient callee = async_client();
  int left = 20;
  for (int i = 0; i < 20; ++i) loop.spawn(echo(callee, static_cast<std::uint64_t>(i), left));
  while (left > 0) loop.wait(sum_up_to(callee, 1));
}

TEST_P(Asynchronous, TellsAFunction) {
  const V1::AsyncClient callee = async_client();
  std::optional<Result<std::int32_t>> told;
  callee.ADD(40, 2).then([&](Result<std::int32_t> sum) { told = std::move(sum); });
  while (!told) loop.wait(sum_up_to(callee, 1));
  EXPECT_EQ(told->value(), 42);
}

TEST_P(Asynchronous, WhatComesBackByParameterIsAStruct) {
  const V1::AsyncClient callee = async_client();
  auto changed = callee.CHANGE(3, "abc").wait();
  ASSERT_TRUE(changed) << to_string(changed.error());
  EXPECT_EQ(changed->a, -3);
  EXPECT_EQ(changed->b, "cba");
}

TEST_P(Asynchronous, LongOnesAndShortOnesShareAConnection) {
  const V1::AsyncClient callee = async_client({.timeout = patience});
  const std::size_t size = std::min<std::size_t>(GetParam().largest_bytes, 1'000'000);
  std::vector<Reply<blob>> longs;
  std::vector<Reply<std::int32_t>> shorts;
  for (int i = 0; i < 4; ++i) {
    longs.push_back(callee.ECHO_BLOB(blob(size, static_cast<std::uint8_t>(i))));
    for (int k = 0; k < 10; ++k) shorts.push_back(callee.ADD(i, k));
  }
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(longs[static_cast<std::size_t>(i)].wait().value(), blob(size, static_cast<std::uint8_t>(i)));
    for (int k = 0; k < 10; ++k)
      EXPECT_EQ(shorts[static_cast<std::size_t>(10 * i + k)].wait().value(), i + k);
  }
}

TEST_P(Asynchronous, ErrorsAreThoseOfSynchronousCalls) {
  const V1::AsyncClient callee = async_client();
  EXPECT_ENDS(callee.REFUSE(static_cast<std::int32_t>(Code::garbage_args)).wait(), Code::garbage_args,
              Executed::no);
  EXPECT_ENDS(callee.THROW(0).wait(), Code::system_err, Executed::maybe);
  const std::string too_long(5000, 'x');
  EXPECT_ENDS(callee.ECHO_NAME(too_long).wait(), Code::invalid_argument, Executed::no);
  EXPECT_ENDS(callee.ECHO_BLOB(blob(5 * mebibyte)).wait(), Code::invalid_argument, Executed::no);
}

TEST_P(Asynchronous, ADroppedReplyIsForgotten) {
  const V1::AsyncClient callee = async_client();
  for (int i = 0; i < 100; ++i) {
    const auto dropped = callee.ADD(i, i);
  }
  EXPECT_EQ(callee.ADD(1, 2).wait().value(), 3);
}

// What the thread that drives begins is sent when its turn ends.
TEST_P(Asynchronous, ACallIsDroppedInTheTurnThatBeganIt) {
  const V1::AsyncClient callee = async_client();
  auto drop = [&]() -> Task<std::int32_t> {
    std::int32_t sum = 0;
    for (int i = 0; i < 100; ++i) {
      auto first = callee.ADD(sum, 1);
      { const auto dropped = callee.ADD(1, 1); }
      auto elsewhere = callee.ADD(1, 1);
      std::thread([dropped = std::move(elsewhere)] {}).join();
      auto last = callee.ADD(1, 0);
      const auto fourth = callee.ADD(1, 1);  // as many as are sent at once through memory
      sum = (co_await std::move(first)).value() + (co_await std::move(last)).value();
    }
    co_return sum;
  };
  EXPECT_EQ(loop.wait(drop()), 200);
}

// A coroutine that computes for long after it has made a call does not use its time up: it is sent.
TEST_P(Asynchronous, ATimeoutCountsFromTheEndOfTheTurn) {
  const V1::AsyncClient callee = async_client();
  ASSERT_EQ(callee.ADD(1, 2).wait().value(), 3);
  const farcall::Duration timeout = 5ms;
  auto compute = [&]() -> Task<Result<std::int32_t>> {
    auto sum = callee.ADD(1, 2, {.timeout = timeout});
    const farcall::TimePoint made = farcall::steady_clock().now();
    while (farcall::steady_clock().now() - made < 2 * timeout) {
    }
    co_return co_await std::move(sum);
  };
  const Result<std::int32_t> sum = loop.wait(compute());
  if (sum) {
    EXPECT_EQ(*sum, 3);
  } else {
    EXPECT_ENDS(sum, Code::deadline_exceeded, Executed::maybe);  // its callee had no processor
  }
}

TEST_P(Asynchronous, AClientIsDroppedInTheTurnThatCalls) {
  auto drop = [&]() -> Task<std::int32_t> {
    {
      const V1::AsyncClient callee = async_client();
      const auto dropped = callee.ADD(1, 1);
    }
    const V1::AsyncClient callee = async_client();
    auto sum = callee.ADD(1, 2);
    co_return (co_await std::move(sum)).value();
  };
  EXPECT_EQ(loop.wait(drop()), 3);
}

// A channel that knows no better carries a call out when it is made.
TEST_P(Asynchronous, WithoutALoopEachCallIsWaitedFor) {
  const auto binding = farcall::bind(site->endpoint(), V1::AsyncClient::program_number,
                                     V1::AsyncClient::version_number, {.timeout = patience});
  const V1::AsyncClient callee(binding.value());
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(callee.ADD(i, 3).wait().value(), i + 3);
    EXPECT_EQ(callee.ADD(i, 4, {.timeout = patience / 2}).wait().value(), i + 4);
  }
}

TEST_P(Asynchronous, AnotherThreadWaitsForWhatWasBegunHere) {
  const V1::AsyncClient callee = async_client();
  std::optional<Reply<std::int32_t>> begun;
  auto begin = [&]() -> Task<void> {
    begun.emplace(callee.ADD(1, 2));
    co_return;
  };
  loop.wait(begin());
  std::thread([&] { EXPECT_EQ(begun->wait().value(), 3); }).join();
}

TEST_P(Asynchronous, TheReplyOutlivesTheClient) {
  auto reply = async_client().ADD(1, 2);
  EXPECT_EQ(reply.wait().value(), 3);
}

TEST_P(Asynchronous, ACoroutineThatIsGivenUpLetsItsCallGo) {
  const V1::AsyncClient callee = async_client();
  {
    EventLoop other;
    const auto elsewhere = bind_to<V1::AsyncClient>(site->endpoint(), {.loop = &other});
    auto task = sum_up_to(elsewhere, 1'000);  // never begun
  }
  EXPECT_EQ(loop.wait(sum_up_to(callee, 3)), 6);
}

TEST_P(Asynchronous, ASynchronousClientSharesTheConnection) {
  const V1::AsyncClient callee = async_client();
  farcall::BindOptions options;
  options.loop = &loop;
  const auto both =
      farcall::bind(site->endpoint(), V1::Client::program_number, V1::Client::version_number, options);
  const V1::AsyncClient asynchronous(both.value());
  const V1::Client synchronous(both.value());
  auto early = asynchronous.ADD(1, 1);
  EXPECT_EQ(synchronous.ADD(2, 2).value(), 4);
  EXPECT_EQ(early.wait().value(), 2);
}

TEST_P(Asynchronous, SynchronousCallsWorkWithinACoroutine) {
  const V1::AsyncClient callee = async_client();
  auto mixed = [&]() -> Task<std::int32_t> {
    auto first = callee.ADD(1, 2);
    const std::int32_t three = (co_await std::move(first)).value();
    co_return callee.ADD(three, 4).wait().value();
  };
  EXPECT_EQ(loop.wait(mixed()), 7);
}

TEST_P(Asynchronous, ManyThreadsShareOneClient) {
  const V1::AsyncClient callee = async_client({.timeout = patience});
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) EXPECT_EQ(callee.ADD(t, i).wait().value(), t + i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_P(Asynchronous, TheLoopOfTheProcessDrivesItself) {
  const auto callee = bind_to<V1::AsyncClient>(site->endpoint());
  // Again and again, because the reply may come before or after somebody waits for it.
  for (int i = 0; i < 200; ++i) {
    std::atomic<int> sum{-1};
    callee.ADD(i, 2).then([&](Result<std::int32_t> told) { sum = told.value(); });
    while (sum == -1) std::this_thread::yield();
    EXPECT_EQ(sum, i + 2);
  }
}

// Placements whose handlers run elsewhere than on the caller's thread.
class AsynchronousElsewhere : public Asynchronous {};
INSTANTIATE_TEST_SUITE_P(placement, AsynchronousElsewhere,
                         testing::ValuesIn(placements_where([](const Placement& placement) {
                           return !placement.is_inline && !placement.by_loop;
                         })),
                         name_of);

TEST_P(AsynchronousElsewhere, RepliesComeInAnyOrder) {
  const V1::AsyncClient callee = async_client({.timeout = patience});
  auto slow = callee.BLOCK(7);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(callee.ADD(i, i).wait().value(), 2 * i);
  EXPECT_FALSE(slow.is_ready());
  site->callee.gate.open();
  EXPECT_EQ(slow.wait().value(), 7);
}

TEST_P(AsynchronousElsewhere, ADeadlineEndsACall) {
  const V1::AsyncClient callee = async_client();
  auto in_time = callee.BLOCK(2, {.timeout = patience});
  EXPECT_ENDS(error_of_begun([&](farcall::CallOptions options) { return callee.BLOCK(1, options).wait(); }),
              Code::deadline_exceeded, Executed::maybe);
  site->callee.gate.open();
  EXPECT_EQ(in_time.wait().value(), 2);
}

TEST_P(AsynchronousElsewhere, AServerThatIsGoneEndsItsCalls) {
  if (GetParam().is_datagram) GTEST_SKIP() << "nobody tells that a datagram was lost";
  const V1::AsyncClient callee = async_client();
  const std::string endpoint = site->endpoint();
  ASSERT_EQ(callee.ADD(1, 2).wait().value(), 3);
  auto caught = callee.BLOCK(1, {.timeout = patience});
  site->callee.gate.await(1);
  site->callee.gate.open();
  site.reset();
  const Result<std::int32_t> late = caught.wait();  // unless the server could still answer
  if (!late) EXPECT_ENDS(late, Code::connection_lost, Executed::maybe);
  EXPECT_ENDS(callee.ADD(1, 2, {.timeout = 5s}).wait(), Code::connection_refused, Executed::no);
  site = std::make_unique<Site>(endpoint);
  EXPECT_EQ(callee.ADD(1, 2).wait().value(), 3) << "the next call connects again";
}

}  // namespace
}  // namespace conformance
