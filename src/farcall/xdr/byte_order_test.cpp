// Big-endian loads and stores, and the vectorised copies of arrays against the plain definition.
#include <farcall/xdr/byte_order.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::xdr {
namespace {

TEST(ByteOrder, StoresTheHighByteFirst) {
  std::array<std::byte, 8> bytes{};
  store_u32(bytes.data(), 0x01020304);
  EXPECT_EQ(bytes[0], std::byte{1});
  EXPECT_EQ(bytes[3], std::byte{4});
  store_u64(bytes.data(), 0x0102030405060708U);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(bytes[i], static_cast<std::byte>(i + 1));
  EXPECT_EQ(load_u64(bytes.data()), 0x0102030405060708U);
  EXPECT_EQ(load_u32(bytes.data() + 1), 0x02030405U) << "no alignment is needed";
}

TEST(ByteOrder, KeepsSigns) {
  std::array<std::byte, 8> bytes{};
  store_i32(bytes.data(), -2);
  EXPECT_EQ(load_u32(bytes.data()), 0xfffffffeU);
  EXPECT_EQ(load_i32(bytes.data()), -2);
  store_i64(bytes.data(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(load_i64(bytes.data()), std::numeric_limits<std::int64_t>::min());
}

TEST(ByteOrder, KeepsTheBitsOfFloats) {
  std::array<std::byte, 8> bytes{};
  store_f32(bytes.data(), -0.0F);
  EXPECT_EQ(load_u32(bytes.data()), 0x80000000U);
  EXPECT_TRUE(std::signbit(load_f32(bytes.data())));
  const std::uint64_t payload = 0x7ff8'1234'5678'9abcU;
  store_f64(bytes.data(), std::bit_cast<double>(payload));
  EXPECT_EQ(load_u64(bytes.data()), payload);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(load_f64(bytes.data())), payload);
}

// Every count up to 200 covers no block, whole blocks and every remainder; the offsets cover misalignment.
template <typename Word, void (*swap_words)(void*, const void*, std::size_t), Word (*load)(const std::byte*)>
void check_swap_words() {
  constexpr std::size_t most = 200;
  constexpr std::byte guard{0xa5};
  std::vector<std::byte> from(most * sizeof(Word) + 8);
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<std::byte>(i * 7 + i / 256);
  for (std::size_t count = 0; count <= most; ++count) {
    const std::size_t from_at = count % 8;
    const std::size_t to_at = (count / 8) % 8;
    std::vector<std::byte> to(to_at + count * sizeof(Word) + 8, guard);
    swap_words(to.data() + to_at, from.data() + from_at, count);
    for (std::size_t i = 0; i < count; ++i) {
      Word native;
      std::memcpy(&native, from.data() + from_at + i * sizeof(Word), sizeof native);
      ASSERT_EQ(load(to.data() + to_at + i * sizeof(Word)), native) << count << " words, at " << i;
    }
    for (std::size_t i = 0; i < to_at; ++i) ASSERT_EQ(to[i], guard) << "before " << count;
    for (std::size_t i = to_at + count * sizeof(Word); i < to.size(); ++i)
      ASSERT_EQ(to[i], guard) << "behind " << count;
  }
}

TEST(SwapWords, Of32BitsForEveryCountAndAlignment) {
  check_swap_words<std::uint32_t, swap_words_32, load_u32>();
}

TEST(SwapWords, Of64BitsForEveryCountAndAlignment) {
  check_swap_words<std::uint64_t, swap_words_64, load_u64>();
}

TEST(SwapWords, TwiceIsTheIdentity) {
  std::vector<std::uint64_t> words(77);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = i * 0x0123'4567'89ab'cdefU;
  std::vector<std::uint64_t> there(words.size());
  std::vector<std::uint64_t> back(words.size());
  swap_words_64(there.data(), words.data(), words.size());
  EXPECT_NE(there, words);
  swap_words_64(back.data(), there.data(), there.size());
  EXPECT_EQ(back, words);
}

}  // namespace
}  // namespace farcall::xdr
