// Programs in C++: a namespace, with a namespace for each version in it.
#include <fmt/format.h>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/service.hpp>

namespace farcallc::cpp {

Emitted emit_program(const Emission& emission, const model::Definition& definition) {
  const auto& of = *definition.as<model::Program>();
  const auto& scope = scope_of(definition, emission.home);
  std::string program = spell(definition.name);
  Emitted out;
  out.header = fill(R"(

@comment@
namespace @program@ {

inline constexpr std::uint32_t program_number = @number@;
)",
                    {{"comment", comment_lines(definition.comment)},
                     {"program", joined(scope) + "::" + program},
                     {"number", std::to_string(of.number)}});
  for (const model::Version& one : of.versions) {
    std::string version = spell(one.name);
    Place place{emission.home, scope, {}};
    // Inside a version's classes their members hide types of the same names.
    for (const std::string& name : {program, version}) place.hidden.add(name);
    for (const model::Procedure& procedure : one.procedures) {
      place.hidden.add(spell_procedure(procedure.name));
      place.hidden.add(spell_procedure(procedure.name) + "_into");
    }
    for (const char* ours :
         {"serve", "program", "version", "name", "binding_", "call", "options", "result", "into", "server",
          "done", "program_number", "version_number", "value", "in", "out"}) {
      place.hidden.add(ours);
    }
    auto procedures = procedures_of(emission, one, place);
    Emitted client = emit_client(emission, of, one, place);
    Emitted server = emit_server(emission, of, one, place,
                                 fmt::format("{}.{}.{}", fmt::join(scope, "."), definition.name, one.name));
    out.header += fill(R"(

@comment@
namespace @version@ {

inline constexpr std::uint32_t version_number = @number@;

@classes@

}  // namespace @version@
)",
                       {{"comment", comment_lines(one.comment)},
                        {"version", version},
                        {"number", std::to_string(one.number)},
                        {"classes", client.header + server.header}});
    out.source += fill(R"(

namespace @path@ {
namespace {

@local@
}  // namespace

@source@
}  // namespace @path@
)",
                       {{"path", fmt::format("{}::{}::{}", joined(scope), program, version)},
                        {"local", value_coders(emission, procedures, place) + server.local},
                        {"source", client.source + server.source}});
  }
  out.header += fmt::format("\n}}  // namespace {}\n", program);
  return out;
}

}  // namespace farcallc::cpp
