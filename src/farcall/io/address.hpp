// Where a socket is: an IPv4, IPv6 or UNIX address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <farcall/base/export.hpp>

namespace farcall::inline v1::io {

class FARCALL_API Address {
 public:
  Address() noexcept = default;

  // Nothing unless `host` is a numeric address ("192.0.2.7", "::1", "fe80::1%eth0").
  static std::optional<Address> numeric(const std::string& host, std::uint16_t port);
  // A path, or "@name" in the abstract namespace. Nothing when it is too long.
  static std::optional<Address> unix_path(std::string_view path);
  static Address from(const sockaddr* address, socklen_t size_bytes) noexcept;

  [[nodiscard]] const sockaddr* get() const noexcept { return &storage_.any; }
  [[nodiscard]] sockaddr* get() noexcept { return &storage_.any; }
  [[nodiscard]] socklen_t size_bytes() const noexcept { return size_bytes_; }
  [[nodiscard]] socklen_t* size() noexcept { return &size_bytes_; }
  // Makes room for what the kernel will write.
  void clear() noexcept { size_bytes_ = sizeof storage_; }

  [[nodiscard]] int family() const noexcept { return size_bytes_ == 0 ? AF_UNSPEC : storage_.any.sa_family; }
  [[nodiscard]] std::uint16_t port() const noexcept;
  void set_port(std::uint16_t port) noexcept;
  // Whether only this machine can have it: 127/8, ::1, UNIX.
  [[nodiscard]] bool is_loopback() const noexcept;
  [[nodiscard]] bool is_wildcard() const noexcept;

  // "192.0.2.7", "::1", "/run/x.sock", "@name", "".
  [[nodiscard]] std::string host() const;
  // As in an endpoint: "192.0.2.7:80", "[::1]:80", "/run/x.sock".
  [[nodiscard]] std::string text() const;

  friend bool operator==(const Address& a, const Address& b) noexcept;

 private:
  union {
    sockaddr_storage whole;  // first, so that all of it starts as zeros
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
    sockaddr_un local;
  } storage_{};
  socklen_t size_bytes_ = 0;
};

}  // namespace farcall::inline v1::io
