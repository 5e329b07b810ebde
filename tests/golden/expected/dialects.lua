-- What dialects.x defines.

struct("differs", {
  {"on_the_wire", hyper},
})

struct("part", {
  {"whole", int},
})

struct("fields", {
  {"width", fixed_array(int, 2)},
  {"rest", named("part")},
})

struct("BYTES", {
  {"first", int},
  {"second", int},
  {"BYTES", fixed_opaque(4)},
})

struct("types", {
  {"a", uint},
  {"b", uint},
  {"c", uint},
  {"d", uhyper},
  {"e", int},
  {"f", int},
  {"g", int},
  {"h", hyper},
  {"i", uint},
  {"j", uint},
  {"k", uint},
  {"l", uhyper},
  {"m", hyper},
  {"n", uhyper},
  {"o", hyper},
  {"p", uhyper},
  {"q", int},
  {"r", uint},
  {"s", uint},
  {"t", int},
  {"u", uhyper},
  {"v", int},
  {"w", int},
  {"x", fixed_array(int, 3)},
  {"y", array(int, 5)},
  {"z", array(int)},
  {"wide", fixed_opaque(16)},
})

struct("names", {
  {"long", int},
  {"char", uint},
  {"short", int},
  {"int8_t", hyper},
  {"u_long", uint},
  {"netobj", uint},
})

struct("arrays", {
  {"table", array(fixed_array(opaque(12), 2))},
  {"lines", array(text())},
  {"pair", fixed_array(text(), 2)},
  {"raw", opaque()},
})

enum("fruit", {
  [97] = "APPLE",
  [112] = "PEAR",
  [-1] = "NO_FRUIT",
})

union("by_char", {"c", int}, {
  {{120}, {"x", int}},
  {{10, -1}, {"newline", hyper}},
}, {})

union("by_typedef", {"n", int}, {
  {{7}, {}},
  {{-2}, {"minus_two", int}},
}, {"rest", int})

union("by_typedef_enum", {"f", named("fruit")}, {
  {{97, -1}, {"by_typedef_enum", int}},
  {{112}, {}},
})

union("by_unsigned", {"u", uint}, {
  {{4294967295}, {"most", int}},
}, {})

union("no_data", {"n", int}, {
}, {})

union("one_value", {"n", uint}, {
  {{0}, {}},
})

struct("no_data_at_all", {
  {"a", named("no_data")},
  {"b", named("one_value")},
})

enum("in_place_kind", {
  [0] = "IN_PLACE_A",
  [1] = "IN_PLACE_B",
})

struct("in_place_inner", {
  {"deep", int},
})

union("in_place", {"kind", named("in_place_kind")}, {
  {{0}, {"inner", named("in_place_inner")}},
  {{1}, {}},
})

struct("Name", {
  {"a", int},
})

struct("NAME", {
  {"name", named("Name")},
})

list("name", {
  {"Name", named("NAME")},
  {"NAME", optional(named("name"))},
})

struct("serve", {
  {"a", int},
})

struct("macros", {
  {"major", int},
  {"minor", int},
  {"linux", int},
  {"errno", int},
  {"stdin", int},
  {"EOF", int},
  {"NULL", int},
  {"assert", int},
  {"INT_MAX", int},
  {"EAGAIN", int},
  {"std", int},
  {"farcall", int},
  {"value", int},
  {"string_", int},
  {"operator", int},
  {"co_await", int},
  {"__double", int},
  {"_Upper", int},
})

enum("keywords", {
  [0] = "if",
  [1] = "else",
  [2] = "template",
  [3] = "requires",
  [4] = "true",
  [5] = "nullptr",
  [6] = "final",
  [7] = "override",
  [8] = "import",
  [9] = "module",
})

struct("version", {
  {"program", int},
  {"version", text(8)},
})

struct("contextual", {
  {"version", named("version")},
  {"other", named("version")},
  {"namespace", int},
  {"in", int},
  {"borrowed", int},
  {"define", int},
})

enum("program", {
  [0] = "program",
  [1] = "in",
  [2] = "out",
})

struct("typedef_struct", {
  {"a", int},
})

struct("tagged_struct", {
  {"a", int},
})

union("typedef_union", {"a", int}, {
  {{0}, {"b", named("tagged_struct")}},
}, {})

enum("tagged_enum", {
  [0] = "TAGGED",
})

struct("typedef_structs_element", {
  {"a", int},
})

struct("a.b.here", {
  {"x", int},
})

enum("a.b.colors", {
  [0] = "BLUE",
})

struct("a.user", {
  {"one", named("a.b.here")},
  {"two", array(named("a.b.here"), 4)},
  {"three", optional(named("a.b.here"))},
})

struct("a.b.again", {
  {"x", named("a.b.here")},
  {"up", named("a.user")},
  {"c", named("a.b.colors")},
})

struct("new.unix.here", {
  {"x", int},
})

struct("time.of_day", {
  {"x", named("new.unix.here")},
})

struct("c.here", {
  {"there", named("a.b.here")},
  {"o", fixed_opaque(4)},
})

struct("outside", {
  {"t", named("time.of_day")},
  {"x", named("a.b.again")},
  {"y", named("c.here")},
})

struct("careful", {
  {"a", int},
  {"b", int},
  {"c", int},
  {"d", int},
  {"e", int},
})

union("long_comment", {"d", int}, {
  {{0}, {"a_long_name_of_an_arm", fixed_opaque(64)}},
})

struct("INLINE_result", {
  {"a", int},
})

enum("INLINE_answer", {
  [0] = "YES_PLEASE",
})

enum("only_for_clients", {
  [0] = "CLIENT_ONLY",
})

program(536871184, "DIALECTS", {
  [1] = {"ONE", {
    [0] = {"NOTHING", {}, {}},
    [7] = {"GET", {{"arg1", named("types")}, {"arg2", named("fruit")}, {"arg3", named("by_char")}}, {{"result", optional(named("types"))}}},
    [8] = {"NUMBER", {{"arg1", uint}, {"arg2", uint}, {"l", uint}}, {{"result", uint}}},
    [16] = {"TEXT", {{"arg1", text()}, {"arg2", text(10)}}, {{"result", text()}}},
    [20] = {"NESTED", {{"user", named("a.user")}}, {{"result", named("a.b.here")}}},
    [21] = {"OPTIONAL", {{"arg1", optional(named("names"))}}, {{"result", optional(named("names"))}}},
    [22] = {"INLINE", {{"answer", named("INLINE_answer")}}, {{"result", named("INLINE_result")}}},
  }},
  [16] = {"TWO", {
    [1] = {"NOTHING", {}, {}},
    [2] = {"RENAME", {{"arg1", named("name")}, {"arg2", named("serve")}}, {{"result", named("name")}}},
    [3] = {"version", {{"version", named("version")}, {"program", named("program")}}, {{"result", named("version")}}},
  }},
})

program(536871185, "DIALECTS_CALLBACK", {
  [1] = {"ONE", {
    [1] = {"NOTHING", {}, {}},
  }},
})

register()
