// What a run has to show: how much was tried, and what came in its way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace simulation {

enum class Fault : std::uint8_t {
  datagram_lost,
  datagram_doubled,
  datagram_late,
  datagram_corrupted,
  stream_stalled,
  stream_corrupted,
  write_split,
  reset,
  half_open,
  partition,
  one_way_partition,
  crash,
  silent_crash,
  stop,
  pause,
  long_stop,
  death,
  jump,
};
inline constexpr std::size_t fault_kinds = static_cast<std::size_t>(Fault::jump) + 1;

struct Figures {
  std::uint64_t seeds = 0;
  std::uint64_t steps = 0;
  std::uint64_t calls = 0;
  std::uint64_t succeeded = 0;
  std::uint64_t not_executed = 0;  // failed, and said so
  std::uint64_t maybe_executed = 0;
  std::uint64_t cancelled = 0;
  std::uint64_t told_of_loss = 0;      // by calls that had time left, or would have had
  std::uint64_t told_at_deadline = 0;  // and only then
  std::uint64_t executions = 0;
  std::array<std::uint64_t, fault_kinds> faults{};
  // Promises that were broken.
  std::uint64_t executed_twice = 0;
  std::uint64_t lost = 0;  // acknowledged, and not executed
  std::uint64_t hung = 0;
  std::uint64_t early = 0;  // ended before their deadlines, and said that it was for these
  std::uint64_t false_no = 0;
  std::uint64_t other = 0;

  void count(Fault fault) noexcept { ++faults[static_cast<std::size_t>(fault)]; }
  void add(const Figures& other_figures) noexcept;
  [[nodiscard]] std::string text() const;
};

}  // namespace simulation
