#include <compiler/emit/cpp/fill.hpp>

#include <gtest/gtest.h>

namespace {

using farcallc::cpp::fill;

TEST(Fill, HolesTakeTheirValues) { EXPECT_EQ(fill("@a@ and @b@", {{"a", "1"}, {"b", "2"}}), "1 and 2"); }

TEST(Fill, AHoleAloneOnItsLineIndentsEveryLineOfItsValue) {
  EXPECT_EQ(fill("\n{\n  @body@\n}\n", {{"body", "one;\n\ntwo;\n"}}), "{\n  one;\n\n  two;\n}\n");
}

TEST(Fill, AnEmptyValueTakesItsLineWithIt) { EXPECT_EQ(fill("a\n  @none@\nb\n", {{"none", ""}}), "a\nb\n"); }

TEST(Fill, ValuesAreNotFilledAgain) { EXPECT_EQ(fill("@a@", {{"a", "@b@"}}), "@b@"); }

}  // namespace
