// Generated from imports.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "imports.x.hpp"
#include "everything.x.json.hpp"

namespace farcall::json {

template <> struct Described<::imports::borrower> { static const Definition definition; };

}  // namespace farcall::json

namespace imports {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace imports
