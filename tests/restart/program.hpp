// The callee as a process, and clients of it.
#pragma once

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/farcall.hpp>
#include <farcall/io/descriptor.hpp>

#include "restart.x.hpp"

namespace restart {

namespace V = RESTART_PROG::RESTART_VERS;
using namespace std::chrono_literals;
using Words = std::vector<std::string>;

// Longer than anything here takes, however busy the machine is.
inline constexpr farcall::Duration patience = 60s;

inline std::string callee_path() { return FARCALL_CALLEE; }

// Starts a program that prints so many lines when it serves, with `sockets` from descriptor 3 on.
struct Program {
  Program(const Words& words, std::size_t lines, const std::vector<int>& sockets = {},
          const std::string& listen_fds = {}) {
    int both[2];
    if (::pipe2(both, O_CLOEXEC) != 0) return;
    std::vector<char*> arguments;
    for (const std::string& each : words) arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    pid = ::fork();
    if (pid == 0) become(arguments, both[1], sockets, listen_fds);
    ::close(both[1]);
    output_ = farcall::io::Descriptor(both[0]);
    char byte = 0;
    std::string line;
    while (endpoints.size() < lines && ::read(output_.number(), &byte, 1) == 1)
      byte == '\n' ? endpoints.push_back(std::exchange(line, {})) : line.push_back(byte);
    EXPECT_EQ(endpoints.size(), lines);
  }

  pid_t pid = -1;
  Words endpoints;

 private:
  [[noreturn]] static void become(const std::vector<char*>& arguments, int output,
                                  const std::vector<int>& sockets, const std::string& listen_fds) {
    constexpr int above = 100;
    std::vector<int> copies;
    for (int socket : sockets) copies.push_back(::fcntl(socket, F_DUPFD_CLOEXEC, above));
    ::dup2(output, STDOUT_FILENO);
    for (std::size_t i = 0; i < copies.size(); ++i) ::dup2(copies[i], 3 + static_cast<int>(i));
    if (!sockets.empty() || !listen_fds.empty()) {
      ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
      ::setenv("LISTEN_FDS", listen_fds.empty() ? std::to_string(sockets.size()).c_str() : listen_fds.c_str(),
               1);
    }
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  farcall::io::Descriptor output_;  // open as long as it, or its successor, may write
};

// The status with which a child ended, or the number of the signal that ended it, negative.
inline int end_of(pid_t child) {
  int status = 0;
  pid_t got;
  do got = ::waitpid(child, &status, 0);
  while (got < 0 && errno == EINTR);
  EXPECT_EQ(got, child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

inline int stop(pid_t child) {
  EXPECT_EQ(::kill(child, SIGTERM), 0);
#if defined(__SANITIZE_THREAD__)
  // ThreadSanitizer keeps a signal back whose thread sleeps on a futex, maybe for good: asked again, another
  // thread may get it.
  const farcall::io::Descriptor life(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  constexpr int patience_ms = 1000;
  EXPECT_TRUE(life) << "its end cannot be waited for";
  for (pollfd ended{life.number(), POLLIN, 0}; life && ::poll(&ended, 1, patience_ms) == 0;)
    EXPECT_EQ(::kill(child, SIGTERM), 0);
#endif
  return end_of(child);
}

inline bool exists(const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0;
}

// A new connection, a call, and the end of it.
inline farcall::Result<std::int32_t> who(const std::string& endpoint) {
  auto client = farcall::bind<V::Client>(endpoint, {.timeout = patience});
  if (!client) return client.error();
  return client->WHO({.timeout = patience});
}

class Restart : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(::mkdtemp(folder), nullptr);
    // Who hands over ends; then its child is ours.
    ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  }
  void TearDown() override {
    ::unlink(path().c_str());
    ::rmdir(folder);
  }
  [[nodiscard]] std::string path() const { return std::string(folder) + "/socket"; }

  char folder[32] = "/tmp/farcall-restart-XXXXXX";
};

}  // namespace restart
