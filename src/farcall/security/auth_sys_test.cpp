// AUTH_SYS bodies: byte for byte, at their limits, and what does not decode.
#include <farcall/security/auth_sys.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/xdr/byte_order.hpp>

namespace farcall::security {
namespace {

SystemCredential sample() {
  return {.stamp = 7, .machine_name = "host1", .uid = 1000, .gid = 100, .gids = {4, 27}};
}

TEST(AuthSys, ByteForByte) {
  const std::vector<std::byte> body = encode_auth_sys(sample());
  const std::uint32_t expected[] = {7, 5, 0x686f7374, 0x31000000, 1000, 100, 2, 4, 27};
  ASSERT_EQ(body.size(), sizeof expected);
  for (std::size_t i = 0; i < std::size(expected); ++i)
    EXPECT_EQ(xdr::load_u32(body.data() + 4 * i), expected[i]) << i;
}

TEST(AuthSys, RoundTripsAtItsLimits) {
  SystemCredential most = sample();
  most.machine_name = std::string(255, 'm');
  most.gids.assign(16, 0xffffffff);
  for (const SystemCredential& credential : {sample(), SystemCredential{}, most}) {
    const auto body = encode_auth_sys(credential);
    EXPECT_LE(body.size(), 400U);
    SystemCredential back;
    ASSERT_TRUE(decode_auth_sys(body, back));
    EXPECT_EQ(back, credential);
  }
}

TEST(AuthSys, WhatDoesNotFitIsCut) {
  SystemCredential credential = sample();
  credential.machine_name = std::string(300, 'm');
  credential.gids.assign(20, 1);
  SystemCredential back;
  ASSERT_TRUE(decode_auth_sys(encode_auth_sys(credential), back));
  EXPECT_EQ(back.machine_name.size(), 255U);
  EXPECT_EQ(back.gids.size(), 16U);
}

TEST(AuthSys, TruncationAtEveryByteAndTrailingBytes) {
  auto body = encode_auth_sys(sample());
  for (std::size_t size = 0; size < body.size(); ++size) {
    const std::vector<std::byte> cut(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(size));
    SystemCredential back;
    EXPECT_FALSE(decode_auth_sys(cut, back)) << size;
  }
  body.resize(body.size() + 4);
  SystemCredential back;
  EXPECT_FALSE(decode_auth_sys(body, back));
}

TEST(AuthSys, RefusesWhatIsBeyondItsBounds) {
  auto refuses = [](std::vector<std::uint32_t> words) {
    std::vector<std::byte> body(4 * words.size());
    for (std::size_t i = 0; i < words.size(); ++i) xdr::store_u32(body.data() + 4 * i, words[i]);
    SystemCredential back;
    return !decode_auth_sys(body, back);
  };
  EXPECT_FALSE(refuses({7, 0, 1, 2, 0})) << "this one is well-formed";
  std::vector<std::uint32_t> long_name{7, 256};
  long_name.resize(2 + 64 + 3);
  EXPECT_TRUE(refuses(long_name));
  std::vector<std::uint32_t> many_groups{7, 0, 1, 2, 17};
  many_groups.resize(5 + 17);
  EXPECT_TRUE(refuses(many_groups));
  EXPECT_TRUE(refuses({7, 1, 0x61000001, 1, 2, 0})) << "padding";
  EXPECT_TRUE(refuses({7, 0xffffffff, 1, 2, 0}));
}

TEST(AuthSys, DecodingReplacesWhatWasThere) {
  SystemCredential back = sample();
  ASSERT_TRUE(decode_auth_sys(encode_auth_sys(SystemCredential{}), back));
  EXPECT_EQ(back, SystemCredential{});
}

TEST(AuthSys, OfThisProcess) {
  const SystemCredential credential = system_credential_of_process();
  EXPECT_EQ(credential.uid, ::geteuid());
  EXPECT_EQ(credential.gid, ::getegid());
  EXPECT_LE(credential.gids.size(), 16U);
  char name[256] = {};
  ASSERT_EQ(::gethostname(name, 255), 0);
  EXPECT_EQ(credential.machine_name, name);
}

}  // namespace
}  // namespace farcall::security
