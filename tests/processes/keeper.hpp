// Keeps a callee running: when it was killed, another one is started where it was.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "../simulation/random.hpp"
#include "child.hpp"
#include "journal.hpp"
#include "place.hpp"

namespace processes {

class Keeper {
 public:
  // `way`: see callee.cpp.
  Keeper(const Journal& journal, const Place& place, std::string way);
  ~Keeper();

  // From now on each callee is to be killed at one of the points, after so many passes of all calls on
  // average.
  void kill_often(simulation::Random random, std::uint32_t calls_between);
  // Only the one that runs, at the n-th time that it passes there.
  void kill_at(Point point, std::int32_t nth = 1);
  // Nobody is killed by a point any more.
  void spare() noexcept;
  // To the one that runs.
  void signal(int number);
  [[nodiscard]] std::uint64_t kills() const;
  // Until so many were killed, and another one listens.
  void await_kills(std::uint64_t count);
  // Ends the one that runs, as a service manager would. What went wrong: a callee that ended by itself.
  std::vector<std::string> end();

 private:
  void run();
  void arm();
  [[nodiscard]] Child start() const;

  const Journal& journal_;
  const std::vector<std::string> command_;
  mutable std::mutex mutex_;  // protects what follows
  std::condition_variable killed_;
  Child callee_;
  simulation::Random random_{0};
  std::uint32_t calls_between_ = 0;
  std::uint64_t next_when_armed_ = 0;
  std::uint64_t kills_ = 0;
  bool is_ending_ = false;
  std::vector<std::string> complaints_;
  std::thread thread_;
};

}  // namespace processes
