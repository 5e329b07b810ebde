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

TEST_F(Driver, PassthroughKeepsLinesThatAreDroppedOtherwise) {
  std::string text = "%#include <time.h>\nstruct a { int b; };";
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_NE(complaints_.find("note: 1 line"), std::string::npos) << complaints_;
  EXPECT_FALSE(header_has("a.x", "time.h"));
  job_.passthrough = true;
  ASSERT_EQ(compile("a.x", text), Exit::good);
  EXPECT_EQ(complaints_, "");
  EXPECT_TRUE(header_has("a.x", "#include <time.h>\n"));
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

TEST_F(Driver, CheckAndErrorsWriteNothing) {
  job_.check_only = true;
  EXPECT_EQ(compile("a.x", "struct a { int b; };"), Exit::good);
  job_.check_only = false;
  EXPECT_EQ(compile("a.x", "struct a { missing b; };"), Exit::bad_input);
  EXPECT_FALSE(fs::exists(directory_ / "out"));
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
