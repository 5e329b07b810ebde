#include <farcall/base/utf8.hpp>

#include <string>

#include <gtest/gtest.h>

namespace farcall {
namespace {

// What RFC 3629 says of every code point, written out again.
std::string encoded(char32_t c) {
  auto tail = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xc0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xe0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | c >> 18), tail(12), tail(6), tail(0)};
}

TEST(Utf8, EveryCodePointIsRead) {
  for (char32_t c = 0; c <= 0x110000; ++c) {
    std::string text = encoded(c);
    Utf8 read = utf8_at(text, 0);
    if ((c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff) {
      ASSERT_EQ(read.size_bytes, 0U) << std::size_t{c};
    } else {
      ASSERT_EQ(read.size_bytes, text.size()) << std::size_t{c};
      ASSERT_EQ(read.code_point, c);
    }
    for (std::size_t cut = 1; cut < text.size(); ++cut)
      ASSERT_FALSE(is_utf8(text.substr(0, cut))) << std::size_t{c};
  }
}

TEST(Utf8, BytesThatAreNone) {
  for (const char* text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",
        "\xf5\x80\x80\x80", "\xff", "a\xc3", "\xc3(", "\xed\xa0\x80"}) {
    EXPECT_FALSE(is_utf8(text)) << text;
  }
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
  EXPECT_TRUE(is_utf8("gr\xc3\xbc\xc3\x9f"));
  EXPECT_EQ(utf8_at("a", 1).size_bytes, 0U);
}

TEST(Utf8, WhatCouldDeceiveIsNotShown) {
  for (char32_t c : {U'a', U' ', U'~', U'ü', U'語', U'🙂', U'\u00a0'})
    EXPECT_TRUE(is_shown(c)) << std::size_t{c};
  for (char32_t c :
       {U'\0', U'\n', U'\x1b', U'\x7f', char32_t{0x9b}, U'\u200b', U'\u202e', U'\u2066', U'\ufeff'})
    EXPECT_FALSE(is_shown(c)) << std::size_t{c};
  EXPECT_EQ(shown("gr\xc3\xbc\xc3\x9f\t\x1b[1m\xff\xe2\x80\xae."), "gr\xc3\xbc\xc3\x9f??[1m??.");
}

}  // namespace
}  // namespace farcall
