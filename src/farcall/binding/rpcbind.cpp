#include <farcall/binding/rpcbind.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include <netinet/in.h>

#include <farcall/binding/channel_opener.hpp>
#include <farcall/binding/universal_address.hpp>
#include <farcall/io/address.hpp>

#include "portmap.x.hpp"
#include "rpcbind.x.hpp"

namespace farcall::inline v1::binding {
namespace {

namespace portmap = idl::portmap;
namespace rpcbind = idl::rpcbind;
using Version2 = portmap::PMAP_PROG::PMAP_VERS::Client;
using Version3 = rpcbind::RPCBPROG::RPCBVERS::Client;
using Version4 = rpcbind::RPCBPROG::RPCBVERS4::Client;

constexpr std::uint32_t program_number = rpcbind::RPCBPROG::program_number;
constexpr std::string_view system_path = "/run/rpcbind.sock";

// How a registry is reached over a transport: "tcp", "udp" or "unix".
Endpoint reached_over(const Endpoint& registry, std::string_view scheme) {
  Endpoint endpoint;
  endpoint.scheme = registry.host.empty() ? "unix" : scheme;
  if (endpoint.scheme == "unix") {
    endpoint.path = registry.host.empty() ? registry.path : system_path;
  } else {
    endpoint.host = registry.host;
    endpoint.port = registry.port.value_or(portmap::PMAP_PORT);
  }
  return endpoint;
}

// A connection to a registry, and how much time is left for it.
class Session {
 public:
  static Result<Session> open(const Endpoint& registry, std::string_view scheme, TimePoint until) {
    Endpoint endpoint = reached_over(registry, scheme);
    Result<std::unique_ptr<Channel>> channel = open_channel(endpoint, {.sessions = false}, until);
    if (!channel) return std::move(channel).error();
    return Session(Binding(channel->release(), program_number, 4), std::move(endpoint), until);
  }

  template <typename Client>
  [[nodiscard]] Client client() const {
    return Client(binding_.with(program_number, Client::version_number));
  }
  [[nodiscard]] CallOptions options() const {
    return {.timeout = std::max(time_left(until_, steady_clock().now()), Duration(1))};
  }
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return endpoint_; }

