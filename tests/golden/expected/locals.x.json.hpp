// Generated from locals.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/json/json.hpp>

#include "locals.x.hpp"

namespace farcall::json {

template <> struct Described<::locals::which> { static const Definition definition; };
template <> struct Described<::locals::fresh> { static const Definition definition; };
template <> struct Described<::locals::p> { static const Definition definition; };
template <> struct Described<::locals::in> { static const Definition definition; };
template <> struct Described<::locals::out> { static const Definition definition; };
template <> struct Described<::locals::node> { static const Definition definition; };
template <> struct Described<::locals::value> { static const Definition definition; };
template <> struct Described<::locals::first> { static const Definition definition; };
template <> struct Described<::locals::element> { static const Definition definition; };
template <> struct Described<::locals::element10> { static const Definition definition; };
template <> struct Described<::locals::count> { static const Definition definition; };
template <> struct Described<::locals::flag> { static const Definition definition; };
template <> struct Described<::locals::size> { static const Definition definition; };
template <> struct Described<::locals::a> { static const Definition definition; };
template <> struct Described<::locals::near> { static const Definition definition; };
template <> struct Described<::locals::b> { static const Definition definition; };
template <> struct Described<::locals::depth> { static const Definition definition; };
template <> struct Described<::locals::made_union> { static const Definition definition; };
template <> struct Described<::locals::call> { static const Definition definition; };
template <> struct Described<::locals::options> { static const Definition definition; };
template <> struct Described<::locals::result> { static const Definition definition; };
template <> struct Described<::locals::server> { static const Definition definition; };
template <> struct Described<::locals::into> { static const Definition definition; };
template <> struct Described<::locals::binding> { static const Definition definition; };
template <> struct Described<::locals::procedure> { static const Definition definition; };
template <> struct Described<::locals::present> { static const Definition definition; };
template <> struct Described<::locals::i> { static const Definition definition; };
template <> struct Described<::locals::number> { static const Definition definition; };

}  // namespace farcall::json

namespace locals {

// For farcall::json::find.
extern const std::span<const ::farcall::json::Version> json_versions;

}  // namespace locals
