// Generated from passthrough.x by farcallc 0.1.0, do not edit.
#include "passthrough.x.json.hpp"

namespace farcall::json {

constexpr Field point_fields[] = {
    {"x", {Kind::i32}},
    {"y", {Kind::i32}},
};
constinit const Definition Described<::passthrough::point>::definition{.name = "point",
    .form = Form::structure, .fields = point_fields};

constexpr Field place_fields[] = {
    {"at", named<::passthrough::point>()},
    {"name", {Kind::string}},
};
constinit const Definition Described<::passthrough::place>::definition{.name = "place",
    .form = Form::structure, .fields = place_fields};

constexpr Field route_fields[] = {
    {"from", named<::passthrough::place>()},
    {"to", named<::passthrough::place>()},
};
constinit const Definition Described<::passthrough::route>::definition{.name = "route",
    .form = Form::structure, .fields = route_fields};

constexpr Field deep_fields[] = {
    {"depth", {Kind::i32}},
};
constinit const Definition Described<::inner::deep>::definition{.name = "deep", .form = Form::structure,
    .fields = deep_fields};

constexpr Procedure PASSTHROUGH_V_procedures[] = {
    {"REVERSE", 1, named<::passthrough::route>(), named<::passthrough::route>()},
};
constexpr Version versions[] = {
    {"PASSTHROUGH_PROG", "PASSTHROUGH_V", 536871172, 1, PASSTHROUGH_V_procedures},
};

}  // namespace farcall::json

namespace passthrough {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace passthrough
