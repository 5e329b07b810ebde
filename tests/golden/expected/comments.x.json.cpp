// Generated from comments.x by farcallc 0.1.0, do not edit.
#include "comments.x.json.hpp"

namespace farcall::json {

constexpr Field a_fields[] = {
    {"x", {Kind::i32}},
    {"y", {Kind::i32}},
    {"z", {Kind::i32}},
};
constinit const Definition Described<::comments::a>::definition{.name = "a", .form = Form::structure,
    .fields = a_fields};

constexpr Field b_fields[] = {
    {"x", {Kind::i32}},
    {"yy", {Kind::i32}},
};
constinit const Definition Described<::comments::b>::definition{.name = "b", .form = Form::structure,
    .fields = b_fields};

constexpr Enumerator e_enumerators[] = {
    {"A1", 1},
    {"A2", 2},
    {"A3", -12},
};
constinit const Definition Described<::comments::e>::definition{.name = "e", .form = Form::enumeration,
    .enumerators = e_enumerators};

constexpr Enumerator f_enumerators[] = {
    {"B1", 0},
};
constinit const Definition Described<::comments::f>::definition{.name = "f", .form = Form::enumeration,
    .enumerators = f_enumerators};

constexpr Field u_fields[] = {
    {"kind", named<::comments::e>()},
};
constexpr Arm u_arms[] = {
    {1, false, {"w", {Kind::i32}}},
    {2, false, {"w", {Kind::i32}}},
    {0, true, {}},
};
constinit const Definition Described<::comments::u>::definition{.name = "u", .form = Form::united,
    .fields = u_fields, .arms = u_arms};

constexpr Type c_r_element = named<::comments::b>();
constexpr Field c_fields[] = {
    {"q", named<::comments::a>()},
    {"r", {Kind::optional, xdr::unbounded, &c_r_element}},
};
constinit const Definition Described<::inner::c>::definition{.name = "c", .form = Form::structure,
    .fields = c_fields};

constexpr Field d1_fields[] = {
    {"x", {Kind::i32}},
};
constinit const Definition Described<::comments::d1>::definition{.name = "d1", .form = Form::structure,
    .fields = d1_fields};

constexpr Field COMMENTS_V_F_arguments_fields[] = {
    {"first", {Kind::i32}},
    {"second", {Kind::i32}},
    {"third", {Kind::string}},
};
constexpr Definition COMMENTS_V_F_arguments{.name = "F", .fields = COMMENTS_V_F_arguments_fields};
constexpr Field COMMENTS_V_A_PROCEDURE_WITH_A_LONG_NAME_arguments_fields[] = {
    {"first_parameter", {Kind::u64}},
    {"second_parameter", {Kind::u64}},
    {"third_parameter", named<::comments::u>()},
    {"fourth_parameter", {Kind::i32}},
};
constexpr Definition COMMENTS_V_A_PROCEDURE_WITH_A_LONG_NAME_arguments{.name = "A_PROCEDURE_WITH_A_LONG_NAME", .fields = COMMENTS_V_A_PROCEDURE_WITH_A_LONG_NAME_arguments_fields};
constexpr Procedure COMMENTS_V_procedures[] = {
    {"F", 1, named(COMMENTS_V_F_arguments), {Kind::i32}},
    {"A_PROCEDURE_WITH_A_LONG_NAME", 2, named(COMMENTS_V_A_PROCEDURE_WITH_A_LONG_NAME_arguments),
        {Kind::i32}},
    {"IN_LINES", 3, {}, named<::comments::a>()},
};
constexpr Version versions[] = {
    {"COMMENTS", "COMMENTS_V", 536871171, 1, COMMENTS_V_procedures},
};

}  // namespace farcall::json

namespace comments {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace comments
