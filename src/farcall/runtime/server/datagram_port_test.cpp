// A server's UDP socket: what it answers, what it drops, from which address, and what it does without a
// socket.
#include <farcall/runtime/server/datagram_port.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/base/log.hpp>
#include <farcall/io/awake_test.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::server {
namespace {

using Words = std::vector<std::uint32_t>;
using Bytes = std::vector<std::byte>;
using namespace std::chrono_literals;

constexpr std::uint32_t program = 0x20000077;
constexpr std::size_t most_result_bytes = 65'507 - message::success_head_bytes;

Bytes bytes_of(const Words& words) {
  Bytes bytes(4 * words.size());
  for (std::size_t i = 0; i < words.size(); ++i) xdr::store_u32(bytes.data() + 4 * i, words[i]);
  return bytes;
}

std::uint32_t word(const Bytes& bytes, std::size_t index) {
  return bytes.size() < 4 * (index + 1) ? UINT32_MAX : xdr::load_u32(bytes.data() + 4 * index);
}

// A call of a procedure with one number, and as many bytes behind it.
Bytes call(std::uint32_t xid, std::uint32_t procedure, std::uint32_t number, std::size_t more_bytes = 0) {
  Bytes bytes = bytes_of({xid, 0, 2, program, 1, procedure, 0, 0, 0, 0, number});
  bytes.resize(bytes.size() + more_bytes);
  return bytes;
}

// Procedure 1 answers with so many bytes, 2 waits until the test lets it go, 3 has no reply.
class Sizer final : public Service {
 public:
  std::uint32_t service_program() const noexcept override { return server::program; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "sizer"; }
  void serve_call(ServerCall& call) override {
    ++served;
    std::uint32_t size_bytes = 0;
    if (!call.arguments().u32(size_bytes)) return call.garbage_arguments();
    {
      std::lock_guard lock(mutex);
      local_host = call.caller().local_host;
    }
    if (call.procedure() == 2) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [this] { return open; });
    }
    if (call.procedure() == 3) return call.end_one_way({});
    if (!call.reserve(size_bytes)) return call.bad_results();
    if (std::byte* to = call.results().run(size_bytes)) std::fill_n(to, size_bytes, std::byte{7});
    call.send();
  }
  std::atomic<int> served{0};
  std::mutex mutex;  // protects what follows
  std::condition_variable changed;
  bool open = false;
  std::string local_host;
};

std::atomic<int> complaints{0};

// One port and its threads.
class Running {
 public:
  Running(Dispatcher& dispatcher, const io::Address& address, const ServerOptions& options = {}) {
    io::Descriptor descriptor = io::listen(address, io::Kind::datagram, "udp").value();
    other = io::Descriptor(::dup(descriptor.number()));
    port = std::make_shared<DatagramPort>(std::move(descriptor), dispatcher, options);
    thread = std::thread([this] { port->run(); });
  }
  ~Running() {
    port->stop();
    thread.join();
    EXPECT_TRUE(port->is_finished());
  }
  [[nodiscard]] io::Address address() const { return io::local_address(other.number()); }

  io::Descriptor other;  // for the same socket
  std::shared_ptr<DatagramPort> port;
  std::thread thread;
};

