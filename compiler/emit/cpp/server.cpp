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

std::string handler(const ProcedureText& one) {
  std::string parameters = parameter_list(one, Side::server);
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

std::string handler_task(const ProcedureText& one) {
  std::string parameters = parameter_list(one, Side::async_server);
  if (!parameters.empty()) parameters.resize(parameters.size() - 2);
  return fill(R"(
@comment@
virtual ::farcall::Task<::farcall::Result<@result@>> @name@(::farcall::CallContext& call@separator@@parameters@) = 0;
)",
              {{"comment", comment_lines(one.of->comment)},
               {"result", one.result.cpp_type},
               {"name", one.name},
               {"separator", parameters.empty() ? "" : ", "},
               {"parameters", parameters}});
}

struct Answer {
  std::string locals;
  std::string passed;
  std::vector<std::string> arguments;
  std::vector<std::string> results;
};

Answer answer_parts(const ProcedureText& one, const Place& place) {
  Answer parts;
  for (const Value& value : one.parameters) {
    parts.locals += fmt::format("{} {}{};\n", value.cpp_type, value.name, initializer(*value.type, place));
    parts.passed += moves(value) ? fmt::format(", std::move({})", value.name) : ", " + value.name;
    if (value.direction != ast::Direction::out) parts.arguments.push_back(value.name);
  }
  for (const Value& value : one.results())
    parts.results.push_back(value.name == "result" ? "*result" : value.name);
  return parts;
}

// What follows the handler.
std::string reply(const ProcedureText& one, const Answer& parts, const char* leave, const Place& place) {
  if (is_one_way(one)) return "call.end_one_way(result);\n";
  return fill(R"(
if (!result) @leave@ call.refuse(result.error());
if (!call.reserve(@size@)@encode@) @leave@ call.bad_results();
call.send();
)",
              {{"leave", leave},
               {"size", size_sum(one.results(), parts.results, place)},
               {"encode", encode_all(one.results(), parts.results, "call.results()", place)}});
}

// Decodes, asks the handler, encodes: a function for each procedure.
std::string answer(const ProcedureText& one, std::string_view class_name, const Place& outside) {
  Place place = with_parameters(outside, one);
  Answer parts = answer_parts(one, place);
  return fill(R"(
void serve_@name@(@class@& server, ::farcall::ServerCall& call) {
  @locals@
  if (@decode@!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.@name@(call@passed@);
  @reply@
}

)",
              {{"name", one.name},
               {"class", std::string(class_name)},
               {"locals", parts.locals},
               {"decode", decode_all(one.arguments(), parts.arguments, "call.arguments()", place)},
               {"passed", parts.passed},
               {"reply", reply(one, parts, "return", place)}});
}

// The same for a handler that may suspend: the call goes on without the thread that read it.
std::string answer_later(const ProcedureText& one, const Place& outside) {
  Place place = with_parameters(outside, one);
  Answer parts = answer_parts(one, place);
  return fill(R"(
::farcall::Detached answer_@name@(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    @locals@
    if (@decode@!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.@name@(call@passed@);
    auto result = co_await std::move(done);
    @reply@
  } catch (...) {
    call.thrown();
  }
}

)",
              {{"name", one.name},
               {"locals", parts.locals},
               {"decode", decode_all(one.arguments(), parts.arguments, "call.arguments()", place)},
               {"passed", parts.passed},
               {"reply", reply(one, parts, "co_return", place)}});
}

// Which procedures may run twice, when one of them says so.
std::string idempotency(const std::vector<ProcedureText>& procedures, std::string_view class_name) {
  std::string cases;
  for (const ProcedureText& one : procedures) {
    if (one.of->number != 0 && has_attribute(one, "idempotent"))
      cases += fmt::format("case {}:  // {}\n", one.of->number, one.name);
  }
  if (cases.empty()) return "";
  return fill(R"(

bool @class@::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    @cases@
      return true;
    default:
      return false;
  }
}
)",
              {{"class", std::string(class_name)}, {"cases", cases}});
}

// Which procedures are durable, when there are any.
std::string durability(const std::vector<ProcedureText>& procedures, std::string_view class_name) {
  std::string numbers;
  for (const ProcedureText& one : procedures)
    if (is_durable(one)) numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", one.of->number);
  if (numbers.empty()) return "";
  return fill(R"(

std::span<const std::uint32_t> @class@::durable_procedures() const noexcept {
  static constexpr std::uint32_t numbers[] = {@numbers@};
  return numbers;
}
)",
              {{"class", std::string(class_name)}, {"numbers", numbers}});
}

// What the two classes of a version have in common.
struct Kind {
  std::string_view class_name;
  std::string_view about;
  bool is_asynchronous;  // a durable procedure is not: others would wait for a transaction that waits
};

Emitted emit_class(const std::vector<ProcedureText>& procedures, const Place& place, const std::string& name,
                   const Kind& kind) {
  std::string handlers;
  std::string cases;
  Emitted out;
  bool has_null = false;
  for (const ProcedureText& one : procedures) {
    bool at_once = !kind.is_asynchronous || is_durable(one);
    handlers += at_once ? handler(one) : handler_task(one);
    out.local += at_once ? answer(one, kind.class_name, place) : answer_later(one, place);
    constexpr auto now = "case {}: return serve_{}(*this, call);\n";
    constexpr auto later = "case {}: return void(answer_{}(*this, ::farcall::stub::Deferred(call)));\n";
    cases += fmt::format(fmt::runtime(at_once ? now : later), one.of->number, one.name);
    has_null = has_null || one.of->number == 0;
  }
  // Procedure 0 takes nothing, returns nothing and always works: RFC 5531 §12.1.
  if (!has_null) cases = "case 0: return ::farcall::stub::serve_null(call);\n" + cases;
  std::string may_repeat = idempotency(procedures, kind.class_name);
  std::string durable = durability(procedures, kind.class_name);
  out.header = fill(
      R"(
@about@
class @class@ : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "@name@"; }
  @is_idempotent@
  @durable_procedures@
  void serve_call(::farcall::ServerCall& call) final;

  @handlers@
};
)",
      {{"about", std::string(kind.about)},
       {"class", std::string(kind.class_name)},
       {"name", name},
       {"is_idempotent",
        may_repeat.empty()
            ? ""
            : "[[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;\n"},
       {"durable_procedures",
        durable.empty()
            ? ""
            : "[[nodiscard]] std::span<const std::uint32_t> durable_procedures() const noexcept final;\n"},
       {"handlers", handlers}});
  out.source = fill(R"(

void @class@::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    @cases@
  }
  call.procedure_unavailable();
}
)",
                    {{"class", std::string(kind.class_name)}, {"cases", cases}}) +
               may_repeat + durable;
  return out;
}

}  // namespace

Emitted emit_server(const Emission& emission, const model::Version& version, const Place& place,
                    const std::string& name) {
  return emit_class(
      procedures_of(emission, version, place), place, name,
      {.class_name = "Server",
       .about =
           R"(// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
)",
       .is_asynchronous = false});
}

Emitted emit_async_server(const Emission& emission, const model::Version& version, const Place& place,
                          const std::string& name) {
  return emit_class(
      procedures_of(emission, version, place), place, name,
      {.class_name = "AsyncServer",
       .about =
           R"(// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
)",
       .is_asynchronous = true});
}

}  // namespace farcallc::cpp
