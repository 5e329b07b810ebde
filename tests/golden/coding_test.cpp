// What generated code encodes, it decodes again, and nothing else: random values of every type, and every way
// in which bytes can be wrong.
#include <gtest/gtest.h>

#include <span>

#include <farcall/base/small_stack_test.hpp>

#include "everything.x.hpp"
#include "random_values.hpp"

namespace {

using namespace everything;
using namespace golden;
using farcall::xdr::Decoder;
using farcall::xdr::Encoder;
using farcall::xdr::Fault;

template <typename T>
std::vector<std::byte> encoded(const T& value) {
  std::vector<std::byte> bytes(encoded_size(value));
  Encoder out(bytes);
  EXPECT_TRUE(encode(out, value)) << describe(out.fault(), out.where());
  EXPECT_EQ(out.size_bytes(), bytes.size());
  return bytes;
}

template <typename T>
void round_trip(const T& value, T& kept) {
  std::vector<std::byte> bytes = encoded(value);
  T fresh;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, fresh) && in.finish()) << describe(in.fault(), in.where());
  EXPECT_EQ(fresh, value);
  // The same into an object that holds something else already.
  Decoder again(bytes);
  ASSERT_TRUE(decode(again, kept) && again.finish());
  EXPECT_EQ(kept, value);
  T copied = kept;
  EXPECT_EQ(copied, value);
  kept = std::move(copied);
  EXPECT_EQ(kept, value);
}

TEST(Coding, RandomValuesSurvive) {
  holder kept;
  mixed kept_mixed;
  for (unsigned seed = 0; seed < 500; ++seed) {
    Random random(seed);
    SCOPED_TRACE(seed);
    round_trip(random_holder(random), kept);
    round_trip(random_mixed(random), kept_mixed);
  }
}

TEST(Coding, FreshValuesSurvive) {
  holder kept;
  round_trip(holder{}, kept);
}

// Cut off anywhere, bytes are no value; with a bit changed they are none, or one that is sound.
TEST(Coding, DamagedBytesAreRefusedOrSound) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    Random random(seed);
    std::vector<std::byte> bytes = encoded(random_holder(random));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      holder value;
      Decoder in(std::span<const std::byte>(bytes).first(size));
      EXPECT_FALSE(decode(in, value) && in.finish()) << size;
      EXPECT_NE(in.fault(), Fault::none);
    }
    for (int change = 0; change < 2000; ++change) {
      std::size_t at = random.below(bytes.size());
      std::byte before = bytes[at];
      bytes[at] ^= static_cast<std::byte>(1U << random.below(8));
      holder value;
      Decoder in(bytes);
      if (decode(in, value) && in.finish()) {
        // The same bytes again, but for a char that came from a peer with unsigned chars.
        std::vector<std::byte> canonical = encoded(value);
        holder same;
        Decoder again(canonical);
        EXPECT_TRUE(decode(again, same) && again.finish());
        EXPECT_EQ(encoded(same), canonical);
        EXPECT_EQ(canonical.size(), bytes.size());
      }
      bytes[at] = before;
    }
  }
}

TEST(Coding, NamesTheFieldThatIsWrong) {
  point value;
  value.c = static_cast<color>(3);
  std::array<std::byte, 16> room{};
  Encoder out(room);
  EXPECT_FALSE(encode(out, value));
  EXPECT_EQ(out.fault(), Fault::bad_enum);
  EXPECT_STREQ(out.where(), "point.c");
  room[11] = std::byte{3};
  Decoder in(room);
  EXPECT_FALSE(decode(in, value));
  EXPECT_STREQ(in.where(), "point.c");
}

TEST(Coding, BoundsHoldBothWays) {
  mixed value;
  value.file = std::string(MAX_NAME + 1, 'x');
  std::vector<std::byte> room(encoded_size(value));
  Encoder out(room);
  EXPECT_FALSE(encode(out, value));
  EXPECT_EQ(out.fault(), Fault::too_long);
  EXPECT_STREQ(out.where(), "mixed.file");
}

