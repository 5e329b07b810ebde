#include <farcall/io/route.hpp>

#include <utility>

#include <sys/socket.h>

#include <farcall/io/address.hpp>
#include <farcall/io/socket.hpp>

namespace farcall::inline v1::io {

std::string route_of(int descriptor, End end) {
  Address client = local_address(descriptor);
  if (end == End::client && client.family() == AF_UNIX && client.host().empty()) {
    const sockaddr any{.sa_family = AF_UNIX, .sa_data = {}};
    ::bind(descriptor, &any, sizeof any.sa_family);  // unix(7), "autobind"
    client = local_address(descriptor);
  }
  Address server = peer_address(descriptor);
  if (end == End::server) std::swap(client, server);
  if (client.family() != server.family() || client.host().empty() || server.host().empty()) return {};
  const bool is_here = client.family() == AF_UNIX || client.host() == server.host() ||
                       (client.is_loopback() && server.is_loopback());
  if (!is_here) return {};
  return client.text() + " " + server.text();
}

}  // namespace farcall::inline v1::io
