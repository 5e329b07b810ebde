// Many callers at once, and their server: `bench-crowd ROLE ADDRESS [NAME=VALUE …]`.
#pragma once

#include <cstdint>
#include <string>

namespace crowd {

struct Options {
  std::string address;          // a server's: where to listen; a caller's: what the server announced
  std::uint32_t work_us = 500;  // processor time of each call
  int connections = 8;          // of all callers of a process
  bool sessions = true;         // or plain ONC RPC
  int timeout_ms = 100;         // of each call
};

[[noreturn]] void die(const char* what, const std::string& which = "");

[[nodiscard]] std::int64_t now_ns() noexcept;

// The roles. A server serves until it is killed; callers carry out what they read from standard input.
[[noreturn]] void serve(const Options& options);
// `closed IN_FLIGHT SECONDS`: so many calls at a time, each followed by the next. `open RATE SECONDS`: so
// many a second, whatever becomes of them. Each answers with a line of NAME=VALUE.
void overload(const Options& options);
// Makes calls all the time. Prints `ready` when each connection has had a reply; whenever a line is read, it
// waits until each has had one since, and prints when those came: CLOCK_MONOTONIC, ns.
void restart(const Options& options);

}  // namespace crowd
