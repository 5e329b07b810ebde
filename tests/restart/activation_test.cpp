// A server that is given its sockets, as systemd would give them.
#include <optional>
#include <thread>

#include <farcall/io/socket.hpp>

#include "program.hpp"

namespace restart {
namespace {

namespace io = farcall::io;

class Activation : public Restart {
 protected:
  void SetUp() override {
    Restart::SetUp();
    const auto loopback = *io::Address::numeric("127.0.0.1", 0);
    sockets.push_back(io::listen(loopback, io::Kind::stream, "tcp").value());
    sockets.push_back(io::listen(*io::Address::unix_path(path()), io::Kind::stream, "unix").value());
    sockets.push_back(io::listen(loopback, io::Kind::datagram, "udp").value());
    const char* schemes[] = {"tcp://", "unix:", "udp://"};
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      endpoints.push_back(schemes[i] + io::local_address(sockets[i].number()).text());
      numbers.push_back(sockets[i].number());
    }
    command.insert(command.end(), endpoints.begin(), endpoints.end());
  }
  [[nodiscard]] pid_t start() {
    program.emplace(command, endpoints.size(), numbers);
    EXPECT_EQ(program->endpoints, endpoints);
    return program->pid;
  }
  std::optional<Program> program;
  std::vector<io::Descriptor> sockets;
  std::vector<int> numbers;
  Words endpoints;
  Words command{callee_path()};
};

// Whoever starts it has the sockets all the time, so it does not matter when it runs.
TEST_F(Activation, WhoCallsBeforeItRunsIsAnswered) {
  for (int life = 0; life < 3; ++life) {
    std::vector<farcall::Result<std::int32_t>> answers(endpoints.size(), 0);
    std::vector<std::thread> callers;
    for (std::size_t i = 0; i < endpoints.size(); ++i)
      callers.emplace_back([&, i] { answers[i] = who(endpoints[i]); });
    const pid_t server = start();
    for (std::thread& caller : callers) caller.join();
    for (const auto& answer : answers) {
      EXPECT_TRUE(answer) << to_string(answer.error());
      EXPECT_EQ(answer.value_or(0), server);
    }
    for (const std::string& endpoint : endpoints) EXPECT_EQ(who(endpoint).value_or(0), server);
    EXPECT_EQ(stop(server), 0);
    EXPECT_TRUE(exists(path())) << "it belongs to who made it";
    char byte = 0;
    EXPECT_EQ(::recv(numbers[2], &byte, 1, MSG_DONTWAIT), -1) << "nothing is left that would start it again";
  }
}

TEST_F(Activation, ASuccessorDoesNotTakeTheFileAwayEither) {
  const pid_t old = start();
  {
    auto client = farcall::bind<V::Client>(endpoints[1], {.timeout = patience}).value();
    EXPECT_EQ(client.HAND_OVER({command, 60'000}, {.timeout = 2 * patience}).value_or("failed"), "");
  }
  EXPECT_EQ(end_of(old), 0);
  const pid_t server = who(endpoints[1]).value();
  for (const std::string& endpoint : endpoints) EXPECT_EQ(who(endpoint).value_or(0), server);
  EXPECT_EQ(stop(server), 0);
  EXPECT_TRUE(exists(path()));
}

// What it was given is its own when its loop begins, and maybe somebody else's already.
TEST_F(Activation, ThatIsHandedOverAtOnceIsTheSuccessors) {
  command.insert(command.begin() + 1, {"--fault", "haste"});
  Program hasty(command, endpoints.size(), numbers);  // the successor says that it serves
  EXPECT_EQ(hasty.endpoints, endpoints);
  EXPECT_EQ(end_of(hasty.pid), 0);
  const pid_t server = who(endpoints[1]).value();
  for (const std::string& endpoint : endpoints) EXPECT_EQ(who(endpoint).value_or(0), server);
  EXPECT_EQ(stop(server), 0);
}

TEST_F(Activation, WhatIsNotTrueIsRefused) {
  for (const char* fds : {"three", "50"}) {
    EXPECT_EQ(end_of(Program(command, 0, numbers, fds).pid), 1);
  }
}

}  // namespace
}  // namespace restart