 private:
  Session(Binding binding, Endpoint endpoint, TimePoint until)
      : binding_(std::move(binding)), endpoint_(std::move(endpoint)), until_(until) {}
  Binding binding_;
  Endpoint endpoint_;
  TimePoint until_;
};

// Whether the registry would understand an older version of its program.
bool is_too_new(const Error& error) {
  return error.code == Code::prog_mismatch || error.code == Code::proc_unavail ||
         error.code == Code::prog_unavail;
}

// Tries version 4, then 3, then 2.
template <typename Four, typename Three, typename Two>
auto newest_of(Four four, Three three, Two two) -> decltype(four()) {
  auto result = four();
  if (!result && is_too_new(result.error())) result = three();
  if (!result && is_too_new(result.error())) result = two();
  return result;
}

rpcbind::rpcb to_wire(const Registration& line) {
  return {line.program, line.version, line.netid, line.address, line.owner};
}

std::uint32_t protocol_of(std::string_view netid) { return netid == "udp" ? IPPROTO_UDP : IPPROTO_TCP; }

Result<portmap::mapping> to_mapping(const Registration& line) {
  std::optional<Endpoint> endpoint = from_universal(line.netid, line.address);
  if (line.netid != "tcp" && line.netid != "udp")
    return Error{
        Code::unsupported, Executed::no, "a registry of version 2 has no transport '" + line.netid + "'", {}};
  std::uint32_t port = endpoint ? endpoint->port.value_or(0) : 0U;
  return portmap::mapping{line.program, line.version, protocol_of(line.netid), port};
}

Registration from_wire(rpcbind::rpcb& line) {
  return {line.r_prog, line.r_vers, std::move(line.r_netid), std::move(line.r_addr), std::move(line.r_owner)};
}

std::vector<Registration> from_wire(rpcbind::rpcb_dump_result dump) {
  std::vector<Registration> lines;
  for (auto* node = &dump.list; node->has_value(); node = &(*node)->rpcb_next)
    lines.push_back(from_wire((*node)->rpcb_map));
  return lines;
}

std::vector<Registration> from_wire(const portmap::pmap_dump_result& dump) {
  std::vector<Registration> lines;
  for (auto* node = &dump.list; node->has_value(); node = &(*node)->next) {
    const portmap::mapping& map = (*node)->map;
    lines.push_back({map.prog, map.vers, map.prot == IPPROTO_UDP ? "udp" : "tcp",
                     "0.0.0.0." + std::to_string(map.port / 256 % 256) + "." + std::to_string(map.port % 256),
                     "unknown"});
  }
  return lines;
}

Result<std::vector<Registration>> dump_of(const Session& session) {
  using Lines = Result<std::vector<Registration>>;
  auto four = [&]() -> Lines {
    auto dump = session.client<Version4>().RPCBPROC_DUMP(session.options());
    return dump ? Lines(from_wire(std::move(*dump))) : Lines(std::move(dump).error());
  };
  auto three = [&]() -> Lines {
    auto dump = session.client<Version3>().RPCBPROC_DUMP(session.options());
    return dump ? Lines(from_wire(std::move(*dump))) : Lines(std::move(dump).error());
  };
  auto two = [&]() -> Lines {
    auto dump = session.client<Version2>().PMAPPROC_DUMP(session.options());
    return dump ? Lines(from_wire(*dump)) : Lines(std::move(dump).error());
  };
  return newest_of(four, three, two);
}

Error not_registered(const Endpoint& registry, std::uint32_t program, std::uint32_t version,
                     std::string_view netid) {
  return {Code::not_registered,
          Executed::no,
          registry.text() + ": program " + std::to_string(program) + " version " + std::to_string(version) +
              " is not registered over " + std::string(netid),
          {}};
}

// A registry answers about the transport on which it was asked.
Result<std::string> address_from(const Session& session, const Registration& wanted) {
  using Text = Result<std::string>;
  rpcbind::rpcb question = to_wire(wanted);
  auto four = [&]() -> Text {
    return session.client<Version4>().RPCBPROC_GETADDR(question, session.options());
  };
  auto three = [&]() -> Text {
    return session.client<Version3>().RPCBPROC_GETADDR(question, session.options());
  };
  auto two = [&]() -> Text {
    portmap::mapping map{wanted.program, wanted.version, protocol_of(wanted.netid), 0};
    auto port = session.client<Version2>().PMAPPROC_GETPORT(map, session.options());
    if (!port) return std::move(port).error();
    if (*port == 0 || *port > 65535) return std::string();
    return "0.0.0.0." + std::to_string(*port / 256) + "." + std::to_string(*port % 256);
  };
  return newest_of(four, three, two);
}

// "yes" and "no" of SET and UNSET.
Result<void> permitted(const Result<bool>& answer, const Endpoint& registry, const Registration& line,
                       const char* what) {
  if (!answer) return answer.error();
  if (*answer) return {};
  return Error{Code::permission_denied,
               Executed::no,
               registry.text() + ": the registry refused to " + what + " program " +
                   std::to_string(line.program) + " version " + std::to_string(line.version) + " over '" +
                   line.netid + "'",
               {}};
}

bool is_loopback(const Endpoint& registry) {
  if (registry.host == "localhost") return true;
  std::optional<io::Address> address = io::Address::numeric(registry.host, 0);
  return address && address->is_loopback();
}

// The system's rpcbind lets a program register only over its UNIX socket; one on another port is not the
// system's.
std::string_view scheme_to_register(const Endpoint& registry) {
  bool is_system = is_loopback(registry) && registry.port.value_or(portmap::PMAP_PORT) == portmap::PMAP_PORT;
  return is_system ? "unix" : "tcp";
}

Result<Session> open_to_register(const Endpoint& registry, TimePoint until) {
  Result<Session> session = Session::open(registry, scheme_to_register(registry), until);
  if (session || registry.host.empty() || scheme_to_register(registry) == "tcp") return session;
  return Session::open(registry, "tcp", until);
}

// A registry that has no TCP is asked over UDP, if that is what it is asked about.
Result<Session> open_to_ask(const Endpoint& registry, std::string_view netid, TimePoint until) {
  Result<Session> session = Session::open(registry, "tcp", until);
  if (session || registry.host.empty() || session.error().code != Code::connection_refused ||
      !netid.starts_with("udp"))
    return session;
  return Session::open(registry, "udp", until);
}

Result<Endpoint> find_endpoint(const Endpoint& registry, const Registration& wanted, TimePoint until) {
  const std::string& netid = wanted.netid;
  bool is_local = netid == "local";
  if (is_local && !registry.host.empty() && !is_loopback(registry))
    return Error{Code::unsupported, Executed::no, "a UNIX socket of another host cannot be reached", {}};
  Result<Session> session = open_to_ask(registry, netid, until);
  if (!session) return std::move(session).error();
  bool is_v6 = netid.ends_with('6');
  bool asks_v6 = registry.host.find(':') != std::string::npos;
  std::string host = registry.host;
  if (host.empty() || (is_v6 && !asks_v6 && is_loopback(registry))) host = is_v6 ? "::1" : "127.0.0.1";
  std::optional<Endpoint> found;
  bool is_same =
      is_local ? registry.host.empty() : netid.starts_with(session->endpoint().scheme) && (asks_v6 || !is_v6);
  if (is_same) {
    Result<std::string> address = address_from(*session, wanted);
    if (!address) return std::move(address).error();
    bool answered_v6 =
        !is_local && address->find(':') != std::string::npos;  // the host's name may be an IPv6 one
    std::string transport = netid.substr(0, is_local ? 5 : 3) + (answered_v6 ? "6" : "");
    found = from_universal(transport, *address, host);
  } else {  // about another transport than the one that the question goes over
    Result<std::vector<Registration>> lines = dump_of(*session);
    if (!lines) return std::move(lines).error();
    for (const Registration& line : *lines)
      if (line.program == wanted.program && line.version == wanted.version && line.netid == netid)
        found = from_universal(netid, line.address, host);
  }
  if (!found || (found->port && *found->port == 0))
    return not_registered(registry, wanted.program, wanted.version, netid);
  return *found;
}

}  // namespace

