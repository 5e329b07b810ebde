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
  std::atomic<bool> shares_memory{false};  // the last one who called
  std::atomic<bool> not_executed{false};   // a call of its caller, as it was told
  farcall::Result<Bytes> ECHO(farcall::CallContext& call, Bytes&& arg) override {
    ++ran;
    shares_memory = call.caller().shares_memory;
    if (call.caller().netid.empty() || call.system_credential() == nullptr)
      return farcall::Error{farcall::Code::auth_tooweak, farcall::Executed::no, {}, {}};
    return std::move(arg);
  }
  farcall::Result<Bytes> ECHO_BY_CALLER(farcall::CallContext& call, Bytes&& arg) override {
    ++ran;
    auto caller = call.bind_to_caller<CALLER_PROG::CALLER_VERS::Client>();
    if (!caller) return caller.error();
    auto echoed = caller->ECHO(arg);
    if (!echoed) not_executed = echoed.error().executed == farcall::Executed::no;
    return echoed;
  }
};

// The same by coroutines, which are answered later.
class LaterCallee final : public V::AsyncServer {
 public:
  explicit LaterCallee(Callee& callee) noexcept : callee_(callee) {}
  farcall::Task<farcall::Result<Bytes>> ECHO(farcall::CallContext& call, Bytes arg) override {
    co_return callee_.ECHO(call, std::move(arg));
  }
  farcall::Task<farcall::Result<Bytes>> ECHO_BY_CALLER(farcall::CallContext& call, Bytes arg) override {
    ++callee_.ran;
    auto caller = call.bind_to_caller<CALLER_PROG::CALLER_VERS::AsyncClient>();
    if (!caller) co_return caller.error();
    co_return co_await caller->ECHO(arg);
  }

 private:
  Callee& callee_;
};

// What a client offers to its server.
class Offered final : public CALLER_PROG::CALLER_VERS::Server {
 public:
  std::atomic<int> ran{0};

 private:
  farcall::Result<Bytes> ECHO(farcall::CallContext&, Bytes&& arg) override {
    ++ran;
    return std::move(arg);
  }
};

// Who looks before it sleeps looks at whatever connection is there, and as often as time allows: then nobody
// could tell which request is the n-th, or whose.
inline farcall::Limits without_spinning() {
  farcall::Limits limits;
  limits.spin = farcall::Duration::zero();
  return limits;
}

// With what a server has to take memory for: a name and groups that no small buffer holds.
inline farcall::BindOptions options() {
  farcall::BindOptions options;
  options.timeout = patience;
  options.limits = without_spinning();
  options.same_host = false;  // what fails is what was there
  options.credential = {.stamp = 1,
                        .machine_name = "a machine with a long name, as machines have in large places",
                        .uid = 1000,
                        .gid = 1000,
                        .gids = {1, 2, 3, 4}};
  return options;
}

// Where nothing else listens.
inline std::string fresh(const char* scheme) {
  static std::atomic<int> count{0};
  std::string own = std::to_string(::getpid()) + "-" + std::to_string(++count);
  for (const std::string local : {"unix", "lrpc"})
    if (scheme == local) return local + ":/tmp/farcall-faults-" + own;
  if (std::string(scheme) == "memory") return "memory:faults-" + own;
  return std::string(std::string(scheme) == "udp" ? "udp" : "tcp") + "://127.0.0.1:0";
}

// A server, and what a client calls it by: its address, or, with the schemes "named" and "rpcbind", the name
// of this machine or a registry that knows it.
class Site {
 public:
  struct Options {
    bool same_host = false;
    unsigned most_threads = 7;  // fewer than eight: one lane, as another one would stay open after its client
    bool answers_later = false;
  };
  explicit Site(const std::string& scheme) : Site(scheme, Options()) {}
  Site(const std::string& scheme, const Options& options)
      : server_({.limits = without_spinning(),
                 .most_threads = options.most_threads,
                 .same_host = options.same_host}) {
    options.answers_later ? server_.add(later_).value() : server_.add(callee).value();
    endpoint_ = server_.listen(fresh(scheme.c_str())).value();
    if (scheme == "named") endpoint_.replace(endpoint_.find("127.0.0.1"), 9, "localhost");
    if (scheme == "rpcbind") {
      registry_.add_to(registry_server_).value();
      std::string port = registry_.listen(registry_server_, fresh("tcp")).value();
      registry_server_.start().value();
      endpoint_ = "rpcbind" + port.substr(port.find(':'));
      farcall::advertise(server_, endpoint_).value();
    }
    server_.start().value();
  }
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
  Callee callee;

 private:
  LaterCallee later_{callee};
  farcall::Registry registry_;
  farcall::Server registry_server_{
      {.limits = without_spinning(), .most_threads = 7}};  // the server withdraws from it, and ends before it
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
