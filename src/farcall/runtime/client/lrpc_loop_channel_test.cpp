// Calls that wait for their binding.
#include <farcall/runtime/client/lrpc_loop_channel.hpp>

#include <future>

#include <gtest/gtest.h>

namespace farcall::client::lrpc_by_loop {
namespace {

using namespace std::chrono_literals;

TEST(LrpcLoopChannel, ABindingIsNotEndedByTheDeadlineOfOneCall) {
  EventLoop loop;
  std::promise<TimePoint> asked;
  LrpcOptions options;
  options.name = "lrpc:test";
  options.meet = [&](TimePoint until) -> Result<Meeting> {
    asked.set_value(until);
    return Error{Code::connection_refused, Executed::no, "nobody", {}};
  };
  LrpcLoopChannel channel(loop.core(), options);
  AsyncCall& call = channel.begin();
  call.deadline = after(steady_clock().now(), 5s);
  ASSERT_TRUE(channel.reserve(call, 4));
  const TimePoint deadline = call.deadline;
  channel.start(call);
  EXPECT_GT(asked.get_future().get(), deadline + 5s) << "others may come that have more time";
  channel.wait(call);
  EXPECT_EQ(call.error.code, Code::connection_refused);
  channel.end(call);
}

}  // namespace
}  // namespace farcall::client::lrpc_by_loop
