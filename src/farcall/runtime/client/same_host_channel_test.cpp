// A child of fork(), and what its parent has bound.
#include <farcall/runtime/client/same_host_channel.hpp>

#include <atomic>
#include <memory>
#include <semaphore>
#include <span>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/runtime/client/one_socket_test.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::client::forked {
namespace {

// Threads are woken under a channel's lock when its connection is lost: there one can be held.
class HoldsWhoWakes final : public io::Waiter {
 public:
  void wait(std::atomic<std::uint32_t>& word, std::uint32_t expected, TimePoint until) noexcept override {
    io::system_waiter().wait(word, expected, until);
  }
  void wake(std::atomic<std::uint32_t>& word, std::uint32_t count) noexcept override {
    if (holds.exchange(false)) {
      held.release();
      goes_on.acquire();
    }
    io::system_waiter().wake(word, count);
  }
  std::atomic<bool> holds{false};
  std::binary_semaphore held{0};
  std::binary_semaphore goes_on{0};
};

class AChild : public testing::Test {
 protected:
  static constexpr std::uint32_t calls_before_move = 3;

  void SetUp() override {
    Ends ends = connected_ends();
    ASSERT_TRUE(ends.ours);
    server = std::move(ends.theirs);
    ChannelOptions options;
    options.name = "test://pair";
    options.waiter = &waiter;
    auto connector = std::make_unique<OneSocket>(std::move(ends.ours));
    channel = std::make_unique<SameHostChannel>(
        std::make_unique<SocketChannel>(std::move(connector), std::move(options)), LrpcOptions{},
        calls_before_move);
  }
  // Where a session covers all but procedure 0.
  Result<void> call(std::uint32_t procedure) {
    Transaction transaction;
    transaction.procedure = procedure;
    if (Result<void> reserved = channel->reserve(transaction, 0); !reserved) return reserved;
    Result<void> done = channel->transact(transaction);
    channel->release(transaction);
    return done;
  }
  // The next call, with SUCCESS and these words.
  void answer(std::initializer_list<std::uint32_t> results) {
    const std::uint32_t xid = take_call();
    std::vector<std::uint32_t> words{0, xid, 1, 0, 0, 0, 0};
    words.insert(words.end(), results);
    std::vector<std::byte> bytes(4 * words.size());
    xdr::swap_words_32(bytes.data(), words.data(), words.size());
    transport::write_mark(bytes.data(), bytes.size() - transport::mark_bytes);
    const iovec piece{bytes.data(), bytes.size()};
    EXPECT_EQ(server->send({&piece, 1}).state, io::Transfer::State::moved);
  }
  std::uint32_t take_call() {
    std::span<const std::byte> record;
    while (reader.next(record) != transport::RecordReader::Next::record)
      reader.received(server->receive(reader.room(), never).size_bytes);
    return xdr::load_u32(record.data());
  }

  HoldsWhoWakes waiter;
  std::unique_ptr<io::Socket> server;
  transport::RecordReader reader{1 << 20};
  std::unique_ptr<SameHostChannel> channel;
};

// It hung in a call that was to move, and in the destructor.
TEST_F(AChild, DoesNotWaitForALockThatAThreadOfItsParentHad) {
  std::thread caller([this] {
    EXPECT_TRUE(call(1));
    waiter.holds = true;
    EXPECT_FALSE(call(0));
  });
  answer({0, 1, 16, 0, 1 << 20});  // a session
  answer({0});
  (void)take_call();
  server.reset();
  waiter.held.acquire();
  const pid_t child = ::fork();
  if (child == 0) {
    const Result<void> refused = call(1);
    if (refused || refused.error().code != Code::unsupported || refused.error().executed != Executed::no)
      ::_exit(1);
    channel.reset();
    ::_exit(0);
  }
  waiter.goes_on.release();
  caller.join();
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace farcall::client::forked
