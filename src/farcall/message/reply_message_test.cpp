// Replies: every end that a call can have goes out and comes back as itself, and says whether the callee ran.
#include <farcall/message/reply_message.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::message {
namespace {

using Words = std::vector<std::uint32_t>;

std::vector<std::byte> bytes_of(const Words& words) {
  std::vector<std::byte> bytes(4 * words.size());
  for (std::size_t i = 0; i < words.size(); ++i) xdr::store_u32(bytes.data() + 4 * i, words[i]);
  return bytes;
}

Words words_of(std::span<const std::byte> bytes) {
  Words words(bytes.size() / 4);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = xdr::load_u32(bytes.data() + 4 * i);
  return words;
}

Result<void> read(std::span<const std::byte> record, Executed refused = Executed::no) {
  std::span<const std::byte> results;
  return read_reply(record, results, refused, {"tcp://h:1", 0x20000001, 3, 7});
}

Error error_of(const Words& words, Executed refused = Executed::no) {
  const auto record = bytes_of(words);
  Result<void> result = read(record, refused);
  if (result) return Error{Code::io_error, Executed::yes, "it was a success", {}};
  return std::move(result).error();
}

TEST(SuccessHead, IsWrittenByteForByte) {
  std::vector<std::byte> bytes(success_head_bytes, std::byte{0xff});
  write_success_head(bytes.data(), 0x01020304);
  const unsigned char expected[24] = {1, 2, 3, 4, 0, 0, 0, 1};
  EXPECT_EQ(std::memcmp(bytes.data(), expected, sizeof expected), 0);
}

TEST(ReadReply, FindsTheResults) {
  const auto record = bytes_of({5, 1, 0, 0, 0, 0, 77, 78});
  std::span<const std::byte> results;
  ASSERT_TRUE(read_reply(record, results, Executed::no, {"p", 1, 1, 1}));
  EXPECT_EQ(results.data(), record.data() + 24);
  EXPECT_EQ(results.size(), 8U);
}

TEST(ReadReply, SkipsAVerifier) {
  const auto record = bytes_of({5, 1, 0, 2, 5, 0x61626364, 0x65000000, 0, 77});
  std::span<const std::byte> results;
  ASSERT_TRUE(read_reply(record, results, Executed::no, {"p", 1, 1, 1}));
  EXPECT_EQ(words_of(results), Words{77});
}

TEST(ReadReply, AVerifierHasAtMost400Bytes) {
  Words most{5, 1, 0, 0, 400};
  most.resize(most.size() + 101);
  EXPECT_TRUE(read(bytes_of(most)));
  most[4] = 401;
  most.push_back(0);
  EXPECT_EQ(error_of(most).code, Code::bad_reply);
}

TEST(Refusal, BytesOfEachKind) {
  auto refusal = [](ReplyStatus status) { return words_of(make_refusal(9, status).span()); };
  EXPECT_EQ(refusal({.code = Code::prog_unavail}), (Words{9, 1, 0, 0, 0, 1}));
  EXPECT_EQ(refusal({.code = Code::prog_mismatch, .versions = {2, 4}}), (Words{9, 1, 0, 0, 0, 2, 2, 4}));
  EXPECT_EQ(refusal({.code = Code::proc_unavail}), (Words{9, 1, 0, 0, 0, 3}));
  EXPECT_EQ(refusal({.code = Code::garbage_args}), (Words{9, 1, 0, 0, 0, 4}));
  EXPECT_EQ(refusal({.code = Code::system_err}), (Words{9, 1, 0, 0, 0, 5}));
  EXPECT_EQ(refusal({.code = Code::rpc_mismatch, .versions = {2, 2}}), (Words{9, 1, 1, 0, 2, 2}));
  EXPECT_EQ(refusal({.code = Code::auth_badcred}), (Words{9, 1, 1, 1, 1}));
  EXPECT_EQ(refusal({.code = Code::auth_failed}), (Words{9, 1, 1, 1, 7}));
  EXPECT_EQ(refusal({.code = Code::auth_other, .auth_stat = 14}), (Words{9, 1, 1, 1, 14}));
  EXPECT_EQ(refusal({.code = Code::deadline_exceeded}), (Words{9, 1, 0, 0, 0, 5}))
      << "SYSTEM_ERR where there is none";
}

TEST(Refusal, EveryKindComesBackAsItself) {
  for (const Code code :
       {Code::prog_unavail, Code::prog_mismatch, Code::proc_unavail, Code::garbage_args, Code::system_err,
        Code::rpc_mismatch, Code::auth_badcred, Code::auth_rejectedcred, Code::auth_badverf,
        Code::auth_rejectedverf, Code::auth_tooweak, Code::auth_invalidresp, Code::auth_failed}) {
    const bool has_versions = code == Code::prog_mismatch || code == Code::rpc_mismatch;
    const VersionRange versions = has_versions ? VersionRange{3, 9} : VersionRange{};
    const Refusal refusal = make_refusal(1, {.code = code, .versions = versions});
    Result<void> result = read(refusal.span());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, code);
    EXPECT_EQ(result.error().versions, versions);
    EXPECT_EQ(result.error().detail.substr(0, 11), "tcp://h:1: ");
    std::uint32_t xid = 0;
    EXPECT_TRUE(is_reply(refusal.span(), xid));
    EXPECT_EQ(xid, 1U);
  }
}

