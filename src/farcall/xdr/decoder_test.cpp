// The Decoder against bytes that a peer chose: bounds, padding, bools, depth, memory, truncation.
#include <farcall/xdr/decoder.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::xdr {
namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

TEST(Decoder, Numbers) {
  const auto bytes =
      bytes_of({1,   2,   3,  4,   255, 255, 255, 254, 1, 2, 3, 4, 5, 6, 7, 8, 255, 255, 255, 255, 255, 255,
                255, 253, 63, 128, 0,   0,   192, 0,   0, 0, 0, 0, 0, 0, 0, 0, 0,   1,   0,   0,   0,   0});
  Decoder in(bytes);
  std::uint32_t u32 = 0;
  std::int32_t i32 = 0;
  std::uint64_t u64 = 0;
  std::int64_t i64 = 0;
  float f32 = 0;
  double f64 = 0;
  bool yes = false;
  bool no = true;
  ASSERT_TRUE(in.u32(u32) && in.i32(i32) && in.u64(u64) && in.i64(i64) && in.f32(f32) && in.f64(f64) &&
              in.boolean(yes) && in.boolean(no));
  EXPECT_EQ(u32, 0x01020304U);
  EXPECT_EQ(i32, -2);
  EXPECT_EQ(u64, 0x0102030405060708U);
  EXPECT_EQ(i64, -3);
  EXPECT_EQ(f32, 1.0F);
  EXPECT_EQ(f64, -2.0);
  EXPECT_TRUE(yes);
  EXPECT_FALSE(no);
  EXPECT_TRUE(in.finish());
  EXPECT_EQ(in.remaining(), 0U);
  EXPECT_EQ(in.position(), bytes.size());
}

TEST(Decoder, ABoolIsZeroOrOne) {
  for (const auto& bytes : {bytes_of({0, 0, 0, 2}), bytes_of({1, 0, 0, 0}), bytes_of({255, 255, 255, 255})}) {
    Decoder in(bytes);
    bool value = false;
    EXPECT_FALSE(in.boolean(value));
    EXPECT_EQ(in.fault(), Fault::bad_bool);
  }
  Decoder in;
  bool value = false;
  EXPECT_TRUE(in.to_bool(1, value));
  EXPECT_TRUE(value);
  EXPECT_FALSE(in.to_bool(2, value));
}

TEST(Decoder, NarrowNumbersMustFit) {
  auto narrow = [](std::uint32_t word, auto value) {
    Decoder in;
    return in.to_narrow(word, value) ? Fault::none : in.fault();
  };
  EXPECT_EQ(narrow(127, std::int8_t{}), Fault::none);
  EXPECT_EQ(narrow(0xffffff80, std::int8_t{}), Fault::none);
  EXPECT_EQ(narrow(0xffffff7f, std::int8_t{}), Fault::out_of_range);
  EXPECT_EQ(narrow(255, std::uint8_t{}), Fault::none);
  EXPECT_EQ(narrow(256, std::uint8_t{}), Fault::out_of_range);
  EXPECT_EQ(narrow(0xffffffff, std::uint16_t{}), Fault::out_of_range);
  EXPECT_EQ(narrow(0xffff8000, std::int16_t{}), Fault::none);
  const auto bytes = bytes_of({255, 255, 255, 255});
  Decoder in(bytes);
  std::int16_t value = 0;
  EXPECT_TRUE(in.narrow(value));
  EXPECT_EQ(value, -1);
}

TEST(Decoder, ACharOfAPeerWithUnsignedCharsIsTheSameByte) {
  Decoder in;
  std::int8_t value = 0;
  EXPECT_TRUE(in.to_narrow(255, value));
  EXPECT_EQ(value, -1);
  EXPECT_TRUE(in.to_narrow(128, value));
  EXPECT_EQ(value, -128);
  EXPECT_FALSE(in.to_narrow(256, value));
}

