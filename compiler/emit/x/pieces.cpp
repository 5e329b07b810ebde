#include <compiler/emit/x/pieces.hpp>

#include <algorithm>
#include <optional>

#include <compiler/lexer.hpp>

namespace farcallc::x {
namespace {

constexpr std::size_t most_pieces = 1'000'000;
constexpr std::string_view blanks = " \t\r\f\v";

// Whether a line that ends so goes on in the next.
bool joins(std::string_view line) { return line.ends_with('\\') || line.ends_with("\\\r"); }

class Cutter {
 public:
  Cutter(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics)
      : sources_(sources), file_(file), text_(sources.text(file)), diagnostics_(diagnostics) {
    lexer_.emplace(sources_, file_, comments_, found_);
  }

  std::vector<Piece> run() {
    for (;;) {
      std::size_t kept = pieces_.size();
      std::uint32_t begin = end_;
      Token hash = tokens();
      if (prose_ != 0 || (conditions_ > 0 && found_.failed())) {
        pieces_.resize(kept);
        end_ = begin;
        hash = prose();
      }
      if (pieces_.size() >= most_pieces) found_.fatal(hash.span, "this file has more than a million tokens");
      if (hash.kind == TokenKind::end || found_.failed()) break;
      directive(hash);
      if (found_.failed()) break;
    }
    if (joins(text_)) {
      found_.error({file_, size() - 1, size()}, "there is no line behind this backslash to join");
    }
    for (const Diagnostic& one : found_.all()) diagnostics_.error(one.span, one.message);
    add(Piece::Kind::end, {file_, size(), size()});
    pieces_.back().breaks = std::max<std::uint8_t>(pieces_.back().breaks, 1);
    look_ahead();
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

  void add(Piece::Kind kind, Span span, TokenKind token_kind = TokenKind::end) {
    Piece& piece = pieces_.emplace_back();
    std::string_view between = text_.substr(end_, span.begin - end_);
    std::size_t breaks = pieces_.size() == 1 ? 1 : 0;
    for (std::size_t i = 0; i < between.size(); ++i) {
      // A line that goes on after a backslash has not ended.
      if (between[i] == '\\')
        i += between.substr(i + 1, 1) == "\r" ? 2 : 1;
      else if (between[i] == '\n')
        ++breaks;
    }
    piece.kind = kind;
    piece.token_kind = token_kind;
    piece.breaks = static_cast<std::uint8_t>(std::min<std::size_t>(breaks, 2));
    piece.apart = !between.empty();
    piece.text = text_.substr(span.begin, span.end - span.begin);
    if (kind == Piece::Kind::comment && piece.text.find('\n') != piece.text.npos)
      piece.column = column_after(text_.substr(0, span.begin));
    end_ = span.end;
  }

  // Blanks at its end go, but not those that keep a backslash from joining the next line to it.
  void add_line(Span span) {
    std::string_view text = text_.substr(span.begin, span.end - span.begin);
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    if (!text.ends_with('\\')) span.end = static_cast<std::uint32_t>(span.begin + text.size());
    add(Piece::Kind::line, span);
  }

  // Up to the next directive, whose `#` it returns, or to the end.
  Token tokens() {
    for (;;) {
      std::size_t heard = comments_.size();
      Token token = lexer_->next();
      for (; heard < comments_.size(); ++heard) add(Piece::Kind::comment, comments_[heard]);
      bool directive = token.first_on_line && token.is("#");
      if (token.kind == TokenKind::end || directive || pieces_.size() >= most_pieces) return token;
      if (token.kind == TokenKind::passthrough) {
        add_line({file_, token.span.begin - 1, token.span.end});
      } else if (token.kind == TokenKind::attribute) {
        add(Piece::Kind::comment, token.span);
      } else {
        add(Piece::Kind::token, token.span, token.kind);
      }
    }
  }

  // What the compiler never reads need not be made of tokens, and `#if 0` says that it is not: all lines up
  // to the next directive stay as they are.
  Token prose() {
    found_ = Diagnostics();
    lexer_.emplace(sources_, Span{file_, end_, size()}, comments_, found_);
    Token hash;
    hash.span = {file_, size(), size()};
    if (lexer_->skip_to_directive()) hash = lexer_->next();
    std::string_view lines = text_.substr(end_, hash.span.begin - end_);
    std::size_t first = lines.find_first_not_of(" \t\r\f\v\n");
    if (first == lines.npos) return hash;
    auto begin = static_cast<std::uint32_t>(end_ + lines.rfind('\n', first) + 1);
    std::size_t last = std::min(lines.find('\n', lines.find_last_not_of(" \t\r\f\v\n")), lines.size());
    while (last < lines.size() && joins(lines.substr(0, last)))
      last = std::min(lines.find('\n', last + 1), lines.size());
    add_line({file_, begin, static_cast<std::uint32_t>(end_ + last)});
    return hash;
  }

  void directive(const Token& hash) {
    Span rest = lexer_->rest_of_directive();
    add_line({file_, hash.span.begin, std::max(rest.end, hash.span.end)});

    std::vector<Span> comments;
    Diagnostics unheard;  // the compiler judges directives
    Lexer words(sources_, rest, comments, unheard);
    Token word = words.next();
    if (word.is("if") || word.is("ifdef") || word.is("ifndef")) {
      pieces_.back().condition = Piece::Condition::begins;
      ++conditions_;
      bool never = word.is("if") && words.next().text == "0" && words.next().kind == TokenKind::end;
      if (prose_ == 0 && never) prose_ = conditions_;
    } else if (word.is("elif") || word.is("else")) {
      pieces_.back().condition = Piece::Condition::changes;
      if (prose_ == conditions_) prose_ = 0;
    } else if (word.is("endif")) {
      pieces_.back().condition = Piece::Condition::ends;
      if (prose_ == conditions_) prose_ = 0;
      if (conditions_ > 0) --conditions_;
    }
  }

  void look_ahead() {
    for (std::size_t i = pieces_.size() - 1; i-- > 0;) {
      const Piece& next = pieces_[i + 1];
      bool comment = next.kind == Piece::Kind::comment;
      pieces_[i].next = comment ? next.next : static_cast<std::uint32_t>(i + 1);
      pieces_[i].ends_line = next.breaks > 0 || next.is("}") || (comment && next.ends_line);
    }
  }

  const Sources& sources_;
  std::uint32_t file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  Diagnostics found_;  // until it is known whether the lexer should have read this part at all
  std::vector<Span> comments_;
  std::optional<Lexer> lexer_;
  std::vector<Piece> pieces_;
  std::uint32_t end_ = 0;         // of the last piece
  std::uint32_t conditions_ = 0;  // open ones
  std::uint32_t prose_ = 0;       // which of them is an `#if 0`; 0 is none
};

}  // namespace

std::uint32_t column_after(std::string_view text) {
  std::size_t start = text.rfind('\n');
  if (start != text.npos) text.remove_prefix(start + 1);
  std::uint32_t column = 0;
  for (char c : text) column = c == '\t' ? (column / 8 + 1) * 8 : column + 1;
  return column;
}

std::vector<Piece> cut(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  return Cutter(sources, file, diagnostics).run();
}

}  // namespace farcallc::x
