#include <compiler/driver.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using farcallc::Exit;
using farcallc::Job;

class Driver : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    job_.output_directory = (directory_ / "out").string();
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(directory_ / name) << text;
    return (directory_ / name).string();
  }
  std::string read(const std::string& name) {
    std::ifstream in(directory_ / name);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  Exit compile(const std::string& name, const std::string& text) {
    job_.input = file(name, text);
    complaints_.clear();
    return farcallc::compile(job_, complaints_, printed_);
  }
  [[nodiscard]] bool header_has(const std::string& name, const std::string& text) {
    return read("out/" + name + ".hpp").find(text) != std::string::npos;
  }

  fs::path directory_;
  Job job_;
  std::string complaints_;
  std::string printed_;
};

TEST_F(Driver, TypesAreInTheNamespaceOfTheFile) {
  ASSERT_EQ(compile("my-file.x", "struct a { int b; };"), Exit::good) << complaints_;
  EXPECT_TRUE(header_has("my-file.x", "namespace my_file {"));
  ASSERT_EQ(compile("time.x", "struct a { int b; };"), Exit::good);
  EXPECT_TRUE(header_has("time.x", "namespace time_ {"));
  job_.namespace_name = "b::c";
  ASSERT_EQ(compile("a.x", "struct a { int b; };"), Exit::good);
  EXPECT_TRUE(header_has("a.x", "namespace b::c {"));
  for (const char* bad : {"b::", "1", "class", "a b", "a::{"}) {
    job_.namespace_name = bad;
    EXPECT_EQ(compile("a.x", "struct a { int b; };"), Exit::bad_usage) << bad;
    EXPECT_EQ(complaints_, "farcallc: '" + std::string(bad) + "' is no namespace of C++\n");
  }
}

TEST_F(Driver, ConstantsComeFromTheCommandLine) {
  job_.definitions = {"SIZE=7", "YES"};
  job_.externals = {"OTHER=0x10", "OPEN"};
  ASSERT_EQ(compile("a.x", "#ifdef YES\nstruct a { int b[SIZE]; int c<OTHER>; int d<OPEN>; };\n#endif\n"),
            Exit::good)
      << complaints_;
  EXPECT_TRUE(header_has("a.x", "std::array<std::int32_t, 7> b"));
  job_.externals = {"9=8"};
  EXPECT_EQ(compile("a.x", "const a = 1;"), Exit::bad_usage);
  EXPECT_EQ(complaints_, "farcallc: --extern 9=8: NAME or NAME=NUMBER is expected\n");
  job_.externals = {"A=089"};
  EXPECT_EQ(compile("a.x", "const a = 1;"), Exit::bad_usage);
  EXPECT_TRUE(complaints_.starts_with("farcallc: --extern A=089: an octal number")) << complaints_;
}

TEST_F(Driver, ABackslashJoinsLinesThatEndAsWindowsDoes) {
  ASSERT_EQ(
      compile("a.x",
              "#define A \\\r\n  7\r\n#if 0\r\nnot \\\r\n#endif\r\n#endif\r\nstruct a { int b[A]; };\r\n"),
      Exit::good)
      << complaints_;
  EXPECT_TRUE(header_has("a.x", "std::array<std::int32_t, 7> b"));
}

TEST_F(Driver, AnIncludedFileIsPartOfTheFile) {
  fs::create_directories(directory_ / "sub");
  file("sub/b.x", "struct b { int x; };");
  job_.include_directories = {(directory_ / "sub").string()};
  job_.dependency_file = (directory_ / "a.d").string();
  ASSERT_EQ(compile("a.x", "#include <b.x>\nstruct a { b c; };"), Exit::good) << complaints_;
  EXPECT_TRUE(header_has("a.x", "struct b {"));
  std::string rule = read("a.d");
  EXPECT_NE(rule.find("a.x.hpp "), std::string::npos) << rule;
  EXPECT_NE(rule.find("sub/b.x\n"), std::string::npos) << rule;
  EXPECT_NE(rule.find("sub/b.x:\n"), std::string::npos) << rule;
}

TEST_F(Driver, AnImportedFileIsKnownAndNotPartOfTheFile) {
  file("b.x", "struct b { int x; };\nconst B = 3;");
  ASSERT_EQ(compile("a.x", "%#include \"b.h\"\nstruct a { b c; b d<B>; };"), Exit::good) << complaints_;
  EXPECT_TRUE(header_has("a.x", "#include \"b.x.hpp\""));
  EXPECT_TRUE(header_has("a.x", "::b::b c{}"));
  EXPECT_FALSE(header_has("a.x", "struct b {"));
}

