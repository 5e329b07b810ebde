#include <farcall/io/address.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include <arpa/inet.h>
#include <net/if.h>

namespace farcall::inline v1::io {

std::optional<Address> Address::numeric(const std::string& host, std::uint16_t port) {
  Address address;
  if (::inet_pton(AF_INET, host.c_str(), &address.storage_.v4.sin_addr) == 1) {
    address.storage_.v4.sin_family = AF_INET;
    address.size_bytes_ = sizeof(sockaddr_in);
    address.set_port(port);
    return address;
  }
  std::size_t zone = host.find('%');
  address = Address();
  if (::inet_pton(AF_INET6, host.substr(0, zone).c_str(), &address.storage_.v6.sin6_addr) == 1) {
    address.storage_.v6.sin6_family = AF_INET6;
    if (zone != std::string::npos) {
      address.storage_.v6.sin6_scope_id = ::if_nametoindex(host.c_str() + zone + 1);
      if (address.storage_.v6.sin6_scope_id == 0) return std::nullopt;
    }
    address.size_bytes_ = sizeof(sockaddr_in6);
    address.set_port(port);
    return address;
  }
  return std::nullopt;
}

std::optional<Address> Address::unix_path(std::string_view path) {
  Address address;
  if (path.empty() || path.size() >= sizeof address.storage_.local.sun_path) return std::nullopt;
  address.storage_.local.sun_family = AF_UNIX;
  std::copy(path.begin(), path.end(), address.storage_.local.sun_path);
  bool abstract = path.front() == '@';
  if (abstract) address.storage_.local.sun_path[0] = '\0';
  address.size_bytes_ =
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (abstract ? 0 : 1));
  return address;
}

Address Address::from(const sockaddr* other, socklen_t size_bytes) noexcept {
  Address address;
  address.size_bytes_ = std::min<socklen_t>(size_bytes, sizeof address.storage_);
  std::memcpy(&address.storage_, other, address.size_bytes_);
  return address;
}

std::uint16_t Address::port() const noexcept {
  if (family() == AF_INET) return ntohs(storage_.v4.sin_port);
  if (family() == AF_INET6) return ntohs(storage_.v6.sin6_port);
  return 0;
}

void Address::set_port(std::uint16_t port) noexcept {
  if (family() == AF_INET || storage_.any.sa_family == AF_INET) {
    storage_.v4.sin_port = htons(port);
  } else {
    storage_.v6.sin6_port = htons(port);
  }
}

bool Address::is_loopback() const noexcept {
  if (family() == AF_INET) return (ntohl(storage_.v4.sin_addr.s_addr) >> 24) == 127;
  if (family() == AF_INET6) {
    if (IN6_IS_ADDR_V4MAPPED(&storage_.v6.sin6_addr)) return storage_.v6.sin6_addr.s6_addr[12] == 127;
    return IN6_IS_ADDR_LOOPBACK(&storage_.v6.sin6_addr);
  }
  return family() == AF_UNIX;
}

bool Address::is_wildcard() const noexcept {
  if (family() == AF_INET) return storage_.v4.sin_addr.s_addr == INADDR_ANY;
  return family() == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&storage_.v6.sin6_addr);
}

std::string Address::host() const {
  char text[INET6_ADDRSTRLEN + IF_NAMESIZE + 1] = {};
  if (family() == AF_INET) return ::inet_ntop(AF_INET, &storage_.v4.sin_addr, text, sizeof text);
  if (family() == AF_INET6) {
    std::string host = ::inet_ntop(AF_INET6, &storage_.v6.sin6_addr, text, sizeof text);
    char zone[IF_NAMESIZE] = {};
    if (storage_.v6.sin6_scope_id != 0 && ::if_indextoname(storage_.v6.sin6_scope_id, zone) != nullptr)
      host.append("%").append(zone);
    return host;
  }
  if (family() != AF_UNIX || size_bytes_ <= offsetof(sockaddr_un, sun_path)) return {};
  const char* path = storage_.local.sun_path;
  std::size_t length = size_bytes_ - offsetof(sockaddr_un, sun_path);
  if (path[0] == '\0') return "@" + std::string(path + 1, length - 1);
  return std::string(path, ::strnlen(path, length));
}

std::string Address::text() const {
  if (family() == AF_INET) return host() + ":" + std::to_string(port());
  if (family() == AF_INET6) return "[" + host() + "]:" + std::to_string(port());
  return host();
}

bool operator==(const Address& a, const Address& b) noexcept {
  return a.size_bytes_ == b.size_bytes_ && std::memcmp(&a.storage_, &b.storage_, a.size_bytes_) == 0;
}

}  // namespace farcall::inline v1::io
