// Reads an interface: its file, the files that it imports, and what C headers are known to define.
#pragma once

#include <string>
#include <vector>

#include <compiler/ast.hpp>
#include <compiler/diagnostics.hpp>
#include <compiler/preprocessor.hpp>
#include <compiler/source.hpp>

namespace farcallc {

struct Reading {
  ast::Specification specification;
  std::vector<PassthroughLine> passthrough;   // of the file itself
  std::vector<std::string> imported_headers;  // what the generated header has to include
};

// `%#include "b.h"` in a.x speaks of the header that rpcgen makes of b.x. Where there is a b.x, its
// definitions are known in a.x, and the code for a.x includes that for b.x. (`#include "b.x"` makes them part
// of a.x.)
[[nodiscard]] Reading read_interface(Sources& sources, std::uint32_t file, const PreprocessorOptions& options,
                                     Diagnostics& diagnostics);

}  // namespace farcallc