TEST_F(Driver, DescriptionsForJsonAreWrittenWhenTheyAreAskedFor) {
  file("b.x", "struct b { int x; };");
  std::string text = "%#include \"b.h\"\nstruct a { b c; };";
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_FALSE(fs::exists(directory_ / "out/a.x.json.hpp"));
  job_.json = true;
  job_.dependency_file = (directory_ / "a.d").string();
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_TRUE(header_has("a.x.json", "#include \"b.x.json.hpp\"\n"));
  EXPECT_TRUE(header_has("a.x.json", "struct Described<::a::a>"));
  EXPECT_FALSE(header_has("a.x.json", "::b::b"));
  EXPECT_NE(read("a.d").find("a.x.json.cpp: "), std::string::npos) << read("a.d");
}

TEST_F(Driver, PassthroughKeepsLinesThatAreDroppedOtherwise) {
  std::string text = "%#include <time.h>\nstruct a { int b; };";
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_NE(complaints_.find("note: this line is for the C++ compiler"), std::string::npos) << complaints_;
  EXPECT_FALSE(header_has("a.x", "time.h"));
  job_.passthrough = true;
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_EQ(complaints_, "");
  EXPECT_TRUE(header_has("a.x", "#include <time.h>\n"));
}

TEST_F(Driver, AnImportIsNotPassedThroughAndNothingToNote) {
  file("b.x", "struct b { int x; };");
  std::string text = "%#include \"b.h\"\n%#include \"b.h\"\nstruct a { b c; };";
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_EQ(complaints_, "");
  job_.passthrough = true;
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_TRUE(header_has("a.x", "#include \"b.x.hpp\""));
  EXPECT_FALSE(header_has("a.x", "#include \"b.h\"")) << "a.x needs no header of rpcgen";
}

// Their loops are where decoding spends its time, and g++ compiles no long function into them unasked.
TEST_F(Driver, ElementsOfFewPartsAreCodedWithoutCalls) {
  std::string text =
      "union maybe switch (bool some) { case TRUE: string name<>; case FALSE: void; };"
      "struct link { maybe one; link *next; };"
      "struct item { maybe one; };"
      "struct single { maybe one; };"
      "struct many { maybe a[9]; };"
      "struct deep { deep children<>; maybe one; };"
      "struct all { item items<>; many several<>; single one; };";
  ASSERT_EQ(compile("a.x", text), Exit::good) << complaints_;
  std::string source = read("out/a.x.cpp");
  auto is_flattened = [&](const std::string& argument) {
    EXPECT_NE(source.find("bool decode(::farcall::xdr::Decoder& in, " + argument), source.npos) << argument;
    return source.find("[[gnu::flatten]] bool decode(::farcall::xdr::Decoder& in, " + argument) !=
           source.npos;
  };
  EXPECT_TRUE(is_flattened("link& first"));
  EXPECT_TRUE(is_flattened("item& value"));
  EXPECT_FALSE(is_flattened("single& value")) << "no loop codes it";
  EXPECT_FALSE(is_flattened("many& value")) << "it has loops of its own";
  EXPECT_FALSE(is_flattened("deep& value")) << "it contains itself";
}

TEST_F(Driver, AFileThatWouldNotChangeIsNotWritten) {
  ASSERT_EQ(compile("a.x", "struct a { int b; };"), Exit::good);
  auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(directory_ / "out/a.x.hpp", long_ago);
  ASSERT_EQ(compile("a.x", "struct a { int b; };"), Exit::good);
  EXPECT_EQ(fs::last_write_time(directory_ / "out/a.x.hpp"), long_ago);
  ASSERT_EQ(compile("a.x", "struct a { int c; };"), Exit::good);
  EXPECT_NE(fs::last_write_time(directory_ / "out/a.x.hpp"), long_ago);
}

TEST_F(Driver, CommentsCannotEscape) {
  ASSERT_EQ(compile("a.x",
                    "struct a {\n  int b; /* one\n two \\ */\n  int c; // three \\\\\n  int d;\n"
                    "  /* \xe2\x80\xae turned \x01 */\n  int e;\n};"),
            Exit::good);
  std::string header = read("out/a.x.hpp");
  EXPECT_EQ(header.find("\\\n"), std::string::npos) << header;
  EXPECT_EQ(header.find("\xe2\x80\xae"), std::string::npos) << header;
  EXPECT_NE(header.find("std::int32_t d = 0;"), std::string::npos);
}

// Public files have such unions (xdrpp's xdrtest.x), and RFC 4506 §4.15 allows them.
TEST_F(Driver, AUnionWithoutAnArmForAValueIsReadWithAWarning) {
  EXPECT_EQ(compile("a.x", "enum e { A, B }; union u switch (e k) { case A: void; };"), Exit::good);
  EXPECT_NE(complaints_.find("warning: the union 'u' has no arm for B"), std::string::npos) << complaints_;
}

