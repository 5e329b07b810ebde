// A whole server over real sockets: every transport, slow handlers, limits, and how it ends.
#include <farcall/runtime/server/server.hpp>

#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include <farcall/base/log.hpp>
#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/runtime/memory_channel.hpp>
#include <farcall/transport/resolve.hpp>

namespace farcall {
namespace {

using namespace std::chrono_literals;

// Procedure 1 adds one, 2 waits until the test lets it go, 3 counts how often it ran, 4 names its caller.
class Adder final : public Service {
 public:
  std::uint32_t service_program() const noexcept override { return 0x20000099; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "adder"; }
  void serve_call(ServerCall& call) override {
    std::uint32_t value = 0;
    if (!call.arguments().u32(value) || !call.arguments().finish()) return call.garbage_arguments();
    if (call.procedure() == 2) {
      entered.release_one();
      gate.wait_for_one();
    }
    if (call.procedure() == 3) value = ++counted;
    if (call.procedure() == 4) {
      std::lock_guard lock(mutex);
      seen = call.caller();
    }
    if (!call.reserve(4) || !call.results().u32(value + 1)) return call.bad_results();
    call.send();
  }

  // A semaphore that ThreadSanitizer understands.
  class Turns {
   public:
    void release_one() {
      std::lock_guard lock(mutex_);
      ++count_;
      changed_.notify_all();
    }
    void wait_for_one() {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return count_ > 0; });
      --count_;
    }

   private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
  };
  Turns entered;
  Turns gate;
  std::atomic<std::uint32_t> counted{0};
  std::mutex mutex;
  Caller seen;
};

class ToEndpoint final : public client::Connector {
 public:
  explicit ToEndpoint(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}
  Result<std::unique_ptr<io::Socket>> connect(TimePoint until) override {
    auto addresses = transport::resolve(endpoint_, until);
    if (!addresses) return addresses.error();
    auto connected = io::connect(addresses->front(), kind(), until, endpoint_.text());
    if (!connected) return std::move(connected).error();
    return io::make_socket(std::move(*connected));
  }
  [[nodiscard]] io::Kind kind() const {
    return endpoint_.scheme == "udp" ? io::Kind::datagram : io::Kind::stream;
  }

 private:
  Endpoint endpoint_;
};

std::shared_ptr<Channel> open(const std::string& text) {
  const Endpoint endpoint = parse_endpoint(text).value();
  if (endpoint.scheme == "memory") return open_memory_channel(endpoint.path).value();
  auto connector = std::make_unique<ToEndpoint>(endpoint);
  client::ChannelOptions options;
  options.has_sessions = false;
  options.name = text;
  options.kind = connector->kind();
  return std::make_shared<client::SocketChannel>(std::move(connector), options);
}

Result<std::uint32_t> call(Channel& channel, std::uint32_t procedure, std::uint32_t argument) {
  Transaction transaction;
  transaction.program = 0x20000099;
  transaction.version = 1;
  transaction.procedure = procedure;
  transaction.deadline = after(steady_clock().now(), 60s);
  if (Result<void> reserved = channel.reserve(transaction, 4); !reserved) return reserved.error();
  xdr::store_u32(transaction.arguments.data(), argument);
  Result<void> done = channel.transact(transaction);
  const std::uint32_t result = done ? xdr::load_u32(transaction.results.data()) : 0;
  channel.release(transaction);
  if (!done) return done.error();
  return result;
}

class ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    set_log([](LogLevel, std::string_view) {});
    ASSERT_NE(::mkdtemp(folder), nullptr);
  }
  void TearDown() override {
    server.reset();
    set_log(nullptr);
    ::unlink(path().c_str());
    ::rmdir(folder);
  }
  std::string start(const std::string& endpoint, ServerOptions options = {}) {
    server = std::make_unique<Server>(options);
    EXPECT_TRUE(server->add(adder));
    auto bound = server->listen(endpoint);
    EXPECT_TRUE(bound) << (bound ? "" : to_string(bound.error()));
    EXPECT_TRUE(server->start());
    return bound.value_or("");
  }
  [[nodiscard]] std::string path() const { return std::string(folder) + "/socket"; }
  [[nodiscard]] std::string unix_endpoint() const { return "unix:" + path(); }

  char folder[32] = "/tmp/farcall-test-XXXXXX";
  Adder adder;
  std::unique_ptr<Server> server;
};

