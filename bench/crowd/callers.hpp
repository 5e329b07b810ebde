// What both roles of callers have: clients with a connection each, on one loop.
#pragma once

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <farcall/farcall.hpp>

#include "crowd.hpp"
#include "crowd.x.hpp"

namespace crowd {

using Client = CROWD_PROG::CROWD_VERS::AsyncClient;

class Callers {
 public:
  explicit Callers(const Options& options) {
    for (int i = 0; i < options.connections; ++i) {
      // They stay at the socket, which is what is measured.
      auto client = farcall::bind<Client>(options.address,
                                          {.sessions = options.sessions, .same_host = false, .loop = &loop_});
      if (!client) die("cannot bind:", to_string(client.error()));
      clients_.push_back(std::move(*client));
    }
    thread_ = std::thread([this] { loop_.run(); });
  }
  Callers(const Callers&) = delete;
  Callers& operator=(const Callers&) = delete;
  ~Callers() {
    loop_.stop();
    thread_.join();
  }

  [[nodiscard]] std::size_t size() const noexcept { return clients_.size(); }
  Client& operator[](std::size_t number) noexcept { return clients_[number]; }
  // On the loop's thread, where all calls are made and end. What is started together is sent together.
  template <typename Action>
  void on_loop(Action action) {
    loop_.spawn([](Action act) -> farcall::Task<void> {
      act();
      co_return;
    }(std::move(action)));
  }

 private:
  farcall::EventLoop loop_;
  std::vector<Client> clients_;
  std::thread thread_;
};

// The next moment of a pace, slept for.
inline void sleep_until_ns(std::int64_t at_ns) {
  std::this_thread::sleep_for(std::chrono::nanoseconds(at_ns - now_ns()));
}

}  // namespace crowd
