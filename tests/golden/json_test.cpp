// Generated types as JSON: what they look like, what comes back, and procedures by their names.
#include <gtest/gtest.h>

#include <farcall/base/small_stack_test.hpp>
#include <farcall/json/json.hpp>

#include "everything.x.json.hpp"
#include "imports.x.json.hpp"
#include "language.x.json.hpp"
#include "locals.x.json.hpp"
#include "random_values.hpp"

namespace {

using namespace everything;
using farcall::from_json;
using farcall::to_json;
namespace json = farcall::json;

template <typename T>
void survives(const T& value) {
  auto text = to_json(value);
  ASSERT_TRUE(text) << to_string(text.error());
  auto back = from_json<T>(*text);
  ASSERT_TRUE(back) << to_string(back.error()) << "\n" << *text;
  EXPECT_EQ(*back, value) << *text;
}

template <typename T>
std::string refusal(std::string_view text) {
  auto value = from_json<T>(text);
  return value ? "no error" : value.error().detail;
}

TEST(Json, LooksLikeThis) {
  EXPECT_EQ(to_json(point{3, -4, BLUE, true}).value(), R"({"x": 3, "y": -4, "c": "BLUE", "visible": true})");
  EXPECT_EQ(to_json(sample{1, 0.1, -0.0, "a\n\xff"}).value(),
            R"({"a": 1, "b": 0.1, "c": -0.0, "s": {"hex": "610aff"}})");
  EXPECT_EQ(to_json(result::make_list(entry{1, "a", entry{2, "b", {}}})).value(),
            R"({"status": "RED", "list": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]})");
  EXPECT_EQ(to_json(result::make_list({})).value(), R"({"status": "RED", "list": []})");
  EXPECT_EQ(to_json(result(BLUE)).value(), R"({"status": "BLUE"})");
  EXPECT_EQ(to_json(big::make_text(9, "x")).value(), R"({"kind": 9, "text": "x"})");
  EXPECT_EQ(to_json(GREEN).value(), "\"GREEN\"");
  EXPECT_EQ(to_json(language::class_{}).value(), R"([{"class": 0, "int32_t": 0, "unix": 0}])");
  EXPECT_EQ(from_json<color>("7").value(), BLUE);
  EXPECT_EQ(from_json<point>(R"({"visible": false, "c": "RED", "y": 2, "x": 1})").value(),
            (point{1, 2, RED, false}));
}

TEST(Json, RandomValuesSurvive) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    golden::Random random(seed);
    survives(golden::random_holder(random));
    survives(golden::random_mixed(random));
  }
  survives(holder{});
}

TEST(Json, TypesOfOtherFilesSurvive) {
  golden::Random random(1);
  imports::borrower value;
  value.where = {1, 2, BLUE, true};
  value.many = {"a", random.text(255)};
  value.list = golden::long_list(5);
  value.answers = {result::make_number(5), result(BLUE)};
  survives(value);
  EXPECT_EQ(refusal<imports::borrower>(R"({"where": {"x": 1, "y": 2, "c": "PINK", "visible": true}})"),
            R"(borrower.where.c: expected one of RED, GREEN, BLUE, not "PINK")");
}

// Unions whose arms and discriminants have one name, types that C++ calls otherwise.
TEST(Json, UnusualNamesSurvive) {
  survives(locals::depth::make_arm(3, {}));
  survives(locals::made_union::make_made(locals::b::make_in({5})));
  survives(language::choice::make_choice_(12, 5));
  survives(language::choice(0xffffffff));
  survives(language::by_bool::make_yes_text("yes"));
  survives(language::only_default(language::E_ONE));
  survives(language::later{});
  survives(outer::inner::qualified{});
}

TEST(Json, WhatCannotBeSentIsNoJson) {
  EXPECT_EQ(to_json(point{0, 0, static_cast<color>(5), false}).error().detail,
            "point.c: the enum does not declare this value");
  mixed value;
  value.file = std::string(MAX_NAME + 1, 'x');
  EXPECT_EQ(to_json(value).error().detail, "mixed.file: longer than its bound");
  EXPECT_EQ(to_json(value).error().code, farcall::Code::invalid_argument);
  EXPECT_EQ(to_json(result(static_cast<color>(5))).error().executed, farcall::Executed::no);
}