TEST(AuthStat, NumbersAndCodes) {
  for (std::uint32_t stat = 1; stat <= 7; ++stat) EXPECT_EQ(auth_stat_of(code_of_auth_stat(stat)), stat);
  EXPECT_EQ(code_of_auth_stat(static_cast<std::uint32_t>(AuthStat::tooweak)), Code::auth_tooweak);
  for (const std::uint32_t stat : {0U, 8U, 13U, 14U, 0xffffffffU})
    EXPECT_EQ(code_of_auth_stat(stat), Code::auth_other);
  EXPECT_EQ(auth_stat_of(Code::auth_other), 0U);
  EXPECT_EQ(auth_stat_of(Code::garbage_args), 0U);
}

TEST(ReadReply, AnAuthStatWithoutANameIsInTheDetail) {
  const Error error = error_of({1, 1, 1, 1, 14});
  EXPECT_EQ(error.code, Code::auth_other);
  EXPECT_NE(error.detail.find("auth_stat 14"), std::string::npos) << error.detail;
  EXPECT_EQ(error_of({1, 1, 1, 1, 0}).code, Code::auth_other) << "AUTH_OK is no reason to refuse";
}

TEST(ReadReply, RefusalsSayWhatTheCallerIsTold) {
  EXPECT_NE(error_of({1, 1, 0, 0, 0, 1}).detail.find("0x20000001"), std::string::npos);
  const Error mismatch = error_of({1, 1, 0, 0, 0, 2, 4, 6});
  EXPECT_NE(mismatch.detail.find("version 3"), std::string::npos);
  EXPECT_NE(mismatch.detail.find("4 to 6"), std::string::npos);
  EXPECT_NE(error_of({1, 1, 0, 0, 0, 3}).detail.find("procedure 7"), std::string::npos);
}

// `no` only where it is proven; SYSTEM_ERR proves nothing.
TEST(Executed, FollowsTheRefusalButForSystemErr) {
  for (const Executed refused : {Executed::no, Executed::maybe}) {
    EXPECT_EQ(error_of({1, 1, 0, 0, 0, 1}, refused).executed, refused);
    EXPECT_EQ(error_of({1, 1, 0, 0, 0, 4}, refused).executed, refused);
    EXPECT_EQ(error_of({1, 1, 1, 0, 2, 2}, refused).executed, refused);
    EXPECT_EQ(error_of({1, 1, 1, 1, 2}, refused).executed, refused);
    EXPECT_EQ(error_of({1, 1, 0, 0, 0, 5}, refused).executed, Executed::maybe);
    EXPECT_EQ(error_of({1, 1, 7}, refused).executed, Executed::maybe) << "malformed";
  }
}

TEST(ReadReply, RefusesWhatTheRfcDoesNotDefine) {
  EXPECT_EQ(error_of({1, 0, 0, 0, 0, 0}).code, Code::bad_reply) << "a call";
  EXPECT_EQ(error_of({1, 1, 2}).code, Code::bad_reply) << "reply_stat";
  EXPECT_EQ(error_of({1, 1, 0, 0, 0, 6}).code, Code::bad_reply) << "accept_stat";
  EXPECT_EQ(error_of({1, 1, 1, 2, 0, 0}).code, Code::bad_reply) << "reject_stat";
}

TEST(ReadReply, TruncationAtEveryByte) {
  for (const Words& words : {Words{1, 1, 0, 2, 4, 9, 0}, Words{1, 1, 0, 0, 0, 2, 1, 2},
                             Words{1, 1, 1, 0, 2, 2}, Words{1, 1, 1, 1, 3}}) {
    const auto whole = bytes_of(words);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      Result<void> result = read(cut);
      ASSERT_FALSE(result) << size;
      EXPECT_EQ(result.error().code, Code::bad_reply) << size;
      EXPECT_EQ(result.error().executed, Executed::maybe);
    }
  }
}

TEST(IsReply, NeedsEightBytesAndTheType) {
  std::uint32_t xid = 0;
  const auto reply = bytes_of({7, 1});
  EXPECT_TRUE(is_reply(reply, xid));
  EXPECT_EQ(xid, 7U);
  EXPECT_FALSE(is_reply(std::span(reply).first(7), xid));
  EXPECT_FALSE(is_reply({}, xid));
  EXPECT_FALSE(is_reply(bytes_of({7, 0}), xid)) << "a call";
}

}  // namespace
}  // namespace farcall::message
