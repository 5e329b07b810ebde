#include <compiler/wire_size.hpp>

#include <compiler/interface_test.hpp>

namespace {

using farcallc::TextInterface;
using farcallc::WireSizes;

std::string size_of(const std::string& text, std::string_view name) {
  TextInterface interface(text);
  farcallc::WireSize size = WireSizes(interface.model).of(interface.definition(name));
  return std::to_string(size.least) + ".." + (size.most ? std::to_string(*size.most) : "");
}

TEST(WireSize, FixedTypesTakeAlwaysTheSame) {
  EXPECT_EQ(size_of("struct s { int a; char b; hyper c; opaque d[5]; bool e[3]; };", "s"), "36..36");
  EXPECT_EQ(size_of("enum e { A }; struct s { e a[2]; };", "s"), "8..8");
  EXPECT_EQ(size_of("struct s { };", "s"), "0..0");
}

TEST(WireSize, BoundsBoundIt) {
  EXPECT_EQ(size_of("struct s { string a<5>; opaque b<>; };", "s"), "8..");
  EXPECT_EQ(size_of("struct s { string a<5>; hyper b<2>; };", "s"), "8..32");
  EXPECT_EQ(size_of("typedef string t<1>; struct s { t *a; t b<3>; };", "s"), "8..40");
  EXPECT_EQ(size_of("struct none { }; struct s { none a<>; };", "s"), "4..4");
}

TEST(WireSize, AUnionIsItsSmallestAndItsLargestArm) {
  EXPECT_EQ(size_of("union u switch (int n) { case 1: hyper a; case 2: opaque b[100]; };", "u"), "12..104");
  EXPECT_EQ(size_of("union u switch (bool n) { case TRUE: string a<>; case FALSE: void; };", "u"), "4..");
}

TEST(WireSize, WhatHoldsItselfHasNoMost) {
  EXPECT_EQ(size_of("struct s { int a; s *next; };", "s"), "8..");
  EXPECT_EQ(size_of("struct s { t *a; }; struct t { s b<3>; };", "t"), "4..");
  // Not what only refers to it in an array that is always empty.
  EXPECT_EQ(size_of("struct s { s *next; }; struct t { int a; };", "t"), "4..4");
}

TEST(WireSize, UnionsThatHoldEachOtherAreAsSmallAsTheirWayOut) {
  const char* text =
      "union a switch (int n) { case 0: void; case 1: b x; };"
      "union b switch (int n) { case 0: a y; case 1: opaque z[100]; };"
      "struct s { b one; b two[2]; };";
  EXPECT_EQ(size_of(text, "a"), "4..");
  EXPECT_EQ(size_of(text, "b"), "8..");
  EXPECT_EQ(size_of(text, "s"), "24..");
}

TEST(WireSize, NestedArraysOverflowIntoUnbounded) {
  std::string text = "typedef opaque t0<4294967294>;";
  for (int i = 0; i < 5; ++i)
    text += "typedef t" + std::to_string(i) + " t" + std::to_string(i + 1) + "<4294967294>;";
  EXPECT_EQ(size_of(text, "t0"), "4..4294967300");
  EXPECT_EQ(size_of(text, "t5"), "4..");
}

}  // namespace
