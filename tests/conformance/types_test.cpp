// Every type arrives as it was sent, and comes back.
#include <bit>
#include <limits>
#include <numeric>

#include "fixture.hpp"
#include "random_values.hpp"

namespace conformance {
namespace {

class Types : public AtPlacement {};
FARCALL_EVERY_PLACEMENT(Types);

TEST_P(Types, RandomValuesOfEveryTypeComeBack) {
  V1::Client callee = client();
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    RandomValues random(seed);
    everything sent;
    random.fill(sent);
    farcall::Result<everything> received = callee.ECHO(sent);
    ASSERT_TRUE(received) << to_string(received.error());
    ASSERT_EQ(*received, sent) << "seed " << seed;
  }
}

TEST_P(Types, EachTypeAsArgumentAndResultByItself) {
  V1::Client callee = client();
  RandomValues random(7);
  for (int round = 0; round < 30; ++round) {
    auto a = static_cast<std::int32_t>(random.bits() >> 34),
         b = static_cast<std::int32_t>(random.bits() >> 34);
    EXPECT_EQ(callee.ADD(a, -b).value(), a - b);
    scalars numbers;
    random.fill(numbers);
    EXPECT_EQ(callee.ECHO_SCALARS(numbers).value(), numbers);
    tree family;
    random.fill(family);
    EXPECT_EQ(callee.ECHO_TREE(family).value(), family);
    choice one;
    random.fill(one);
    EXPECT_EQ(callee.ECHO_CHOICE(one).value(), one);
    verdict two;
    random.fill(two);
    EXPECT_EQ(callee.ECHO_VERDICT(two).value(), two);
    color hue = random.one_color();
    EXPECT_EQ(callee.ECHO_COLOR(hue).value(), hue);
    std::string text = random.text(MAX_NAME);
    EXPECT_EQ(callee.ECHO_NAME(text).value(), text);
  }
}

TEST_P(Types, BitsOfFloatsSurvive) {
  constexpr std::uint64_t doubles[] = {0x8000000000000000, 0x7ff8000000000001, 0xfff80000deadbeef,
                                       0x7ff0000000000001, 0x7ff0000000000000, 0x0000000000000001};
  constexpr std::uint32_t floats[] = {0x80000000, 0x7fc00001, 0xffc0beef, 0x7f800001, 0xff800000, 0x00000001};
  V1::Client callee = client();
  for (std::size_t i = 0; i < std::size(doubles); ++i) {
    scalars sent;
    sent.d = std::bit_cast<double>(doubles[i]);
    sent.f = std::bit_cast<float>(floats[i]);
    farcall::Result<scalars> received = callee.ECHO_SCALARS(sent);
    ASSERT_TRUE(received) << to_string(received.error());
    EXPECT_EQ(std::bit_cast<std::uint64_t>(received->d), doubles[i]);
    EXPECT_EQ(std::bit_cast<std::uint32_t>(received->f), floats[i]);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(callee.ECHO_DOUBLE(sent.d).value()), doubles[i]);
  }
}

TEST_P(Types, OpaqueOfEveryLengthUpToTheLargest) {
  V1::Client callee = client();
  std::vector<std::size_t> sizes(40);
  std::iota(sizes.begin(), sizes.end(), 0);
  // Around a page, the smallest piece that is gathered, and several reads of a socket.
  for (std::size_t size :
       {4096UL, 16'383UL, 16'384UL, 16'385UL, 50'001UL, 200'003UL, GetParam().largest_bytes})
    if (size <= GetParam().largest_bytes) sizes.push_back(size);
  for (std::size_t size : sizes) {
    blob sent(size);
    for (std::size_t i = 0; i < size; ++i) sent[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    farcall::Result<blob> received = callee.ECHO_BLOB(sent);
    ASSERT_TRUE(received) << size << ": " << to_string(received.error());
    ASSERT_TRUE(*received == sent) << size;
  }
}

TEST_P(Types, LongListIsTurnedRound) {
  int count = GetParam().is_datagram ? 3000 : 100'000;
  list sent;
  for (int i = 0; i < count; ++i) {
    list longer;
    longer.emplace().value = i;
    longer->next = std::move(sent);
    sent = std::move(longer);
  }
  farcall::Result<list> received = client().REVERSE(sent);
  ASSERT_TRUE(received) << to_string(received.error());
  int expected = 0;
  for (const list* at = &*received; at->has_value(); at = &(*at)->next) ASSERT_EQ((*at)->value, expected++);
  EXPECT_EQ(expected, count);
}

TEST_P(Types, ChangedVariablesAreRestoredWhenTheCallReturns) {
  std::int32_t a = 5;
  std::string b = "ball";
  triple c{};
  farcall::Result<std::int32_t> sum = client().CHANGE(a, b, c);
  ASSERT_TRUE(sum) << to_string(sum.error());
  EXPECT_EQ(*sum, 12);
  EXPECT_EQ(a, -5);
  EXPECT_EQ(b, "llab");
  EXPECT_EQ(c, (triple{5, 4, 3}));
}

TEST_P(Types, ResultsGoIntoAnObjectThatTheCallerKeeps) {
  V1::Client callee = client();
  RandomValues random(3);
  everything sent, kept;
  for (int i = 0; i < 20; ++i) {
    random.fill(sent);
    ASSERT_TRUE(callee.ECHO_into(sent, kept));
    ASSERT_EQ(kept, sent);
  }
}

TEST_P(Types, SeveralProgramsAndVersionsOnOneServer) {
  EXPECT_EQ(client<V1::Client>().ADD(1, 2).value(), 3);
  EXPECT_EQ(client<V3::Client>().VERSION().value(), "three");
  EXPECT_EQ(client<Second::Client>().VERSION().value(), "second");
}

}  // namespace
}  // namespace conformance
