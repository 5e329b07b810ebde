-- What imports.x defines.

enum("everything.color", {
  [0] = "RED",
  [1] = "GREEN",
  [7] = "BLUE",
})

enum("everything.dense", {
  [0] = "D0",
  [1] = "D1",
  [2] = "D2",
})

struct("everything.point", {
  {"x", int},
  {"y", int},
  {"c", named("everything.color")},
  {"visible", bool},
})

struct("everything.scalars", {
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

struct("everything.mixed", {
  {"at", named("everything.point")},
  {"t", fixed_array(int, 3)},
  {"o", fixed_opaque(5)},
  {"name", text()},
  {"file", text(255)},
  {"data", opaque(100)},
  {"ck", fixed_opaque(8)},
  {"path", array(named("everything.point"))},
  {"numbers", array(int)},
  {"big", array(hyper, 10)},
  {"reals", fixed_array(double, 20)},
  {"flags", array(bool)},
  {"two", fixed_array(bool, 2)},
  {"palette", array(named("everything.color"))},
  {"all", array(text(255), 16)},
  {"corners", fixed_array(named("everything.point"), 4)},
  {"pair", fixed_array(text(255), 2)},
  {"maybe", optional(named("everything.point"))},
  {"maybe_text", optional(text())},
  {"maybe_int", optional(int)},
  {"shorts", array(int)},
  {"chars", fixed_array(int, 3)},
})

list("everything.entry", {
  {"id", uhyper},
  {"name", text()},
  {"next", optional(named("everything.entry"))},
})

struct("everything.tree", {
  {"value", int},
  {"children", array(named("everything.tree"))},
})

list("everything.btree", {
  {"key", int},
  {"left", optional(named("everything.btree"))},
  {"right", optional(named("everything.btree"))},
})

union("everything.result", {"status", named("everything.color")}, {
  {{0}, {"list", optional(named("everything.entry"))}},
  {{1}, {"number", int}},
  {{7}, {}},
})

union("everything.big", {"kind", int}, {
  {{0}, {}},
  {{1, -2}, {"all", named("everything.mixed")}},
}, {"text", text()})

union("everything.maybe_point", {"there", bool}, {
  {{1}, {"value", named("everything.point")}},
  {{0}, {}},
})

union("everything.stringlist", {"opted", bool}, {
  {{1}, {"element", named("everything.stringentry")}},
  {{0}, {}},
})

struct("everything.stringentry", {
  {"item", text()},
  {"next", named("everything.stringlist")},
})

struct("everything.data", {
  {"bytes", opaque()},
})

struct("everything.holder", {
  {"b", named("everything.big")},
  {"r", named("everything.result")},
  {"m", named("everything.maybe_point")},
  {"s", named("everything.stringlist")},
  {"t", named("everything.btree")},
  {"u", named("everything.tree")},
  {"sc", named("everything.scalars")},
  {"d", named("everything.data")},
})

struct("everything.sample", {
  {"a", int},
  {"b", double},
  {"c", double},
  {"s", text()},
})

struct("everything.samples", {
  {"all", array(named("everything.sample"))},
})

struct("borrower", {
  {"where", named("everything.point")},
  {"shade", named("everything.color")},
  {"file", text(255)},
  {"many", array(text(255), 16)},
  {"list", optional(named("everything.entry"))},
  {"answers", array(named("everything.result"), 4)},
})

program(536871171, "IMPORTS_PROG", {
  [1] = {"IMPORTS_VERS", {
    [1] = {"ASK", {{"arg1", named("everything.point")}, {"shade", named("everything.color")}}, {{"result", optional(named("borrower"))}, {"shade", named("everything.color")}, {"more", array(optional(named("borrower")), 2)}}},
  }},
})

register()
