// A client's connection in the server: partial sends, a client that does not read, and one that never will.
#include <farcall/runtime/server/stream_peer.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <malloc.h>

#include <gtest/gtest.h>

#include <farcall/base/log.hpp>

namespace farcall::server {
namespace {

using io::Transfer;
using State = Transfer::State;

struct Network : io::Poller {
  Result<void> watch(int, std::uint64_t key, bool read, bool write) override {
    watched = {key, read, write};
    ++watches;
    return {};
  }
  void forget(int) noexcept override { watched = {}; }
  std::span<const Event> wait(TimePoint) noexcept override { return {}; }
  void wake() noexcept override {}
  int descriptor() const noexcept override { return -1; }

  Event watched;
  int watches = 0;
  std::string sent;
  std::deque<Transfer> sends;  // how the next ones go; then all of it
  bool writable_after_wait = false;
  int waits = 0;
  int shuts = 0;
};

class FakeSocket final : public io::Socket {
 public:
  explicit FakeSocket(Network& network) : network_(network) {}
  Transfer send(std::span<const iovec> pieces) noexcept override {
    std::string all;
    for (const iovec& piece : pieces) all.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
    Transfer transfer{State::moved, 0, all.size()};
    if (!network_.sends.empty()) {
      transfer = network_.sends.front();
      network_.sends.pop_front();
      transfer.size_bytes = std::min(transfer.size_bytes, all.size());
    }
    network_.sent += all.substr(0, transfer.size_bytes);
    return transfer;
  }
  Transfer receive(std::span<std::byte>, TimePoint) noexcept override { return {}; }
  Ready wait_writable(bool, TimePoint) noexcept override {
    ++network_.waits;
    return network_.writable_after_wait ? Ready::writable : Ready::neither;
  }
  void shut() noexcept override { ++network_.shuts; }
  int descriptor() const noexcept override { return -1; }

