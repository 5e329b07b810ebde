// Threads that share a stream send in turns, and short messages of those who wait go along with another's.
// The test says when a send goes on, and how much of it the kernel takes.
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/runtime/client/one_socket_test.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client::turns {
namespace {

using namespace std::chrono_literals;
using State = io::Transfer::State;

constexpr std::size_t message_bytes = 48;  // with its mark, of a call with four bytes of arguments

// What is done before a send, and how many bytes of it are taken then; -1: it fails.
using Step = std::function<long()>;
constexpr long all = INT32_MAX;

class StepByStep final : public io::Socket {
 public:
  StepByStep(std::unique_ptr<io::Socket> real, std::deque<Step>& steps, std::vector<std::size_t>& sends,
             std::function<void()>& wait)
      : real_(std::move(real)), steps_(steps), sends_(sends), wait_(wait) {}

  io::Transfer send(std::span<const iovec> pieces) noexcept override {
    std::vector<std::byte> bytes;
    for (const iovec& piece : pieces) {
      const auto* from = static_cast<const std::byte*>(piece.iov_base);
      bytes.insert(bytes.end(), from, from + piece.iov_len);
    }
    long taken = all;
    if (!steps_.empty()) {
      const Step step = std::move(steps_.front());
      steps_.pop_front();
      taken = step();
    }
    sends_.push_back(bytes.size());
    if (taken == 0) return {};
    if (taken < 0) return {State::failed, ECONNRESET, 0};
    const iovec some{bytes.data(), std::min(bytes.size(), static_cast<std::size_t>(taken))};
    return real_->send({&some, 1});
  }
  io::Transfer receive(std::span<std::byte> room, TimePoint until) noexcept override {
    return real_->receive(room, until == io::at_once ? until : never);
  }
  Ready wait_writable(bool or_readable, TimePoint) noexcept override {
    if (const std::function<void()> wait = std::exchange(wait_, nullptr)) wait();
    return real_->wait_writable(or_readable, never);
  }
  void shut() noexcept override { real_->shut(); }
  int descriptor() const noexcept override { return real_->descriptor(); }

 private:
  const std::unique_ptr<io::Socket> real_;
  std::deque<Step>& steps_;
  std::vector<std::size_t>& sends_;
  std::function<void()>& wait_;  // until there is room, once
};

// Time passes when the test says so. Who sleeps looks at it now and then.
class TestTime final : public Clock, public io::Waiter {
 public:
  TimePoint now() noexcept override { return time_.load(); }
  void wait(std::atomic<std::uint32_t>& word, std::uint32_t expected, TimePoint) noexcept override {
    insert(word);
    io::system_waiter().wait(word, expected, after(steady_clock().now(), 1ms));
    std::lock_guard lock(mutex_);
    asleep_.erase(&word);
  }
  void wake(std::atomic<std::uint32_t>& word, std::uint32_t count) noexcept override {
    io::system_waiter().wake(word, count);
  }
  void await_sleepers(std::size_t count) {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [&] { return asleep_.size() == count; });
  }
  void pass(Duration span) { time_ = time_.load() + span; }

 private:
  void insert(std::atomic<std::uint32_t>& word) {
    std::lock_guard lock(mutex_);
    asleep_.insert(&word);
    more_.notify_all();
  }
  std::atomic<TimePoint> time_{TimePoint(1000s)};
  std::mutex mutex_;
  std::condition_variable more_;
  std::set<std::atomic<std::uint32_t>*> asleep_;
};

class Door {
 public:
  void open() {
    open_ = true;
    open_.notify_all();
  }
  void pass() const { open_.wait(false); }

 private:
  std::atomic<bool> open_{false};
};

struct Caller {
  std::thread thread;
  Result<std::uint32_t> result = 0U;
};

// Caller 0 is in the middle of its send, and 1, 2 and 3 stand in line behind it, in that order.
class ChannelTurns : public testing::Test {
 protected:
  void SetUp() override {
    Ends ends = connected_ends();
    ASSERT_TRUE(ends.ours);
    theirs = std::move(ends.theirs);
    ChannelOptions options;
    options.has_sessions = false;
    options.name = "test://pair";
    options.clock = &time;
    options.waiter = &time;
    auto ours = std::make_unique<StepByStep>(std::move(ends.ours), steps, sends, wait);
    channel = std::make_unique<SocketChannel>(std::make_unique<OneSocket>(std::move(ours)), options);
  }

  void line_up(Duration timeout_of_2 = 60s) {
    steps.push_front([this] {
      begun.open();
      first.pass();
      return all;
    });
    start(0, 60s);
    begun.pass();
    for (std::uint32_t i : {1U, 2U, 3U}) {
      start(i, i == 2 ? timeout_of_2 : 60s);
      time.await_sleepers(i);
    }
  }
  // A later send: while it lasts somebody runs out of time.
  long held(long taken) {
    later_begun.open();
    later.pass();
    return taken;
  }
  void leave_in_time(std::uint32_t which) {
    later_begun.pass();
    time.pass(20ms);
    join({which});
    later.open();
  }
  void start(std::uint32_t which, Duration timeout) {
    callers[which].thread = std::thread([this, which, timeout] {
      callers[which].result = send_number(*channel, which, after(time.now(), timeout));
    });
  }
  // Adds ten. Of so many calls. What was called, in the order in which it came.
  std::vector<std::uint32_t> serve(int count) {
    std::vector<std::uint32_t> arguments;
    for (int i = 0; i < count; ++i) {
      std::span<const std::byte> record;
      while (reader.next(record) != transport::RecordReader::Next::record)
        reader.received(theirs->receive(reader.room(), never).size_bytes);
      arguments.push_back(xdr::load_u32(record.data() + 40));
      const std::uint32_t words[] = {
          transport::last_fragment | 28, xdr::load_u32(record.data()), 1, 0, 0, 0, 0, arguments.back() + 10};
      std::byte bytes[sizeof words];
      xdr::swap_words_32(bytes, words, std::size(words));
      const iovec piece{bytes, sizeof bytes};
      EXPECT_EQ(theirs->send({&piece, 1}).state, State::moved);
    }
    return arguments;
  }
  void join(std::initializer_list<std::uint32_t> which) {
    for (const std::uint32_t i : which) callers[i].thread.join();
  }
  void expect_results(std::initializer_list<std::uint32_t> which) {
    for (const std::uint32_t i : which) {
      ASSERT_TRUE(callers[i].result) << to_string(callers[i].result.error());
      EXPECT_EQ(*callers[i].result, i + 10);
    }
  }
  void expect_error(std::uint32_t which, Code code, Executed executed) {
    ASSERT_FALSE(callers[which].result);
    EXPECT_EQ(callers[which].result.error().code, code) << which;
    EXPECT_EQ(callers[which].result.error().executed, executed) << which;
  }

  Door begun;
  Door first;
  Door later_begun;
  Door later;
  std::deque<Step> steps;
  std::function<void()> wait;
  std::vector<std::size_t> sends;  // bytes that each of them was given
  TestTime time;
  std::unique_ptr<io::Socket> theirs;
  std::unique_ptr<SocketChannel> channel;
  transport::RecordReader reader{1 << 20};
  Caller callers[4];
};

using Sends = std::vector<std::size_t>;
using Arguments = std::vector<std::uint32_t>;

TEST_F(ChannelTurns, WhoWaitsGoesAlong) {
  line_up();
  first.open();
  EXPECT_EQ(serve(4), (Arguments{0, 1, 2, 3}));
  join({0, 1, 2, 3});
  expect_results({0, 1, 2, 3});
  EXPECT_EQ(sends, (Sends{message_bytes, 3 * message_bytes}));
}

TEST_F(ChannelTurns, WhoseMessageWasBegunEndsItBeforeOthersSend) {
  steps.emplace_back([] { return 2 * message_bytes + 20; });
  line_up();
  first.open();
  EXPECT_EQ(serve(4), (Arguments{0, 1, 2, 3}));
  join({0, 1, 2, 3});
  expect_results({0, 1, 2, 3});
  EXPECT_EQ(sends, (Sends{message_bytes, 3 * message_bytes, message_bytes - 20}));
}

TEST_F(ChannelTurns, WhoIsLeftBehindGoesWithTheNext) {
  steps.emplace_back([] { return 20; });
  line_up();
  first.open();
  EXPECT_EQ(serve(4), (Arguments{0, 1, 2, 3}));
  join({0, 1, 2, 3});
  expect_results({0, 1, 2, 3});
  EXPECT_EQ(sends, (Sends{message_bytes, 3 * message_bytes, 3 * message_bytes - 20}));
}

// The kernel takes a part, and then, when somebody has read, more.
TEST_F(ChannelTurns, WhoseMessageWasBegunIsNotSentFromItsBeginning) {
  steps.emplace_back([] { return 0; });
  steps.emplace_back([] { return message_bytes + 20; });
  line_up();
  first.open();
  EXPECT_EQ(serve(4), (Arguments{0, 1, 2, 3}));
  join({0, 1, 2, 3});
  expect_results({0, 1, 2, 3});
  EXPECT_EQ(sends, (Sends{message_bytes, 3 * message_bytes, 3 * message_bytes, 2 * message_bytes - 20}));
}

// The next in line waits for the peer to take something, and another has no time for that.
TEST_F(ChannelTurns, WhoLeavesTheLineWasNotSent) {
  for (int i = 0; i < 2; ++i) steps.emplace_back([] { return 0; });
  wait = [this] { (void)held(0); };
  line_up(20ms);
  first.open();
  leave_in_time(2);
  expect_error(2, Code::deadline_exceeded, Executed::no);
  EXPECT_EQ(serve(3), (Arguments{0, 1, 3}));
  join({0, 1, 3});
  expect_results({0, 1, 3});
}

TEST_F(ChannelTurns, WhoLeavesWhileItsMessageGoesMayHaveBeenSent) {
  steps.emplace_back([this] { return held(all); });
  line_up(20ms);
  first.open();
  leave_in_time(2);
  expect_error(2, Code::deadline_exceeded, Executed::maybe);
  EXPECT_EQ(serve(4), (Arguments{0, 1, 2, 3}));
  join({0, 1, 3});
  expect_results({0, 1, 3});
}

// Nobody can end what was begun, so nothing more can be sent.
TEST_F(ChannelTurns, WhoLeavesInTheMiddleTakesTheConnectionAlong) {
  steps.emplace_back([this] { return held(message_bytes + 20); });
  line_up(20ms);
  first.open();
  leave_in_time(2);
  expect_error(2, Code::deadline_exceeded, Executed::maybe);
  join({0, 1, 3});
  expect_error(0, Code::connection_lost, Executed::maybe);
  expect_error(1, Code::connection_lost, Executed::maybe);
  expect_error(3, Code::connection_refused, Executed::no);
}

TEST_F(ChannelTurns, WhoStandsInLineWhenTheConnectionIsLostWasNotSent) {
  for (int i = 0; i < 2; ++i) steps.emplace_back([] { return -1; });
  line_up();
  first.open();
  join({0, 1, 2, 3});
  expect_error(0, Code::connection_lost, Executed::maybe);
  for (const std::uint32_t i : {1U, 2U, 3U}) expect_error(i, Code::connection_refused, Executed::no);
}

}  // namespace
}  // namespace farcall::client::turns
