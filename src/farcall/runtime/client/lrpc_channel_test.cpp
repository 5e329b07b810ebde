// Threads that bind to shared memory, one at a time.
#include <farcall/runtime/client/lrpc_channel.hpp>

#include <semaphore>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

namespace farcall::client {
namespace {

TEST(LrpcChannel, WhoHasNoTimeDoesNotWaitUntilAnotherThreadHasBound) {
  std::binary_semaphore asks(0);
  std::binary_semaphore goes_on(0);
  LrpcOptions options;
  options.name = "lrpc:test";
  options.meet = [&](TimePoint) -> Result<Meeting> {
    asks.release();
    goes_on.acquire();
    return Error{Code::connection_refused, Executed::no, "nobody", {}};
  };
  LrpcChannel channel(std::move(options));
  std::thread patient([&] {
    const Result<void> bound = channel.open(never);
    ASSERT_FALSE(bound);
    EXPECT_EQ(bound.error().code, Code::connection_refused);
  });
  asks.acquire();
  const Result<void> bound = channel.open(steady_clock().now());
  ASSERT_FALSE(bound);
  EXPECT_EQ(bound.error(),
            (Error{Code::deadline_exceeded, Executed::no, "lrpc:test: no binding within the deadline", {}}));
  goes_on.release();
  patient.join();
}

}  // namespace
}  // namespace farcall::client
