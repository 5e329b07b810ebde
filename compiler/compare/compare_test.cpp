#include <compiler/compare/compare.hpp>

#include <fmt/format.h>

#include <compiler/interface_test.hpp>

namespace {

using namespace farcallc;
using compare::Change;
using compare::Effect;
using compare::Loss;
using compare::Way;

// "enumerator_added old<new refused in results | source": old receives from new.
std::string summary(const Change& change) {
  std::string text = change.what;
  for (const Loss& one : change.wire) {
    text += fmt::format(" {} {}{}{}", one.way == Way::old_to_new ? "old>new" : "old<new",
                        one.effect == Effect::refused ? "refused" : "misread",
                        one.roles.arguments ? " arguments" : "", one.roles.results ? " results" : "");
  }
  return change.breaks_source() ? text + " | source" : text;
}

using Lines = std::vector<std::string>;

Lines compared(const std::string& before, const std::string& after) {
  TextInterface a(before);
  TextInterface b(after);
  Lines lines;
  for (const Change& one : compare::changes(a.model, b.model)) lines.push_back(summary(one));
  return lines;
}

// Types in arguments, in results, in both and in none, with the same change in each.
std::string everywhere(const std::string& type) {
  return "typedef " + type + "; program P { version V { void A(t) = 1; } = 1; } = 9;";
}

// A version with these procedures.
std::string version(const std::string& procedures) {
  return "program P { version V { " + procedures + " } = 1; } = 9;";
}

TEST(Compare, WhatMeansTheSameIsNoChange) {
  EXPECT_EQ(compared("struct a { int b; };", "/* Another comment. */ struct a { int b; };"), Lines{});
  EXPECT_EQ(compared("const N = 10; typedef int t<N>;", "const N = 0xa; typedef int t<10>;"), Lines{});
  EXPECT_EQ(compared("struct a { int x; }; struct b { u_int y; };",
                     "struct b { unsigned y; }; struct a { int x; };"),
            Lines{});
  EXPECT_EQ(
      compared(version("int F(int) = 1; int G(void) = 2;"), version("int G(void) = 2; int F(int) = 1;")),
      Lines{});
}

TEST(Compare, BoundsBreakForThoseWhoReceiveMore) {
  EXPECT_EQ(compared(everywhere("string t<10>"), everywhere("string t<20>")),
            Lines{"typedef_type old<new refused arguments"});
  EXPECT_EQ(compared(everywhere("string t<20>"), everywhere("string t<10>")),
            Lines{"typedef_type old>new refused arguments"});
}

TEST(Compare, ARoleIsWhatBothInterfacesHave) {
  const char* only_type = "struct t { int a<1>; };";
  EXPECT_EQ(compared(only_type, "struct t { int a<2>; };"), Lines{"field_type old<new refused"});
  std::string both = "struct t { int a<1>; };" + version("t F(t) = 1;");
  std::string wider = "struct t { int a<2>; };" + version("t F(t) = 1;");
  EXPECT_EQ(compared(both, wider), Lines{"field_type old<new refused arguments results"});
  std::string deep = "struct t { int a<1>; }; struct l { t *x; l *next; };" + version("void F(out l y) = 1;");
  std::string deeper =
      "struct t { int a<2>; }; struct l { t *x; l *next; };" + version("void F(out l y) = 1;");
  EXPECT_EQ(compared(deep, deeper), Lines{"field_type old<new refused results"});
}

TEST(Compare, Structs) {
  const std::string point = "struct p { int x; int y; };";
  EXPECT_EQ(compared(point, "struct p { int x; int z; };"), Lines{"field_renamed | source"});
  EXPECT_EQ(compared(point, "struct p { int y; int x; };"),
            Lines{"fields_reordered old>new misread old<new misread | source"});
  EXPECT_EQ(compared(point, "struct p { int x; unsigned y; };"),
            Lines{"field_type old>new misread old<new misread | source"});
  EXPECT_EQ(compared(point, "struct p { int x; int y; int z; };"),
            Lines{"field_added old>new misread old<new misread"});
  EXPECT_EQ(compared(point, "struct p { int a; int x; int y; };"),
            Lines{"field_added old>new misread old<new misread | source"});
  EXPECT_EQ(compared(point, "struct p { int y; };"),
            Lines{"field_removed old>new misread old<new misread | source"});
  EXPECT_EQ(compared(point, "struct p { int x; typedef_ y; }; typedef int typedef_;"),
            (Lines{"field_type", "type_added"}));
}

TEST(Compare, FieldsThatAreOnlyGroupedStayOnTheWire) {
  EXPECT_EQ(
      compared("struct s { int a; int b; int c; };",
               "struct p { int a; int b; }; struct s { p ab; int c; };"),
      (Lines{"type_added", "field_added | source", "field_removed | source", "field_removed | source"}));
}

TEST(Compare, ARenamedTypeIsFoundWhereItIsUsed) {
  EXPECT_EQ(
      compared("struct a { int x; }; struct s { a y<3>; };", "struct b { int x; }; struct s { b y<3>; };"),
      Lines{"type_renamed | source"});
  // With what changed in it, and from procedures on.
  EXPECT_EQ(compared("typedef string name<5>;" + version("void F(name) = 1;"),
                     "typedef string label<6>;" + version("void F(label) = 1;")),
            (Lines{"type_renamed | source", "typedef_type old<new refused arguments"}));
  EXPECT_EQ(compared("struct a { int x; a *n; };" + version("a F(void) = 1;"),
                     "struct b { int x; b *n; };" + version("b F(void) = 1;")),
            Lines{"type_renamed | source"});
  // Nothing tells where an unused one went.
  EXPECT_EQ(compared("struct a { int x; };", "struct b { int x; };"),
            (Lines{"type_added", "type_removed | source"}));
  // One of two names: that is another type, not another name.
  EXPECT_EQ(compared("struct a { int x; }; struct b { hyper x; }; struct s { a y; };",
                     "struct a { int x; }; struct b { hyper x; }; struct s { b y; };"),
            Lines{"field_type old>new misread old<new misread | source"});
}

TEST(Compare, ATypeOfAnotherKind) {
  EXPECT_EQ(compared("typedef int t;", "struct t { int a; };"), Lines{"type_kind | source"});
  EXPECT_EQ(compared("typedef int t;", "enum t { A, B };"), Lines{"type_kind old>new refused | source"});
  EXPECT_EQ(compared("struct t { int a; };", "union t switch (int a) { case 1: void; };"),
            Lines{"type_kind old>new misread old<new misread | source"});
}

TEST(Compare, Enums) {
  const std::string color = "enum c { RED, GREEN, BLUE };";
  EXPECT_EQ(compared(color, "enum c { RED, GREEN, BLUE, BLACK };"),
            Lines{"enumerator_added old<new refused"});
  EXPECT_EQ(compared(color, "enum c { RED, GREEN };"), Lines{"enumerator_removed old>new refused | source"});
  EXPECT_EQ(compared(color, "enum c { RED, GRUEN, BLUE };"), Lines{"enumerator_renamed | source"});
  EXPECT_EQ(compared(color, "enum c { RED, GREEN, BLUE = 5 };"),
            Lines{"enumerator_value old>new refused old<new refused"});
  EXPECT_EQ(compared(color, "enum c { GREEN, RED, BLUE };"),
            (Lines{"fresh_value | source", "enumerator_value old>new misread old<new misread",
                   "enumerator_value old>new misread old<new misread"}));
  EXPECT_EQ(compared(color, "enum c { ROT, GREEN, BLUE };"), Lines{"enumerator_renamed | source"});
  // A second name for a number, and away with the first.
  EXPECT_EQ(compared(color, "enum c { RED, GREEN, BLUE, AZURE = 2 };"), Lines{"enumerator_added"});
  EXPECT_EQ(compared("enum c { RED, GREEN, BLUE, AZURE = 2 };", color), Lines{"enumerator_removed | source"});
  EXPECT_EQ(compared("enum c { A = 1 }; struct s { c x; };", "enum c { A = 1 }; struct s { int x; };"),
            Lines{"field_type old<new refused | source"});
}

TEST(Compare, Unions) {
  const std::string plain = "union u switch (int n) { case 1: int a; case 2: void; };";
  const std::string open = "union u switch (int n) { case 1: int a; default: void; };";
  EXPECT_EQ(compared(plain, "union u switch (int n) { case 1: int a; case 2: void; case 3: hyper b; };"),
            Lines{"case_added old<new refused"});
  EXPECT_EQ(compared(plain, "union u switch (int n) { case 2: void; };"),
            (Lines{"fresh_value | source", "case_removed old>new refused | source"}));
  // Old receivers read data of the default arm.
  EXPECT_EQ(compared(open, "union u switch (int n) { case 1: int a; case 3: hyper b; default: void; };"),
            Lines{"case_added old>new misread old<new misread"});
  EXPECT_EQ(compared(open, "union u switch (int n) { case 1: int a; case 3: void; default: void; };"),
            Lines{"case_added"});
  EXPECT_EQ(compared(plain, "union u switch (int n) { case 1: int a; case 2: void; default: void; };"),
            Lines{"case_added old<new refused"});
  EXPECT_EQ(compared(plain, "union u switch (int n) { case 1: int b; case 2: void; };"),
            Lines{"arm_renamed | source"});
  EXPECT_EQ(compared(plain, "union u switch (int n) { case 1: hyper a; case 2: void; };"),
            Lines{"arm_type old>new misread old<new misread | source"});
  EXPECT_EQ(compared(plain, "union u switch (int kind) { case 1: int a; case 2: void; };"),
            Lines{"discriminant_renamed | source"});
  EXPECT_EQ(compared(plain, "union u switch (short n) { case 1: int a; case 2: void; };"),
            Lines{"discriminant_type old>new refused | source"});
}

TEST(Compare, AnArmForMoreCasesIsSetInAnotherWay) {
  EXPECT_EQ(compared("union u switch (int n) { case 1: int a; };",
                     "union u switch (int n) { case 1: case 2: int a; };"),
            (Lines{"arm_setter | source", "case_added old<new refused"}));
  EXPECT_EQ(compared("union u switch (int n) { case 1: case 2: int a; };",
                     "union u switch (int n) { case 1: int a; case 2: int b; };"),
            (Lines{"arm_setter | source", "arm_renamed | source"}));
}

TEST(Compare, AnEnumAndItsUnionGrowTogether) {
  const char* before = "enum e { A, B }; union u switch (e n) { case A: int a; case B: void; };";
  EXPECT_EQ(
      compared(before,
               "enum e { A, B, C }; union u switch (e n) { case A: int a; case B: void; case C: int c; };"),
      (Lines{"enumerator_added old<new refused", "case_added old<new refused"}));
  // The union has nothing to add where its default arm takes the new one.
  EXPECT_EQ(compared("enum e { A, B }; union u switch (e n) { case A: int a; default: void; };",
                     "enum e { A, B, C }; union u switch (e n) { case A: int a; default: void; };"),
            Lines{"enumerator_added old<new refused"});
  EXPECT_EQ(compared("enum e { A, B, C }; union u switch (e n) { case A: int a; };",
                     "enum e { A, B, C }; union u switch (e n) { case A: int a; default: void; };"),
            Lines{"case_added old<new refused"});
}

TEST(Compare, Constants) {
  EXPECT_EQ(compared("const A = 1;", "const A = 2;"),
            Lines{"constant_value old>new misread old<new misread"});
  EXPECT_EQ(compared("const A = 1; typedef int t[A];", "const A = 2; typedef int t[A];"),
            (Lines{"constant_value", "typedef_type old>new misread old<new misread | source"}));
  EXPECT_EQ(compared("const A = 1; typedef int t<A>;", "const A = -1; typedef int t<1>;"),
            Lines{"constant_value | source"});
  EXPECT_EQ(compared("const A = \"x\"; const B = 1;", "const A = \"x\"; const C = 1;"),
            (Lines{"constant_added", "constant_removed | source"}));
}

TEST(Compare, ProgramsVersionsAndProceduresAreNumbers) {
  const std::string before = version("int F(int) = 1; void G(void) = 2;");
  EXPECT_EQ(compared(before, "program Q { version V { int F(int) = 1; void G(void) = 2; } = 1; } = 9;"),
            Lines{"program_renamed | source"});
  EXPECT_EQ(compared(before, "program P { version V { int F(int) = 1; void G(void) = 2; } = 1; } = 8;"),
            Lines{"program_number old>new refused arguments old<new refused arguments"});
  EXPECT_EQ(compared(before, "program P { version W { int F(int) = 1; void G(void) = 2; } = 1; } = 9;"),
            Lines{"version_renamed | source"});
  EXPECT_EQ(compared(before, version("int F(int) = 1; void G(void) = 2; void H(void) = 3;")),
            Lines{"procedure_added"});
  EXPECT_EQ(compared(before, version("int F(int) = 1;")),
            Lines{"procedure_removed old>new refused arguments | source"});
  EXPECT_EQ(compared(before, version("int E(int) = 1; void G(void) = 2;")),
            Lines{"procedure_renamed | source"});
  // Who calls F reaches G.
  EXPECT_EQ(compared(before, version("int F(int) = 2; void G(void) = 1;")),
            (Lines{"procedure_number old>new misread arguments old<new misread arguments",
                   "procedure_number old>new misread arguments old<new misread arguments"}));
  EXPECT_EQ(compared(before, before + "program Q { version V { void F(void) = 1; } = 1; } = 10;"),
            Lines{"program_added"});
  EXPECT_EQ(compared(before + "program Q { version V { void F(void) = 1; } = 1; } = 10;", before),
            Lines{"program_removed old>new refused arguments | source"});
  EXPECT_EQ(
      compared(
          "program P { version V { void F(void) = 1; } = 1; version W { void F(void) = 1; } = 2; } = 9;",
          "program P { version W { void F(void) = 1; } = 2; version X { void F(void) = 1; } = 3; } = 9;"),
      (Lines{"version_added", "version_removed old>new refused arguments | source"}));
}

TEST(Compare, Procedure0IsThereAnyway) {
  EXPECT_EQ(compared(version("void NULLPROC(void) = 0; int F(int) = 1;"), version("int F(int) = 1;")),
            Lines{"procedure_removed | source"});
  EXPECT_EQ(compared(version("int F(int) = 0; int G(int) = 1;"), version("int G(int) = 1;")),
            Lines{"procedure_removed old>new refused arguments | source"});
}

TEST(Compare, Parameters) {
  const std::string before = version("int F(int a, string b) = 1;");
  EXPECT_EQ(compared(before, version("int F(int a, string c) = 1;")), Lines{"parameter_renamed"});
  EXPECT_EQ(compared(before, version("int F(int, string) = 1;")), Lines{});
  EXPECT_EQ(compared(before, version("int F(hyper a, string b) = 1;")),
            Lines{"parameter_type old>new misread arguments old<new misread arguments | source"});
  EXPECT_EQ(compared(before, version("hyper F(int a, string b) = 1;")),
            Lines{"result_type old>new misread results old<new misread results | source"});
  EXPECT_EQ(compared(before, version("void F(int a, string b) = 1;")),
            Lines{"result_type old>new misread results old<new misread results | source"});
  EXPECT_EQ(compared(before, version("int F(string b, int a) = 1;")),
            Lines{"signature old>new misread arguments old<new misread arguments | source"});
  // What only ends sooner or later is noticed by the receiver.
  EXPECT_EQ(compared(before, version("int F(int a) = 1;")),
            Lines{"signature old>new refused arguments old<new refused arguments | source"});
  EXPECT_EQ(compared(before, version("int F(inout int a, string b) = 1;")),
            Lines{"signature old>new refused results old<new refused results | source"});
}

TEST(Compare, TheBytesOfACallDoNotKnowItsParameters) {
  EXPECT_EQ(compared("struct args { int a; string b<>; };" + version("int F(args) = 1;"),
                     "struct args { int a; string b<>; };" + version("int F(int a, string b) = 1;")),
            Lines{"signature | source"});
  EXPECT_EQ(compared(version("int F(inout int a) = 1;"),
                     "struct r { int result; int a; };" + version("r F(int a) = 1;")),
            (Lines{"type_added", "signature | source"}));
}

TEST(Compare, AttributesArePromises) {
  const std::string plain = version("int F(int) = 1;");
  const std::string idempotent = version("/*@ idempotent */ int F(int) = 1;");
  EXPECT_EQ(compared(plain, idempotent), Lines{"attribute_added"});
  EXPECT_EQ(compared(idempotent, plain), Lines{"attribute_dropped old>new misread arguments"});
  const std::string waits = version("void F(int) = 1;");
  const std::string oneway = version("/*@ oneway */ void F(int) = 1;");
  EXPECT_EQ(compared(waits, oneway), Lines{"attribute_added old>new misread arguments"});
  EXPECT_EQ(compared(oneway, waits), Lines{"attribute_dropped old<new misread arguments"});
  EXPECT_EQ(compared("struct s { /*@ borrowed */ opaque a<>; };", "struct s { opaque a<>; };"),
            Lines{"field_type | source"});
}

TEST(Compare, NamespacesArePartOfNames) {
  EXPECT_EQ(compared("namespace a { struct s { int x; }; } struct t { a::s y; };",
                     "namespace b { struct s { int x; }; } struct t { b::s y; };"),
            Lines{"type_renamed | source"});
}

TEST(Compare, ChangesStandInTheOrderOfTheNewInterface) {
  TextInterface before("struct z { int a; }; struct a { int x; }; const OLD = 1;");
  TextInterface after("struct a { hyper x; }; struct z { hyper a; };");
  auto all = compare::changes(before.model, after.model);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_LT(all[0].new_place->begin, all[1].new_place->begin);
  EXPECT_FALSE(all[2].new_place);
  EXPECT_EQ(all[2].text, "constant 'OLD' is removed");
}

}  // namespace