TEST_F(ServerTest, OneServerOverEveryTransport) {
  server = std::make_unique<Server>();
  ASSERT_TRUE(server->add(adder));
  std::vector<std::string> endpoints;
  for (const std::string& text :
       {std::string("tcp://127.0.0.1:0"), std::string("udp://127.0.0.1:0"), std::string("udp://0.0.0.0:0"),
        std::string("memory:server-test"),
        std::string("unix:@farcall-server-test-") + std::to_string(::getpid()), unix_endpoint()}) {
    auto bound = server->listen(text);
    ASSERT_TRUE(bound) << to_string(bound.error());
    EXPECT_EQ(bound->find(":0"), std::string::npos) << "the port that it got, not 0: " << *bound;
    endpoints.push_back(*bound);
  }
  EXPECT_EQ(server->endpoints(), endpoints);
  EXPECT_EQ(server->services().size(), 1U);
  ASSERT_TRUE(server->start());
  for (std::string text : endpoints) {
    if (const std::size_t any = text.find("0.0.0.0"); any == 6) text.replace(any, 7, "127.0.0.1");
    auto channel = open(text);
    for (std::uint32_t i = 0; i < 20; ++i) EXPECT_EQ(call(*channel, 1, i).value_or(0), i + 1) << text;
  }
}

TEST_F(ServerTest, OverIPv6) {
  server = std::make_unique<Server>();
  ASSERT_TRUE(server->add(adder));
  auto tcp = server->listen("tcp://[::1]:0");
  if (!tcp) GTEST_SKIP() << "no IPv6 here";
  auto udp = server->listen("udp://[::]:0");
  ASSERT_TRUE(udp);
  ASSERT_TRUE(server->start());
  EXPECT_EQ(call(*open(*tcp), 1, 4).value_or(0), 5U);
  std::string there = *udp;
  there.replace(there.find("[::]"), 4, "[::1]");
  EXPECT_EQ(call(*open(there), 1, 4).value_or(0), 5U);
}

TEST_F(ServerTest, AHandlerKnowsItsCaller) {
  auto channel = open(start(unix_endpoint()));
  ASSERT_TRUE(call(*channel, 4, 0));
  std::lock_guard lock(adder.mutex);
  EXPECT_EQ(adder.seen.netid, "local");
  EXPECT_TRUE(adder.seen.same_host && adder.seen.process_is_known && adder.seen.uid_is_known);
  EXPECT_EQ(adder.seen.pid, static_cast<std::uint32_t>(::getpid()));
  EXPECT_EQ(adder.seen.uid, ::getuid());
}

// One client that sends a call and waits in its handler stalls nobody, not even itself.
TEST_F(ServerTest, ASlowHandlerHoldsNobodyUp) {
  for (const std::string& text :
       {std::string("tcp://127.0.0.1:0"), unix_endpoint(), std::string("udp://127.0.0.1:0")}) {
    const std::string endpoint = start(text);
    auto channel = open(endpoint);
    auto slow = std::async(std::launch::async, [&] { return call(*channel, 2, 10); });
    adder.entered.wait_for_one();
    auto other = open(endpoint);
    for (std::uint32_t i = 0; i < 5; ++i)
      EXPECT_EQ(call(*other, 1, i).value_or(0), i + 1) << "another connection";
    EXPECT_EQ(call(*channel, 1, 20).value_or(0), 21U) << "a later call on the same connection";
    adder.gate.release_one();
    EXPECT_EQ(slow.get().value_or(0), 11U) << text;
  }
}

TEST_F(ServerTest, ManySlowHandlersAtATime) {
  auto channel = open(start("tcp://127.0.0.1:0"));
  std::vector<std::future<Result<std::uint32_t>>> slow;
  for (std::uint32_t i = 0; i < 6; ++i) {
    slow.push_back(std::async(std::launch::async, [&, i] { return call(*channel, 2, i); }));
    adder.entered.wait_for_one();
  }
  EXPECT_EQ(call(*channel, 1, 1).value_or(0), 2U);
  for (std::size_t i = 0; i < slow.size(); ++i) adder.gate.release_one();
  for (std::uint32_t i = 0; i < slow.size(); ++i) EXPECT_EQ(slow[i].get().value_or(0), i + 1);
}

