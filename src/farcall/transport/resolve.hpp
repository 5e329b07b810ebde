// From an endpoint's host and port to addresses.
#pragma once

#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/io/address.hpp>
#include <farcall/transport/endpoint.hpp>

namespace farcall::inline v1::transport {

// The addresses of a tcp, udp or unix endpoint, in the order in which they should be tried; at least one. A
// name is looked up by a thread of its own, because getaddrinfo(3) knows no deadline: when it passes, that
// thread is left behind and ends by itself. Errors: name_not_found, bad_endpoint, deadline_exceeded; executed
// = no.
[[nodiscard]] FARCALL_API Result<std::vector<io::Address>> resolve(const Endpoint& endpoint, TimePoint until);

}  // namespace farcall::inline v1::transport