Result<Endpoint> look_up(const Endpoint& registry, std::uint32_t program, std::uint32_t version,
                         std::string_view netid, TimePoint until) {
  Result<Endpoint> found = find_endpoint(registry, {program, version, std::string(netid), {}, {}}, until);
  if (found) return found;
  // Whatever became of the question, the callee itself was not called.
  Error error = std::move(found).error();
  error.executed = Executed::no;
  if (error.code != Code::not_registered)
    error.detail = "asking the registry " + registry.text() + ": " + error.detail;
  return error;
}

Result<std::vector<Registration>> list(const Endpoint& registry, TimePoint until) {
  Result<Session> session = Session::open(registry, "tcp", until);
  if (!session) return std::move(session).error();
  return dump_of(*session);
}

Result<void> set(const Endpoint& registry, const Registration& line, TimePoint until) {
  Result<Session> session = open_to_register(registry, until);
  if (!session) return std::move(session).error();
  rpcbind::rpcb wanted = to_wire(line);
  auto four = [&] { return session->client<Version4>().RPCBPROC_SET(wanted, session->options()); };
  auto three = [&] { return session->client<Version3>().RPCBPROC_SET(wanted, session->options()); };
  auto two = [&]() -> Result<bool> {
    Result<portmap::mapping> map = to_mapping(line);
    if (!map) return std::move(map).error();
    return session->client<Version2>().PMAPPROC_SET(*map, session->options());
  };
  return permitted(newest_of(four, three, two), registry, line, "register");
}

Result<void> unset(const Endpoint& registry, const Registration& line, TimePoint until) {
  Result<Session> session = open_to_register(registry, until);
  if (!session) return std::move(session).error();
  rpcbind::rpcb wanted = to_wire(line);
  auto four = [&] { return session->client<Version4>().RPCBPROC_UNSET(wanted, session->options()); };
  auto three = [&] { return session->client<Version3>().RPCBPROC_UNSET(wanted, session->options()); };
  auto two = [&] {
    portmap::mapping map{line.program, line.version, protocol_of(line.netid), 0};
    return session->client<Version2>().PMAPPROC_UNSET(map, session->options());
  };
  return permitted(newest_of(four, three, two), registry, line, "deregister");
}

}  // namespace farcall::inline v1::binding
