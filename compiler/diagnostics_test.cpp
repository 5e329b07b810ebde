#include <compiler/diagnostics.hpp>

#include <gtest/gtest.h>

namespace {

using namespace farcallc;

TEST(Diagnostics, ShowTheLineAndACaretInTheOrderOfTheText) {
  Sources sources;
  std::uint32_t file = sources.add("a.x", "one\n\ttwo three\n");
  Diagnostics diagnostics;
  diagnostics.error({file, 9, 14}, "second");
  diagnostics.note({file, 0, 3}, "belongs to the second");
  diagnostics.error({file, 0, 3}, "first");
  EXPECT_EQ(diagnostics.render(sources),
            "a.x:1:1: error: first\n    one\n    ^~~\n"
            "a.x:2:6: error: second\n    \ttwo three\n    \t    ^~~~~\n"
            "a.x:1:1: note: belongs to the second\n    one\n    ^~~\n");
}

TEST(Diagnostics, ATerminalIsNotDrivenByTheSource) {
  Sources sources;
  std::uint32_t file = sources.add("a\x1b[31m.x", "\x1b[2J\n");
  Diagnostics diagnostics;
  diagnostics.error({file, 0, 1}, "\x1b]0;title\x07");
  EXPECT_EQ(diagnostics.render(sources).find('\x1b'), std::string::npos);
}

TEST(Diagnostics, TheClosestNameIsWhatWasMeant) {
  EXPECT_EQ(closest("piont", {"point", "print", "other"}), "point");
  EXPECT_EQ(closest("MAX_LENGHT", {"MAX_LENGTH", "MIN_LENGTH"}), "MAX_LENGTH");
  EXPECT_EQ(closest("completely", {"different"}), "");
}

}  // namespace
