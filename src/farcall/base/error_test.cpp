// The text of errors: every code has its name, and one line says whether the call was executed.
#include <farcall/base/error.hpp>

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace farcall {
namespace {

TEST(ErrorText, EveryCodeHasANameOfItsOwn) {
  std::set<std::string> names;
  const auto last = static_cast<int>(Code::io_error);
  for (int i = 0; i <= last; ++i) {
    const std::string name(to_string(static_cast<Code>(i)));
    EXPECT_NE(name, "unknown") << i;
    EXPECT_TRUE(names.insert(name).second) << name << " twice";
  }
  EXPECT_EQ(to_string(static_cast<Code>(last + 1)), "unknown");
  EXPECT_EQ(to_string(static_cast<Code>(255)), "unknown");
}

TEST(ErrorText, NamesAreThoseOfTheEnum) {
  EXPECT_EQ(to_string(Code::prog_unavail), "prog_unavail");
  EXPECT_EQ(to_string(Code::auth_badcred), "auth_badcred");
  EXPECT_EQ(to_string(Code::deadline_exceeded), "deadline_exceeded");
  EXPECT_EQ(to_string(Code::io_error), "io_error");
}

TEST(ErrorText, SaysWhetherTheCallWasExecuted) {
  EXPECT_EQ(to_string(Executed::no), "not executed");
  EXPECT_EQ(to_string(Executed::maybe), "maybe executed");
  EXPECT_EQ(to_string(Executed::yes), "executed");
  EXPECT_EQ(to_string(Error{Code::connection_lost, Executed::maybe, "tcp://h:1: reset", {}}),
            "connection_lost: tcp://h:1: reset (maybe executed)");
  EXPECT_EQ(to_string(Error{Code::garbage_args, Executed::no, "", {}}), "garbage_args (not executed)");
}

TEST(ErrorText, ErrorsCompareByAllTheyCarry) {
  const Error error{Code::prog_mismatch, Executed::no, "x", {1, 2}};
  Error other = error;
  EXPECT_EQ(error, other);
  other.versions.high = 3;
  EXPECT_NE(error, other);
  other = error;
  other.executed = Executed::maybe;
  EXPECT_NE(error, other);
}

TEST(RpcErrorTest, CarriesTheError) {
  try {
    throw_rpc_error({Code::cancelled, Executed::maybe, "by the caller", {}});
  } catch (const RpcError& thrown) {
    EXPECT_EQ(thrown.error().code, Code::cancelled);
    EXPECT_STREQ(thrown.what(), "cancelled: by the caller (maybe executed)");
  }
}

}  // namespace
}  // namespace farcall
