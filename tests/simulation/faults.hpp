// What goes wrong in a run, drawn from its seed.
#pragma once

#include "world.hpp"

namespace simulation {

// The weather, and strokes of fate at times of their own. Each run has some kinds of them, not all: what
// happens seldom beside everything else happens often where it is alone.
void plan_faults(World& world);
// From now on nothing goes wrong any more, and what did is mended.
void end_faults(World& world);

// When that is to happen, counted from the start.
inline constexpr Duration faults_last = std::chrono::seconds(8);

}  // namespace simulation
