#include <compiler/parser.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace farcallc {

// The words of RFC 5531, `program` and `version`, begin something in one place each and are names elsewhere:
// a file without programs has fields of these names.
bool is_reserved_word(std::string_view word) {
  static constexpr std::array<std::string_view, 18> words = {
      "bool", "case",   "const",  "default", "double", "quadruple", "enum",  "float",    "hyper",
      "int",  "opaque", "string", "struct",  "switch", "typedef",   "union", "unsigned", "void"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

const Token& Parser::take() {
  const Token& token = peek();
  if (token.kind != TokenKind::end) ++at_;
  return token;
}

bool Parser::take_if(std::string_view word) {
  if (!peek().is(word)) return false;
  take();
  return true;
}

void Parser::fail(Span span, std::string message) {
  if (!abandoned_) diagnostics_.error(span, std::move(message));
  abandoned_ = true;
}

void Parser::unexpected(std::string_view wanted) {
  const Token& token = peek();
  if (token.kind == TokenKind::end) {
    // Where the end is missing too, that has been said.
    abandoned_ = abandoned_ || input_.incomplete;
    Span last = last_span();
    fail({last.file, last.end, last.end}, fmt::format("the file ends where {} is expected", wanted));
  } else if (token.kind == TokenKind::attribute) {
    fail(token.span, fmt::format("{} is expected before this attribute", wanted));
  } else {
    fail(token.span, fmt::format("{} is expected, not '{}'", wanted, token.text.substr(0, 40)));
  }
}

void Parser::expect(std::string_view word, std::string_view why) {
  if (!take_if(word)) unexpected(fmt::format("'{}' {}", word, why));
}

// The brace that ends what began at `open`.
void Parser::close(Span open, std::string_view why) {
  bool complains = peek().kind == TokenKind::end && !abandoned_ && !input_.incomplete;
  expect("}", why);
  if (complains) diagnostics_.note(open, "it begins here");
}

// A missing semicolon is best shown where it should stand, and what follows it is usually fine.
void Parser::end_of_statement(std::string_view what) {
  if (take_if(";")) return;
  if (!abandoned_ && (peek().first_on_line || peek().is("}"))) {
    Span last = last_span();
    diagnostics_.error({last.file, last.end, last.end}, fmt::format("';' is expected after {}", what));
    return;
  }
  unexpected(fmt::format("';' after {}", what));
}

ast::Name Parser::name(std::string_view what) {
  const Token& token = peek();
  if (token.kind != TokenKind::identifier) {
    unexpected(what);
  } else if (is_reserved_word(token.text)) {
    fail(token.span, fmt::format("'{}' is a word of the language and cannot be {}", token.text, what));
  } else {
    take();
  }
  return {token.text, token.span};
}

ast::Name Parser::qualified_name(std::string_view what) {
  take_if("::");
  ast::Name all = name(what);
  while (peek().is("::")) {
    take();
    all.span = join(all.span, name(what).span);
    // The parts stand in one text unless a macro or a line break came between them; then only the last
    // counts.
    all.text = sources_.text(all.span);
  }
  return all;
}

void Parser::enter(Span span) {
  if (++depth_ <= deepest) return;
  if (!abandoned_) diagnostics_.fatal(span, fmt::format("this is nested more than {} deep", deepest));
  abandoned_ = true;
}

// After an error in what began at the token `from`: on to the next thing that looks like a definition of its
// own. The names that are passed over may be what this one would have defined.
void Parser::recover(std::size_t from, bool in_namespace) {
  static constexpr std::array<std::string_view, 7> starts = {"const", "typedef", "enum",     "struct",
                                                             "union", "program", "namespace"};
  int braces = 0;
  for (; peek().kind != TokenKind::end; take()) {
    const Token& token = peek();
    // A brace alone at column one ends a namespace: definitions end in a semicolon.
    bool alone = in_namespace && token.is("}") && !peek(1).is(";") && !peek(1).is("=");
    if (alone && braces == 0 && token.first_on_line && sources_.position(token.span).column == 1) break;
    if (token.is("{")) ++braces;
    if (token.is("}")) --braces;
    bool start = std::find(starts.begin(), starts.end(), token.text) != starts.end();
    if (braces < 0) braces = 0;
    // At column one a definition begins, whatever the braces say.
    if (start && token.first_on_line && (braces <= 0 || sources_.position(token.span).column == 1)) break;
    if (token.is(";") && braces <= 0 && peek(1).first_on_line && !peek(1).is("}") &&
        sources_.position(peek(1).span).column == 1) {
      take();
      break;
    }
  }
  for (; from < at_; ++from) {
    const Token& token = input_.stream.tokens[from];
    if (token.kind == TokenKind::identifier) result_.unread.insert(token.text);
  }
}

void Parser::passthrough(const std::vector<std::string>& scope) {
  ast::Passthrough lines;
  Span span;
  while (next_passthrough_ < input_.passthrough.size() &&
         input_.passthrough[next_passthrough_].before_token <= at_) {
    span = input_.passthrough[next_passthrough_++].span;
    lines.lines.push_back(sources_.text(span));
  }
  if (lines.lines.empty()) return;
  ast::Definition kept;
  kept.span = span;
  kept.of = std::move(lines);
  add(std::move(kept), scope);
}

ast::Specification Parser::specification() {
  std::vector<std::string> scope;
  while (!diagnostics_.full()) {
    passthrough(scope);
    if (peek().kind == TokenKind::end) break;
    std::size_t before = at_;
    definition(scope);
    if (!abandoned_) continue;
    abandoned_ = false;
    if (at_ == before) take();
    recover(before, false);
  }
  result_.incomplete = input_.incomplete;
  return std::move(result_);
}

void Parser::add(ast::Definition definition, const std::vector<std::string>& scope) {
  definition.scope = scope;
  result_.definitions.push_back(std::move(definition));
}

void Parser::definition(std::vector<std::string>& scope) {
  const Token& first = peek();
  ast::Comment comment = comment_before(first);
  if (take_if(";")) return;  // `};` after a program that has one already
  if (first.is("namespace")) return namespace_(scope);

  ast::Definition made;
  if (first.is("const")) {
    made = constant();
  } else if (first.is("typedef")) {
    made = typedef_();
  } else if (first.is("enum")) {
    made = enum_(true);
  } else if (first.is("struct")) {
    made = struct_(true);
  } else if (first.is("union")) {
    made = union_(true);
  } else if (first.is("program")) {
    made = program();
  } else {
    if (first.kind == TokenKind::identifier) {
      std::string meant =
          closest(first.text, {"const", "typedef", "enum", "struct", "union", "program", "namespace"});
      if (!meant.empty()) {
        diagnostics_.error(first.span, fmt::format("no definition begins with '{}'", first.text));
        diagnostics_.hint(fmt::format("did you mean '{}'?", meant));
        abandoned_ = true;
      }
    }
    unexpected("const, typedef, enum, struct, union or program");
  }
  if (abandoned_) return;
  made.span = join(first.span, last_span());
  end_of_statement("a definition");
  if (abandoned_) return;
  if (comment.empty()) comment_after(comment);
  made.comment = std::move(comment);
  add(std::move(made), scope);
}

void Parser::namespace_(std::vector<std::string>& scope) {
  Span span = take().span;
  enter(span);
  std::size_t outer = scope.size();
  do {
    scope.emplace_back(name("the name of a namespace").text);
  } while (take_if("::"));
  expect("{", "after the name of a namespace");
  while (more_before("}")) {
    passthrough(scope);
    std::size_t before = at_;
    definition(scope);
    if (!abandoned_ || diagnostics_.full()) continue;
    abandoned_ = false;  // what follows is still inside the namespace
    recover(before, true);
  }
  passthrough(scope);
  if (!take_if("}") && !input_.incomplete) fail(span, "this namespace is never closed");
  take_if(";");
  scope.resize(outer);
  leave();
}

ast::Definition Parser::constant() {
  take();
  ast::Definition made;
  made.name = name("the name of a constant");
  expect("=", "after the name of a constant");
  made.of = ast::Constant{expression()};
  return made;
}

ast::Definition Parser::typedef_() {
  take();
  ast::Definition made;
  ast::Typedef of;
  std::vector<ast::Attribute> before = attributes();
  of.declaration = declaration(Naming::required);
  of.declaration.attributes.insert(of.declaration.attributes.end(), before.begin(), before.end());
  made.name = of.declaration.name;
  made.of = std::move(of);
  return made;
}

ast::Definition Parser::enum_(bool named) {
  Span span = take().span;
  enter(span);
  ast::Definition made;
  if (named || !peek().is("{")) made.name = name("the name of an enum");
  expect("{", "before the enumerators");
  ast::Enum of;
  while (more_before("}")) {
    ast::Enumerator one;
    one.comment = comment_before(peek());
    one.name = name("the name of an enumerator");
    if (take_if("=")) one.value = expression();
    comment_after(one.comment);
    bool more = take_if(",");
    comment_after(one.comment);
    of.enumerators.push_back(std::move(one));
    if (!more && !peek().is("}") && more_before("}")) unexpected("',' or '}' after an enumerator");
    if (!more) break;
  }
  close(span, "after the enumerators");
  made.of = std::move(of);
  leave();
  return made;
}

ast::Definition Parser::struct_(bool named) {
  Span span = take().span;
  enter(span);
  ast::Definition made;
  if (named || !peek().is("{")) made.name = name("the name of a struct");
  expect("{", "before the fields");
  ast::Struct of;
  while (more_before("}")) {
    ast::Comment comment = comment_before(peek());
    ast::Declaration field = declaration(Naming::required);
    field.comment = std::move(comment);
    end_of_statement("a field");
    comment_after(field.comment);
    if (field.type.kind != ast::TypeSpecifier::Kind::void_) of.fields.push_back(std::move(field));
  }
  close(span, "after the fields");
  made.of = std::move(of);
  leave();
  return made;
}

ast::Definition Parser::union_(bool named) {
  Span span = take().span;
  enter(span);
  ast::Definition made;
  if (named || !peek().is("switch")) made.name = name("the name of a union");
  if (peek().is("{")) {
    fail(peek().span, "a union tells its arms apart: 'switch (TYPE NAME)' is expected before '{'");
  }
  expect("switch", "after the name of a union");
  expect("(", "before the discriminant");
  ast::Union of;
  of.discriminant = declaration(Naming::required);
  expect(")", "after the discriminant");
  expect("{", "before the arms");
  while (more_before("}")) arm(of);
  close(span, "after the arms");
  made.of = std::move(of);
  leave();
  return made;
}

void Parser::arm(ast::Union& parent) {
  ast::Arm one;
  ast::Comment comment = comment_before(peek());
  one.span = peek().span;
  while (peek().is("case") || peek().is("default")) {
    const Token& word = take();
    if (word.is("default")) {
      if (one.default_label) diagnostics_.error(word.span, "this arm is 'default' already");
      one.default_label = word.span;
    } else {
      one.cases.push_back(expression());
    }
    expect(":", "after the case of an arm");
    comment_after(comment);
  }
  if (one.cases.empty() && !one.default_label) unexpected("'case', 'default' or '}'");
  ast::Comment inner = comment_before(peek());
  comment.insert(comment.end(), inner.begin(), inner.end());
  one.declaration = declaration(Naming::required);
  end_of_statement("an arm");
  comment_after(comment);
  one.declaration.comment = std::move(comment);
  parent.arms.push_back(std::move(one));
}

}  // namespace farcallc