TEST(Decoder, PaddingMustBeZero) {
  for (std::size_t at = 5; at < 8; ++at) {
    auto bytes = bytes_of({0, 0, 0, 1, 'a', 0, 0, 0});
    bytes[at] = std::byte{1};
    std::string text;
    Decoder in(bytes);
    EXPECT_FALSE(in.string(text, unbounded)) << at;
    EXPECT_EQ(in.fault(), Fault::bad_padding);
    std::vector<std::uint8_t> opaque;
    Decoder again(bytes);
    EXPECT_FALSE(again.opaque(opaque, unbounded)) << at;
    std::array<std::uint8_t, 1> fixed{};
    Decoder third(std::span<const std::byte>(bytes).subspan(4));
    EXPECT_FALSE(third.fixed_opaque(fixed)) << at;
  }
  const auto zeros = bytes_of({0, 0, 0});
  Decoder in;
  EXPECT_TRUE(in.padding(zeros.data(), 3));
  const auto bad = bytes_of({0, 0, 4});
  EXPECT_FALSE(in.padding(bad.data(), 3));
  EXPECT_EQ(in.fault(), Fault::bad_padding);
}

TEST(Decoder, BoundsAreInclusive) {
  const auto bytes = bytes_of({0, 0, 0, 3, 'a', 'b', 'c', 0});
  std::string text;
  EXPECT_TRUE(Decoder(bytes).string(text, 3));
  EXPECT_EQ(text, "abc");
  Decoder in(bytes);
  EXPECT_FALSE(in.string(text, 2));
  EXPECT_EQ(in.fault(), Fault::too_long);
  std::uint32_t count = 0;
  Decoder array(bytes);
  EXPECT_FALSE(array.length(count, 2, 1, 1));
  EXPECT_EQ(array.fault(), Fault::too_long);
}

// CVE-2017-8779: a length of four billion must not become an allocation.
TEST(Decoder, AnAnnouncedLengthAllocatesNothingBeforeTheBytesAreThere) {
  const auto bytes = bytes_of({255, 255, 255, 255, 'a', 'b', 'c', 'd'});
  std::string text;
  Decoder in(bytes);
  EXPECT_FALSE(in.string(text, unbounded));
  EXPECT_EQ(in.fault(), Fault::too_short);
  EXPECT_LE(text.capacity(), 64U);
  std::vector<std::uint8_t> opaque;
  EXPECT_FALSE(Decoder(bytes).opaque(opaque, unbounded));
  EXPECT_EQ(opaque.capacity(), 0U);
  Borrowed borrowed;
  EXPECT_FALSE(Decoder(bytes).opaque(borrowed, unbounded));
  std::uint32_t count = 0;
  Decoder array(bytes);
  EXPECT_FALSE(array.length(count, unbounded, 4, 4));
  EXPECT_EQ(array.fault(), Fault::too_short);
}

// Elements that take nothing on the wire but memory here: only the charge bounds them.
TEST(Decoder, ChargesElementsOfNoSize) {
  const auto bytes = bytes_of({0, 255, 255, 255});
  std::uint32_t count = 0;
  Decoder in(bytes);
  EXPECT_FALSE(in.length(count, unbounded, 0, 1));
  EXPECT_EQ(in.fault(), Fault::too_much_memory);
}

TEST(Decoder, MemoryIsBoundedByTheSizeOfTheRecord) {
  const std::vector<std::byte> bytes(100);
  const std::size_t allowed = Limits::decode_memory(100);
  EXPECT_EQ(allowed, 64U * 1024 + 1600);
  Decoder exactly(bytes);
  EXPECT_TRUE(exactly.charge(allowed - 1));
  EXPECT_TRUE(exactly.charge(1));
  EXPECT_TRUE(exactly.charge(0));
  EXPECT_FALSE(exactly.charge(1));
  EXPECT_EQ(exactly.fault(), Fault::too_much_memory);
  Decoder more(bytes);
  EXPECT_FALSE(more.charge(allowed + 1));
  Decoder huge(bytes);
  EXPECT_FALSE(huge.charge(std::numeric_limits<std::size_t>::max()));
}

TEST(Decoder, StringsAreCharged) {
  std::vector<std::byte> bytes(8);
  bytes[3] = std::byte{4};
  Decoder in(bytes);
  ASSERT_TRUE(in.charge(Limits::decode_memory(8) - 3));
  std::string text;
  EXPECT_FALSE(in.string(text, unbounded));
  EXPECT_EQ(in.fault(), Fault::too_much_memory);
}

TEST(Decoder, DepthIsSixtyFour) {
  Decoder in;
  for (int i = 0; i < 64; ++i) ASSERT_TRUE(in.enter());
  in.leave();
  ASSERT_TRUE(in.enter());
  EXPECT_FALSE(in.enter());
  EXPECT_EQ(in.fault(), Fault::too_deep);
}

