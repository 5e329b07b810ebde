// The preprocessor's macros, and what a use of one is replaced by.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/diagnostics.hpp>
#include <compiler/token.hpp>

namespace farcallc {

struct Macro {
  std::vector<Token> body;
  Span span;  // of its name, where it is defined
  Runs runs = every_run;
  bool takes_arguments = false;
  std::vector<std::string_view> parameters;
  const char* unknown = nullptr;  // what of C's preprocessor it is written with and farcallc does not have
};
struct Macros : std::map<std::string, Macro, std::less<>> {
  // Of all expansions together: tokens and replacements so far, as a macro may be replaced by nothing.
  mutable std::size_t work = 0;
};

// Limit: tokens of one interface after all replacements; hostile inputs end in an error.
inline constexpr std::size_t most_tokens = 1'000'000;
inline constexpr std::size_t most_work = 4 * most_tokens;

// What stands behind `#define`.
[[nodiscard]] Macro read_macro(const std::vector<Token>& tokens, Diagnostics& diagnostics);

// Replaces macros in tokens, and those in what replaced them. What it makes points to the place of the use.
class Expansion {
 public:
  Expansion(const Macros& macros, Diagnostics& diagnostics) : macros_(macros), diagnostics_(diagnostics) {}

  [[nodiscard]] std::vector<Token> run(std::span<const Token> tokens);

 private:
  using Arguments = std::vector<std::vector<Token>>;

  void replace_all(std::span<const Token> tokens, const Span* use, std::vector<Token>& out);
  void replace(const Token& name, const Macro& macro, const Arguments& arguments, Span use,
               std::vector<Token>& out);
  [[nodiscard]] Arguments arguments(std::span<const Token> tokens, std::size_t& at) const;
  void put(Token token, Span use, std::vector<Token>& out);
  [[nodiscard]] bool is_active(std::string_view name) const;

  const Macros& macros_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> active_;  // being replaced: not replaced again inside themselves
  std::size_t nested_ = 0;                // in arguments of macros in arguments
  std::size_t put_ = 0;
};

}  // namespace farcallc
