// The head of a call message, byte for byte, and everything that a peer can get wrong in it.
#include <farcall/message/call_message.hpp>

#include <cstdint>
#include <initializer_list>
#include <utility>
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

std::pair<CallRead, CallHead> read(std::span<const std::byte> bytes) {
  CallHead head;
  xdr::Decoder in(bytes);
  const CallRead how = read_call_head(in, head);
  return {how, head};
}

// xid, CALL, version 2, program, version, procedure, two AUTH_NONE
const Words plain{0x11223344, 0, 2, 0x20000001, 3, 7, 0, 0, 0, 0};

TEST(CallHead, IsWrittenByteForByte) {
  std::vector<std::byte> bytes(call_head_bytes);
  write_call_head(bytes.data(), {.xid = 0x11223344,
                                 .program = 0x20000001,
                                 .version = 3,
                                 .procedure = 7,
                                 .credential = {},
                                 .verifier = {}});
  const unsigned char expected[] = {0x11, 0x22, 0x33, 0x44, 0, 0, 0, 0, 0, 0, 0, 2,
                                    0x20, 0,    0,    1,    0, 0, 0, 3, 0, 0, 0, 7};
  ASSERT_EQ(bytes.size(), sizeof expected);
  EXPECT_EQ(std::memcmp(bytes.data(), expected, sizeof expected), 0);
}

TEST(CallHead, IsRead) {
  auto bytes = bytes_of(plain);
  bytes.push_back(std::byte{42});  // an argument
  CallHead head;
  xdr::Decoder in(bytes);
  ASSERT_EQ(read_call_head(in, head), CallRead::ok);
  EXPECT_EQ(head.xid, 0x11223344U);
  EXPECT_EQ(head.program, 0x20000001U);
  EXPECT_EQ(head.version, 3U);
  EXPECT_EQ(head.procedure, 7U);
  EXPECT_EQ(head.credential.flavor, auth_none);
  EXPECT_TRUE(head.credential.body.empty());
  EXPECT_EQ(in.position(), 40U) << "the arguments begin behind the verifier";
  EXPECT_EQ(in.remaining(), 1U);
}

TEST(CallHead, ReadsCredentialAndVerifier) {
  const auto bytes = bytes_of({1, 0, 2, 3, 4, 5, 1, 5, 0x61626364, 0x65000000, 6, 4, 0x71727374});
  auto [how, head] = read(bytes);
  ASSERT_EQ(how, CallRead::ok);
  EXPECT_EQ(head.credential.flavor, auth_sys);
  ASSERT_EQ(head.credential.body.size(), 5U) << "without the padding";
  EXPECT_EQ(head.credential.body[4], std::byte{0x65});
  EXPECT_EQ(head.verifier.flavor, rpcsec_gss);
  EXPECT_EQ(head.verifier.body.size(), 4U);
}

// RFC 5531 §8.2: at most 400 bytes.
std::vector<std::byte> with_auth_sizes(std::uint32_t credential, std::uint32_t verifier) {
  Words words{1, 0, 2, 3, 4, 5, 0, credential};
  words.resize(words.size() + (credential + 3) / 4);
  words.push_back(0);
  words.push_back(verifier);
  words.resize(words.size() + (verifier + 3) / 4);
  return bytes_of(words);
}

TEST(CallHead, AuthBodiesOf400BytesAreTheLongest) {
  const auto most = with_auth_sizes(400, 400);
  auto [how, head] = read(most);
  EXPECT_EQ(how, CallRead::ok);
  EXPECT_EQ(head.credential.body.size(), 400U);
  EXPECT_EQ(head.verifier.body.size(), 400U);
  EXPECT_EQ(read(with_auth_sizes(401, 0)).first, CallRead::bad_credential);
  EXPECT_EQ(read(with_auth_sizes(0, 401)).first, CallRead::bad_verifier);
  EXPECT_EQ(read(bytes_of({1, 0, 2, 3, 4, 5, 0, 0xffffffff})).first, CallRead::bad_credential);
  EXPECT_EQ(read(bytes_of({1, 0, 2, 3, 4, 5, 0, 0, 0, 0xfffffffd})).first, CallRead::bad_verifier);
}

TEST(CallHead, PaddingOfAuthBodiesMustBeZero) {
  EXPECT_EQ(read(bytes_of({1, 0, 2, 3, 4, 5, 1, 1, 0x61000001, 0, 0})).first, CallRead::bad_credential);
  EXPECT_EQ(read(bytes_of({1, 0, 2, 3, 4, 5, 0, 0, 0, 1, 0x61010000})).first, CallRead::bad_verifier);
}

TEST(CallHead, OtherRpcVersionsAreAMismatchWithTheXid) {
  for (const std::uint32_t version : {0U, 1U, 3U, 0xffffffffU}) {
    Words words = plain;
    words[2] = version;
    auto [how, head] = read(bytes_of(words));
    EXPECT_EQ(how, CallRead::rpc_mismatch) << version;
    EXPECT_EQ(head.xid, plain[0]) << "the answer needs it";
  }
  // The format behind another version is unknown, so it need not be there.
  EXPECT_EQ(read(bytes_of({1, 0, 3})).first, CallRead::rpc_mismatch);
}

TEST(CallHead, AReplyIsNotACall) {
  Words words = plain;
  for (const std::uint32_t type : {1U, 2U, 0xffffffffU}) {
    words[1] = type;
    EXPECT_EQ(read(bytes_of(words)).first, CallRead::not_a_call) << type;
  }
}

TEST(CallHead, TruncationAtEveryByte) {
  const auto whole = bytes_of({1, 0, 2, 3, 4, 5, 1, 8, 1, 2, 6, 4, 9});
  ASSERT_EQ(read(whole).first, CallRead::ok);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const CallRead expected = size < 24   ? CallRead::not_a_call
                              : size < 40 ? CallRead::bad_credential
                                          : CallRead::bad_verifier;
    EXPECT_EQ(read(cut).first, expected) << size;
  }
}

}  // namespace
}  // namespace farcall::message
