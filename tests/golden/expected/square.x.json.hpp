// Generated from square.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "square.x.hpp"

namespace farcall::json {

template <> struct Described<::square::square_in> { static const Definition definition; };
template <> struct Described<::square::square_out> { static const Definition definition; };

}  // namespace farcall::json

namespace square {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace square
