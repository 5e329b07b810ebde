// What a server's loop does with calls that come together.
#include <farcall/runtime/server/loop.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sys/socket.h>
#include <sys/time.h>

#include <gtest/gtest.h>

#include <farcall/io/socket.hpp>
#include <farcall/transport/resolve.hpp>

namespace farcall {
namespace {

// Gives as many zeros as its argument says: procedure 1 at once, procedure 2 when the test lets it, procedure
// 3 after some work.
class Zeros final : public Service {
 public:
  std::uint32_t service_program() const noexcept override { return 0x20000098; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "zeros"; }
  void serve_call(ServerCall& call) override {
    std::uint32_t count = 0;
    if (!call.arguments().u32(count) || !call.arguments().finish()) return call.garbage_arguments();
    ++calls;
    {
      std::lock_guard lock(mutex);
      counts.push_back(count);
    }
    if (call.procedure() == 1) calls_before_last_zeros = calls.load();
    if (call.procedure() == 2) {
      entered.set_value();
      gate.get_future().wait();
    }
    if (call.procedure() == 3) {
      const TimePoint until = steady_clock().now() + std::chrono::microseconds(100);
      while (steady_clock().now() < until) {
      }
    }
    if (!call.reserve(4 * std::size_t{count})) return call.bad_results();
    for (; count > 0; --count)
      if (!call.results().u32(0)) return call.bad_results();
    call.send();
  }
  std::promise<void> entered;
  std::promise<void> gate;
  std::atomic<unsigned> calls{0};
  std::atomic<unsigned> calls_before_last_zeros{0};
  std::mutex mutex;
  std::vector<std::uint32_t> counts;  // of all calls, under the mutex
};

constexpr std::uint32_t many = 800'000;  // zeros: far more bytes than a socket holds
constexpr std::size_t head_bytes = 24;   // of a reply, and the mark is 4

void append_call(std::vector<std::byte>& stream, std::uint32_t xid, std::uint32_t count,
                 std::uint32_t procedure = 1) {
  const std::uint32_t words[] = {0x80000000U | 44, xid, 0, 2, 0x20000098, 1, procedure, 0, 0, 0, 0, count};
  const std::size_t at = stream.size();
  stream.resize(at + sizeof words);
  xdr::swap_words_32(stream.data() + at, words, std::size(words));
}

// Whether the server is there.
void append_question(std::vector<std::byte>& stream, std::uint32_t xid) {
  const std::uint32_t words[] = {
      0x80000000U | 40, xid, 0, 2, message::session_program, message::session_version, 0, 0, 0, 0, 0};
  const std::size_t at = stream.size();
  stream.resize(at + sizeof words);
  xdr::swap_words_32(stream.data() + at, words, std::size(words));
}

class LoopTest : public testing::Test {
 protected:
  explicit LoopTest(ServerOptions options = {}) : server(options) {}
  void SetUp() override {
    ASSERT_TRUE(server.add(zeros));
    endpoint = server.listen("unix:@farcall-loop-test-" + std::to_string(::getpid())).value();
    ASSERT_TRUE(server.start());
  }
  // A receive that waits longer than anything here takes has failed.
  [[nodiscard]] io::Descriptor connect() const {
    const auto address = transport::resolve(parse_endpoint(endpoint).value(), never).value().front();
    io::Descriptor connected = io::connect(address, io::Kind::stream, never, endpoint).value();
    const timeval patience{30, 0};
    EXPECT_EQ(::setsockopt(connected.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    return connected;
  }
  static void send(const io::Descriptor& to, const std::vector<std::byte>& stream) {
    ASSERT_EQ(::send(to.number(), stream.data(), stream.size(), 0), static_cast<ssize_t>(stream.size()));
  }
  static std::size_t receive(const io::Descriptor& from, std::size_t size_bytes) {
    std::vector<std::byte> room(size_bytes);
    const ssize_t got = ::recv(from.number(), room.data(), size_bytes, MSG_WAITALL);
    return got < 0 ? 0 : static_cast<std::size_t>(got);
  }

  // The next reply, whole: its xid.
  static std::uint32_t receive_reply(const io::Descriptor& from) {
    std::array<std::byte, 4 + head_bytes> head{};
    EXPECT_EQ(::recv(from.number(), head.data(), head.size(), MSG_WAITALL),
              static_cast<ssize_t>(head.size()));
    const std::size_t zeros_bytes = (xdr::load_u32(head.data()) & 0x7fffffffU) - head_bytes;
    const std::size_t got = zeros_bytes > 0 ? receive(from, zeros_bytes) : 0;  // nothing would be waited for
    EXPECT_EQ(got, zeros_bytes);
    return xdr::load_u32(head.data() + 4);
  }

  // Who drains accepts nobody.
  void await_drain() const {
    const auto address = transport::resolve(parse_endpoint(endpoint).value(), never).value().front();
    while (io::connect(address, io::Kind::stream, never, endpoint)) std::this_thread::yield();
  }

  Zeros zeros;
  Server server;
  std::string endpoint;
};

// The second call is in the reader's memory when the first one's reply begins to wait for its client; once
// that reads, both replies come.
TEST_F(LoopTest, AReplyBehindALongOneIsNotHeldForEver) {
  const io::Descriptor slow = connect();
  std::vector<std::byte> both;
  append_call(both, 1, many);
  append_call(both, 2, 0);
  send(slow, both);
  // When another client has been served twice, the loop has been at this one, and has left it.
  const io::Descriptor other = connect();
  for (std::uint32_t xid = 1; xid <= 2; ++xid) {
    std::vector<std::byte> one;
    append_call(one, xid, 0);
    send(other, one);
    ASSERT_EQ(receive(other, 4 + head_bytes), 4 + head_bytes);
  }
  ASSERT_EQ(receive(slow, 4 + head_bytes + 4 * std::size_t{many}), 4 + head_bytes + 4 * std::size_t{many});
  EXPECT_EQ(receive(slow, 4 + head_bytes), 4 + head_bytes);
}

// Replies to calls that came together leave together, but none waits for a handler that is slow: neither one
// that gathered before, nor one behind it, nor its own when it is done.
TEST_F(LoopTest, RepliesThatGatherDoNotWaitForASlowHandler) {
  const io::Descriptor client = connect();
  std::vector<std::byte> calls;
  append_call(calls, 1, 0);
  append_call(calls, 2, 0, 2);
  append_call(calls, 3, 0);
  send(client, calls);
  EXPECT_EQ(receive_reply(client), 1U);
  EXPECT_EQ(receive_reply(client), 3U);
  zeros.gate.set_value();
  EXPECT_EQ(receive_reply(client), 2U);
}

// More than is gathered at a time, and one among them that is not, because it is long.
TEST_F(LoopTest, AllRepliesComeHoweverManyGather) {
  constexpr std::uint32_t calls = 400;
  constexpr std::uint32_t long_one = 200;
  const auto zeros_of = [](std::uint32_t xid) { return xid == long_one ? 40'000U : xid % 300; };
  const io::Descriptor client = connect();
  std::vector<std::byte> stream;
  for (std::uint32_t xid = 0; xid < calls; ++xid) append_call(stream, xid, zeros_of(xid));
  send(client, stream);
  std::vector<unsigned> times(calls);
  for (std::uint32_t i = 0; i < calls; ++i) {
    const std::uint32_t xid = receive_reply(client);
    ASSERT_LT(xid, calls);
    ++times[xid];
  }
  EXPECT_EQ(times, std::vector<unsigned>(calls, 1));
}

TEST_F(LoopTest, WhatWasServedIsAnsweredAlsoBeforeARecordThatIsTooLong) {
  const io::Descriptor client = connect();
  std::vector<std::byte> stream;
  append_call(stream, 1, 0);
  append_call(stream, 2, 0);
  stream.insert(stream.end(), 4, std::byte{0xff});
  send(client, stream);
  EXPECT_EQ(receive_reply(client), 1U);
  EXPECT_EQ(receive_reply(client), 2U);
  EXPECT_EQ(receive(client, 1), 0U) << "it is disconnected";
}

// Everybody calls rarely where a wait of nanoseconds is a long one; and what is received quietly is in the
// socket still while it is served.
class LoopOfRareCallers : public LoopTest {
 protected:
  LoopOfRareCallers() : LoopTest(options()) {}
  static ServerOptions options() {
    ServerOptions options;
    options.limits.spin = std::chrono::nanoseconds(1);
    return options;
  }
  static std::vector<std::byte> call(std::uint32_t xid, std::uint32_t procedure = 1) {
    std::vector<std::byte> stream;
    append_call(stream, xid, 0, procedure);
    return stream;
  }
};

TEST_F(LoopOfRareCallers, EachCallRunsOnce) {
  const io::Descriptor client = connect();
  std::uint32_t xid = 0;
  while (xid < 20) {
    send(client, call(++xid));
    EXPECT_EQ(receive_reply(client), xid);
    std::vector<std::byte> calls = call(++xid);
    append_call(calls, ++xid, 0);
    send(client, {calls.begin(), calls.begin() + 60});
    EXPECT_EQ(receive_reply(client), xid - 1);
    send(client, {calls.begin() + 60, calls.end()});
    EXPECT_EQ(receive_reply(client), xid);
  }
  EXPECT_EQ(zeros.calls, xid);
}

TEST_F(LoopOfRareCallers, WhoRelievesASlowHandlerDoesNotRunItsCallAgain) {
  const io::Descriptor client = connect();
  for (std::uint32_t xid = 1; xid <= 2; ++xid) {
    send(client, call(xid));
    EXPECT_EQ(receive_reply(client), xid);
  }
  send(client, call(3, 2));
  zeros.entered.get_future().wait();
  send(client, call(4));
  EXPECT_EQ(receive_reply(client), 4U);
  zeros.gate.set_value();
  EXPECT_EQ(receive_reply(client), 3U);
  EXPECT_EQ(zeros.calls, 4U);
}

class LoopOfOneLane : public LoopTest {
 protected:
  LoopOfOneLane() : LoopTest({.most_threads = 7}) {}
};

// The reply of a slow call is not gathered with those of the calls that it came with, also when it ends last.
TEST_F(LoopOfOneLane, WhoStopsAnswersASlowCallThatCameWithOthers) {
  const io::Descriptor client = connect();
  std::vector<std::byte> calls;
  append_call(calls, 1, 10'000, 2);
  append_call(calls, 2, 0);
  send(client, calls);
  EXPECT_EQ(receive_reply(client), 2U);
  server.stop();
  await_drain();
  zeros.gate.set_value();
  EXPECT_EQ(receive_reply(client), 1U);
}

// While it stops, a client reads a long reply, and a handler still works on another call of that client.
TEST_F(LoopOfOneLane, WhoStopsAnswersSlowCallsBehindLongReplies) {
  const io::Descriptor client = connect();
  std::vector<std::byte> slow;
  append_call(slow, 1, 0, 2);
  send(client, slow);
  zeros.entered.get_future().wait();
  std::vector<std::byte> quick;
  append_call(quick, 2, many);
  send(client, quick);
  ASSERT_EQ(receive(client, 4), 4U) << "the long reply has begun";
  server.stop();
  await_drain();  // or this shows nothing
  ASSERT_EQ(receive(client, head_bytes + 4 * std::size_t{many}), head_bytes + 4 * std::size_t{many});
  zeros.gate.set_value();
  EXPECT_EQ(receive(client, 4 + head_bytes), 4 + head_bytes);
}

class LoopOfOneThread : public LoopTest {
 protected:
  LoopOfOneThread() : LoopTest({.most_threads = 1}) {}
  // Whose call, of xid 1, is in its handler until the gate is opened.
  io::Descriptor connect_slow() {
    io::Descriptor slow = connect();
    std::vector<std::byte> one;
    append_call(one, 1, 0, 2);
    send(slow, one);
    zeros.entered.get_future().wait();
    return slow;
  }
};

// All of the batch is in the reader's memory before the other client's call comes.
TEST_F(LoopOfOneThread, WhoSendsManyCallsAtOnceTakesTurnsWithOthers) {
  constexpr std::uint32_t batch = 64;
  const io::Descriptor one = connect();
  std::vector<std::byte> many_calls;
  append_call(many_calls, 0, 0, 2);
  for (std::uint32_t xid = 1; xid <= batch; ++xid) append_call(many_calls, xid, 0, 3);
  send(one, many_calls);
  zeros.entered.get_future().wait();
  const io::Descriptor other = connect();
  std::vector<std::byte> call;
  append_call(call, 1, 0);
  send(other, call);
  zeros.gate.set_value();
  ASSERT_EQ(receive(other, 4 + head_bytes), 4 + head_bytes);
  constexpr std::size_t replies = (batch + 1) * (4 + head_bytes);
  ASSERT_EQ(receive(one, replies), replies);
  EXPECT_EQ(zeros.calls, batch + 2);
  EXPECT_LT(zeros.calls_before_last_zeros, batch + 2);
}

// Or their clients would take the server for dead, and their calls for lost.
TEST_F(LoopOfOneThread, WhoAsksIsAnsweredWhileCallsWaitForASlowHandler) {
  const io::Descriptor slow = connect();
  const io::Descriptor other = connect();
  std::vector<std::byte> calls;
  append_call(calls, 1, 0, 2);
  append_question(calls, 2);
  send(slow, calls);
  EXPECT_EQ(receive_reply(slow), 2U);
  calls.clear();
  for (std::uint32_t xid = 1; xid <= 3; ++xid) append_call(calls, xid, 0);
  append_question(calls, 4);
  send(other, calls);
  EXPECT_EQ(receive_reply(other), 4U);
  EXPECT_EQ(zeros.calls, 1U) << "one at a time";
  zeros.gate.set_value();
  EXPECT_EQ(receive_reply(slow), 1U);
  for (std::uint32_t xid = 1; xid <= 3; ++xid) EXPECT_EQ(receive_reply(other), xid);
}

TEST_F(LoopOfOneThread, CallsThatWaitBeginByOneOfEachClientInTurn) {
  const io::Descriptor slow = connect_slow();
  const io::Descriptor many_at_once = connect();
  const io::Descriptor other = connect();
  const auto send_and_ask = [](const io::Descriptor& client, std::vector<std::byte> stream) {
    append_question(stream, 9);
    send(client, stream);
    EXPECT_EQ(receive_reply(client), 9U);
  };
  std::vector<std::byte> calls;
  for (std::uint32_t count = 1; count <= 3; ++count) append_call(calls, count, count);
  send_and_ask(many_at_once, calls);
  calls.clear();
  for (std::uint32_t count = 11; count <= 12; ++count) append_call(calls, count, count);
  send_and_ask(other, calls);
  zeros.gate.set_value();
  for (std::uint32_t xid = 1; xid <= 3; ++xid) EXPECT_EQ(receive_reply(many_at_once), xid);
  for (std::uint32_t xid = 11; xid <= 12; ++xid) EXPECT_EQ(receive_reply(other), xid);
  using Counts = std::vector<std::uint32_t>;
  std::lock_guard lock(zeros.mutex);
  EXPECT_TRUE(zeros.counts == Counts({0, 1, 11, 2, 12, 3}) || zeros.counts == Counts({0, 11, 1, 12, 2, 3}));
}

TEST_F(LoopOfOneThread, AStopAnswersWhoAsksAndRunsNoMore) {
  const io::Descriptor slow = connect_slow();
  const io::Descriptor other = connect();
  std::vector<std::byte> calls;
  append_call(calls, 1, 0);  // which waits
  append_question(calls, 2);
  send(other, calls);
  EXPECT_EQ(receive_reply(other), 2U);
  server.stop();
  await_drain();
  calls.clear();
  append_call(calls, 3, 0);  // too late
  append_question(calls, 4);
  send(other, calls);
  EXPECT_EQ(receive_reply(other), 4U);
  zeros.gate.set_value();
  EXPECT_EQ(receive_reply(slow), 1U);
  EXPECT_EQ(receive(other, 1), 0U) << "it ends";
  EXPECT_EQ(zeros.calls, 1U);
}

}  // namespace
}  // namespace farcall
