// Threads that share one connection: each gets its own reply, the lease goes from hand to hand, and all of
// them hear of a loss. The socket is a real one; the other end is played by the test, in an order that it
// chooses.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include <sys/socket.h>

#include <gtest/gtest.h>

#include <farcall/runtime/client/one_socket_test.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client {
namespace {

using namespace std::chrono_literals;

struct Call {
  std::uint32_t xid = 0;
  std::uint32_t argument = 0;
};

class SharedChannel : public testing::TestWithParam<io::Kind> {
 protected:
  void SetUp() override {
    int both[2];
    const int type = GetParam() == io::Kind::stream ? SOCK_STREAM : SOCK_SEQPACKET;
    ASSERT_EQ(::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, both), 0);
    theirs = io::make_socket(io::Descriptor(both[1]));
    ChannelOptions options;
    options.has_sessions = false;
    options.name = "test://pair";
    options.kind = GetParam();
    channel = std::make_unique<SocketChannel>(
        std::make_unique<OneSocket>(io::make_socket(io::Descriptor(both[0]))), options);
  }

  // The callee adds one.
  Result<std::uint32_t> call(std::uint32_t argument, Duration timeout = 60s, std::size_t size_bytes = 4) {
    return send_number(*channel, argument, after(steady_clock().now(), timeout), size_bytes);
  }

  Call next_call() {
    std::span<const std::byte> record;
    if (GetParam() == io::Kind::stream) {
      while (reader.next(record) != transport::RecordReader::Next::record) {
        const io::Transfer transfer = theirs->receive(reader.room(), never);
        if (transfer.state != io::Transfer::State::moved) return {};
        reader.received(transfer.size_bytes);
      }
    } else {
      const io::Transfer transfer = theirs->receive(datagram, never);
      record = std::span<const std::byte>(datagram).first(transfer.size_bytes);
    }
    if (record.size() != 44) return {};
    return {xdr::load_u32(record.data()), xdr::load_u32(record.data() + 40)};
  }

  void answer(const Call& call) const {
    const std::uint32_t words[] = {transport::last_fragment | 28, call.xid, 1, 0, 0, 0, 0, call.argument + 1};
    std::vector<std::byte> bytes(sizeof words);
    xdr::swap_words_32(bytes.data(), words, std::size(words));
    const std::size_t skip = GetParam() == io::Kind::stream ? 0 : 4;
    const iovec piece{bytes.data() + skip, bytes.size() - skip};
    EXPECT_EQ(theirs->send({&piece, 1}).state, io::Transfer::State::moved);
  }

  std::unique_ptr<io::Socket> theirs;
  std::unique_ptr<SocketChannel> channel;
  transport::RecordReader reader{1 << 20};
  std::vector<std::byte> datagram = std::vector<std::byte>(1 << 16);
};

TEST_P(SharedChannel, RepliesInReverseOrderFindTheirCallers) {
  constexpr std::uint32_t callers = 8;
  std::atomic<std::uint32_t> right{0};
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < callers; ++i)
    threads.emplace_back([&, i] { right += call(100 * i).value_or(0) == 100 * i + 1 ? 1 : 0; });
  std::vector<Call> calls;
  for (std::uint32_t i = 0; i < callers; ++i) calls.push_back(next_call());
  std::reverse(calls.begin(), calls.end());
  for (const Call& each : calls) answer(each);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, callers);
}

// The first caller reads the socket. When it is done the second, asleep until now, has to read.
TEST_P(SharedChannel, TheLeaderHandsOver) {
  for (int round = 0; round < 20; ++round) {
    std::uint32_t first_result = 0;
    std::uint32_t second_result = 0;
    std::thread first([&] { first_result = call(1).value_or(0); });
    const Call first_call = next_call();
    std::thread second([&] { second_result = call(10).value_or(0); });
    const Call second_call = next_call();
    answer(first_call);
    first.join();
    EXPECT_EQ(first_result, 2U);
    answer(second_call);
    second.join();
    EXPECT_EQ(second_result, 11U);
  }
}

