#include <compiler/emit/model/emitter.hpp>

#include <compiler/constant.hpp>
#include <compiler/emit/cpp/union.hpp>
#include <compiler/emit/model/parts.hpp>
#include <compiler/version.hpp>
#include <compiler/written.hpp>

namespace farcallc::json {
namespace {

Json number(Integer value) {
  if (value < 0) return static_cast<std::int64_t>(value);
  return static_cast<std::uint64_t>(value);
}

void constant(const model::Constant& of, Json& out) {
  out["value"] = of.text ? Json() : number(of.value);
  out["literal"] = of.text ? Json(*of.text) : Json();
}

void enumeration(const Description& description, const model::Enum& of, Json& out) {
  Json all = Json::array();
  for (const model::Enumerator& one : of.enumerators) {
    all.push_back({{"name", one.name},
                   {"cpp_name", cpp::spell(one.name)},
                   {"value", one.value},
                   {"comment", one.comment},
                   {"position", description.position(one.span)}});
  }
  out["enumerators"] = std::move(all);
}

void structure(const Description& description, const model::Struct& of, Json& out) {
  out["list"] = of.is_list;
  Json all = Json::array();
  for (const model::Field& one : of.fields) all.push_back(description.field(one, cpp::spell(one.name)));
  out["fields"] = std::move(all);
}

void union_(const Description& description, const model::Definition& definition, const model::Union& of,
            Json& out) {
  cpp::UnionText text(description.emission, definition);
  out["discriminant"] = description.field(of.discriminant, text.discriminant());
  auto named = text.arms().begin();
  Json arms = Json::array();
  for (const model::Arm& arm : of.arms) {
    Json cases = Json::array();
    for (std::size_t i = 0; i < arm.cases.size(); ++i) {
      cases.push_back({{"value", arm.cases[i]}, {"name", text_or_null(arm.case_names[i])}});
    }
    // An arm without data has no accessor.
    bool has_accessor = named != text.arms().end() && named->arm == &arm;
    Json one{{"cases", std::move(cases)}, {"default", arm.is_default}};
    one.update(description.field(arm.field, has_accessor ? named++->name : ""));
    arms.push_back(std::move(one));
  }
  out["arms"] = std::move(arms);
}

Json definition_json(const Description& description, const model::Definition& one) {
  Json out{{"kind", word(one)},
           {"name", one.name},
           {"qualified_name", qualified_name(one)},
           {"cpp_name", cpp::name_at(one, description.anywhere())},
           {"namespace", one.scope},
           {"imported", one.imported},
           {"comment", one.comment},
           {"position", description.position(one.span)}};
  if (one.is_type()) {
    out["recursive"] = one.recursive;
    out["wire"] = wire(description.sizes.of(one));
  }
  if (auto* of = one.as<model::Constant>()) constant(*of, out);
  if (auto* of = one.as<model::Enum>()) enumeration(description, *of, out);
  if (auto* of = one.as<model::Struct>()) structure(description, *of, out);
  if (auto* of = one.as<model::Union>()) union_(description, one, *of, out);
  if (auto* of = one.as<model::Alias>()) out["type"] = description.type(*of->type);
  if (auto* of = one.as<model::Program>()) {
    out["number"] = of->number;
    out["versions"] = versions_of(description, one);
  }
  return out;
}

}  // namespace

std::string emit(const model::Model& model, const Sources& sources, const Options& options) {
  cpp::Options cpp_options{options.namespace_path, options.source_name, false, options.imported_headers};
  cpp::Emission emission{model, cpp_options, {options.namespace_path}, cpp::Facts(model), {}};
  Description description{sources, emission, WireSizes(model)};
  Json files = Json::array();
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    if (!sources.path(i).starts_with('<')) files.push_back(sources.path(i));
  }
  Json order = Json::array();
  for (const model::Definition* one : model.in_order) order.push_back(qualified_name(*one));
  Json head{{"format", model_format},
            {"farcallc", version},
            {"source", options.source_name},
            {"files", std::move(files)},
            {"namespace", options.namespace_path},
            {"header", options.source_name + ".hpp"},
            {"imported_headers", options.imported_headers},
            {"order", std::move(order)}};
  JsonDocument document(head, "definitions");
  for (const model::Definition& one : model.definitions) {
    if (one.as<model::Passthrough>() == nullptr) document.add(definition_json(description, one));
  }
  return document.take();
}

}  // namespace farcallc::json
