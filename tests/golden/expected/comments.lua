-- What comments.x defines.

struct("a", {
  {"x", int},
  {"y", int},
  {"z", int},
})

struct("b", {
  {"x", int},
  {"yy", int},
})

enum("e", {
  [1] = "A1",
  [2] = "A2",
  [-12] = "A3",
})

enum("f", {
  [0] = "B1",
})

union("u", {"kind", named("e")}, {
  {{1, 2}, {"w", int}},
}, {})

struct("inner.c", {
  {"q", named("a")},
  {"r", optional(named("b"))},
})

struct("d1", {
  {"x", int},
})

program(536871171, "COMMENTS", {
  [1] = {"COMMENTS_V", {
    [1] = {"F", {{"first", int}, {"second", int}, {"third", text()}}, {{"result", int}}},
    [2] = {"A_PROCEDURE_WITH_A_LONG_NAME", {{"first_parameter", uhyper}, {"second_parameter", uhyper}, {"third_parameter", named("u")}, {"fourth_parameter", int}}, {{"result", int}}},
    [3] = {"IN_LINES", {}, {{"result", named("a")}}},
  }},
})

register()
