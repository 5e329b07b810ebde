// caller ENDPOINT PATH: copies a file that the callee serves to stdout.
// caller ENDPOINT --descriptor N: reads from a descriptor that this program never opened.
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <string>
#include <string_view>

#include <farcall/farcall.hpp>

#include "remote_files.hpp"

namespace {

int report(std::string_view what) {
  std::cerr << "caller: " << what << ": " << std::strerror(errno) << '\n';
  return 1;
}

// A loop as for a local file: what was read, its end, and what read() has to complain about.
int copy(RemoteFiles& files, std::int64_t fd) {
  char buf[64 << 10];
  for (;;) {
    ssize_t count = files.read(fd, buf, sizeof buf);
    if (count < 0) return report("read");
    if (count == 0) return std::cout.flush() ? 0 : report("stdout");
    if (!std::cout.write(buf, count)) return report("stdout");
  }
}

int run(RemoteFiles& files, const std::string& path) {
  std::int64_t fd = files.open(path);
  if (fd < 0) return report(path);
  std::cerr << "caller: descriptor " << fd << '\n';
  int status = copy(files, fd);
  if (files.close(fd) < 0) return report("close");
  return status;
}

}  // namespace

int main(int argc, char** argv) try {
  std::int64_t fd = 0;
  bool by_descriptor = argc == 4 && std::string_view(argv[2]) == "--descriptor";
  std::string_view number = by_descriptor ? argv[3] : "";
  auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), fd);
  if (by_descriptor ? error != std::errc() || end != number.data() + number.size() : argc != 3) {
    std::cerr << "usage: caller ENDPOINT (PATH | --descriptor N)\n";
    return 2;
  }
  RemoteFiles files(farcall::bind<RemoteFiles::Client>(argv[1]).value());
  return by_descriptor ? copy(files, fd) : run(files, argv[2]);
} catch (const farcall::RpcError& lost) {  // the third end: the server is not there, or is no more
  std::cerr << "caller: " << to_string(lost.error()) << '\n';
  return 1;
}
