#include <farcall/io/successor.hpp>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <farcall/io/descriptor.hpp>
#include <farcall/io/inherited.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::inline v1::io {
namespace {

// All that the child needs. Between fork() and exec() it may take no memory, because another thread may just
// have held the lock on it.
class Start {
 public:
  Result<void> prepare(const std::vector<std::string>& command, const std::vector<Bequest>& sockets);
  [[noreturn]] void exec() noexcept;
  [[nodiscard]] Descriptor& ready() noexcept { return ready_; }
  void close() noexcept { descriptors_.clear(); }

 private:
  Result<void> add(int descriptor, const char* name, int above);

  std::vector<Descriptor> descriptors_;
  std::string names_ = "LISTEN_FDNAMES=";
  std::vector<std::string> environment_;
  std::vector<const char*> arguments_, variables_;
  char pid_[32] = "LISTEN_PID=";
  Descriptor ready_;
};

// A copy with a number that is none of those that it will get.
Result<void> Start::add(int descriptor, const char* name, int above) {
  Descriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, above));
  if (!copy) return system_error(errno, "hand-over");
  descriptors_.push_back(std::move(copy));
  if (!names_.ends_with('=')) names_ += ':';
  names_ += name;
  return {};
}

Result<void> Start::prepare(const std::vector<std::string>& command, const std::vector<Bequest>& sockets) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return system_error(errno, "hand-over");
  ready_ = Descriptor(pair[0]);
  Descriptor tell(pair[1]);
  int count = static_cast<int>(sockets.size()) + 1;
  for (const Bequest& socket : sockets)
    if (Result<void> added = add(socket.descriptor.number(), socket.is_owned ? owned_name : given_name,
                                 first_inherited + count);
        !added)
      return added;
  if (Result<void> added = add(tell.number(), ready_name, first_inherited + count); !added) return added;

  environment_ = {"LISTEN_FDS=" + std::to_string(count), names_};
  for (char** each = ::environ; each != nullptr && *each != nullptr; ++each)
    if (std::string_view text(*each); !text.starts_with("LISTEN_PID=") && !text.starts_with("LISTEN_FDS=") &&
                                      !text.starts_with("LISTEN_FDNAMES="))
      environment_.emplace_back(text);
  variables_.push_back(pid_);
  for (const std::string& variable : environment_) variables_.push_back(variable.c_str());
  for (const std::string& argument : command) arguments_.push_back(argument.c_str());
  variables_.push_back(nullptr);
  arguments_.push_back(nullptr);
  return {};
}

// In the child.
void Start::exec() noexcept {
  char* digits = pid_ + std::strlen(pid_);
  *std::to_chars(digits, pid_ + sizeof pid_ - 1, ::getpid()).ptr = '\0';
  int number = first_inherited;
  bool ok = true;
  for (const Descriptor& each : descriptors_) ok = ok && ::dup2(each.number(), number++) >= 0;
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (ok)
    ::execvpe(arguments_[0], const_cast<char**>(arguments_.data()), const_cast<char**>(variables_.data()));
  int error = errno;
  (void)::send(descriptors_.back().number(), &error, sizeof error, MSG_NOSIGNAL);
  ::_exit(127);
}

// Whether it has ended, by then, and how, where that can be known.
bool has_ended(pid_t child, TimePoint until, std::string& how) {
  constexpr Duration look_again = std::chrono::milliseconds(1);
  int status = 0;
  pid_t got = 0;
  while ((got = ::waitpid(child, &status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
    if (steady_clock().now() >= until) return false;
    std::this_thread::sleep_for(look_again);
  }
  if (got == child && WIFEXITED(status)) how = " with status " + std::to_string(WEXITSTATUS(status));
  if (got == child && WIFSIGNALED(status)) how = " by signal " + std::to_string(WTERMSIG(status));
  return true;
}

Error failed(const std::string& program, Code code, const std::string& why) {
  return {code, Executed::no, "hand-over to " + program + ": " + why, {}};
}

void kill(pid_t child) noexcept {
  ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// Until the child has said that it serves, or why it cannot be run, or has ended.
Result<void> await(pid_t child, const Descriptor& ready, const std::string& program, TimePoint until) {
  if (wait_ready(ready.number(), POLLIN, until) == 0) {
    kill(child);
    return failed(program, Code::deadline_exceeded, "it did not serve in time, and was killed");
  }
  int error = 0;
  ssize_t got = ::read(ready.number(), &error, sizeof error);
  if (got == 1) return {};
  std::string end;
  const bool is_over = has_ended(child, until, end);
  if (!is_over) kill(child);
  char text[128];
  if (got == sizeof error) return failed(program, Code::io_error, ::strerror_r(error, text, sizeof text));
  if (is_over) return failed(program, Code::io_error, "it ended" + end + " before it served");
  return failed(program, Code::io_error,
                "it closed the socket by which it was to say that it serves, and was killed");
}

}  // namespace

Result<Bequest> bequeath(int descriptor, bool is_owned) {
  Bequest copy{Descriptor(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)), is_owned};
  if (!copy.descriptor) return system_error(errno, "hand-over");
  return copy;
}

Result<pid_t> start_successor(const std::vector<std::string>& command, const std::vector<Bequest>& sockets,
                              TimePoint until) {
  if (command.empty())
    return Error{Code::invalid_argument, Executed::no, "hand-over: the command is empty", {}};
  Start start;
  if (Result<void> prepared = start.prepare(command, sockets); !prepared) return std::move(prepared).error();
  pid_t child = ::fork();
  if (child == 0) start.exec();
  if (child < 0) return system_error(errno, "hand-over");
  start.close();  // else the end of the child would not show
  if (Result<void> serves = await(child, start.ready(), command[0], until); !serves)
    return std::move(serves).error();
  return child;
}

}  // namespace farcall::inline v1::io
