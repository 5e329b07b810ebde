// The conditions of #if and #elif.
#include <fmt/format.h>

#include <algorithm>

#include <compiler/constant.hpp>
#include <compiler/preprocessor.hpp>

namespace farcallc {
namespace {

constexpr int deepest = 64;

// Evaluates for one of rpcgen's runs; evaluate_condition asks for each.
class Condition {
 public:
  Condition(const std::vector<Token>& tokens, Span directive, const Macros& macros, std::size_t run,
            Diagnostics& diagnostics)
      : tokens_(tokens), directive_(directive), macros_(macros), run_(run), diagnostics_(diagnostics) {}

  bool holds() {
    Integer value = binary(1, 0);
    if (!failed_ && at_ < tokens_.size()) fail(tokens_[at_].span, "this does not belong to the condition");
    return !failed_ && value != 0;
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  Integer fail(Span span, std::string message) {
    if (!failed_) diagnostics_.error(span, std::move(message));
    failed_ = true;
    at_ = tokens_.size();
    return 0;
  }
  [[nodiscard]] bool next_is(std::string_view word) const {
    return at_ < tokens_.size() && tokens_[at_].is(word);
  }
  [[nodiscard]] Span here() const { return at_ < tokens_.size() ? tokens_[at_].span : directive_; }

  [[nodiscard]] bool defined(std::string_view name) const {
    return name == run_macros[run_] || macros_.contains(name);
  }

  Integer binary(int least, int depth) {
    if (depth > deepest) return fail(here(), "this condition is nested too deeply");
    Integer left = unary(depth + 1);
    while (at_ < tokens_.size()) {
      const Token& op = tokens_[at_];
      int strength = op.kind == TokenKind::punctuation ? precedence(op.text, true) : 0;
      if (strength < least || strength == 0) break;
      ++at_;
      Integer right = binary(strength + 1, depth + 1);
      // `0 && 1/0` is fine in C: a side that does not count may not be computable.
      NumberReading result = compute(op.text, left, right);
      if (result.fault != nullptr) return fail(op.span, result.fault);
      left = result.value;
    }
    return left;
  }

  Integer unary(int depth) {
    if (depth > deepest) return fail(here(), "this condition is nested too deeply");
    if (at_ >= tokens_.size()) return fail(directive_, "this condition is not complete");
    const Token& token = tokens_[at_++];
    if (token.kind == TokenKind::number || token.kind == TokenKind::character) {
      NumberReading number =
          token.kind == TokenKind::number ? read_number(token.text) : read_character(token.text);
      return number.fault != nullptr ? fail(token.span, number.fault) : number.value;
    }
    if (token.is("!") || token.is("-") || token.is("~") || token.is("+")) {
      NumberReading result = compute(token.text, unary(depth + 1));
      return result.fault != nullptr ? fail(token.span, result.fault) : result.value;
    }
    if (token.is("(")) {
      Integer value = binary(1, depth + 1);
      if (!next_is(")")) return fail(here(), "a ) is missing");
      ++at_;
      return value;
    }
    if (token.is("defined")) return defined_operator(token);
    // As in C, a name that is no macro is 0; macros are replaced already.
    if (token.kind == TokenKind::identifier) return token.text == run_macros[run_];
    return fail(token.span, "this does not belong into a condition");
  }

  Integer defined_operator(const Token& token) {
    bool enclosed = next_is("(");
    if (enclosed) ++at_;
    if (at_ >= tokens_.size() || tokens_[at_].kind != TokenKind::identifier) {
      return fail(token.span, "defined needs a name");
    }
    Integer answer = defined(tokens_[at_++].text);
    if (enclosed && !next_is(")")) return fail(here(), "a ) is missing");
    if (enclosed) ++at_;
    return answer;
  }

  const std::vector<Token>& tokens_;
  Span directive_;
  const Macros& macros_;
  std::size_t run_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

namespace {

// Replaces the macros, but for those whose being defined is asked for.
std::vector<Token> expanded(const std::vector<Token>& tokens, const Macros& macros,
                            Diagnostics& diagnostics) {
  std::vector<Token> out;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && !tokens[end].is("defined")) ++end;
    std::vector<Token> part =
        Expansion(macros, diagnostics).run(std::span(tokens).subspan(begin, end - begin));
    out.insert(out.end(), part.begin(), part.end());
    // `defined NAME` or `defined (NAME)`
    std::size_t asked = end + 1 < tokens.size() && tokens[end + 1].is("(") ? 4 : 2;
    for (begin = end; begin < std::min(end + asked, tokens.size()); ++begin) out.push_back(tokens[begin]);
  }
  return out;
}

}  // namespace

Runs evaluate_condition(const std::vector<Token>& tokens, Span directive, const Macros& macros,
                        Diagnostics& diagnostics) {
  std::size_t errors = diagnostics.errors();
  std::vector<Token> replaced = expanded(tokens, macros, diagnostics);
  if (diagnostics.errors() != errors) return 0;
  Runs runs = 0;
  for (std::size_t run = 0; run < std::size(run_macros); ++run) {
    Condition condition(replaced, directive, macros, run, diagnostics);
    if (condition.holds()) runs |= static_cast<Runs>(1U << run);
    if (condition.failed()) return 0;
  }
  return runs;
}

}  // namespace farcallc
