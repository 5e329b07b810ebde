#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string_view>

#include "crowd.hpp"

namespace crowd {

void die(const char* what, const std::string& which) {
  std::fprintf(stderr, "%s: %s %s\n", program_invocation_short_name, what, which.c_str());
  std::exit(1);
}

std::int64_t now_ns() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

namespace {

Options parse(int argc, char** argv) {
  if (argc < 3) die("usage: ROLE ADDRESS [work_us= connections= sessions= timeout_ms=]");
  Options options;
  options.address = argv[2];
  for (int i = 3; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (equals == argument.npos) die("not NAME=VALUE:", argv[i]);
    const std::string_view name = argument.substr(0, equals);
    const int value = std::atoi(argv[i] + equals + 1);
    if (name == "work_us") {
      options.work_us = static_cast<std::uint32_t>(value);
    } else if (name == "connections") {
      options.connections = value;
    } else if (name == "sessions") {
      options.sessions = value != 0;
    } else if (name == "timeout_ms") {
      options.timeout_ms = value;
    } else {
      die("unknown option", argv[i]);
    }
  }
  return options;
}

// None outlives the harness, however that ended; no connection fails for want of a descriptor.
void settle() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace
}  // namespace crowd

int main(int argc, char** argv) {
  const crowd::Options options = crowd::parse(argc, argv);
  crowd::settle();
  const std::string_view role = argv[1];
  if (role == "server") crowd::serve(options);
  if (role == "overload") {
    crowd::overload(options);
  } else if (role == "restart") {
    crowd::restart(options);
  } else {
    crowd::die("unknown role", argv[1]);
  }
}
