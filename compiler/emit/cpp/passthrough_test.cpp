#include <compiler/emit/cpp/passthrough.hpp>

#include <gtest/gtest.h>

namespace {

using farcallc::cpp::Block;

// The lines that stand outside of namespaces, and `...` for a block inside.
std::string outside(const std::vector<std::string_view>& lines) {
  std::string found;
  std::string all;
  for (const Block& one : farcallc::cpp::blocks_of(lines)) {
    found += one.outside ? one.text : "...\n";
    all += one.text;
  }
  std::string given;
  for (std::string_view line : lines) given.append(line).append("\n");
  EXPECT_EQ(all, given);
  return found;
}

TEST(Passthrough, DeclarationsStandInTheNamespace) {
  EXPECT_EQ(outside({"int a;", "", "// of b", "int b() {", "  return 1;", "}", "#define C 1"}), "...\n");
  EXPECT_EQ(outside({"#ifdef A", "int a;", "#else", "int b;", "#endif"}), "...\n");
  EXPECT_EQ(outside({"extern \"C\" {", "int a;", "}"}), "...\n");
  EXPECT_EQ(
      outside({"const char *a = \"}\\\"{\";", "char b = '{';", "int c = 1'000; /* { */ // }", "/*", "} */"}),
      "...\n");
}

TEST(Passthrough, AnIncludeStandsOutside) {
  EXPECT_EQ(outside({"#include <a>", "int a;", "  # include <b>"}), "#include <a>\n...\n  # include <b>\n");
  EXPECT_EQ(outside({"#ifdef A", "#include <a>", "int a;", "#endif", "int b;"}),
            "#ifdef A\n#include <a>\nint a;\n#endif\n...\n");
  EXPECT_EQ(outside({"// of the header", "#include <a>", "// the end"}),
            "// of the header\n#include <a>\n// the end\n");
}

TEST(Passthrough, WhatOtherLinesEndStandsOutside) {
  EXPECT_EQ(outside({"int a;", "#ifdef A", "int b;"}), "...\n#ifdef A\n...\n");
  EXPECT_EQ(outside({"#else", "int a;", "#endif"}), "#else\n...\n#endif\n");
  EXPECT_EQ(outside({"#ifdef __cplusplus", "extern \"C\" {", "#endif"}),
            "#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
  EXPECT_EQ(outside({"}", "int a;"}), "}\n...\n");
  EXPECT_EQ(outside({"namespace a {", "int b;", "}", "int c;"}), "namespace a {\nint b;\n}\n...\n");
}

TEST(Passthrough, ManyLinesThatNothingEndsTakeNoLonger) {
  std::vector<std::string_view> lines(200'000, "{");
  EXPECT_EQ(farcallc::cpp::blocks_of(lines).size(), 1U);
}

}  // namespace
