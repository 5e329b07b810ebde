#include <compiler/compare/words.hpp>

#include <gtest/gtest.h>

namespace {

using namespace farcallc;
using compare::Effect;
using model::Kind;

class WordSets : public testing::Test {
 protected:
  static model::Type type(Kind kind) {
    model::Type made;
    made.kind = kind;
    return made;
  }
  model::Type enumeration(const std::vector<std::int32_t>& values) {
    model::Enum of;
    for (std::int32_t value : values) of.enumerators.push_back({"", {}, value, {}});
    definitions_.emplace_back().of = std::move(of);
    model::Type made = type(Kind::named);
    made.definition = &definitions_.back();
    return made;
  }
  static compare::WordLoss lost(const model::Type& sent, const model::Type& taken) {
    return compare::lost(*compare::words_of(sent), *compare::words_of(taken));
  }

  std::deque<model::Definition> definitions_;
};

TEST_F(WordSets, WhatIsNoNumberOfFourBytesHasNone) {
  for (Kind kind : {Kind::i64, Kind::f32, Kind::string, Kind::void_}) {
    EXPECT_FALSE(compare::words_of(type(kind)));
  }
}

TEST_F(WordSets, ASignIsMisreadBothWays) {
  auto there = lost(type(Kind::i32), type(Kind::u32));
  EXPECT_EQ(there.effect(), Effect::misread);
  EXPECT_EQ(there.misread, 0x80000000U);
  EXPECT_EQ(lost(type(Kind::u32), type(Kind::i32)).misread, 0x80000000U);
  // All of a char's negative numbers are large unsigned ones.
  EXPECT_EQ(lost(type(Kind::i8), type(Kind::u32)).misread, 0xffffff80U);
}

TEST_F(WordSets, NarrowNumbersFitIntoWideOnesOnly) {
  EXPECT_EQ(lost(type(Kind::i8), type(Kind::i32)).effect(), Effect::none);
  EXPECT_EQ(lost(type(Kind::u16), type(Kind::i32)).effect(), Effect::none);
  auto back = lost(type(Kind::i32), type(Kind::i8));
  EXPECT_EQ(back.effect(), Effect::refused);
  EXPECT_EQ(back.refused, 128U);
  // A negative short is refused by an unsigned one, not misread.
  auto crossed = lost(type(Kind::i16), type(Kind::u16));
  EXPECT_EQ(crossed.effect(), Effect::refused);
  EXPECT_EQ(compare::number(*crossed.refused, true), "-32768");
}

TEST_F(WordSets, EnumsAreSetsOfTheirValues) {
  model::Type two = enumeration({0, 1});
  EXPECT_EQ(lost(two, type(Kind::boolean)).effect(), Effect::none);
  EXPECT_EQ(lost(type(Kind::boolean), two).effect(), Effect::none);
  model::Type gaps = enumeration({7, -1, 0, 1, 2, 7});
  EXPECT_EQ(lost(two, gaps).effect(), Effect::none);
  EXPECT_EQ(lost(gaps, two).refused, 2U);
  EXPECT_EQ(lost(gaps, type(Kind::i32)).effect(), Effect::none);
  EXPECT_EQ(lost(type(Kind::i32), gaps).refused, 3U);
  EXPECT_EQ(lost(gaps, type(Kind::u32)).misread, 0xffffffffU);
  EXPECT_EQ(lost(enumeration({5}), enumeration({4, 6})).refused, 5U);
}

TEST_F(WordSets, WordsAreNumbersWithOrWithoutASign) {
  EXPECT_EQ(compare::number(0xffffffff, true), "-1");
  EXPECT_EQ(compare::number(0xffffffff, false), "4294967295");
}

}  // namespace
