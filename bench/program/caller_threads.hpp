// Threads that call at the same time, each with a caller of its own.
#pragma once

#include <barrier>
#include <thread>
#include <vector>

#include "sampling.hpp"

namespace suite {

// Thread: one; the threads are its own, and stay until it goes.
class CallerThreads {
 public:
  // Each thread binds its caller itself, or gets one on the connection of `first`, where the load says so and
  // the peer can.
  CallerThreads(const Options& options, const Load& load, Caller& first);
  ~CallerThreads();

  // All call until the budget is spent, or each has made its calls, and one in any case; together is left at
  // 0.
  Batch run(const Order& order);

 private:
  struct Part {
    std::vector<std::uint32_t> samples;
    std::int64_t ended_ns = 0;
  };
  void work(std::size_t number, const Options& options, const Load& load, Caller& first);
  void make_calls(Caller& caller, std::size_t number);

  Order order_;
  std::int64_t began_ns_ = 0;
  bool over_ = false;
  std::barrier<> begin_;
  std::barrier<> end_;
  std::vector<Part> parts_;
  std::vector<std::thread> threads_;
};

}  // namespace suite
