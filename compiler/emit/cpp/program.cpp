// Programs in C++: a namespace, with a namespace for each version in it.
#include <fmt/format.h>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/service.hpp>

namespace farcallc::cpp {
namespace {

// Inside a version's classes their members, parameters and variables hide types of the same names.
Place version_place(const Emission& emission, const model::Definition& program,
                    const model::Version& version) {
  Place place{emission.home, scope_of(program, emission.home), {}, true};
  place.hidden.add(spell(program.name));
  place.hidden.add(spell(version.name));
  for (const model::Procedure& one : version.procedures) {
    place.hidden.add(spell_procedure(one.name));
    place.hidden.add(spell_procedure(one.name) + "_into");
    place.hidden.add(spell_procedure(one.name) + "_reply");
  }
  for (const char* ours : {"serve_call", "service_program", "service_version", "service_name",
                           "is_idempotent", "durable_procedures", "binding", "binding_", "options", "into",
                           "call", "result", "procedure", "server"}) {
    place.hidden.add(ours);
  }
  return place;
}

Emitted emit_version(const Emission& emission, const model::Definition& program,
                     const model::Version& version) {
  const auto& of = *program.as<model::Program>();
  const auto& scope = scope_of(program, emission.home);
  Place place = version_place(emission, program, version);
  Emitted client = emit_client(emission, of, version, place);
  Emitted async_client = emit_async_client(emission, of, version, place);
  std::string name = fmt::format("{}.{}.{}", fmt::join(scope, "."), program.name, version.name);
  Emitted server = emit_server(emission, version, place, name);
  Emitted async_server = emit_async_server(emission, version, place, name);
  Emitted out;
  out.header = fill(R"(

@comment@
namespace @version@ {

inline constexpr std::uint32_t version_number = @number@;

@classes@

}  // namespace @version@
)",
                    {{"comment", comment_lines(version.comment)},
                     {"version", spell(version.name)},
                     {"number", std::to_string(version.number)},
                     {"classes", client.header + async_client.header + server.header + async_server.header}});
  out.source = fill(
      R"(

namespace @path@ {
namespace {

@local@
}  // namespace

@source@
}  // namespace @path@
)",
      {{"path", fmt::format("{}::{}::{}", joined(scope), spell(program.name), spell(version.name))},
       {"local", value_coders(emission, procedures_of(emission, version, place), place) + async_client.local +
                     server.local + async_server.local},
       {"source", client.source + async_client.source + server.source + async_server.source}});
  return out;
}

}  // namespace

Emitted emit_program(const Emission& emission, const model::Definition& definition) {
  const auto& of = *definition.as<model::Program>();
  std::string program = spell(definition.name);
  Emitted out;
  out.header = fill(R"(

@comment@
namespace @program@ {

inline constexpr std::uint32_t program_number = @number@;
)",
                    {{"comment", comment_lines(definition.comment)},
                     {"program", joined(scope_of(definition, emission.home)) + "::" + program},
                     {"number", std::to_string(of.number)}});
  for (const model::Version& one : of.versions) {
    Emitted made = emit_version(emission, definition, one);
    out.header += made.header;
    out.source += made.source;
  }
  out.header += fmt::format("\n}}  // namespace {}\n", program);
  return out;
}

}  // namespace farcallc::cpp
