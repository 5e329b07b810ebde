// The client's protocol machine: calls without a session.
#include <cerrno>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include <gtest/gtest.h>

#include <farcall/runtime/client/scripted_channel_test.hpp>

namespace farcall::client::scripted {
namespace {

const Words garbage_args{1, 0, 0, 0, 4};
const Words system_err{1, 0, 0, 0, 5};

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

// Whatever comes is taken for the rest of it, until that has not grown for three seconds.
TEST_F(StreamChannel, ARecordThatDoesNotEndEndsTheConnection) {
  peer.on_receive([] { return bytes_of({0x80000fff, 1, 2, 3}); });
  for (int i = 0; i < 4; ++i) {
    peer.silence();
    EXPECT_EQ(failed_call(1s).code, Code::deadline_exceeded);
    EXPECT_EQ(peer.shuts, i < 3 ? 0 : 1) << i;
    peer.reply(success);
  }
  peer.receives.clear();
  peer.reply(success_with(1));
  EXPECT_EQ(call().value(), Words{1});
  EXPECT_EQ(peer.connects, 2);
}

TEST_F(StreamChannel, ASilentPeerKeepsItsConnection) {
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(failed_call(1s).code, Code::deadline_exceeded);
    if (i % 2 == 0) peer.on_receive([this] { return peer.marked_as_it_is({0, 1, 0, 0, 0, 0}); });  // nobody's
  }
  EXPECT_EQ(peer.connects, 1);
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
}  // namespace farcall::client::scripted
