// What `farcall ping` and `farcall info` say of whatever else may be where a server is looked for.
#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <farcall/binding/registry.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/runtime/server/server.hpp>

#include "captured.hpp"

namespace farcall::tool {
namespace {

// Takes connections, and does with each what a test says.
class Stranger {
 public:
  using Conduct = std::function<void(int descriptor)>;
  explicit Stranger(Conduct conduct)
      : listener_(io::listen(*io::Address::numeric("127.0.0.1", 0), io::Kind::stream, "stranger").value()),
        thread_([this, conduct = std::move(conduct)] { serve(conduct); }) {}
  ~Stranger() {
    done_ = true;
    thread_.join();
  }
  [[nodiscard]] std::string place() const { return "://" + io::local_address(listener_.number()).text(); }

 private:
  void serve(const Conduct& conduct) {
    std::vector<io::Descriptor> met;  // who is not hung up on stays
    while (!done_) {
      (void)io::wait_ready(listener_.number(), POLLIN,
                           after(steady_clock().now(), std::chrono::milliseconds(10)));
      io::Descriptor accepted(::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!accepted) continue;
      conduct(accepted.number());
      met.push_back(std::move(accepted));
    }
  }
  std::atomic<bool> done_{false};
  const io::Descriptor listener_;
  std::thread thread_;
};

void read_some(int descriptor) {
  char room[4096];
  EXPECT_GE(::recv(descriptor, room, sizeof room, 0), 0);
}
void say(int descriptor, std::string_view what) {
  EXPECT_EQ(::send(descriptor, what.data(), what.size(), MSG_NOSIGNAL), static_cast<ssize_t>(what.size()));
}

// Both commands, with and without --json, must end with this code, and with this advice.
void expect_failure(const std::string& place, const std::string& code, const std::string& advice,
                    const std::string& scheme = "tcp") {
  const std::string endpoint = scheme + place, registry = "rpcbind" + place;
  for (std::vector<std::string> words : std::vector<std::vector<std::string>>{
           {"ping", endpoint, "nfs", "--timeout", "0.2", "-c", "2", "-i", "0"},
           {"ping", endpoint, "nfs", "3", "--timeout", "0.2", "-c", "2", "-i", "0"},
           {"info", registry, "--timeout", "0.2"},
           {"ping", registry, "nfs", "--timeout", "0.2"}}) {
    if (scheme != "tcp" && words[1] == registry) continue;
    SCOPED_TRACE(words[0] + " " + words[1]);
    Captured text = run_captured(words);
    EXPECT_EQ(text.status, 1);
    EXPECT_TRUE(text.err.starts_with("farcall: " + code + ": ")) << text.err;
    EXPECT_NE(text.err.find(place), std::string::npos) << text.err;
    EXPECT_NE(text.err.find(advice), std::string::npos) << text.err;
    EXPECT_EQ(text.out.find("error"), std::string::npos) << "diagnostics are on stderr";

    words.push_back("--json");
    Captured json = run_captured(words);
    EXPECT_EQ(json.status, 1);
    EXPECT_TRUE(json.err.starts_with("farcall: " + code + ": ")) << json.err;
    auto parsed = nlohmann::json::parse(json.out, nullptr, false);
    ASSERT_FALSE(parsed.is_discarded()) << json.out;
    EXPECT_EQ(parsed["error"]["code"], code);
    EXPECT_TRUE(parsed["error"]["executed"] == "no" || parsed["error"]["executed"] == "maybe");
    EXPECT_NE(parsed["error"]["detail"], "");
    EXPECT_TRUE(words[0] != "ping" || parsed["answered"] == 0);
  }
}

constexpr const char* no_advice = "";

TEST(Strangers, Nobody) {
  std::string place;
  {
    Stranger gone([](int) {});
    place = gone.place();
  }
  expect_failure(place, "connection_refused", no_advice);
  expect_failure(place, "connection_refused", no_advice, "udp");
}

TEST(Strangers, AnHttpServer) {
  Stranger http([](int descriptor) {
    read_some(descriptor);
    say(descriptor, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    ::shutdown(descriptor, SHUT_RDWR);
  });
  expect_failure(http.place(), "bad_reply", "does not speak ONC RPC; is it the right port?");
}

TEST(Strangers, OneThatSpeaksFirst) {
  Stranger ssh([](int descriptor) { say(descriptor, "SSH-2.0-OpenSSH_9.2\r\n"); });
  expect_failure(ssh.place(), "bad_reply", "does not speak ONC RPC");
}

// A record of TLS that says "decode error", and the end.
TEST(Strangers, ATlsServer) {
  Stranger tls([](int descriptor) {
    read_some(descriptor);
    say(descriptor, {"\x15\x03\x03\x00\x02\x02\x32", 7});
    ::shutdown(descriptor, SHUT_RDWR);
  });
  expect_failure(tls.place(), "bad_reply", "does not speak ONC RPC");
}

TEST(Strangers, OneThatHangsUp) {
  Stranger rude([](int descriptor) {
    read_some(descriptor);
    ::shutdown(descriptor, SHUT_RDWR);
  });
  expect_failure(rude.place(), "connection_lost",
                 "one that wants TLS, hangs up like this; is it the right port?");
}

TEST(Strangers, OneThatNeverAnswers) {
  Stranger silent([](int) {});
  expect_failure(silent.place(), "deadline_exceeded",
                 "or a firewall, is silent like this; is it the right port?");
  const io::Descriptor deaf =
      io::listen(*io::Address::numeric("127.0.0.1", 0), io::Kind::datagram, "stranger").value();
  expect_failure("://" + io::local_address(deaf.number()).text(), "deadline_exceeded", "is silent like this",
                 "udp");
}

// There is no port, nor a firewall, where there is a path.
TEST(Strangers, OneOfThisMachineThatNeverAnswers) {
  const std::string path = "@farcall-strangers-" + std::to_string(::getpid());
  const io::Descriptor silent =
      io::listen(*io::Address::unix_path(path), io::Kind::stream, "stranger").value();
  expect_failure(":" + path, "deadline_exceeded",
                 "or one that was stopped, is silent like this; is it the right path?", "unix");
}

class RpcServer {
 public:
  RpcServer() {
    registry_.add_to(server_).value();
    endpoint = registry_.listen(server_, "tcp://127.0.0.1:0").value();
    server_.start().value();
  }
  std::string endpoint;

 private:
  Registry registry_;
  Server server_;
};

// An RPC server that has other programs says so, and is a registry no more than any.
TEST(Strangers, AnotherRpcServer) {
  const RpcServer server;
  const std::string& endpoint = server.endpoint;
  Captured wrong_program = run_captured({"ping", endpoint, "nfs"});
  EXPECT_EQ(wrong_program.status, 1);
  EXPECT_EQ(wrong_program.err, "farcall: prog_unavail: " + endpoint +
                                   ": the server does not have program 100003 (not executed)\n");
  Captured wrong_version = run_captured({"ping", endpoint, "rpcbind", "9", "-c", "1"});
  EXPECT_EQ(wrong_version.status, 1);
  EXPECT_NE(wrong_version.err.find("version 9 was asked for, the server has versions 2 to 4"),
            std::string::npos);
  const std::string by_registry = "rpcbind" + endpoint.substr(3);
  Captured not_registered = run_captured({"ping", by_registry, "nfs"});
  EXPECT_EQ(not_registered.status, 1);
  EXPECT_EQ(not_registered.err, "farcall: not_registered: " + by_registry +
                                    ": no version of program 100003 is registered (not executed)\n");
  Captured that_version = run_captured({"ping", by_registry, "nfs", "3"});
  EXPECT_NE(that_version.err.find("program 100003 version 3 is not registered over tcp"), std::string::npos);
  EXPECT_EQ(run_captured({"ping", endpoint, "rpcbind", "-c", "2", "-i", "0"}).status, 0);
  auto parsed = nlohmann::json::parse(
      run_captured({"ping", endpoint, "rpcbind", "-c", "2", "-i", "0", "--json"}).out, nullptr, false);
  ASSERT_FALSE(parsed.is_discarded());
  EXPECT_EQ(parsed["answered"], 2);
  EXPECT_TRUE(parsed["error"].is_null());
}

// A million lines would say no more than one.
TEST(Strangers, WhatGoesWrongAgainAndAgainIsSaidOnce) {
  const RpcServer server;
  const std::string error =
      "farcall: prog_mismatch: " + server.endpoint +
      ": program 100000 version 9 was asked for, the server has versions 2 to 4 (not executed)\n";
  std::vector<std::string> words{"ping", server.endpoint, "rpcbind", "9", "-c", "5", "-i", "0"};
  EXPECT_EQ(run_captured(words).err, error + "farcall: the same again, 4 times\n");
  words[5] = "2";
  EXPECT_EQ(run_captured(words).err, error + "farcall: the same again, 1 time\n");
  words[5] = "5";
  words.back() = "0.001";
  EXPECT_EQ(run_captured(words).err, error + error + error + error + error);
}

}  // namespace
}  // namespace farcall::tool
