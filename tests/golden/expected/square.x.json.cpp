// Generated from square.x by farcallc 0.1.0, do not edit.
#include "square.x.json.hpp"

namespace farcall::json {

constexpr Field square_in_fields[] = {
    {"arg1", {Kind::i32}},
};
constinit const Definition Described<::square::square_in>::definition{.name = "square_in",
    .form = Form::structure, .fields = square_in_fields};

constexpr Field square_out_fields[] = {
    {"res1", {Kind::i32}},
};
constinit const Definition Described<::square::square_out>::definition{.name = "square_out",
    .form = Form::structure, .fields = square_out_fields};

constexpr Procedure SQUARE_VERS_procedures[] = {
    {"SQUARE_PROC", 1, named<::square::square_in>(), named<::square::square_out>()},
};
constexpr Version versions[] = {
    {"SQUARE_PROG", "SQUARE_VERS", 824377344, 1, SQUARE_VERS_procedures},
};

}  // namespace farcall::json

namespace square {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace square
