// Programs as JSON: versions, procedures, parameters.
#include <compiler/emit/cpp/service.hpp>
#include <compiler/emit/model/parts.hpp>

namespace farcallc::json {
namespace {

const char* word(ast::Direction direction) {
  switch (direction) {
    case ast::Direction::in: return "in";
    case ast::Direction::out: return "out";
    case ast::Direction::inout: return "inout";
  }
  return "";
}

WireSize sum(const Description& description, const std::vector<cpp::Value>& values) {
  WireSize all{0, 0};
  for (const cpp::Value& one : values) all = all + description.sizes.of(*one.type);
  return all;
}

Json procedure(const Description& description, const cpp::ProcedureText& text) {
  const model::Procedure& of = *text.of;
  Json attributes = Json::array();
  for (const ast::Attribute& one : of.attributes) attributes.push_back(one.name);
  Json parameters = Json::array();
  for (std::size_t i = 0; i < of.parameters.size(); ++i) {
    Json one = description.field(of.parameters[i].field, text.parameters[i].name);
    one["direction"] = word(of.parameters[i].direction);
    parameters.push_back(std::move(one));
  }
  return {{"name", of.name},
          {"cpp_name", text.name},
          {"number", of.number},
          {"attributes", std::move(attributes)},
          {"parameters", std::move(parameters)},
          {"result", description.type(*of.result)},
          {"arguments_wire", wire(sum(description, text.arguments()))},
          {"results_wire", wire(sum(description, text.results()))},
          {"comment", of.comment},
          {"position", description.position(of.span)}};
}

}  // namespace

Json versions_of(const Description& description, const model::Definition& program) {
  const cpp::Place anywhere = description.anywhere();
  Json versions = Json::array();
  for (const model::Version& version : program.as<model::Program>()->versions) {
    Json procedures = Json::array();
    for (const cpp::ProcedureText& one : cpp::procedures_of(description.emission, version, anywhere)) {
      procedures.push_back(procedure(description, one));
    }
    versions.push_back({{"name", version.name},
                        {"cpp_name", cpp::name_at(program, anywhere) + "::" + cpp::spell(version.name)},
                        {"number", version.number},
                        {"procedures", std::move(procedures)},
                        {"comment", version.comment},
                        {"position", description.position(version.span)}});
  }
  return versions;
}

}  // namespace farcallc::json
