#include <compiler/emit/x/format.hpp>

#include <gtest/gtest.h>

namespace {

std::string formatted(const std::string& text) {
  farcallc::Sources sources;
  farcallc::Diagnostics diagnostics;
  std::string made = farcallc::x::format(sources, sources.add("a.x", text), diagnostics);
  return diagnostics.failed() ? "refused: " + diagnostics.all()[0].message : made;
}

TEST(Format, EachDeclarationHasALine) {
  EXPECT_EQ(formatted("struct a{int b;opaque c [ 4 ] ;a*next ; string d < > ;};"),
            "struct a {\n  int b;\n  opaque c[4];\n  a *next;\n  string d<>;\n};\n");
  EXPECT_EQ(formatted("enum e\n{ A=-1,B =(A+ 2)* - 3,};"), "enum e {\n  A = -1,\n  B = (A + 2) * -3,\n};\n");
  EXPECT_EQ(formatted("union u switch(int k){case 1:case -2:int a;default:void;};"),
            "union u switch (int k) {\n  case 1:\n  case -2:\n    int a;\n  default:\n    void;\n};\n");
  EXPECT_EQ(formatted("program P{version V{int*F( in int,a b<A+1> )=1;}=1;}=2;"),
            "program P {\n  version V {\n    int *F(in int, a b<A + 1>) = 1;\n  } = 1;\n} = 2;\n");
  EXPECT_EQ(formatted("namespace a::b{const c=1<<2;}const d=~a::b::c;"),
            "namespace a::b {\n  const c = 1 << 2;\n}\nconst d = ~a::b::c;\n");
  EXPECT_EQ(formatted("struct a{union switch(int b){case 1:struct{int c;}d;}e;};"),
            "struct a {\n  union switch (int b) {\n    case 1:\n      struct {\n        int c;\n      } d;\n "
            " } e;\n};\n");
}

TEST(Format, OneBlankLineIsLeftBetweenLinesAndNoneInsideBraces) {
  EXPECT_EQ(formatted("\n\nstruct a {\n\n  int b;\n\n\n  int c;\n\n};\n\n\n"),
            "struct a {\n  int b;\n\n  int c;\n};\n");
  EXPECT_EQ(formatted("const\n\na = 1;"), "const a = 1;\n");
  EXPECT_EQ(formatted(""), "");
}

TEST(Format, CommentsStayWithWhatTheySpeakOf) {
  EXPECT_EQ(formatted("int a; /* of a */\n   // of b\nint b;"), "int a;  /* of a */\n// of b\nint b;\n");
  EXPECT_EQ(formatted("int a; /* of b */ int b;"), "int a;\n/* of b */ int b;\n");
  EXPECT_EQ(formatted("struct a{int b; /* of b */ };"), "struct a {\n  int b;  /* of b */\n};\n");
  EXPECT_EQ(formatted("enum a{B/*of B*/=1 // B\n};"), "enum a {\n  B /*of B*/ = 1  // B\n};\n");
  EXPECT_EQ(formatted("int a; // one\nint long_b; // two\n"), "int a;       // one\nint long_b;  // two\n");
  EXPECT_EQ(formatted("\t\t/* one\n\t\t * two \n\t*/\nint a;"), "/* one\n * two\n*/\nint a;\n");
}

TEST(Format, LinesForOthersStayAsTheyAre) {
  EXPECT_EQ(formatted("struct a {\n  #ifdef  B\n int b;\n#endif\n\t%int  c;\n};"),
            "struct a {\n#ifdef  B\n  int b;\n#endif\n%int  c;\n};\n");
  EXPECT_EQ(formatted("#define A  \\\r\n  1\r\nconst b=A;\r\n"), "#define A  \\\n  1\nconst b = A;\n");
  EXPECT_EQ(formatted("#if 0\n  don't  \n#else\nint  a;\n#endif"), "#if 0\n  don't\n#else\nint a;\n#endif\n");
  EXPECT_EQ(formatted("#ifdef A\nit's\n#endif"), "#ifdef A\nit's\n#endif\n");
  EXPECT_EQ(formatted("#ifdef A\nstruct a{\n#else\nstruct b{\n#endif\nint c;};"),
            "#ifdef A\nstruct a {\n#else\nstruct b {\n#endif\n  int c;\n};\n");
}

TEST(Format, LongParametersGoOnTheNextLine) {
  std::string name(60, 'a');
  EXPECT_EQ(formatted("int F(int " + name + ",int " + name + ")=1;"),
            "int F(int " + name + ",\n    int " + name + ") = 1;\n");
  EXPECT_EQ(formatted("int F(int a, // first\nint b)=1;"), "int F(int a,  // first\n    int b) = 1;\n");
}

TEST(Format, TokensStayApart) {
  EXPECT_EQ(formatted("const a = 1 / / 2;"), "const a = 1 / / 2;\n");
  EXPECT_EQ(formatted("x< <"), "x< <\n");
  EXPECT_EQ(formatted("int a; \\\n% b;"), "int a; % b;\n") << "a % that begins a line is another thing";
}

TEST(Format, WhatHasNoTokensIsRefused) {
  EXPECT_EQ(formatted("/* "), "refused: this comment is never closed");
  EXPECT_EQ(formatted("const a = 'b;"), "refused: the closing ' is missing");
  EXPECT_EQ(formatted(std::string(101, '{')), "refused: this is nested too deeply");
  EXPECT_EQ(formatted("%a \\"), "refused: there is no line behind this backslash to join");
}

}  // namespace
