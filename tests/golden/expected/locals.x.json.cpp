// Generated from locals.x by farcallc 0.1.0, do not edit.
#include "locals.x.json.hpp"

namespace farcall::json {

constexpr Enumerator which_enumerators[] = {
    {"other", 1},
    {"made", 5},
};
constinit const Definition Described<::locals::which>::definition{.name = "which", .form = Form::enumeration,
    .enumerators = which_enumerators};

constexpr Enumerator fresh_enumerators[] = {
    {"found", 0},
    {"arm", 1},
};
constinit const Definition Described<::locals::fresh>::definition{.name = "fresh", .form = Form::enumeration,
    .enumerators = fresh_enumerators};

constexpr Field p_fields[] = {
    {"p", {Kind::i32}},
    {"element", {Kind::f64}},
};
constinit const Definition Described<::locals::p>::definition{.name = "p", .form = Form::structure,
    .fields = p_fields};

constexpr Type in_i_element = named<::locals::p>();
constexpr Field in_fields[] = {
    {"i", {Kind::array, xdr::unbounded, &in_i_element}},
    {"out", {Kind::i32}},
};
constinit const Definition Described<::locals::in>::definition{.name = "in", .form = Form::structure,
    .fields = in_fields};

constexpr Field out_fields[] = {
    {"value", {Kind::string}},
    {"in", named<::locals::in>()},
};
constinit const Definition Described<::locals::out>::definition{.name = "out", .form = Form::structure,
    .fields = out_fields};

constexpr Type node_next_element = named<::locals::node>();
constexpr Field node_fields[] = {
    {"value", {Kind::i32}},
    {"next", {Kind::optional, xdr::unbounded, &node_next_element}},
};
constinit const Definition Described<::locals::node>::definition{.name = "node", .form = Form::list,
    .fields = node_fields};

constexpr Type value_first_element = named<::locals::node>();
constexpr Field value_fields[] = {
    {"first", {Kind::optional, xdr::unbounded, &value_first_element}},
    {"count", {Kind::string, 5}},
};
constinit const Definition Described<::locals::value>::definition{.name = "value", .form = Form::structure,
    .fields = value_fields};

constexpr Type first_first__element = named<::locals::first>();
constexpr Field first_fields[] = {
    {"more", {Kind::string}},
    {"first_", {Kind::optional, xdr::unbounded, &first_first__element}},
};
constinit const Definition Described<::locals::first>::definition{.name = "first", .form = Form::list,
    .fields = first_fields};

constexpr Field element_fields[] = {
    {"a", {Kind::i32}},
    {"b", {Kind::string}},
};
constinit const Definition Described<::locals::element>::definition{.name = "element",
    .form = Form::structure, .fields = element_fields};

constexpr Type element10_all_element = named<::locals::element>();
constexpr Field element10_fields[] = {
    {"all", {Kind::array, 3, &element10_all_element}},
};
constinit const Definition Described<::locals::element10>::definition{.name = "element10",
    .form = Form::structure, .fields = element10_fields};

constexpr Type count_elements_element = named<::locals::element>();
constexpr Field count_fields[] = {
    {"elements", {Kind::array, xdr::unbounded, &count_elements_element}},
    {"near", {Kind::string}},
};
constinit const Definition Described<::locals::count>::definition{.name = "count", .form = Form::structure,
    .fields = count_fields};

constexpr Type flag_flags_element = {Kind::boolean};
constexpr Type flag_present_element = named<::locals::flag>();
constexpr Field flag_fields[] = {
    {"flags", {Kind::array, xdr::unbounded, &flag_flags_element}},
    {"present", {Kind::optional, xdr::unbounded, &flag_present_element}},
};
constinit const Definition Described<::locals::flag>::definition{.name = "flag", .form = Form::list,
    .fields = flag_fields};

constexpr Type size_depth_element = named<::locals::size>();
constexpr Field size_fields[] = {
    {"depth", {Kind::array, xdr::unbounded, &size_depth_element}},
};
constinit const Definition Described<::locals::size>::definition{.name = "size", .form = Form::structure,
    .fields = size_fields, .recursive = true};

constexpr Field a_fields[] = {
    {"b", {Kind::i32}},
};
constinit const Definition Described<::locals::a>::definition{.name = "a", .form = Form::structure,
    .fields = a_fields};

constexpr Field near_fields[] = {
    {"b", {Kind::opaque}},
};
constinit const Definition Described<::locals::near>::definition{.name = "near", .form = Form::structure,
    .fields = near_fields};

constexpr Field b_fields[] = {
    {"value", named<::locals::which>()},
};
constexpr Arm b_arms[] = {
    {1, false, {"in", named<::locals::a>()}},
    {5, false, {"out", named<::locals::near>()}},
};
constinit const Definition Described<::locals::b>::definition{.name = "b", .form = Form::united,
    .fields = b_fields, .arms = b_arms};

constexpr Field depth_fields[] = {
    {"in", {Kind::i32}},
};
constexpr Type depth_arm_element = named<::locals::depth>();
constexpr Arm depth_arms[] = {
    {1, false, {"node", named<::locals::out>()}},
    {2, false, {"arm", {Kind::optional, xdr::unbounded, &depth_arm_element}}},
    {3, false, {"arm", {Kind::optional, xdr::unbounded, &depth_arm_element}}},
    {0, true, {"found", named<::locals::value>()}},
};
constinit const Definition Described<::locals::depth>::definition{.name = "depth", .form = Form::united,
    .fields = depth_fields, .arms = depth_arms, .recursive = true};

constexpr Field made_union_fields[] = {
    {"other", named<::locals::fresh>()},
};
constexpr Arm made_union_arms[] = {
    {0, false, {"made", named<::locals::b>()}},
    {1, false, {}},
};
constinit const Definition Described<::locals::made_union>::definition{.name = "made_union",
    .form = Form::united, .fields = made_union_fields, .arms = made_union_arms};

constexpr Field call_fields[] = {
    {"program_number", named<::locals::element>()},
};
constinit const Definition Described<::locals::call>::definition{.name = "call", .form = Form::structure,
    .fields = call_fields};

constexpr Field options_fields[] = {
    {"result", named<::locals::call>()},
};
constinit const Definition Described<::locals::options>::definition{.name = "options",
    .form = Form::structure, .fields = options_fields};

constexpr Type result_call_element = named<::locals::options>();
constexpr Field result_fields[] = {
    {"call", {Kind::array, xdr::unbounded, &result_call_element}},
};
constinit const Definition Described<::locals::result>::definition{.name = "result", .form = Form::structure,
    .fields = result_fields};

constexpr Field server_fields[] = {
    {"serve", named<::locals::near>()},
};
constinit const Definition Described<::locals::server>::definition{.name = "server", .form = Form::structure,
    .fields = server_fields};

constexpr Field into_fields[] = {
    {"name", named<::locals::server>()},
};
constinit const Definition Described<::locals::into>::definition{.name = "into", .form = Form::structure,
    .fields = into_fields};

constexpr Field binding_fields[] = {
    {"into", named<::locals::into>()},
};
constinit const Definition Described<::locals::binding>::definition{.name = "binding",
    .form = Form::structure, .fields = binding_fields};

constexpr Field procedure_fields[] = {
    {"is_idempotent", {Kind::string}},
};
constinit const Definition Described<::locals::procedure>::definition{.name = "procedure",
    .form = Form::structure, .fields = procedure_fields};

constexpr Type present_near_element = named<::locals::near>();
constexpr Field present_fields[] = {
    {"near", {Kind::array, xdr::unbounded, &present_near_element}},
};
constinit const Definition Described<::locals::present>::definition{.name = "present",
    .form = Form::structure, .fields = present_fields};

constexpr Type i_p_element = named<::locals::present>();
constexpr Field i_fields[] = {
    {"p", {Kind::fixed_array, 2, &i_p_element}},
};
constinit const Definition Described<::locals::i>::definition{.name = "i", .form = Form::structure,
    .fields = i_fields};

constexpr Type number_more_element = named<::locals::i>();
constexpr Field number_fields[] = {
    {"more", {Kind::array, xdr::unbounded, &number_more_element}},
};
constinit const Definition Described<::locals::number>::definition{.name = "number", .form = Form::structure,
    .fields = number_fields};

constexpr Field locals_version_one_arguments_fields[] = {
    {"call", named<::locals::call>()},
    {"options", named<::locals::options>()},
    {"value", named<::locals::in>()},
};
constexpr Definition locals_version_one_arguments{.name = "one",
    .fields = locals_version_one_arguments_fields};
constexpr Field locals_version_call_arguments_fields[] = {
    {"in", named<::locals::in>()},
    {"out", named<::locals::out>()},
    {"node", named<::locals::node>()},
};
constexpr Definition locals_version_call_arguments{.name = "call",
    .fields = locals_version_call_arguments_fields};
constexpr Field locals_version_server_arguments_fields[] = {
    {"server", named<::locals::server>()},
    {"into", named<::locals::into>()},
    {"binding", named<::locals::binding>()},
};
constexpr Definition locals_version_server_arguments{.name = "server",
    .fields = locals_version_server_arguments_fields};
constexpr Type locals_version_numbers_arguments_number_element = named<::locals::number>();
constexpr Field locals_version_numbers_arguments_fields[] = {
    {"number", {Kind::array, xdr::unbounded, &locals_version_numbers_arguments_number_element}},
    {"BOUND", named<::locals::element10>()},
};
constexpr Definition locals_version_numbers_arguments{.name = "numbers",
    .fields = locals_version_numbers_arguments_fields};
constexpr Type locals_version_b_arguments_value_element = named<::locals::present>();
constexpr Field locals_version_b_arguments_fields[] = {
    {"a", named<::locals::a>()},
    {"value", {Kind::array, xdr::unbounded, &locals_version_b_arguments_value_element}},
};
constexpr Definition locals_version_b_arguments{.name = "b", .fields = locals_version_b_arguments_fields};
constexpr Type locals_version_b_results_value_element = named<::locals::present>();
constexpr Field locals_version_b_results_fields[] = {
    {"result", named<::locals::b>()},
    {"a", named<::locals::a>()},
    {"result_", named<::locals::depth>()},
    {"value", {Kind::array, xdr::unbounded, &locals_version_b_results_value_element}},
};
constexpr Definition locals_version_b_results{.name = "b", .fields = locals_version_b_results_fields};
constexpr Field locals_version_procedure_arguments_fields[] = {
    {"p", named<::locals::p>()},
    {"i", named<::locals::i>()},
    {"arg3", named<::locals::value>()},
    {"arg4", named<::locals::first>()},
};
constexpr Definition locals_version_procedure_arguments{.name = "procedure",
    .fields = locals_version_procedure_arguments_fields};
constexpr Type locals_version_flags_arguments_size_element = named<::locals::size>();
constexpr Field locals_version_flags_arguments_fields[] = {
    {"size", {Kind::optional, xdr::unbounded, &locals_version_flags_arguments_size_element}},
    {"decode", named<::locals::made_union>()},
};
constexpr Definition locals_version_flags_arguments{.name = "flags",
    .fields = locals_version_flags_arguments_fields};
constexpr Type locals_version_flags_results_element = named<::locals::flag>();
constexpr Procedure locals_version_procedures[] = {
    {"null", 0, {}, {}},
    {"one", 1, named(locals_version_one_arguments), named<::locals::result>()},
    {"call", 2, named(locals_version_call_arguments), named<::locals::out>()},
    {"name", 3, {Kind::string, 5}, {Kind::string, 5}},
    {"server", 4, named(locals_version_server_arguments), named<::locals::server>()},
    {"numbers", 5, named(locals_version_numbers_arguments), named<::locals::number>()},
    {"b", 6, named(locals_version_b_arguments), named(locals_version_b_results)},
    {"procedure", 7, named(locals_version_procedure_arguments), named<::locals::procedure>()},
    {"flags", 8, named(locals_version_flags_arguments), {Kind::optional, xdr::unbounded,
        &locals_version_flags_results_element}},
};
constexpr Version versions[] = {
    {"locals_program", "locals_version", 536871170, 1, locals_version_procedures},
};

}  // namespace farcall::json

namespace locals {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace locals
