// The canonical layout of a .x file: only blanks and ends of lines change.
#pragma once

#include <cstdint>
#include <string>

#include <compiler/diagnostics.hpp>
#include <compiler/source.hpp>

namespace farcallc::x {

// Works on what is written, before the preprocessor: directives, `%` lines and comments stay, each where it
// stood, and so does at most one blank line of those between two lines. The file need not compile; what is in
// it has to be made of tokens. Formatting the result again changes nothing. Errors: go to `diagnostics`, and
// the result is empty.
[[nodiscard]] std::string format(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace farcallc::x
