// Calls within the process: names, the end of a server while others call it, and a deadline that has passed.
#include <farcall/runtime/memory_channel.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace farcall {
namespace {

using namespace std::chrono_literals;

// Echoes the bytes that it is lent.
class Echo final : public Service {
 public:
  std::uint32_t service_program() const noexcept override { return 1; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "echo"; }
  void serve_call(ServerCall& call) override {
    xdr::Borrowed bytes;
    if (!call.arguments().opaque(bytes, xdr::unbounded) || !call.arguments().finish())
      return call.garbage_arguments();
    if (body) body();
    if (call.caller().netid != "memory" || !call.caller().same_host) return call.refuse({});
    if (!call.reserve(xdr::counted(bytes.size())) || !call.results().opaque(bytes, xdr::unbounded))
      return call.bad_results();
    call.send();
  }
  std::function<void()> body;
};

Result<std::vector<std::uint8_t>> echo(Channel& channel, const std::vector<std::uint8_t>& bytes,
                                       Duration timeout = 60s) {
  Transaction transaction;
  transaction.program = 1;
  transaction.version = 1;
  transaction.procedure = 1;
  transaction.deadline = after(steady_clock().now(), timeout);
  if (Result<void> reserved = channel.reserve(transaction, xdr::counted(bytes.size())); !reserved)
    return std::move(reserved).error();
  xdr::Encoder out(transaction.arguments, &transaction.gathered);
  EXPECT_TRUE(out.opaque(bytes, xdr::unbounded));
  Result<void> done = channel.transact(transaction);
  std::vector<std::uint8_t> found;
  if (done) {
    EXPECT_TRUE(xdr::Decoder(transaction.results).opaque(found, xdr::unbounded));
  }
  channel.release(transaction);
  if (!done) return std::move(done).error();
  return found;
}

class MemoryChannelTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(dispatcher.add(service));
    auto opened = MemoryPort::open("test", dispatcher);
    ASSERT_TRUE(opened);
    port.emplace(std::move(*opened));
  }
  Echo service;
  server::Dispatcher dispatcher;
  std::optional<MemoryPort> port;
};

TEST_F(MemoryChannelTest, CallsOfEverySize) {
  auto channel = open_memory_channel("test").value();
  for (const std::size_t size : {0U, 1U, 5U, 1000U, 16'384U, 100'001U}) {
    std::vector<std::uint8_t> bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 31);
    EXPECT_EQ(echo(*channel, bytes).value(), bytes) << size;
  }
}

TEST_F(MemoryChannelTest, ANameBelongsToOneAndIsFreeAfterIt) {
  auto again = MemoryPort::open("test", dispatcher);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::io_error);
  port.reset();
  EXPECT_TRUE(MemoryPort::open("test", dispatcher));
}

TEST_F(MemoryChannelTest, NobodyThere) {
  auto none = open_memory_channel("nobody");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Code::connection_refused);
  auto channel = open_memory_channel("test").value();
  port.reset();
  auto gone = echo(*channel, {1});
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, Code::connection_refused);
  EXPECT_EQ(gone.error().executed, Executed::no);
}

TEST_F(MemoryChannelTest, ADeadlineThatHasPassedIsNotExecuted) {
  auto channel = open_memory_channel("test").value();
  auto late = echo(*channel, {1}, -1s);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::deadline_exceeded);
  EXPECT_EQ(late.error().executed, Executed::no);
}

TEST_F(MemoryChannelTest, AMessageBeyondTheLimitIsNotExecuted) {
  auto channel = open_memory_channel("test").value();
  Transaction transaction;
  auto reserved = channel->reserve(transaction, Limits{}.record_bytes);
  ASSERT_FALSE(reserved);
  EXPECT_EQ(reserved.error().code, Code::invalid_argument);
}

TEST_F(MemoryChannelTest, ThreadsShareAChannelUntilTheServerGoes) {
  auto channel = open_memory_channel("test").value();
  std::atomic<int> wrong{0};
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (std::uint8_t i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      const std::vector<std::uint8_t> mine(64, i);
      for (;;) {
        auto result = echo(*channel, mine);
        if (!result) return;  // the server is gone
        ++(*result == mine ? right : wrong);
      }
    });
  }
  while (right < 400) std::this_thread::yield();
  port.reset();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

// There is always somebody inside.
TEST_F(MemoryChannelTest, TheServerDoesNotWaitForCallsThatComeWithoutEnd) {
  auto channel = open_memory_channel("test").value();
  std::atomic<int> inside{0};
  std::atomic<bool> refused{false};
  std::vector<std::thread> threads;
  service.body = [&] {
    ++inside;
    while (inside < 2 && !refused) std::this_thread::yield();  // the next one has come, too
    --inside;
  };
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      while (echo(*channel, {1})) {
      }
      refused = true;
    });
  while (inside < 2) std::this_thread::yield();
  port.reset();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace farcall
