// How one call is to be made.
#pragma once

#include <farcall/base/clock.hpp>
#include <farcall/base/trace.hpp>

namespace farcall::inline v1 {

// Trivially destructible, so that `{.timeout = 1s}` is safe in a coroutine too.
struct CallOptions {
  // Units: relative, and counted from the entry of the call: when it is made, or, where the thread that
  // drives an event loop makes it, when its turn ends and it is sent. Zero: the
  // binding's, and where that is zero too, as long as the server answers probes, or 25 s towards a peer that
  // cannot be asked whether it is still alive.
  Duration timeout{};
  // Goes with the call to a farcall server, and is seen there.
  Trace trace{};
};

inline constexpr Duration default_timeout = std::chrono::seconds(25);

}  // namespace farcall::inline v1
