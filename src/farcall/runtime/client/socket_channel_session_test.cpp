// The client's protocol machine: calls of a session, and what a refusal of one proves.
#include <cerrno>

#include <gtest/gtest.h>

#include <farcall/runtime/client/scripted_channel_test.hpp>

namespace farcall::client::scripted {
namespace {

// What a server with sessions answers: the terms of one, and of a call of it that it has not the program, or
// too much to do.
const Words terms{1, 0, 0, 0, 0, 0, 1, 16, 0, 1 << 20};
const Words refused_in_session{1, 0, 0, 0, 0, 1, 0, 0, 0, 1};
const Words busy_in_session{1, 0, 0, 0, 0, 4, 0, 0};

class SessionOnStream : public StreamChannel {
 protected:
  SessionOnStream() { options.has_sessions = true; }
  void lose_connection() { peer.on_receive(Transfer{State::failed, ECONNRESET, 0}); }
  void expect_failed_call(Code code, Executed executed) {
    const Error error = failed_call();
    EXPECT_EQ(error.code, code);
    EXPECT_EQ(error.executed, executed);
  }
};

class SessionOnDatagrams : public DatagramChannel {
 protected:
  SessionOnDatagrams() { options.has_sessions = true; }
};

// The connection is gone, but not what it has brought to the server.
TEST_F(SessionOnStream, ABusyServerMayRunACopyThatCameByAnEarlierConnection) {
  peer.reply(terms);
  for (int i = 0; i < 20; ++i) peer.reply(busy_in_session);
  expect_failed_call(Code::resource_exhausted, Executed::no);
  peer.receives.clear();
  lose_connection();
  peer.reply(busy_in_session);
  expect_failed_call(Code::resource_exhausted, Executed::maybe);
}

TEST_F(SessionOnStream, ADeadlineSaysWhyNoReplyCame) {
  peer.reply(terms);
  lose_connection();
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

// As that of a process which is ending does: it is found before the call is sent once more.
TEST_F(SessionOnStream, ItIsSaidWhyTheNextConnectionWasOfNoUse) {
  peer.reply(terms);
  peer.on_receive([this] {
    peer.closes_what_it_accepts = true;
    return Bytes{};
  });
  EXPECT_EQ(failed_call(),
            (Error{Code::connection_lost, Executed::maybe, "test://peer: the peer closed the connection"}));
  EXPECT_GT(peer.connects, 1);
}

TEST_F(SessionOnStream, ARefusalIsOneOfEveryCopy) {
  peer.reply(terms);
  lose_connection();
  peer.reply(refused_in_session);
  expect_failed_call(Code::prog_unavail, Executed::no);
}

// Whoever's bytes go first may take longer than a server may take to answer.
TEST_F(SessionOnStream, IsAskedForAgainWhereTheQuestionCouldNotLeave) {
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

TEST_F(SessionOnStream, AQuestionThatCannotLeaveIsNotAskedBeyondTheDeadline) {
  for (int times = 0; times < 100; ++times) peer.on_send({State::not_ready, 0, 0});
  const Error error = failed_call(20s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, Executed::no);
  EXPECT_EQ(peer.time, start + 20s);
}

// The first copy may be late. A server that is started later does not run it: it has not that session.
TEST_F(SessionOnDatagrams, ARefusalAfterARetransmissionProvesWhatEveryCopyMeets) {
  for (const Words& refusal : {refused_in_session, busy_in_session}) {
    channel.reset();
    peer.reply(terms);
    for (int i = 0; i < 20; ++i) peer.reply(refusal);
    EXPECT_EQ(failed_call().executed, Executed::no) << "sent once";
    peer.receives.clear();
    peer.silence();
    peer.reply(refusal);
    EXPECT_EQ(failed_call().executed, refusal == busy_in_session ? Executed::maybe : Executed::no);
    peer.receives.clear();
  }
}

}  // namespace
}  // namespace farcall::client::scripted
