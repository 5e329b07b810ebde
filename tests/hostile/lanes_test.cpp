// Clients that are sent from one leader to another one, as their handlers take long or not.
#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <sys/socket.h>

#include <farcall/io/socket.hpp>
#include <farcall/lrpc/astacks.hpp>
#include <farcall/lrpc/layout.hpp>
#include <farcall/lrpc/rendezvous.hpp>

#include "site.hpp"

namespace hostile {
namespace {

namespace io = farcall::io;
namespace lrpc = farcall::lrpc;
using farcall::never;
using farcall::steady_clock;

class Callee final : public V::Server {
 public:
  void set_time(farcall::Duration time) { time_ = time; }

 private:
  farcall::Result<bytes> ECHO(farcall::CallContext&, bytes&& arg) override {
    const auto end = steady_clock().now() + time_.load();
    while (steady_clock().now() < end) continue;
    return std::move(arg);
  }
  farcall::Result<inventory> COUNT(farcall::CallContext&) override { return take_inventory(); }

  std::atomic<farcall::Duration> time_{farcall::Duration::zero()};
};

// A server of this process whose handlers take as long as the test says, and its clients.
class Lanes : public testing::Test {
 protected:
  Lanes() {
    server_.add(callee_).value();
    (void)server_.listen("lrpc:" + path_).value();
    server_.start().value();
    observer_ = introduce(1);
  }
  ~Lanes() override {
    is_over_ = true;
    for (std::thread& each : callers_) each.join();
    server_.stop();
  }
  void SetUp() override {
    if (std::thread::hardware_concurrency() < 2) GTEST_SKIP() << "one processor has one lane";
  }

  [[nodiscard]] lrpc::ClientEnd introduce(std::uint32_t slots) const {
    auto control = io::connect(*io::Address::unix_path(path_), io::Kind::packets, never, path_).value();
    return lrpc::introduce(std::move(control), {slots, lrpc::page_bytes}, {}, never, path_).value();
  }
  // Whoever calls in from here on does so all the time.
  void call() {
    callers_.emplace_back([this] {
      auto client = farcall::bind<V::Client>("lrpc:" + path_).value();
      for (std::uint32_t i = 0; !is_over_; ++i)
        expect_echo(client.ECHO(bytes(i % 700, 7)), bytes(i % 700, 7));
    });
  }
  // The same by an event loop, several at a time.
  void call_by_loop() {
    callers_.emplace_back([this] {
      farcall::EventLoop loop;
      auto client = farcall::bind<V::AsyncClient>("lrpc:" + path_, {.loop = &loop}).value();
      for (std::uint32_t i = 0; !is_over_; ++i) {
        std::vector<farcall::Reply<bytes>> replies;
        for (std::uint32_t n = 0; n < 5; ++n) replies.push_back(client.ECHO(bytes(i % 700 + n, 7)));
        for (std::uint32_t n = 0; n < 5; ++n) expect_echo(replies[n].wait(), bytes(i % 700 + n, 7));
      }
    });
  }
  // The same by the memory itself; and its socket says all the time that nobody looks.
  void call_and_ring() {
    callers_.emplace_back([this] {
      lrpc::AStacks stacks(0us);
      stacks.bind(introduce(4)).value();
      stacks.give_back_all();
      for (std::uint32_t i = 0; !is_over_; ++i) {
        const char byte = 0;
        (void)::send(stacks.end().control.number(), &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
        lrpc::AStack& stack = *stacks.take();
        std::fill_n(stacks.room(stack, 4).data(), 4, std::byte{0});
        stacks.publish(stack, {HOSTILE_PROG::program_number, 1, 1, 4, false});
        EXPECT_EQ(stacks.wait(stack, never), lrpc::AStacks::Waited::answered);
        stacks.give_back(stack);
      }
    });
  }
  void set_time(farcall::Duration time) { callee_.set_time(time); }
  // Of clients that are looked at by another leader than the first one.
  [[nodiscard]] std::uint32_t elsewhere() const {
    const auto& status = *reinterpret_cast<const lrpc::Status*>(observer_.status.data());
    std::uint32_t count = 0;
    for (std::uint32_t i = 1; i < lrpc::most_lanes; ++i) count += status.leaders[i].associated.load();
    return count;
  }
  void await_some_elsewhere() const {
    while (elsewhere() == 0) std::this_thread::yield();
  }
  void await_none_elsewhere() const {
    while (elsewhere() != 0) std::this_thread::yield();
  }

 private:
  static void expect_echo(const farcall::Result<bytes>& received, const bytes& sent) {
    ASSERT_TRUE(received) << to_string(received.error());
    EXPECT_EQ(*received, sent);
  }

  const std::string path_ = fresh_path();
  std::atomic<bool> is_over_{false};
  Callee callee_;
  farcall::Server server_;
  lrpc::ClientEnd observer_;
  std::vector<std::thread> callers_;
};

TEST_F(Lanes, AreSeveralWhereHandlersTakeLong) {
  for (int i = 0; i < 3; ++i) call();
  for (const farcall::Duration time : {farcall::Duration(300us), farcall::Duration(12ms)}) {
    set_time(time);  // the second one so long that its leader is relieved
    await_some_elsewhere();
    set_time(0us);
    await_none_elsewhere();
  }
}

// Of whom a handler runs meanwhile, who has just called, and who says that nobody looks when somebody does.
TEST_F(Lanes, NoCallIsLostOnTheWay) {
  for (int i = 0; i < 2; ++i) {
    call();
    call_by_loop();
    call_and_ring();
  }
  for (std::size_t i = times(20, 2'000); i > 0; --i) {
    set_time(100us);
    await_some_elsewhere();
    set_time(0us);
    await_none_elsewhere();
  }
}

}  // namespace
}  // namespace hostile
