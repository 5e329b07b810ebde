// The Client class of a version: a method for each procedure.
#include <fmt/format.h>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/service.hpp>

namespace farcallc::cpp {
namespace {

std::vector<std::string> names_of(const std::vector<Value>& values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const Value& one : values) names.push_back(one.name);
  return names;
}

bool offers_into(const ProcedureText& one) {
  return one.results().size() == 1 && one.has_result() && !is_scalar(*one.result.type);
}

std::string declaration(const ProcedureText& one) {
  std::string text = fill(R"(
@comment@
::farcall::Result<@result@> @name@(@parameters@const ::farcall::CallOptions& options = {}) const;
)",
                          {{"comment", comment_lines(one.of->comment)},
                           {"result", one.result.cpp_type},
                           {"name", one.name},
                           {"parameters", parameter_list(one, Side::client)}});
  if (!offers_into(one)) return text;
  return text + fill(
                    R"(
::farcall::Result<void> @name@(@parameters@@result@& into, const ::farcall::CallOptions& options = {}) const;
)",
                    {{"result", one.result.cpp_type},
                     {"name", one.into_name},
                     {"parameters", parameter_list(one, Side::client)}});
}

// The life of a call, as stub/call.hpp describes it: reserve, encode, transact, decode, finish. The caller's
// variables change when it has succeeded, and only then.
std::string body(const ProcedureText& one, const std::string& locals, const std::vector<std::string>& results,
                 const std::string& restored, const std::string& value, const Place& place) {
  return fill(
      R"(
::farcall::stub::Call call(binding_, @number@, options);
try {
  @locals@
  if (!call.reserve(@size@)@encode@ || @transact@) {
    return call.error();
  }
  @restored@
  return @value@;
} catch (const std::bad_alloc&) {
  return call.out_of_memory();
}
)",
      {{"number", std::to_string(one.of->number)},
       {"locals", locals},
       {"size", size_sum(one.arguments(), names_of(one.arguments()), place)},
       {"encode", encode_all(one.arguments(), names_of(one.arguments()), "call.arguments()", place)},
       {"transact", is_one_way(one) ? "!call.send_one_way()"
                                    : (is_durable(one) ? "!call.transact_durably()" : "!call.transact()") +
                                          std::string(" ||\n      ") +
                                          decode_all(one.results(), results, "call.results()", place) +
                                          "!call.results().finish()"},
       {"restored", restored},
       {"value", value}});
}

std::string method_into(const ProcedureText& one, const Place& place) {
  return fill(R"(
::farcall::Result<void> Client::@name@(@parameters@@result@& into, const ::farcall::CallOptions& options) const {
  @body@
}

)",
              {{"name", one.into_name},
               {"parameters", parameter_list(one, Side::client)},
               {"result", one.result.cpp_type},
               {"body", body(one, "", {"into"}, "", "{}", place)}});
}

std::string method(const ProcedureText& one, const Place& place) {
  std::string locals;
  std::string restored;
  std::vector<std::string> results;
  if (one.has_result()) {
    locals = fmt::format("{} result{};\n", one.result.cpp_type, initializer(*one.result.type, place));
    results.emplace_back("result");
  }
  Names names;
  for (const char* ours : {"call", "options", "result", "binding_"}) names.add(ours);
  for (const Value& value : one.parameters) names.add(value.name);
  for (const Value& value : one.parameters) {
    if (value.direction == ast::Direction::in) continue;
    std::string local = names.invent(value.name + "_out");
    locals += fmt::format("{} {}{};\n", value.cpp_type, local, initializer(*value.type, place));
    restored += fmt::format("{} = std::move({});\n", value.name, local);
    results.push_back(local);
  }
  return fill(R"(
::farcall::Result<@result@> Client::@name@(@parameters@const ::farcall::CallOptions& options) const {
  @body@
}

)",
              {{"result", one.result.cpp_type},
               {"name", one.name},
               {"parameters", parameter_list(one, Side::client)},
               {"body", body(one, locals, results, restored, one.has_result() ? "result" : "{}", place)}});
}

}  // namespace

Emitted emit_client(const Emission& emission, const model::Program& program, const model::Version& version,
                    const Place& place) {
  std::string declarations;
  Emitted out;
  for (const ProcedureText& one : procedures_of(emission, version, place)) {
    declarations += declaration(one);
    Place inside = with_parameters(place, one);
    out.source += method(one, inside);
    if (offers_into(one)) out.source += method_into(one, inside);
  }
  out.header = fill(R"(
// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = @program@;
  static constexpr std::uint32_t version_number = @version@;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  @declarations@

 private:
  ::farcall::Binding binding_;
};

)",
                    {{"program", std::to_string(program.number)},
                     {"version", std::to_string(version.number)},
                     {"declarations", declarations}});
  return out;
}

}  // namespace farcallc::cpp
