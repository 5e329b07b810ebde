// One line of a registry.
#pragma once

#include <cstdint>
#include <string>

namespace farcall::inline v1 {

// A version of a program can be called at an address of a transport.
struct Registration {
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::string netid;    // "tcp" "tcp6" "udp" "udp6" "local"
  std::string address;  // universal address
  std::string owner;    // "superuser", a uid, or "unknown"
  friend bool operator==(const Registration&, const Registration&) = default;
};

}  // namespace farcall::inline v1
