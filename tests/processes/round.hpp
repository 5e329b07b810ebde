// Processes that call each other among faults, by a seed; and whether every promise was kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "figures.hpp"

namespace processes {

// What is wrong on purpose, to see it found.
enum class Breakage : std::uint8_t {
  none,
  twice,      // a caller makes a call a second time
  forgetful,  // a callee answers, and has had no effect
  liar,       // a caller takes a lost connection for a proof that nothing ran
};

struct Settings {
  std::uint64_t seed = 1;
  std::uint64_t calls = 1'000;
  std::uint32_t calls_between_kills = 80;  // roughly
  Breakage breakage = Breakage::none;
};

struct Verdict {
  std::vector<std::string> broken;
  Figures figures;
};

// The same seed has the same faults, of which time makes something else each time.
[[nodiscard]] Verdict run_round(const Settings& settings);

}  // namespace processes
