// The Dispatcher: every way to refuse a call, and every way in which a handler can end.
#include <farcall/runtime/server/dispatch.hpp>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/base/log.hpp>
#include <farcall/security/auth_sys.hpp>
#include <farcall/transport/gathered_record.hpp>

namespace farcall::server {
namespace {

using Words = std::vector<std::uint32_t>;

std::vector<std::byte> bytes_of(const Words& words) {
  std::vector<std::byte> bytes(4 * words.size());
  for (std::size_t i = 0; i < words.size(); ++i) xdr::store_u32(bytes.data() + 4 * i, words[i]);
  return bytes;
}

std::vector<std::string> logged;
void remember(LogLevel, std::string_view text) { logged.emplace_back(text); }

class Scripted final : public Service {
 public:
  Scripted(std::uint32_t program, std::uint32_t version) : program_(program), version_(version) {}
  std::uint32_t service_program() const noexcept override { return program_; }
  std::uint32_t service_version() const noexcept override { return version_; }
  std::string_view service_name() const noexcept override { return "scripted"; }
  void serve_call(ServerCall& call) override {
    ++calls;
    if (body) body(call);
  }
  std::function<void(ServerCall&)> body;
  int calls = 0;

 private:
  std::uint32_t program_;
  std::uint32_t version_;
};

struct Port final : ReplyPort {
  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    ++replies;
    words.clear();
    std::vector<std::byte> all;
    transport::GatheredRecord record(mark + 4, message_bytes, body_at, gathered);
    for (const iovec& piece : record.pieces()) {
      auto* first = static_cast<const std::byte*>(piece.iov_base);
      all.insert(all.end(), first, first + piece.iov_len);
    }
    for (std::size_t i = 0; i + 4 <= all.size(); i += 4) words.push_back(xdr::load_u32(all.data() + i));
  }
  void send_nothing() override { ++nothings; }
  std::size_t reply_limit_bytes() const noexcept override { return limit; }
  const Caller& caller() override { return who; }
  std::shared_ptr<ReplyPort> keep(std::size_t) override { return {std::shared_ptr<void>(), this}; }
  int replies = 0;
  int nothings = 0;
  std::size_t limit = 1 << 20;
  Words words;
  Caller who;
};

class DispatcherTest : public testing::Test {
 protected:
  void SetUp() override {
    logged.clear();
    set_log(remember, LogLevel::debug);
    ASSERT_TRUE(dispatcher.add(two));
    ASSERT_TRUE(dispatcher.add(four));
  }
  void TearDown() override { set_log(nullptr); }
  Words serve(const Words& words) { return serve_bytes(bytes_of(words)); }
  Words serve_bytes(std::span<const std::byte> record) {
    port.words.clear();
    port.replies = 0;
    dispatcher.serve(record, port, memory);
    EXPECT_LE(port.replies, 1);
    return port.words;
  }
  // A call of program 9, version 2, with AUTH_NONE.
  static Words call(std::uint32_t procedure, const Words& arguments = {}) {
    Words words{77, 0, 2, 9, 2, procedure, 0, 0, 0, 0};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
  }
  Scripted two{9, 2};
  Scripted four{9, 4};
  Dispatcher dispatcher;
  Port port;
  Buffer memory;
};

const Words system_err{77, 1, 0, 0, 0, 5};

TEST_F(DispatcherTest, ResultsFollowTheSuccessHead) {
  two.body = [](ServerCall& call) {
    std::uint32_t value = 0;
    ASSERT_TRUE(call.arguments().u32(value) && call.arguments().finish());
    EXPECT_EQ(call.program(), 9U);
    EXPECT_EQ(call.version(), 2U);
    EXPECT_EQ(call.procedure(), 5U);
    EXPECT_EQ(call.system_credential(), nullptr);
    ASSERT_TRUE(call.reserve(4) && call.results().u32(value + 1));
    call.send();
  };
  EXPECT_EQ(serve(call(5, {41})), (Words{77, 1, 0, 0, 0, 0, 42}));
}

TEST_F(DispatcherTest, LongResultsAreGathered) {
  const std::vector<std::uint8_t> data(20'000, 0xaa);
  two.body = [&](ServerCall& call) {
    ASSERT_TRUE(call.reserve(4 + data.size() + 4));
    ASSERT_TRUE(call.results().opaque(data, xdr::unbounded) && call.results().u32(7));
    call.send();
  };
  const Words reply = serve(call(1));
  ASSERT_EQ(reply.size(), 6 + 1 + 5000 + 1U);
  EXPECT_EQ(reply[6], 20'000U);
  EXPECT_EQ(reply[7], 0xaaaaaaaaU);
  EXPECT_EQ(reply.back(), 7U);
}

TEST_F(DispatcherTest, OneWayCallsHaveNoReply) {
  two.body = [](ServerCall& call) { call.end_one_way({}); };
  EXPECT_EQ(serve(call(1)), Words{});
  EXPECT_EQ(port.nothings, 1);
  EXPECT_TRUE(logged.empty());
  two.body = [](ServerCall& call) { call.end_one_way(Error{Code::system_err, Executed::yes, "broken", {}}); };
  EXPECT_EQ(serve(call(1)), Words{});
  EXPECT_EQ(port.nothings, 2);
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_NE(logged[0].find("procedure 1 of program 9 version 2 failed: "), std::string::npos) << logged[0];
}

TEST_F(DispatcherTest, RefusesWhatItDoesNotHave) {
  Words other = call(1);
  other[3] = 10;
  EXPECT_EQ(serve(other), (Words{77, 1, 0, 0, 0, 1})) << "PROG_UNAVAIL";
  other = call(1);
  other[4] = 3;
  EXPECT_EQ(serve(other), (Words{77, 1, 0, 0, 0, 2, 2, 4}))
      << "PROG_MISMATCH with the versions that are here";
  other[2] = 3;
  EXPECT_EQ(serve(other), (Words{77, 1, 1, 0, 2, 2})) << "RPC_MISMATCH";
  EXPECT_EQ(two.calls + four.calls, 0);
}

TEST_F(DispatcherTest, TellsTheVersionsOfTheAskedProgramOnly) {
  Scripted before(8, 100);
  Scripted behind(10, 1);
  ASSERT_TRUE(dispatcher.add(before));
  ASSERT_TRUE(dispatcher.add(behind));
  Words other = call(1);
  other[4] = 0;
  EXPECT_EQ(serve(other), (Words{77, 1, 0, 0, 0, 2, 2, 4}));
  other[3] = 10;
  EXPECT_EQ(serve(other), (Words{77, 1, 0, 0, 0, 2, 1, 1}));
  other[4] = 0xffffffff;
  EXPECT_EQ(serve(other), (Words{77, 1, 0, 0, 0, 2, 1, 1}));
}

TEST_F(DispatcherTest, RefusesCredentials) {
  EXPECT_EQ(serve({77, 0, 2, 9, 2, 1, 6, 0, 0, 0}), (Words{77, 1, 1, 1, 2})) << "a flavor it does not know";
  EXPECT_EQ(serve({77, 0, 2, 9, 2, 1, 2, 0, 0, 0}), (Words{77, 1, 1, 1, 2}))
      << "AUTH_SHORT that nobody gave out";
  EXPECT_EQ(serve({77, 0, 2, 9, 2, 1, 1, 4, 7, 0, 0}), (Words{77, 1, 1, 1, 1}))
      << "AUTH_SYS that does not decode";
  EXPECT_EQ(serve({77, 0, 2, 9, 2, 1, 0, 401}), (Words{77, 1, 1, 1, 1})) << "more than 400 bytes";
  EXPECT_EQ(serve({77, 0, 2, 9, 2, 1, 0, 0, 0, 401}), (Words{77, 1, 1, 1, 3}))
      << "a verifier that is too long";
  EXPECT_EQ(two.calls, 0);
}

TEST_F(DispatcherTest, AuthSysReachesTheHandler) {
  const SystemCredential credential{.stamp = 1, .machine_name = "m", .uid = 5, .gid = 6, .gids = {7}};
  const auto body = security::encode_auth_sys(credential);
  auto bytes = bytes_of({77, 0, 2, 9, 2, 1, 1, static_cast<std::uint32_t>(body.size())});
  bytes.insert(bytes.end(), body.begin(), body.end());
  bytes.resize(bytes.size() + 8);
  two.body = [&](ServerCall& call) {
    ASSERT_NE(call.system_credential(), nullptr);
    EXPECT_EQ(*call.system_credential(), credential);
    ASSERT_TRUE(call.reserve(0));
    call.send();
  };
  EXPECT_EQ(serve_bytes(bytes), (Words{77, 1, 0, 0, 0, 0}));
}

TEST_F(DispatcherTest, WhatIsNoCallGetsNoAnswer) {
  EXPECT_EQ(serve({77, 1, 0, 0, 0, 0}), Words{}) << "a reply: two servers must not talk for ever";
  EXPECT_EQ(serve({}), Words{});
  const auto whole = bytes_of(call(1));
  for (std::size_t size = 0; size < 24; ++size)
    EXPECT_EQ(serve_bytes(std::span(whole).first(size)), Words{}) << size;
}

TEST_F(DispatcherTest, HandlersRefuseByTheirErrors) {
  auto refused = [&](Error error) {
    two.body = [error](ServerCall& call) { call.refuse(error); };
    return serve(call(1));
  };
  EXPECT_EQ(refused({Code::proc_unavail, Executed::no, "", {}}), (Words{77, 1, 0, 0, 0, 3}));
  EXPECT_EQ(refused({Code::garbage_args, Executed::no, "", {}}), (Words{77, 1, 0, 0, 0, 4}));
  EXPECT_EQ(refused({Code::prog_mismatch, Executed::no, "", {1, 3}}), (Words{77, 1, 0, 0, 0, 2, 1, 3}));
  EXPECT_EQ(refused({Code::auth_tooweak, Executed::no, "", {}}), (Words{77, 1, 1, 1, 5}));
  EXPECT_EQ(refused({Code::io_error, Executed::yes, "", {}}), system_err);
  EXPECT_EQ(refused({Code::auth_tooweak, Executed::yes, "", {}}), system_err) << "it has run";
  EXPECT_TRUE(logged.empty());
  EXPECT_EQ(refused({Code::io_error, Executed::yes, "the secret place", {}}), system_err)
      << "its text stays here";
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_NE(logged[0].find("the secret place"), std::string::npos);
}

TEST_F(DispatcherTest, TheRefusalOfACallThatAHandlerMadeIsNoneOfItsOwn) {
  for (const Code code : {Code::proc_unavail, Code::prog_unavail, Code::garbage_args, Code::auth_tooweak}) {
    two.body = [code](ServerCall& call) { call.refuse({code, Executed::no, "the backend said so", {}}); };
    EXPECT_EQ(serve(call(1)), system_err) << to_string(code);
  }
}

TEST_F(DispatcherTest, ShorthandsOfServerCall) {
  two.body = [](ServerCall& call) { call.garbage_arguments(); };
  EXPECT_EQ(serve(call(1)).back(), 4U);
  two.body = [](ServerCall& call) { call.procedure_unavailable(); };
  EXPECT_EQ(serve(call(1)).back(), 3U);
}

TEST_F(DispatcherTest, AHandlerThatThrowsIsASystemError) {
  two.body = [](ServerCall&) { throw std::runtime_error("the secret place"); };
  EXPECT_EQ(serve(call(1)), system_err);
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_NE(logged[0].find("the secret place"), std::string::npos);
  two.body = [](ServerCall&) { throw 5; };
  EXPECT_EQ(serve(call(1)), system_err);
  two.body = [](ServerCall& call) {
    ASSERT_TRUE(call.reserve(0));
    call.send();
    throw std::runtime_error("late");
  };
  EXPECT_EQ(serve(call(1)), (Words{77, 1, 0, 0, 0, 0})) << "a reply is not followed by another";
}

TEST_F(DispatcherTest, AHandlerWithoutAReplyIsASystemError) {
  two.body = [](ServerCall&) {};
  EXPECT_EQ(serve(call(1)), system_err);
  EXPECT_EQ(logged.size(), 1U);
}

// CVE-2026-31402's class: a reply is checked against its limit before it is built.
TEST_F(DispatcherTest, ResultsBeyondTheLimitOfTheTransport) {
  port.limit = 24 + 8;
  two.body = [](ServerCall& call) {
    const std::size_t size = 4 * std::size_t{call.procedure()};
    if (!call.reserve(size)) return call.bad_results();
    for (std::size_t i = 0; i < size / 4; ++i) ASSERT_TRUE(call.results().u32(1));
    call.send();
  };
  EXPECT_EQ(serve(call(2)).size(), 8U);
  EXPECT_EQ(serve(call(3)), system_err);
}

TEST_F(DispatcherTest, ResultsThatCannotBeEncoded) {
  two.body = [](ServerCall& call) {
    if (!call.reserve(8) || !call.results().string("too long", 3)) return call.bad_results();
    call.send();
  };
  EXPECT_EQ(serve(call(1)), system_err);
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_NE(logged[0].find("longer than its bound"), std::string::npos);
}

// CVE-2024-7246's class: what one call left behind must not reach the next.
TEST_F(DispatcherTest, ACallStartsClean) {
  two.body = [](ServerCall& call) {
    (void)call.reserve(64), (void)call.results().u32(0xdeadbeef), call.refuse({});
  };
  EXPECT_EQ(serve(call(1, {1, 2, 3})), system_err);
  two.body = [](ServerCall& call) {
    EXPECT_EQ(call.arguments().remaining(), 0U);
    ASSERT_TRUE(call.reserve(4) && call.results().u32(1));
    call.send();
  };
  EXPECT_EQ(serve(call(1)), (Words{77, 1, 0, 0, 0, 0, 1}));
}

TEST(Dispatcher, TheSameVersionCannotBeAddedTwice) {
  Dispatcher dispatcher;
  Scripted one(1, 1);
  Scripted same(1, 1);
  Scripted other(1, 2);
  EXPECT_TRUE(dispatcher.add(one));
  auto again = dispatcher.add(same);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::invalid_argument);
  EXPECT_TRUE(dispatcher.add(other));
  EXPECT_EQ(dispatcher.services(), (std::vector<Service*>{&one, &other}));
}

}  // namespace
}  // namespace farcall::server
