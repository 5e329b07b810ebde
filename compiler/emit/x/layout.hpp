// Pieces to lines: where a line ends, how far it is indented, where blanks stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <compiler/emit/x/pieces.hpp>

namespace farcallc::x {

struct Line {
  bool blank_before = false;
  std::string text;
  std::vector<const Piece*> comments;  // at its end
};

// Knows the language by its brackets and a few words, so it lays out incomplete and conditional text, too.
class Layout {
 public:
  explicit Layout(const std::vector<Piece>& pieces) : pieces_(pieces) {}

  // Limit: bodies and brackets 100 deep, conditions 256; `too_deep` is the piece that is deeper.
  [[nodiscard]] std::vector<Line> run();
  [[nodiscard]] const Piece* too_deep() const noexcept { return too_deep_; }

 private:
  enum class Body : std::uint8_t { statements, enumerators, arms, namespace_ };
  struct Open {
    Body body = Body::statements;
    std::size_t outside = 0;  // the indentation of what it belongs to
  };
  // What an #else goes back to.
  struct State {
    std::vector<Open> bodies;
    std::size_t indentation = 0;  // of the statement
    std::string brackets;         // open ones, in this statement
    std::string_view keyword;     // enum, struct …: what a `{` would open
    std::string_view last;        // the token before, in this statement
    TokenKind last_kind = TokenKind::end;
    std::size_t bounds = 0;  // how many of the brackets hold an expression
    bool prefix = false;     // the token before is an operator before its operand, or a `*` before a name
    bool label = false;      // the statement is a `case`
    bool value = false;      // behind its `=` or `case`
  };
  struct Word {
    const Piece* piece = nullptr;
    bool space = false;
    bool may_break = false;
  };

  void token(const Piece& piece);
  void follow(const Piece& piece);
  void open_body();
  void comment(const Piece& piece);
  void line(const Piece& piece);
  void begin_line(const Piece& piece, std::size_t indentation);
  void flush();
  void end_statement();

  [[nodiscard]] bool at_start() const { return state_.last.empty(); }
  [[nodiscard]] Body body() const {
    return state_.bodies.empty() ? Body::statements : state_.bodies.back().body;
  }
  [[nodiscard]] std::size_t indentation_before(const Piece& next) const;
  [[nodiscard]] std::size_t width_from(std::size_t word) const;
  [[nodiscard]] bool in_expression() const { return state_.value || state_.bounds > 0; }
  [[nodiscard]] bool closes_bracket(const Piece& piece) const;
  [[nodiscard]] bool operand_expected() const;
  [[nodiscard]] bool space_before(const Piece& piece) const;

  const std::vector<Piece>& pieces_;
  std::vector<Line> lines_;
  State state_;
  std::vector<State> conditions_;
  const Piece* too_deep_ = nullptr;

  // The line that is being filled.
  std::vector<Word> words_;
  std::vector<const Piece*> comments_;  // at its end
  std::size_t indentation_ = 0;
  std::size_t continuation_ = 0;  // the indentation of what does not fit into it
  bool blank_before_ = false;
  bool complete_ = false;  // the next piece begins another
  bool opened_ = true;     // it begins the text, or a body: no blank line follows
};

// Comments lose the blanks at the ends of their lines, and their lines keep their place below each other.
void append(std::string& line, const Piece& piece);

}  // namespace farcallc::x
