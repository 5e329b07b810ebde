-- What locals.x defines.

enum("which", {
  [1] = "other",
  [5] = "made",
})

enum("fresh", {
  [0] = "found",
  [1] = "arm",
})

struct("p", {
  {"p", int},
  {"element", double},
})

struct("in", {
  {"i", array(named("p"))},
  {"out", int},
})

struct("out", {
  {"value", text()},
  {"in", named("in")},
})

list("node", {
  {"value", int},
  {"next", optional(named("node"))},
})

struct("value", {
  {"first", optional(named("node"))},
  {"count", text(5)},
})

list("first", {
  {"more", text()},
  {"first_", optional(named("first"))},
})

struct("element", {
  {"a", int},
  {"b", text()},
})

struct("element10", {
  {"all", array(named("element"), 3)},
})

struct("count", {
  {"elements", array(named("element"))},
  {"near", text()},
})

list("flag", {
  {"flags", array(bool)},
  {"present", optional(named("flag"))},
})

struct("size", {
  {"depth", array(named("size"))},
})

struct("a", {
  {"b", int},
})

struct("near", {
  {"b", opaque()},
})

union("b", {"value", named("which")}, {
  {{1}, {"in", named("a")}},
  {{5}, {"out", named("near")}},
})

union("depth", {"in", int}, {
  {{1}, {"node", named("out")}},
  {{2, 3}, {"arm", optional(named("depth"))}},
}, {"found", named("value")})

union("made_union", {"other", named("fresh")}, {
  {{0}, {"made", named("b")}},
  {{1}, {}},
})

struct("call", {
  {"program_number", named("element")},
})

struct("options", {
  {"result", named("call")},
})

struct("result", {
  {"call", array(named("options"))},
})

struct("server", {
  {"serve", named("near")},
})

struct("into", {
  {"name", named("server")},
})

struct("binding", {
  {"into", named("into")},
})

struct("procedure", {
  {"is_idempotent", text()},
})

struct("present", {
  {"near", array(named("near"))},
})

struct("i", {
  {"p", fixed_array(named("present"), 2)},
})

struct("number", {
  {"more", array(named("i"))},
})

program(536871170, "locals_program", {
  [1] = {"locals_version", {
    [0] = {"null", {}, {}},
    [1] = {"one", {{"call", named("call")}, {"options", named("options")}, {"value", named("in")}}, {{"result", named("result")}}},
    [2] = {"call", {{"in", named("in")}, {"out", named("out")}, {"node", named("node")}}, {{"result", named("out")}}},
    [3] = {"name", {{"name", text(5)}}, {{"result", text(5)}}},
    [4] = {"server", {{"server", named("server")}, {"into", named("into")}, {"binding", named("binding")}}, {{"result", named("server")}}},
    [5] = {"numbers", {{"number", array(named("number"))}, {"BOUND", named("element10")}}, {{"result", named("number")}}},
    [6] = {"b", {{"a", named("a")}, {"value", array(named("present"))}}, {{"result", named("b")}, {"a", named("a")}, {"result", named("depth")}, {"value", array(named("present"))}}},
    [7] = {"procedure", {{"p", named("p")}, {"i", named("i")}, {"arg3", named("value")}, {"arg4", named("first")}}, {{"result", named("procedure")}}},
    [8] = {"flags", {{"size", optional(named("size"))}, {"decode", named("made_union")}}, {{"result", optional(named("flag"))}}},
  }},
})

register()
