// The syntax tree: what stands in the source, before anything is known about it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <compiler/source.hpp>

namespace farcallc::ast {

// A name at its place; `a::b` is one name. Empty where the source has none.
struct Name {
  std::string_view text;
  Span span;
};

// Lines of a comment, without its marks.
using Comment = std::vector<std::string>;

struct Expression {
  enum class Kind : std::uint8_t { number, character, text, name, unary, binary };
  Kind kind = Kind::number;
  Span span;
  std::string_view text;  // the literal, the name or the operator
  std::vector<Expression> operands;
};

struct Definition;

// What stands before a declared name.
struct TypeSpecifier {
  enum class Kind : std::uint8_t { scalar, named, string, opaque, void_, body };
  Kind kind = Kind::void_;
  Span span;
  std::string_view scalar;  // canonical: "unsigned hyper"
  Name name;
  std::string_view tag;              // `struct T`: the keyword, which T then has to be
  std::shared_ptr<Definition> body;  // an enum, struct or union defined on the spot
};

enum class Shape : std::uint8_t { plain, fixed, variable, optional };

struct Attribute {
  std::string_view name;
  Span span;
};

// A type, a name and their shape: a field, an arm, a parameter, a typedef.
struct Declaration {
  TypeSpecifier type;
  Shape shape = Shape::plain;
  std::optional<Expression> bound;
  Name name;
  Comment comment;
  std::vector<Attribute> attributes;
};

struct Constant {
  Expression value;
};

struct Enumerator {
  Name name;
  std::optional<Expression> value;
  Comment comment;
};
struct Enum {
  std::vector<Enumerator> enumerators;
};

struct Struct {
  std::vector<Declaration> fields;
};

struct Arm {
  std::vector<Expression> cases;
  std::optional<Span> default_label;
  Span span;
  Declaration declaration;
};
struct Union {
  Declaration discriminant;
  std::vector<Arm> arms;
};

struct Typedef {
  Declaration declaration;
};

enum class Direction : std::uint8_t { in, out, inout };

struct Parameter {
  Direction direction = Direction::in;
  Declaration declaration;
};
struct Procedure {
  Name name;
  Declaration result;
  std::vector<Parameter> parameters;
  Expression number;
  Comment comment;
  std::vector<Attribute> attributes;
};
struct Version {
  Name name;
  std::vector<Procedure> procedures;
  Expression number;
  Comment comment;
};
struct Program {
  std::vector<Version> versions;
  Expression number;
};

// `%` lines and #pragma, kept where they stand.
struct Passthrough {
  std::vector<std::string_view> lines;
};

struct Definition {
  Name name;
  Span span;
  Comment comment;
  std::vector<std::string> scope;  // the namespaces of the language around it
  bool imported = false;           // from a file that is compiled on its own
  std::variant<Constant, Enum, Struct, Union, Typedef, Program, Passthrough> of;
};

struct Specification {
  std::vector<Definition> definitions;
  std::vector<Definition> header_constants;       // `%#define NAME VALUE`: known, and not ours to define
  std::vector<std::vector<std::string>> imports;  // the namespaces of imported files
  // What could not be read may have defined these names, or any: they are not complained about.
  std::set<std::string_view> unread;
  bool incomplete = false;
};

}  // namespace farcallc::ast
