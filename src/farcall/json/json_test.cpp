#include <farcall/json/json.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/base/small_stack_test.hpp>

namespace farcall::json {
namespace {

// Descriptions as farcallc writes them.
constexpr Type i32{Kind::i32};
constexpr Type text_type{Kind::string, 8};
constexpr Enumerator colors[] = {{"RED", 0}, {"GREEN", 1}, {"VERT", 1}, {"NEGATIVE", -1}};
constexpr Definition color{.name = "color", .form = Form::enumeration, .enumerators = colors};
constexpr Type color_type = named(color);

constexpr Field point_fields[] = {{"x", i32}, {"y", i32}};
constexpr Definition point{.name = "point", .fields = point_fields};
constexpr Type point_type = named(point);

extern const Definition node;
constexpr Type node_type = named(node);
constexpr Type nodes{Kind::optional, xdr::unbounded, &node_type};
constexpr Field node_fields[] = {{"id", i32}, {"next", nodes}};
constexpr Definition node{.name = "node", .form = Form::list, .fields = node_fields};

extern const Definition tree;
constexpr Type tree_type = named(tree);
constexpr Type trees{Kind::array, xdr::unbounded, &tree_type};
constexpr Field tree_fields[] = {{"children", trees}};
constexpr Definition tree{.name = "tree", .fields = tree_fields, .recursive = true};

constexpr Field which[] = {{"kind", {Kind::u32}}};
constexpr Arm arms[] = {{1, false, {"number", i32}}, {0xffffffff, false, {}}, {0, true, {"text", text_type}}};
constexpr Definition choice{.name = "choice", .form = Form::united, .fields = which, .arms = arms};
constexpr Type choice_type = named(choice);

std::string written(const Type& type, const std::vector<std::byte>& bytes) {
  auto made = from_xdr(type, bytes, "value");
  return made ? *made : made.error().detail;
}

// JSON, to XDR, to JSON again; or what is wrong with it.
std::string again(const Type& type, const std::string& from) {
  auto bytes = to_xdr(type, from, "value");
  if (!bytes) {
    EXPECT_EQ(bytes.error().code, Code::invalid_argument);
    EXPECT_EQ(bytes.error().executed, Executed::no);
    return bytes.error().detail;
  }
  return written(type, *bytes);
}

void survives(const Type& type, const std::string& from) { EXPECT_EQ(again(type, from), from); }

TEST(Json, Integers) {
  struct Range {
    Kind kind;
    std::string least, most, below, above;
  };
  for (const Range& one : {
           Range{Kind::i8, "-128", "127", "-129", "128"},
           Range{Kind::u8, "0", "255", "-1", "256"},
           Range{Kind::i16, "-32768", "32767", "-32769", "32768"},
           Range{Kind::u16, "0", "65535", "-1", "65536"},
           Range{Kind::i32, "-2147483648", "2147483647", "-2147483649", "2147483648"},
           Range{Kind::u32, "0", "4294967295", "-1", "4294967296"},
           Range{Kind::i64, "-9223372036854775808", "9223372036854775807", "-1e30", "9223372036854775808"},
           Range{Kind::u64, "0", "18446744073709551615", "-1", "1e30"},
       }) {
    Type type{one.kind};
    survives(type, one.least);
    survives(type, one.most);
    std::string refusal = "value: expected an integer from " + one.least + " to " + one.most + ", not ";
    for (const std::string& bad : {one.below, std::string("1.5"), std::string("null"), std::string("true")})
      EXPECT_TRUE(again(type, bad).starts_with(refusal)) << bad;
    EXPECT_TRUE(again(type, one.above).starts_with(refusal)) << one.above;
    EXPECT_EQ(again(type, "\"7\""), refusal + "\"7\"");
  }
}

TEST(Json, RealNumbersKeepTheirValue) {
  for (const char* text :
       {"0.0", "-0.0", "0.1", "1e+300", "5e-324", "\"NaN\"", "\"Infinity\"", "\"-Infinity\""})
    survives({Kind::f64}, text);
  for (const char* text : {"0.1", "-0.0", "3.4028235e+38", "1e-45", "\"NaN\"", "\"-Infinity\""})
    survives({Kind::f32}, text);
  EXPECT_EQ(again({Kind::f64}, "3"), "3.0");
  EXPECT_EQ(again({Kind::f32}, "1e39"), "value: expected a number of single precision, not 1e+39");
  EXPECT_EQ(again({Kind::f64}, "1e999"), "value: no JSON: number overflow parsing '1e999'");
  EXPECT_EQ(again({Kind::f64}, "\"nan\""),
            R"(value: expected a number, "NaN", "Infinity" or "-Infinity", not "nan")");
  std::mt19937_64 random(1);
  std::vector<std::uint32_t> floats{
      0x15ae43fd};  // its shortest text becomes another float by way of a double
  for (int i = 0; i < 10'000; ++i) floats.push_back(static_cast<std::uint32_t>(random()));
  for (std::uint32_t bits : floats) {
    std::vector<std::byte> bytes(4);
    xdr::store_u32(bytes.data(), bits);
    if (std::bit_cast<float>(bits) != std::bit_cast<float>(bits)) continue;
    EXPECT_EQ(to_xdr({Kind::f32}, written({Kind::f32}, bytes), "").value(), bytes) << bits;
  }
}

TEST(Json, StringsAreTextOrHex) {
  survives(text_type, R"("a\"\\\n")");
  survives(text_type, R"("\u0000\u001b\u007f")");
  survives(text_type, "\"gr\xc3\xbc\"");
  survives(text_type, R"("\u202e")");
  EXPECT_EQ(again(text_type, R"("\ud83d\ude42")"), "\"\xf0\x9f\x99\x82\"");
  survives(text_type, R"("\udb40\udc01")");
  survives(text_type, R"({"hex": "ff00c3"})");
  EXPECT_EQ(again(text_type, R"({"hex": "6162"})"), "\"ab\"");
  EXPECT_EQ(again(text_type, R"({"hex": "6"})"),
            R"(value.hex: expected bytes as a string of hexadecimal digits, not "6")");
  EXPECT_EQ(again(text_type, R"({"hex": "61", "more": 1})"),
            R"(value: expected a string, or {"hex": "…"}, not an object)");
  EXPECT_EQ(again(text_type, R"("123456789")"), "value: 9 bytes are more than 8");
  EXPECT_EQ(again(text_type, R"({"hex": "616161616161616161"})"), "value.hex: 9 bytes are more than 8");
}

TEST(Json, OpaqueDataIsHex) {
  Type three{Kind::fixed_opaque, 3};
  Type bounded{Kind::opaque, 3};
  survives(three, "\"00ff7a\"");
  survives(bounded, "\"\"");
  survives(bounded, "\"0aff\"");
  EXPECT_EQ(again(bounded, "\"0AfF\""), "\"0aff\"");
  EXPECT_EQ(again(three, "\"00ff\""), "value: expected 3 bytes, not 2");
  EXPECT_EQ(again(bounded, "\"00ff00ff\""), "value: 4 bytes are more than 3");
  for (const char* bad : {"\"0\"", "\"0g\"", "\"0x12\"", "[1, 2]", "12"})
    EXPECT_TRUE(
        again(bounded, bad).starts_with("value: expected bytes as a string of hexadecimal digits, not "))
        << bad;
}

TEST(Json, EnumsHaveNamesAndAcceptNumbers) {
  survives(color_type, "\"RED\"");
  survives(color_type, "\"NEGATIVE\"");
  EXPECT_EQ(again(color_type, "\"VERT\""), "\"GREEN\"") << "the first of two names";
  EXPECT_EQ(again(color_type, "1"), "\"GREEN\"");
  EXPECT_EQ(again(color_type, "-1"), "\"NEGATIVE\"");
  for (const char* bad : {"2", "18446744073709551615", "1.0", "\"red\"", "true"})
    EXPECT_EQ(again(color_type, bad),
              std::string("value: expected one of RED, GREEN, VERT, NEGATIVE, not ") + bad);
}

TEST(Json, ErrorsNameThePlace) {
  survives(point_type, R"({"x": 1, "y": -2})");
  EXPECT_EQ(again(point_type, R"({"y": 1, "x": "1"})"),
            R"(value.x: expected an integer from -2147483648 to 2147483647, not "1")");
  EXPECT_EQ(again(point_type, R"({"x": 1})"), "value.y: missing");
  EXPECT_EQ(again(point_type, R"({"x": 1, "y": 1, "z\n": 1})"), R"(value: there is no field "z\n")");
  EXPECT_EQ(again(point_type, "[1, 2]"), "value: expected an object, not an array of 2");
  Type points{Kind::array, 2, &point_type};
  EXPECT_EQ(again(points, R"([{"x": 1, "y": 1}, {"x": 1, "y": 1.5}])"),
            "value[1].y: expected an integer from -2147483648 to 2147483647, not 1.5");
  EXPECT_EQ(again(points, "[1, 2, 3]"), "value: expected an array of at most 2, not an array of 3");
  EXPECT_EQ(again({Kind::fixed_array, 2, &i32}, "[1]"), "value: expected an array of 2, not an array of 1");
  EXPECT_EQ(again({Kind::none}, "0"), "value: expected null, not 0");
  EXPECT_EQ(again({Kind::boolean}, "0"), "value: expected true or false, not 0");
}

TEST(Json, UnionsNameTheirArm) {
  survives(choice_type, R"({"kind": 1, "number": 5})");
  survives(choice_type, R"({"kind": 4294967295})");
  survives(choice_type, R"({"kind": 7, "text": "seven"})");
  EXPECT_EQ(again(choice_type, R"({"kind": 1, "text": "x"})"), "value.number: missing");
  EXPECT_EQ(again(choice_type, R"({"kind": 1, "number": 1, "text": "x"})"),
            R"(value: there is no field "text")");
  EXPECT_EQ(again(choice_type, R"({"kind": 4294967295, "": 1})"), R"(value: there is no field "")");
  EXPECT_EQ(again(choice_type, R"({"number": 1})"), "value.kind: missing");
  Definition strict = choice;
  strict.arms = std::span(arms).first(2);
  Type strict_type = named(strict);
  EXPECT_EQ(again(strict_type, R"({"kind": 2})"),
            "value.kind: expected a discriminant that has an arm, not 2");
}

TEST(Json, OptionalDataIsNull) {
  Type maybe{Kind::optional, xdr::unbounded, &i32};
  survives(maybe, "null");
  survives(maybe, "5");
  Type twice{Kind::optional, xdr::unbounded, &maybe};
  survives(twice, "null");
  survives(twice, "[null]");
  survives(twice, "[5]");
  EXPECT_EQ(again(twice, "5"), "value: expected null or an array of 1, not 5");
  Field fields[] = {{"maybe", maybe}};
  Definition holder{.name = "holder", .fields = fields};
  EXPECT_EQ(again(named(holder), "{}"), R"({"maybe": null})");
}

TEST(Json, ListsAreArrays) {
  survives(nodes, "[]");
  survives(nodes, R"([{"id": 1}, {"id": 2}, {"id": 3}])");
  EXPECT_EQ(again(nodes, "null"), "[]");
  survives(node_type, R"([{"id": 1}])");
  EXPECT_EQ(again(node_type, "[]"), "value: expected an array of at least 1, not an array of 0");
  EXPECT_EQ(again(nodes, R"([{"id": 1}, {"id": null}])"),
            "value[1].id: expected an integer from -2147483648 to 2147483647, not null");
}

TEST(Json, TextThatIsNone) {
  EXPECT_TRUE(again(i32, "").starts_with("value: no JSON: parse error at line 1, column 1: "))
      << again(i32, "");
  for (const std::string& bad :
       {std::string("{"), std::string("1 2"), std::string("\"\xff\""), std::string("\"\\ud800\""),
        std::string("nul"), std::string("[1,]"), std::string(1, '\0'), std::string("'a'")}) {
    EXPECT_TRUE(again(i32, bad).starts_with("value: no JSON: ")) << bad;
  }
  // What a message repeats is short, and nothing that a terminal would obey.
  std::string long_and_wild = "\"" + std::string(100'000, 'x') + "\x1b[31m\xff";
  std::string refusal = again(i32, long_and_wild);
  EXPECT_LT(refusal.size(), 400U);
  EXPECT_EQ(refusal.find('\x1b'), std::string::npos);
  EXPECT_EQ(again(i32, std::string((64 << 20) + 1, ' ')), "value: more than 64 MiB of JSON");
}

std::string nested(std::size_t depth) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text.append(R"({"children": [)");
  for (std::size_t i = 0; i < depth; ++i) text.append("]}");
  return text;
}

TEST(Json, DepthIsLimitedAndNeedsLittleStack) {
  on_small_stack([] {
    survives(tree_type, nested(64));
    EXPECT_TRUE(again(tree_type, nested(65)).ends_with("children[0]: nested too deeply"));
    EXPECT_EQ(again(i32, std::string(1'000'000, '[') + std::string(1'000'000, ']')),
              "value: expected an integer from -2147483648 to 2147483647, not an array of 1");
    EXPECT_TRUE(again(i32, std::string(1'000'000, '[')).starts_with("value: no JSON: "));
    std::vector<std::byte> deep(4 * 100);
    for (std::size_t i = 0; i < 100; ++i) xdr::store_u32(deep.data() + 4 * i, 1);
    EXPECT_TRUE(written(tree_type, deep).ends_with("children[0]: nested too deeply"))
        << written(tree_type, deep);
  });
}

TEST(Json, AListOfAMillionNodesNeedsNoStack) {
  on_small_stack([] {
    std::vector<std::byte> bytes(4 + 8 * 1'000'000);
    xdr::store_u32(bytes.data(), 1);
    for (std::size_t i = 0; i < 1'000'000; ++i) {
      xdr::store_u32(bytes.data() + 4 + 8 * i, static_cast<std::uint32_t>(i));
      xdr::store_u32(bytes.data() + 8 + 8 * i, i + 1 < 1'000'000 ? 1 : 0);
    }
    std::string whole = written(nodes, bytes);
    EXPECT_TRUE(whole.ends_with(R"({"id": 999999}])"));
    EXPECT_TRUE(to_xdr(nodes, whole, "value").value() == bytes);
  });
}

TEST(Json, BytesOfAPeerAreNotBelieved) {
  auto words = [](std::initializer_list<std::uint32_t> all) {
    std::vector<std::byte> bytes;
    for (std::uint32_t one : all) {
      bytes.resize(bytes.size() + 4);
      xdr::store_u32(bytes.data() + bytes.size() - 4, one);
    }
    return bytes;
  };
  EXPECT_EQ(written(point_type, words({1})), "value.y: the bytes end too early");
  EXPECT_EQ(written(point_type, words({1, 2, 3})), "value: bytes are left over at the end");
  EXPECT_EQ(written(color_type, words({5})), "value: the enum does not declare this value");
  EXPECT_EQ(written({Kind::boolean}, words({2})), "value: a bool is neither 0 nor 1");
  EXPECT_EQ(written({Kind::i8}, words({256})), "value: a number does not fit into its type");
  EXPECT_EQ(written(text_type, words({9, 0, 0, 0})), "value: longer than its bound");
  EXPECT_EQ(written(text_type, words({1, 1})), "value: padding is not zero");
  EXPECT_EQ(written({Kind::fixed_opaque, 1}, words({1})), "value: padding is not zero");
  EXPECT_EQ(written({Kind::array, xdr::unbounded, &i32}, words({0x00010000, 7})),
            "value[1]: the bytes end too early");
  // Elements that take no bytes still take memory.
  Definition empty{.name = "empty"};
  Type empty_type = named(empty);
  Type empties{Kind::array, xdr::unbounded, &empty_type};
  EXPECT_EQ(written(empties, words({2})), "[{}, {}]");
  EXPECT_EQ(written(empties, words({0xffffffff})), "value: decoding would take more memory than allowed");
}

TEST(Json, ProceduresAreFoundByNameOrNumber) {
  constexpr Procedure procedures[] = {{"ADD", 1, i32, i32}, {"NAME", 12, {}, text_type}};
  constexpr Procedure with_null[] = {{"PING", 0, {}, {}}};
  const Version versions[] = {{"P", "V1", 9, 1, procedures}, {"P", "V2", 9, 2, with_null}};
  EXPECT_EQ(find(versions, 9, 1, "ADD"), &procedures[0]);
  EXPECT_EQ(find(versions, 9, 1, "12"), &procedures[1]);
  EXPECT_EQ(find(versions, 9, 2, "0"), &with_null[0]);
  EXPECT_EQ(find(versions, 9, 1, "0")->arguments.kind, Kind::none);
  for (const char* bad : {"1 ", "+1", "-1", "", "add", "2", "4294967297", "0x1"})
    EXPECT_EQ(find(versions, 9, 1, bad), nullptr) << bad;
  EXPECT_EQ(find(versions, 9, 3, "0"), nullptr);
  EXPECT_EQ(find(versions, 8, 1, "0"), nullptr);
}

}  // namespace
}  // namespace farcall::json
