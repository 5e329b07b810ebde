// A model as JSON, for tools that are no C++ compilers: docs/model.md describes it field by field.
#pragma once

#include <string>
#include <vector>

#include <compiler/model.hpp>
#include <compiler/source.hpp>

namespace farcallc::json {

// What readers of the JSON test: raised by changes that an older reader would misunderstand.
inline constexpr int model_format = 1;

struct Options {
  std::vector<std::string> namespace_path;
  std::string source_name;                    // "square.x"
  std::vector<std::string> imported_headers;  // "nis.x.hpp"
};

// Deterministic: the same files under the same names give the same text.
[[nodiscard]] std::string emit(const model::Model& model, const Sources& sources, const Options& options);

}  // namespace farcallc::json
