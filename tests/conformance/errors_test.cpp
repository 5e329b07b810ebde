// Every way in which a call can be refused or fail, and what it says about the execution.
#include "fixture.hpp"
#include "random_values.hpp"

#include <farcall/stub/call.hpp>

namespace conformance {
namespace {

class Errors : public AtPlacement {
 protected:
  // A call that no stub would make: the argument words as they are.
  [[nodiscard]] Error raw_call(std::uint32_t program, std::uint32_t version, std::uint32_t procedure,
                               std::initializer_list<std::uint32_t> words) const {
    auto binding = farcall::bind(site->endpoint(), program, version).value();
    farcall::stub::Call call(binding, procedure, {});
    if (!call.reserve(4 * words.size())) return call.error();
    for (std::uint32_t word : words) (void)call.arguments().u32(word);
    if (!call.transact() || !call.results().finish()) return call.error();
    return {Code::cancelled, Executed::yes, "the call succeeded", {}};
  }
  [[nodiscard]] Error raw_call(std::uint32_t procedure, std::initializer_list<std::uint32_t> words) const {
    return raw_call(V1::Client::program_number, 1, procedure, words);
  }
  void expect_alive() const { EXPECT_EQ(client().ADD(20, 22).value(), 42); }

  QuietLog quiet_;
};
FARCALL_EVERY_PLACEMENT(Errors);

#define EXPECT_ERROR(error, code_, executed_) EXPECT_ENDS(farcall::Result<void>(error), code_, executed_)

TEST_P(Errors, UnknownProgram) {
  EXPECT_ERROR(raw_call(0x2f0000ff, 1, 1, {}), Code::prog_unavail, Executed::no);
  expect_alive();
}

TEST_P(Errors, WrongVersionNamesTheRangeThatTheServerHas) {
  Error error = raw_call(V1::Client::program_number, 2, 1, {});
  EXPECT_ERROR(error, Code::prog_mismatch, Executed::no);
  EXPECT_EQ(error.versions, (farcall::VersionRange{1, 3}));
  EXPECT_NE(error.detail.find('3'), std::string::npos) << error.detail;
}

TEST_P(Errors, UnknownProcedure) {
  EXPECT_ERROR(raw_call(999, {}), Code::proc_unavail, Executed::no);
  EXPECT_ERROR(raw_call(UINT32_MAX, {}), Code::proc_unavail, Executed::no);
}

TEST_P(Errors, ProcedureZeroWorksWithEveryVersion) {
  EXPECT_EQ(raw_call(V1::Client::program_number, 1, 0, {}).code, Code::cancelled);
  EXPECT_EQ(raw_call(V1::Client::program_number, 3, 0, {}).code, Code::cancelled);
  EXPECT_EQ(raw_call(Second::Client::program_number, 1, 0, {}).code, Code::cancelled);
}

TEST_P(Errors, GarbageArguments) {
  constexpr std::uint32_t add = 1, echo_name = 9, echo_color = 8, echo_verdict = 7, reverse = 4;
  EXPECT_ERROR(raw_call(add, {1}), Code::garbage_args, Executed::no);         // too few
  EXPECT_ERROR(raw_call(add, {1, 2, 3}), Code::garbage_args, Executed::no);   // bytes behind
  EXPECT_ERROR(raw_call(echo_color, {2}), Code::garbage_args, Executed::no);  // no such enumerator
  EXPECT_ERROR(raw_call(echo_name, {17, 0, 0, 0, 0, 0}), Code::garbage_args,
               Executed::no);  // beyond its bound
  EXPECT_ERROR(raw_call(echo_name, {1, 0x41000001}), Code::garbage_args,
               Executed::no);                                                         // padding is not zero
  EXPECT_ERROR(raw_call(echo_name, {0xffffffff}), Code::garbage_args, Executed::no);  // more than there is
  EXPECT_ERROR(raw_call(reverse, {2, 0, 0, 0}), Code::garbage_args, Executed::no);    // a bool is 0 or 1
  EXPECT_ERROR(raw_call(echo_verdict, {0, 0x7fffffff}), Code::garbage_args, Executed::no);
  expect_alive();
}

TEST_P(Errors, ArgumentsThatCannotBeEncodedAreNotSent) {
  V1::Client callee = client();
  EXPECT_ENDS(callee.ECHO_COLOR(static_cast<color>(99)), Code::invalid_argument, Executed::no);
  EXPECT_ENDS(callee.ECHO_NAME(std::string(17, 'x')), Code::invalid_argument, Executed::no);
  EXPECT_EQ(callee.ECHO_NAME(std::string(16, 'x')).value(), std::string(16, 'x'));
}

TEST_P(Errors, ArgumentsBeyondTheLimitAreNotSent) {
  V1::Client callee = client();
  blob large(GetParam().is_datagram ? 70'000 : 5 * mebibyte);
  EXPECT_ENDS(callee.ECHO_BLOB(large), Code::invalid_argument, Executed::no);
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
}

TEST_P(Errors, ResultsBeyondTheLimitAreASystemError) {
  V1::Client callee = client();
  std::uint32_t size = GetParam().is_datagram ? 70'000 : 5 * mebibyte;
  EXPECT_ENDS(callee.MAKE_BLOB(size), Code::system_err, Executed::maybe);
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
}

TEST_P(Errors, ResultsThatCannotBeEncodedAreASystemError) {
  EXPECT_ENDS(client().BAD_COLOR(), Code::system_err, Executed::maybe);
  expect_alive();
}

TEST_P(Errors, AnErrorOfTheHandlerIsASystemErrorAndItsTextStaysThere) {
  V1::Client callee = client();
  for (Code code : {Code::system_err, Code::io_error, Code::deadline_exceeded, Code::connection_lost}) {
    farcall::Result<std::int32_t> result = callee.REFUSE(static_cast<std::int32_t>(code));
    EXPECT_ENDS(result, Code::system_err, Executed::maybe);
    EXPECT_EQ(error_of(result).detail.find("secret"), std::string::npos) << error_of(result).detail;
  }
  expect_alive();
}

TEST_P(Errors, AHandlerMayRefuseTheCaller) {
  V1::Client callee = client();
  EXPECT_EQ(error_of(callee.REFUSE(static_cast<std::int32_t>(Code::auth_tooweak))).code, Code::auth_tooweak);
  EXPECT_EQ(error_of(callee.REFUSE(static_cast<std::int32_t>(Code::auth_failed))).code, Code::auth_failed);
}

TEST_P(Errors, WhatAHandlerThrowsIsASystemError) {
  V1::Client callee = client();
  for (int kind : {0, 1, 2}) {
    farcall::Result<void> result = callee.THROW(kind);
    EXPECT_ENDS(result, Code::system_err, Executed::maybe);
    EXPECT_EQ(error_of(result).detail.find("secret"), std::string::npos) << error_of(result).detail;
  }
  expect_alive();
}

TEST_P(Errors, FailureLeavesTheCallersVariablesUntouched) {
  std::int32_t a = 5;
  std::string b(70'000, 'b');  // does not fit a datagram
  triple c{1, 2, 3};
  farcall::CallOptions late;
  late.timeout = farcall::Duration(1);
  EXPECT_FALSE(client().CHANGE(a, b, c, late));
  EXPECT_EQ(a, 5);
  EXPECT_EQ(b, std::string(70'000, 'b'));
  EXPECT_EQ(c, (triple{1, 2, 3}));
}

TEST_P(Errors, NestingBeyondTheLimitIsRefusedOnThisSide) {
  tree deep;
  for (int i = 0; i < 200; ++i) {
    tree above;
    above.children.push_back(std::move(deep));
    deep = std::move(above);
  }
  Error error = error_of(client().ECHO_TREE(deep));
  EXPECT_TRUE(error.code == Code::invalid_argument || error.code == Code::garbage_args) << to_string(error);
  EXPECT_EQ(error.executed, Executed::no) << to_string(error);
  expect_alive();
}

// A service whose replies say SUCCESS and hold something else than its procedures' results.
class Liar final : public farcall::Service {
 public:
  std::uint32_t service_program() const noexcept override { return V1::Client::program_number; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "liar"; }
  void serve_call(farcall::ServerCall& call) override {
    if (!call.reserve(4) || !call.results().u32(99)) return call.bad_results();
    call.send();
  }
};

class Lies : public testing::TestWithParam<Placement> {};
FARCALL_EVERY_PLACEMENT(Lies);

TEST_P(Lies, ResultsThatDoNotDecodeMeanThatTheCalleeRan) {
  Liar liar;
  farcall::Server server;
  server.add(liar).value();
  std::string endpoint = server.listen(fresh_endpoint(GetParam())).value();
  server.start().value();
  auto callee = bind_to(endpoint);
  EXPECT_ENDS(callee.ECHO_COLOR(RED), Code::bad_results, Executed::yes);  // no such enumerator
  EXPECT_ENDS(callee.ECHO_NAME("x"), Code::bad_results, Executed::yes);   // beyond its bound
  EXPECT_ENDS(callee.ECHO_DOUBLE(1), Code::bad_results, Executed::yes);   // too short
  EXPECT_ENDS(callee.RECORD(1), Code::bad_results, Executed::yes);        // bytes behind
  EXPECT_EQ(callee.ADD(1, 1).value(), 99);
}

}  // namespace
}  // namespace conformance
