-- What everything.x defines.

enum("color", {
  [0] = "RED",
  [1] = "GREEN",
  [7] = "BLUE",
})

enum("dense", {
  [0] = "D0",
  [1] = "D1",
  [2] = "D2",
})

struct("point", {
  {"x", int},
  {"y", int},
  {"c", named("color")},
  {"visible", bool},
})

struct("scalars", {
  {"a", int},
  {"b", uint},
  {"c", hyper},
  {"d", uhyper},
  {"e", float},
  {"f", double},
  {"g", bool},
  {"h", uint},
  {"i", uint},
  {"j", int},
  {"k", int},
  {"l", int},
  {"m", int},
  {"n", uint},
  {"o", uhyper},
  {"p", uint},
  {"q", uint},
  {"r", hyper},
  {"s", fixed_opaque(16)},
})

struct("mixed", {
  {"at", named("point")},
  {"t", fixed_array(int, 3)},
  {"o", fixed_opaque(5)},
  {"name", text()},
  {"file", text(255)},
  {"data", opaque(100)},
  {"ck", fixed_opaque(8)},
  {"path", array(named("point"))},
  {"numbers", array(int)},
  {"big", array(hyper, 10)},
  {"reals", fixed_array(double, 20)},
  {"flags", array(bool)},
  {"two", fixed_array(bool, 2)},
  {"palette", array(named("color"))},
  {"all", array(text(255), 16)},
  {"corners", fixed_array(named("point"), 4)},
  {"pair", fixed_array(text(255), 2)},
  {"maybe", optional(named("point"))},
  {"maybe_text", optional(text())},
  {"maybe_int", optional(int)},
  {"shorts", array(int)},
  {"chars", fixed_array(int, 3)},
})

list("entry", {
  {"id", uhyper},
  {"name", text()},
  {"next", optional(named("entry"))},
})

struct("tree", {
  {"value", int},
  {"children", array(named("tree"))},
})

list("btree", {
  {"key", int},
  {"left", optional(named("btree"))},
  {"right", optional(named("btree"))},
})

union("result", {"status", named("color")}, {
  {{0}, {"list", optional(named("entry"))}},
  {{1}, {"number", int}},
  {{7}, {}},
})

union("big", {"kind", int}, {
  {{0}, {}},
  {{1, -2}, {"all", named("mixed")}},
}, {"text", text()})

union("maybe_point", {"there", bool}, {
  {{1}, {"value", named("point")}},
  {{0}, {}},
})

union("stringlist", {"opted", bool}, {
  {{1}, {"element", named("stringentry")}},
  {{0}, {}},
})

struct("stringentry", {
  {"item", text()},
  {"next", named("stringlist")},
})

struct("data", {
  {"bytes", opaque()},
})

struct("holder", {
  {"b", named("big")},
  {"r", named("result")},
  {"m", named("maybe_point")},
  {"s", named("stringlist")},
  {"t", named("btree")},
  {"u", named("tree")},
  {"sc", named("scalars")},
  {"d", named("data")},
})

struct("sample", {
  {"a", int},
  {"b", double},
  {"c", double},
  {"s", text()},
})

struct("samples", {
  {"all", array(named("sample"))},
})

program(536870913, "EVERYTHING_PROG", {
  [1] = {"EVERYTHING_V1", {
    [0] = {"NULLPROC", {}, {}},
    [1] = {"ADD", {{"arg1", int}, {"arg2", int}}, {{"result", int}}},
    [2] = {"LIST", {{"dir", text(255)}, {"c", fixed_opaque(8)}}, {{"result", named("result")}}},
    [3] = {"LIST2", {}, {{"result", optional(named("entry"))}}},
    [4] = {"NAME", {{"arg1", text()}}, {{"result", text()}}},
    [5] = {"NAMES", {{"arg1", array(text(255), 16)}}, {{"result", array(text(255), 16)}}},
    [6] = {"ECHO", {{"arg1", named("holder")}}, {{"result", named("holder")}}},
    [7] = {"FLAG", {{"arg1", named("color")}}, {{"result", bool}}},
  }},
  [2] = {"EVERYTHING_V2", {
    [1] = {"MIX", {{"where", named("point")}, {"t", fixed_array(int, 3)}, {"arg3", named("mixed")}}, {{"result", named("mixed")}}},
    [2] = {"SWAP", {{"a", int}, {"b", text()}}, {{"result", int}, {"a", int}, {"b", text()}, {"where", named("point")}}},
  }},
})

register()
