// The client's protocol machine over a scripted socket and a clock that only the script moves: no waiting
// here.
#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client {
namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::byte>;
using Words = std::vector<std::uint32_t>;
using io::Transfer;
using State = Transfer::State;

Bytes bytes_of(const Words& words) {
  Bytes bytes(4 * words.size());
  for (std::size_t i = 0; i < words.size(); ++i) xdr::store_u32(bytes.data() + 4 * i, words[i]);
  return bytes;
}
Words words_of(std::span<const std::byte> bytes) {
  Words words(bytes.size() / 4);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = xdr::load_u32(bytes.data() + 4 * i);
  return words;
}

constexpr TimePoint start{1'000s};

// What the other end does: each send and each receive takes the next step; without one, sends succeed and
// receives find nothing until their time is over.
struct Peer : Clock {
  using Send = std::function<Transfer(std::size_t size_bytes)>;
  using Receive = std::function<Transfer(std::span<std::byte> room, TimePoint until)>;

  TimePoint now() noexcept override { return time; }
  [[nodiscard]] std::uint32_t xid() const { return xdr::load_u32(sent.back().data() + head_at); }

  void on_send(Transfer transfer) {
    sends.emplace_back([transfer](std::size_t) { return transfer; });
  }
  void on_receive(std::function<Bytes()> bytes) {
    receives.emplace_back([bytes = std::move(bytes)](std::span<std::byte> room, TimePoint) {
      const Bytes found = bytes();
      std::copy(found.begin(), found.end(), room.begin());
      return Transfer{found.empty() ? State::closed : State::moved, 0, found.size()};
    });
  }
  void on_receive(Transfer transfer) {
    receives.emplace_back([transfer](std::span<std::byte>, TimePoint) { return transfer; });
  }
  void silence() {
    receives.emplace_back([this](std::span<std::byte>, TimePoint until) { return wait(until); });
  }
  // A reply to the last call, the xid put in front; with a mark on a stream.
  void reply(Words words) {
    on_receive([this, words = std::move(words)] { return marked(words); });
  }
  [[nodiscard]] Bytes marked(Words words) const {
    words.insert(words.begin(), xid());
    return marked_as_it_is(std::move(words));
  }
  [[nodiscard]] Bytes marked_as_it_is(Words words) const {
    if (head_at > 0)
      words.insert(words.begin(), transport::last_fragment | static_cast<std::uint32_t>(4 * words.size()));
    return bytes_of(words);
  }
  Transfer wait(TimePoint until) {
    EXPECT_NE(until, never) << "the script is over and the call would wait for ever";
    time = std::max(time, until);
    return {};
  }

  TimePoint time = start;
  std::size_t head_at = 0;  // of the xid in what is sent
  std::vector<Bytes> sent;  // what each send took
  std::deque<Send> sends;
  std::deque<Receive> receives;
  std::deque<Error> refusals;  // of the next connects
  int connects = 0;
  int shuts = 0;
};

class ScriptedSocket final : public io::Socket {
 public:
  explicit ScriptedSocket(Peer& peer) : peer_(peer) {}
  Transfer send(std::span<const iovec> pieces) noexcept override {
    Bytes all;
    for (const iovec& piece : pieces) {
      auto* first = static_cast<const std::byte*>(piece.iov_base);
      all.insert(all.end(), first, first + piece.iov_len);
    }
    if (is_shut_) return {State::failed, EPIPE, 0};
    Transfer transfer{State::moved, 0, all.size()};
    if (!peer_.sends.empty()) {
      transfer = peer_.sends.front()(all.size());
      peer_.sends.pop_front();
    }
    if (transfer.state != State::moved) return transfer;
    all.resize(transfer.size_bytes);
    peer_.sent.push_back(all);
    return transfer;
  }
  Transfer receive(std::span<std::byte> room, TimePoint until) noexcept override {
    if (is_shut_) return {State::closed, 0, 0};
    if (peer_.receives.empty()) return peer_.wait(until);
    auto step = peer_.receives.front();
    peer_.receives.pop_front();
    return step(room, until);
  }
  Ready wait_writable(bool or_readable, TimePoint until) noexcept override {
    if (or_readable && !peer_.receives.empty()) return Ready::readable;
    (void)peer_.wait(until);
    return Ready::neither;
  }
  void shut() noexcept override { is_shut_ = true, ++peer_.shuts; }
  int descriptor() const noexcept override { return -1; }

 private:
  Peer& peer_;
  bool is_shut_ = false;
};

class ScriptedConnector final : public Connector {
 public:
  explicit ScriptedConnector(Peer& peer) : peer_(peer) {}
  Result<std::unique_ptr<io::Socket>> connect(TimePoint) override {
    ++peer_.connects;
    if (!peer_.refusals.empty()) {
      Error error = peer_.refusals.front();
      peer_.refusals.pop_front();
      return error;
    }
    return std::unique_ptr<io::Socket>(std::make_unique<ScriptedSocket>(peer_));
  }

 private:
  Peer& peer_;
};

ChannelOptions without_sessions() {
  ChannelOptions options;
  options.has_sessions = false;
  return options;
}

class ChannelTest : public testing::Test {
 protected:
  explicit ChannelTest(io::Kind kind) {
    options.name = "test://peer";
    options.kind = kind;
    options.limits.record_bytes = 4096;
    options.clock = &peer;
    peer.head_at = kind == io::Kind::stream ? 4 : 0;
  }
  // A call of program 0x20000001, version 2, with the argument 42.
  Result<Words> call(Duration timeout = 100s, std::uint32_t procedure = 7) {
    if (!channel)
      channel = std::make_unique<SocketChannel>(std::make_unique<ScriptedConnector>(peer), options);
    Transaction transaction;
    transaction.program = 0x20000001;
    transaction.version = 2;
    transaction.procedure = procedure;
    transaction.deadline = peer.time + timeout;
    if (Result<void> reserved = channel->reserve(transaction, 4); !reserved)
      return std::move(reserved).error();
    xdr::store_u32(transaction.arguments.data(), 42);
    Result<void> done = channel->transact(transaction);
    Words results = done ? words_of(transaction.results) : Words{};
    memory_is_given = transaction.results_memory != nullptr;
    channel->release(transaction);
    if (!done) return std::move(done).error();
    return results;
  }
  Error failed_call(Duration timeout = 100s) {
    Result<Words> result = call(timeout);
    if (result) ADD_FAILURE() << "the call succeeded";
    return result ? Error{} : result.error();
  }
  Peer peer;
  bool memory_is_given = false;  // of the last reply
  ChannelOptions options = without_sessions();
  std::unique_ptr<SocketChannel> channel;
};

class StreamChannel : public ChannelTest {
 protected:
  StreamChannel() : ChannelTest(io::Kind::stream) {}
};
class DatagramChannel : public ChannelTest {
 protected:
  DatagramChannel() : ChannelTest(io::Kind::datagram) {}
};

const Words success{1, 0, 0, 0, 0};
Words success_with(std::uint32_t result) {
  Words words = success;
  words.push_back(result);
  return words;
}
const Words garbage_args{1, 0, 0, 0, 4};
const Words system_err{1, 0, 0, 0, 5};

// What a server with sessions answers: the terms of one, and of a call of it that it has not the program, or
// too much to do.
const Words terms{1, 0, 0, 0, 0, 0, 1, 16, 0, 1 << 20};
const Words refused_in_session{1, 0, 0, 0, 0, 1, 0, 0, 0, 1};
const Words busy_in_session{1, 0, 0, 0, 0, 4, 0, 0};

TEST_F(StreamChannel, SendsOneMarkedCallMessage) {
  peer.reply(success_with(99));
  EXPECT_EQ(call().value(), Words{99});
  ASSERT_EQ(peer.sent.size(), 1U);
  EXPECT_EQ(words_of(peer.sent[0]),
            (Words{transport::last_fragment | 44, peer.xid(), 0, 2, 0x20000001, 2, 7, 0, 0, 0, 0, 42}));
}

TEST_F(StreamChannel, GivesTheMemoryOfAReplyThatIsAloneInIt) {
  peer.reply(success_with(1));
  ASSERT_TRUE(call());
  EXPECT_TRUE(memory_is_given);
  peer.on_receive([this] {
    Bytes bytes = peer.marked(success_with(2));
    const Bytes next = peer.marked_as_it_is({12345});
    bytes.insert(bytes.end(), next.begin(), next.end());
    return bytes;
  });
  ASSERT_TRUE(call());
  EXPECT_FALSE(memory_is_given);
}

TEST_F(StreamChannel, SendsTheCredentialOfTheBinding) {
  options.credential = bytes_of({1, 8, 0xaaaaaaaa, 0xbbbbbbbb});
  peer.reply(success);
  ASSERT_TRUE(call());
  EXPECT_EQ(words_of(peer.sent[0]), (Words{transport::last_fragment | 52, peer.xid(), 0, 2, 0x20000001, 2, 7,
                                           1, 8, 0xaaaaaaaa, 0xbbbbbbbb, 0, 0, 42}));
}

TEST_F(StreamChannel, EveryCallHasAnotherXid) {
  for (int i = 0; i < 3; ++i) {
    peer.reply(success_with(1));
    ASSERT_TRUE(call());
  }
  EXPECT_NE(words_of(peer.sent[0])[1], words_of(peer.sent[1])[1]);
  EXPECT_NE(words_of(peer.sent[1])[1], words_of(peer.sent[2])[1]);
  EXPECT_EQ(peer.connects, 1);
}

TEST_F(StreamChannel, AReplyInSinglesBytesIsPutTogether) {
  for (std::size_t i = 0; i < 4 + 28; ++i)
    peer.on_receive([this, i] { return Bytes{peer.marked(success_with(5))[i]}; });
  EXPECT_EQ(call().value(), Words{5});
}

TEST_F(StreamChannel, RepliesOfOthersAndCallsAreSkipped) {
  peer.on_receive([this] {
    Bytes all;
    for (const Words& words :
         {Words{peer.xid() + 1, 1, 0, 0, 0, 0, 66}, Words{peer.xid(), 0, 2, 1, 1, 1, 0, 0, 0, 0},
          Words{peer.xid(), 2}, Words{peer.xid()}, Words{}}) {
      const Bytes more = peer.marked_as_it_is(words);
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  });
  peer.reply(success_with(5));
  EXPECT_EQ(call().value(), Words{5}) << "unsolicited replies and calls on the reply path";
}

TEST_F(StreamChannel, ADuplicateReplyIsNotTheNextCallsReply) {
  peer.on_receive([this] {
    Bytes all = peer.marked(success_with(1));
    const Bytes again = peer.marked(success_with(1));
    all.insert(all.end(), again.begin(), again.end());
    return all;
  });
  EXPECT_EQ(call().value(), Words{1});
  peer.reply(success_with(2));
  EXPECT_EQ(call().value(), Words{2});
}

TEST_F(StreamChannel, WhatARefusalProves) {
  peer.reply(garbage_args);
  EXPECT_EQ(failed_call().executed, Executed::no);
  peer.reply(system_err);
  EXPECT_EQ(failed_call().executed, Executed::maybe);
  peer.reply({1, 0, 0, 0, 9});
  const Error malformed = failed_call();
  EXPECT_EQ(malformed.code, Code::bad_reply);
  EXPECT_EQ(malformed.executed, Executed::maybe);
  EXPECT_EQ(peer.connects, 1) << "the connection survives all of them";
}

TEST_F(StreamChannel, ALostConnectionIsMaybeAndReplacedByTheNextCall) {
  peer.on_receive(Transfer{State::closed, 0, 0});
  const Error error = failed_call();
  EXPECT_EQ(error.code, Code::connection_lost);
  EXPECT_EQ(error.executed, Executed::maybe);
  EXPECT_EQ(peer.sent.size(), 1U) << "what may have run is not sent again";
  peer.on_receive(Transfer{State::failed, ECONNRESET, 0});
  EXPECT_EQ(failed_call().executed, Executed::maybe);
  peer.reply(success_with(3));
  EXPECT_EQ(call().value(), Words{3});
  EXPECT_EQ(peer.connects, 3);
}

// A record that did not reach the kernel whole was not executed: another connection may carry it.
TEST_F(StreamChannel, ACallThatWasNotSentGoesOverANewConnection) {
  peer.on_send({State::failed, EPIPE, 0});
  peer.reply(success_with(3));
  EXPECT_EQ(call().value(), Words{3});
  EXPECT_EQ(peer.connects, 2);
  peer.on_send({State::moved, 0, 20});
  peer.on_send({State::failed, ECONNRESET, 0});
  peer.reply(success_with(4));
  EXPECT_EQ(call().value(), Words{4}) << "a part of a record is no call";
}

TEST_F(StreamChannel, ACallThatCannotBeSentTwiceIsNotExecuted) {
  peer.on_send({State::failed, EPIPE, 0});
  peer.on_send({State::failed, EPIPE, 0});
  const Error error = failed_call();
  EXPECT_EQ(error.code, Code::connection_lost);
  EXPECT_EQ(error.executed, Executed::no);
  EXPECT_TRUE(peer.sent.empty());
}

TEST_F(StreamChannel, APartialSendGoesOnWhereItStopped) {
  peer.on_send({State::moved, 0, 10});
  peer.on_send({State::moved, 0, 1});
  peer.receives.emplace_back([this](std::span<std::byte> room, TimePoint) {
    Bytes whole;
    for (const Bytes& part : peer.sent) whole.insert(whole.end(), part.begin(), part.end());
    EXPECT_EQ(whole.size(), 48U);
    peer.sent = {whole};
    const Bytes reply = peer.marked(success_with(8));
    std::copy(reply.begin(), reply.end(), room.begin());
    return Transfer{State::moved, 0, reply.size()};
  });
  EXPECT_EQ(call().value(), Words{8});
}

TEST_F(StreamChannel, APeerThatTakesNothingEndsTheCallAtItsDeadline) {
  peer.on_send({});
  peer.on_send({});
  const Error error = failed_call(5s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, Executed::no);
  EXPECT_EQ(peer.time, start + 5s);
  EXPECT_EQ(peer.shuts, 0) << "between two records the connection is still good";
}

// The connection is gone, but not what it has brought to the server.
TEST_F(StreamChannel, ABusyServerMayRunACopyThatCameByAnEarlierConnection) {
  options.has_sessions = true;
  peer.reply(terms);
  for (int i = 0; i < 20; ++i) peer.reply(busy_in_session);
  EXPECT_EQ(failed_call().executed, Executed::no);
  peer.receives.clear();
  peer.on_receive(Transfer{State::failed, ECONNRESET, 0});
  peer.reply(busy_in_session);
  const Error error = failed_call();
  EXPECT_EQ(error.code, Code::resource_exhausted);
  EXPECT_EQ(error.executed, Executed::maybe);
}

TEST_F(StreamChannel, ADeadlineSaysWhyNoReplyCame) {
  options.has_sessions = true;
  peer.reply(terms);
  peer.on_receive(Transfer{State::failed, ECONNRESET, 0});
  EXPECT_EQ(failed_call(900ms),
            (Error{Code::deadline_exceeded,
                   Executed::maybe,
                   "test://peer: Connection reset by peer, and no reply to procedure 7 within the deadline",
                   {}}));
  EXPECT_EQ(failed_call(900ms), (Error{Code::deadline_exceeded,
                                       Executed::maybe,
                                       "test://peer: no reply to procedure 7 within the deadline",
                                       {}}));
}

TEST_F(StreamChannel, ARefusalInASessionIsOneOfEveryCopy) {
  options.has_sessions = true;
  peer.reply(terms);
  peer.on_receive(Transfer{State::failed, ECONNRESET, 0});
  peer.reply(refused_in_session);
  const Error error = failed_call();
  EXPECT_EQ(error.code, Code::prog_unavail);
  EXPECT_EQ(error.executed, Executed::no);
}

// Whoever's bytes go first may take longer than a server may take to answer.
TEST_F(StreamChannel, ASessionIsAskedForAgainWhereTheQuestionCouldNotLeave) {
  options.has_sessions = true;
  for (int seconds = 0; seconds < 20; ++seconds)
    peer.sends.emplace_back([this](std::size_t) {
      peer.time += 1s;
      return Transfer{State::not_ready, 0, 0};
    });
  peer.reply({1, 0, 0, 0, 1});  // it has no sessions
  peer.reply(success_with(3));
  const Result<Words> result = call();
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(*result, Words{3});
  EXPECT_EQ(peer.connects, 1);
}

TEST_F(StreamChannel, AQuestionThatCannotLeaveIsNotAskedBeyondTheDeadline) {
  options.has_sessions = true;
  for (int times = 0; times < 100; ++times) peer.on_send({State::not_ready, 0, 0});
  const Error error = failed_call(20s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, Executed::no);
  EXPECT_EQ(peer.time, start + 20s);
}

TEST_F(StreamChannel, AfterHalfARecordTheConnectionIsOfNoUse) {
  peer.on_send({State::moved, 0, 10});
  peer.on_send({});
  peer.on_send({});
  const Error error = failed_call(5s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, Executed::no);
  EXPECT_EQ(peer.shuts, 1);
  peer.reply(success_with(3));
  EXPECT_EQ(call().value(), Words{3});
  EXPECT_EQ(peer.connects, 2);
}

TEST_F(StreamChannel, NoReplyIsUnknown) {
  const Error error = failed_call(5s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, Executed::maybe);
  EXPECT_EQ(peer.time, start + 5s);
  EXPECT_EQ(peer.sent.size(), 1U) << "a stream repeats nothing";
  // The reply that comes too late is not taken for the next one's.
  const std::uint32_t late = peer.xid();
  peer.on_receive([this, late] { return peer.marked_as_it_is({late, 1, 0, 0, 0, 0, 1}); });
  peer.reply(success_with(2));
  EXPECT_EQ(call().value(), Words{2});
}

TEST_F(StreamChannel, ADeadlineThatHasPassedSaysWhatHappened) {
  const Error error = failed_call(-1s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, peer.sent.empty() ? Executed::no : Executed::maybe);
}

TEST_F(StreamChannel, AReplyBeyondTheLimitEndsTheConnection) {
  peer.on_receive([] { return bytes_of({transport::last_fragment | 4097}); });
  const Error error = failed_call();
  EXPECT_EQ(error.code, Code::bad_reply);
  EXPECT_EQ(error.executed, Executed::maybe);
  EXPECT_EQ(peer.shuts, 1);
}

TEST_F(StreamChannel, AMarkBeyondTheLimitBehindAReplyEndsTheNextCallAtOnce) {
  peer.on_receive([this] {
    Bytes all = peer.marked(success_with(1));
    const Bytes huge = bytes_of({0xffffffff});
    all.insert(all.end(), huge.begin(), huge.end());
    return all;
  });
  EXPECT_EQ(call().value(), Words{1});
  const Error error = failed_call(60s);
  EXPECT_EQ(error.code, Code::bad_reply) << "what was read already says that no reply can come";
  EXPECT_EQ(peer.time, start);
}

TEST_F(StreamChannel, ACallBeyondTheLimitIsNotSent) {
  channel = std::make_unique<SocketChannel>(std::make_unique<ScriptedConnector>(peer), options);
  Transaction transaction;
  ASSERT_TRUE(channel->reserve(transaction, 4096 - 40));
  channel->release(transaction);
  Result<void> reserved = channel->reserve(transaction, 4096 - 39);
  ASSERT_FALSE(reserved);
  EXPECT_EQ(reserved.error().code, Code::invalid_argument);
  EXPECT_EQ(reserved.error().executed, Executed::no);
}

TEST_F(StreamChannel, AFailedConnectIsNotExecutedAndTriedAgainByTheNextCall) {
  peer.refusals.push_back({Code::connection_refused, Executed::no, "nobody", {}});
  EXPECT_EQ(failed_call(), (Error{Code::connection_refused, Executed::no, "nobody", {}}));
  peer.reply(success_with(3));
  EXPECT_EQ(call().value(), Words{3});
}

TEST_F(DatagramChannel, SendsTheCallMessageWithoutAMark) {
  peer.reply(success_with(99));
  EXPECT_EQ(call().value(), Words{99});
  EXPECT_EQ(words_of(peer.sent[0]), (Words{peer.xid(), 0, 2, 0x20000001, 2, 7, 0, 0, 0, 0, 42}));
}

TEST_F(DatagramChannel, RetransmitsTheSameBytesUntilAReplyComes) {
  peer.silence();
  peer.silence();
  peer.reply(success_with(5));
  EXPECT_EQ(call().value(), Words{5});
  ASSERT_EQ(peer.sent.size(), 3U);
  EXPECT_EQ(peer.sent[0], peer.sent[1]) << "the same xid above all";
  EXPECT_EQ(peer.sent[0], peer.sent[2]);
  EXPECT_GE(peer.time - start, Duration(1500ms));
  EXPECT_LT(peer.time - start, Duration(1875ms));
}

TEST_F(DatagramChannel, BacksOffUntilTheDeadline) {
  const Error error = failed_call(25s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, Executed::maybe);
  EXPECT_EQ(peer.time, start + 25s);
  EXPECT_GE(peer.sent.size(), 5U);
  EXPECT_LE(peer.sent.size(), 7U) << "0.5, 1, 2, 4, 8, 8 seconds";
}

TEST_F(DatagramChannel, OtherDatagramsChangeNothing) {
  peer.on_receive([this] { return bytes_of({peer.xid() + 1, 1, 0, 0, 0, 0, 66}); });
  peer.on_receive([this] { return bytes_of({peer.xid(), 0, 2, 1, 1, 1, 0, 0, 0, 0}); });
  peer.on_receive([] { return Bytes(3); });
  peer.on_receive(Transfer{State::closed, 0, 0});  // an empty one
  peer.reply(success_with(5));
  EXPECT_EQ(call().value(), Words{5});
  EXPECT_EQ(peer.sent.size(), 1U);
  EXPECT_EQ(peer.connects, 1);
}

TEST_F(DatagramChannel, ADuplicateReplyIsNotTheNextCallsReply) {
  peer.silence();
  peer.reply(success_with(1));
  EXPECT_EQ(call().value(), Words{1});
  const std::uint32_t first = peer.xid();
  peer.on_receive([first] { return bytes_of({first, 1, 0, 0, 0, 0, 1}); });
  peer.reply(success_with(2));
  EXPECT_EQ(call().value(), Words{2});
}

TEST_F(DatagramChannel, ARefusalAfterARetransmissionProvesNothing) {
  peer.reply(garbage_args);
  EXPECT_EQ(failed_call().executed, Executed::no) << "sent once";
  peer.silence();
  peer.reply(garbage_args);
  EXPECT_EQ(failed_call().executed, Executed::maybe) << "the first may have been executed";
}

// The first may still be on its way, to a server that is started later.
TEST_F(DatagramChannel, NorDoesOneInASession) {
  options.has_sessions = true;
  for (const Words& refusal : {refused_in_session, busy_in_session}) {
    channel.reset();
    peer.reply(terms);
    for (int i = 0; i < 20; ++i) peer.reply(refusal);
    EXPECT_EQ(failed_call().executed, Executed::no) << "sent once";
    peer.receives.clear();
    peer.silence();
    peer.reply(refusal);
    EXPECT_EQ(failed_call().executed, Executed::maybe);
  }
}

TEST_F(DatagramChannel, AnErrorLeftOverFromAnEarlierDatagramIsNotThisCalls) {
  peer.on_send({State::failed, ECONNREFUSED, 0});
  peer.reply(success_with(5));
  EXPECT_EQ(call().value(), Words{5});
}

TEST_F(DatagramChannel, NothingSentIsNotExecuted) {
  peer.on_send({State::failed, EPERM, 0});
  peer.on_send({State::failed, EPERM, 0});
  const Error error = failed_call();
  EXPECT_EQ(error.code, Code::permission_denied);
  EXPECT_EQ(error.executed, Executed::no);
}

TEST_F(DatagramChannel, AnIcmpErrorEndsTheCall) {
  peer.on_receive(Transfer{State::failed, ECONNREFUSED, 0});
  const Error error = failed_call();
  EXPECT_EQ(error.code, Code::connection_refused);
  EXPECT_EQ(error.executed, Executed::maybe) << "anybody can send one";
  peer.reply(success_with(3));
  EXPECT_EQ(call().value(), Words{3});
}

TEST_F(DatagramChannel, TheLargestDatagramIs65507Bytes) {
  options.limits.record_bytes = 1 << 20;
  channel = std::make_unique<SocketChannel>(std::make_unique<ScriptedConnector>(peer), options);
  Transaction transaction;
  ASSERT_TRUE(channel->reserve(transaction, 65'507 - 40));
  channel->release(transaction);
  EXPECT_FALSE(channel->reserve(transaction, 65'507 - 39));
}

}  // namespace
}  // namespace farcall::client
