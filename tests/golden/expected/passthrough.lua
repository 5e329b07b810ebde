-- What passthrough.x defines.

struct("point", {
  {"x", int},
  {"y", int},
})

struct("place", {
  {"at", named("point")},
  {"name", text()},
})

struct("route", {
  {"from", named("place")},
  {"to", named("place")},
})

struct("inner.deep", {
  {"depth", int},
})

program(536871172, "PASSTHROUGH_PROG", {
  [1] = {"PASSTHROUGH_V", {
    [1] = {"REVERSE", {{"arg1", named("route")}}, {{"result", named("route")}}},
  }},
})

register()
