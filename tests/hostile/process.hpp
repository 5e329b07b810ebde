// The callee, or a caller, as a process.
#pragma once

#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <farcall/io/descriptor.hpp>

namespace hostile {

// Runs until it is killed, which is the end of it at the latest.
class Process {
 public:
  // "serve" or "call", at an endpoint. Returns when it does.
  Process(const std::string& what, const std::string& endpoint) {
    int both[2];
    if (::pipe2(both, O_CLOEXEC) != 0) return;
    farcall::io::Descriptor reader(both[0]), writer(both[1]);
    const char* words[] = {FARCALL_PEER, what.c_str(), endpoint.c_str(), nullptr};
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(writer.number(), STDOUT_FILENO);
      ::execv(words[0], const_cast<char**>(words));
      ::_exit(127);
    }
    writer = {};
    char byte = 0;
    is_ready_ = ::read(reader.number(), &byte, 1) == 1;
  }
  Process(Process&& other) noexcept
      : pid_(std::exchange(other.pid_, -1)), is_ready_(std::exchange(other.is_ready_, false)) {}
  Process& operator=(Process&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(is_ready_, other.is_ready_);
    return *this;
  }
  ~Process() {
    if (pid_ > 0) (void)kill();
  }

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool is_ready() const { return is_ready_; }
  [[nodiscard]] bool is_alive() const { return ::waitpid(pid_, nullptr, WNOHANG) == 0; }
  // Until it is told to go on, or killed. It is stopped, or has ended, when this returns.
  void stop() const {
    int status = 0;
    ::kill(pid_, SIGSTOP);
    ::waitpid(pid_, &status, WUNTRACED);
  }
  void go_on() const { ::kill(pid_, SIGCONT); }
  // Whether it lived until now.
  bool kill() {
    int status = 0;
    ::kill(pid_, SIGKILL);
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }

 private:
  pid_t pid_ = -1;
  bool is_ready_ = false;
};

}  // namespace hostile
