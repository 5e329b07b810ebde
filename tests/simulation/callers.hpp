// The clients: real ones, whose calls are written into the history.
#pragma once

#include "world.hpp"

namespace simulation {

// A client's process: it works while the faults last, and then sees to it that calls succeed again.
void start_client(World& world);

}  // namespace simulation