TEST_F(Driver, FilesOfWindowsAreReadLikeOthers) {
  ASSERT_EQ(
      compile("a.x",
              "\xef\xbb\xbf#define SUM 1 \\\r\n  + 2\r\n#if 0\r\n x \\\r\n#error no directive\r\n#endif\r\n"
              "%one \\\r\n line\r\nstruct a {\r\n  int b[SUM];  // ends \\\r\n  int c;\r\n};\r\n"),
      Exit::good)
      << complaints_;
  EXPECT_TRUE(header_has("a.x", "std::array<std::int32_t, 3> b"));
  EXPECT_TRUE(header_has("a.x", "std::int32_t c = 0;"));
  EXPECT_EQ(read("out/a.x.hpp").find('\r'), std::string::npos);
}

TEST_F(Driver, CheckAndErrorsWriteNothing) {
  job_.check_only = true;
  EXPECT_EQ(compile("a.x", "struct a { int b; };"), Exit::good);
  job_.check_only = false;
  EXPECT_EQ(compile("a.x", "struct a { missing b; };"), Exit::bad_input);
  EXPECT_FALSE(fs::exists(directory_ / "out"));
}

TEST_F(Driver, CommentsBelongToTheDeclarationOnTheirLine) {
  ASSERT_EQ(compile("a.x", "struct a { int b; /* of c */ int c; };"), Exit::good);
  EXPECT_TRUE(header_has("a.x", "std::int32_t c = 0;  // of c")) << read("out/a.x.hpp");
}

TEST_F(Driver, ALayoutIsPrintedOrChecked) {
  job_.emit = farcallc::Emit::x;
  ASSERT_EQ(compile("a.x", "struct a { not_known b; };"), Exit::good) << complaints_;
  EXPECT_EQ(printed_, "struct a {\n  not_known b;\n};\n");
  std::string canonical = printed_;
  job_.check_only = true;
  printed_.clear();
  EXPECT_EQ(compile("a.x", canonical), Exit::good) << complaints_;
  EXPECT_EQ(compile("a.x", "struct a {\n  not_known  b;\n};\n"), Exit::bad_input);
  EXPECT_NE(
      complaints_.find("a.x:2:13: error: this is not the canonical layout, which farcallc --emit x prints\n"),
      std::string::npos)
      << complaints_;
  EXPECT_NE(complaints_.find("there the line is:   not_known b;"), std::string::npos) << complaints_;
  EXPECT_EQ(compile("a.x", canonical + "\n"), Exit::bad_input);
  EXPECT_NE(complaints_.find("there the text ends"), std::string::npos) << complaints_;
  EXPECT_EQ(compile("a.x", "\n" + canonical), Exit::bad_input);
  EXPECT_NE(complaints_.find("there the line is: struct a {"), std::string::npos) << complaints_;
  EXPECT_EQ(printed_, "");
  EXPECT_FALSE(fs::exists(directory_ / "out"));
}

TEST_F(Driver, ADissectorIsPrinted) {
  job_.emit = farcallc::Emit::lua;
  file("b.x", "struct b { int x; }; program OTHER { version V { void F(void) = 1; } = 1; } = 7;");
  ASSERT_EQ(compile("My \"a.x",
                    "%#include \"b.h\"\ntypedef b *bs; typedef bs all<>; typedef string s<5>;\n"
                    "enum e { A = -1, B = 2, C = 2 };\n"
                    "union u switch (e d) { case A: case B: all l; default: void; };\n"
                    "program P { version V { s F(inout u a, out s t) = 1; } = 2; } = 3;"),
            Exit::good)
      << complaints_;
  EXPECT_EQ(complaints_, "") << "lines for C++ are not missed";
  for (const char* part :
       {"local file = \"my__a.x\"\n", "-- Dissects My _a.x", "struct(\"b.b\", {\n  {\"x\", int},\n})\n",
        "enum(\"e\", {\n  [-1] = \"A\",\n  [2] = \"B\",\n})\n",
        "union(\"u\", {\"d\", named(\"e\")}, {\n  {{-1, 2}, {\"l\", array(optional(named(\"b.b\")))}},\n}, "
        "{})\n",
        "program(3, \"P\", {\n  [2] = {\"V\", {\n    [1] = {\"F\", {{\"a\", named(\"u\")}}, "
        "{{\"result\", text(5)}, {\"a\", named(\"u\")}, {\"t\", text(5)}}},\n  }},\n})\n"}) {
    EXPECT_NE(printed_.find(part), std::string::npos) << part << printed_.substr(printed_.find("-- What"));
  }
  EXPECT_EQ(printed_.find("OTHER"), std::string::npos) << "its own dissector reads it";
  EXPECT_FALSE(fs::exists(directory_ / "out"));
}

