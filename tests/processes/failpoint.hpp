// Where this callee may be killed.
#pragma once

#include "journal.hpp"

namespace processes {

// From now on the points of the journal strike.
void watch_points(Shared& shared) noexcept;

// A call passes here. Does not return when it is the one at which this process is to be killed.
void pass(Point point) noexcept;

}  // namespace processes
