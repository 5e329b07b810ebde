// A call message that takes longer to send than a server may be silent. The other end of a real socket reads
// slowly, or no more; time passes there only when somebody looks at the clock, or would wait.
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include <farcall/message/session_message.hpp>
#include <farcall/runtime/client/loop_channel.hpp>
#include <farcall/runtime/client/one_socket_test.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client::slow_message {
namespace {

using namespace std::chrono_literals;
using message::SessionProcedure;
using State = io::Transfer::State;

constexpr std::size_t message_bytes = 1'000'000;
constexpr Duration step = 10ms;

// A server with sessions that reads so many bytes in each step, and answers calls only.
class SlowServer final : public Clock {
 public:
  explicit SlowServer(std::unique_ptr<io::Socket> socket) : socket_(std::move(socket)) {}

  TimePoint now() noexcept override {
    time_ += step;
    serve();
    return time_;
  }
  [[nodiscard]] Duration passed() const noexcept { return time_ - start; }

  std::size_t bytes_a_step = 300;
  std::size_t reads_at_most = SIZE_MAX;  // in all
  bool answers_calls = true;

 private:
  static constexpr TimePoint start{};

  void serve() noexcept {
    const std::size_t most = std::min(bytes_a_step, reads_at_most - read_bytes_);
    if (most == 0) return;
    const std::span<std::byte> room = reader_.room();
    const io::Transfer transfer = socket_->receive(room.first(std::min(most, room.size())), io::at_once);
    read_bytes_ += transfer.size_bytes;
    reader_.received(transfer.size_bytes);
    std::span<const std::byte> record;
    while (reader_.next(record) == transport::RecordReader::Next::record) answer(record);
  }
  void answer(std::span<const std::byte> call) noexcept {
    const std::uint32_t xid = xdr::load_u32(call.data());
    switch (static_cast<SessionProcedure>(xdr::load_u32(call.data() + 20))) {
      case SessionProcedure::open: return reply({xid, 1, 0, 0, 0, 0, 0, 1, 16, 0, 1 << 24});
      case SessionProcedure::call: return answers_calls ? reply({xid, 1, 0, 0, 0, 0, 0, 7}) : void();
      default: return;
    }
  }
  void reply(std::initializer_list<std::uint32_t> words) noexcept {
    std::byte bytes[64];
    transport::write_mark(bytes, 4 * words.size());
    xdr::swap_words_32(bytes + transport::mark_bytes, words.begin(), words.size());
    const iovec piece{bytes, transport::mark_bytes + 4 * words.size()};
    EXPECT_EQ(socket_->send({&piece, 1}).state, State::moved);
  }

  std::unique_ptr<io::Socket> socket_;
  transport::RecordReader reader_{1 << 22};
  std::size_t read_bytes_ = 0;
  TimePoint time_ = start;
};

// Who would wait looks at the clock instead.
class Impatient final : public io::Socket {
 public:
  Impatient(std::unique_ptr<io::Socket> real, Clock& clock) : real_(std::move(real)), clock_(clock) {}

  io::Transfer send(std::span<const iovec> pieces) noexcept override { return real_->send(pieces); }
  io::Transfer receive(std::span<std::byte> room, TimePoint until) noexcept override {
    io::Transfer transfer;
    do transfer = real_->receive(room, io::at_once);
    while (transfer.state == State::not_ready && clock_.now() < until);
    return transfer;
  }
  Ready wait_writable(bool or_readable, TimePoint until) noexcept override {
    Ready ready = Ready::neither;
    do ready = real_->wait_writable(or_readable, TimePoint{});
    while (ready == Ready::neither && clock_.now() < until);
    return ready;
  }
  void shut() noexcept override { real_->shut(); }
  int descriptor() const noexcept override { return real_->descriptor(); }

 private:
  const std::unique_ptr<io::Socket> real_;
  Clock& clock_;
};

class SlowMessage : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    Ends ends = connected_ends();
    ASSERT_TRUE(ends.ours);
    server = std::make_unique<SlowServer>(std::move(ends.theirs));
    auto connector = std::make_unique<OneSocket>(std::make_unique<Impatient>(std::move(ends.ours), *server));
    ChannelOptions options;
    options.name = "test://pair";
    options.clock = server.get();
    if (GetParam()) {
      auto loop = std::make_shared<EventLoop::Core>(*server, Duration::zero());
      auto by_loop = std::make_unique<LoopChannel>(std::move(loop), std::move(connector), std::move(options));
      // Or another thread would connect, for which this time does not wait.
      ASSERT_TRUE(by_loop->open(never));
      channel = std::move(by_loop);
    } else {
      channel = std::make_unique<SocketChannel>(std::move(connector), std::move(options));
    }
  }
  // Of procedure 1, which a session covers.
  Result<std::uint32_t> call(TimePoint deadline = never) {
    Transaction transaction;
    transaction.procedure = 1;
    transaction.entered = server->now();
    transaction.deadline = deadline;
    if (Result<void> reserved = channel->reserve(transaction, message_bytes); !reserved)
      return std::move(reserved).error();
    Result<void> done = channel->transact(transaction);
    const std::uint32_t result = done ? xdr::load_u32(transaction.results.data()) : 0;
    channel->release(transaction);
    if (!done) return std::move(done).error();
    return result;
  }
  // Of a call without a deadline. A loop connects anew on another thread, and time goes on meanwhile.
  void expect_end(Executed executed, Duration at_least, Duration at_most) {
    const Result<std::uint32_t> result = call();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().executed, executed) << to_string(result.error());
    EXPECT_GE(server->passed(), at_least);
    if (!GetParam()) {
      EXPECT_LE(server->passed(), at_most);
    }
  }

  std::unique_ptr<SlowServer> server;
  std::unique_ptr<Channel> channel;
};
INSTANTIATE_TEST_SUITE_P(Channels, SlowMessage, testing::Bool(),
                         [](const auto& by_loop) { return by_loop.param ? "Loop" : "Thread"; });

// It says nothing while the message is on its way, but takes it.
TEST_P(SlowMessage, IsNotTakenForASilentServer) {
  const Result<std::uint32_t> result = call();
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(*result, 7U);
  EXPECT_GE(server->passed(), 33s);
}

TEST_P(SlowMessage, OfACallWithADeadlineIsSentOnce) {
  const Result<std::uint32_t> result = call(TimePoint{} + 100s);
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(*result, 7U);
}

TEST_P(SlowMessage, WhoseServerThenSaysNothingEnds) {
  server->answers_calls = false;
  expect_end(Executed::maybe, 35s, 37s);
}

// As one that was stopped by SIGSTOP: the call waited for ever, as only who waits for a reply looked for
// life.
TEST_P(SlowMessage, ThatIsNotTakenAnyMoreEnds) {
  server->reads_at_most = message_bytes / 10;
  expect_end(Executed::no, 5s, 8s);
}

}  // namespace
}  // namespace farcall::client::slow_message
