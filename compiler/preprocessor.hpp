// The C preprocessor, as far as interfaces use it: built in, so that no `cpp` has to be found and forked.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/diagnostics.hpp>
#include <compiler/lexer.hpp>
#include <compiler/source.hpp>
#include <compiler/token.hpp>

namespace farcallc {

// rpcgen runs over a file once for each of its outputs and tells the file which by a macro. We run once and
// take what any of those runs would have seen: a set of runs, one bit each.
using Runs = std::uint8_t;
inline constexpr std::string_view run_macros[] = {"RPC_HDR", "RPC_XDR", "RPC_SVC", "RPC_CLNT", "RPC_TBL"};
inline constexpr Runs every_run = 0x1f;

struct Macro {
  std::vector<Token> body;
  Span span;
  bool takes_arguments = false;
};
using Macros = std::map<std::string, Macro, std::less<>>;

// A line that began with `%`, without it, or a #pragma; and the token that it stood before.
struct PassthroughLine {
  Span span;
  std::size_t before_token = 0;
};

struct Preprocessed {
  TokenStream stream;
  std::vector<PassthroughLine> passthrough;
};

struct PreprocessorOptions {
  std::vector<std::string> include_directories;
  std::vector<std::string> definitions;  // NAME or NAME=VALUE
};

// In which of `runs` the condition of an #if or #elif holds.
[[nodiscard]] Runs evaluate_condition(const std::vector<Token>& tokens, Span directive, const Macros& macros,
                                      Diagnostics& diagnostics);

// Limit: 32 files deep, 4,096 inclusions, a million tokens: hostile inputs end in an error.
class Preprocessor {
 public:
  Preprocessor(Sources& sources, const PreprocessorOptions& options, Diagnostics& diagnostics)
      : sources_(sources), options_(options), diagnostics_(diagnostics) {}

  [[nodiscard]] Preprocessed run(std::uint32_t file);

 private:
  struct Condition {
    Span span;         // of the #if
    Runs outside = 0;  // in which runs the #if itself is seen
    Runs taken = 0;    // in which a branch was taken already
    Runs active = 0;   // in which the present branch is seen
    bool in_else = false;
  };

  void define_from_command_line();
  void read_file(std::uint32_t file);
  bool directive(Lexer& lexer, const Token& hash, std::vector<Condition>& conditions);
  bool conditional(std::string_view word, const std::vector<Token>& tokens, Span span,
                   std::vector<Condition>& conditions);
  void begin_condition(std::string_view word, const std::vector<Token>& tokens, Span span,
                       std::vector<Condition>& conditions);
  void define(const std::vector<Token>& tokens, Span span);
  void include(const std::vector<Token>& tokens, Span span);
  void expand(const Token& token, Span use, std::vector<std::string_view>& active);
  void append(Token token);

  Sources& sources_;
  const PreprocessorOptions& options_;
  Diagnostics& diagnostics_;
  Preprocessed out_;
  Macros macros_;
  std::vector<std::uint32_t> including_;
  std::map<std::string, std::uint32_t> loaded_;
  std::size_t inclusions_ = 0;
};

}  // namespace farcallc
