// What an interface means: every name resolved, every constant computed, every size known.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <compiler/ast.hpp>
#include <compiler/source.hpp>

namespace farcallc::model {

enum class Kind : std::uint8_t {
  void_,
  boolean,
  i8,  // these four take four bytes on the wire, like rpcgen's char and short
  u8,
  i16,
  u16,
  i32,
  u32,
  i64,
  u64,
  f32,
  f64,
  string,
  fixed_opaque,
  opaque,
  named,
  fixed_array,
  variable_array,
  optional,
};

struct Definition;

inline constexpr std::uint32_t unbounded = 0xffffffff;

struct Type {
  Kind kind = Kind::void_;
  const Type* element = nullptr;               // of arrays and optional data
  const Definition* definition = nullptr;      // of named types
  std::uint32_t bound = unbounded;             // how many, or how many at most
  const Definition* bound_constant = nullptr;  // the constant that the bound was written as
  bool borrowed = false;                       // opaque data that is not copied
};

// Sizes in bytes.
struct Layout {
  bool fixed = false;        // every value takes `wire` bytes
  std::uint64_t wire = 0;    // the least that a value takes
  std::uint64_t native = 0;  // sizeof, on LP64 with libstdc++
  std::uint64_t alignment = 1;
};

struct Field {
  std::string_view name;
  Span span;
  const Type* type = nullptr;
  ast::Comment comment;
};

struct Constant {
  __extension__ __int128 value = 0;
  std::optional<std::string> text;  // of a string constant
};

struct Enumerator {
  std::string_view name;
  Span span;
  std::int32_t value = 0;
  ast::Comment comment;
};
struct Enum {
  std::vector<Enumerator> enumerators;
};

struct Struct {
  std::vector<Field> fields;
  bool is_list = false;  // the last field is optional data of the struct itself
};

struct Arm {
  std::vector<std::int64_t> cases;
  std::vector<std::string_view> case_names;  // the enumerators, where the discriminant is an enum
  bool is_default = false;
  Field field;  // of type void: no data
  bool on_heap = false;
};
struct Union {
  Field discriminant;
  const Definition* discriminant_enum = nullptr;
  std::vector<Arm> arms;
  std::int64_t initial_value = 0;  // the discriminant of a fresh value
  std::size_t initial_arm = 0;
};

struct Alias {
  const Type* type = nullptr;
};

struct Parameter {
  ast::Direction direction = ast::Direction::in;
  Field field;  // the name may be empty
};
struct Procedure {
  std::string_view name;
  Span span;
  std::uint32_t number = 0;
  std::vector<Parameter> parameters;
  const Type* result = nullptr;
  ast::Comment comment;
  std::vector<ast::Attribute> attributes;
};
struct Version {
  std::string_view name;
  Span span;
  std::uint32_t number = 0;
  std::vector<Procedure> procedures;
  ast::Comment comment;
};
struct Program {
  std::uint32_t number = 0;
  std::vector<Version> versions;
};

struct Passthrough {
  std::vector<std::string_view> lines;
};

struct Definition {
  std::string name;
  Span span;
  ast::Comment comment;
  std::vector<std::string> scope;  // the language's namespaces around it
  std::variant<Constant, Enum, Struct, Union, Alias, Program, Passthrough> of;
  Layout layout;           // of types
  bool imported = false;   // from a file that is compiled on its own
  bool recursive = false;  // a value can contain values of the same type, other than by the tail of a list

  template <typename T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&of);
  }
  template <typename T>
  [[nodiscard]] T* as() {
    return std::get_if<T>(&of);
  }
  [[nodiscard]] bool is_type() const {
    return as<Enum>() != nullptr || as<Struct>() != nullptr || as<Union>() != nullptr ||
           as<Alias>() != nullptr;
  }
};

// Owns: the definitions and types; they refer to each other by address.
struct Model {
  std::deque<Definition> definitions;  // in the order of the source
  std::deque<Type> types;
  std::vector<const Definition*> in_order;  // constants and types, each after what it needs to be complete
};

// Through typedefs, down to what is coded.
[[nodiscard]] const Type& resolve(const Type& type);
[[nodiscard]] Layout layout_of(const Type& type);

}  // namespace farcallc::model
