// An interface in a text, for tests of what follows the checker.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include <compiler/check.hpp>
#include <compiler/reading.hpp>

namespace farcallc {

struct TextInterface {
  explicit TextInterface(std::string text) {
    Diagnostics diagnostics;
    std::uint32_t file = sources.add("text.x", std::move(text));
    reading = read_interface(sources, file, {}, diagnostics);
    if (!diagnostics.failed()) model = Checker(sources, {}, diagnostics).run(reading.specification);
    if (!diagnostics.failed()) lay_out(model, diagnostics);
    EXPECT_FALSE(diagnostics.failed()) << diagnostics.render(sources);
  }

  [[nodiscard]] const model::Definition& definition(std::string_view name) const {
    for (const model::Definition& one : model.definitions) {
      if (one.name == name) return one;
    }
    ADD_FAILURE() << "there is no " << name;
    return model.definitions.front();
  }
  // A type that is the definition's.
  [[nodiscard]] model::Type type(std::string_view name) const {
    model::Type made;
    made.kind = model::Kind::named;
    made.definition = &definition(name);
    return made;
  }

  Sources sources;
  Reading reading;
  model::Model model;
};

// `line` for each number below `count`, with `#` for the number and `+` for the next one.
inline std::string chain(int count, const std::string& line) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    for (char c : line) {
      if (c == '#' || c == '+') {
        text += std::to_string(c == '#' ? i : i + 1);
      } else {
        text += c;
      }
    }
  }
  return text;
}

}  // namespace farcallc