 private:
  Network& network_;
};

class StreamPeerTest : public testing::Test {
 protected:
  void SetUp() override {
    set_log([](LogLevel, std::string_view) {});
  }
  void TearDown() override { set_log(nullptr); }
  // Sends `text` as a reply and gives what should be on the wire for it.
  std::string reply(const std::string& text) {
    std::vector<std::byte> message(4 + text.size());
    std::memcpy(message.data() + 4, text.data(), text.size());
    peer.send_reply(message.data(), text.size(), {}, 0);
    return std::string(reinterpret_cast<const char*>(message.data()), message.size());
  }
  void tire() {
    while (patience.has_any()) patience.spend();
  }
  Network network;
  Limits limits{.unsent_bytes = 100};
  Patience patience;
  StreamPeer peer{std::make_unique<FakeSocket>(network), 7, network, limits, patience};
};

TEST_F(StreamPeerTest, MarksAndSendsAReply) {
  reply("hello");
  EXPECT_EQ(network.sent, std::string("\x80\0\0\x05hello", 9));
  EXPECT_FALSE(peer.is_congested());
  EXPECT_EQ(network.watches, 0);
}

TEST_F(StreamPeerTest, EveryPartialSendIsContinued) {
  for (std::size_t first = 0; first <= 9; ++first) {
    network.sent.clear();
    network.sends = {{State::moved, 0, first + 1}, {State::moved, 0, 2}};
    const std::string expected = reply("hello");
    EXPECT_EQ(network.sent, expected) << first;
  }
}

TEST_F(StreamPeerTest, WhatIsHeldLeavesWithWhatGatheredElsewhere) {
  peer.hold();
  std::string held = reply("one");
  held += reply("two");
  EXPECT_EQ(network.sent, "");
  std::string gathered = "three";
  peer.release(std::as_writable_bytes(std::span(gathered)));
  EXPECT_EQ(network.sent, held + gathered);
  const std::string after = reply("four");
  EXPECT_EQ(network.sent, held + gathered + after);
}

TEST_F(StreamPeerTest, WhatIsReleasedDoesNotWaitForTheClient) {
  for (std::size_t first = 0; first <= 12; ++first) {
    network.sent.clear();
    peer.hold();
    const std::string held = reply("one");
    std::string gathered = "three";
    network.sends = {{State::moved, 0, first}, {}, {}};
    peer.release(std::as_writable_bytes(std::span(gathered)));
    EXPECT_TRUE(peer.is_congested()) << first;
    const std::string after = reply("two");
    network.sends.clear();
    EXPECT_TRUE(peer.flush());
    EXPECT_FALSE(peer.is_congested());
    EXPECT_EQ(network.sent, held + gathered + after) << first;
  }
  EXPECT_EQ(network.waits, 0);
}

TEST_F(StreamPeerTest, WaitsBrieflyForAClientThatReads) {
  network.writable_after_wait = true;
  network.sends = {{State::moved, 0, 3}, {}};
  const std::string expected = reply("hello");
  EXPECT_EQ(network.sent, expected);
  EXPECT_EQ(network.waits, 1);
  EXPECT_FALSE(peer.is_congested());
}

TEST_F(StreamPeerTest, KeepsWhatTheClientDoesNotTake) {
  network.sends = {{State::moved, 0, 3}, {}};
  std::string expected = reply("hello");
  EXPECT_TRUE(peer.is_congested());
  EXPECT_TRUE(network.watched.writable);
  EXPECT_FALSE(network.watched.readable) << "no new calls meanwhile";
  EXPECT_EQ(network.watched.key, 7U);
  expected += reply("second");
  EXPECT_EQ(network.sent, expected.substr(0, 3)) << "in order: nothing overtakes";
  network.sends = {{State::moved, 0, 1}, {}};
  EXPECT_TRUE(peer.flush());
  EXPECT_TRUE(peer.is_congested());
  EXPECT_TRUE(peer.flush());
  EXPECT_FALSE(peer.is_congested());
  EXPECT_EQ(network.sent, expected);
  EXPECT_TRUE(network.watched.readable);
  EXPECT_FALSE(network.watched.writable);
}

TEST_F(StreamPeerTest, WaitingInVainUsesUpPatience) {
  int before = 0;
  for (int i = 0; i < 100; ++i) {
    network.sends = {{}};
    reply("x");
    EXPECT_TRUE(peer.flush());
    if (!patience.has_any() && before == 0) before = network.waits;
  }
  EXPECT_EQ(network.waits, before) << "without patience it does not wait";
  EXPECT_GT(before, 0);
  EXPECT_LT(before, 20);
}

TEST_F(StreamPeerTest, PatienceComesBackWhenClientsReadAgain) {
  tire();
  network.writable_after_wait = true;
  for (int i = 0; i < 2'000; ++i) {
    network.sends = {{}};
    reply("x");
    EXPECT_TRUE(peer.flush());
  }
  EXPECT_GT(network.waits, 900) << "one in a thousand is waited for, and when that goes well all are";
}

// It is never behind by more than two replies, and never has all.
TEST_F(StreamPeerTest, WhoIsAlwaysALittleBehindCostsLittleMemory) {
  Limits roomy;
  StreamPeer slow(std::make_unique<FakeSocket>(network), 8, network, roomy, patience);
  tire();
  std::vector<std::byte> message(4 + 10'000);
  const auto send = [&] { slow.send_reply(message.data(), message.size() - 4, {}, 0); };
  network.sends = {{}};
  send();
  const std::size_t before = ::mallinfo2().hblkhd;
  for (int i = 0; i < 10'000; ++i) {
    send();
    network.sends = {{State::moved, 0, message.size()}, {}};
    EXPECT_TRUE(slow.flush());
    network.sent.clear();
  }
  EXPECT_TRUE(slow.is_congested());
  EXPECT_LT(::mallinfo2().hblkhd, before + 1'000'000) << "a hundred times as much went through";
}

TEST_F(StreamPeerTest, WhoReadsNothingIsDisconnectedAtTheLimit) {
  tire();
  network.sends = {{}};
  reply(std::string(46, 'a'));  // 50 bytes with the mark
  EXPECT_EQ(network.shuts, 0);
  reply(std::string(46, 'b'));
  EXPECT_EQ(network.shuts, 0) << "exactly at the limit";
  reply("");
  EXPECT_EQ(network.shuts, 1);
}

TEST_F(StreamPeerTest, WhoTakesNothingOfWhatWaitsIsUnread) {
  tire();
  const TimePoint start = steady_clock().now();
  EXPECT_FALSE(peer.is_unread_since(never)) << "nothing waits";
  network.sends = {{}};
  reply("hello");
  EXPECT_FALSE(peer.is_unread_since(start)) << "it waits since later";
  EXPECT_TRUE(peer.is_unread_since(steady_clock().now()));
  const TimePoint waits = steady_clock().now();
  while (steady_clock().now() == waits) {
  }
  network.sends = {{}};
  EXPECT_TRUE(peer.flush());
  EXPECT_TRUE(peer.is_unread_since(waits)) << "it was asked in vain";
  network.sends = {{State::moved, 0, 1}, {}};
  EXPECT_TRUE(peer.flush());
  EXPECT_FALSE(peer.is_unread_since(waits)) << "it took a byte";
  EXPECT_TRUE(peer.flush());
  EXPECT_FALSE(peer.is_unread_since(never)) << "it has all of it";
}

TEST_F(StreamPeerTest, AFailedSendEndsTheConnection) {
  network.sends = {{State::moved, 0, 2}, {State::failed, EPIPE, 0}};
  reply("hello");
  EXPECT_EQ(network.shuts, 1);
  EXPECT_FALSE(peer.is_congested());
  tire();
  network.sends = {{}};
  reply("more");
  network.sends = {{State::failed, ECONNRESET, 0}};
  EXPECT_FALSE(peer.flush());
}

}  // namespace
}  // namespace farcall::server
