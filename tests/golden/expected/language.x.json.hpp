// Generated from language.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "language.x.hpp"

namespace farcall::json {

template <> struct Described<::language::plain> { static const Definition definition; };
template <> struct Described<::language::valued> { static const Definition definition; };
template <> struct Described<::language::tagged> { static const Definition definition; };
template <> struct Described<::language::other_position_inner> { static const Definition definition; };
template <> struct Described<::language::other_position> { static const Definition definition; };
template <> struct Described<::language::other_light> { static const Definition definition; };
template <> struct Described<::language::other_extra> { static const Definition definition; };
template <> struct Described<::language::other> { static const Definition definition; };
template <> struct Described<::language::choice> { static const Definition definition; };
template <> struct Described<::language::later> { static const Definition definition; };
template <> struct Described<::language::mutual> { static const Definition definition; };
template <> struct Described<::language::by_bool> { static const Definition definition; };
template <> struct Described<::language::only_default> { static const Definition definition; };
template <> struct Described<::language::no_data> { static const Definition definition; };
template <> struct Described<::language::class_> { static const Definition definition; };
template <> struct Described<::language::Client_> { static const Definition definition; };
template <> struct Described<::language::namespace_> { static const Definition definition; };
template <> struct Described<::language::Case> { static const Definition definition; };
template <> struct Described<::language::CASE> { static const Definition definition; };
template <> struct Described<::outer::inner::other_one> { static const Definition definition; };
template <> struct Described<::outer::inner::qualified> { static const Definition definition; };
template <> struct Described<::language::user> { static const Definition definition; };

}  // namespace farcall::json

namespace language {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace language
