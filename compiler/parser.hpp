// Tokens to a syntax tree, by recursive descent: a function for each rule of the grammar.
// Source: RFC 4506 §6.3, RFC 5531 §12.2, and what rpcgen and xdrpp accept beyond them.
#pragma once

#include <compiler/ast.hpp>
#include <compiler/diagnostics.hpp>
#include <compiler/preprocessor.hpp>

namespace farcallc {

class Parser {
 public:
  Parser(const Sources& sources, const Preprocessed& input, Diagnostics& diagnostics)
      : sources_(sources), input_(input), diagnostics_(diagnostics) {}

  [[nodiscard]] ast::Specification specification();

 private:
  // Limit: types, expressions and namespaces inside each other.
  static constexpr int deepest = 100;

  // parser.cpp: definitions
  void definition(std::vector<std::string>& scope);
  void namespace_(std::vector<std::string>& scope);
  ast::Definition constant();
  ast::Definition typedef_();
  ast::Definition enum_(bool named);
  ast::Definition struct_(bool named);
  ast::Definition union_(bool named);
  void arm(ast::Union& parent);
  void add(ast::Definition definition, const std::vector<std::string>& scope);
  void passthrough(const std::vector<std::string>& scope);

  // parse_program.cpp
  ast::Definition program();
  ast::Version version();
  ast::Procedure procedure();
  std::vector<ast::Parameter> parameters();
  ast::Parameter parameter();

  // parse_type.cpp: declarations, types, expressions
  enum class Naming : std::uint8_t { required, optional };
  ast::Declaration declaration(Naming naming);
  void shape(ast::Declaration& declaration);
  ast::TypeSpecifier type_specifier();
  ast::TypeSpecifier scalar(const Token& first);
  ast::Expression expression(int least = 1);
  ast::Expression primary();
  std::vector<ast::Attribute> attributes();

  // parser.cpp: tokens
  // An abandoned definition looks as if the file ended: every rule returns, and complains no more.
  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    if (abandoned_) return input_.stream.tokens.back();
    std::size_t at = at_ + ahead;
    return input_.stream.tokens[at < input_.stream.tokens.size() ? at : input_.stream.tokens.size() - 1];
  }
  const Token& take();
  bool take_if(std::string_view word);
  void expect(std::string_view word, std::string_view why);
  void close(Span open, std::string_view why);
  void end_of_statement(std::string_view what);
  ast::Name name(std::string_view what);
  ast::Name qualified_name(std::string_view what);
  // Complains, and abandons the definition that is being read.
  void fail(Span span, std::string message);
  void unexpected(std::string_view wanted);
  // Before the elements of a list: is there one more before `close`?
  [[nodiscard]] bool more_before(std::string_view close) const {
    return peek().kind != TokenKind::end && !peek().is(close);
  }
  void recover(std::size_t from, bool in_namespace);
  void enter(Span span);
  void leave() { --depth_; }
  [[nodiscard]] Span last_span() const { return at_ == 0 ? peek().span : input_.stream.tokens[at_ - 1].span; }

  // comments.cpp: which comment speaks of what
  [[nodiscard]] ast::Comment comment_before(const Token& first) const;
  void comment_after(ast::Comment& comment);

  const Sources& sources_;
  const Preprocessed& input_;
  Diagnostics& diagnostics_;
  ast::Specification result_;
  std::size_t at_ = 0;
  std::size_t next_passthrough_ = 0;
  std::uint32_t next_comment_ = 0;  // those before it speak of something that was read already
  int depth_ = 0;
  bool abandoned_ = false;
};

// Words that the RFCs reserve: they name nothing.
[[nodiscard]] bool is_reserved_word(std::string_view word);

}  // namespace farcallc