// Somebody sends a long message and does not lead; the next one could lead, and waits for its turn to send.
// The peer goes on only when it is read.
TEST_P(SharedChannel, WhoWaitsForItsTurnDoesNotKeepOthersFromReading) {
  if (GetParam() != io::Kind::stream) GTEST_SKIP() << "datagrams are not sent in turns";
  constexpr std::size_t long_bytes = 3 << 20;
  transport::RecordReader whole(2 * long_bytes);
  std::uint32_t results[3] = {};
  std::thread first([&] { results[0] = call(1).value_or(0); });
  const Call first_call = next_call();
  std::thread sender([&] { results[1] = call(10, 60s, long_bytes).value_or(0); });
  whole.received(theirs->receive(whole.room(), never).size_bytes);
  answer(first_call);
  first.join();
  std::thread in_turn([&] { results[2] = call(100).value_or(0); });
  std::vector<std::byte> unasked(1 << 20);  // a reply to nobody, which no socket holds
  transport::write_mark(unasked.data(), unasked.size() - transport::mark_bytes);
  xdr::store_u32(unasked.data() + transport::mark_bytes + 4, 1);  // REPLY
  io::Socket::Ready ready = io::Socket::Ready::writable;
  for (std::size_t sent = 0; sent < unasked.size() && ready == io::Socket::Ready::writable;) {
    const iovec piece{unasked.data() + sent, unasked.size() - sent};
    sent += theirs->send({&piece, 1}).size_bytes;
    ready = theirs->wait_writable(false, after(steady_clock().now(), 30s));
  }
  EXPECT_EQ(ready, io::Socket::Ready::writable) << "nobody reads";
  if (HasFailure()) theirs->shut();
  std::span<const std::byte> record;
  for (int i = 0; i < 2 && !HasFailure(); ++i) {
    while (whole.next(record) != transport::RecordReader::Next::record)
      whole.received(theirs->receive(whole.room(), never).size_bytes);
    answer({xdr::load_u32(record.data()), xdr::load_u32(record.data() + 40)});
  }
  sender.join();
  in_turn.join();
  EXPECT_EQ(results[0], 2U);
  EXPECT_EQ(results[1], 11U);
  EXPECT_EQ(results[2], 101U);
}

// The leader gives up; whoever follows must not be left without a reader.
TEST_P(SharedChannel, ALeaderThatTimesOutHandsOverToo) {
  Result<std::uint32_t> first_result = 0U;
  std::uint32_t second_result = 0;
  std::thread first([&] { first_result = call(1, 20ms); });
  const Call first_call = next_call();
  std::thread second([&] { second_result = call(10).value_or(0); });
  Call second_call = next_call();
  while (second_call.xid == first_call.xid) second_call = next_call();  // a retransmission
  first.join();
  ASSERT_FALSE(first_result);
  EXPECT_EQ(first_result.error().code, Code::deadline_exceeded);
  answer(first_call);  // late, and nobody's
  answer(second_call);
  second.join();
  EXPECT_EQ(second_result, 11U);
}

TEST_P(SharedChannel, ALossReachesEverybody) {
  constexpr std::uint32_t callers = 6;
  std::atomic<std::uint32_t> maybe{0};
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < callers; ++i) {
    threads.emplace_back([&, i] {
      Result<std::uint32_t> result = call(i, GetParam() == io::Kind::stream ? Duration(60s) : Duration(50ms));
      if (!result && result.error().executed == Executed::maybe) ++maybe;
    });
  }
  for (std::uint32_t i = 0; i < callers; ++i) (void)next_call();
  theirs->shut();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(maybe, callers);
}

// Many callers, a server that answers whatever it has in a random order: a mixed-up reply would show.
TEST_P(SharedChannel, NobodyGetsAnothersReply) {
  constexpr std::uint32_t callers = 4;
  constexpr std::uint32_t calls_each = 300;
  std::thread server([this] {
    std::mt19937 random(7);
    std::vector<Call> waiting;
    std::vector<std::uint32_t> seen(callers);
    bool all_call = true;
    for (;;) {
      waiting.push_back(next_call());
      if (waiting.back().argument == 0) return;  // the end: no caller sends zero
      // Some may wait as long as another caller still has calls to make.
      if (++seen[waiting.back().argument >> 16] == calls_each) all_call = false;
      const std::size_t keep = all_call ? random() % callers : 0;
      while (waiting.size() > keep) {
        std::swap(waiting[random() % waiting.size()], waiting.back());
        answer(waiting.back());
        waiting.pop_back();
      }
    }
  });
  std::atomic<std::uint32_t> right{0};
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < callers; ++i) {
    threads.emplace_back([&, i] {
      for (std::uint32_t k = 0; k < calls_each; ++k) {
        const std::uint32_t argument = (i << 16) + 2 * k + 1;
        right += call(argument).value_or(0) == argument + 1 ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  theirs->shut();
  server.join();
  EXPECT_EQ(right, callers * calls_each);
}

INSTANTIATE_TEST_SUITE_P(Kinds, SharedChannel, testing::Values(io::Kind::stream, io::Kind::datagram),
                         [](const auto& kind) {
                           return kind.param == io::Kind::stream ? "Stream" : "Datagram";
                         });

}  // namespace
}  // namespace farcall::client
