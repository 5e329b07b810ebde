#include <farcall/binding/universal_address.hpp>

#include <charconv>

#include <farcall/io/address.hpp>

namespace farcall::inline v1::binding {
namespace {

// The last decimal number of "….203", which it takes off.
std::optional<unsigned> take_octet(std::string_view& text) {
  std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  constexpr std::size_t most_digits = 3;  // or any number of zeros could stand before it
  if (text.size() - dot - 1 > most_digits) return std::nullopt;
  unsigned value = 0;
  auto [end, error] = std::from_chars(text.data() + dot + 1, text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > 255) return std::nullopt;
  text.remove_suffix(text.size() - dot);
  return value;
}

}  // namespace

std::optional<Endpoint> from_universal(std::string_view netid, std::string_view address,
                                       const std::string& any_host) {
  if (netid == "local") {  // what does not read back is no path that anybody could be told
    Result<Endpoint> local = parse_endpoint("unix:" + std::string(address));
    if (!local || local->path != address) return std::nullopt;
    return std::move(*local);
  }
  bool is_v6 = netid == "tcp6" || netid == "udp6";
  if (netid != "tcp" && netid != "udp" && !is_v6) return std::nullopt;
  std::optional<unsigned> low = take_octet(address);
  std::optional<unsigned> high = low ? take_octet(address) : std::nullopt;
  if (!high) return std::nullopt;
  auto port = static_cast<std::uint16_t>(*high * 256 + *low);
  std::optional<io::Address> host = io::Address::numeric(std::string(address), port);
  if (!host || host->family() != (is_v6 ? AF_INET6 : AF_INET)) return std::nullopt;
  Endpoint endpoint;
  endpoint.scheme = netid.substr(0, 3);
  endpoint.host = host->is_wildcard() && !any_host.empty() ? any_host : host->host();
  endpoint.port = port;
  return endpoint;
}

std::optional<UniversalAddress> to_universal(const Endpoint& endpoint) {
  if (endpoint.scheme == "unix") return UniversalAddress{"local", endpoint.path};
  if (endpoint.scheme != "tcp" && endpoint.scheme != "udp") return std::nullopt;
  std::optional<io::Address> host = io::Address::numeric(endpoint.host, endpoint.port.value_or(0));
  if (!host) return std::nullopt;
  unsigned port = endpoint.port.value_or(0);
  std::string netid = endpoint.scheme + (host->family() == AF_INET6 ? "6" : "");
  return UniversalAddress{netid,
                          host->host() + "." + std::to_string(port / 256) + "." + std::to_string(port % 256)};
}

}  // namespace farcall::inline v1::binding
