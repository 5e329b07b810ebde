// AUTH_SYS: who the caller says it is. Anybody can write anything into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

// Source: authsys_parms, RFC 5531 appendix A.
struct SystemCredential {
  std::uint32_t stamp = 0;
  std::string machine_name;  // at most 255 bytes
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::vector<std::uint32_t> gids;  // at most 16
  friend bool operator==(const SystemCredential&, const SystemCredential&) = default;
};

namespace security {

// This process as the system knows it.
[[nodiscard]] FARCALL_API SystemCredential system_credential_of_process();

// The body of a credential field, and back. Limit: what does not fit is cut (name, groups).
[[nodiscard]] FARCALL_API std::vector<std::byte> encode_auth_sys(const SystemCredential& credential);
[[nodiscard]] FARCALL_API bool decode_auth_sys(std::span<const std::byte> body, SystemCredential& credential);

}  // namespace security
}  // namespace farcall::inline v1
