// Asking the registry of a host, farcall's or the system's rpcbind, where a program can be called.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/binding/registration.hpp>
#include <farcall/transport/endpoint.hpp>

namespace farcall::inline v1::binding {

// A registry is named rpcbind://host, rpcbind://host:port or rpcbind:///path (its UNIX socket). Each function
// speaks version 4 and falls back to 3 and 2 with a registry that has no more. `until` bounds all of it.
// Errors: those of bind(), and not_registered; executed = no.
// Thread: any.

// Where the version of the program is, over the transport `netid` (tcp, udp, local; tcp6 and udp6 when the
// registry is reached over IPv6).
[[nodiscard]] FARCALL_API Result<Endpoint> look_up(const Endpoint& registry, std::uint32_t program,
                                                   std::uint32_t version, std::string_view netid,
                                                   TimePoint until);

// Everything that is registered.
[[nodiscard]] FARCALL_API Result<std::vector<Registration>> list(const Endpoint& registry, TimePoint until);

// Registers, and takes away (from every transport when netid is empty). The registry must be on this machine.
// Errors: permission_denied when the registry says no: another registration is there, or it is somebody
// else's.
[[nodiscard]] FARCALL_API Result<void> set(const Endpoint& registry, const Registration& line,
                                           TimePoint until);
[[nodiscard]] FARCALL_API Result<void> unset(const Endpoint& registry, const Registration& line,
                                             TimePoint until);

}  // namespace farcall::inline v1::binding
