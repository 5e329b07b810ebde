// The checker's types.
#include <fmt/format.h>

#include <utility>

#include <compiler/check.hpp>

namespace farcallc {
namespace {

using model::Kind;

struct Scalar {
  std::string_view name;
  Kind kind;
};

// The words of the RFC come from the parser; the others are dialects and give way to a definition of that
// name.
constexpr Scalar scalars[] = {
    {"int", Kind::i32},        {"u_int", Kind::u32},        {"hyper", Kind::i64},
    {"u_hyper", Kind::u64},    {"float", Kind::f32},        {"double", Kind::f64},
    {"bool", Kind::boolean},   {"long", Kind::i32},         {"u_long", Kind::u32},
    {"short", Kind::i16},      {"u_short", Kind::u16},      {"char", Kind::i8},
    {"u_char", Kind::u8},      {"int8_t", Kind::i8},        {"uint8_t", Kind::u8},
    {"u_int8_t", Kind::u8},    {"int16_t", Kind::i16},      {"uint16_t", Kind::u16},
    {"u_int16_t", Kind::u16},  {"int32_t", Kind::i32},      {"uint32_t", Kind::u32},
    {"u_int32_t", Kind::u32},  {"int64_t", Kind::i64},      {"uint64_t", Kind::u64},
    {"u_int64_t", Kind::u64},  {"quad_t", Kind::i64},       {"u_quad_t", Kind::u64},
    {"longlong_t", Kind::i64}, {"u_longlong_t", Kind::u64}, {"uint", Kind::u32},
    {"ulong", Kind::u32},      {"ushort", Kind::u16},       {"uchar", Kind::u8},
    {"bool_t", Kind::boolean}, {"enum_t", Kind::i32},       {"rpcprog_t", Kind::u32},
    {"rpcvers_t", Kind::u32},  {"rpcproc_t", Kind::u32},    {"rpcprot_t", Kind::u32},
    {"rpcport_t", Kind::u32},  {"signed", Kind::i32},
};

}  // namespace

const model::Type* Checker::make(model::Type type) { return &model_.types.emplace_back(std::move(type)); }

const model::Type* Checker::named_type(const ast::TypeSpecifier& type, const Scope& scope) {
  if (model::Definition* found = find_type(type.name.text, scope)) {
    const char* tag = found->as<model::Enum>() != nullptr     ? "enum"
                      : found->as<model::Struct>() != nullptr ? "struct"
                      : found->as<model::Union>() != nullptr  ? "union"
                                                              : "";
    if (!type.tag.empty() && *tag != '\0' && type.tag != tag) {
      diagnostics_.error(type.span, fmt::format("'{}' is {} {}, not {}", type.name.text,
                                                *tag == 'e' ? "an" : "a", tag, type.tag));
      diagnostics_.note(found->span, "it is defined here");
    }
    model::Type made;
    made.kind = Kind::named;
    made.definition = found;
    return make(made);
  }
  for (const Scalar& one : scalars) {
    if (one.name == type.name.text) {
      model::Type made;
      made.kind = one.kind;
      return make(made);
    }
  }
  if (type.name.text == "netobj") {  // <rpc/xdr.h>: at most 1024 bytes
    model::Type made;
    made.kind = Kind::opaque;
    made.bound = 1024;
    return make(made);
  }
  if (may_be_defined(type.name.text)) return nullptr;
  diagnostics_.error(type.span, fmt::format("no type is named '{}'", type.name.text));
  std::vector<std::string_view> names;
  if (types_.size() <= most_candidates) {
    for (const auto& [name, definition] : types_) names.push_back(name);
  }
  std::string meant = closest(type.name.text, names);
  if (!meant.empty()) {
    diagnostics_.note(types_.find(meant)->second->span, fmt::format("did you mean '{}'?", meant));
    return nullptr;
  }
  names.clear();
  for (const Scalar& one : scalars) names.push_back(one.name);
  for (std::string_view word : {"string", "opaque", "unsigned", "void"}) names.push_back(word);
  meant = closest(type.name.text, names);
  if (!meant.empty()) {
    diagnostics_.hint(fmt::format("did you mean '{}'?", meant));
    return nullptr;
  }
  bool qualified = type.name.text.find(':') != std::string_view::npos;
  if (!qualified && !std::exchange(header_types_explained_, true)) {
    diagnostics_.hint("if a C header defines it: write it in the language, here or in a file to #include");
  }
  return nullptr;
}

// What stands before the name, without the shape.
const model::Type* Checker::base_type(const ast::Declaration& declaration, const Scope& scope) {
  using Specifier = ast::TypeSpecifier::Kind;
  model::Type type;
  switch (declaration.type.kind) {
    case Specifier::void_: return make(type);
    case Specifier::named: return named_type(declaration.type, scope);
    case Specifier::body: {
      auto found = bodies_.find(declaration.type.body.get());
      if (found == bodies_.end()) return nullptr;
      type.kind = Kind::named;
      type.definition = found->second;
      return make(type);
    }
    case Specifier::scalar:
      if (declaration.type.scalar == "quadruple") {  // no C++ type has its range; its 16 bytes are kept
        type.kind = Kind::fixed_opaque;
        type.bound = 16;
        return make(type);
      }
      for (const Scalar& one : scalars) {
        if (one.name == declaration.type.scalar) type.kind = one.kind;
      }
      return make(type);
    case Specifier::string:
    case Specifier::opaque: break;
  }
  return nullptr;  // string and opaque are nothing without their shape
}

std::uint32_t Checker::bound_of(const ast::Declaration& declaration, const Scope& scope, model::Type& type) {
  if (!declaration.bound) return model::unbounded;
  const ast::Expression& bound = *declaration.bound;
  if (bound.kind == ast::Expression::Kind::name) {
    for (const ExternalConstant& one : externals_) {
      // Without its value an external bound bounds nothing here; the callee may still refuse.
      bool open = one.name == bound.text && !one.value && declaration.shape == ast::Shape::variable;
      if (open && find_value(bound.text, scope) == nullptr) return model::unbounded;
    }
  }
  auto value = evaluate_u32(bound, scope, "a bound");
  if (!value) return 1;
  if (declaration.shape == ast::Shape::fixed && *value == 0) {
    diagnostics_.error(bound.span, "an array of no elements holds nothing");
    return 1;
  }
  if (bound.kind == ast::Expression::Kind::name) {
    if (Value* named = find_value(bound.text, scope)) type.bound_constant = named->constant;
  }
  return *value;
}

void Checker::attributes(const ast::Declaration& declaration, model::Type* opaque) {
  for (const ast::Attribute& one : declaration.attributes) {
    if (one.name != "borrowed") {
      diagnostics_.error(one.span,
                         fmt::format("'{}' is no attribute of a declaration; 'borrowed' is one", one.name));
    } else if (opaque == nullptr) {
      diagnostics_.error(one.span, "only opaque data of variable length can be borrowed");
    } else {
      opaque->borrowed = true;
    }
  }
}

// The type of a declaration with its shape. Null when it has none; the complaint has been made.
const model::Type* Checker::type_of(const ast::Declaration& declaration, const Scope& scope) {
  using Specifier = ast::TypeSpecifier::Kind;
  using ast::Shape;
  model::Type type;
  bool is_string = declaration.type.kind == Specifier::string;
  bool is_opaque = declaration.type.kind == Specifier::opaque;
  type.bound = bound_of(declaration, scope, type);
  if (is_string || is_opaque) {
    if (is_opaque && declaration.shape == Shape::plain) {
      diagnostics_.error(declaration.type.span,
                         "opaque data needs its size: opaque NAME[SIZE], or opaque NAME<> for any");
      return nullptr;
    }
    if (is_string && declaration.shape == Shape::fixed) {
      diagnostics_.error(declaration.bound ? declaration.bound->span : declaration.type.span,
                         "a string has no fixed length; its bound is written <>");
      return nullptr;
    }
    if (declaration.shape == Shape::optional) {
      // `string *name`: optional data of an unbounded string.
      if (is_opaque) {
        diagnostics_.error(declaration.type.span, "optional opaque data needs a typedef for the opaque data");
        return nullptr;
      }
      model::Type inner;
      inner.kind = Kind::string;
      type.kind = Kind::optional;
      type.element = make(inner);
    } else {
      type.kind = is_string                           ? Kind::string
                  : declaration.shape == Shape::fixed ? Kind::fixed_opaque
                                                      : Kind::opaque;
    }
    attributes(declaration, type.kind == Kind::opaque ? &type : nullptr);
    return make(type);
  }
  attributes(declaration, nullptr);
  const model::Type* base = base_type(declaration, scope);
  if (base == nullptr || declaration.shape == Shape::plain) return base;
  type.element = base;
  type.kind = declaration.shape == Shape::fixed      ? Kind::fixed_array
              : declaration.shape == Shape::variable ? Kind::variable_array
                                                     : Kind::optional;
  return make(type);
}

model::Field Checker::field(const ast::Declaration& declaration, const Scope& scope) {
  model::Field made;
  made.name = declaration.name.text;
  made.span = declaration.name.text.empty() ? declaration.type.span : declaration.name.span;
  made.comment = declaration.comment;
  made.type = type_of(declaration, scope);
  if (made.type == nullptr) made.type = make({});
  return made;
}

void Checker::structure(const ast::Struct& source, model::Definition& made) {
  auto* of = made.as<model::Struct>();
  std::map<std::string_view, Span> names;
  for (const ast::Declaration& one : source.fields) {
    auto [place, fresh] = names.try_emplace(one.name.text, one.name.span);
    if (!fresh) {
      diagnostics_.error(one.name.span, fmt::format("'{}' has two fields '{}'", made.name, one.name.text));
      diagnostics_.note(place->second, "the first is here");
      continue;
    }
    of->fields.push_back(field(one, made.scope));
  }
}

void Checker::alias(const ast::Typedef& source, model::Definition& made) {
  made.as<model::Alias>()->type = field(source.declaration, made.scope).type;
}

}  // namespace farcallc
