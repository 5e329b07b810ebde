-- What square.x defines.

struct("square_in", {
  {"arg1", int},
})

struct("square_out", {
  {"res1", int},
})

program(824377344, "SQUARE_PROG", {
  [1] = {"SQUARE_VERS", {
    [1] = {"SQUARE_PROC", {{"arg1", named("square_in")}}, {{"result", named("square_out")}}},
  }},
})

register()
