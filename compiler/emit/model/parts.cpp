#include <compiler/emit/model/parts.hpp>

#include <compiler/written.hpp>

namespace farcallc::json {

using model::Kind;

Json wire(WireSize size) {
  Json made{{"minimum", size.least}, {"maximum", nullptr}};
  if (size.most) made["maximum"] = *size.most;
  return made;
}

Json Description::position(Span span) const {
  Position at = sources.position(span);
  return {{"file", sources.path(span.file)}, {"line", at.line}, {"column", at.column}};
}

Json Description::type(const model::Type& type) const {
  Json made{{"kind", word(type.kind)}};
  bool is_fixed = type.kind == Kind::fixed_opaque || type.kind == Kind::fixed_array;
  bool is_counted =
      type.kind == Kind::string || type.kind == Kind::opaque || type.kind == Kind::variable_array;
  if (type.kind == Kind::named) made["name"] = qualified_name(*type.definition);
  if (is_fixed) made["length"] = type.bound;
  if (is_counted) made["bound"] = type.bound == model::unbounded ? Json() : Json(type.bound);
  if (is_fixed || is_counted) {
    made["bound_constant"] = type.bound_constant ? Json(qualified_name(*type.bound_constant)) : Json();
  }
  if (type.kind == Kind::opaque) made["borrowed"] = type.borrowed;
  if (type.element != nullptr) made["element"] = this->type(*type.element);
  made["cpp_type"] = cpp::type_at(type, anywhere());
  made["wire"] = wire(sizes.of(type));
  return made;
}

Json Description::field(const model::Field& field, const std::string& cpp_name) const {
  return {{"name", text_or_null(field.name)},
          {"cpp_name", text_or_null(cpp_name)},
          {"type", type(*field.type)},
          {"comment", field.comment},
          {"position", position(field.span)}};
}

}  // namespace farcallc::json
