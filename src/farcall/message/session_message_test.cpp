// What is written by hand of the session extension against the generated codec of session.x.
#include <farcall/message/session_message.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "session.x.hpp"

namespace farcall::message {
namespace {

namespace oracle = idl::session;

static_assert(session_program == oracle::SESSION_PROGRAM::program_number);
static_assert(session_version == oracle::SESSION_PROGRAM::SESSION_VERSION::version_number);
static_assert(static_cast<std::uint32_t>(SessionStatus::absent) ==
              static_cast<std::uint32_t>(oracle::ABSENT));

SessionCall random_call(std::mt19937_64& random) {
  SessionCall call;
  for (std::byte& byte : call.session) byte = static_cast<std::byte>(random());
  for (std::byte& byte : call.trace.id) byte = static_cast<std::byte>(random());
  call.call = {static_cast<std::uint32_t>(random()), random()};
  call.acknowledged = {static_cast<std::uint32_t>(random()), random()};
  call.sent_ns = random();
  call.time_left_ns = random();
  call.trace.span = random();
  call.program = static_cast<std::uint32_t>(random());
  call.version = static_cast<std::uint32_t>(random());
  call.procedure = static_cast<std::uint32_t>(random());
  call.opened = random();
  return call;
}

TEST(SessionMessage, ACallsHeadIsWhatTheInterfaceSays) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const SessionCall call = random_call(random);
    std::vector<std::byte> bytes(session_call_bytes);
    write_session_call(bytes.data(), call);
    xdr::Decoder in(bytes);
    oracle::session_call read;
    ASSERT_TRUE(decode(in, read) && in.finish());
    EXPECT_TRUE(std::equal(call.session.begin(), call.session.end(), read.session.begin(),
                           [](std::byte one, std::uint8_t other) { return one == std::byte{other}; }));
    EXPECT_EQ(read.slot, call.call.slot);
    EXPECT_EQ(read.sequence, call.call.sequence);
    EXPECT_EQ(read.acknowledged_slot, call.acknowledged.slot);
    EXPECT_EQ(read.acknowledged_sequence, call.acknowledged.sequence);
    EXPECT_EQ(read.sent, call.sent_ns);
    EXPECT_EQ(read.time_left, call.time_left_ns);
    EXPECT_EQ(read.span, call.trace.span);
    EXPECT_EQ(read.program, call.program);
    EXPECT_EQ(read.version, call.version);
    EXPECT_EQ(read.procedure, call.procedure);
    EXPECT_EQ(read.opened, call.opened);
    SessionCall back;
    xdr::Decoder again(bytes);
    ASSERT_TRUE(read_session_call(again, back) && again.finish());
    EXPECT_EQ(back.call, call.call);
    EXPECT_EQ(back.trace, call.trace);
    EXPECT_EQ(back.opened, call.opened);
  }
}

TEST(SessionMessage, SentAgainItIsTheSameCallLater) {
  std::mt19937_64 random(2);
  const SessionCall call = random_call(random);
  std::vector<std::byte> bytes(session_call_bytes);
  write_session_call(bytes.data(), call);
  renew_session_call(bytes.data(), 11, 12);
  SessionCall back;
  xdr::Decoder again(bytes);
  ASSERT_TRUE(read_session_call(again, back) && again.finish());
  EXPECT_EQ(back.session, call.session);
  EXPECT_EQ(back.call, call.call);
  EXPECT_EQ(back.opened, call.opened);
  EXPECT_EQ(back.trace, call.trace);
  EXPECT_EQ(back.procedure, call.procedure);
  EXPECT_EQ(back.acknowledged, CallNumber{});
  EXPECT_EQ(back.sent_ns, 11U);
  EXPECT_EQ(back.time_left_ns, 12U);
}

TEST(SessionMessage, TooFewBytesAreNone) {
  const std::vector<std::byte> bytes(session_call_bytes);
  for (std::size_t size = 0; size < session_call_bytes; ++size) {
    xdr::Decoder in({bytes.data(), size});
    SessionCall call;
    EXPECT_FALSE(read_session_call(in, call));
  }
}

TEST(SessionMessage, TermsAreWhatTheInterfaceSays) {
  std::vector<std::byte> bytes(session_terms_bytes);
  write_session_terms(bytes.data(), {1, 2, 3});
  xdr::Decoder in(bytes);
  oracle::session_terms read;
  ASSERT_TRUE(decode(in, read) && in.finish());
  EXPECT_EQ(read, (oracle::session_terms{1, 2, 3}));
}

}  // namespace
}  // namespace farcall::message
