// Generated from dialects.x by farcallc 0.1.0, do not edit.
#include "dialects.x.json.hpp"

namespace farcall::json {

constexpr Field differs_fields[] = {
    {"on_the_wire", {Kind::i64}},
};
constinit const Definition Described<::dialects::differs>::definition{.name = "differs",
    .form = Form::structure, .fields = differs_fields};

constexpr Field part_fields[] = {
    {"whole", {Kind::i32}},
};
constinit const Definition Described<::dialects::part>::definition{.name = "part", .form = Form::structure,
    .fields = part_fields};

constexpr Type fields_width_element = {Kind::i32};
constexpr Field fields_fields[] = {
    {"width", {Kind::fixed_array, 2, &fields_width_element}},
    {"rest", named<::dialects::part>()},
};
constinit const Definition Described<::dialects::fields>::definition{.name = "fields",
    .form = Form::structure, .fields = fields_fields};

constexpr Field BYTES_fields[] = {
    {"first", {Kind::i32}},
    {"second", {Kind::i32}},
    {"BYTES", {Kind::fixed_opaque, 4}},
};
constinit const Definition Described<::dialects::BYTES>::definition{.name = "BYTES", .form = Form::structure,
    .fields = BYTES_fields};

constexpr Type types_x_element = {Kind::i8};
constexpr Type types_y_element = {Kind::i8};
constexpr Type types_z_element = {Kind::i8};
constexpr Field types_fields[] = {
    {"a", {Kind::u8}},
    {"b", {Kind::u16}},
    {"c", {Kind::u32}},
    {"d", {Kind::u64}},
    {"e", {Kind::i8}},
    {"f", {Kind::i16}},
    {"g", {Kind::i32}},
    {"h", {Kind::i64}},
    {"i", {Kind::u8}},
    {"j", {Kind::u16}},
    {"k", {Kind::u32}},
    {"l", {Kind::u64}},
    {"m", {Kind::i64}},
    {"n", {Kind::u64}},
    {"o", {Kind::i64}},
    {"p", {Kind::u64}},
    {"q", {Kind::i16}},
    {"r", {Kind::u16}},
    {"s", {Kind::u8}},
    {"t", {Kind::i32}},
    {"u", {Kind::u64}},
    {"v", {Kind::i32}},
    {"w", {Kind::i32}},
    {"x", {Kind::fixed_array, 3, &types_x_element}},
    {"y", {Kind::array, 5, &types_y_element}},
    {"z", {Kind::array, xdr::unbounded, &types_z_element}},
    {"wide", {Kind::fixed_opaque, 16}},
};
constinit const Definition Described<::dialects::types>::definition{.name = "types", .form = Form::structure,
    .fields = types_fields};

constexpr Field names_fields[] = {
    {"long", {Kind::i32}},
    {"char", {Kind::u32}},
    {"short", {Kind::i16}},
    {"int8_t", {Kind::i64}},
    {"u_long", {Kind::u32}},
    {"netobj", {Kind::u32}},
};
constinit const Definition Described<::dialects::names>::definition{.name = "names", .form = Form::structure,
    .fields = names_fields};

constexpr Type arrays_table_element_element = {Kind::opaque, 12};
constexpr Type arrays_table_element = {Kind::fixed_array, 2, &arrays_table_element_element};
constexpr Type arrays_lines_element = {Kind::string};
constexpr Type arrays_pair_element = {Kind::string};
constexpr Field arrays_fields[] = {
    {"table", {Kind::array, xdr::unbounded, &arrays_table_element}},
    {"lines", {Kind::array, xdr::unbounded, &arrays_lines_element}},
    {"pair", {Kind::fixed_array, 2, &arrays_pair_element}},
    {"raw", {Kind::opaque}},
};
constinit const Definition Described<::dialects::arrays>::definition{.name = "arrays",
    .form = Form::structure, .fields = arrays_fields};

constexpr Enumerator fruit_enumerators[] = {
    {"APPLE", 97},
    {"PEAR", 112},
    {"NO_FRUIT", -1},
};
constinit const Definition Described<::dialects::fruit>::definition{.name = "fruit",
    .form = Form::enumeration, .enumerators = fruit_enumerators};

constexpr Field by_char_fields[] = {
    {"c", {Kind::i8}},
};
constexpr Arm by_char_arms[] = {
    {120, false, {"x", {Kind::i32}}},
    {10, false, {"newline", {Kind::i64}}},
    {-1, false, {"newline", {Kind::i64}}},
    {0, true, {}},
};
constinit const Definition Described<::dialects::by_char>::definition{.name = "by_char",
    .form = Form::united, .fields = by_char_fields, .arms = by_char_arms};

constexpr Field by_typedef_fields[] = {
    {"n", {Kind::i32}},
};
constexpr Arm by_typedef_arms[] = {
    {0, true, {"rest", {Kind::i32}}},
    {7, false, {}},
    {-2, false, {"minus_two", {Kind::i32}}},
};
constinit const Definition Described<::dialects::by_typedef>::definition{.name = "by_typedef",
    .form = Form::united, .fields = by_typedef_fields, .arms = by_typedef_arms};

constexpr Field by_typedef_enum_fields[] = {
    {"f", named<::dialects::fruit>()},
};
constexpr Arm by_typedef_enum_arms[] = {
    {97, false, {"by_typedef_enum", {Kind::i32}}},
    {-1, false, {"by_typedef_enum", {Kind::i32}}},
    {112, false, {}},
};
constinit const Definition Described<::dialects::by_typedef_enum>::definition{.name = "by_typedef_enum",
    .form = Form::united, .fields = by_typedef_enum_fields, .arms = by_typedef_enum_arms};

constexpr Field by_unsigned_fields[] = {
    {"u", {Kind::u32}},
};
constexpr Arm by_unsigned_arms[] = {
    {4294967295, false, {"most", {Kind::i32}}},
    {0, true, {}},
};
constinit const Definition Described<::dialects::by_unsigned>::definition{.name = "by_unsigned",
    .form = Form::united, .fields = by_unsigned_fields, .arms = by_unsigned_arms};

constexpr Field no_data_fields[] = {
    {"n", {Kind::i32}},
};
constexpr Arm no_data_arms[] = {
    {0, true, {}},
};
constinit const Definition Described<::dialects::no_data>::definition{.name = "no_data",
    .form = Form::united, .fields = no_data_fields, .arms = no_data_arms};

constexpr Field one_value_fields[] = {
    {"n", {Kind::u32}},
};
constexpr Arm one_value_arms[] = {
    {0, false, {}},
};
constinit const Definition Described<::dialects::one_value>::definition{.name = "one_value",
    .form = Form::united, .fields = one_value_fields, .arms = one_value_arms};

constexpr Field no_data_at_all_fields[] = {
    {"a", named<::dialects::no_data>()},
    {"b", named<::dialects::one_value>()},
};
constinit const Definition Described<::dialects::no_data_at_all>::definition{.name = "no_data_at_all",
    .form = Form::structure, .fields = no_data_at_all_fields};

constexpr Enumerator in_place_kind_enumerators[] = {
    {"IN_PLACE_A", 0},
    {"IN_PLACE_B", 1},
};
constinit const Definition Described<::dialects::in_place_kind>::definition{.name = "in_place_kind",
    .form = Form::enumeration, .enumerators = in_place_kind_enumerators};

constexpr Field in_place_inner_fields[] = {
    {"deep", {Kind::i32}},
};
constinit const Definition Described<::dialects::in_place_inner>::definition{.name = "in_place_inner",
    .form = Form::structure, .fields = in_place_inner_fields};

constexpr Field in_place_fields[] = {
    {"kind", named<::dialects::in_place_kind>()},
};
constexpr Arm in_place_arms[] = {
    {0, false, {"inner", named<::dialects::in_place_inner>()}},
    {1, false, {}},
};
constinit const Definition Described<::dialects::in_place>::definition{.name = "in_place",
    .form = Form::united, .fields = in_place_fields, .arms = in_place_arms};

constexpr Field Name_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::dialects::Name>::definition{.name = "Name", .form = Form::structure,
    .fields = Name_fields};

constexpr Field NAME_fields[] = {
    {"name", named<::dialects::Name>()},
};
constinit const Definition Described<::dialects::NAME>::definition{.name = "NAME", .form = Form::structure,
    .fields = NAME_fields};

constexpr Type name_NAME_element = named<::dialects::name>();
constexpr Field name_fields[] = {
    {"Name", named<::dialects::NAME>()},
    {"NAME", {Kind::optional, xdr::unbounded, &name_NAME_element}},
};
constinit const Definition Described<::dialects::name>::definition{.name = "name", .form = Form::list,
    .fields = name_fields};

constexpr Field serve_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::dialects::serve>::definition{.name = "serve", .form = Form::structure,
    .fields = serve_fields};

constexpr Field macros_fields[] = {
    {"major", {Kind::i32}},
    {"minor", {Kind::i32}},
    {"linux", {Kind::i32}},
    {"errno", {Kind::i32}},
    {"stdin", {Kind::i32}},
    {"EOF", {Kind::i32}},
    {"NULL", {Kind::i32}},
    {"assert", {Kind::i32}},
    {"INT_MAX", {Kind::i32}},
    {"EAGAIN", {Kind::i32}},
    {"std", {Kind::i32}},
    {"farcall", {Kind::i32}},
    {"value", {Kind::i32}},
    {"string_", {Kind::i32}},
    {"operator", {Kind::i32}},
    {"co_await", {Kind::i32}},
    {"__double", {Kind::i32}},
    {"_Upper", {Kind::i32}},
};
constinit const Definition Described<::dialects::macros>::definition{.name = "macros",
    .form = Form::structure, .fields = macros_fields};

constexpr Enumerator keywords_enumerators[] = {
    {"if", 0},
    {"else", 1},
    {"template", 2},
    {"requires", 3},
    {"true", 4},
    {"nullptr", 5},
    {"final", 6},
    {"override", 7},
    {"import", 8},
    {"module", 9},
};
constinit const Definition Described<::dialects::keywords>::definition{.name = "keywords",
    .form = Form::enumeration, .enumerators = keywords_enumerators};

constexpr Field version_fields[] = {
    {"program", {Kind::i32}},
    {"version", {Kind::string, 8}},
};
constinit const Definition Described<::dialects::version>::definition{.name = "version",
    .form = Form::structure, .fields = version_fields};

constexpr Field contextual_fields[] = {
    {"version", named<::dialects::version>()},
    {"other", named<::dialects::version>()},
    {"namespace", {Kind::i32}},
    {"in", {Kind::i32}},
    {"borrowed", {Kind::i32}},
    {"define", {Kind::i32}},
};
constinit const Definition Described<::dialects::contextual>::definition{.name = "contextual",
    .form = Form::structure, .fields = contextual_fields};

constexpr Enumerator program_enumerators[] = {
    {"program", 0},
    {"in", 1},
    {"out", 2},
};
constinit const Definition Described<::dialects::program>::definition{.name = "program",
    .form = Form::enumeration, .enumerators = program_enumerators};

constexpr Field typedef_struct_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::dialects::typedef_struct>::definition{.name = "typedef_struct",
    .form = Form::structure, .fields = typedef_struct_fields};

constexpr Field tagged_struct_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::dialects::tagged_struct>::definition{.name = "tagged_struct",
    .form = Form::structure, .fields = tagged_struct_fields};

constexpr Field typedef_union_fields[] = {
    {"a", {Kind::i32}},
};
constexpr Arm typedef_union_arms[] = {
    {0, false, {"b", named<::dialects::tagged_struct>()}},
    {0, true, {}},
};
constinit const Definition Described<::dialects::typedef_union>::definition{.name = "typedef_union",
    .form = Form::united, .fields = typedef_union_fields, .arms = typedef_union_arms};

constexpr Enumerator tagged_enum_enumerators[] = {
    {"TAGGED", 0},
};
constinit const Definition Described<::dialects::tagged_enum>::definition{.name = "tagged_enum",
    .form = Form::enumeration, .enumerators = tagged_enum_enumerators};

constexpr Field typedef_structs_element_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::dialects::typedef_structs_element>::definition{.name = "typedef_structs_element", .form = Form::structure, .fields = typedef_structs_element_fields};

constexpr Field here_fields[] = {
    {"x", {Kind::i32}},
};
constinit const Definition Described<::a::b::here>::definition{.name = "here", .form = Form::structure,
    .fields = here_fields};

constexpr Enumerator colors_enumerators[] = {
    {"BLUE", 0},
};
constinit const Definition Described<::a::b::colors>::definition{.name = "colors", .form = Form::enumeration,
    .enumerators = colors_enumerators};

constexpr Type user_two_element = named<::a::b::here>();
constexpr Type user_three_element = named<::a::b::here>();
constexpr Field user_fields[] = {
    {"one", named<::a::b::here>()},
    {"two", {Kind::array, 4, &user_two_element}},
    {"three", {Kind::optional, xdr::unbounded, &user_three_element}},
};
constinit const Definition Described<::a::user>::definition{.name = "user", .form = Form::structure,
    .fields = user_fields};

constexpr Field again_fields[] = {
    {"x", named<::a::b::here>()},
    {"up", named<::a::user>()},
    {"c", named<::a::b::colors>()},
};
constinit const Definition Described<::a::b::again>::definition{.name = "again", .form = Form::structure,
    .fields = again_fields};

constexpr Field here_fields_[] = {
    {"x", {Kind::i32}},
};
constinit const Definition Described<::new_::unix_::here>::definition{.name = "here",
    .form = Form::structure, .fields = here_fields_};

constexpr Field of_day_fields[] = {
    {"x", named<::new_::unix_::here>()},
};
constinit const Definition Described<::time_::of_day>::definition{.name = "of_day", .form = Form::structure,
    .fields = of_day_fields};

constexpr Field here_fields__[] = {
    {"there", named<::a::b::here>()},
    {"o", {Kind::fixed_opaque, 4}},
};
constinit const Definition Described<::c::here>::definition{.name = "here", .form = Form::structure,
    .fields = here_fields__};

constexpr Field outside_fields[] = {
    {"t", named<::time_::of_day>()},
    {"x", named<::a::b::again>()},
    {"y", named<::c::here>()},
};
constinit const Definition Described<::dialects::outside>::definition{.name = "outside",
    .form = Form::structure, .fields = outside_fields};

constexpr Field careful_fields[] = {
    {"a", {Kind::i32}},
    {"b", {Kind::i32}},
    {"c", {Kind::i32}},
    {"d", {Kind::i32}},
    {"e", {Kind::i32}},
};
constinit const Definition Described<::dialects::careful>::definition{.name = "careful",
    .form = Form::structure, .fields = careful_fields};

constexpr Field long_comment_fields[] = {
    {"d", {Kind::i32}},
};
constexpr Arm long_comment_arms[] = {
    {0, false, {"a_long_name_of_an_arm", {Kind::fixed_opaque, 64}}},
};
constinit const Definition Described<::dialects::long_comment>::definition{.name = "long_comment",
    .form = Form::united, .fields = long_comment_fields, .arms = long_comment_arms};

constexpr Field INLINE_result_fields[] = {
    {"a", {Kind::i32}},
};
constinit const Definition Described<::dialects::INLINE_result>::definition{.name = "INLINE_result",
    .form = Form::structure, .fields = INLINE_result_fields};

constexpr Enumerator INLINE_answer_enumerators[] = {
    {"YES_PLEASE", 0},
};
constinit const Definition Described<::dialects::INLINE_answer>::definition{.name = "INLINE_answer",
    .form = Form::enumeration, .enumerators = INLINE_answer_enumerators};

constexpr Enumerator only_for_clients_enumerators[] = {
    {"CLIENT_ONLY", 0},
};
constinit const Definition Described<::dialects::only_for_clients>::definition{.name = "only_for_clients",
    .form = Form::enumeration, .enumerators = only_for_clients_enumerators};

constexpr Field ONE_GET_arguments_fields[] = {
    {"arg1", named<::dialects::types>()},
    {"arg2", named<::dialects::fruit>()},
    {"arg3", named<::dialects::by_char>()},
};
constexpr Definition ONE_GET_arguments{.name = "GET", .fields = ONE_GET_arguments_fields};
constexpr Type ONE_GET_results_element = named<::dialects::types>();
constexpr Field ONE_NUMBER_arguments_fields[] = {
    {"arg1", {Kind::u32}},
    {"arg2", {Kind::u32}},
    {"l", {Kind::u32}},
};
constexpr Definition ONE_NUMBER_arguments{.name = "NUMBER", .fields = ONE_NUMBER_arguments_fields};
constexpr Field ONE_TEXT_arguments_fields[] = {
    {"arg1", {Kind::string}},
    {"arg2", {Kind::string, 10}},
};
constexpr Definition ONE_TEXT_arguments{.name = "TEXT", .fields = ONE_TEXT_arguments_fields};
constexpr Type ONE_OPTIONAL_arguments_element = named<::dialects::names>();
constexpr Type ONE_OPTIONAL_results_element = named<::dialects::names>();
constexpr Procedure ONE_procedures[] = {
    {"NOTHING", 0, {}, {}},
    {"GET", 7, named(ONE_GET_arguments), {Kind::optional, xdr::unbounded, &ONE_GET_results_element}},
    {"NUMBER", 8, named(ONE_NUMBER_arguments), {Kind::u32}},
    {"TEXT", 16, named(ONE_TEXT_arguments), {Kind::string}},
    {"NESTED", 20, named<::a::user>(), named<::a::b::here>()},
    {"OPTIONAL", 21, {Kind::optional, xdr::unbounded, &ONE_OPTIONAL_arguments_element}, {Kind::optional,
        xdr::unbounded, &ONE_OPTIONAL_results_element}},
    {"INLINE", 22, named<::dialects::INLINE_answer>(), named<::dialects::INLINE_result>()},
};
constexpr Field TWO_RENAME_arguments_fields[] = {
    {"arg1", named<::dialects::name>()},
    {"arg2", named<::dialects::serve>()},
};
constexpr Definition TWO_RENAME_arguments{.name = "RENAME", .fields = TWO_RENAME_arguments_fields};
constexpr Field TWO_version_arguments_fields[] = {
    {"version", named<::dialects::version>()},
    {"program", named<::dialects::program>()},
};
constexpr Definition TWO_version_arguments{.name = "version", .fields = TWO_version_arguments_fields};
constexpr Procedure TWO_procedures[] = {
    {"NOTHING", 1, {}, {}},
    {"RENAME", 2, named(TWO_RENAME_arguments), named<::dialects::name>()},
    {"version", 3, named(TWO_version_arguments), named<::dialects::version>()},
};
constexpr Procedure ONE_procedures_[] = {
    {"NOTHING", 1, {}, {}},
};
constexpr Version versions[] = {
    {"DIALECTS", "ONE", 536871184, 1, ONE_procedures},
    {"DIALECTS", "TWO", 536871184, 16, TWO_procedures},
    {"DIALECTS_CALLBACK", "ONE", 536871185, 1, ONE_procedures_},
};

}  // namespace farcall::json

namespace dialects {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace dialects
