// Generated clients and servers, called through the runtime: every shape of parameter and result.
#include <gtest/gtest.h>

#include <farcall/farcall.hpp>

#include "dialects.x.hpp"
#include "everything.x.hpp"

namespace {

using namespace everything;
using farcall::CallContext;
using farcall::Result;

farcall::Error refusal() {
  return {farcall::Code::system_err, farcall::Executed::yes, "the callee says no", {}};
}

class First : public EVERYTHING_PROG::EVERYTHING_V1::Server {
  Result<std::int32_t> ADD(CallContext&, std::int32_t arg1, std::int32_t arg2) override {
    return arg1 + arg2;
  }
  Result<result> LIST(CallContext&, filename&& dir, const cookie& c) override {
    if (dir.empty()) return result(BLUE);
    return result::make_number(c[0]);
  }
  Result<entries> LIST2(CallContext&) override {
    entry last{2, "last", {}};
    return entries(entry{1, "first", std::move(last)});
  }
  Result<std::string> NAME(CallContext&, std::string&& arg) override {
    if (arg == "refuse") return refusal();
    return arg + "!";
  }
  Result<names> NAMES(CallContext&, names&& arg) override { return names(arg.rbegin(), arg.rend()); }
  Result<holder> ECHO(CallContext&, holder&& arg) override { return std::move(arg); }
  Result<bool> FLAG(CallContext&, color arg) override { return arg == BLUE; }
};

class Second : public EVERYTHING_PROG::EVERYTHING_V2::Server {
  Result<mixed> MIX(CallContext&, const point& where, const triple& t, mixed&& arg3) override {
    mixed made = arg3;
    made.at = where;
    made.t = t;
    return made;
  }
  Result<std::int32_t> SWAP(CallContext&, std::int32_t& a, std::string& b, point& where) override {
    if (b == "refuse") return refusal();
    std::int32_t before = a;
    a = static_cast<std::int32_t>(b.size());
    b = std::to_string(before);
    where.x = 4;
    return 5;
  }
};

// A handler writes types as the interface does: no function of ours hides one that is named like it.
namespace renaming {
using namespace dialects;
class Renamer : public DIALECTS::TWO::Server {
  Result<void> NOTHING(CallContext&) override { return {}; }
  Result<name> RENAME(CallContext&, name&& given, const serve&) override { return std::move(given); }
  Result<dialects::version> version(CallContext&, dialects::version&& given, dialects::program) override {
    return std::move(given);
  }
};
}  // namespace renaming

class Services : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(server_.add(first_));
    ASSERT_TRUE(server_.add(second_));
    ASSERT_TRUE(server_.add(renamer_));
    auto endpoint = server_.listen("memory:golden");
    ASSERT_TRUE(endpoint) << to_string(endpoint.error());
    ASSERT_TRUE(server_.start());
  }
  template <typename Client>
  Client client() {
    return farcall::bind<Client>("memory:golden").value();
  }

  First first_;
  Second second_;
  renaming::Renamer renamer_;
  farcall::Server server_;
};

TEST_F(Services, EveryShapeOfArgumentAndResult) {
  auto caller = client<EVERYTHING_PROG::EVERYTHING_V1::Client>();
  EXPECT_TRUE(caller.NULLPROC());
  EXPECT_EQ(caller.ADD(3, 4).value(), 7);
  EXPECT_EQ(caller.LIST("", {}).value().status(), BLUE);
  EXPECT_EQ(caller.LIST("dir", {9}).value().number(), 9);
  EXPECT_EQ(caller.LIST2().value()->next->name, "last");
  EXPECT_EQ(caller.NAME("hello").value(), "hello!");
  EXPECT_EQ(caller.NAMES({"a", "b"}).value(), (names{"b", "a"}));
  EXPECT_TRUE(caller.FLAG(BLUE).value());
  holder value;
  value.u.children.resize(3);
  EXPECT_EQ(caller.ECHO(value).value(), value);
}

TEST_F(Services, TypesMayBeNamedLikeWhatAServiceDoes) {
  auto caller = client<dialects::DIALECTS::TWO::Client>();
  dialects::name given;
  given.NAME.emplace().Name.name.a = 5;
  EXPECT_EQ(caller.RENAME(given, {}).value(), given);
}

TEST_F(Services, ResultsCanBeDecodedIntoWhatTheCallerKeeps) {
  auto caller = client<EVERYTHING_PROG::EVERYTHING_V1::Client>();
  names kept{"x", "y", "z"};
  const filename* memory = kept.data();
  ASSERT_TRUE(caller.NAMES_into({"a", "b"}, kept));
  EXPECT_EQ(kept, (names{"b", "a"}));
  EXPECT_EQ(kept.data(), memory);
}

TEST_F(Services, ArgumentsBeyondTheirBoundsAreNotSent) {
  auto caller = client<EVERYTHING_PROG::EVERYTHING_V1::Client>();
  auto answer = caller.NAMES(names(17));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, farcall::Code::invalid_argument);
  EXPECT_EQ(answer.error().executed, farcall::Executed::no);
  EXPECT_NE(answer.error().detail.find("NAMES.arg"), std::string::npos) << answer.error().detail;
}

TEST_F(Services, CopyRestoreChangesTheCallersVariablesOnlyWhenTheCallSucceeded) {
  auto caller = client<EVERYTHING_PROG::EVERYTHING_V2::Client>();
  std::int32_t a = 12;
  std::string b = "four";
  point where{1, 1, RED, true};
  EXPECT_EQ(caller.SWAP(a, b, where).value(), 5);
  EXPECT_EQ(a, 4);
  EXPECT_EQ(b, "12");
  EXPECT_EQ(where, (point{4, 0, RED, false}));
  b = "refuse";
  EXPECT_FALSE(caller.SWAP(a, b, where));
  EXPECT_EQ(a, 4);
  EXPECT_EQ(b, "refuse");

  mixed plain;
  EXPECT_EQ(caller.MIX(where, {1, 2, 3}, plain).value().t, (triple{1, 2, 3}));
}

TEST_F(Services, ProcedureZeroWorksWithoutBeingDeclared) {
  auto binding = farcall::bind("memory:golden", EVERYTHING_PROG::program_number,
                               EVERYTHING_PROG::EVERYTHING_V2::version_number);
  ASSERT_TRUE(binding);
  // The client of version 1 declares it, and a client may be given any binding.
  EVERYTHING_PROG::EVERYTHING_V1::Client caller(*binding);
  EXPECT_TRUE(caller.NULLPROC());
  EXPECT_EQ(caller.FLAG(RED).error().code, farcall::Code::proc_unavail);
}

// Nobody wrote NULLPROC: it does nothing by itself.
TEST_F(Services, ProcedureZeroIsImplemented) {
  EXPECT_TRUE(client<EVERYTHING_PROG::EVERYTHING_V1::Client>().NULLPROC());
}

TEST_F(Services, KnowTheProceduresThatMayRunTwice) {
  EXPECT_TRUE(first_.is_idempotent(0));
  EXPECT_FALSE(first_.is_idempotent(1));
  EXPECT_TRUE(first_.is_idempotent(5));
  EXPECT_TRUE(second_.is_idempotent(0)) << "a version without the attribute";
  EXPECT_FALSE(second_.is_idempotent(1));
}

}  // namespace
