// The AsyncClient class of a version: a method for each procedure, which starts the call and gives back its
// reply.
#include <fmt/format.h>

#include <string_view>

#include <compiler/emit/cpp/fill.hpp>
#include <compiler/emit/cpp/service.hpp>

namespace farcallc::cpp {
namespace {

// Where a procedure has `out` or `inout` parameters, everything that comes back is one struct.
bool returns_several(const ProcedureText& one) { return one.results().size() > (one.has_result() ? 1 : 0); }

std::string reply_type(const ProcedureText& one) {
  return returns_several(one) ? one.reply_name : one.result.cpp_type;
}

// "!a || !b", as encode_all and decode_all have it, the other way round: "a && b".
std::string all_of(std::string_view any_fails) {
  std::string text;
  constexpr std::string_view between = " || !";
  if (any_fails.starts_with('!')) any_fails.remove_prefix(1);
  if (any_fails.ends_with(" || ")) any_fails.remove_suffix(4);
  for (std::size_t at = 0; at < any_fails.size();) {
    if (any_fails.substr(at).starts_with(between)) {
      text += " && ";
      at += between.size();
    } else {
      text += any_fails[at++];
    }
  }
  return text;
}

std::vector<std::string> names_of(const std::vector<Value>& values, const std::string& before) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const Value& one : values) names.push_back(before + one.name);
  return names;
}

std::string reply_struct(const ProcedureText& one, const Place& place) {
  std::string fields;
  for (const Value& value : one.results())
    fields += fmt::format("{} {}{};\n", value.cpp_type, value.name, initializer(*value.type, place));
  return fill(R"(
struct @name@ {
  @fields@
};
)",
              {{"name", reply_type(one)}, {"fields", fields}});
}

std::string declaration(const ProcedureText& one, const Place& place) {
  return (returns_several(one) ? reply_struct(one, place) : "") +
         fill(R"(
@comment@
::farcall::Reply<@result@> @name@(@parameters@const ::farcall::CallOptions& options = {}) const;
)",
              {{"comment", comment_lines(one.of->comment)},
               {"result", reply_type(one)},
               {"name", one.name},
               {"parameters", argument_list(one)}});
}

std::string decoder(const ProcedureText& one, const Place& place) {
  bool several = returns_several(one);
  std::string type = several ? "AsyncClient::" + reply_type(one) : reply_type(one);
  std::vector<std::string> names =
      several ? names_of(one.results(), "value.") : std::vector<std::string>{"value"};
  return fill(R"(
bool reply_of_@name@(::farcall::xdr::Decoder& in, @type@& value) {
  return @decode@;
}

)",
              {{"name", one.name},
               {"type", type},
               {"decode", all_of(decode_all(one.results(), names, "in", place))}});
}

std::string method(const ProcedureText& one, const Place& place) {
  bool returns_nothing = one.results().empty();
  std::vector<std::string> names = names_of(one.arguments(), "");
  return fill(R"(
::farcall::Reply<@result@> AsyncClient::@name@(@parameters@const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, @number@, options);
  if (call.reserve(@size@)@encode@) call.@send@();
  return @value@;
}

)",
              {{"result", returns_several(one) ? "AsyncClient::" + reply_type(one) : reply_type(one)},
               {"name", one.name},
               {"parameters", argument_list(one)},
               {"number", std::to_string(one.of->number)},
               {"size", size_sum(one.arguments(), names, place)},
               {"encode", all_of(encode_all(one.arguments(), names, "call.arguments()", place))},
               {"send", is_one_way(one)   ? "send_one_way"
                        : is_durable(one) ? "send_durably"
                                          : "send"},
               {"value", returns_nothing ? "::farcall::Reply<void>(call.take())"
                                         : fmt::format("{{call.take(), reply_of_{}}}", one.name)}});
}

}  // namespace

Emitted emit_async_client(const Emission& emission, const model::Program& program,
                          const model::Version& version, const Place& place) {
  std::string declarations;
  Emitted out;
  for (const ProcedureText& one : procedures_of(emission, version, place)) {
    Place inside = with_parameters(place, one);
    declarations += declaration(one, inside);
    if (!one.results().empty()) out.local += decoder(one, inside);
    out.source += method(one, inside);
  }
  out.header = fill(R"(
// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = @program@;
  static constexpr std::uint32_t version_number = @version@;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

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
