// What was tried, what came in its way, and which promises were broken.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "journal.hpp"
#include "proxy.hpp"

namespace processes {

struct Figures {
  std::uint64_t rounds = 0;
  std::uint64_t calls = 0;
  std::array<std::uint64_t, 3> calls_by{};  // Transport
  std::uint64_t succeeded = 0;
  std::uint64_t not_executed = 0;  // failed, and said so
  std::uint64_t maybe_executed = 0;
  std::uint64_t executed = 0;  // failed, and it ran
  std::uint64_t runs = 0;
  std::array<std::uint64_t, point_count> kills{};  // `none`: at any time
  std::uint64_t stopped_callees = 0;               // by SIGSTOP, for a while
  std::uint64_t stopped_callers = 0;
  FateCounts fates{};
  // Promises that were broken.
  std::uint64_t run_twice = 0;
  std::uint64_t lost = 0;  // acknowledged, and not run
  std::uint64_t hung = 0;
  std::uint64_t false_no = 0;
  std::uint64_t other = 0;

  [[nodiscard]] std::uint64_t all_kills() const noexcept;
  void add(const Figures& more) noexcept;
  [[nodiscard]] std::string text() const;
};

// Holds what callers were told against what callees did. Adds a line to `broken` for each promise that was
// not kept. `is_intact`: calls arrived as they were sent; otherwise all that is promised is that they end.
void check(const Journal& journal, bool is_intact, Figures& figures, std::vector<std::string>& broken);

}  // namespace processes
