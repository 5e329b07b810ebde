#include <farcall/xdr/text.hpp>

#include <bit>
#include <charconv>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::xdr {
namespace {

// As farcallc writes them.
enum class Color : std::int32_t { red = 0 };
std::string_view to_string(Color color) { return color == Color::red ? "RED" : ""; }

struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
};
void print_text(Text& out, const Point& value) {
  if (!out.open("point")) return;
  out.field("x", value.x);
  out.field("y", value.y);
  out.close();
}

struct Tree {
  std::vector<Tree> children;
};
void print_text(Text& out, const Tree& value) {
  if (!out.open("tree")) return;
  out.field("children", value.children);
  out.close();
}

using Bytes = std::vector<std::uint8_t>;

TEST(Text, EveryKindOfValue) {
  EXPECT_EQ(text(Point{3, -4}), "point{x = 3, y = -4}");
  EXPECT_EQ(text(std::vector<Point>{{1, 2}, {3, 4}}), "[{x = 1, y = 2}, {x = 3, y = 4}]");
  EXPECT_EQ(text(std::vector<Point>{}), "[]");
  EXPECT_EQ(text(true), "true");
  EXPECT_EQ(text(std::vector<bool>{true, false}), "[true, false]");
  EXPECT_EQ(text(std::int8_t{-5}), "-5");
  EXPECT_EQ(text(std::uint16_t{65535}), "65535");
  EXPECT_EQ(text(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(text(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(text(std::array<std::int32_t, 2>{7, 8}), "[7, 8]");
  EXPECT_EQ(text(Color::red), "RED");
  EXPECT_EQ(text(static_cast<Color>(9)), "9");
  EXPECT_EQ(text(Optional<std::int32_t>()), "null");
  EXPECT_EQ(text(Optional<Point>(Point{})), "point{x = 0, y = 0}");
  EXPECT_EQ(text(Bytes{}), "0x");
  EXPECT_EQ(text(std::array<std::uint8_t, 3>{0, 0xab, 0xff}), "0x00abff");
  Bytes lent{1, 2};
  EXPECT_EQ(text(Borrowed(lent)), "0x0102");
}

TEST(Text, StringsAreQuotedAndEscaped) {
  EXPECT_EQ(text(std::string("a \"b\" \\ c")), R"("a \"b\" \\ c")");
  EXPECT_EQ(text(std::string("\n\t\r\0\x1b[31m\x7f", 10)), R"("\n\t\r\x00\x1b[31m\x7f")");
  EXPECT_EQ(text(std::string("gr\xc3\xbc\xc3\x9f \xe8\xaa\x9e")), "\"gr\xc3\xbc\xc3\x9f \xe8\xaa\x9e\"");
  EXPECT_EQ(text(std::string("\xff\xc3(")), R"("\xff\xc3(")");
  EXPECT_EQ(text(std::string("\xe2\x80\xae")), R"("\xe2\x80\xae")")
      << "U+202E would turn the rest of the line";
}

TEST(Text, NumbersReadBackAsTheyWere) {
  EXPECT_EQ(text(0.1F), "0.1");
  EXPECT_EQ(text(0.1), "0.1");
  EXPECT_EQ(text(-0.0), "-0");
  EXPECT_EQ(text(1e300), "1e+300");
  EXPECT_EQ(text(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(text(std::numeric_limits<float>::quiet_NaN()), "nan");
  std::mt19937_64 random(1);
  for (int i = 0; i < 10'000; ++i) {
    std::uint64_t bits = random();
    auto number = std::bit_cast<double>(bits);
    if (number != number) continue;
    std::string written = text(number);
    double read = 0;
    std::from_chars(written.data(), written.data() + written.size(), read);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read), bits) << written;
  }
}

TEST(Text, WhatIsLongIsShortened) {
  TextLimits limits{.text_bytes = 4096, .elements = 3, .string_bytes = 4, .opaque_bytes = 2};
  EXPECT_EQ(text(std::vector<std::int32_t>{1, 2, 3}, limits), "[1, 2, 3]");
  EXPECT_EQ(text(std::vector<std::int32_t>{1, 2, 3, 4, 5}, limits), "[1, 2, 3, … (2 more)]");
  EXPECT_EQ(text(std::string("abcd"), limits), "\"abcd\"");
  EXPECT_EQ(text(std::string("abcde"), limits), "\"abcd\"… (5 bytes)");
  EXPECT_EQ(text(std::string("abc\xc3\xbc"), limits), "\"abc\"… (5 bytes)") << "no half characters";
  EXPECT_EQ(text(Bytes{1, 2, 3}, limits), "0x0102… (3 bytes)");
}

TEST(Text, AllOfItIsBounded) {
  std::vector<std::vector<std::string>> value(100, std::vector<std::string>(100, std::string(1000, '\0')));
  TextLimits limits{.text_bytes = 100'000, .elements = 1'000'000, .string_bytes = 1000, .opaque_bytes = 0};
  std::string whole = text(value, limits);
  EXPECT_LE(whole.size(), limits.text_bytes + 3);
  EXPECT_GT(whole.size(), limits.text_bytes - 10);
  EXPECT_TRUE(whole.ends_with("…"));
  for (std::size_t most = 0; most < 30; ++most) {
    limits.text_bytes = most;
    EXPECT_LE(text(std::vector<Point>(9), limits).size(), most + 3);
  }
}

TEST(Text, DepthIsBounded) {
  Tree deep;
  for (int i = 0; i < 2000; ++i) {
    Tree outer;
    outer.children.push_back(std::move(deep));
    deep = std::move(outer);
  }
  std::string whole = text(deep, {.text_bytes = 1'000'000});
  EXPECT_NE(whole.find("{children = […]}"), std::string::npos) << whole;
}

}  // namespace
}  // namespace farcall::xdr
