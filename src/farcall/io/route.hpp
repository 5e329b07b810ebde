// A connection within this machine, by a name that both of its ends find without asking each other.
#pragma once

#include <cstdint>
#include <string>

#include <farcall/base/export.hpp>

namespace farcall::inline v1::io {

enum class End : std::uint8_t { client, server };

// "127.0.0.1:41327 127.0.0.1:4000": the client's address and the server's, of a connected stream of TCP or
// UNIX. A client of a UNIX socket gets an abstract name for that, if it has none. The kernel gives a name to
// one connection at a time, in a network namespace, and nobody can have it from elsewhere: a packet that
// comes in from outside with an address of ours is dropped (RFC 1812 §5.3.8). Empty: it leads to another
// machine, or has no name. Errors: std::bad_alloc.
[[nodiscard]] FARCALL_API std::string route_of(int descriptor, End end);

}  // namespace farcall::inline v1::io
