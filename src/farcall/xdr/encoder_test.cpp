// What the Encoder writes, byte for byte, and that it never writes beyond its room.
#include <farcall/xdr/encoder.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::xdr {
namespace {

constexpr std::byte untouched{0xcc};

struct Room {
  explicit Room(std::size_t size_bytes) : bytes(size_bytes, untouched), out(bytes) {}
  [[nodiscard]] std::vector<int> written() const {
    std::vector<int> found;
    for (std::size_t i = 0; i < out.size_bytes(); ++i) found.push_back(std::to_integer<int>(bytes[i]));
    return found;
  }
  std::vector<std::byte> bytes;
  Encoder out;
};

using Bytes = std::vector<int>;

TEST(Padded, RoundsUpToFour) {
  EXPECT_EQ(padded(0), 0U);
  EXPECT_EQ(padded(1), 4U);
  EXPECT_EQ(padded(4), 4U);
  EXPECT_EQ(padded(5), 8U);
  EXPECT_EQ(counted(0), 4U);
  EXPECT_EQ(counted(3), 8U);
  EXPECT_EQ(counted(5), 12U);
}

TEST(Encoder, Numbers) {
  Room room(48);
  EXPECT_TRUE(room.out.u32(0x01020304));
  EXPECT_TRUE(room.out.i32(-1));
  EXPECT_TRUE(room.out.u64(0x0102030405060708U));
  EXPECT_TRUE(room.out.i64(-2));
  EXPECT_TRUE(room.out.f32(1.0F));
  EXPECT_TRUE(room.out.f64(-2.0));
  EXPECT_TRUE(room.out.boolean(true));
  EXPECT_TRUE(room.out.boolean(false));
  EXPECT_EQ(room.written(), (Bytes{1, 2,   3,   4,   255, 255, 255, 255, 1,   2,  3,   4, 5, 6,   7,
                                   8, 255, 255, 255, 255, 255, 255, 255, 254, 63, 128, 0, 0, 192, 0,
                                   0, 0,   0,   0,   0,   0,   0,   0,   0,   1,  0,   0, 0, 0}));
  EXPECT_EQ(room.out.fault(), Fault::none);
}

TEST(Encoder, StringsAndOpaqueArePaddedWithZeros) {
  Room room(64);
  EXPECT_TRUE(room.out.string("", unbounded));
  EXPECT_TRUE(room.out.string("a", 1));
  EXPECT_TRUE(room.out.string("abcd", unbounded));
  EXPECT_TRUE(room.out.opaque(std::vector<std::uint8_t>{9, 8, 7, 6, 5}, 5));
  const std::uint8_t three[] = {1, 2, 3};
  EXPECT_TRUE(room.out.opaque(Borrowed(three), 3));
  EXPECT_TRUE(room.out.fixed_opaque(three));
  EXPECT_TRUE(room.out.fixed_opaque({}));
  EXPECT_EQ(room.written(),
            (Bytes{0, 0, 0, 0, 0, 0, 0, 1, 'a', 0, 0, 0, 0, 0, 0, 4, 'a', 'b', 'c', 'd', 0, 0,
                   0, 5, 9, 8, 7, 6, 5, 0, 0,   0, 0, 0, 0, 3, 1, 2, 3,   0,   1,   2,   3, 0}));
}

TEST(Encoder, Words) {
  Room room(32);
  const std::uint32_t small[] = {1, 2};
  const std::uint64_t large[] = {3};
  EXPECT_TRUE(room.out.length(2, 2));
  EXPECT_TRUE(room.out.words_32(small, 2));
  EXPECT_TRUE(room.out.words_64(large, 1));
  EXPECT_TRUE(room.out.words_32(nullptr, 0));
  EXPECT_EQ(room.written(), (Bytes{0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3}));
}

TEST(Encoder, RefusesMoreThanTheBound) {
  Room room(64);
  EXPECT_FALSE(room.out.string("abc", 2));
  EXPECT_EQ(room.out.fault(), Fault::too_long);
  EXPECT_EQ(room.out.size_bytes(), 0U);
  Room other(64);
  EXPECT_FALSE(other.out.length(5, 4));
  EXPECT_EQ(other.out.fault(), Fault::too_long);
  Room third(64);
  EXPECT_FALSE(third.out.opaque(std::vector<std::uint8_t>(9), 8));
  EXPECT_EQ(third.out.fault(), Fault::too_long);
}

// With every size of room that is too small: false, the fault, and not a byte behind the room.
TEST(Encoder, NeverWritesBeyondItsRoom) {
  const std::uint32_t words[] = {1, 2, 3};
  const std::uint64_t long_words[] = {1, 2};
  auto encode = [&](Encoder& out) {
    return out.u32(1) && out.u64(2) && out.string("hello", unbounded) && out.words_32(words, 3) &&
           out.words_64(long_words, 2) && out.fixed_opaque(std::vector<std::uint8_t>(7)) && out.boolean(true);
  };
  std::vector<std::byte> enough(4 + 8 + 12 + 12 + 16 + 8 + 4);
  Encoder measure(enough);
  ASSERT_TRUE(encode(measure));
  ASSERT_EQ(measure.size_bytes(), enough.size());
  for (std::size_t size = 0; size < enough.size(); ++size) {
    std::vector<std::byte> bytes(enough.size() + 8, untouched);
    Encoder out(std::span<std::byte>(bytes).first(size));
    EXPECT_FALSE(encode(out)) << size;
    EXPECT_EQ(out.fault(), Fault::too_short);
    EXPECT_LE(out.size_bytes(), size);
    for (std::size_t i = size; i < bytes.size(); ++i) ASSERT_EQ(bytes[i], untouched) << size << " at " << i;
  }
}

TEST(Encoder, RemainsFalseAfterAFault) {
  Room room(64);
  EXPECT_FALSE(room.out.fail(Fault::bad_enum));
  EXPECT_FALSE(room.out.u32(1));
  EXPECT_FALSE(room.out.fail(Fault::too_deep));
  EXPECT_EQ(room.out.fault(), Fault::bad_enum) << "the first fault is the one that counts";
  EXPECT_FALSE(room.out.at("inner"));
  EXPECT_FALSE(room.out.at("outer"));
  EXPECT_STREQ(room.out.where(), "inner");
}

TEST(Encoder, NestsSixtyFourDeep) {
  Room room(8);
  for (int i = 0; i < 64; ++i) ASSERT_TRUE(room.out.enter());
  EXPECT_FALSE(room.out.enter());
  EXPECT_EQ(room.out.fault(), Fault::too_deep);
  Room other(8);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(other.out.enter());
    other.out.leave();
  }
}

