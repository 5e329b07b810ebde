#include <farcall/runtime/server/caller.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <farcall/io/socket.hpp>

namespace farcall::inline v1::server {

Caller caller_of_stream(int descriptor) {
  io::Address address = io::peer_address(descriptor);
  Caller caller;
  caller.address = address.text();
  caller.same_host = address.is_loopback();
  caller.transport = address.family() == AF_UNIX ? "unix" : "tcp";
  if (address.family() != AF_UNIX) return caller;
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return caller;
  caller.has_process = true;
  caller.pid = static_cast<std::uint32_t>(credentials.pid);
  caller.uid = credentials.uid;
  caller.gid = credentials.gid;
  return caller;
}

Caller caller_of_datagram(const io::Address& address) {
  Caller caller;
  caller.transport = "udp";
  caller.address = address.text();
  caller.same_host = address.is_loopback();
  return caller;
}

Caller caller_in_process() {
  Caller caller;
  caller.transport = "memory";
  caller.same_host = true;
  caller.has_process = true;
  caller.pid = static_cast<std::uint32_t>(::getpid());
  caller.uid = ::geteuid();
  caller.gid = ::getegid();
  return caller;
}

}  // namespace farcall::inline v1::server
