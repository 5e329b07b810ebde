// The conditions of #if and #elif.
#include <fmt/format.h>

#include <algorithm>

#include <compiler/constant.hpp>
#include <compiler/preprocessor.hpp>

namespace farcallc {
namespace {

constexpr int deepest = 64;
constexpr std::size_t most_steps = 100'000;  // macros of macros double at every step

// Evaluates for one of rpcgen's runs; evaluate_condition asks for each.
class Condition {
 public:
  Condition(const std::vector<Token>& tokens, Span directive, const Macros& macros, std::size_t run,
            Diagnostics& diagnostics, std::size_t& steps)
      : tokens_(tokens),
        directive_(directive),
        macros_(macros),
        run_(run),
        diagnostics_(diagnostics),
        steps_(steps) {}

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
    if (depth > deepest || ++steps_ > most_steps) return fail(here(), "this condition is nested too deeply");
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
    if (token.kind == TokenKind::identifier) return name(token, depth);
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

  // As in C, a name that is no macro is 0.
  Integer name(const Token& token, int depth) {
    if (token.text == run_macros[run_]) return 1;
    auto found = macros_.find(token.text);
    if (found == macros_.end()) return 0;
    if (found->second.takes_arguments)
      return fail(token.span, "farcallc does not expand macros with arguments");
    if (depth > deepest / 2 || found->second.body.empty()) return fail(token.span, "this macro has no value");
    Condition inner(found->second.body, token.span, macros_, run_, diagnostics_, steps_);
    inner.nested_ = nested_ + 1;
    if (inner.nested_ > 16) return fail(token.span, "this macro refers to itself");
    Integer value = inner.binary(1, depth + 1);
    failed_ = failed_ || inner.failed_;
    return value;
  }

  const std::vector<Token>& tokens_;
  Span directive_;
  const Macros& macros_;
  std::size_t run_;
  Diagnostics& diagnostics_;
  std::size_t& steps_;
  std::size_t at_ = 0;
  int nested_ = 0;
  bool failed_ = false;
};

}  // namespace

Runs evaluate_condition(const std::vector<Token>& tokens, Span directive, const Macros& macros,
                        Diagnostics& diagnostics) {
  Runs runs = 0;
  for (std::size_t run = 0; run < std::size(run_macros); ++run) {
    std::size_t steps = 0;
    Condition condition(tokens, directive, macros, run, diagnostics, steps);
    if (condition.holds()) runs |= static_cast<Runs>(1U << run);
    if (condition.failed()) return 0;
  }
  return runs;
}

}  // namespace farcallc
