// A server that neither answers nor ends.
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

class Slow final : public V::Server {
  farcall::Result<bytes> ECHO(farcall::CallContext&, bytes&& arg) override {
    std::this_thread::sleep_for(4s);  // longer than three probes: that is what is tested
    return std::move(arg);
  }
  farcall::Result<inventory> COUNT(farcall::CallContext&) override { return take_inventory(); }
};

TEST(Slowness, OfAHandlerEndsNoCall) {
  const std::string path = fresh_path();
  Slow slow;
  farcall::Server server;
  server.add(slow).value();
  (void)server.listen("lrpc:" + path).value();
  server.start().value();
  farcall::EventLoop loop;
  auto by_loop = farcall::bind<V::AsyncClient>("lrpc:" + path, {.loop = &loop}).value();
  auto by_thread = farcall::bind<V::Client>("lrpc:" + path).value();
  std::thread other([&] { EXPECT_TRUE(by_thread.ECHO(bytes(20))); });
  EXPECT_TRUE(by_loop.ECHO(bytes(20)).wait());
  other.join();
}

}  // namespace
}  // namespace hostile
