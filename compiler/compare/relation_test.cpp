#include <compiler/compare/relation.hpp>

#include <compiler/interface_test.hpp>

namespace {

using farcallc::chain;
using farcallc::TextInterface;
using farcallc::compare::Effect;
using farcallc::compare::Relation;
using farcallc::compare::Verdict;

constexpr Verdict harmless{};
constexpr Verdict misread = farcallc::compare::misread_both_ways;
constexpr Verdict refused_by_new{Effect::refused, Effect::none};
constexpr Verdict refused_by_old{Effect::none, Effect::refused};

// What becomes of type T of one text as type T of the other.
Verdict relate(const std::string& before, const std::string& after) {
  TextInterface a(before);
  TextInterface b(after);
  return Relation().of(a.type("T"), b.type("T"));
}

// The same pair, the other way round, has to give the other way's answer.
Verdict relate_both(const std::string& before, const std::string& after) {
  Verdict there = relate(before, after);
  Verdict back = relate(after, before);
  EXPECT_EQ(there.old_to_new, back.new_to_old) << before << after;
  EXPECT_EQ(there.new_to_old, back.old_to_new) << before << after;
  return there;
}

TEST(Relation, NamesAndGroupsAreNotOnTheWire) {
  EXPECT_EQ(relate_both("struct T { int a; hyper b; };", "struct T { int x; hyper y; };"), harmless);
  EXPECT_EQ(relate_both("struct T { int a; int b; int c; };",
                        "struct P { int a; int b; }; struct T { P p; int c; };"),
            harmless);
  EXPECT_EQ(relate_both("struct T { int a[3]; };", "struct T { int a; int b; int c; };"), harmless);
  EXPECT_EQ(relate_both("typedef int T;", "struct T { int a; };"), harmless);
  EXPECT_EQ(relate_both("struct T { hyper a; };", "typedef hyper T[1];"), harmless);
  EXPECT_EQ(relate_both("struct E { }; struct T { E e; int a; E f[3]; };", "typedef int T;"), harmless);
}

TEST(Relation, OptionalDataHasThreeForms) {
  const char* optional = "typedef int *T;";
  const char* array = "typedef int T<1>;";
  const char* united = "union T switch (bool b) { case TRUE: int a; case FALSE: void; };";
  EXPECT_EQ(relate_both(optional, array), harmless);
  EXPECT_EQ(relate_both(optional, united), harmless);
  EXPECT_EQ(relate_both(array, united), harmless);
  EXPECT_EQ(relate_both(optional, "typedef int T<2>;"), refused_by_old);
  EXPECT_EQ(relate_both("typedef int T<2>;", united), misread);
  EXPECT_EQ(relate_both(optional, "union T switch (bool b) { case TRUE: hyper a; case FALSE: void; };"),
            misread);
}

TEST(Relation, BoundsRefuseOneWay) {
  EXPECT_EQ(relate_both("typedef string T<10>;", "typedef string T<20>;"), refused_by_old);
  EXPECT_EQ(relate_both("typedef opaque T<>;", "typedef string T<20>;"), refused_by_new);
  EXPECT_EQ(relate_both("typedef int T<5>;", "typedef int T<>;"), refused_by_old);
  EXPECT_EQ(relate_both("typedef opaque T[5];", "typedef opaque T[8];"), misread);
  EXPECT_EQ(relate_both("typedef int T[5];", "typedef int T[6];"), misread);
  EXPECT_EQ(relate_both("struct T { string a<1>; int b<2>; };", "struct T { string x<2>; int y<1>; };"),
            (Verdict{Effect::refused, Effect::refused}));
}

TEST(Relation, NumbersAreWhatTheirBytesMean) {
  EXPECT_EQ(relate_both("typedef int T;", "typedef unsigned T;"), misread);
  EXPECT_EQ(relate_both("typedef short T;", "typedef int T;"), refused_by_old);
  EXPECT_EQ(relate_both("enum T { FALSE_ = 0, TRUE_ = 1 };", "typedef bool T;"), harmless);
  EXPECT_EQ(relate_both("typedef hyper T;", "typedef unsigned hyper T;"), misread);
  EXPECT_EQ(relate_both("typedef float T;", "typedef int T;"), misread);
  EXPECT_EQ(relate_both("typedef hyper T;", "typedef double T;"), misread);
}

TEST(Relation, UnionsAreComparedByDiscriminant) {
  const char* two = "union T switch (int n) { case 1: int a; case 2: string b<>; };";
  EXPECT_EQ(relate_both(two, "union T switch (int m) { case 2: opaque y<>; case 1: int x; };"), harmless);
  EXPECT_EQ(relate_both(two, "union T switch (int n) { case 1: int a; };"), refused_by_new);
  EXPECT_EQ(relate_both(two, "union T switch (int n) { case 1: int a; case 2: string b<>; default: void; };"),
            refused_by_old);
  EXPECT_EQ(relate_both(two, "union T switch (int n) { case 1: int a; case 2: int b; };"), misread);
  // An enumerator that falls to a default arm is known to neither of them otherwise.
  EXPECT_EQ(relate_both("enum e { A, B }; union T switch (e n) { case A: int a; default: void; };",
                        "enum e { A, B }; union T switch (e n) { case A: int a; case B: void; };"),
            harmless);
  EXPECT_EQ(relate_both(
                "enum e { A, B }; union T switch (e n) { case A: int a; default: void; };",
                "enum e { A, B, C }; union T switch (e n) { case A: int a; case B: void; case C: int c; };"),
            refused_by_old);
}

TEST(Relation, RecursiveTypesEnd) {
  const char* list = "struct T { int a; T *next; };";
  EXPECT_EQ(relate_both(list, "struct N { int a; N *next; }; typedef N T;"), harmless);
  // Unrolled once and twice.
  EXPECT_EQ(relate_both(list, "struct T { int a; N *next; }; struct N { int b; T *next; };"), harmless);
  EXPECT_EQ(relate_both("struct T { int a; M *n; }; struct M { int a; N *n; }; struct N { int a; T *n; };",
                        "struct T { int a; N *next; }; struct N { int b; T *next; };"),
            harmless);
  // The difference is two steps away, and comes back round.
  EXPECT_EQ(
      relate_both("struct T { int a; M *n; }; struct M { int a; N *n; }; struct N { string a<5>; T *n; };",
                  "struct T { int a; M *n; }; struct M { int a; N *n; }; struct N { string a<6>; T *n; };"),
      refused_by_old);
  EXPECT_EQ(relate_both("struct T { int a; T kids<>; };", "struct T { int a; T kids<4>; };"), refused_by_new);
  EXPECT_EQ(relate_both(list, "struct T { hyper a; T *next; };"), misread);
  EXPECT_EQ(relate_both("union T switch (bool more) { case TRUE: T next; case FALSE: void; };",
                        "union U switch (bool more) { case TRUE: T next; case FALSE: void; };"
                        "union T switch (bool more) { case TRUE: U next; case FALSE: void; };"),
            harmless);
}

TEST(Relation, TypesThatAreSharedManyTimesAreComparedOnce) {
  // 2^60 paths lead to the bool.
  std::string lists =
      "struct s0 { bool a; };" + chain(60, "struct s+ { s# a<>; s# b<>; };") + "typedef s60 T;";
  std::string others =
      "struct r0 { bool a; };" + chain(60, "struct r+ { r# a<>; r# b<>; };") + "typedef r60 T;";
  EXPECT_EQ(relate_both(lists, others), harmless);
  others.replace(others.find("bool"), 4, "int ");
  EXPECT_EQ(relate_both(lists, others), refused_by_old);
}

TEST(Relation, DeepTypesDoNotOverflowTheStack) {
  std::string deep = "struct s0 { bool a; };" + chain(20'000, "struct s+ { s# a; };") + "typedef s20000 T;";
  std::string other = "struct r0 { int a; };" + chain(20'000, "struct r+ { r# *a; };") + "typedef r20000 T;";
  EXPECT_EQ(relate(deep, deep), harmless);
  EXPECT_EQ(relate(other, other), harmless);
  std::string longer = deep;
  longer.replace(longer.find("bool"), 4, "int ");
  EXPECT_EQ(relate(deep, longer), refused_by_old);
}

// Two rings of types are the same when they are gone round as often as the other is long.
TEST(Relation, RingsOfDifferentLengthAreTheSame) {
  auto ring = [](int length) {
    return chain(length - 1, "struct s# { int a; s+ *next; };") + "struct s" + std::to_string(length - 1) +
           " { int a; s0 *next; }; typedef s0 T;";
  };
  EXPECT_EQ(relate(ring(7), ring(11)), harmless);
  EXPECT_EQ(relate(ring(100), ring(101)), harmless);
  // Too long to be followed to the end: taken for a break.
  EXPECT_EQ(relate(ring(2000), ring(2001)), misread);
}

TEST(Relation, LongGroupsAreOnlyTheSameWhenTheyLookTheSame) {
  std::string many = chain(500, "int a#; int b#;");
  EXPECT_EQ(relate("struct T { " + many + "};", "struct P { " + many + "}; struct T { P p; };"), harmless);
  many += chain(10, "int c#;");
  EXPECT_EQ(relate("struct T { " + many + "};", "struct T { int a[1010]; };"), misread);
}

}  // namespace