TEST_F(ServerTest, StopLetsHandlersFinishAndTheirRepliesBeRead) {
  auto channel = open(start(unix_endpoint()));
  auto slow = std::async(std::launch::async, [&] { return call(*channel, 2, 10); });
  adder.entered.wait_for_one();
  // Another call on the same connection shows that the handler's thread does not lead any more.
  ASSERT_TRUE(call(*channel, 1, 1));
  server->stop();
  // A call that comes too late must not take the reply of the one before it along.
  auto late = std::async(std::launch::async, [&] { return call(*channel, 1, 1); });
  adder.gate.release_one();
  EXPECT_EQ(slow.get().value_or(0), 11U);
  server.reset();
  Result<std::uint32_t> late_result = late.get();
  EXPECT_TRUE(late_result || late_result.error().code != Code::deadline_exceeded)
      << "it ends with the connection";
}

TEST_F(ServerTest, AtTheEndItRunsTheShutdownActionsAndRemovesItsPath) {
  start(unix_endpoint());
  bool ran = false;
  server = std::make_unique<Server>();
  ASSERT_TRUE(server->add(adder));
  ASSERT_TRUE(server->listen(unix_endpoint()));
  server->at_shutdown([&] { ran = true; });
  struct stat found {};
  ASSERT_EQ(::lstat(path().c_str(), &found), 0);
  ASSERT_TRUE(server->start());
  server.reset();
  EXPECT_TRUE(ran);
  EXPECT_NE(::lstat(path().c_str(), &found), 0);
  EXPECT_FALSE(
      io::connect(*io::Address::unix_path(path()), io::Kind::stream, after(steady_clock().now(), 10s), "x"));
}

TEST_F(ServerTest, EndsOnSigterm) {
  server = std::make_unique<Server>();
  ASSERT_TRUE(server->add(adder));
  ASSERT_TRUE(server->listen("tcp://127.0.0.1:0"));
  struct sigaction before {};
  ASSERT_EQ(::sigaction(SIGTERM, nullptr, &before), 0);
  ASSERT_TRUE(server->stop_on_signals());
  std::thread runs([&] { EXPECT_TRUE(server->run()); });
  ASSERT_EQ(::kill(::getpid(), SIGTERM), 0);
  runs.join();
  ::sigaction(SIGTERM, &before, nullptr);
  ::signal(SIGINT, SIG_DFL);
}

TEST_F(ServerTest, RefusesConnectionsBeyondItsLimit) {
  ServerOptions options;
  options.limits.connections = 2;
  options.limits.idle = Duration::max();
  const std::string endpoint = start(unix_endpoint(), options);
  auto first = open(endpoint);
  auto second = open(endpoint);
  ASSERT_TRUE(call(*first, 1, 1));
  ASSERT_TRUE(call(*second, 1, 1));
  auto third = open(endpoint);
  Result<std::uint32_t> refused = call(*third, 1, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::connection_lost);
  EXPECT_TRUE(call(*first, 1, 1)) << "who is admitted is not affected";
  second.reset();
  // The server sees the end before or after the next connection; then there is a place again.
  while (!call(*third, 1, 1)) std::this_thread::yield();
}

TEST_F(ServerTest, BeyondItsLimitANewConnectionTakesThePlaceOfTheIdlest) {
  ServerOptions options;
  options.limits.connections = 2;
  options.limits.idle = Duration::zero();
  const std::string endpoint = start(unix_endpoint(), options);
  const io::Address address = *io::Address::unix_path(path());
  io::Descriptor idle(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::connect(idle.number(), address.get(), address.size_bytes()), 0);
  auto second = open(endpoint);
  ASSERT_TRUE(call(*second, 1, 1)) << "and the first one was accepted before";
  auto third = open(endpoint);
  EXPECT_EQ(call(*third, 1, 1).value_or(0), 2U);
  char byte = 0;
  EXPECT_EQ(::recv(idle.number(), &byte, 1, 0), 0) << "it was closed";
  EXPECT_EQ(call(*second, 1, 2).value_or(0), 3U);
}

