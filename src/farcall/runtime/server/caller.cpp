#include <farcall/runtime/server/caller.hpp>

#include <optional>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include <farcall/io/socket.hpp>
#include <farcall/io/socket_owner.hpp>

namespace farcall::inline v1::server {

namespace {

std::string_view netid_of(int family, bool datagram) noexcept {
  if (family == AF_UNIX) return "local";
  if (family == AF_INET6) return datagram ? "udp6" : "tcp6";
  return datagram ? "udp" : "tcp";
}

Caller caller_at(const io::Address& address, bool datagram) {
  Caller caller;
  caller.netid = netid_of(address.family(), datagram);
  caller.address = address.text();
  caller.same_host = address.is_loopback();
  return caller;
}

}  // namespace

Caller caller_of_stream(int descriptor) {
  io::Address local = io::local_address(descriptor);
  io::Address peer = io::peer_address(descriptor);
  Caller caller = caller_at(peer, false);
  if (local.family() != AF_UNIX) {
    caller.local_host = local.host();
    if (!caller.same_host) return caller;
    std::optional<std::uint32_t> owner = io::socket_owner(peer, local);
    caller.uid_is_known = owner.has_value();
    caller.uid = owner.value_or(0);
    return caller;
  }
  caller.netid = "local";
  caller.same_host = true;
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return caller;
  caller.uid_is_known = caller.process_is_known = true;
  caller.pid = static_cast<std::uint32_t>(credentials.pid);
  caller.uid = credentials.uid;
  caller.gid = credentials.gid;
  return caller;
}

Caller caller_of_datagram(const io::Address& from, std::string local_host) {
  Caller caller = caller_at(from, true);
  caller.local_host = std::move(local_host);
  return caller;
}

Caller caller_in_process() {
  Caller caller;
  caller.netid = "memory";
  caller.same_host = caller.uid_is_known = caller.process_is_known = true;
  caller.pid = static_cast<std::uint32_t>(::getpid());
  caller.uid = ::geteuid();
  caller.gid = ::getegid();
  return caller;
}

}  // namespace farcall::inline v1::server
