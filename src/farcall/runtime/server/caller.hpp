// Who is at the other end, as far as the kernel vouches for it.
#pragma once

#include <farcall/io/address.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

// The peer of a connected socket; of a UNIX socket with the process that connected (SO_PEERCRED).
[[nodiscard]] Caller caller_of_stream(int descriptor);
// The sender of a datagram.
[[nodiscard]] Caller caller_of_datagram(const io::Address& address);
// This very process.
[[nodiscard]] Caller caller_in_process();

}  // namespace farcall::inline v1::server
