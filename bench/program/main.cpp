// main() of every peer program: `bench-PEER ROLE TRANSPORT ADDRESS [NAME=VALUE …]`.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "peer.hpp"
#include "placement.hpp"

namespace suite {

void announce(const std::string& address) {
  std::printf("ready %s\n", address.c_str());
  std::fflush(stdout);
}

void die(const char* what, const std::string& which) {
  const char* reason = errno != 0 ? std::strerror(errno) : "";
  std::fprintf(stderr, "%s: %s %s %s\n", program_invocation_short_name, what, which.c_str(), reason);
  std::exit(1);
}

namespace {

Options parse(int argc, char** argv) {
  if (argc < 4)
    die("usage: ROLE TRANSPORT ADDRESS [cpu= server= connections= spin= serving= piece= buffer=]");
  Options options;
  options.role = argv[1];
  options.transport = argv[2];
  options.address = argv[3];
  for (int i = 4; i < argc; ++i) {
    std::string_view argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (equals == argument.npos) die("not NAME=VALUE:", argv[i]);
    const std::string_view name = argument.substr(0, equals);
    const int value = std::atoi(argv[i] + equals + 1);
    if (name == "cpu") {
      options.cpu = value;
    } else if (name == "server") {
      options.server = value;
    } else if (name == "connections") {
      options.connections = value;
    } else if (name == "spin") {
      options.spin = value != 0;
    } else if (name == "serving") {
      options.serving = static_cast<Serving>(value);
    } else if (name == "piece") {
      options.piece_bytes = static_cast<std::size_t>(value);
    } else if (name == "buffer") {
      options.buffer_bytes = value;
    } else {
      die("unknown option", argv[i]);
    }
  }
  return options;
}

// No server outlives the harness, however that ended; no connection fails for want of a descriptor.
void settle(const Options& options) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGPIPE, SIG_IGN);
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (options.cpu >= 0) pin(0, options.cpu);
}

}  // namespace
}  // namespace suite

int main(int argc, char** argv) {
  const suite::Options options = suite::parse(argc, argv);
  suite::settle(options);
  if (options.role == "server") suite::serve(options);
  if (options.role == "client") {
    suite::obey(options);
  } else if (options.role == "first") {
    suite::first_reply(options);
  } else if (options.role == "hold") {
    suite::hold(options);
  } else {
    suite::die("unknown role", options.role);
  }
}
