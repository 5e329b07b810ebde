#include <compiler/emit/x/layout.hpp>

#include <algorithm>
#include <array>

namespace farcallc::x {
namespace {

constexpr std::size_t widest = 110;
constexpr std::size_t step = 2;
constexpr std::size_t continuation_step = 4;
constexpr std::size_t deepest = 100;
constexpr std::size_t deepest_condition = 256;

template <std::size_t size>
bool is_one_of(std::string_view text, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// What the lexer would read as one token, or as the beginning of a comment.
bool would_merge(char last, char first) {
  static constexpr std::array<std::string_view, 11> pairs = {
      "::", "<<", ">>", "&&", "||", "==", "!=", "<=", ">=", "/*", "//"};
  return is_one_of(std::string{last, first}, pairs);
}

bool is_sign(std::string_view text) { return text == "-" || text == "+" || text == "~" || text == "!"; }

// At the start of a line these would begin a directive, or a line for the C compiler.
bool never_first(const Piece& piece) { return piece.is("%") || piece.is("#"); }

// But for the ends of its lines, which are ours.
std::string as_it_is(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "\r\n" || out.ends_with('\r')) out += text[i];
  }
  return out;
}

// From one column to another.
std::string moved(std::string_view comment, std::uint32_t from, std::uint32_t to) {
  std::string out;
  for (bool first = true, more = true; more; first = false) {
    std::string_view line = comment.substr(0, comment.find('\n'));
    more = line.size() < comment.size();
    comment.remove_prefix(line.size() + (more ? 1 : 0));
    std::size_t end = line.find_last_not_of(" \t\r") + 1;
    // Behind a backslash a blank means something to those who join lines.
    bool joins = end > 0 && line[end - 1] == '\\';
    line = line.substr(0, joins ? line.find_last_not_of('\r') + 1 : end);
    if (!first) {
      std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
      std::uint32_t column = column_after(line.substr(0, begin)) + to;
      line.remove_prefix(begin);
      if (!line.empty() && column > from) out.append(column - from, ' ');
    }
    out += line;
    if (more) out += '\n';
  }
  return out;
}

}  // namespace

std::vector<Line> Layout::run() {
  for (const Piece& piece : pieces_) {
    if (piece.kind == Piece::Kind::token) token(piece);
    if (piece.kind == Piece::Kind::comment) comment(piece);
    if (piece.kind == Piece::Kind::line) line(piece);
    std::size_t depth = std::max(state_.bodies.size(), state_.brackets.size());
    if (depth > deepest || conditions_.size() > deepest_condition) {
      too_deep_ = &piece;
      break;
    }
  }
  flush();
  return std::move(lines_);
}

void Layout::token(const Piece& piece) {
  bool closes_namespace = piece.is("}") && body() == Body::namespace_;
  if (piece.is("}")) {
    std::size_t outside = state_.bodies.empty() ? 0 : state_.bodies.back().outside;
    if (!state_.bodies.empty()) state_.bodies.pop_back();
    end_statement();
    begin_line(piece, outside);
  } else if (words_.empty() || (complete_ && !never_first(piece))) {
    begin_line(piece, indentation_before(piece));
  }
  bool behind_comma = !words_.empty() && words_.back().piece->is(",");
  bool may_break = behind_comma && state_.brackets.starts_with('(') && !never_first(piece);
  complete_ = false;
  words_.push_back({&piece, space_before(piece), may_break});
  follow(piece);
  // After any other body its statement goes on: with a name, a number, a semicolon.
  if (closes_namespace && !pieces_[piece.next].is(";")) end_statement();
}

// What the token means for those after it.
void Layout::follow(const Piece& piece) {
  static constexpr std::array<std::string_view, 7> openers = {"enum",    "struct",  "union",    "switch",
                                                              "program", "version", "namespace"};
  if (at_start()) {
    state_.indentation = indentation_;
    state_.label = body() == Body::arms && (piece.is("case") || piece.is("default"));
    state_.value = state_.label;
  }
  state_.prefix = piece.is("*") ? !in_expression() : is_sign(piece.text) && operand_expected();
  std::string& brackets = state_.brackets;
  if (brackets.empty() && is_one_of(piece.text, openers)) state_.keyword = piece.text;
  if (piece.is("=")) state_.value = true;
  bool bound = piece.is("[") || (piece.is("<") && !in_expression());
  if (bound) ++state_.bounds;
  if (bound || piece.is("(")) brackets += piece.text;
  if (closes_bracket(piece)) {
    if (!piece.is(")")) --state_.bounds;
    brackets.pop_back();
  }
  state_.last = piece.text;
  state_.last_kind = piece.token_kind;

  if (piece.is("{")) return open_body();
  bool separates = piece.is(",") && body() == Body::enumerators && brackets.empty();
  bool labels = piece.is(":") && state_.label && brackets.empty();
  if (piece.is(";") || separates || labels) end_statement();
}

void Layout::open_body() {
  Body opened = Body::statements;
  if (state_.keyword == "enum") opened = Body::enumerators;
  if (state_.keyword == "union" || state_.keyword == "switch") opened = Body::arms;
  if (state_.keyword == "namespace") opened = Body::namespace_;
  state_.bodies.push_back({opened, state_.indentation});
  end_statement();
  opened_ = true;
}

void Layout::end_statement() {
  State next;
  next.bodies = std::move(state_.bodies);
  next.indentation = state_.indentation;
  state_ = std::move(next);
  complete_ = true;
}

