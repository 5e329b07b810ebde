// A server at a placement, and clients of it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <unistd.h>

#include <farcall/base/log.hpp>
#include <farcall/runtime/client/same_host_channel.hpp>
#include <farcall/runtime/client/same_host_loop_channel.hpp>
#include <farcall/stub/call.hpp>

#include <gtest/gtest.h>

#include "callee.hpp"
#include "placement.hpp"

namespace conformance {

using namespace std::chrono_literals;
using farcall::Code;
using farcall::Error;
using farcall::Executed;

// Longer than anything here takes, however busy the machine is; a test that gets there has failed.
inline constexpr farcall::Duration patience = 30s;

// The placement's endpoint, somewhere that nothing else listens.
inline std::string fresh_endpoint(const Placement& placement) {
  static std::atomic<int> count{0};
  std::string endpoint = placement.endpoint;
  if (auto at = endpoint.find('%'); at != std::string::npos)
    endpoint.replace(at, 1, std::to_string(::getpid()) + "-" + std::to_string(++count));
  return endpoint;
}

// A server with the suite's programs, running.
class Site {
 public:
  Callee callee;

  explicit Site(std::string_view endpoint, farcall::ServerOptions options = {}, Journal* journal = nullptr)
      : server_(options) {
    if (journal != nullptr) callee.journal = journal;
    server_.add(callee).value();
    server_.add(third_).value();
    server_.add(second_).value();
    endpoint_ = server_.listen(endpoint).value();
    server_.start().value();
  }
  ~Site() { callee.gate.open(); }

  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
  [[nodiscard]] farcall::Server& server() { return server_; }

 private:
  CalleeV3 third_;
  SecondCallee second_;
  farcall::Server server_;  // after what it calls, so that it goes first
  std::string endpoint_;
};

// By this way, which it keeps.
template <typename Client = V1::Client>
Client bind_to(std::string_view endpoint, farcall::BindOptions options = {}) {
  options.same_host = false;
  return farcall::bind<Client>(endpoint, options).value();
}

// As many calls as it takes until a binding moves of its own accord, however little time its calls have.
inline void let_move(const farcall::Binding& binding) {
  const auto* by_callers = dynamic_cast<farcall::client::SameHostChannel*>(&binding.channel());
  const auto* by_loop = dynamic_cast<farcall::client::SameHostLoopChannel*>(&binding.channel());
  while (by_callers != nullptr ? !by_callers->has_moved() : !by_loop->has_moved()) {
    farcall::stub::Call call(binding, 0, {.timeout = patience});
    EXPECT_TRUE(call.reserve(0) && call.transact()) << to_string(call.error());
  }
}

// One server at the placement of the test.
class AtPlacement : public testing::TestWithParam<Placement> {
 protected:
  AtPlacement() : site(std::make_unique<Site>(fresh_endpoint(GetParam()))) {}

  template <typename Client = V1::Client>
  [[nodiscard]] Client client(farcall::BindOptions options = {}) const {
    if (GetParam().by_loop) options.loop = &farcall::EventLoop::common();
    if (!GetParam().has_moved) return bind_to<Client>(site->endpoint(), options);
    if (options.timeout == farcall::Duration::zero()) options.timeout = patience;  // or a loop's stays
    const farcall::Binding binding =
        farcall::bind(site->endpoint(), Client::program_number, Client::version_number, options).value();
    let_move(binding);
    return Client(binding);
  }

  std::unique_ptr<Site> site;
};

// Nothing of farcall's log on stderr while a test provokes what is logged.
class QuietLog {
 public:
  QuietLog() {
    farcall::set_log([](farcall::LogLevel, std::string_view) {});
  }
  ~QuietLog() {
    farcall::set_log([](farcall::LogLevel, std::string_view text) {
      std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
    });
  }
};

template <typename T>
Error error_of(const farcall::Result<T>& result) {
  if (result) return {Code::cancelled, Executed::yes, "the call succeeded", {}};
  return result.error();
}
inline Error error_of(const Error& error) { return error; }

// How a call ends whose deadline passes after it has begun. A short one may pass before, when others need the
// machine: then it is tried again with a longer one. `begun` tells what the callee has seen.
template <typename Call, typename Begun>
Error error_of_begun(Call call, Begun begun) {
  for (farcall::Duration timeout = 20ms;; timeout *= 2) {
    Error ended = error_of(call(farcall::CallOptions{.timeout = timeout}));
    if ((begun() && ended.executed != Executed::no) || ended.code != Code::deadline_exceeded) return ended;
  }
}
template <typename Call>
Error error_of_begun(Call call) {
  return error_of_begun(std::move(call), [] { return true; });
}

#define EXPECT_ENDS(result, expected_code, expected_executed)                               \
  do {                                                                                      \
    const ::farcall::Error ended = ::conformance::error_of(result);                         \
    EXPECT_EQ(to_string(ended.code), to_string(expected_code)) << to_string(ended);         \
    EXPECT_EQ(to_string(ended.executed), to_string(expected_executed)) << to_string(ended); \
    EXPECT_FALSE(ended.detail.empty());                                                     \
  } while (false)

}  // namespace conformance
