// Generated from comments.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "comments.x.hpp"

namespace farcall::json {

template <> struct Described<::comments::a> { static const Definition definition; };
template <> struct Described<::comments::b> { static const Definition definition; };
template <> struct Described<::comments::e> { static const Definition definition; };
template <> struct Described<::comments::f> { static const Definition definition; };
template <> struct Described<::comments::u> { static const Definition definition; };
template <> struct Described<::inner::c> { static const Definition definition; };
template <> struct Described<::comments::d1> { static const Definition definition; };

}  // namespace farcall::json

namespace comments {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace comments
