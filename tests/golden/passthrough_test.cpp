// What the lines of passthrough.x make of it.
#include <gtest/gtest.h>

#include "passthrough.x.hpp"

namespace {

TEST(Passthrough, LinesNameWhatStandsBeforeThem) {
  passthrough::route route{{{1, 2}, "a"}, {{3, 4}, "b"}};
  EXPECT_EQ(passthrough::distance(route), 12);
  EXPECT_EQ(passthrough::all_of(route.to), (std::vector<int>{3, 4}));
  EXPECT_EQ(passthrough::named(route.from),
            "a text that is long enough, longer than a line may be, is not broken: a");
  EXPECT_EQ(passthrough::depth_from_outside({5}), 5);
  EXPECT_EQ(passthrough::TheClient::version_number, 1U);
  EXPECT_EQ(passthrough::seven(1), 7);
}

}  // namespace
