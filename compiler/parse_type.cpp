// The parser's rules for declarations, types and constant expressions.
#include <fmt/format.h>

#include <array>

#include <compiler/constant.hpp>
#include <compiler/parser.hpp>

namespace farcallc {

std::vector<ast::Attribute> Parser::attributes() {
  std::vector<ast::Attribute> found;
  while (peek().kind == TokenKind::attribute) {
    const Token& token = take();
    // Between `/*@` and `*/`: words.
    std::string_view rest = token.text.substr(3, token.text.size() - 5);
    auto offset = token.span.begin + 3;
    constexpr std::string_view blanks = " \t\r\n,";
    for (std::size_t begin = 0; (begin = rest.find_first_not_of(blanks, begin)) != rest.npos;) {
      std::size_t end = std::min(rest.find_first_of(blanks, begin), rest.size());
      auto at = static_cast<std::uint32_t>(offset + begin);
      found.push_back(
          {rest.substr(begin, end - begin), {token.span.file, at, static_cast<std::uint32_t>(offset + end)}});
      begin = end;
    }
    if (found.empty()) diagnostics_.error(token.span, "this attribute comment names no attribute");
  }
  return found;
}

ast::Declaration Parser::declaration(Naming naming) {
  ast::Declaration made;
  made.attributes = attributes();
  made.type = type_specifier();
  if (made.type.kind == ast::TypeSpecifier::Kind::void_) {
    if (peek().kind == TokenKind::identifier) fail(peek().span, "'void' is nothing and cannot have a name");
    if (peek().is("*"))
      fail(peek().span, "'void *' cannot be sent: the language has no untyped data but opaque");
    return made;
  }
  if (peek().is("*")) {
    take();
    made.shape = ast::Shape::optional;
    if (peek().is("*")) fail(peek().span, "optional data of optional data needs a typedef for the inner one");
  }
  if (peek().kind == TokenKind::identifier) {
    made.name = name("the name of what is declared");
  } else if (naming == Naming::required) {
    unexpected("a name");
  }
  shape(made);
  return made;
}

void Parser::shape(ast::Declaration& declaration) {
  if (!peek().is("[") && !peek().is("<")) return;
  const Token& open = take();
  if (declaration.shape == ast::Shape::optional) {
    fail(open.span, "an array of optional data needs a typedef for the optional data");
  }
  bool fixed = open.is("[");
  declaration.shape = fixed ? ast::Shape::fixed : ast::Shape::variable;
  std::string_view close = fixed ? "]" : ">";
  if (peek().is(close)) {
    if (fixed)
      fail(join(open.span, peek().span), "a fixed array needs its size; an array of any size is written <>");
  } else {
    declaration.bound = expression();
  }
  expect(close, "after the bound");
  if (peek().is("[") || peek().is("<"))
    fail(peek().span, "an array of arrays needs a typedef for the inner array");
}

ast::TypeSpecifier Parser::scalar(const Token& first) {
  ast::TypeSpecifier type;
  type.kind = ast::TypeSpecifier::Kind::scalar;
  bool is_unsigned = first.is("unsigned");
  type.scalar = first.text == "unsigned" || first.text == "signed" ? std::string_view("int") : first.text;
  if (is_unsigned || first.is("signed")) {
    // `unsigned long` is a type; in `unsigned long;` the name is long, because dialects reserve nothing.
    static constexpr std::array<std::string_view, 5> sizes = {"int", "hyper", "long", "short", "char"};
    for (std::string_view size : sizes) {
      bool reserved = size == "int" || size == "hyper";
      bool is_type = reserved || peek(1).kind == TokenKind::identifier || peek(1).is("*") ||
                     peek(1).is(",") || peek(1).is(")");
      if (!peek().is(size) || !is_type) continue;
      type.scalar = size;
      take();
      break;
    }
  }
  if (type.scalar == "long" && peek().is("long")) {
    take();
    type.scalar = "hyper";
  }
  if ((type.scalar == "long" || type.scalar == "short" || type.scalar == "hyper") && peek().is("int")) take();
  if (is_unsigned) {
    static constexpr std::array<std::array<std::string_view, 2>, 5> unsigned_names = {{{"int", "u_int"},
                                                                                       {"hyper", "u_hyper"},
                                                                                       {"long", "u_long"},
                                                                                       {"short", "u_short"},
                                                                                       {"char", "u_char"}}};
    for (const auto& [plain, other] : unsigned_names) {
      if (type.scalar == plain) {
        type.scalar = other;
        break;
      }
    }
  }
  type.span = join(first.span, last_span());
  return type;
}

ast::TypeSpecifier Parser::type_specifier() {
  const Token& first = peek();
  ast::TypeSpecifier type;
  type.span = first.span;
  if (first.is("enum") || first.is("struct") || first.is("union")) {
    bool on_the_spot = peek(1).is("{") || peek(1).is("switch") || peek(2).is("{") || peek(2).is("switch");
    if (!on_the_spot) {
      take();
      type.kind = ast::TypeSpecifier::Kind::named;
      type.tag = first.text;
      type.name = qualified_name("the name of a type");
      type.span = type.name.span;
      return type;
    }
    ast::Comment comment = comment_before(first);
    auto body = first.is("enum") ? enum_(false) : first.is("struct") ? struct_(false) : union_(false);
    body.span = join(first.span, last_span());
    type.span = first.span;
    type.kind = ast::TypeSpecifier::Kind::body;
    type.body = std::make_shared<ast::Definition>(std::move(body));
    return type;
  }
  if (first.kind != TokenKind::identifier && !first.is("::")) unexpected("a type");
  if (first.is("string") || first.is("opaque") || first.is("void")) {
    take();
    type.kind = first.is("string")   ? ast::TypeSpecifier::Kind::string
                : first.is("opaque") ? ast::TypeSpecifier::Kind::opaque
                                     : ast::TypeSpecifier::Kind::void_;
    return type;
  }
  bool words = first.is("int") || first.is("unsigned") || first.is("hyper") || first.is("float") ||
               first.is("double") || first.is("quadruple") || first.is("bool");
  bool dialect = (first.is("long") && (peek(1).is("long") || peek(1).is("int"))) ||
                 (first.is("short") && peek(1).is("int")) ||
                 (first.is("signed") && peek(1).kind == TokenKind::identifier);
  if (words || dialect) {
    take();
    return scalar(first);
  }
  if (is_reserved_word(first.text)) unexpected("a type");
  type.kind = ast::TypeSpecifier::Kind::named;
  type.name = qualified_name("the name of a type");
  type.span = type.name.span;
  return type;
}

ast::Expression Parser::expression(int least) {
  enter(peek().span);
  ast::Expression left = primary();
  int entered = 1;
  while (peek().kind == TokenKind::punctuation) {
    const Token& op = peek();
    int strength = precedence(op.text, false);
    if (strength < least || strength == 0) break;
    take();
    ast::Expression right = expression(strength + 1);
    ast::Expression both;
    both.kind = ast::Expression::Kind::binary;
    both.span = join(left.span, right.span);
    both.text = op.text;
    both.operands.push_back(std::move(left));
    both.operands.push_back(std::move(right));
    left = std::move(both);
    // The tree leans to the left and is walked by recursion, so its depth is limited like any nesting.
    enter(op.span);
    ++entered;
  }
  depth_ -= entered;
  return left;
}

ast::Expression Parser::primary() {
  const Token& token = peek();
  ast::Expression made;
  made.span = token.span;
  made.text = token.text;
  if (token.kind == TokenKind::number) {
    made.kind = ast::Expression::Kind::number;
  } else if (token.kind == TokenKind::character) {
    made.kind = ast::Expression::Kind::character;
  } else if (token.kind == TokenKind::string) {
    made.kind = ast::Expression::Kind::text;
  } else if (token.is("-") || token.is("~") || token.is("+")) {
    take();
    enter(token.span);
    made.kind = ast::Expression::Kind::unary;
    made.operands.push_back(primary());
    made.span = join(token.span, made.operands[0].span);
    leave();
    return made;
  } else if (token.is("(")) {
    take();
    made = expression();
    expect(")", "after the expression");
    return made;
  } else if (token.kind == TokenKind::identifier || token.is("::")) {
    made.kind = ast::Expression::Kind::name;
    ast::Name found = qualified_name("a constant");
    made.text = found.text;
    made.span = found.span;
    return made;
  } else {
    unexpected("a constant");
  }
  take();
  return made;
}

}  // namespace farcallc
