// Generated from language.x by farcallc 0.1.0, do not edit.
#include "language.x.json.hpp"

namespace farcall::json {

constexpr Enumerator plain_enumerators[] = {
    {"E_ZERO", 0},
    {"E_ONE", 1},
    {"E_TWO", 2},
};
constinit const Definition Described<::language::plain>::definition{.name = "plain",
    .form = Form::enumeration, .enumerators = plain_enumerators};

constexpr Enumerator valued_enumerators[] = {
    {"V_LIMIT", 12},
    {"V_NEXT", 13},
    {"V_NEGATIVE", -1},
    {"V_SAME", 12},
};
constinit const Definition Described<::language::valued>::definition{.name = "valued",
    .form = Form::enumeration, .enumerators = valued_enumerators};

constexpr Enumerator tagged_enumerators[] = {
    {"T_ONE", 1},
};
constinit const Definition Described<::language::tagged>::definition{.name = "tagged",
    .form = Form::enumeration, .enumerators = tagged_enumerators};

constexpr Field other_position_inner_fields[] = {
    {"deep", {Kind::i32}},
};
constinit const Definition Described<::language::other_position_inner>::definition{.name = "other_position_inner", .form = Form::structure, .fields = other_position_inner_fields};

constexpr Field other_position_fields[] = {
    {"x", {Kind::i32}},
    {"inner", named<::language::other_position_inner>()},
};
constinit const Definition Described<::language::other_position>::definition{.name = "other_position",
    .form = Form::structure, .fields = other_position_fields};

constexpr Enumerator other_light_enumerators[] = {
    {"RED_LIGHT", 0},
    {"GREEN_LIGHT", 1},
};
constinit const Definition Described<::language::other_light>::definition{.name = "other_light",
    .form = Form::enumeration, .enumerators = other_light_enumerators};

constexpr Field other_extra_fields[] = {
    {"kind", {Kind::i32}},
};
constexpr Arm other_extra_arms[] = {
    {16, false, {"number", {Kind::i32}}},
    {-1, false, {"number", {Kind::i32}}},
    {0, true, {}},
};
constinit const Definition Described<::language::other_extra>::definition{.name = "other_extra",
    .form = Form::united, .fields = other_extra_fields, .arms = other_extra_arms};

constexpr Type other_left_element = named<::language::other>();
constexpr Type other_right_element = named<::language::mutual>();
constexpr Field other_fields[] = {
    {"position", named<::language::other_position>()},
    {"light", named<::language::other_light>()},
    {"extra", named<::language::other_extra>()},
    {"left", {Kind::optional, xdr::unbounded, &other_left_element}},
    {"right", {Kind::optional, xdr::unbounded, &other_right_element}},
};
constinit const Definition Described<::language::other>::definition{.name = "other", .form = Form::structure,
    .fields = other_fields, .recursive = true};

constexpr Field choice_fields[] = {
    {"which", {Kind::u32}},
};
constexpr Type choice_chain_element = named<::language::later>();
constexpr Arm choice_arms[] = {
    {1, false, {"choice", {Kind::i32}}},
    {2, false, {"choice", {Kind::i32}}},
    {12, false, {"choice", {Kind::i32}}},
    {4294967295, false, {"chain", {Kind::optional, xdr::unbounded, &choice_chain_element}}},
    {0, true, {}},
};
constinit const Definition Described<::language::choice>::definition{.name = "choice", .form = Form::united,
    .fields = choice_fields, .arms = choice_arms, .recursive = true};

constexpr Type later_letters_element = {Kind::i8};
constexpr Type later_more_element = {Kind::i8};
constexpr Type later_t_element_element = {Kind::string};
constexpr Type later_t_element = {Kind::array, 12, &later_t_element_element};
constexpr Type later_next_element = named<::language::later>();
constexpr Field later_fields[] = {
    {"count", {Kind::u32}},
    {"o", named<::language::other>()},
    {"kind", named<::language::plain>()},
    {"c", named<::language::choice>()},
    {"plain_unsigned", {Kind::u32}},
    {"h", {Kind::u64}},
    {"ul", {Kind::u32}},
    {"ll", {Kind::i64}},
    {"q", {Kind::u64}},
    {"b", {Kind::boolean}},
    {"letters", {Kind::fixed_array, 4, &later_letters_element}},
    {"more", {Kind::array, xdr::unbounded, &later_more_element}},
    {"t", {Kind::fixed_array, 2, &later_t_element}},
    {"token", {Kind::opaque, 1024}},
    {"next", {Kind::optional, xdr::unbounded, &later_next_element}},
};
constinit const Definition Described<::language::later>::definition{.name = "later", .form = Form::list,
    .fields = later_fields, .recursive = true};

constexpr Type mutual_back_element = named<::language::other>();
constexpr Type mutual_many_element = named<::language::mutual>();
constexpr Field mutual_fields[] = {
    {"back", {Kind::optional, xdr::unbounded, &mutual_back_element}},
    {"many", {Kind::array, xdr::unbounded, &mutual_many_element}},
};
constinit const Definition Described<::language::mutual>::definition{.name = "mutual",
    .form = Form::structure, .fields = mutual_fields, .recursive = true};

constexpr Field by_bool_fields[] = {
    {"yes", {Kind::boolean}},
};
constexpr Arm by_bool_arms[] = {
    {1, false, {"yes_text", {Kind::string}}},
    {0, false, {}},
};
constinit const Definition Described<::language::by_bool>::definition{.name = "by_bool",
    .form = Form::united, .fields = by_bool_fields, .arms = by_bool_arms};

constexpr Field only_default_fields[] = {
    {"p", named<::language::plain>()},
};
constexpr Arm only_default_arms[] = {
    {0, true, {"value", {Kind::i64}}},
};
constinit const Definition Described<::language::only_default>::definition{.name = "only_default",
    .form = Form::united, .fields = only_default_fields, .arms = only_default_arms};

constexpr Field no_data_fields[] = {
    {"kind", {Kind::i32}},
};
constexpr Arm no_data_arms[] = {
    {1, false, {}},
};
constinit const Definition Described<::language::no_data>::definition{.name = "no_data",
    .form = Form::united, .fields = no_data_fields, .arms = no_data_arms};

constexpr Type class_next_element = named<::language::class_>();
constexpr Field class_fields[] = {
    {"class", {Kind::i32}},
    {"int32_t", {Kind::i32}},
    {"unix", {Kind::i32}},
    {"next", {Kind::optional, xdr::unbounded, &class_next_element}},
};
constinit const Definition Described<::language::class_>::definition{.name = "class", .form = Form::list,
    .fields = class_fields};

constexpr Field Client_fields[] = {
    {"Server", named<::language::class_>()},
    {"other", named<::language::other>()},
};
constinit const Definition Described<::language::Client_>::definition{.name = "Client",
    .form = Form::structure, .fields = Client_fields};

constexpr Enumerator namespace__enumerators[] = {
    {"new_", 0},
    {"delete", 1},
    {"errno", 2},
    {"ENOENT", 3},
};
constinit const Definition Described<::language::namespace_>::definition{.name = "namespace_",
    .form = Form::enumeration, .enumerators = namespace__enumerators};

constexpr Field Case_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::language::Case>::definition{.name = "Case", .form = Form::structure,
    .fields = Case_fields};

constexpr Field CASE_fields[] = {
    {"Case", named<::language::Case>()},
};
constinit const Definition Described<::language::CASE>::definition{.name = "CASE", .form = Form::structure,
    .fields = CASE_fields};

constexpr Field other_one_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::outer::inner::other_one>::definition{.name = "other_one",
    .form = Form::structure, .fields = other_one_fields};

constexpr Field qualified_fields[] = {
    {"l", named<::language::later>()},
    {"o", named<::outer::inner::other_one>()},
    {"p", named<::outer::inner::other_one>()},
};
constinit const Definition Described<::outer::inner::qualified>::definition{.name = "qualified",
    .form = Form::structure, .fields = qualified_fields};

constexpr Field user_fields[] = {
    {"q", named<::outer::inner::qualified>()},
};
constinit const Definition Described<::language::user>::definition{.name = "user", .form = Form::structure,
    .fields = user_fields};

constexpr Field LANGUAGE_1_FIRST_arguments_fields[] = {
    {"arg1", named<::language::later>()},
    {"arg2", named<::language::plain>()},
};
constexpr Definition LANGUAGE_1_FIRST_arguments{.name = "FIRST", .fields = LANGUAGE_1_FIRST_arguments_fields};
constexpr Type LANGUAGE_1_THIRD_arguments_rest_element = {Kind::string};
constexpr Field LANGUAGE_1_THIRD_arguments_fields[] = {
    {"first", {Kind::string}},
    {"rest", {Kind::array, 12, &LANGUAGE_1_THIRD_arguments_rest_element}},
};
constexpr Definition LANGUAGE_1_THIRD_arguments{.name = "THIRD", .fields = LANGUAGE_1_THIRD_arguments_fields};
constexpr Type LANGUAGE_1_THIRD_results_element = named<::language::later>();
constexpr Field LANGUAGE_1_encode_arguments_fields[] = {
    {"in", {Kind::i32}},
    {"out", {Kind::i32}},
};
constexpr Definition LANGUAGE_1_encode_arguments{.name = "encode",
    .fields = LANGUAGE_1_encode_arguments_fields};
constexpr Field LANGUAGE_1_restore_results_fields[] = {
    {"a", {Kind::i32}},
    {"b", {Kind::string}},
};
constexpr Definition LANGUAGE_1_restore_results{.name = "restore",
    .fields = LANGUAGE_1_restore_results_fields};
constexpr Field LANGUAGE_1_ONE_WAY_arguments_fields[] = {
    {"what", {Kind::string}},
    {"often", {Kind::i32}},
};
constexpr Definition LANGUAGE_1_ONE_WAY_arguments{.name = "ONE_WAY",
    .fields = LANGUAGE_1_ONE_WAY_arguments_fields};
constexpr Field LANGUAGE_1_DURABLE_arguments_fields[] = {
    {"arg1", {Kind::string}},
    {"a", {Kind::i32}},
};
constexpr Definition LANGUAGE_1_DURABLE_arguments{.name = "DURABLE",
    .fields = LANGUAGE_1_DURABLE_arguments_fields};
constexpr Field LANGUAGE_1_DURABLE_results_fields[] = {
    {"result", {Kind::string}},
    {"a", {Kind::i32}},
};
constexpr Definition LANGUAGE_1_DURABLE_results{.name = "DURABLE",
    .fields = LANGUAGE_1_DURABLE_results_fields};
constexpr Procedure LANGUAGE_1_procedures[] = {
    {"LANGUAGE_NULL", 0, {}, {}},
    {"FIRST", 1, named(LANGUAGE_1_FIRST_arguments), named<::language::later>()},
    {"SECOND", 2, {Kind::string}, {Kind::string}},
    {"THIRD", 3, named(LANGUAGE_1_THIRD_arguments), {Kind::optional, xdr::unbounded,
        &LANGUAGE_1_THIRD_results_element}},
    {"encode", 4, named(LANGUAGE_1_encode_arguments), {Kind::i32}},
    {"restore", 5, {Kind::i32}, named(LANGUAGE_1_restore_results)},
    {"SIXTH", 6, {Kind::u32}, {Kind::u32}},
    {"plain", 7, named<::language::plain>(), named<::language::plain>()},
    {"ONE_WAY", 8, named(LANGUAGE_1_ONE_WAY_arguments), {}},
    {"DURABLE", 9, named(LANGUAGE_1_DURABLE_arguments), named(LANGUAGE_1_DURABLE_results)},
    {"DURABLE_TOO", 10, {}, {}},
};
constexpr Procedure LANGUAGE_2_procedures[] = {
    {"FIRST", 1, {}, {Kind::i32}},
};
constexpr Procedure V_procedures[] = {
    {"DONE", 1, {}, {}},
};
constexpr Version versions[] = {
    {"LANGUAGE", "LANGUAGE_1", 536871168, 1, LANGUAGE_1_procedures},
    {"LANGUAGE", "LANGUAGE_2", 536871168, 2, LANGUAGE_2_procedures},
    {"CALLBACK", "V", 536871169, 1, V_procedures},
};

}  // namespace farcall::json

namespace language {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace language
