// Generated from passthrough.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "passthrough.x.hpp"

namespace farcall::json {

template <> struct Described<::passthrough::point> { static const Definition definition; };
template <> struct Described<::passthrough::place> { static const Definition definition; };
template <> struct Described<::passthrough::route> { static const Definition definition; };
template <> struct Described<::inner::deep> { static const Definition definition; };

}  // namespace farcall::json

namespace passthrough {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace passthrough
