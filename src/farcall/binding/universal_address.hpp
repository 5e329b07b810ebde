// Universal addresses, in which the registry speaks of endpoints: "192.0.2.7.203.81", "::1.0.111",
// "/run/x.sock".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <farcall/base/export.hpp>
#include <farcall/transport/endpoint.hpp>

namespace farcall::inline v1::binding {

// Where a netid says that an address leads, as farcall writes it.
// Source: RFC 5665 §5.2.3; "local" is a UNIX socket's path.

// Nothing for a netid that farcall does not know, or an address that is none. `any_host` stands for a
// wildcard address ("0.0.0.0", "::"), which only says that the server takes calls on every address of its
// host.
[[nodiscard]] FARCALL_API std::optional<Endpoint> from_universal(std::string_view netid,
                                                                 std::string_view address,
                                                                 const std::string& any_host = {});

struct UniversalAddress {
  std::string netid;
  std::string address;
};
// Nothing for an endpoint that other processes cannot reach (memory), or whose host is a name.
[[nodiscard]] FARCALL_API std::optional<UniversalAddress> to_universal(const Endpoint& endpoint);

}  // namespace farcall::inline v1::binding
