// The Server class of a version: a virtual function for each procedure, and the dispatch to them.
#include <fmt/format.h>

#include <algorithm>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/service.hpp>

namespace farcallc::cpp {
namespace {

// RFC 5531 §12.1: takes nothing, returns nothing, always works.
bool is_null(const ProcedureText& one) {
  return one.of->number == 0 && one.parameters.empty() && !one.has_result();
}

bool has_attribute(const ProcedureText& one, std::string_view name) {
  return std::any_of(one.of->attributes.begin(), one.of->attributes.end(),
                     [&](const ast::Attribute& attribute) { return attribute.name == name; });
}

std::string handler(const ProcedureText& one) {
  std::string parameters = parameter_list(one);
  if (!parameters.empty()) parameters.resize(parameters.size() - 2);
  return fill(R"(
@comment@
virtual ::farcall::Result<@result@> @name@(::farcall::CallContext&@call@@separator@@parameters@)@body@
)",
              {{"comment", comment_lines(one.of->comment)},
               {"result", one.result.cpp_type},
               {"name", one.name},
               {"call", is_null(one) ? "" : " call"},
               {"separator", parameters.empty() ? "" : ", "},
               {"parameters", parameters},
               {"body", is_null(one) ? " { return {}; }" : " = 0;"}});
}

// Decodes, asks the handler, encodes: a function for each procedure.
std::string answer(const ProcedureText& one, const Place& outside) {
  Place place = with_parameters(outside, one);
  std::string locals;
  std::string passed;
  std::vector<std::string> arguments;
  for (const Value& value : one.parameters) {
    locals += fmt::format("{} {}{};\n", value.cpp_type, value.name, initializer(*value.type, place));
    passed += ", " + value.name;
    if (value.direction != ast::Direction::out) arguments.push_back(value.name);
  }
  std::vector<std::string> results;
  for (const Value& value : one.results()) results.push_back(value.name == "result" ? "*result" : value.name);
  return fill(R"(
void serve_@name@(Server& server, ::farcall::ServerCall& call) {
  @locals@
  if (@decode@!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.@name@(call@passed@);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(@size@)@encode@) return call.bad_results();
  call.send();
}

)",
              {{"name", one.name},
               {"locals", locals},
               {"decode", decode_all(one.arguments(), arguments, "call.arguments()", place)},
               {"passed", passed},
               {"size", size_sum(one.results(), results, place)},
               {"encode", encode_all(one.results(), results, "call.results()", place)}});
}

// Which procedures may run twice, when one of them says so.
std::string idempotency(const std::vector<ProcedureText>& procedures) {
  std::string cases;
  for (const ProcedureText& one : procedures) {
    if (one.of->number != 0 && has_attribute(one, "idempotent"))
      cases += fmt::format("case {}:  // {}\n", one.of->number, one.name);
  }
  if (cases.empty()) return "";
  return fill(R"(

bool Server::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    @cases@
      return true;
    default:
      return false;
  }
}
)",
              {{"cases", cases}});
}

}  // namespace

Emitted emit_server(const Emission& emission, const model::Program&, const model::Version& version,
                    const Place& place, const std::string& name) {
  std::string handlers;
  std::string answers;
  std::string cases;
  bool has_null = false;
  const auto procedures = procedures_of(emission, version, place);
  for (const ProcedureText& one : procedures) {
    handlers += handler(one);
    answers += answer(one, place);
    cases += fmt::format("case {}: return serve_{}(*this, call);\n", one.of->number, one.name);
    has_null = has_null || one.of->number == 0;
  }
  if (!has_null) {
    // Procedure 0 takes nothing, returns nothing and always works: RFC 5531 §12.1.
    answers = R"(void serve_null(::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

)" + answers;
    cases = "case 0: return serve_null(call);\n" + cases;
  }
  std::string may_repeat = idempotency(procedures);
  Emitted out;
  out.header =
      fill(R"(
// Derive from it and implement the procedures.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "@name@"; }
  @is_idempotent@
  void serve_call(::farcall::ServerCall& call) final;

  @handlers@
};
)",
           {{"name", name},
            {"is_idempotent",
             may_repeat.empty()
                 ? ""
                 : "[[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;\n"},
            {"handlers", handlers}});
  out.local = answers;
  out.source = fill(R"(
void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    @cases@
  }
  call.procedure_unavailable();
}
)",
                    {{"cases", cases}}) +
               may_repeat;
  return out;
}

}  // namespace farcallc::cpp
