// Borrowed: whose bytes they are, when they are copied, and what a move leaves behind.
#include <farcall/xdr/borrowed.hpp>

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/xdr/decoder.hpp>

namespace farcall::xdr {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const Borrowed& borrowed) { return {borrowed.bytes().begin(), borrowed.bytes().end()}; }

TEST(Borrowed, PointsToWhatItWasMadeFrom) {
  const Bytes bytes{1, 2, 3};
  const Borrowed borrowed{std::span(bytes)};
  EXPECT_EQ(borrowed.data(), bytes.data());
  EXPECT_EQ(borrowed.size(), 3U);
  EXPECT_FALSE(borrowed.empty());
  EXPECT_TRUE(Borrowed().empty());
  const Borrowed copy(borrowed);
  EXPECT_EQ(copy.data(), bytes.data()) << "what is not its own is not copied";
}

TEST(Borrowed, KeepsACopy) {
  Bytes bytes{1, 2, 3};
  Borrowed borrowed;
  borrowed.keep(bytes);
  bytes = {9, 9, 9};
  EXPECT_EQ(bytes_of(borrowed), (Bytes{1, 2, 3}));
  const Borrowed copy(borrowed);
  borrowed.keep(Bytes{7});
  EXPECT_EQ(bytes_of(copy), (Bytes{1, 2, 3})) << "copies of kept bytes are independent";
  EXPECT_EQ(bytes_of(borrowed), (Bytes{7}));
}

TEST(Borrowed, KeepsInTheMemoryItHas) {
  Borrowed borrowed;
  borrowed.keep(Bytes(100, 1));
  const std::uint8_t* before = borrowed.data();
  borrowed.keep(Bytes(50, 2));
  EXPECT_EQ(borrowed.data(), before);
  borrowed.keep(Bytes(100, 3));
  EXPECT_EQ(borrowed.data(), before) << "the memory of 100 bytes is remembered";
  borrowed.keep({});
  EXPECT_TRUE(borrowed.empty());
}

TEST(Borrowed, ComparesBytes) {
  const Bytes one{1, 2};
  const Bytes two{1, 2};
  const Bytes three{1, 3};
  EXPECT_EQ(Borrowed(one), Borrowed(two));
  EXPECT_NE(Borrowed(one), Borrowed(three));
  EXPECT_NE(Borrowed(one), Borrowed());
}

TEST(Borrowed, AssignsToItself) {
  Borrowed borrowed;
  borrowed.keep(Bytes{1, 2});
  auto& self = borrowed;
  borrowed = self;
  EXPECT_EQ(bytes_of(borrowed), (Bytes{1, 2}));
}

TEST(Borrowed, MovesItsCopy) {
  Borrowed from;
  from.keep(Bytes{4, 5});
  const std::uint8_t* data = from.data();
  Borrowed to(std::move(from));
  EXPECT_EQ(to.data(), data);
  EXPECT_EQ(bytes_of(to), (Bytes{4, 5}));
}

TEST(Borrowed, WhatWasMovedFromDoesNotPointToMemoryOfAnother) {
  Borrowed from;
  from.keep(Bytes{4, 5});
  { const Borrowed to(std::move(from)); }
  // NOLINTNEXTLINE(bugprone-use-after-move): valid and unspecified is not dangling
  EXPECT_TRUE(from.empty()) << "it points into memory that is freed";
}

TEST(Borrowed, ADecoderThatLendsPointsIntoTheMessage) {
  const std::array<std::byte, 8> message{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{2},
                                         std::byte{7}, std::byte{8}, std::byte{0}, std::byte{0}};
  Borrowed borrowed;
  ASSERT_TRUE(Decoder(message, true).opaque(borrowed, 2));
  EXPECT_EQ(static_cast<const void*>(borrowed.data()), message.data() + 4);
  Borrowed kept;
  ASSERT_TRUE(Decoder(message, false).opaque(kept, 2));
  EXPECT_NE(static_cast<const void*>(kept.data()), message.data() + 4);
  EXPECT_EQ(kept, borrowed);
}

// An opaque value of `size_bytes` in memory of its own.
Buffer message_of(std::size_t size_bytes) {
  Buffer memory;
  EXPECT_TRUE(memory.grow(4 + size_bytes));
  store_u32(memory.data(), static_cast<std::uint32_t>(size_bytes));
  std::memset(memory.data() + 4, 0x5a, size_bytes);
  return memory;
}

TEST(Borrowed, ALongReplysMemoryIsTakenInExchange) {
  Borrowed borrowed;
  borrowed.keep(Bytes(10, 1));
  const auto* before = reinterpret_cast<const std::byte*>(borrowed.data());
  Buffer memory = message_of(Borrowed::taken_bytes);
  const std::byte* taken = memory.data();
  Decoder in({memory.data(), 4 + Borrowed::taken_bytes});
  in.give(&memory);
  ASSERT_TRUE(in.opaque(borrowed, unbounded) && in.finish());
  EXPECT_EQ(static_cast<const void*>(borrowed.data()), taken + 4);
  EXPECT_EQ(memory.data(), before);
  const Borrowed copy(borrowed);
  EXPECT_NE(copy.data(), borrowed.data()) << "taken bytes are the value's own";
  EXPECT_EQ(copy, borrowed);
}

TEST(Borrowed, MemoryIsTakenOnceAndNotForAFewBytes) {
  Buffer memory = message_of(Borrowed::taken_bytes - 4);
  Borrowed small;
  Decoder in({memory.data(), Borrowed::taken_bytes});
  in.give(&memory);
  ASSERT_TRUE(in.opaque(small, unbounded));
  EXPECT_NE(static_cast<const void*>(small.data()), memory.data() + 4);

  constexpr std::size_t long_bytes = 2 * Borrowed::taken_bytes;
  Buffer two = message_of(long_bytes + 4 + Borrowed::taken_bytes);
  store_u32(two.data(), long_bytes);
  store_u32(two.data() + 4 + long_bytes, Borrowed::taken_bytes);
  const auto* start = reinterpret_cast<const std::uint8_t*>(two.data());
  Decoder both({two.data(), two.capacity()});
  both.give(&two);
  Borrowed first;
  Borrowed second;
  ASSERT_TRUE(both.opaque(first, unbounded) && both.opaque(second, unbounded) && both.finish());
  EXPECT_EQ(first.data(), start + 4);
  EXPECT_NE(second.data(), start + 4 + long_bytes + 4);
  EXPECT_EQ(bytes_of(second), Bytes(Borrowed::taken_bytes, 0x5a));
}

}  // namespace
}  // namespace farcall::xdr
