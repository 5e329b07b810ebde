// Many callers at once, and callees that take their time.
#include <thread>
#include <vector>

#include "fixture.hpp"
#include "random_values.hpp"

namespace conformance {
namespace {

class Concurrency : public AtPlacement {
 protected:
  template <typename Work>
  static void in_threads(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([=] { work(i); });
    for (std::thread& thread : threads) thread.join();
  }
  static void call_often(const V1::Client& callee, int which, int calls) {
    RandomValues random(static_cast<std::uint64_t>(which));
    for (int i = 0; i < calls; ++i) {
      scalars sent;
      random.fill(sent);
      farcall::Result<scalars> received = callee.ECHO_SCALARS(sent);
      if (!received || !(*received == sent)) {
        ADD_FAILURE() << "caller " << which << ", call " << i << ": " << to_string(error_of(received));
        return;
      }
    }
  }
};
FARCALL_EVERY_PLACEMENT(Concurrency);

TEST_P(Concurrency, ManyThreadsShareOneClient) {
  V1::Client callee = client();
  in_threads(12, [&](int i) { call_often(callee, i, 150); });
}

TEST_P(Concurrency, ManyClients) {
  in_threads(12, [&](int i) { call_often(client(), i, 100); });
}

TEST_P(Concurrency, LargeAndSmallMessagesShareOneClient) {
  V1::Client callee = client();
  std::size_t size = std::min<std::size_t>(GetParam().largest_bytes, 300'000);
  in_threads(6, [&](int i) {
    if (i % 2 == 0) return call_often(callee, i, 60);
    blob sent(size, static_cast<std::uint8_t>(i));
    for (int round = 0; round < 15; ++round) {
      farcall::Result<blob> received = callee.ECHO_BLOB(sent);
      ASSERT_TRUE(received) << to_string(received.error());
      ASSERT_TRUE(*received == sent);
    }
  });
}

TEST_P(Concurrency, ASlowHandlerHoldsNobodyUp) {
  V1::Client shared = client();
  farcall::Result<std::int32_t> slow = Error{};
  std::thread caller([&] { slow = shared.BLOCK(1, {.timeout = patience}); });
  site->callee.gate.await(1);
  call_often(shared, 1, 50);    // over the very connection of the slow call
  call_often(client(), 2, 50);  // over another
  site->callee.gate.open();
  caller.join();
  ASSERT_TRUE(slow) << to_string(slow.error());
  EXPECT_EQ(*slow, 1);
}

TEST_P(Concurrency, ManySlowHandlersAtOnce) {
  constexpr int count = 10;
  V1::Client shared = client();
  std::vector<std::thread> callers;
  std::vector<farcall::Result<std::int32_t>> results(count, farcall::Result<std::int32_t>(Error{}));
  for (int i = 0; i < count; ++i)
    callers.emplace_back([&, i] {
      // Half of them over one connection.
      results[static_cast<std::size_t>(i)] =
          i % 2 == 0 ? shared.BLOCK(i, {.timeout = patience}) : client().BLOCK(i, {.timeout = patience});
    });
  site->callee.gate.await(count);
  call_often(shared, 1, 20);
  site->callee.gate.open();
  for (std::thread& caller : callers) caller.join();
  for (int i = 0; i < count; ++i) EXPECT_EQ(results[static_cast<std::size_t>(i)].value_or(-1), i);
}

TEST_P(Concurrency, EachCallIsExecutedOnce) {
  V1::Client shared = client();
  in_threads(8, [&](int i) {
    for (int call = 0; call < 50; ++call)
      EXPECT_TRUE(shared.RECORD(static_cast<std::uint64_t>(i * 1000 + call)));
  });
  for (int i = 0; i < 8; ++i)
    for (int call = 0; call < 50; ++call)
      ASSERT_EQ(site->callee.journal->times(static_cast<std::uint64_t>(i * 1000 + call)), 1);
}

class Nesting : public AtPlacement {};
FARCALL_EVERY_PLACEMENT(Nesting);

TEST_P(Nesting, AHandlerCallsAnotherServerWhichCallsBack) {
  Site other(fresh_endpoint(GetParam()));
  site->callee.other = bind_to(other.endpoint());
  other.callee.other = bind_to(site->endpoint());
  EXPECT_EQ(client().NEST(9).value(), 9);
  std::vector<std::thread> callers;
  for (int i = 0; i < 2; ++i) callers.emplace_back([&] { EXPECT_EQ(client().NEST(4).value(), 4); });
  for (std::thread& caller : callers) caller.join();
}

TEST_P(Nesting, AHandlerCallsOverEveryOtherPlacement) {
  for (const Placement& placement : placements) {
    Site other(fresh_endpoint(placement));
    site->callee.other = bind_to(other.endpoint());
    EXPECT_EQ(client().NEST(1).value(), 1) << placement.name;
  }
}

TEST_P(Nesting, AHandlersOwnFailedCallIsItsCallersSystemError) {
  QuietLog quiet;
  {
    Site gone(fresh_endpoint(GetParam()));
    site->callee.other = bind_to(gone.endpoint());
  }
  EXPECT_ENDS(client().NEST(1), Code::system_err, Executed::maybe);
}

}  // namespace
}  // namespace conformance