void Layout::comment(const Piece& piece) {
  const Piece& next = *(&piece + 1);
  const Piece& follows = pieces_[piece.next];
  bool last_of_body = follows.is("}");
  if (piece.breaks == 0 && piece.ends_line && !words_.empty() &&
      (complete_ || last_of_body || piece.text.starts_with("//"))) {
    comments_.push_back(&piece);
    complete_ = true;
    return;
  }
  bool alone = piece.breaks > 0 && next.breaks > 0;
  // A directive has to stay the first on its line but for comments.
  bool before_directive = follows.kind == Piece::Kind::line && follows.breaks == 0;
  bool stays = piece.breaks == 0 && never_first(follows);
  if (words_.empty() || (complete_ && !stays) || alone ||
      (piece.breaks > 0 && (last_of_body || before_directive))) {
    begin_line(piece, indentation_before(follows));
  }
  words_.push_back({&piece, space_before(piece), false});
  complete_ = next.breaks > 0 && (alone || at_start());
}

void Layout::line(const Piece& piece) {
  if (words_.empty() || piece.breaks > 0) begin_line(piece, 0);
  words_.push_back({&piece, !words_.empty(), false});
  complete_ = true;
  if (piece.condition == Piece::Condition::begins) conditions_.push_back(state_);
  if (conditions_.empty()) return;
  if (piece.condition == Piece::Condition::changes) state_ = conditions_.back();
  if (piece.condition == Piece::Condition::ends) conditions_.pop_back();
}

void Layout::begin_line(const Piece& piece, std::size_t indentation) {
  flush();
  blank_before_ = piece.breaks > 1 && !opened_ && at_start() && !piece.is("}");
  opened_ = complete_ = false;
  indentation_ = indentation;
  continuation_ = at_start() ? indentation + continuation_step : indentation;
}

// Of this word and those that go with it, up to the next place for a break.
std::size_t Layout::width_from(std::size_t word) const {
  std::size_t width = 0;
  for (std::size_t i = word; i < words_.size() && (i == word || !words_[i].may_break); ++i) {
    if (words_[i].space && i > word) ++width;
    std::string_view text = words_[i].piece->text;
    std::string_view line = text.substr(0, text.find('\n'));
    width += line.find_last_not_of(" \t\r") + 1;
    if (line.size() < text.size()) break;  // a comment of several lines ends this one
  }
  return width;
}

void Layout::flush() {
  if (words_.empty()) return;
  Line line{blank_before_, std::string(indentation_, ' '), {}};
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const Word& word = words_[i];
    if (word.may_break) {
      if (column_after(line.text) + 1 + width_from(i) > widest) {
        lines_.push_back(line);
        line = {false, std::string(continuation_, ' '), {}};
      } else {
        line.text += ' ';
      }
    } else if (word.space) {
      line.text += ' ';
    }
    append(line.text, *word.piece);
  }
  line.comments = std::move(comments_);
  lines_.push_back(std::move(line));
  words_.clear();
  comments_.clear();
}

// Of a line that begins with this piece, or with comments before it.
std::size_t Layout::indentation_before(const Piece& next) const {
  std::size_t inside = state_.bodies.empty() ? 0 : state_.bodies.back().outside + step;
  if (next.is("}")) return inside;
  if (!at_start()) return state_.indentation + continuation_step;
  bool arm =
      body() == Body::arms && next.kind == Piece::Kind::token && !next.is("case") && !next.is("default");
  return arm ? inside + step : inside;
}

bool Layout::closes_bracket(const Piece& piece) const {
  return (piece.is(")") && state_.brackets.ends_with('(')) ||
         (piece.is("]") && state_.brackets.ends_with('[')) ||
         (piece.is(">") && state_.brackets.ends_with('<'));
}

// Otherwise an operator is a binary one.
bool Layout::operand_expected() const {
  bool word = state_.last_kind != TokenKind::punctuation && state_.last_kind != TokenKind::end;
  bool operand =
      (word && state_.last != "case") || state_.last == ")" || state_.last == "]" || state_.last == ">";
  return !operand;
}

bool Layout::space_before(const Piece& piece) const {
  if (words_.empty()) return false;
  const Piece& before = *words_.back().piece;
  bool opening = before.is("(") || before.is("[") || (before.is("<") && state_.brackets.ends_with('<'));
  if (piece.kind == Piece::Kind::comment) return !opening;
  bool closing = piece.is(",") || piece.is(";") || piece.is("}") || closes_bracket(piece);
  if (before.kind == Piece::Kind::comment) return !closing;
  if (would_merge(before.text.back(), piece.text.front())) return true;
  if (closing || opening || state_.prefix || (piece.is(":") && state_.label)) return false;
  if (piece.is("::") || before.is("::")) return piece.apart;
  bool name = before.token_kind == TokenKind::identifier;
  if (piece.is("(")) return !name || before.is("switch") || before.is("case");
  return !(piece.is("[") || (piece.is("<") && !in_expression()));
}

void append(std::string& line, const Piece& piece) {
  // A line may be long, so its columns are only counted for comments of several lines.
  bool several = piece.kind == Piece::Kind::comment && piece.text.find('\n') != piece.text.npos;
  line += piece.kind == Piece::Kind::line ? as_it_is(piece.text)
                                          : moved(piece.text, piece.column, several ? column_after(line) : 0);
}

}  // namespace farcallc::x