TEST(Decoder, NothingMayBeLeft) {
  const auto bytes = bytes_of({0, 0, 0, 1, 0});
  Decoder in(bytes);
  std::uint32_t value = 0;
  ASSERT_TRUE(in.u32(value));
  EXPECT_EQ(in.remaining(), 1U);
  EXPECT_FALSE(in.finish());
  EXPECT_EQ(in.fault(), Fault::trailing_bytes);
}

TEST(Decoder, RemainsFalseAfterAFault) {
  const auto bytes = bytes_of({0, 0, 0, 7, 0, 0, 0, 1});
  Decoder in(bytes);
  bool value = false;
  ASSERT_FALSE(in.boolean(value));
  std::uint32_t word = 0;
  EXPECT_FALSE(in.u32(word));
  EXPECT_FALSE(in.finish()) << "an error is never a success that has no bytes left";
  EXPECT_EQ(in.fault(), Fault::bad_bool) << "the first fault counts";
  EXPECT_FALSE(in.at("visible"));
  EXPECT_FALSE(in.at("point"));
  EXPECT_STREQ(in.where(), "visible");
}

TEST(Decoder, WordsAndFixedOpaque) {
  const auto bytes = bytes_of({0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 9, 8, 7, 0});
  Decoder in(bytes);
  std::array<std::uint32_t, 2> small{};
  std::uint64_t large = 0;
  std::array<std::uint8_t, 3> fixed{};
  ASSERT_TRUE(in.words_32(small.data(), 2) && in.words_64(&large, 1) && in.fixed_opaque(fixed) &&
              in.fixed_opaque({}) && in.finish());
  EXPECT_EQ(small, (std::array<std::uint32_t, 2>{1, 2}));
  EXPECT_EQ(large, 3U);
  EXPECT_EQ(fixed, (std::array<std::uint8_t, 3>{9, 8, 7}));
}

// Every member, on a copy of exactly `size` bytes so that ASan sees one byte too many.
bool decode_everything(Decoder& in) {
  std::uint32_t u32 = 0;
  std::uint64_t u64 = 0;
  bool flag = false;
  std::string text;
  std::vector<std::uint8_t> opaque;
  Borrowed borrowed;
  std::array<std::uint8_t, 5> fixed{};
  std::uint32_t count = 0;
  std::array<std::uint32_t, 2> words{};
  return in.u32(u32) && in.u64(u64) && in.boolean(flag) && in.string(text, 10) && in.opaque(opaque, 10) &&
         in.opaque(borrowed, 10) && in.fixed_opaque(fixed) && in.length(count, 2, 4, 4) &&
         in.words_32(words.data(), count) && in.words_64(&u64, 1) && in.finish();
}

TEST(Decoder, TruncationAtEveryByteIsAFault) {
  std::vector<std::byte> whole(256);
  const std::uint32_t words[] = {5, 6};
  const std::uint64_t large = 9;
  const std::vector<std::uint8_t> opaque{1, 2, 3, 4, 5};
  Encoder out(whole);
  ASSERT_TRUE(out.u32(1) && out.u64(2) && out.boolean(true) && out.string("abc", 10) &&
              out.opaque(opaque, 10) && out.opaque(Borrowed(opaque), 10) && out.fixed_opaque(opaque) &&
              out.length(2, 2) && out.words_32(words, 2) && out.words_64(&large, 1));
  whole.resize(out.size_bytes());
  Decoder good(whole);
  ASSERT_TRUE(decode_everything(good));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    Decoder in(cut);
    EXPECT_FALSE(decode_everything(in)) << size;
    EXPECT_EQ(in.fault(), Fault::too_short) << size;
  }
}

TEST(Fault, EveryOneIsDescribed) {
  for (int i = 0; i <= static_cast<int>(Fault::too_much_memory); ++i)
    EXPECT_EQ(describe(static_cast<Fault>(i), nullptr).find("unknown"), std::string::npos) << i;
  EXPECT_EQ(describe(Fault::bad_bool, "visible"), "visible: a bool is neither 0 nor 1");
  EXPECT_EQ(describe(static_cast<Fault>(200), nullptr), "unknown fault");
}

}  // namespace
}  // namespace farcall::xdr