TEST(Coding, AnUnsentDiscriminantIsRefused) {
  result value(static_cast<color>(5));
  std::vector<std::byte> room(64);
  Encoder out(room);
  EXPECT_FALSE(encode(out, value));
}

TEST(Coding, DeepValuesAreRefused) {
  tree deep;
  for (int i = 0; i < 100; ++i) {
    tree outer;
    outer.children.push_back(std::move(deep));
    deep = std::move(outer);
  }
  std::vector<std::byte> room(encoded_size(deep));
  Encoder out(room);
  EXPECT_FALSE(encode(out, deep));
  EXPECT_EQ(out.fault(), Fault::too_deep);
}

// Size, encode, decode, compare, copy, assign, destroy.
TEST(Coding, AListOfAMillionNodesNeedsNoStack) {
  farcall::on_small_stack([] {
    entries list = long_list(1'000'000);
    round_trip(*list, *list);
    entries copied = list;
    EXPECT_EQ(copied, list);
    copied->next->next->id = 5;
    EXPECT_NE(copied, list);
    list = copied;
    result wrapped = result::make_list(std::move(copied));
    result fresh;
    round_trip(wrapped, fresh);
    EXPECT_EQ(fresh.list(), list);
  });
}

// Elements are coded through a copy of the coder; what goes wrong in one must not be lost with it.
TEST(Coding, AFaultInAnElementReachesTheCoder) {
  samples value;
  value.all.resize(3);
  value.all[1].s = "x";
  std::vector<std::byte> bytes = encoded(value);
  bytes[4 + 24 + 24 + 3] = std::byte{1};  // in the padding
  samples kept;
  Decoder in(bytes);
  EXPECT_FALSE(decode(in, kept));
  EXPECT_EQ(in.fault(), Fault::bad_padding);
  EXPECT_STREQ(in.where(), "sample.s");
  EXPECT_FALSE(in.finish());

  Encoder out(std::span<std::byte>(bytes).first(40));
  EXPECT_FALSE(encode(out, value));
  EXPECT_EQ(out.fault(), Fault::too_short);
  EXPECT_STREQ(out.where(), "sample.a");

  mixed strings;
  strings.all = {"good", std::string(MAX_NAME + 1, 'x')};
  std::vector<std::byte> room(encoded_size(strings));
  Encoder third(room);
  EXPECT_FALSE(encode(third, strings));
  EXPECT_EQ(third.fault(), Fault::too_long);
  EXPECT_STREQ(third.where(), "mixed.all");
}

// Numbers grow piece by piece; every way from one length to another.
TEST(Coding, NumbersOfEveryLengthIntoWhatIsKept) {
  mixed kept;
  for (std::size_t size : {0U, 1U, 5000U, 2048U, 2049U, 0U, 4096U, 10'000U, 3U, 20'000U}) {
    mixed value;
    for (std::size_t i = 0; i < size; ++i)
      value.numbers.push_back(static_cast<std::int32_t>(i * 2654435761U));
    round_trip(value, kept);
  }
}

TEST(Unions, AccessIsChecked) {
  result value = result::make_number(7);
  EXPECT_EQ(value.status(), GREEN);
  EXPECT_EQ(value.number(), 7);
  EXPECT_EQ(value.if_list(), nullptr);
  EXPECT_THROW((void)value.list(), farcall::RpcError);
  value.set_status(RED);
  EXPECT_FALSE(value.list().has_value());
  EXPECT_EQ(value.if_number(), nullptr);
  EXPECT_EQ(big(5).text(), "");
  EXPECT_THROW((void)big::make_text(1, "1 is another arm's"), farcall::RpcError);
}

TEST(Unions, MovesFromAPartOfItself) {
  stringlist list = stringlist::make_element({"outer", stringlist::make_element({"inner", {}})});
  list = std::move(list.element().next);
  EXPECT_EQ(list.element().item, "inner");
}

TEST(Unions, MovedFromIsFreshAgain) {
  big value = big::make_all(1, mixed{});
  value.all().name = "x";
  big moved = std::move(value);
  EXPECT_EQ(moved.all().name, "x");
  EXPECT_EQ(value.all().name, "");  // NOLINT(bugprone-use-after-move): that is what this test is about
}

}  // namespace
