// Generated from dialects.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "dialects.x.hpp"

namespace farcall::json {

template <> struct Described<::dialects::differs> { static const Definition definition; };
template <> struct Described<::dialects::part> { static const Definition definition; };
template <> struct Described<::dialects::fields> { static const Definition definition; };
template <> struct Described<::dialects::BYTES> { static const Definition definition; };
template <> struct Described<::dialects::types> { static const Definition definition; };
template <> struct Described<::dialects::names> { static const Definition definition; };
template <> struct Described<::dialects::arrays> { static const Definition definition; };
template <> struct Described<::dialects::fruit> { static const Definition definition; };
template <> struct Described<::dialects::by_char> { static const Definition definition; };
template <> struct Described<::dialects::by_typedef> { static const Definition definition; };
template <> struct Described<::dialects::by_typedef_enum> { static const Definition definition; };
template <> struct Described<::dialects::by_unsigned> { static const Definition definition; };
template <> struct Described<::dialects::no_data> { static const Definition definition; };
template <> struct Described<::dialects::one_value> { static const Definition definition; };
template <> struct Described<::dialects::no_data_at_all> { static const Definition definition; };
template <> struct Described<::dialects::in_place_kind> { static const Definition definition; };
template <> struct Described<::dialects::in_place_inner> { static const Definition definition; };
template <> struct Described<::dialects::in_place> { static const Definition definition; };
template <> struct Described<::dialects::Name> { static const Definition definition; };
template <> struct Described<::dialects::NAME> { static const Definition definition; };
template <> struct Described<::dialects::name> { static const Definition definition; };
template <> struct Described<::dialects::serve> { static const Definition definition; };
template <> struct Described<::dialects::macros> { static const Definition definition; };
template <> struct Described<::dialects::keywords> { static const Definition definition; };
template <> struct Described<::dialects::version> { static const Definition definition; };
template <> struct Described<::dialects::contextual> { static const Definition definition; };
template <> struct Described<::dialects::program> { static const Definition definition; };
template <> struct Described<::dialects::typedef_struct> { static const Definition definition; };
template <> struct Described<::dialects::tagged_struct> { static const Definition definition; };
template <> struct Described<::dialects::typedef_union> { static const Definition definition; };
template <> struct Described<::dialects::tagged_enum> { static const Definition definition; };
template <> struct Described<::dialects::typedef_structs_element> { static const Definition definition; };
template <> struct Described<::a::b::here> { static const Definition definition; };
template <> struct Described<::a::b::colors> { static const Definition definition; };
template <> struct Described<::a::user> { static const Definition definition; };
template <> struct Described<::a::b::again> { static const Definition definition; };
template <> struct Described<::new_::unix_::here> { static const Definition definition; };
template <> struct Described<::time_::of_day> { static const Definition definition; };
template <> struct Described<::c::here> { static const Definition definition; };
template <> struct Described<::dialects::outside> { static const Definition definition; };
template <> struct Described<::dialects::careful> { static const Definition definition; };
template <> struct Described<::dialects::long_comment> { static const Definition definition; };
template <> struct Described<::dialects::INLINE_result> { static const Definition definition; };
template <> struct Described<::dialects::INLINE_answer> { static const Definition definition; };
template <> struct Described<::dialects::only_for_clients> { static const Definition definition; };

}  // namespace farcall::json

namespace dialects {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace dialects
