// Threads that share a connection look out for what becomes of their calls, whoever leads or sends meanwhile.
// Time passes when the test says so, which is the server, too.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <span>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/message/session_message.hpp>
#include <farcall/runtime/client/one_socket_test.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client::lookout {
namespace {

using namespace std::chrono_literals;
using message::SessionProcedure;

class TestTime final : public Clock, public io::Waiter {
 public:
  TimePoint now() noexcept override {
    std::lock_guard lock(mutex_);
    return time_;
  }
  void wait(std::atomic<std::uint32_t>& word, std::uint32_t expected, TimePoint until) noexcept override {
    std::unique_lock lock(mutex_);
    asleep_[&word] = until;
    changed_.notify_all();
    changed_.wait(lock, [&] { return word.load() != expected || time_ >= until; });
    asleep_.erase(&word);
  }
  void wake(std::atomic<std::uint32_t>&, std::uint32_t) noexcept override {
    std::lock_guard lock(mutex_);
    changed_.notify_all();
  }
  // One thread comes to its end.
  void end() {
    std::lock_guard lock(mutex_);
    ++ended_;
    changed_.notify_all();
  }
  // Until so many have ended or sleep, with nothing to look at before some more time has passed.
  void settle(std::size_t threads) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return asleep_.size() + ended_ == threads &&
             std::all_of(asleep_.begin(), asleep_.end(), [&](const auto& one) { return one.second > time_; });
    });
  }
  void pass(Duration span) {
    std::lock_guard lock(mutex_);
    time_ += span;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  TimePoint time_{1000s};
  std::map<std::atomic<std::uint32_t>*, TimePoint> asleep_;
  std::size_t ended_ = 0;
};

// Waits without an end, and holds a send if it is to.
class Patient final : public io::Socket {
 public:
  struct Hold {
    std::atomic<bool> is_set{false};
    std::binary_semaphore begun{0};
    std::binary_semaphore goes_on{0};
    std::atomic<int> waits{0};  // for bytes or for room, that were begun
  };
  Patient(std::unique_ptr<io::Socket> real, Hold& hold) : real_(std::move(real)), hold_(hold) {}

  io::Transfer send(std::span<const iovec> pieces) noexcept override {
    if (hold_.is_set.exchange(false)) {
      hold_.begun.release();
      hold_.goes_on.acquire();
    }
    return real_->send(pieces);
  }
  io::Transfer receive(std::span<std::byte> room, TimePoint until) noexcept override {
    count_wait();
    return real_->receive(room, until == io::at_once ? until : never);
  }
  Ready wait_writable(bool or_readable, TimePoint) noexcept override {
    count_wait();
    return real_->wait_writable(or_readable, never);
  }
  void shut() noexcept override { real_->shut(); }
  int descriptor() const noexcept override { return real_->descriptor(); }

 private:
  void count_wait() noexcept {
    ++hold_.waits;
    hold_.waits.notify_all();
  }

  const std::unique_ptr<io::Socket> real_;
  Hold& hold_;
};

struct Asked {
  std::uint32_t xid;
  SessionProcedure procedure;
};

class Lookout : public testing::Test {
 protected:
  static constexpr std::uint32_t without_session = 0, of_a_session = 1;  // procedures

  void SetUp() override {
    Ends ends = connected_ends();
    ASSERT_TRUE(ends.ours);
    server = std::move(ends.theirs);
    ChannelOptions options;
    options.name = "test://pair";
    options.clock = &time;
    options.waiter = &time;
    auto ours = std::make_unique<Patient>(std::move(ends.ours), hold);
    channel = std::make_unique<SocketChannel>(std::make_unique<OneSocket>(std::move(ours)), options);
    std::thread first = start(of_a_session, never, results[0]);
    answer(take(), {0, 1, 16, 0, 1 << 20});
    answer(take(), {0});
    first.join();
    ASSERT_TRUE(results[0]);
  }

