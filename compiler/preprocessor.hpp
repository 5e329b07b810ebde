// The C preprocessor, as far as interfaces use it: built in, so that no `cpp` has to be found and forked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/diagnostics.hpp>
#include <compiler/lexer.hpp>
#include <compiler/macros.hpp>
#include <compiler/source.hpp>
#include <compiler/token.hpp>

namespace farcallc {

// A line that began with `%`, without it, or a #pragma; and the token that it stood before.
struct PassthroughLine {
  Span span;
  std::size_t before_token = 0;
};

struct Preprocessed {
  TokenStream stream;
  std::vector<PassthroughLine> passthrough;
  bool incomplete = false;  // something could not be read, which may have defined anything
};

struct PreprocessorOptions {
  std::vector<std::string> include_directories;
  std::vector<std::string> definitions;  // NAME or NAME=VALUE
};

// In which of `runs` the condition of an #if or #elif holds.
[[nodiscard]] Runs evaluate_condition(const std::vector<Token>& tokens, Span directive, const Macros& macros,
                                      Diagnostics& diagnostics);

// Limit: 32 files deep, 4,096 inclusions: hostile inputs end in an error.
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
    bool in_else = false;
  };

  void define_from_command_line();
  void read_file(std::uint32_t file);
  bool directive(Lexer& lexer, const Token& hash, std::vector<Condition>& conditions);
  void message(std::string_view word, Span span, Span text);
  bool conditional(std::string_view word, const std::vector<Token>& tokens, Span span,
                   std::vector<Condition>& conditions);
  void begin_condition(std::string_view word, const std::vector<Token>& tokens, Span span,
                       std::vector<Condition>& conditions);
  void define(const std::vector<Token>& tokens, Span span);
  void undefine(const std::vector<Token>& tokens, Span span);
  void include(const std::vector<Token>& tokens, Span span);
  void use_macro(Lexer& lexer, const Macro& macro, const Token& name, std::optional<Token>& pending);
  void append(Token token);

  Sources& sources_;
  const PreprocessorOptions& options_;
  Diagnostics& diagnostics_;
  Preprocessed out_;
  Macros macros_;
  Runs seen_ = every_run;  // which runs see what is being read
  std::vector<std::uint32_t> including_;
  std::map<std::string, std::uint32_t> loaded_;
  std::size_t inclusions_ = 0;
};

}  // namespace farcallc
