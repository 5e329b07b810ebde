#include "socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstdlib>
#include <cstring>

#include "peer.hpp"

namespace suite {
namespace {

struct Address {
  sockaddr_storage storage{};
  socklen_t size_bytes = 0;
  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

Address parse(const std::string& transport, const std::string& text) {
  Address address;
  if (transport == "unix") {
    auto* path = reinterpret_cast<sockaddr_un*>(&address.storage);
    path->sun_family = AF_UNIX;
    if (text.size() >= sizeof path->sun_path) die("path too long:", text);
    std::memcpy(path->sun_path, text.c_str(), text.size() + 1);
    address.size_bytes = sizeof *path;
  } else {
    auto* inet = reinterpret_cast<sockaddr_in*>(&address.storage);
    const std::size_t colon = text.rfind(':');
    inet->sin_family = AF_INET;
    inet->sin_port = htons(static_cast<std::uint16_t>(std::atoi(text.c_str() + colon + 1)));
    if (colon == text.npos || inet_pton(AF_INET, text.substr(0, colon).c_str(), &inet->sin_addr) != 1) {
      die("not HOST:PORT:", text);
    }
    address.size_bytes = sizeof *inet;
  }
  return address;
}

int open_socket(const std::string& transport) {
  const int family = transport == "unix" ? AF_UNIX : AF_INET;
  const int made = socket(family, (transport == "udp" ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0);
  if (made < 0) die("no socket");
  return made;
}

}  // namespace

void unhurdle(int socket) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // Where BBR is the system's choice it paces long messages by a bandwidth that it guesses anew for each
  // connection, and a megabyte over loopback takes 290 or 480 microseconds by chance.
  setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, "reno", 4);
}

void set_buffers(int socket, int size_bytes) {
  if (size_bytes == 0) return;
  setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &size_bytes, sizeof size_bytes);
  setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size_bytes, sizeof size_bytes);
}

int listen_on(const std::string& transport, std::string& address) {
  const Address wanted = parse(transport, address);
  const int listener = open_socket(transport);
  if (bind(listener, wanted.get(), wanted.size_bytes) != 0) die("cannot bind", address);
  if (transport != "udp" && listen(listener, 4096) != 0) die("cannot listen on", address);
  if (transport != "unix") {
    sockaddr_in bound{};
    socklen_t size_bytes = sizeof bound;
    getsockname(listener, reinterpret_cast<sockaddr*>(&bound), &size_bytes);
    address = "127.0.0.1:" + std::to_string(ntohs(bound.sin_port));
  }
  return listener;
}

int connect_to(const std::string& transport, const std::string& address) {
  const Address server = parse(transport, address);
  const int connected = open_socket(transport);
  if (::connect(connected, server.get(), server.size_bytes) != 0) die("cannot connect to", address);
  if (transport == "tcp") unhurdle(connected);
  return connected;
}

}  // namespace suite