  std::thread start(std::uint32_t procedure, TimePoint deadline, Result<void>& result,
                    std::size_t size_bytes = 4) {
    return std::thread([this, procedure, deadline, &result, size_bytes] {
      Transaction transaction;
      transaction.procedure = procedure;
      transaction.entered = time.now();
      transaction.deadline = deadline;
      ASSERT_TRUE(channel->reserve(transaction, size_bytes));
      result = channel->transact(transaction);
      channel->release(transaction);
      time.end();
    });
  }
  Asked take() {
    std::span<const std::byte> record;
    while (reader.next(record) != transport::RecordReader::Next::record)
      reader.received(server->receive(reader.room(), never).size_bytes);
    return {xdr::load_u32(record.data()), static_cast<SessionProcedure>(xdr::load_u32(record.data() + 20))};
  }
  // What is there.
  std::vector<Asked> take_all() {
    reader.received(server->receive(reader.room(), io::at_once).size_bytes);
    std::vector<Asked> all;
    while (reader.has_next()) all.push_back(take());
    return all;
  }
  // With SUCCESS and these words.
  void answer(const Asked& asked, std::initializer_list<std::uint32_t> results_words) {
    std::vector<std::uint32_t> words{0, asked.xid, 1, 0, 0, 0, 0};
    words.insert(words.end(), results_words);
    std::vector<std::byte> bytes(4 * words.size());
    xdr::swap_words_32(bytes.data(), words.data(), words.size());
    transport::write_mark(bytes.data(), bytes.size() - transport::mark_bytes);
    const iovec piece{bytes.data(), bytes.size()};
    EXPECT_EQ(server->send({&piece, 1}).state, io::Transfer::State::moved);
  }
  // What is held, until it waits.
  void let_go_on() {
    const int before = hold.waits;
    hold.goes_on.release();
    hold.waits.wait(before);
  }
  void answer_and_await_leader(const Asked& asked) {
    const int before = hold.waits;
    answer(asked, {});
    hold.waits.wait(before);
  }

  TestTime time;
  Patient::Hold hold;
  std::unique_ptr<io::Socket> server;
  std::unique_ptr<SocketChannel> channel;
  transport::RecordReader reader{1 << 22};
  Result<void> results[3];
};

// A live connection was taken for a silent one.
TEST_F(Lookout, FollowersAskWhereTheLeaderDoesNot) {
  const int before = hold.waits;
  std::thread leader = start(without_session, never, results[1]);
  const Asked leaders = take();
  hold.waits.wait(before);
  std::thread follower = start(of_a_session, never, results[2]);
  const Asked followers = take();
  std::size_t probes = 0;
  for (int second = 0; second < 2; ++second) {
    time.settle(2);
    time.pass(1s);
    time.settle(2);
    for (const Asked& asked : take_all()) probes += asked.procedure == SessionProcedure::probe ? 1 : 0;
  }
  EXPECT_EQ(probes, 2U);
  answer(followers, {0});
  answer(leaders, {});
  leader.join();
  follower.join();
  EXPECT_TRUE(results[1]);
  EXPECT_TRUE(results[2]);
}

// Nobody wakes it when its message has gone along with another's.
TEST_F(Lookout, WhoWentAlongAsksAfterItsCall) {
  hold.is_set = true;
  std::thread leader = start(of_a_session, never, results[1]);
  hold.begun.acquire();
  std::thread follower = start(of_a_session, never, results[2]);
  time.settle(2);
  let_go_on();
  const Asked leaders = take();
  const Asked followers = take();
  std::vector<std::uint32_t> asked_after;
  for (int second = 0; second < 4; ++second) {
    time.pass(1s);
    time.settle(2);
    for (const Asked& asked : take_all()) {
      if (asked.procedure == SessionProcedure::ask_after) asked_after.push_back(asked.xid);
      if (asked.procedure == SessionProcedure::probe) answer_and_await_leader(asked);
    }
  }
  EXPECT_EQ(asked_after, std::vector{followers.xid});
  answer(leaders, {0});
  answer(followers, {0});
  leader.join();
  follower.join();
  EXPECT_TRUE(results[1]);
  EXPECT_TRUE(results[2]);
}

// It waited as long as the call before it had time.
TEST_F(Lookout, WhoStandsInLineNoticesThatTheServerTakesNothing) {
  hold.is_set = true;
  std::thread sender = start(without_session, time.now() + 1h, results[1], 3 << 20);
  hold.begun.acquire();
  std::thread in_line = start(of_a_session, never, results[2]);
  time.settle(2);
  let_go_on();
  for (int second = 0; second < 3; ++second) {
    time.pass(1s);
    time.settle(second < 2 ? 2 : 3);
  }
  server.reset();
  sender.join();
  in_line.join();
  ASSERT_FALSE(results[2]);
  EXPECT_EQ(
      results[2].error(),
      (Error{Code::connection_lost, Executed::no, "test://pair: the server does not answer any more", {}}));
}

}  // namespace
}  // namespace farcall::client::lookout
