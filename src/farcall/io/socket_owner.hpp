// Who owns a socket of this machine, as the kernel knows it.
#pragma once

#include <cstdint>
#include <optional>

#include <farcall/base/export.hpp>
#include <farcall/io/address.hpp>

namespace farcall::inline v1::io {

// The user who made the TCP socket that is bound to `local` and connected to `remote`, both on this machine.
// Nothing when there is none, or the kernel does not tell. An AUTH_SYS uid is whatever the caller wrote; this
// is what an access decision can rest on. Source: sock_diag(7).
[[nodiscard]] FARCALL_API std::optional<std::uint32_t> socket_owner(const Address& local,
                                                                    const Address& remote) noexcept;

}  // namespace farcall::inline v1::io
