// The text of structs and unions for logs: a line for each field, which the library's printer writes.
#include <fmt/format.h>

#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/union.hpp>

namespace farcallc::cpp {
namespace {

std::string field_lines(const std::vector<model::Field>& fields) {
  std::string lines;
  for (const model::Field& field : fields)
    lines += fmt::format("out.field(\"{}\", value.{});\n", field.name, spell(field.name));
  return lines;
}

// A loop, so that a long list needs no stack.
std::string list_body(const std::string& self, const model::Definition& definition, const model::Struct& of) {
  std::vector<model::Field> fields(of.fields.begin(), of.fields.end() - 1);
  return fill(R"(
if (!out.open_list("@name@")) return;
for (const @self@* node = &first; out.element(); node = &*node->@next@) {
  const @self@& value = *node;
  if (out.open("")) {
    @fields@
    out.close();
  }
  if (!value.@next@) break;
}
out.close_list();
)",
              {{"name", definition.name},
               {"self", self},
               {"next", spell(of.fields.back().name)},
               {"fields", field_lines(fields)}});
}

std::string struct_body(const std::string& name, const std::string& fields) {
  return fill(R"(
if (!out.open("@name@")) return;
@fields@
out.close();
)",
              {{"name", name}, {"fields", fields}});
}

Emitted functions(const std::string& self, const std::string& argument, const std::string& body) {
  Emitted out;
  out.functions = fill(R"(
[[nodiscard]] std::string to_string(const @self@& value);
void print_text(::farcall::xdr::Text& out, const @self@& value);
)",
                       {{"self", self}});
  out.source = fill(R"(

std::string to_string(const @self@& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const @self@& @argument@) {
  @body@
}
)",
                    {{"self", self}, {"argument", argument}, {"body", body}});
  return out;
}

}  // namespace

Emitted emit_struct_text(const Emission& emission, const model::Definition& definition) {
  const auto& of = *definition.as<model::Struct>();
  std::string self = name_at(definition, emission.function_place(definition));
  if (of.is_list) return functions(self, "first", list_body(self, definition, of));
  std::string argument = of.fields.empty() ? "" : "value";
  return functions(self, argument, struct_body(definition.name, field_lines(of.fields)));
}

Emitted UnionText::text() {
  std::string fields = fmt::format("out.field(\"{}\", value.{}());\n", of_.discriminant.name, discriminant_);
  for (const ArmNames& one : arms_) {
    fields += fmt::format("if (const {}* arm = value.{}()) out.field(\"{}\", *arm);\n", one.type, one.if_name,
                          one.arm->field.name);
  }
  return functions(self_, "value", struct_body(definition_.name, fields));
}

}  // namespace farcallc::cpp
