#include <farcall/lrpc/long_copy.hpp>

#include <cstddef>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::lrpc {
namespace {

std::vector<std::byte> numbered(std::size_t size_bytes) {
  std::vector<std::byte> bytes(size_bytes);
  for (std::size_t i = 0; i < size_bytes; ++i) bytes[i] = static_cast<std::byte>(i * 7 + i / 251);
  return bytes;
}

// Nothing beside it is touched, wherever it begins and ends.
TEST(LongCopy, PastTheCachesComesWhatWasThere) {
  constexpr std::size_t margin = 3 * line_bytes;
  const std::vector<std::byte> from = numbered(5 * line_bytes);
  for (std::size_t begin = 0; begin <= line_bytes; ++begin) {
    for (std::size_t size_bytes : {0U, 1U, 63U, 64U, 65U, 127U, 128U, 129U, 200U, 255U}) {
      const std::size_t source = begin % 5;
      std::vector<std::byte> expected(margin + from.size() + margin, std::byte{0xee});
      std::vector<std::byte> to = expected;
      std::memcpy(expected.data() + margin + begin, from.data() + source, size_bytes);
      copy_past_caches(to.data() + margin + begin, from.data() + source, size_bytes);
      ASSERT_EQ(to, expected) << size_bytes << " bytes to " << begin;
    }
  }
}

TEST(LongCopy, WhatWasGatheredComesWhereItBelongs) {
  const std::vector<std::byte> first = numbered(xdr::Gathered::smallest_bytes + 4);
  const std::vector<std::byte> second = numbered(100);
  xdr::Gathered gathered;
  gathered.pieces[0] = {.position = 12, .data = first.data(), .size_bytes = first.size()};
  gathered.pieces[1] = {.position = 20 + first.size(), .data = second.data(), .size_bytes = second.size()};
  gathered.count = 2;
  std::vector<std::byte> expected(first.size() + second.size() + 40, std::byte{0xee});
  std::vector<std::byte> near = expected;
  std::vector<std::byte> far = expected;
  std::memcpy(expected.data() + 12, first.data(), first.size());
  std::memcpy(expected.data() + 20 + first.size(), second.data(), second.size());
  copy_gathered(near.data(), gathered, [] { return false; });
  copy_gathered(far.data(), gathered, [] { return true; });
  EXPECT_EQ(near, expected);
  EXPECT_EQ(far, expected);
}

}  // namespace
}  // namespace farcall::lrpc