TEST_F(ServerTest, WhoIsServedIsNotIdle) {
  ServerOptions options;
  options.limits.connections = 1;
  options.limits.idle = Duration::zero();
  const std::string endpoint = start(unix_endpoint(), options);
  auto first = open(endpoint);
  auto slow = std::async(std::launch::async, [&] { return call(*first, 2, 10); });
  adder.entered.wait_for_one();
  auto other = open(endpoint);
  EXPECT_FALSE(call(*other, 1, 1));
  adder.gate.release_one();
  EXPECT_EQ(slow.get().value_or(0), 11U);
}

// CVE-2018-14621's class: without descriptors a server must neither spin nor go deaf.
TEST_F(ServerTest, OutOfDescriptorsItServesWhoIsThereAndRefusesTheOthers) {
  const std::string endpoint = start(unix_endpoint());
  auto channel = open(endpoint);
  ASSERT_TRUE(call(*channel, 1, 1));
  const io::Address address = *io::Address::unix_path(path());
  io::Descriptor waiting(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  std::vector<io::Descriptor> all;
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit few = before;
  few.rlim_cur = 128;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  for (;;) {
    io::Descriptor next(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!next) break;
    all.push_back(std::move(next));
  }
  ASSERT_EQ(::connect(waiting.number(), address.get(), address.size_bytes()), 0);
  char byte = 0;
  EXPECT_LE(::recv(waiting.number(), &byte, 1, 0), 0) << "it is told, and does not wait in the backlog";
  EXPECT_TRUE(call(*channel, 1, 1));
  all.clear();
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_TRUE(call(*open(endpoint), 1, 1)) << "a new client is served when there are some again";
}

TEST_F(ServerTest, SaysWhatIsWrongWithAnEndpoint) {
  const std::string bound = start("tcp://127.0.0.1:0");
  Server other;
  ASSERT_TRUE(other.add(adder));
  EXPECT_EQ(other.listen(bound).error().code, Code::io_error) << "in use";
  EXPECT_EQ(other.listen("nonsense").error().code, Code::bad_endpoint);
  EXPECT_EQ(other.listen("rpcbind://h").error().code, Code::bad_endpoint);
  EXPECT_EQ(other.listen("tcp://192.0.2.1:0").error().code, Code::unreachable)
      << "not an address of this machine";
  ASSERT_TRUE(other.listen("memory:once"));
  EXPECT_EQ(other.listen("memory:once").error().code, Code::io_error);
  EXPECT_EQ(other.add(adder).error().code, Code::invalid_argument) << "too late";
  EXPECT_EQ(other.hand_over({"/bin/true"}).error().detail, "hand-over: the server has no sockets");
}

// The same datagram sent again: the handler runs once, the replies are the same bytes.
TEST_F(ServerTest, ADuplicateDatagramRunsOnceAndGetsTheSameReply) {
  const std::string endpoint = start("udp://127.0.0.1:0");
  auto address = transport::resolve(parse_endpoint(endpoint).value(), never).value().front();
  auto connected = io::connect(address, io::Kind::datagram, never, "udp");
  ASSERT_TRUE(connected);
  const std::uint32_t words[] = {77, 0, 2, 0x20000099, 1, 3, 0, 0, 0, 0, 5};
  std::array<std::byte, sizeof words> message{};
  xdr::swap_words_32(message.data(), words, std::size(words));
  std::vector<std::string> replies;
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(::send(connected->number(), message.data(), message.size(), 0),
              static_cast<ssize_t>(message.size()));
    char room[256];
    const ssize_t got = ::recv(connected->number(), room, sizeof room, 0);
    ASSERT_GT(got, 0);
    replies.emplace_back(room, static_cast<std::size_t>(got));
  }
  EXPECT_EQ(adder.counted, 1U);
  for (const std::string& reply : replies) EXPECT_EQ(reply, replies.front());
  // Its own reply sent to it is no call: two servers must not talk for ever. The next call is answered next.
  ASSERT_GT(::send(connected->number(), replies[0].data(), replies[0].size(), 0), 0);
  message[3] = std::byte{78};
  ASSERT_GT(::send(connected->number(), message.data(), message.size(), 0), 0);
  char room[256];
  ASSERT_EQ(::recv(connected->number(), room, sizeof room, 0), 28);
  EXPECT_EQ(room[3], 78);
  EXPECT_EQ(adder.counted, 2U);
}

}  // namespace
}  // namespace farcall
