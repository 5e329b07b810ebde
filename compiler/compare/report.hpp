// Changes as text and as JSON.
#pragma once

#include <string>
#include <vector>

#include <compiler/compare/change.hpp>
#include <compiler/source.hpp>

namespace farcallc::compare {

struct Side {
  std::string path;  // as it was given
  const Sources& sources;
};

struct Report {
  const std::vector<Change>& changes;
  Side before;
  Side after;

  // Whether anything does, on the wire or in source.
  [[nodiscard]] bool breaks() const;
  // `file:line:col: breaks the wire: …`, then indented whom it hurts, and where it was.
  [[nodiscard]] std::string text() const;
  // docs/compare.md describes it.
  [[nodiscard]] std::string json() const;
};

}  // namespace farcallc::compare
