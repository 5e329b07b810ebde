// `farcall info --lrpc` of a server that this process has.
#include <string>

#include <unistd.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <farcall/binding/binder.hpp>
#include <farcall/binding/registry.hpp>
#include <farcall/runtime/server/server.hpp>
#include <farcall/stub/call.hpp>

#include "captured.hpp"

namespace farcall::tool {
namespace {

class LrpcInfo : public testing::Test {
 protected:
  LrpcInfo() {
    registry.add_to(server).value();
    EXPECT_EQ(server.listen("lrpc:" + path).value(), "lrpc:" + path);
    server.start().value();
  }
  [[nodiscard]] nlohmann::json asked() const {
    const Captured captured = run_captured({"info", "--lrpc", path, "--json"});
    EXPECT_EQ(captured.status, 0) << captured.err;
    return nlohmann::json::parse(captured.out);
  }

  const std::string path = testing::TempDir() + "farcall-info-" + std::to_string(::getpid()) + ".lrpc";
  Registry registry;
  Server server;
};

TEST_F(LrpcInfo, CountsCallsAndBindings) {
  nlohmann::json before = asked();
  EXPECT_EQ(before["bindings"], 0);
  EXPECT_EQ(before["associated"], 0);
  EXPECT_EQ(before["a_stacks"], 0);
  EXPECT_EQ(before["calls"], 0);
  ASSERT_EQ(run_captured({"ping", "lrpc:" + path, "100000", "4", "-c", "3", "-i", "0"}).status, 0);
  nlohmann::json after = asked();
  EXPECT_EQ(after["calls"], 3);
  EXPECT_EQ(after["calls"], after["hits"].get<int>() + after["misses"].get<int>());
  EXPECT_GE(after["misses"], 1) << "the first one found a server that slept";
}

TEST(MovedInfo, CountsThoseWhoCameByASocket) {
  Registry registry;
  Server server;
  registry.add_to(server).value();
  const std::string endpoint = server.listen("tcp://127.0.0.1:0").value();
  server.start().value();
  const auto asked = [&] {
    const Captured captured = run_captured({"info", "--lrpc", endpoint, "--json"});
    EXPECT_EQ(captured.status, 0) << captured.err;
    return nlohmann::json::parse(captured.out);
  };
  EXPECT_EQ(asked()["calls"], 0);
  const Binding binding = farcall::bind(endpoint, 100'000, 4).value();
  for (int i = 0; i < 40; ++i) {
    stub::Call call(binding, 0, {});
    ASSERT_TRUE(call.reserve(0) && call.transact());
  }
  EXPECT_EQ(asked()["calls"], 9) << "the first 31 went by the socket";
  ServerOptions alone;
  alone.same_host = false;
  Server stays(alone);
  const std::string other = stays.listen("tcp://127.0.0.1:0").value();
  stays.start().value();
  const Captured refused = run_captured({"info", "--lrpc", other});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("shares no memory"), std::string::npos) << refused.err;
}

TEST_F(LrpcInfo, IsForPeopleToo) {
  const std::string out = run_captured({"info", "--lrpc", path}).out;
  for (const char* word : {"bindings", "A-stacks", "E-stacks", "calls", "leader"})
    EXPECT_NE(out.find(word), std::string::npos) << word << " in\n" << out;
}

TEST_F(LrpcInfo, SaysWhyThereIsNothingToShow) {
  const Captured nobody = run_captured({"info", "--lrpc", path + "-elsewhere"});
  EXPECT_EQ(nobody.status, 1);
  EXPECT_NE(nobody.err.find("connection_refused"), std::string::npos) << nobody.err;
  EXPECT_EQ(run_captured({"info", "--lrpc", "tcp://127.0.0.1:1"}).status, 1);
  EXPECT_EQ(run_captured({"info", "--lrpc", "udp://127.0.0.1:1"}).status, 2);
  EXPECT_EQ(run_captured({"info", "somewhere", "--lrpc", path}).status, 2);
}

}  // namespace
}  // namespace farcall::tool
