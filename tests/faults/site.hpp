// A server and a client of it, in one process, that something fails under.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <farcall/base/log.hpp>
#include <farcall/farcall.hpp>

#include "faults.x.hpp"

namespace faults {

using namespace std::chrono_literals;
namespace V = FAULTS_PROG::FAULTS_VERS;
using Bytes = std::vector<std::uint8_t>;

// Longer than anything here takes, however busy the machine is.
inline constexpr farcall::Duration patience = 30s;

class Callee final : public V::Server {
 public:
  std::atomic<int> ran{0};
  farcall::Result<Bytes> ECHO(farcall::CallContext&, const Bytes& arg) override {
    ++ran;
    return arg;
  }
};

// Where nothing else listens.
inline std::string fresh(const char* scheme) {
  static std::atomic<int> count{0};
  std::string own = std::to_string(::getpid()) + "-" + std::to_string(++count);
  if (std::string(scheme) == "unix") return "unix:@farcall-faults-" + own;
  if (std::string(scheme) == "memory") return "memory:faults-" + own;
  return std::string(scheme) + "://127.0.0.1:0";
}

class Site {
 public:
  explicit Site(const std::string& where) {
    server_.add(callee).value();
    endpoint_ = server_.listen(where).value();
    server_.start().value();
  }
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
  Callee callee;

 private:
  farcall::Server server_;
  std::string endpoint_;
};

// Nothing on stderr while a test provokes what is logged.
class QuietLog {
 public:
  QuietLog() {
    farcall::set_log([](farcall::LogLevel, std::string_view) {});
  }
  ~QuietLog() { farcall::set_log(nullptr); }
};

}  // namespace faults