TEST(Encoder, WithoutRoomRefuses) {
  Encoder out;
  EXPECT_FALSE(out.u32(1));
  EXPECT_EQ(out.fault(), Fault::too_short);
  EXPECT_EQ(out.size_bytes(), 0U);
}

TEST(Gather, LeavesAHoleForLongDataAndPadsBehindIt) {
  const std::vector<std::uint8_t> data(Gathered::smallest_bytes + 1, 0x77);
  Gathered gathered;
  std::vector<std::byte> bytes(4 + counted(data.size()) + 4, untouched);
  Encoder out(bytes, &gathered);
  ASSERT_TRUE(out.u32(1) && out.opaque(data, unbounded) && out.u32(2));
  ASSERT_EQ(gathered.count, 1U);
  EXPECT_EQ(gathered.pieces[0].position, 8U);
  EXPECT_EQ(static_cast<const void*>(gathered.pieces[0].data), data.data());
  EXPECT_EQ(gathered.pieces[0].size_bytes, data.size());
  EXPECT_EQ(bytes[8], untouched) << "the hole is not written";
  const std::size_t behind = 8 + data.size();
  for (std::size_t i = behind; i < behind + 3; ++i) EXPECT_EQ(bytes[i], std::byte{0}) << "padding";
  EXPECT_EQ(load_u32(bytes.data() + behind + 3), 2U);
  EXPECT_EQ(out.size_bytes(), bytes.size());
}

TEST(Gather, CopiesWhatIsShort) {
  const std::vector<std::uint8_t> data(Gathered::smallest_bytes - 1, 0x77);
  Gathered gathered;
  std::vector<std::byte> bytes(counted(data.size()));
  Encoder out(bytes, &gathered);
  ASSERT_TRUE(out.opaque(data, unbounded));
  EXPECT_EQ(gathered.count, 0U);
  EXPECT_EQ(bytes[4], std::byte{0x77});
  EXPECT_EQ(bytes[4 + data.size()], std::byte{0});
}

TEST(Gather, CopiesWhenThereAreNoMorePieces) {
  const std::vector<std::uint8_t> data(Gathered::smallest_bytes, 0x66);
  Gathered gathered;
  const std::size_t more = gathered.pieces.size() + 2;
  std::vector<std::byte> bytes(more * data.size(), untouched);
  Encoder out(bytes, &gathered);
  for (std::size_t i = 0; i < more; ++i) ASSERT_TRUE(out.fixed_opaque(data));
  EXPECT_EQ(gathered.count, gathered.pieces.size());
  EXPECT_EQ(bytes[gathered.pieces.size() * data.size() - 1], untouched);
  EXPECT_EQ(bytes[gathered.pieces.size() * data.size()], std::byte{0x66});
  EXPECT_EQ(bytes.back(), std::byte{0x66});
}

TEST(Gather, StringsAreGatheredToo) {
  const std::string text(Gathered::smallest_bytes, 'x');
  Gathered gathered;
  std::vector<std::byte> bytes(counted(text.size()));
  Encoder out(bytes, &gathered);
  ASSERT_TRUE(out.string(text, unbounded));
  EXPECT_EQ(gathered.count, 1U);
}

}  // namespace
}  // namespace farcall::xdr
