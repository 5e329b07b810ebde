// What generated code encodes, it decodes again, and nothing else: random values of every type, and every way
// in which bytes can be wrong.
#include <gtest/gtest.h>
#include <pthread.h>

#include <random>
#include <span>

#include "everything.x.hpp"

namespace {

using namespace everything;
using farcall::xdr::Decoder;
using farcall::xdr::Encoder;
using farcall::xdr::Fault;

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::uint64_t bits() { return engine_(); }
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool coin() { return below(2) == 0; }
  std::string text(std::size_t most) {
    std::string made(below(most + 1), '\0');
    for (char& c : made) c = static_cast<char>(below(256));
    return made;
  }
  std::vector<std::uint8_t> bytes(std::size_t most) {
    std::string made = text(most);
    return {made.begin(), made.end()};
  }

 private:
  std::mt19937_64 engine_;
};

color random_color(Random& random) {
  constexpr color all[] = {RED, GREEN, BLUE};
  return all[random.below(3)];
}
point random_point(Random& random) {
  return {static_cast<std::int32_t>(random.bits()), static_cast<std::int32_t>(random.bits()),
          random_color(random), random.coin()};
}
scalars random_scalars(Random& random) {
  scalars made;
  made.a = static_cast<std::int32_t>(random.bits());
  made.b = static_cast<std::uint32_t>(random.bits());
  made.c = static_cast<std::int64_t>(random.bits());
  made.d = random.bits();
  made.e = static_cast<float>(random.below(1000)) / 7;
  made.f = static_cast<double>(random.bits()) / 7;
  made.g = random.coin();
  made.k = static_cast<std::int16_t>(random.bits());
  made.l = static_cast<std::int8_t>(random.bits());
  made.p = static_cast<std::uint8_t>(random.bits());
  made.q = static_cast<std::uint16_t>(random.bits());
  made.r = static_cast<std::int64_t>(random.bits());
  for (auto& byte : made.s) byte = static_cast<std::uint8_t>(random.bits());
  return made;
}
mixed random_mixed(Random& random) {
  mixed made;
  made.at = random_point(random);
  for (auto& one : made.t) one = static_cast<std::int32_t>(random.bits());
  for (auto& one : made.o) one = static_cast<std::uint8_t>(random.bits());
  made.name = random.text(40);
  made.file = random.text(MAX_NAME);
  made.data = random.bytes(100);
  for (auto& one : made.ck) one = static_cast<std::uint8_t>(random.bits());
  for (std::size_t i = random.below(5); i > 0; --i) made.path.push_back(random_point(random));
  for (std::size_t i = random.below(50); i > 0; --i)
    made.numbers.push_back(static_cast<std::int32_t>(random.bits()));
  for (std::size_t i = random.below(11); i > 0; --i)
    made.big.push_back(static_cast<std::int64_t>(random.bits()));
  for (auto& one : made.reals) one = static_cast<double>(random.bits());
  for (std::size_t i = random.below(20); i > 0; --i) made.flags.push_back(random.coin());
  made.two = {random.coin(), random.coin()};
  for (std::size_t i = random.below(5); i > 0; --i) made.palette.push_back(random_color(random));
  for (std::size_t i = random.below(17); i > 0; --i) made.all.push_back(random.text(10));
  for (auto& one : made.corners) one = random_point(random);
  for (auto& one : made.pair) one = random.text(9);
  if (random.coin()) made.maybe = random_point(random);
  if (random.coin()) made.maybe_text = random.text(9);
  if (random.coin()) made.maybe_int = static_cast<std::int32_t>(random.bits());
  for (std::size_t i = random.below(5); i > 0; --i)
    made.shorts.push_back(static_cast<std::int16_t>(random.bits()));
  for (auto& one : made.chars) one = static_cast<std::int8_t>(random.bits());
  return made;
}
tree random_tree(Random& random, int depth) {
  tree made{static_cast<std::int32_t>(random.bits()), {}};
  for (std::size_t i = depth == 0 ? 0 : random.below(4); i > 0; --i)
    made.children.push_back(random_tree(random, depth - 1));
  return made;
}
btree random_btree(Random& random, int depth) {
  btree made;
  made.key = static_cast<std::int32_t>(random.bits());
  if (depth > 0 && random.coin()) made.left = random_btree(random, depth - 1);
  if (depth > 0 && random.coin()) made.right = random_btree(random, depth - 1);
  return made;
}
entries random_entries(Random& random) {
  entries made;
  for (std::size_t i = random.below(5); i > 0; --i) {
    entry one;
    one.id = random.bits();
    one.name = random.text(20);
    one.next = std::move(made);
    made = std::move(one);
  }
  return made;
}
stringlist random_stringlist(Random& random) {
  stringlist made;
  for (std::size_t i = random.below(5); i > 0; --i) {
    stringentry one{random.text(8), std::move(made)};
    made = stringlist::make_element(std::move(one));
  }
  return made;
}
result random_result(Random& random) {
  switch (random_color(random)) {
    case RED: return result::make_list(random_entries(random));
    case GREEN: return result::make_number(static_cast<std::int32_t>(random.bits()));
    case BLUE: break;
  }
  return result(BLUE);
}
big random_big(Random& random) {
  switch (random.below(4)) {
    case 0: return big(0);
    case 1: return big::make_all(1, random_mixed(random));
    case 2: return big::make_all(-2, random_mixed(random));
    default: return big::make_text(99, random.text(30));
  }
}
holder random_holder(Random& random) {
  holder made;
  made.b = random_big(random);
  made.r = random_result(random);
  made.m = random.coin() ? maybe_point::make_value(random_point(random)) : maybe_point(false);
  made.s = random_stringlist(random);
  made.t = random_btree(random, 5);
  made.u = random_tree(random, 3);
  made.sc = random_scalars(random);
  static std::vector<std::uint8_t> lent;
  lent = random.bytes(50);
  made.d.bytes = farcall::xdr::Borrowed(lent);
  return made;
}

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

entries long_list(int nodes) {
  entries list;
  for (int i = 0; i < nodes; ++i) {
    entry one;
    one.id = static_cast<std::uint64_t>(i);
    one.next = std::move(list);
    list = std::move(one);
  }
  return list;
}

// Its encoding, again and again: size, encode, decode, compare, copy, assign, destroy.
void* use_a_long_list(void*) {
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
  return nullptr;
}

TEST(Coding, AListOfAMillionNodesNeedsNoStack) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, 256 * 1024), 0);
  pthread_t thread{};
  ASSERT_EQ(pthread_create(&thread, &attributes, use_a_long_list, nullptr), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
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

TEST(Unions, MovedFromIsFreshAgain) {
  big value = big::make_all(1, mixed{});
  value.all().name = "x";
  big moved = std::move(value);
  EXPECT_EQ(moved.all().name, "x");
  EXPECT_EQ(value.all().name, "");  // NOLINT(bugprone-use-after-move): that is what this test is about
}

}  // namespace