TEST(Json, BoundsHold) {
  std::string long_name = "\"" + std::string(MAX_NAME + 1, 'x') + "\"";
  std::string text = to_json(mixed{}).value();
  auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return refusal<mixed>(changed);
  };
  EXPECT_EQ(with(R"("file": "")", "\"file\": " + long_name), "mixed.file: 256 bytes are more than 255");
  EXPECT_EQ(with(R"("all": [])", "\"all\": [\"\", " + long_name + "]"),
            "mixed.all[1]: 256 bytes are more than 255");
  EXPECT_EQ(with(R"("t": [0, 0, 0])", "\"t\": [0, 0]"), "mixed.t: expected an array of 3, not an array of 2");
  EXPECT_EQ(with(R"("chars": [0, 0, 0])", "\"chars\": [0, 0, 128]"),
            "mixed.chars[2]: expected an integer from -128 to 127, not 128");
  EXPECT_EQ(with(R"("ck": "0000000000000000")", R"("ck": "00")"), "mixed.ck: expected 8 bytes, not 1");
  EXPECT_EQ(with(R"("maybe": null, )", ""), "no error") << "optional data may be left out";
  EXPECT_EQ(with(R"("path": [], )", ""), "mixed.path: missing");
}

TEST(Json, DeepValuesAreRefused) {
  std::string deep = R"({"value": 1, "children": []})";
  for (int i = 1; i < 64; ++i) deep = R"({"value": 1, "children": [)" + deep + "]}";
  ASSERT_TRUE(from_json<tree>(deep));
  survives(*from_json<tree>(deep));
  EXPECT_TRUE(refusal<tree>(R"({"value": 1, "children": [)" + deep + "]}").ends_with("nested too deeply"));
}

TEST(Json, AListOfAMillionNodesNeedsNoStack) {
  farcall::on_small_stack([] {
    result value = result::make_list(golden::long_list(1'000'000));
    auto text = to_json(value);
    ASSERT_TRUE(text);
    EXPECT_TRUE(text->ends_with(R"({"id": 0, "name": ""}]})"));
    EXPECT_TRUE(from_json<result>(*text).value() == value);
  });
}

// What a tool does that calls a procedure by its name.
TEST(Json, ProceduresTakeAndGiveJson) {
  using namespace EVERYTHING_PROG;
  auto find = [](std::uint32_t version, std::string_view name) {
    const json::Procedure* found = json::find(json_versions, program_number, version, name);
    EXPECT_NE(found, nullptr) << name;
    return found;
  };
  auto there_and_back = [](const json::Type& type, std::string_view text) {
    auto bytes = json::to_xdr(type, text, "P");
    return bytes ? json::from_xdr(type, *bytes, "P").value() : bytes.error().detail;
  };
  const json::Procedure* add = find(1, "ADD");
  EXPECT_EQ(there_and_back(add->arguments, R"({"arg1": 1, "arg2": 2})"), R"({"arg1": 1, "arg2": 2})");
  EXPECT_EQ(there_and_back(add->results, "3"), "3");
  EXPECT_EQ(there_and_back(find(1, "NULLPROC")->arguments, "null"), "null");
  EXPECT_EQ(there_and_back(find(1, "5")->arguments, R"(["a", "b"])"), R"(["a", "b"])");
  EXPECT_EQ(there_and_back(find(1, "LIST2")->results, R"([{"id": 1, "name": ""}])"),
            R"([{"id": 1, "name": ""}])");
  EXPECT_EQ(there_and_back(find(2, "SWAP")->arguments, R"({"a": 1, "b": "x"})"), R"({"a": 1, "b": "x"})");
  EXPECT_EQ(there_and_back(
                find(2, "SWAP")->results,
                R"({"result": 5, "a": 1, "b": "x", "where": {"x": 1, "y": 2, "c": 0, "visible": true}})"),
            R"({"result": 5, "a": 1, "b": "x", "where": {"x": 1, "y": 2, "c": "RED", "visible": true}})");
  EXPECT_EQ(there_and_back(find(2, "MIX")->arguments, R"({"where": {"x": "a"}})"),
            R"(P.where.x: expected an integer from -2147483648 to 2147483647, not "a")");
  EXPECT_EQ(json::find(json_versions, program_number, 3, "ADD"), nullptr);
  // The bytes are those that a stub sends.
  auto bytes = json::to_xdr(add->arguments, R"({"arg1": 1, "arg2": -2})", "ADD").value();
  farcall::xdr::Decoder in(bytes);
  std::int32_t first = 0;
  std::int32_t second = 0;
  EXPECT_TRUE(in.i32(first) && in.i32(second) && in.finish());
  EXPECT_EQ(second, -2);
}

}  // namespace
