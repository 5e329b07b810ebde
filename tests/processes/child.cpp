#include "child.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <farcall/io/waiter.hpp>

namespace processes {

Child::Child(const std::vector<std::string>& command, const Journal& journal) {
  std::vector<char*> arguments;
  for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  int both[2];
  if (::pipe2(both, O_CLOEXEC) != 0) std::perror("a pipe"), std::abort();
  output_ = farcall::io::Descriptor(both[0]);
  const farcall::io::Descriptor theirs(both[1]);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, journal.descriptor(), journal_descriptor);
  const int error = ::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), ::environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) errno = error, std::perror(arguments[0]), std::abort();
  process_ = farcall::io::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      status_(other.status_),
      process_(std::move(other.process_)),
      output_(std::move(other.output_)) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(status_, other.status_);
  std::swap(process_, other.process_);
  std::swap(output_, other.output_);
  return *this;
}

Child::~Child() {
  if (pid_ < 0) return;
  signal(SIGKILL);
  reap();
}

std::string Child::line() const {
  std::string text;
  char byte = 0;
  for (;;) {
    const ssize_t got = ::read(output_.number(), &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got != 1) return {};
    if (byte == '\n') return text;
    text.push_back(byte);
  }
}

void Child::signal(int number) const noexcept {
  if (pid_ <= 0) return;
  ::kill(pid_, number);
  if (number != SIGSTOP) return;
  siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WSTOPPED | WEXITED | WNOWAIT) != 0 &&
         errno == EINTR) {
  }
  if (info.si_code == CLD_STOPPED) ::waitid(P_PID, static_cast<id_t>(pid_), &info, WSTOPPED | WNOHANG);
}

bool Child::wait_for_end(farcall::TimePoint until) const noexcept {
  return pid_ < 0 || farcall::io::wait_ready(process_.number(), POLLIN, until) != 0;
}

void Child::reap() noexcept {
  if (pid_ < 0) return;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  pid_ = -1;
}

std::string callee_path() { return FARCALL_PROCESSES_BIN "/process_callee"; }
std::string caller_path() { return FARCALL_PROCESSES_BIN "/process_caller"; }

}  // namespace processes
