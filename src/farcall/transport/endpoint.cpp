#include <farcall/transport/endpoint.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace farcall::inline v1 {
namespace {

constexpr std::string_view later_schemes[] = {"tls", "vm", "etcd"};

Error bad(std::string_view text, std::string_view why) {
  std::string detail = "endpoint '";
  detail.append(text).append("': ").append(why);
  return {Code::bad_endpoint, Executed::no, std::move(detail)};
}

bool parse_port(std::string_view digits, std::optional<std::uint16_t>& port) {
  unsigned value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value > 65535) return false;
  port = static_cast<std::uint16_t>(value);
  return true;
}

void parse_query(std::string_view query, Endpoint& endpoint) {
  while (!query.empty()) {
    std::string_view item = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), item.size() + 1));
    std::size_t equals = item.find('=');
    if (item.empty()) continue;
    endpoint.query.emplace_back(item.substr(0, equals),
                                equals == std::string_view::npos ? "" : item.substr(equals + 1));
  }
}

// "host:port", "[v6]:port", and "host" where the port may be left out. Null when it is well-formed.
const char* parse_authority(std::string_view authority, bool needs_port, Endpoint& endpoint) {
  std::string_view rest;
  if (authority.starts_with('[')) {
    std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return "the bracket of the IPv6 address is not closed";
    endpoint.host = authority.substr(1, close - 1);
    rest = authority.substr(close + 1);
  } else {
    std::size_t colon = authority.find(':');
    if (colon != authority.rfind(':')) return "an IPv6 address is written in brackets: [::1]:port";
    endpoint.host = authority.substr(0, colon);
    rest = colon == std::string_view::npos ? "" : authority.substr(colon);
  }
  if (endpoint.host.empty()) return "the host is missing";
  if (endpoint.host.find_first_of("/@[]") != std::string::npos)
    return "the host has a character that no host has";
  if (rest.empty()) return needs_port ? "the port is missing: host:port" : nullptr;
  if (!rest.starts_with(':') || !parse_port(rest.substr(1), endpoint.port))
    return "the port is not a number from 0 to 65535";
  return nullptr;
}

// What stands behind "scheme:". Null when it is well-formed.
const char* parse_place(std::string_view place, Endpoint& endpoint) {
  if (endpoint.scheme == "unix" || endpoint.scheme == "lrpc" || endpoint.scheme == "memory") {
    if (place.starts_with("//")) place.remove_prefix(2);
    endpoint.path = place;
    if (endpoint.scheme == "memory") return place.empty() ? "the name is missing: memory:name" : nullptr;
    if (!place.starts_with('/') && !place.starts_with('@'))
      return endpoint.scheme == "lrpc" ? "a place for LRPC is written lrpc:/absolute/path or lrpc:@abstract"
                                       : "a UNIX socket is written unix:/absolute/path or unix:@abstract";
    // sockaddr_un has room for 107 bytes and a terminating zero.
    return place.size() > 107 ? "a path of more than 107 bytes does not fit a UNIX socket" : nullptr;
  }
  if (!place.starts_with("//")) return "// is missing: scheme://host:port";
  place.remove_prefix(2);
  if (endpoint.scheme == "rpcbind" && place.starts_with('/')) {
    endpoint.path = place;
    return nullptr;
  }
  if (place.ends_with('/')) place.remove_suffix(1);
  return parse_authority(place, endpoint.scheme != "rpcbind", endpoint);
}

}  // namespace

const std::string* Endpoint::find(std::string_view key) const noexcept {
  auto found = std::find_if(query.begin(), query.end(), [&](const auto& item) { return item.first == key; });
  return found == query.end() ? nullptr : &found->second;
}

std::string Endpoint::text() const {
  std::string out = scheme + ":";
  if (!host.empty()) {
    bool v6 = host.find(':') != std::string::npos;
    out.append("//").append(v6 ? "[" : "").append(host).append(v6 ? "]" : "");
    if (port) out.append(":").append(std::to_string(*port));
  } else {
    out.append(scheme == "rpcbind" || path.starts_with("//") ? "//" : "").append(path);
  }
  char separator = '?';
  for (const auto& [key, value] : query) {
    out.append(1, separator).append(key).append("=").append(value);
    separator = '&';
  }
  return out;
}

Result<Endpoint> parse_endpoint(std::string_view text) {
  std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0)
    return bad(
        text,
        "it has no scheme; write tcp://host:port, udp://host:port, unix:/path, lrpc:/path, memory:name "
        "or rpcbind://host");
  Endpoint endpoint;
  endpoint.scheme = text.substr(0, colon);
  const auto& schemes = {"tcp", "udp", "unix", "lrpc", "memory", "rpcbind"};
  if (std::find(schemes.begin(), schemes.end(), endpoint.scheme) == schemes.end()) {
    if (std::find(std::begin(later_schemes), std::end(later_schemes), endpoint.scheme) !=
        std::end(later_schemes))
      return Error{
          Code::unsupported, Executed::no,
          "endpoint '" + std::string(text) + "': this build has no " + endpoint.scheme + " placement"};
    return bad(text, "the scheme is none of tcp, udp, unix, lrpc, memory, rpcbind");
  }
  std::string_view place = text.substr(colon + 1);
  std::size_t question = place.find('?');
  if (question != std::string_view::npos) {
    parse_query(place.substr(question + 1), endpoint);
    place = place.substr(0, question);
  }
  if (place.find_first_of(std::string_view(" \t\r\n\0", 5)) != std::string_view::npos)
    return bad(text, "it contains white space");
  if (const char* why = parse_place(place, endpoint)) return bad(text, why);
  return endpoint;
}

}  // namespace farcall::inline v1
