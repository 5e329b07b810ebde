#include <compiler/lexer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace farcallc {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

}  // namespace

Token Lexer::make(TokenKind kind, std::uint32_t begin) const {
  Token token;
  token.kind = kind;
  token.span = span_from(begin);
  token.text = text_.substr(begin, at_ - begin);
  return token;
}

// Blanks and comments. True when it stopped at an attribute comment, which it read.
bool Lexer::skip_blanks(Token& attribute) {
  for (;;) {
    char c = peek();
    if (at_end()) return false;
    if (c == '\n') {
      line_start_ = true;
      ++at_;
    } else if (is_blank(c)) {
      ++at_;
    } else if (continuation() != 0) {
      at_ += continuation();
    } else if (c == '/' && peek(1) == '*') {
      std::uint32_t begin = at_;
      bool is_attribute = peek(2) == '@';
      if (!skip_block_comment()) return false;
      if (is_attribute) {
        attribute = make(TokenKind::attribute, begin);
        return true;
      }
      comments_.push_back(span_from(begin));
    } else if (c == '/' && peek(1) == '/') {
      std::uint32_t begin = at_;
      skip_line_comment();
      comments_.push_back(span_from(begin));
    } else {
      return false;
    }
  }
}

bool Lexer::skip_block_comment() {
  std::uint32_t begin = at_;
  std::size_t close = text_.find("*/", at_ + 2);
  if (close == std::string_view::npos) {
    at_ = static_cast<std::uint32_t>(text_.size());
    cut_short_ = true;
    diagnostics_.error({file_, begin, begin + 2}, "this comment is never closed");
    return false;
  }
  at_ = static_cast<std::uint32_t>(close + 2);
  return true;
}

void Lexer::skip_line_comment() {
  while (!at_end() && peek() != '\n') ++at_;
}

// The length of a backslash at the end of a line, with that end; 0 where there is none.
std::uint32_t Lexer::continuation() const noexcept {
  if (peek() != '\\') return 0;
  return peek(1) == '\n' ? 2 : peek(1) == '\r' && peek(2) == '\n' ? 3 : 0;
}

void Lexer::skip_joined() { at_ += std::max(continuation(), 1U); }

void Lexer::skip_line() {
  while (!at_end() && peek() != '\n') skip_joined();
}

Span Lexer::rest_of_directive() {
  std::uint32_t begin = at_;
  while (!at_end() && peek() != '\n') {
    if (peek() == '/' && peek(1) == '*') {
      if (!skip_block_comment()) break;
    } else if (peek() == '/' && peek(1) == '/') {
      skip_line_comment();
    } else {
      skip_joined();
    }
  }
  return span_from(begin);
}

bool Lexer::skip_to_directive() {
  for (;;) {
    // At the start of a line, or somewhere on the line of the directive before.
    while (!at_end() && is_blank(peek())) ++at_;
    if (at_end()) return false;
    if (line_start_ && peek() == '#') return true;
    while (!at_end() && peek() != '\n') {
      if (peek() == '/' && peek(1) == '*') {
        if (!skip_block_comment()) return false;
      } else if (peek() == '/' && peek(1) == '/') {
        skip_line_comment();
      } else {
        skip_joined();
      }
    }
    ++at_;
    line_start_ = true;
  }
}

Token Lexer::passthrough_line() {
  std::uint32_t begin = ++at_;
  skip_line();
  return make(TokenKind::passthrough, begin);
}

Token Lexer::number(std::uint32_t begin) {
  // What C calls a preprocessing number; its digits are judged where its value is needed.
  while (is_letter(peek()) || is_digit(peek()) ||
         (peek() == '\'' && (is_letter(peek(1)) || is_digit(peek(1))))) {
    ++at_;
  }
  return make(TokenKind::number, begin);
}

Token Lexer::quoted(char quote, std::uint32_t begin) {
  ++at_;
  while (!at_end() && peek() != quote && peek() != '\n') at_ += peek() == '\\' && peek(1) != '\n' ? 2 : 1;
  if (at_ > text_.size()) at_ = static_cast<std::uint32_t>(text_.size());
  if (peek() == quote) {
    ++at_;
  } else {
    diagnostics_.error({file_, begin, begin + 1}, fmt::format("the closing {} is missing", quote));
    // A semicolon at the end of the line was hardly meant to be a part of it.
    std::uint32_t last = at_;
    while (last > begin + 1 && is_blank(text_[last - 1])) --last;
    if (last > begin + 1 && text_[last - 1] == ';') at_ = last - 1;
  }
  return make(quote == '"' ? TokenKind::string : TokenKind::character, begin);
}

Token Lexer::punctuation(std::uint32_t begin) {
  static constexpr std::array<std::string_view, 9> pairs = {"::", "<<", ">>", "&&", "||",
                                                            "==", "!=", "<=", ">="};
  for (std::string_view pair : pairs) {
    if (text_.substr(at_, 2) == pair) {
      at_ += 2;
      return make(TokenKind::punctuation, begin);
    }
  }
  ++at_;
  return make(TokenKind::punctuation, begin);
}

// A character that is no part of the language. Letters of other scripts still make a name, so that what
// follows it is understood; true when `token` is that.
bool Lexer::stray(std::uint32_t begin, Token& token) {
  auto foreign = [&] { return !at_end() && (peek() & 0x80) != 0; };
  if (!foreign()) {
    ++at_;
    diagnostics_.error(span_from(begin), "this character has no meaning here");
    return false;
  }
  while (foreign() || is_letter(peek()) || is_digit(peek())) ++at_;
  diagnostics_.error(span_from(begin), "names are made of the letters A to Z and a to z, digits and _");
  token = make(TokenKind::identifier, begin);
  return true;
}

Token Lexer::next() {
  auto comments_begin = static_cast<std::uint32_t>(comments_.size());
  Token token;
  for (;;) {
    bool attribute = skip_blanks(token);
    bool first = line_start_;
    line_start_ = false;
    std::uint32_t begin = at_;
    char c = peek();
    if (attribute) {
      // read already
    } else if (at_end()) {
      token = make(TokenKind::end, begin);
      first = true;
    } else if (c == '%' && first) {
      token = passthrough_line();
    } else if (is_letter(c)) {
      while (is_letter(peek()) || is_digit(peek())) ++at_;
      if (!at_end() && (peek() & 0x80) != 0) {
        stray(begin, token);
      } else {
        token = make(TokenKind::identifier, begin);
      }
    } else if (is_digit(c)) {
      token = number(begin);
    } else if (c == '"' || c == '\'') {
      token = quoted(c, begin);
    } else if (std::string_view("#{}()[]<>;:,=*+-~!&|^/%?.").find(c) != std::string_view::npos) {
      token = punctuation(begin);
    } else if (!stray(begin, token)) {
      line_start_ = first;
      if (diagnostics_.full()) at_ = static_cast<std::uint32_t>(text_.size());
      continue;
    }
    token.first_on_line = first;
    token.comments_begin = comments_begin;
    token.comments_end = static_cast<std::uint32_t>(comments_.size());
    return token;
  }
}

}  // namespace farcallc
