// Starting the process that goes on with our listening sockets.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>

namespace farcall::inline v1::io {

struct Bequest {
  Descriptor descriptor;
  bool is_owned = false;  // Inherited::is_owned of the one who gets it
};

// Of a copy of the descriptor. Errors: resource_exhausted.
[[nodiscard]] FARCALL_API Result<Bequest> bequeath(int descriptor, bool is_owned);

// Runs `command`, a program (looked for in PATH) and its arguments, with these sockets in the way of
// io/inherited.hpp, and waits until it says that it serves. Signals are not blocked there. Its process.
// Errors: io_error when it cannot be run or ended before it served, deadline_exceeded when it did not serve
// until `until` (then it is killed), resource_exhausted.
[[nodiscard]] FARCALL_API Result<pid_t> start_successor(const std::vector<std::string>& command,
                                                        const std::vector<Bequest>& sockets, TimePoint until);

}  // namespace farcall::inline v1::io
