-- What language.x defines.

enum("plain", {
  [0] = "E_ZERO",
  [1] = "E_ONE",
  [2] = "E_TWO",
})

enum("valued", {
  [12] = "V_LIMIT",
  [13] = "V_NEXT",
  [-1] = "V_NEGATIVE",
})

enum("tagged", {
  [1] = "T_ONE",
})

struct("other_position_inner", {
  {"deep", int},
})

struct("other_position", {
  {"x", int},
  {"inner", named("other_position_inner")},
})

enum("other_light", {
  [0] = "RED_LIGHT",
  [1] = "GREEN_LIGHT",
})

union("other_extra", {"kind", int}, {
  {{16, -1}, {"number", int}},
}, {})

struct("other", {
  {"position", named("other_position")},
  {"light", named("other_light")},
  {"extra", named("other_extra")},
  {"left", optional(named("other"))},
  {"right", optional(named("mutual"))},
})

union("choice", {"which", uint}, {
  {{1, 2, 12}, {"choice", int}},
  {{4294967295}, {"chain", optional(named("later"))}},
}, {})

list("later", {
  {"count", uint},
  {"o", named("other")},
  {"kind", named("plain")},
  {"c", named("choice")},
  {"plain_unsigned", uint},
  {"h", uhyper},
  {"ul", uint},
  {"ll", hyper},
  {"q", uhyper},
  {"b", bool},
  {"letters", fixed_array(int, 4)},
  {"more", array(int)},
  {"t", fixed_array(array(text(), 12), 2)},
  {"token", opaque(1024)},
  {"next", optional(named("later"))},
})

struct("mutual", {
  {"back", optional(named("other"))},
  {"many", array(named("mutual"))},
})

union("by_bool", {"yes", bool}, {
  {{1}, {"yes_text", text()}},
  {{0}, {}},
})

union("only_default", {"p", named("plain")}, {
}, {"value", hyper})

union("no_data", {"kind", int}, {
  {{1}, {}},
})

list("class", {
  {"class", int},
  {"int32_t", int},
  {"unix", int},
  {"next", optional(named("class"))},
})

struct("Client", {
  {"Server", named("class")},
  {"other", named("other")},
})

enum("namespace_", {
  [0] = "new_",
  [1] = "delete",
  [2] = "errno",
  [3] = "ENOENT",
})

struct("Case", {
  {"a", int},
})

struct("CASE", {
  {"Case", named("Case")},
})

struct("outer.inner.other_one", {
  {"a", int},
})

struct("outer.inner.qualified", {
  {"l", named("later")},
  {"o", named("outer.inner.other_one")},
  {"p", named("outer.inner.other_one")},
})

struct("user", {
  {"q", named("outer.inner.qualified")},
})

program(536871168, "LANGUAGE", {
  [1] = {"LANGUAGE_1", {
    [0] = {"LANGUAGE_NULL", {}, {}},
    [1] = {"FIRST", {{"arg1", named("later")}, {"arg2", named("plain")}}, {{"result", named("later")}}},
    [2] = {"SECOND", {{"arg1", text()}}, {{"result", text()}}},
    [3] = {"THIRD", {{"first", text()}, {"rest", array(text(), 12)}}, {{"result", optional(named("later"))}}},
    [4] = {"encode", {{"in", int}, {"out", int}}, {{"result", int}}},
    [5] = {"restore", {{"a", int}}, {{"a", int}, {"b", text()}}},
    [6] = {"SIXTH", {{"arg1", uint}}, {{"result", uint}}},
    [7] = {"plain", {{"plain", named("plain")}}, {{"result", named("plain")}}},
    [8] = {"ONE_WAY", {{"what", text()}, {"often", int}}, {}},
    [9] = {"DURABLE", {{"arg1", text()}, {"a", int}}, {{"result", text()}, {"a", int}}},
    [10] = {"DURABLE_TOO", {}, {}},
  }},
  [2] = {"LANGUAGE_2", {
    [1] = {"FIRST", {}, {{"result", int}}},
  }},
})

program(536871169, "CALLBACK", {
  [1] = {"V", {
    [1] = {"DONE", {}, {}},
  }},
})

register()
