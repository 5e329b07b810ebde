// The server: the real one, started, stopped, killed and started again.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <farcall/farcall.hpp>

#include "world.hpp"

namespace simulation {

class Site {
 public:
  explicit Site(World& world) : world_(world) {}
  ~Site();

  static constexpr unsigned host = 0;
  static std::string endpoint(Transport transport);

  // Starts a server, as a process of its own.
  void start();
  // Ends it as SIGTERM does; when it has ended the next one starts after `down`, unless that is null.
  void stop(const Duration* down);
  // Ends it as SIGKILL does, or with its host; the next one starts after `down`.
  void crash(bool silent, Duration down);
  // Ends a server that lacks its program, for one that has it.
  void restore();
  // Lets every process of it run that is paused.
  void go_on();
  [[nodiscard]] bool is_up() const noexcept;
  [[nodiscard]] bool serves() const noexcept { return is_up() && !incarnations_.back()->is_bare; }
  [[nodiscard]] Process& process() noexcept { return incarnations_.back()->process; }

 private:
  struct Incarnation {
    Process process;
    farcall::Server* server = nullptr;  // while it runs
    bool is_bare = false;               // somebody forgot to install the program
    bool stops = false;
    bool starts_again = false;
    Duration down{};
  };
  void serve(Incarnation& me, unsigned number);
  void listen(farcall::Server& server, const Incarnation& me);
  void start_after(Duration down);

  World& world_;
  std::vector<std::unique_ptr<Incarnation>> incarnations_;
};

}  // namespace simulation
