// The words of the language.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <compiler/source.hpp>

namespace farcallc {

// rpcgen runs over a file once for each of its outputs and tells the file which by a macro. We run once and
// take what any of those runs would have seen: a set of runs, one bit each.
using Runs = std::uint8_t;
inline constexpr std::string_view run_macros[] = {"RPC_HDR", "RPC_XDR", "RPC_SVC", "RPC_CLNT", "RPC_TBL"};
inline constexpr Runs every_run = 0x1f;
inline constexpr Runs coding_run = 0x02;  // RPC_XDR: what it sees is what goes over the wire

enum class TokenKind : std::uint8_t {
  end,
  identifier,   // keywords too: most of them are words only in some places
  number,       // 12, 0x1f, 017, 1'000
  character,    // 'a'
  string,       // "text"
  punctuation,  // the longest that fits: `::` before `:`
  attribute,    // /*@ word */
  passthrough,  // a line that begins with %, without the %
};

struct Token {
  TokenKind kind = TokenKind::end;
  bool first_on_line = false;
  Runs runs = every_run;  // that see it
  Span span;
  std::string_view text;             // as written; a view of the source
  std::uint32_t comments_begin = 0;  // the comments between the token before and this one
  std::uint32_t comments_end = 0;

  [[nodiscard]] bool is(std::string_view word) const noexcept {
    return (kind == TokenKind::identifier || kind == TokenKind::punctuation) && text == word;
  }
};

// What the parser reads: the tokens that the preprocessor let through, and the comments they refer to.
struct TokenStream {
  std::vector<Token> tokens;  // the last one is `end`
  std::vector<Span> comments;
};

}  // namespace farcallc
