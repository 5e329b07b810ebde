// A text cut into what a formatter moves: tokens, comments, and lines that stay as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <compiler/diagnostics.hpp>
#include <compiler/source.hpp>
#include <compiler/token.hpp>

namespace farcallc::x {

struct Piece {
  enum class Kind : std::uint8_t {
    token,
    comment,  // an attribute, too
    line,     // a directive, a `%` line, or lines that are not in our language
    end,
  };
  enum class Condition : std::uint8_t { none, begins, changes, ends };

  Kind kind = Kind::token;
  TokenKind token_kind = TokenKind::end;
  Condition condition = Condition::none;  // of a directive: #if, #else, #endif and their like
  std::uint8_t breaks = 0;                // ends of lines before it: none, one, or two for a blank line
  bool apart = false;                     // something stands between it and the piece before
  bool ends_line = false;                 // a comment after which only comments or a `}` share its line
  std::uint32_t column = 0;               // where a comment of several lines begins
  std::uint32_t next = 0;                 // the first piece after it that is no comment
  std::string_view text;

  [[nodiscard]] bool is(std::string_view word) const noexcept { return kind == Kind::token && text == word; }
};

// Where text that is appended to this line (or to the last of these lines) would begin.
[[nodiscard]] std::uint32_t column_after(std::string_view text);

// The last piece is `end`. What stands in an #if and is no text of our language is one piece, a `line`.
// Limit: a million pieces, as for the compiler.
[[nodiscard]] std::vector<Piece> cut(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace farcallc::x
