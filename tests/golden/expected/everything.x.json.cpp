// Generated from everything.x by farcallc 0.1.0, do not edit.
#include "everything.x.json.hpp"

namespace farcall::json {

constexpr Enumerator color_enumerators[] = {
    {"RED", 0},
    {"GREEN", 1},
    {"BLUE", 7},
};
constinit const Definition Described<::everything::color>::definition{.name = "color",
    .form = Form::enumeration, .enumerators = color_enumerators};

constexpr Enumerator dense_enumerators[] = {
    {"D0", 0},
    {"D1", 1},
    {"D2", 2},
};
constinit const Definition Described<::everything::dense>::definition{.name = "dense",
    .form = Form::enumeration, .enumerators = dense_enumerators};

constexpr Field point_fields[] = {
    {"x", {Kind::i32}},
    {"y", {Kind::i32}},
    {"c", named<::everything::color>()},
    {"visible", {Kind::boolean}},
};
constinit const Definition Described<::everything::point>::definition{.name = "point",
    .form = Form::structure, .fields = point_fields};

constexpr Field scalars_fields[] = {
    {"a", {Kind::i32}},
    {"b", {Kind::u32}},
    {"c", {Kind::i64}},
    {"d", {Kind::u64}},
    {"e", {Kind::f32}},
    {"f", {Kind::f64}},
    {"g", {Kind::boolean}},
    {"h", {Kind::u32}},
    {"i", {Kind::u32}},
    {"j", {Kind::i32}},
    {"k", {Kind::i16}},
    {"l", {Kind::i8}},
    {"m", {Kind::i32}},
    {"n", {Kind::u32}},
    {"o", {Kind::u64}},
    {"p", {Kind::u8}},
    {"q", {Kind::u16}},
    {"r", {Kind::i64}},
    {"s", {Kind::fixed_opaque, 16}},
};
constinit const Definition Described<::everything::scalars>::definition{.name = "scalars",
    .form = Form::structure, .fields = scalars_fields};

constexpr Type mixed_t_element = {Kind::i32};
constexpr Type mixed_path_element = named<::everything::point>();
constexpr Type mixed_numbers_element = {Kind::i32};
constexpr Type mixed_big_element = {Kind::i64};
constexpr Type mixed_reals_element = {Kind::f64};
constexpr Type mixed_flags_element = {Kind::boolean};
constexpr Type mixed_two_element = {Kind::boolean};
constexpr Type mixed_palette_element = named<::everything::color>();
constexpr Type mixed_all_element = {Kind::string, 255};
constexpr Type mixed_corners_element = named<::everything::point>();
constexpr Type mixed_pair_element = {Kind::string, 255};
constexpr Type mixed_maybe_element = named<::everything::point>();
constexpr Type mixed_maybe_text_element = {Kind::string};
constexpr Type mixed_maybe_int_element = {Kind::i32};
constexpr Type mixed_shorts_element = {Kind::i16};
constexpr Type mixed_chars_element = {Kind::i8};
constexpr Field mixed_fields[] = {
    {"at", named<::everything::point>()},
    {"t", {Kind::fixed_array, 3, &mixed_t_element}},
    {"o", {Kind::fixed_opaque, 5}},
    {"name", {Kind::string}},
    {"file", {Kind::string, 255}},
    {"data", {Kind::opaque, 100}},
    {"ck", {Kind::fixed_opaque, 8}},
    {"path", {Kind::array, xdr::unbounded, &mixed_path_element}},
    {"numbers", {Kind::array, xdr::unbounded, &mixed_numbers_element}},
    {"big", {Kind::array, 10, &mixed_big_element}},
    {"reals", {Kind::fixed_array, 20, &mixed_reals_element}},
    {"flags", {Kind::array, xdr::unbounded, &mixed_flags_element}},
    {"two", {Kind::fixed_array, 2, &mixed_two_element}},
    {"palette", {Kind::array, xdr::unbounded, &mixed_palette_element}},
    {"all", {Kind::array, 16, &mixed_all_element}},
    {"corners", {Kind::fixed_array, 4, &mixed_corners_element}},
    {"pair", {Kind::fixed_array, 2, &mixed_pair_element}},
    {"maybe", {Kind::optional, xdr::unbounded, &mixed_maybe_element}},
    {"maybe_text", {Kind::optional, xdr::unbounded, &mixed_maybe_text_element}},
    {"maybe_int", {Kind::optional, xdr::unbounded, &mixed_maybe_int_element}},
    {"shorts", {Kind::array, xdr::unbounded, &mixed_shorts_element}},
    {"chars", {Kind::fixed_array, 3, &mixed_chars_element}},
};
constinit const Definition Described<::everything::mixed>::definition{.name = "mixed",
    .form = Form::structure, .fields = mixed_fields};

constexpr Type entry_next_element = named<::everything::entry>();
constexpr Field entry_fields[] = {
    {"id", {Kind::u64}},
    {"name", {Kind::string}},
    {"next", {Kind::optional, xdr::unbounded, &entry_next_element}},
};
constinit const Definition Described<::everything::entry>::definition{.name = "entry", .form = Form::list,
    .fields = entry_fields};

constexpr Type tree_children_element = named<::everything::tree>();
constexpr Field tree_fields[] = {
    {"value", {Kind::i32}},
    {"children", {Kind::array, xdr::unbounded, &tree_children_element}},
};
constinit const Definition Described<::everything::tree>::definition{.name = "tree", .form = Form::structure,
    .fields = tree_fields, .recursive = true};

constexpr Type btree_left_element = named<::everything::btree>();
constexpr Type btree_right_element = named<::everything::btree>();
constexpr Field btree_fields[] = {
    {"key", {Kind::i32}},
    {"left", {Kind::optional, xdr::unbounded, &btree_left_element}},
    {"right", {Kind::optional, xdr::unbounded, &btree_right_element}},
};
constinit const Definition Described<::everything::btree>::definition{.name = "btree", .form = Form::list,
    .fields = btree_fields, .recursive = true};

constexpr Field result_fields[] = {
    {"status", named<::everything::color>()},
};
constexpr Type result_list_element = named<::everything::entry>();
constexpr Arm result_arms[] = {
    {0, false, {"list", {Kind::optional, xdr::unbounded, &result_list_element}}},
    {1, false, {"number", {Kind::i32}}},
    {7, false, {}},
};
constinit const Definition Described<::everything::result>::definition{.name = "result",
    .form = Form::united, .fields = result_fields, .arms = result_arms};

constexpr Field big_fields[] = {
    {"kind", {Kind::i32}},
};
constexpr Arm big_arms[] = {
    {0, false, {}},
    {1, false, {"all", named<::everything::mixed>()}},
    {-2, false, {"all", named<::everything::mixed>()}},
    {0, true, {"text", {Kind::string}}},
};
constinit const Definition Described<::everything::big>::definition{.name = "big", .form = Form::united,
    .fields = big_fields, .arms = big_arms};

constexpr Field maybe_point_fields[] = {
    {"there", {Kind::boolean}},
};
constexpr Arm maybe_point_arms[] = {
    {1, false, {"value", named<::everything::point>()}},
    {0, false, {}},
};
constinit const Definition Described<::everything::maybe_point>::definition{.name = "maybe_point",
    .form = Form::united, .fields = maybe_point_fields, .arms = maybe_point_arms};

constexpr Field stringlist_fields[] = {
    {"opted", {Kind::boolean}},
};
constexpr Arm stringlist_arms[] = {
    {1, false, {"element", named<::everything::stringentry>()}},
    {0, false, {}},
};
constinit const Definition Described<::everything::stringlist>::definition{.name = "stringlist",
    .form = Form::united, .fields = stringlist_fields, .arms = stringlist_arms, .recursive = true};

constexpr Field stringentry_fields[] = {
    {"item", {Kind::string}},
    {"next", named<::everything::stringlist>()},
};
constinit const Definition Described<::everything::stringentry>::definition{.name = "stringentry",
    .form = Form::structure, .fields = stringentry_fields, .recursive = true};

constexpr Field data_fields[] = {
    {"bytes", {Kind::opaque}},
};
constinit const Definition Described<::everything::data>::definition{.name = "data", .form = Form::structure,
    .fields = data_fields};

constexpr Field holder_fields[] = {
    {"b", named<::everything::big>()},
    {"r", named<::everything::result>()},
    {"m", named<::everything::maybe_point>()},
    {"s", named<::everything::stringlist>()},
    {"t", named<::everything::btree>()},
    {"u", named<::everything::tree>()},
    {"sc", named<::everything::scalars>()},
    {"d", named<::everything::data>()},
};
constinit const Definition Described<::everything::holder>::definition{.name = "holder",
    .form = Form::structure, .fields = holder_fields};

constexpr Field sample_fields[] = {
    {"a", {Kind::i32}},
    {"b", {Kind::f64}},
    {"c", {Kind::f64}},
    {"s", {Kind::string}},
};
constinit const Definition Described<::everything::sample>::definition{.name = "sample",
    .form = Form::structure, .fields = sample_fields};

constexpr Type samples_all_element = named<::everything::sample>();
constexpr Field samples_fields[] = {
    {"all", {Kind::array, xdr::unbounded, &samples_all_element}},
};
constinit const Definition Described<::everything::samples>::definition{.name = "samples",
    .form = Form::structure, .fields = samples_fields};

constexpr Field EVERYTHING_V1_ADD_arguments_fields[] = {
    {"arg1", {Kind::i32}},
    {"arg2", {Kind::i32}},
};
constexpr Definition EVERYTHING_V1_ADD_arguments{.name = "ADD", .fields = EVERYTHING_V1_ADD_arguments_fields};
constexpr Field EVERYTHING_V1_LIST_arguments_fields[] = {
    {"dir", {Kind::string, 255}},
    {"c", {Kind::fixed_opaque, 8}},
};
constexpr Definition EVERYTHING_V1_LIST_arguments{.name = "LIST",
    .fields = EVERYTHING_V1_LIST_arguments_fields};
constexpr Type EVERYTHING_V1_LIST2_results_element = named<::everything::entry>();
constexpr Type EVERYTHING_V1_NAMES_arguments_element = {Kind::string, 255};
constexpr Type EVERYTHING_V1_NAMES_results_element = {Kind::string, 255};
constexpr Procedure EVERYTHING_V1_procedures[] = {
    {"NULLPROC", 0, {}, {}},
    {"ADD", 1, named(EVERYTHING_V1_ADD_arguments), {Kind::i32}},
    {"LIST", 2, named(EVERYTHING_V1_LIST_arguments), named<::everything::result>()},
    {"LIST2", 3, {}, {Kind::optional, xdr::unbounded, &EVERYTHING_V1_LIST2_results_element}},
    {"NAME", 4, {Kind::string}, {Kind::string}},
    {"NAMES", 5, {Kind::array, 16, &EVERYTHING_V1_NAMES_arguments_element}, {Kind::array, 16,
        &EVERYTHING_V1_NAMES_results_element}},
    {"ECHO", 6, named<::everything::holder>(), named<::everything::holder>()},
    {"FLAG", 7, named<::everything::color>(), {Kind::boolean}},
};
constexpr Type EVERYTHING_V2_MIX_arguments_t_element = {Kind::i32};
constexpr Field EVERYTHING_V2_MIX_arguments_fields[] = {
    {"where", named<::everything::point>()},
    {"t", {Kind::fixed_array, 3, &EVERYTHING_V2_MIX_arguments_t_element}},
    {"arg3", named<::everything::mixed>()},
};
constexpr Definition EVERYTHING_V2_MIX_arguments{.name = "MIX", .fields = EVERYTHING_V2_MIX_arguments_fields};
constexpr Field EVERYTHING_V2_SWAP_arguments_fields[] = {
    {"a", {Kind::i32}},
    {"b", {Kind::string}},
};
constexpr Definition EVERYTHING_V2_SWAP_arguments{.name = "SWAP",
    .fields = EVERYTHING_V2_SWAP_arguments_fields};
constexpr Field EVERYTHING_V2_SWAP_results_fields[] = {
    {"result", {Kind::i32}},
    {"a", {Kind::i32}},
    {"b", {Kind::string}},
    {"where", named<::everything::point>()},
};
constexpr Definition EVERYTHING_V2_SWAP_results{.name = "SWAP", .fields = EVERYTHING_V2_SWAP_results_fields};
constexpr Procedure EVERYTHING_V2_procedures[] = {
    {"MIX", 1, named(EVERYTHING_V2_MIX_arguments), named<::everything::mixed>()},
    {"SWAP", 2, named(EVERYTHING_V2_SWAP_arguments), named(EVERYTHING_V2_SWAP_results)},
};
constexpr Version versions[] = {
    {"EVERYTHING_PROG", "EVERYTHING_V1", 536870913, 1, EVERYTHING_V1_procedures},
    {"EVERYTHING_PROG", "EVERYTHING_V2", 536870913, 2, EVERYTHING_V2_procedures},
};

}  // namespace farcall::json

namespace everything {

constinit const std::span<const ::farcall::json::Version> json_versions = ::farcall::json::versions;

}  // namespace everything
