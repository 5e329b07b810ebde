// What generated types look like in a log.
#include <gtest/gtest.h>

#include <farcall/base/small_stack_test.hpp>
#include <farcall/xdr/text.hpp>

#include "everything.x.hpp"
#include "language.x.hpp"
#include "random_values.hpp"

namespace {

using namespace everything;

TEST(Text, OfAStruct) {
  EXPECT_EQ(to_string(point{3, 4, BLUE, true}), "point{x = 3, y = 4, c = BLUE, visible = true}");
  EXPECT_EQ(to_string(point{0, 0, static_cast<color>(5), false}),
            "point{x = 0, y = 0, c = 5, visible = false}");
  EXPECT_EQ(to_string(sample{1, 0.1, -2.5, "a\n\xff"}), R"(sample{a = 1, b = 0.1, c = -2.5, s = "a\n\xff"})");
  EXPECT_EQ(to_string(tree{1, {{2, {}}, {3, {}}}}),
            "tree{value = 1, children = [{value = 2, children = []}, {value = 3, children = []}]}");
}

TEST(Text, OfAUnion) {
  EXPECT_EQ(to_string(result::make_number(7)), "result{status = GREEN, number = 7}");
  EXPECT_EQ(to_string(result(BLUE)), "result{status = BLUE}");
  EXPECT_EQ(to_string(result(static_cast<color>(5))), "result{status = 5}") << "no arm, and still text";
  EXPECT_EQ(to_string(maybe_point::make_value({})),
            "maybe_point{there = true, value = {x = 0, y = 0, c = RED, visible = false}}");
}

TEST(Text, OfAList) {
  EXPECT_EQ(to_string(result::make_list({})), "result{status = RED, list = null}");
  EXPECT_EQ(to_string(result::make_list(entry{1, "a", entry{2, "b", {}}})),
            R"(result{status = RED, list = [{id = 1, name = "a"}, {id = 2, name = "b"}]})");
  EXPECT_EQ(to_string(entry{1, "a", {}}), R"(entry[{id = 1, name = "a"}])");
}

TEST(Text, OfOpaqueData) {
  mixed value;
  value.data = {0xca, 0xfe};
  value.ck = {1, 2, 3};
  std::string whole = to_string(value);
  EXPECT_NE(whole.find("data = 0xcafe, ck = 0x0102030000000000, "), std::string::npos) << whole;
  value.data.resize(100);
  whole = to_string(value);
  EXPECT_NE(whole.find("0000… (100 bytes), ck = "), std::string::npos) << whole;
}

// Aliases of standard types have no to_string of their own.
TEST(Text, OfAnAlias) {
  EXPECT_EQ(farcall::xdr::text(names{"a", "b"}), R"(["a", "b"])");
  EXPECT_EQ(farcall::xdr::text(entries(entry{1, "a", {}})), R"(entry[{id = 1, name = "a"}])");
  EXPECT_EQ(farcall::xdr::text(triple{1, 2, 3}), "[1, 2, 3]");
}

TEST(Text, NamesAreThoseOfTheInterface) {
  language::class_ value;
  value.class_ = 5;
  EXPECT_EQ(to_string(value), "class[{class = 5, int32_t = 0, unix = 0}]");
}

TEST(Text, OfRandomValuesIsBoundedAndUtf8) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    golden::Random random(seed);
    std::string whole = to_string(golden::random_holder(random));
    EXPECT_LE(whole.size(), 4100U);
    EXPECT_TRUE(whole.starts_with("holder{b = {kind = ")) << whole;
    EXPECT_EQ(whole.find('\n'), std::string::npos);
  }
}

TEST(Text, AListOfAMillionNodesNeedsNoStack) {
  farcall::on_small_stack([] {
    entries list = golden::long_list(1'000'000);
    EXPECT_TRUE(to_string(*list).starts_with(R"(entry[{id = 999999, name = ""}, {id = 999998,)"));
    EXPECT_TRUE(to_string(*list).ends_with("…]"));
    EXPECT_EQ(farcall::xdr::text(list, {.text_bytes = SIZE_MAX / 2, .elements = 2'000'000}).size(),
              std::string("entry[]").size() + std::string("{id = , name = \"\"}").size() * 1'000'000 +
                  2 * 999'999 + 5'888'890);
  });
}

}  // namespace
