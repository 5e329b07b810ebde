// How a command that fails says so, to people and to programs.
#include <string>

#include <fmt/format.h>

#include <farcall/base/utf8.hpp>
#include <farcall/transport/endpoint.hpp>

#include "commands.hpp"

namespace farcall::tool {
namespace {

// Nothing where the error says it all.
const char* advice(Code code, bool is_of_this_machine) {
  switch (code) {
    case Code::bad_reply: return "what answered there does not speak ONC RPC";
    case Code::connection_lost:
      return is_of_this_machine ? "a server of another protocol hangs up like this"
                                : "a server of another protocol, or one that wants TLS, hangs up like this";
    case Code::deadline_exceeded:
      return is_of_this_machine ? "a server of another protocol, or one that was stopped, is silent like this"
                                : "a server of another protocol, or a firewall, is silent like this";
    default: return nullptr;
  }
}

}  // namespace

int fail(const Error& error) {
  fmt::print(stderr, "farcall: {}\n", shown(to_string(error)));
  return error.code == Code::bad_endpoint ? 2 : 1;
}

int fail_at_first_contact(const Error& error, const std::string& endpoint) {
  int status = fail(error);
  const Result<Endpoint> place = parse_endpoint(endpoint);
  const bool has_path = place && !place->path.empty();
  if (const char* text = advice(error.code, has_path))
    fmt::print(stderr, "farcall: {}; is it the right {}?\n", text, has_path ? "path" : "port");
  return status;
}

nlohmann::json to_json(const Error& error) {
  constexpr const char* executed[] = {"no", "maybe", "yes"};
  return {{"code", to_string(error.code)},
          {"executed", executed[static_cast<std::size_t>(error.executed)]},
          {"detail", error.detail}};
}

void print(const nlohmann::json& json) {
  fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace farcall::tool
