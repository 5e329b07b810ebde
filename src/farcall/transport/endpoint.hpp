// The text that names a callee's place: "tcp://host:port", "unix:/path", "memory:name" …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>

namespace farcall::inline v1 {

// An endpoint, taken apart by the URL grammar (RFC 3986 §3).
struct Endpoint {
  std::string scheme;                 // "tcp" "udp" "unix" "lrpc" "memory" "rpcbind"
  std::string host;                   // without the brackets of an IPv6 address; empty where there is a path
  std::optional<std::uint16_t> port;  // of tcp, udp, rpcbind
  std::string path;  // of unix, lrpc, memory and rpcbind:///path; "@name" is an abstract socket
  std::vector<std::pair<std::string, std::string>> query;

  // The value of a query key, or nothing.
  [[nodiscard]] FARCALL_API const std::string* find(std::string_view key) const noexcept;
  // As it would be written.
  [[nodiscard]] FARCALL_API std::string text() const;

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

// Errors: bad_endpoint for what does not follow the grammar, with what was expected; unsupported for a
// placement that farcall knows and this build does not have. executed = no.
[[nodiscard]] FARCALL_API Result<Endpoint> parse_endpoint(std::string_view text);

}  // namespace farcall::inline v1
