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
const Words absent_in_session{1, 0, 0, 0, 0, 6};
const Words results_in_session{1, 0, 0, 0, 0, 0, 3};

class SessionOnStream : public StreamChannel {
 protected:
  SessionOnStream() { options.has_sessions = true; }
  void lose_connection() { peer.on_receive(Transfer{State::failed, ECONNRESET, 0}); }
  // So many intervals pass, and a probe is answered in each.
  void answer_probes(int intervals) {
    for (int i = 0; i < intervals; ++i) {
      peer.silence();
      peer.on_receive([this] { return peer.marked_as_it_is({0, 1, 0, 0, 0, 0, 1}); });
    }
  }
  static std::uint32_t xid_of(const Bytes& sent) { return words_of(sent)[1]; }
  static std::uint32_t procedure_of(const Bytes& sent) { return words_of(sent)[6]; }
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

// As when its xid is damaged on the way: then it is nobody's.
TEST_F(SessionOnStream, WhoWaitsLongAsksAfterTheCall) {
  peer.reply(terms);
  answer_probes(3);
  peer.silence();
  peer.reply(results_in_session);
  EXPECT_EQ(call(1000s).value(), Words{3});
  EXPECT_EQ(peer.time, start + 4s);
  ASSERT_EQ(peer.sent.size(), 2U + 4U + 1U);
  EXPECT_EQ(procedure_of(peer.sent[1]), 2U);
  for (std::size_t i = 2; i < 6; ++i) EXPECT_EQ(procedure_of(peer.sent[i]), 4U) << "a probe";
  EXPECT_EQ(procedure_of(peer.sent[6]), 7U);
  EXPECT_EQ(xid_of(peer.sent[6]), xid_of(peer.sent[1])) << "what comes back answers the call";
}

TEST_F(SessionOnStream, WhoWaitsLongerAsksMoreRarely) {
  peer.reply(terms);
  answer_probes(40);
  const Error error = failed_call(41s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  std::vector<std::size_t> asked;  // after so many probes
  std::size_t probes = 0;
  for (const Bytes& sent : peer.sent) {
    if (procedure_of(sent) == 4U) ++probes;
    if (procedure_of(sent) == 7U) asked.push_back(probes);
  }
  EXPECT_EQ(asked, (std::vector<std::size_t>{4, 8, 16, 32}));
}

// By the same number: should it run in spite of what is said, it runs once.
TEST_F(SessionOnStream, ACallThatDidNotArriveIsSentAgain) {
  peer.reply(terms);
  answer_probes(3);
  peer.silence();
  peer.reply(absent_in_session);
  peer.reply(results_in_session);
  EXPECT_EQ(call(1000s).value(), Words{3});
  ASSERT_EQ(peer.sent.size(), 2U + 4U + 1U + 1U);
  EXPECT_NE(xid_of(peer.sent[7]), xid_of(peer.sent[1]));
  constexpr std::size_t number_at = 4 + 24 + 16 + 16, number_bytes = 12;
  const auto number_of = [](const Bytes& sent) {
    return Bytes(sent.begin() + number_at, sent.begin() + number_at + number_bytes);
  };
  EXPECT_EQ(number_of(peer.sent[7]), number_of(peer.sent[1]));
  EXPECT_EQ(peer.connects, 1);
}

TEST_F(SessionOnStream, ARefusalOfACallThatWasSentAgainProvesNothing) {
  peer.reply(terms);
  answer_probes(3);
  peer.silence();
  peer.reply(absent_in_session);
  for (int i = 0; i < 20; ++i) peer.reply(busy_in_session);
  expect_failed_call(Code::resource_exhausted, Executed::maybe);
}

TEST_F(SessionOnStream, AServerThatNeverHasACallKeepsItNoLongerThanItsDeadline) {
  peer.reply(terms);
  for (int times = 0; times < 100; ++times)
    peer.on_receive([this] {
      peer.time += 100ms;
      return peer.marked(absent_in_session);
    });
  const Error error = failed_call(5s);
  EXPECT_EQ(error.code, Code::deadline_exceeded);
  EXPECT_EQ(error.executed, Executed::maybe);
  EXPECT_EQ(peer.time, start + 5s);
}

// As when a record's mark is damaged on the way: what answers the probes is taken for the rest of a reply.
TEST_F(SessionOnStream, AFewBytesOfARecordThatDoesNotEndAreNoSignOfLife) {
  peer.reply(terms);
  peer.on_receive([] { return bytes_of({0x80000fff, 1, 2, 3}); });
  answer_probes(3);
  peer.receives.pop_back();
  peer.reply(results_in_session);  // by the next connection
  EXPECT_EQ(call(1000s).value(), Words{3});
  EXPECT_EQ(peer.connects, 2);
}

// But a long reply on a slow line is.
TEST_F(SessionOnStream, AReplyThatComesSlowlyIsWaitedFor) {
  peer.reply(terms);
  peer.on_receive([this] { return bytes_of({0x80000fe0, peer.xid(), 1, 0, 0, 0, 0, 0}); });
  for (int pieces = 0; pieces < 4; ++pieces) {
    peer.silence();
    peer.on_receive([pieces] { return Bytes(pieces < 3 ? 1024 : 0xfe0 - 28 - 3 * 1024); });
  }
  EXPECT_EQ(call(1000s).value().size(), (0xfe0U - 28U) / 4U);
  EXPECT_EQ(peer.connects, 1);
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
    EXPECT_EQ(failed_call().executed, refusal == busy_in_session ? Executed::maybe : Executed::no)
        << "sent once; of that the network may have made two";
    peer.receives.clear();
    peer.silence();
    peer.reply(refusal);
    EXPECT_EQ(failed_call().executed, refusal == busy_in_session ? Executed::maybe : Executed::no);
    peer.receives.clear();
  }
}

}  // namespace
}  // namespace farcall::client::scripted
