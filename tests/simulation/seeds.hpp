// Many runs, each of a seed of its own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "world.hpp"

namespace simulation {

struct Report {
  Figures figures;
  std::vector<std::string> failures;  // each says its seed, and how to run that again
};

// Until so many have run, or a few have failed. A line on stderr after each `progress` of them; 0: none.
[[nodiscard]] Report run_seeds(std::uint64_t first, std::uint64_t count, std::uint64_t progress = 0,
                               Breakage breakage = Breakage::none);

}  // namespace simulation
