// Listening sockets that a process was started with, by a service manager or by its predecessor.
//
// LISTEN_FDS is how many there are, from descriptor 3 on, LISTEN_PID whose they are, LISTEN_FDNAMES what they
// are called, with colons between. Read once, and then taken out of the environment, so that no child takes
// them for its own. Source: sd_listen_fds(3).
#pragma once

#include <optional>
#include <string>

#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>

namespace farcall::inline v1::io {

inline constexpr int first_inherited = 3;

// What a predecessor (io/successor.hpp) calls a socket that it made itself, one that it was given, and the
// connection by which it is told that this process serves.
inline constexpr const char* owned_name = "farcall-owned";
inline constexpr const char* given_name = "farcall";
inline constexpr const char* ready_name = "farcall-ready";

struct Inherited {
  Descriptor descriptor;
  bool is_owned = false;  // nobody else will take the file of a UNIX socket away
};

// The one of `kind` that is bound to `address`, to any port of it where that is 0; as listen() would have
// made it. Each is given once, and not to a child of fork(). Errors: invalid_argument when the variables
// contradict what there is. Thread: any.
[[nodiscard]] FARCALL_API Result<std::optional<Inherited>> take_inherited(const Address& address, Kind kind);

// ", but …" with what nobody took, for whoever looked for something else; or nothing.
[[nodiscard]] FARCALL_API std::string inherited_in_vain();

// Whether there is a predecessor that still serves and was not told.
[[nodiscard]] FARCALL_API bool has_predecessor() noexcept;

// Tells the predecessor, when there is one and it was not told, that this process serves; closes what it gave
// and nobody took, since nobody would ever answer there. Thread: any.
FARCALL_API void tell_predecessor() noexcept;

}  // namespace farcall::inline v1::io
