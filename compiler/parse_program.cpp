// The parser's rules for programs, versions and procedures.
#include <fmt/format.h>

#include <compiler/parser.hpp>

namespace farcallc {

ast::Definition Parser::program() {
  Span span = take().span;
  ast::Definition made;
  made.name = name("the name of a program");
  expect("{", "before the versions");
  ast::Program of;
  while (more_before("}")) of.versions.push_back(version());
  close(span, "after the versions");
  expect("=", "and its number after a program");
  of.number = expression();
  made.of = std::move(of);
  return made;
}

ast::Version Parser::version() {
  ast::Version made;
  made.comment = comment_before(peek());
  Span span = peek().span;
  expect("version", "to begin a version of the program");
  made.name = name("the name of a version");
  expect("{", "before the procedures");
  while (more_before("}")) made.procedures.push_back(procedure());
  close(span, "after the procedures");
  expect("=", "and its number after a version");
  made.number = expression();
  end_of_statement("a version");
  return made;
}

ast::Procedure Parser::procedure() {
  ast::Procedure made;
  made.comment = comment_before(peek());
  made.attributes = attributes();
  // `T * P()` is optional data as a result; a bound is only possible through a typedef.
  made.result.type = type_specifier();
  if (take_if("*")) made.result.shape = ast::Shape::optional;
  if (peek().is("<") || peek().is("[")) shape(made.result);
  made.name = name("the name of a procedure");
  made.parameters = parameters();
  expect("=", "and its number after a procedure");
  made.number = expression();
  end_of_statement("a procedure");
  comment_after(made.comment);
  return made;
}

std::vector<ast::Parameter> Parser::parameters() {
  std::vector<ast::Parameter> all;
  expect("(", "before the parameters");
  if (take_if(")")) return all;
  do {
    all.push_back(parameter());
  } while (take_if(","));
  expect(")", "after the parameters");
  bool is_void = all.size() == 1 && all[0].declaration.type.kind == ast::TypeSpecifier::Kind::void_;
  if (is_void) {
    all.clear();
  }
  for (const ast::Parameter& one : all) {
    if (one.declaration.type.kind == ast::TypeSpecifier::Kind::void_) {
      diagnostics_.error(one.declaration.type.span, "'void' stands alone or not at all");
    }
  }
  return all;
}

ast::Parameter Parser::parameter() {
  ast::Parameter made;
  // `in`, `out` and `inout` are words here only, and only before a type and a name: `in x` is a parameter x
  // of a type that is called in.
  const Token& first = peek();
  bool is_direction = (first.is("in") || first.is("out") || first.is("inout")) && !peek(1).is(",") &&
                      !peek(1).is(")") && !peek(1).is("*") && !peek(1).is("<") && !peek(1).is("[") &&
                      !peek(1).is("::");
  if (is_direction && peek(1).kind == TokenKind::identifier && (peek(2).is(",") || peek(2).is(")"))) {
    is_direction = is_reserved_word(peek(1).text);
  }
  if (is_direction) {
    made.direction = first.is("in")    ? ast::Direction::in
                     : first.is("out") ? ast::Direction::out
                                       : ast::Direction::inout;
    take();
  }
  made.declaration = declaration(Naming::optional);
  return made;
}

}  // namespace farcallc
