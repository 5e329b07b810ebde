// The procedures, as functions and as coroutines.
#pragma once

#include <memory>

#include <farcall/farcall.hpp>

#include "world.hpp"

namespace simulation {

// A service of `process`, which writes what it does into the history.
[[nodiscard]] std::unique_ptr<farcall::Service> make_callee(World& world, Process& process,
                                                            unsigned incarnation, bool by_coroutines);

}  // namespace simulation
