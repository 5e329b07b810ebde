// Lines for the C++ compiler: where in the generated header each of them stands.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/model.hpp>

namespace farcallc::cpp {

// Lines that follow each other. They stand in the namespace of the types around them, whose names they use as
// in C, but for what a namespace must not be around: an #include, and an `#if` or a `{` whose end is in other
// lines.
struct Block {
  bool outside = false;
  std::string text;
};

// Limit: linear in the lines, whatever they are.
[[nodiscard]] std::vector<Block> blocks_of(const std::vector<std::string_view>& lines);

class PassthroughLines {
 public:
  // None, unless they are wanted.
  PassthroughLines(const model::Model& model, bool wanted);

  // Behind a definition: what stood there, and what stood behind a definition that is emitted no later. With
  // null: before all definitions.
  [[nodiscard]] const std::vector<const model::Definition*>& behind(
      const model::Definition* definition) const;
  // Somebody else's code is not made narrower.
  [[nodiscard]] bool has(std::string_view line) const { return all_.contains(line); }

 private:
  void remember(std::string_view lines);
  std::map<const model::Definition*, std::vector<const model::Definition*>> behind_;
  std::set<std::string_view> all_;
};

}  // namespace farcallc::cpp
