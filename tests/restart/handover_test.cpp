// A server hands over to its successor, under the eyes of clients.
#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "program.hpp"

namespace restart {
namespace {

class HandOver : public Restart {
 protected:
  void SetUp() override {
    Restart::SetUp();
    command = {callee_path(), "tcp://127.0.0.1:0", "unix:" + path(), "udp://127.0.0.1:0"};
  }
  void start() {
    program.emplace(command, 3);
    endpoints = program->endpoints;
    server = program->pid;
  }
  // What the server says to it.
  std::string hand_over(const Words& to, std::uint32_t timeout_ms = 60'000) const {
    auto client = farcall::bind<V::Client>(endpoints[1], {.timeout = patience}).value();
    auto done = client.HAND_OVER({to, timeout_ms}, {.timeout = 2 * patience});
    EXPECT_TRUE(done) << to_string(done.error());
    return done.value_or("the call failed");
  }
  // Until another process than `old` answers everywhere, which is the server from now on.
  void await_successor_of(pid_t old) {
    for (const std::string& endpoint : endpoints) {
      auto now = who(endpoint);
      while (now && *now == old) now = who(endpoint);
      ASSERT_TRUE(now) << to_string(now.error());
      server = *now;
    }
    EXPECT_NE(server, old);
    EXPECT_EQ(end_of(old), 0);
  }

  std::optional<Program> program;
  Words command;    // the same for each, as when a program is only restarted
  Words endpoints;  // TCP, UNIX, UDP
  pid_t server = -1;
};

// Clients that connect, call and disconnect all the time.
class Crowd {
 public:
  explicit Crowd(const Words& endpoints) {
    for (const std::string& endpoint : endpoints)
      for (int i = 0; i < 2; ++i) threads_.emplace_back([this, endpoint] { run(endpoint); });
  }
  ~Crowd() {
    done_ = true;
    for (std::thread& thread : threads_) thread.join();
  }
  [[nodiscard]] std::set<std::int32_t> servers() const {
    std::lock_guard lock(mutex_);
    return servers_;
  }

 private:
  void run(const std::string& endpoint) {
    while (!done_) {
      auto answer = who(endpoint);
      EXPECT_TRUE(answer) << to_string(answer.error());
      if (!answer) return;
      std::lock_guard lock(mutex_);
      servers_.insert(*answer);
    }
  }
  std::atomic<bool> done_{false};
  mutable std::mutex mutex_;  // protects what follows
  std::set<std::int32_t> servers_;
  std::vector<std::thread> threads_;
};

TEST_F(HandOver, NobodyNotices) {
  start();
  constexpr std::size_t restarts = 5;
  {
    Crowd crowd(endpoints);
    std::set<std::int32_t> expected{server};
    for (std::size_t i = 0; i < restarts; ++i) {
      ASSERT_EQ(hand_over(command), "");
      await_successor_of(server);
      expected.insert(server);
    }
    EXPECT_EQ(expected.size(), restarts + 1);
    while (crowd.servers() != expected) std::this_thread::yield();
  }
  EXPECT_TRUE(exists(path()));
  EXPECT_EQ(stop(server), 0);
  EXPECT_FALSE(exists(path())) << "the last one takes it away";
  EXPECT_EQ(who(endpoints[0]).error().code, farcall::Code::connection_refused);
}

TEST_F(HandOver, WhoIsConnectedStaysUntilItLeaves) {
  start();
  const pid_t old = server;
  {
    auto client = farcall::bind<V::Client>(endpoints[0], {.timeout = patience}).value();
    ASSERT_EQ(client.WHO().value_or(0), old);
    ASSERT_EQ(hand_over(command), "");
    for (const std::string& endpoint : endpoints)
      while (who(endpoint).value_or(old) == old) std::this_thread::yield();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(client.WHO().value_or(0), old);
  }
  await_successor_of(old);
  EXPECT_EQ(stop(server), 0);
}

TEST_F(HandOver, ThatFailsChangesNothing) {
  start();
  auto with = [&](const char* fault) {
    Words words = command;
    words.insert(words.begin() + 1, {"--fault", fault});
    return words;
  };
  auto crowd = std::make_unique<Crowd>(endpoints);
  const std::string prefix = "io_error: hand-over to ";
  EXPECT_EQ(hand_over({"/nonexistent"}), prefix + "/nonexistent: No such file or directory (not executed)");
  EXPECT_EQ(hand_over({"/bin/false"}),
            prefix + "/bin/false: it ended with status 1 before it served (not executed)");
  EXPECT_EQ(hand_over(with("exit")),
            prefix + callee_path() + ": it ended with status 3 before it served (not executed)");
  EXPECT_EQ(hand_over(with("hang"), 100), "deadline_exceeded: hand-over to " + callee_path() +
                                              ": it did not serve in time, and was killed (not executed)");
  EXPECT_EQ(hand_over({}), "invalid_argument: hand-over: the command is empty (not executed)");
  EXPECT_TRUE(exists(path()));
  for (const std::string& endpoint : endpoints) EXPECT_EQ(who(endpoint).value_or(0), server);
  EXPECT_EQ(crowd->servers(), std::set<std::int32_t>{server});
  ASSERT_EQ(hand_over(command), "") << "the next one may be better";
  await_successor_of(server);
  crowd.reset();
  EXPECT_EQ(stop(server), 0);
}

TEST_F(HandOver, WhatTheSuccessorDoesNotServeIsClosed) {
  start();
  const pid_t old = server;
  Words fewer = command;
  fewer.erase(fewer.begin() + 2, fewer.end());
  ASSERT_EQ(hand_over(fewer), "");
  EXPECT_EQ(end_of(old), 0);
  auto refused = who(endpoints[1]);
  ASSERT_FALSE(refused) << "nobody would ever answer there";
  EXPECT_EQ(refused.error().code, farcall::Code::connection_refused);
  EXPECT_EQ(stop(who(endpoints[0]).value()), 0);
}

TEST_F(HandOver, WhatIsRegisteredStaysRegistered) {
  farcall::Registry registry;
  farcall::Server registry_server;
  registry.add_to(registry_server).value();
  std::string place = registry.listen(registry_server, "tcp://127.0.0.1:0").value();
  registry_server.start().value();
  place.replace(0, 3, "rpcbind");
  command.insert(command.begin() + 1, {"--registry", place});
  start();
  const auto lines = [&] {
    auto all = registry.all();
    return std::count_if(all.begin(), all.end(),
                         [](const auto& line) { return line.program == RESTART_PROG::program_number; });
  };
  EXPECT_EQ(lines(), 3);
  {
    Crowd crowd({place + "?netid=tcp", place + "?netid=udp", place + "?netid=local"});
    for (int i = 0; i < 3; ++i) {
      ASSERT_EQ(hand_over(command), "");
      await_successor_of(server);
      EXPECT_EQ(lines(), 3);
    }
  }
  EXPECT_EQ(stop(server), 0);
  EXPECT_EQ(lines(), 0);
}

}  // namespace
}  // namespace restart