TEST_F(Driver, FilesThatCannotBeWrittenAreNamed) {
  job_.output_directory = file("out", "a file");
  EXPECT_EQ(compile("a.x", "struct a { int b; };"), Exit::bad_input);
  EXPECT_EQ(complaints_, "farcallc: " + job_.output_directory + "/a.x.hpp cannot be written\n");
}

TEST_F(Driver, ManyLargeFilesAreTooMuch) {
  std::string text;
  for (char name : {'b', 'c', 'd', 'e', 'f'}) {
    file(std::string{name} + ".x", std::string(std::size_t{7} << 20, ' '));
    text += std::string("#include \"") + name + ".x\"\n";
  }
  EXPECT_EQ(compile("a.x", text), Exit::bad_input);
  EXPECT_NE(complaints_.find("makes this compilation read more than 32 MiB"), std::string::npos);
}

TEST_F(Driver, TextsCannotEscape) {
  ASSERT_EQ(
      compile("a.x", "const A = \"?\?/\\\"; int injected; //\";\nstruct a { int b; // ?\?/\n  int c; };"),
      Exit::good);
  EXPECT_TRUE(header_has("a.x", R"(A = "?\?/\"; int injected; //";)")) << read("out/a.x.hpp");
  EXPECT_FALSE(header_has("a.x", "?\?/"));
  EXPECT_TRUE(header_has("a.x", "std::int32_t c = 0;"));
}

TEST_F(Driver, LoweredTextIsItsOwnLowering) {
  job_.lower = true;
  ASSERT_EQ(compile("a.x", "program P { version V { int F(inout int a, out string b<>) = 1; } = 1; } = 9;"),
            Exit::good);
  std::string first = printed_;
  EXPECT_NE(first.find("F_results F(int) = 1;"), std::string::npos) << first;
  ASSERT_EQ(compile("a.x", first), Exit::good) << complaints_;
  EXPECT_NE(printed_.find("F_results F(int) = 1;"), std::string::npos) << printed_;
}

TEST_F(Driver, TheModelIsPrintedAndNothingIsWritten) {
  file("b.x", "struct b { int x; };");
  job_.emit = farcallc::Emit::model;
  ASSERT_EQ(compile("a.x", "%#include \"b.h\"\nstruct class { b c<3>; /* \xff */ };"), Exit::good);
  EXPECT_EQ(complaints_, "");
  auto model = nlohmann::json::parse(printed_);
  EXPECT_EQ(model["imported_headers"], nlohmann::json({"b.x.hpp"}));
  ASSERT_EQ(model["definitions"].size(), 2U);
  EXPECT_EQ(model["definitions"][0]["imported"], true);
  EXPECT_EQ(model["definitions"][0]["cpp_name"], "::b::b");
  const auto& structure = model["definitions"][1];
  EXPECT_EQ(structure["cpp_name"], "::a::class_");
  EXPECT_EQ(structure["wire"], nlohmann::json({{"minimum", 4}, {"maximum", 16}}));
  EXPECT_EQ(structure["fields"][0]["type"]["cpp_type"], "std::vector<::b::b>");
  EXPECT_EQ(structure["fields"][0]["comment"][0], "\xef\xbf\xbd");
  EXPECT_FALSE(fs::exists(directory_ / "out"));
}

TEST_F(Driver, ACompareFailsWhereSomethingBreaks) {
  job_.compare_with = file("old.x", "%#include <time.h>\nstruct a { int b; };");
  EXPECT_EQ(compile("new.x", "struct a { int b; }; struct c { int d; };"), Exit::good);
  EXPECT_NE(printed_.find("new.x:1:29: safe: struct 'c' is added\n"), std::string::npos) << printed_;
  EXPECT_EQ(complaints_, "");
  EXPECT_EQ(compile("new.x", "struct a { int c; };"), Exit::bad_input);
  EXPECT_NE(printed_.find("breaks source: "), std::string::npos) << printed_;
  EXPECT_NE(printed_.find("old.x:2:16"), std::string::npos) << printed_;
  EXPECT_FALSE(fs::exists(directory_ / "out"));
}

TEST_F(Driver, ACompareShowsTheErrorsOfBothFiles) {
  job_.compare_with = file("old.x", "struct a { missing b; };");
  EXPECT_EQ(compile("new.x", "struct a { lost b; };"), Exit::bad_input);
  EXPECT_NE(complaints_.find("old.x:1:12: error:"), std::string::npos) << complaints_;
  EXPECT_NE(complaints_.find("new.x:1:12: error:"), std::string::npos) << complaints_;
  EXPECT_EQ(printed_, "");
}

}  // namespace
