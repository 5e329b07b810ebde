// A server that neither answers nor ends.
#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "site.hpp"

namespace hostile {
namespace {

using farcall::Code;
using farcall::Executed;
using farcall::steady_clock;

class Silence : public Site {
 protected:
  // What a call without a deadline ends with, that begins when nobody answers; and that of a server that goes
  // on afterwards is answered again.
  static void expect_end(const farcall::Result<bytes>& received, farcall::Duration took) {
    ASSERT_FALSE(received);
    EXPECT_EQ(to_string(received.error().code), to_string(Code::connection_lost))
        << to_string(received.error());
    EXPECT_EQ(received.error().executed, Executed::maybe);
    EXPECT_GE(took, 2s) << "three probes, of which the first one may have been due";
  }
};

TEST_F(Silence, OfAServerThatWasStoppedEndsCallsWithoutADeadline) {
  farcall::EventLoop loop;
  auto by_loop = farcall::bind<V::AsyncClient>(endpoint(), {.loop = &loop}).value();
  ASSERT_TRUE(by_loop.ECHO(bytes(3)).wait());
  server.stop();
  const auto began = steady_clock().now();
  std::thread other([&] {
    const auto received = honest.ECHO(bytes(20));
    expect_end(received, steady_clock().now() - began);
  });
  const auto received = by_loop.ECHO(bytes(20)).wait();
  expect_end(received, steady_clock().now() - began);
  other.join();
  server.go_on();
  call();
  EXPECT_TRUE(by_loop.ECHO(bytes(3)).wait());
}

// Its handlers take until the test lets them end.
class Slow final : public V::Server {
 public:
  std::atomic<int> entered{0};
  std::promise<void> end;

 private:
  farcall::Result<bytes> ECHO(farcall::CallContext&, bytes&& arg) override {
    ++entered;
    end_.wait();
    return std::move(arg);
  }
  farcall::Result<inventory> COUNT(farcall::CallContext&) override { return take_inventory(); }

  const std::shared_future<void> end_{end.get_future()};
};

// They take longer than a silence that ends a call, one of another server, which begins after them.
TEST_F(Silence, OfAHandlerEndsNoCall) {
  const std::string slow_path = fresh_path();
  Slow slow;
  farcall::Server slow_server;
  slow_server.add(slow).value();
  (void)slow_server.listen("lrpc:" + slow_path).value();
  slow_server.start().value();
  farcall::EventLoop loop;
  auto by_loop = farcall::bind<V::AsyncClient>("lrpc:" + slow_path, {.loop = &loop}).value();
  auto by_thread = farcall::bind<V::Client>("lrpc:" + slow_path).value();
  std::thread one([&] { EXPECT_TRUE(by_thread.ECHO(bytes(20))); });
  std::thread other([&] { EXPECT_TRUE(by_loop.ECHO(bytes(20)).wait()); });
  while (slow.entered < 2) std::this_thread::yield();
  server.stop();
  EXPECT_FALSE(honest.ECHO(bytes(20)));
  server.go_on();
  slow.end.set_value();
  one.join();
  other.join();
}

}  // namespace
}  // namespace hostile
