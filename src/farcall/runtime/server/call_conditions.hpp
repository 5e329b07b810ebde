// What a call brings beside its message.
#pragma once

#include <farcall/base/clock.hpp>
#include <farcall/runtime/server/overload.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

struct CallConditions {
  // Where no message says them, in the same process.
  TimePoint deadline = never;
  Trace trace{};
  // Of the thread that read the message; null: it did not wait to be.
  Overload* overload = nullptr;
  Duration held{};  // since it was read
  // No handler may: what would run is refused, and a call that is not found may be waiting to.
  bool may_begin = true;
};

}  // namespace farcall::inline v1::server
