// Who is at the other end, as far as the kernel vouches for it.
#pragma once

#include <string>

#include <farcall/io/address.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

// The peer of a connected socket: with the process that connected a UNIX socket (SO_PEERCRED), and the user
// who owns the other end of a loopback connection (sock_diag).
[[nodiscard]] Caller caller_of_stream(int descriptor);
// The sender of a datagram, and the numeric address that it sent it to.
[[nodiscard]] Caller caller_of_datagram(const io::Address& from, std::string local_host);
// This very process.
[[nodiscard]] Caller caller_in_process();

}  // namespace farcall::inline v1::server
