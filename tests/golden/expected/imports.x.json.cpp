// Generated from imports.x by farcallc 0.1.0, do not edit.
#include "imports.x.json.hpp"

namespace farcall::json {

constexpr Type borrower_many_element = {Kind::string, 255};
constexpr Type borrower_list_element = named<::everything::entry>();
constexpr Type borrower_answers_element = named<::everything::result>();
constexpr Field borrower_fields[] = {
    {"where", named<::everything::point>()},
    {"shade", named<::everything::color>()},
    {"file", {Kind::string, 255}},
    {"many", {Kind::array, 16, &borrower_many_element}},
    {"list", {Kind::optional, xdr::unbounded, &borrower_list_element}},
    {"answers", {Kind::array, 4, &borrower_answers_element}},
};
constinit const Definition Described<::imports::borrower>::definition{.name = "borrower",
    .form = Form::structure, .fields = borrower_fields};

constexpr Field IMPORTS_VERS_ASK_arguments_fields[] = {
    {"arg1", named<::everything::point>()},
    {"shade", named<::everything::color>()},
};
constexpr Definition IMPORTS_VERS_ASK_arguments{.name = "ASK", .fields = IMPORTS_VERS_ASK_arguments_fields};
constexpr Type IMPORTS_VERS_ASK_results_result_element = named<::imports::borrower>();
constexpr Type IMPORTS_VERS_ASK_results_more_element_element = named<::imports::borrower>();
constexpr Type IMPORTS_VERS_ASK_results_more_element = {Kind::optional, xdr::unbounded,
    &IMPORTS_VERS_ASK_results_more_element_element};
constexpr Field IMPORTS_VERS_ASK_results_fields[] = {
    {"result", {Kind::optional, xdr::unbounded, &IMPORTS_VERS_ASK_results_result_element}},
    {"shade", named<::everything::color>()},
    {"more", {Kind::array, 2, &IMPORTS_VERS_ASK_results_more_element}},
};
constexpr Definition IMPORTS_VERS_ASK_results{.name = "ASK", .fields = IMPORTS_VERS_ASK_results_fields};
constexpr Procedure IMPORTS_VERS_procedures[] = {
    {"ASK", 1, named(IMPORTS_VERS_ASK_arguments), named(IMPORTS_VERS_ASK_results)},
};
constexpr Version versions[] = {
    {"IMPORTS_PROG", "IMPORTS_VERS", 536871171, 1, IMPORTS_VERS_procedures},
};

}  // namespace farcall::json

namespace imports {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace imports
