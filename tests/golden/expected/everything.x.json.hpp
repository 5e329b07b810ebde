// Generated from everything.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "everything.x.hpp"

namespace farcall::json {

template <> struct Described<::everything::color> { static const Definition definition; };
template <> struct Described<::everything::dense> { static const Definition definition; };
template <> struct Described<::everything::point> { static const Definition definition; };
template <> struct Described<::everything::scalars> { static const Definition definition; };
template <> struct Described<::everything::mixed> { static const Definition definition; };
template <> struct Described<::everything::entry> { static const Definition definition; };
template <> struct Described<::everything::tree> { static const Definition definition; };
template <> struct Described<::everything::btree> { static const Definition definition; };
template <> struct Described<::everything::result> { static const Definition definition; };
template <> struct Described<::everything::big> { static const Definition definition; };
template <> struct Described<::everything::maybe_point> { static const Definition definition; };
template <> struct Described<::everything::stringlist> { static const Definition definition; };
template <> struct Described<::everything::stringentry> { static const Definition definition; };
template <> struct Described<::everything::data> { static const Definition definition; };
template <> struct Described<::everything::holder> { static const Definition definition; };
template <> struct Described<::everything::sample> { static const Definition definition; };
template <> struct Described<::everything::samples> { static const Definition definition; };

}  // namespace farcall::json

namespace everything {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace everything
