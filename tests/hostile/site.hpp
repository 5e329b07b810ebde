// A server in a process of its own, and what it has open.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>

#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/farcall.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/awake_test.hpp>

#include "hostile.x.hpp"
#include "inventory.hpp"
#include "process.hpp"
#include "shared_file.hpp"

namespace hostile {

namespace V = HOSTILE_PROG::HOSTILE_VERS;
using namespace std::chrono_literals;

// `make soak` does more of it.
inline std::size_t times(std::size_t usually, std::size_t soak) {
  return std::getenv("FARCALL_SOAK") != nullptr ? soak : usually;
}

inline std::string fresh_path() {
  static std::atomic<int> count{0};
  return "/tmp/farcall-hostile-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
}

class Site : public testing::Test {
 protected:
  Site()
      : server("serve", endpoint()),
        binding(farcall::bind(endpoint(), V::Client::program_number, 1).value()),
        honest(binding) {
    call();
    // The thread that let the client in may have its own copies of some descriptors still.
    farcall::io::await_sleep(server.pid());
    before = honest.COUNT().value();
  }
  ~Site() override {
    ::unlink(path.c_str());
    ::unlink(path_of_runs(path).c_str());
  }

  [[nodiscard]] std::string endpoint() const { return "lrpc:" + path; }
  [[nodiscard]] farcall::io::Address address() const { return *farcall::io::Address::unix_path(path); }
  // An honest call.
  void call() {
    const bytes sent(random() % 3000, static_cast<std::uint8_t>(random()));
    const auto received = honest.ECHO(sent);
    ASSERT_TRUE(received) << to_string(received.error());
    ASSERT_EQ(*received, sent);
  }
  // The server hears of the end of clients a little later than they end. A test that waits here for good has
  // failed.
  void expect_all_came_back() {
    auto now = honest.COUNT();
    while (now && (now->descriptors != before.descriptors || now->segments != before.segments)) {
      std::this_thread::yield();
      now = honest.COUNT();
    }
    ASSERT_TRUE(now) << to_string(now.error());
    EXPECT_LE(now->threads, before.threads + 16) << "more than the crew may have";
    EXPECT_TRUE(server.is_alive());
  }

  std::mt19937_64 random{std::random_device{}()};
  const std::string path = fresh_path();
  Process server;
  const farcall::Binding binding;
  const V::Client honest;
  inventory before;
};

}  // namespace hostile
