// Cuts one source text into tokens.
#pragma once

#include <compiler/diagnostics.hpp>
#include <compiler/source.hpp>
#include <compiler/token.hpp>

namespace farcallc {

// Reads on demand, because what the preprocessor skips need not be made of tokens at all.
class Lexer {
 public:
  Lexer(const Sources& sources, std::uint32_t file, std::vector<Span>& comments, Diagnostics& diagnostics)
      : text_(sources.text(file)), file_(file), comments_(comments), diagnostics_(diagnostics) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;  // the mark that some editors put before UTF-8
  }

  // Only the bytes of `part`, the rest of a directive.
  Lexer(const Sources& sources, Span part, std::vector<Span>& comments, Diagnostics& diagnostics)
      : Lexer(sources, part.file, comments, diagnostics) {
    text_ = text_.substr(0, part.end);
    at_ = part.begin;
    line_start_ = false;
  }

  [[nodiscard]] Token next();
  // What follows the last token on its line: `\` at the end and block comments make that line longer.
  [[nodiscard]] Span rest_of_directive();
  // Moves to the next line that begins with `#`; false at the end of the text.
  [[nodiscard]] bool skip_to_directive();
  // Whether a comment swallowed the rest of the text.
  [[nodiscard]] bool cut_short() const noexcept { return cut_short_; }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] Span span_from(std::uint32_t begin) const noexcept { return {file_, begin, at_}; }
  [[nodiscard]] Token make(TokenKind kind, std::uint32_t begin) const;
  bool skip_blanks(Token& attribute);
  bool skip_block_comment();
  void skip_line_comment();
  void skip_line();
  [[nodiscard]] std::uint32_t continuation() const noexcept;
  // A byte, or a backslash with the end of the line to which it joins the next.
  void skip_joined();
  Token passthrough_line();
  Token number(std::uint32_t begin);
  Token quoted(char quote, std::uint32_t begin);
  Token punctuation(std::uint32_t begin);
  bool stray(std::uint32_t begin, Token& token);

  std::string_view text_;
  std::uint32_t file_;
  std::vector<Span>& comments_;
  Diagnostics& diagnostics_;
  std::uint32_t at_ = 0;
  bool line_start_ = true;
  bool cut_short_ = false;
};

}  // namespace farcallc
