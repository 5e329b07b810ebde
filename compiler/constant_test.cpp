#include <compiler/constant.hpp>

#include <gtest/gtest.h>

namespace {

using namespace farcallc;

TEST(Constant, NumbersAreReadInEveryBase) {
  EXPECT_EQ(to_string(read_number("0x1fUL").value), "31");
  EXPECT_EQ(to_string(read_number("017").value), "15");
  EXPECT_EQ(to_string(read_number("1'000'000").value), "1000000");
  EXPECT_EQ(to_string(read_number("0").value), "0");
  EXPECT_EQ(to_string(read_number("18446744073709551615").value), "18446744073709551615");
  for (const char* bad :
       {"18446744073709551616", "0x", "09", "12ab", "0xg", "99999999999999999999999999999999999999999"}) {
    EXPECT_NE(read_number(bad).fault, nullptr) << bad;
  }
}

TEST(Constant, CharactersAreReadWithTheirEscapes) {
  EXPECT_EQ(to_string(read_character("'a'").value), "97");
  EXPECT_EQ(to_string(read_character("'\\n'").value), "10");
  EXPECT_EQ(to_string(read_character("'\\0'").value), "0");
  EXPECT_EQ(to_string(read_character("'\\x7f'").value), "127");
  for (const char* bad : {"''", "'ab'", "'\\q'", "'\\777'", "'\\x'"})
    EXPECT_NE(read_character(bad).fault, nullptr) << bad;
}

TEST(Constant, TextsHaveTheEscapesOfC) {
  for (const char* good : {R"("")", R"("a\n\"\\\0\377\x7f\1234?")", R"("100% \'")"})
    EXPECT_EQ(text_fault(good), nullptr) << good;
  for (const char* bad : {R"("\q")", R"("\x")", R"("\777")", R"("\x100")", R"("\u0041")"})
    EXPECT_NE(text_fault(bad), nullptr) << bad;
}

TEST(Constant, WhatIsNoOperatorComputesNothing) {
  EXPECT_STREQ(compute("?", 1, 2).fault, "farcallc does not know this operator");
}

TEST(Constant, OverflowIsAFaultAndNoWrapping) {
  Integer most = greatest_integer;
  EXPECT_NE(compute("+", most, 1).fault, nullptr);
  EXPECT_NE(compute("*", most, most).fault, nullptr);
  EXPECT_NE(compute("-", least_integer, 1).fault, nullptr);
  EXPECT_NE(compute("<<", most, 63).fault, nullptr);
  EXPECT_NE(compute("<<", 1, 64).fault, nullptr);
  EXPECT_NE(compute("/", 1, 0).fault, nullptr);
  EXPECT_NE(compute("%", 1, 0).fault, nullptr);
  EXPECT_EQ(to_string(compute("*", -3, 4).value), "-12");
}

}  // namespace