class Client {
 public:
  explicit Client(const io::Address& address)
      : socket_(io::connect(address, io::Kind::datagram, never, "udp").value()) {}
  void send(const Bytes& bytes) const {
    EXPECT_EQ(::send(socket_.number(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  }
  [[nodiscard]] Bytes receive() const {
    Bytes bytes(1 << 16);
    ssize_t got = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }
  // The next reply is to this call, so what was sent before has none.
  void expect_served(std::uint32_t xid) const {
    send(call(xid, 1, 4));
    Bytes reply = receive();
    EXPECT_EQ(word(reply, 0), xid);
    EXPECT_EQ(reply.size(), message::success_head_bytes + 4);
  }

 private:
  io::Descriptor socket_;
};

class DatagramPortTest : public testing::Test {
 protected:
  void SetUp() override {
    complaints = 0;
    set_log([](LogLevel level, std::string_view) { complaints += level == LogLevel::error ? 1 : 0; });
    ASSERT_TRUE(dispatcher.add(sizer));
  }
  void TearDown() override { set_log(nullptr); }
  const io::Address loopback = *io::Address::numeric("127.0.0.1", 0);
  Sizer sizer;
  Dispatcher dispatcher;
};

TEST_F(DatagramPortTest, TheLargestReplyFits) {
  Running running(dispatcher, loopback);
  Client client(running.address());
  client.send(call(1, 1, most_result_bytes));
  Bytes reply = client.receive();
  EXPECT_EQ(reply.size(), 65'507U);
  EXPECT_EQ(word(reply, 5), 0U) << "SUCCESS";
}

TEST_F(DatagramPortTest, AReplyThatDoesNotFitADatagramIsASystemError) {
  Running running(dispatcher, loopback);
  Client client(running.address());
  for (const std::uint32_t size : {static_cast<std::uint32_t>(most_result_bytes + 1), 1U << 20, UINT32_MAX}) {
    client.send(call(size, 1, size));
    EXPECT_EQ(client.receive(), bytes_of({size, 1, 0, 0, 0, 5})) << size;
  }
  client.expect_served(2);
}

TEST_F(DatagramPortTest, AOneWayCallThatComesAgainRunsOnceAndHasNoReply) {
  Running running(dispatcher, loopback);
  Client client(running.address());
  for (int i = 0; i < 3; ++i) client.send(call(1, 3, 0));
  client.expect_served(2);
  EXPECT_EQ(sizer.served, 2);
}

TEST_F(DatagramPortTest, ADatagramBeyondTheLimitIsDropped) {
  ServerOptions options;
  options.limits.record_bytes = 1000;
  Running running(dispatcher, loopback, options);
  Client client(running.address());
  client.send(call(1, 1, 4, 1000 - 44 + 1));
  client.expect_served(2);
  client.send(call(3, 1, 4, 1000 - 44));
  EXPECT_EQ(word(client.receive(), 0), 3U) << "as long as the limit";
  EXPECT_EQ(sizer.served, 2);
}

// A refusal that is longer than what it answers would make the server a weapon in the hands of whoever forges
// its sender.
TEST_F(DatagramPortTest, GarbageIsDroppedOrRefusedInNoMoreBytes) {
  Running running(dispatcher, loopback);
  Client client(running.address());
  std::minstd_rand random(1);
  for (std::uint32_t i = 0; i < 2000; ++i) {
    Bytes bytes = call(7, static_cast<std::uint32_t>(random() % 3), 8, random() % 40);
    if (i % 4 != 0) bytes.resize(random() % bytes.size());
    for (std::size_t changes = random() % 4; changes > 0 && !bytes.empty(); --changes)
      bytes[random() % std::min<std::size_t>(bytes.size(), 40)] = static_cast<std::byte>(random() % 8);
    if (bytes.size() >= 24 && bytes[23] == std::byte{2}) continue;  // that would wait
    client.send(bytes);
    client.send(bytes_of({i, 0, 2, program, 1, 0, 0, 0, 0, 0, 4}));
    for (;;) {
      Bytes reply = client.receive();
      if (word(reply, 0) == i && reply.size() == message::success_head_bytes + 4) break;
      ASSERT_EQ(word(reply, 1), 1U) << "a reply";
      bool is_success = word(reply, 2) == 0 && word(reply, 5) == 0;
      ASSERT_TRUE(is_success || reply.size() <= bytes.size()) << reply.size() << " for " << bytes.size();
    }
  }
}

// By its own address a server must not be made to talk to itself.
TEST_F(DatagramPortTest, WhatComesFromItselfEndsThere) {
  Running running(dispatcher, loopback);
  io::Address self = running.address();
  auto send_to_itself = [&](const Bytes& bytes) {
    EXPECT_EQ(::sendto(running.other.number(), bytes.data(), bytes.size(), 0, self.get(), self.size_bytes()),
              static_cast<ssize_t>(bytes.size()));
  };
  send_to_itself(call(1, 1, 100));                           // it is served, and its reply is no call
  send_to_itself(bytes_of({2, 0, 2, 1, 1, 1, 0, 0, 0, 0}));  // and so is a refusal
  send_to_itself(bytes_of({3, 1, 0, 0, 0, 0}));
  send_to_itself({});
  Client client(self);
  for (std::uint32_t i = 10; i < 20; ++i) client.expect_served(i);
  EXPECT_EQ(sizer.served, 11);
}

TEST_F(DatagramPortTest, RepliesComeFromTheAddressThatWasCalled) {
  Running running(dispatcher, *io::Address::numeric("0.0.0.0", 0));
  for (const char* host : {"127.0.0.1", "127.0.0.2", "127.9.9.9"}) {
    Client client(*io::Address::numeric(host, running.address().port()));
    client.expect_served(1);  // its socket is connected, and takes replies from nobody else
    std::lock_guard lock(sizer.mutex);
    EXPECT_EQ(sizer.local_host, host);
  }
}

// Each port has its own threads and its own memory of calls.
TEST_F(DatagramPortTest, SeveralEndpointsDoNotHoldEachOtherUp) {
  ServerOptions one_thread;
  one_thread.most_threads = 1;
  Running first(dispatcher, loopback, one_thread);
  Running second(dispatcher, loopback, one_thread);
  std::optional<Running> third;
  if (auto v6 = io::listen(*io::Address::numeric("::1", 0), io::Kind::datagram, "udp"))
    third.emplace(dispatcher, *io::Address::numeric("::1", 0));
  Client waits(first.address());
  waits.send(call(1, 2, 4));
  Client client(second.address());
  for (std::uint32_t i = 0; i < 100; ++i) client.expect_served(i);
  if (third) Client(third->address()).expect_served(1);
  {
    std::lock_guard lock(sizer.mutex);
    sizer.open = true;
    sizer.changed.notify_all();
  }
  EXPECT_EQ(word(waits.receive(), 0), 1U);
  waits.expect_served(2);
}

// Or their clients would take the server for dead, and their calls for lost.
TEST_F(DatagramPortTest, WhoAsksIsAnsweredWhileHandlersAreSlowAlsoInAStop) {
  const Bytes question =
      bytes_of({9, 0, 2, message::session_program, message::session_version, 0, 0, 0, 0, 0});
  ServerOptions one_thread;
  one_thread.most_threads = 1;
  Running running(dispatcher, loopback, one_thread);
  const Client slow(running.address());
  const Client other(running.address());
  slow.send(call(1, 2, 4));
  other.send(call(2, 1, 4));
  other.send(question);
  Bytes reply = other.receive();
  if (word(reply, 0) == 2) reply = other.receive();  // it came before the slow one
  EXPECT_EQ(word(reply, 0), 9U);
  while (sizer.served == 0) std::this_thread::yield();
  const int served = sizer.served;
  other.send(call(3, 1, 4));  // waits
  running.port->stop();
  other.send(call(4, 1, 4));  // comes too late
  other.send(question);
  EXPECT_EQ(word(other.receive(), 0), 9U);
  EXPECT_EQ(sizer.served, served);
  {
    std::lock_guard lock(sizer.mutex);
    sizer.open = true;
    sizer.changed.notify_all();
  }
  EXPECT_EQ(word(slow.receive(), 0), 1U);
}

// As between a server and its successor: one socket, two processes. Whoever stops leaves it as it was.
TEST_F(DatagramPortTest, OfASharedSocketTheOtherGoesOn) {
  for (const char* host : {"127.0.0.1", "0.0.0.0"}) {
    Running old(dispatcher, *io::Address::numeric(host, 0));
    DatagramPort successor(io::Descriptor(::dup(old.other.number())), dispatcher, {});
    std::thread thread([&] { successor.run(); });
    Client client(*io::Address::numeric("127.0.0.1", old.address().port()));
    for (std::uint32_t i = 0; i < 10; ++i) client.expect_served(i);
    old.port->share();
    successor.share();
    while (!old.port->is_finished()) old.port->stop();
    // Each stop() sent a datagram; while they fill the socket a call would be lost.
    char byte = 0;
    while (::recv(old.other.number(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) std::this_thread::yield();
    for (std::uint32_t i = 10; i < 20; ++i) client.expect_served(i);
    while (!successor.is_finished()) successor.stop();
    thread.join();
    EXPECT_EQ(complaints, 0) << "the socket was not shut down";
  }
}

TEST_F(DatagramPortTest, WhatWokeNobodyIsNotLeftToASharedSocket) {
  io::Descriptor socket = io::listen(loopback, io::Kind::datagram, "udp").value();
  {
    DatagramPort port(io::Descriptor(::dup(socket.number())), dispatcher, {});
    port.share();
    for (int i = 0; i < 3; ++i) port.stop();
  }
  char byte = 0;
  EXPECT_EQ(::recv(socket.number(), &byte, 1, MSG_DONTWAIT), -1);
}

// A receive that fails at once must not be tried as fast as a processor can.
TEST_F(DatagramPortTest, WithoutItsSocketItNeitherSpinsNorHangs) {
  Running other(dispatcher, loopback);
  for (const char* host : {"127.0.0.1", "0.0.0.0"}) {
    complaints = 0;
    Running running(dispatcher, *io::Address::numeric(host, 0));
    ::shutdown(running.other.number(), SHUT_RD);
    while (complaints == 0) std::this_thread::yield();
    io::await_sleep(::getpid());
    EXPECT_EQ(complaints, 1) << "said once";
    Client(other.address()).expect_served(1);
  }
}

}  // namespace
}  // namespace farcall::server
