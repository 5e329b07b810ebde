// The two authentication fields of a message, as RFC 5531 §8.2 carries them: a flavor and up to 400 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::message {

inline constexpr std::size_t auth_body_limit_bytes = 400;

enum Flavor : std::uint32_t { auth_none = 0, auth_sys = 1, auth_short = 2, rpcsec_gss = 6, auth_tls = 7 };

// Source: auth_stat, RFC 5531 §9 and RFC 2203 §5.
enum class AuthStat : std::uint32_t {
  badcred = 1,
  rejectedcred = 2,
  badverf = 3,
  rejectedverf = 4,
  tooweak = 5,
  invalidresp = 6,
  failed = 7,
};

// A credential or a verifier; the body lies in the message.
struct Auth {
  std::uint32_t flavor = auth_none;
  std::span<const std::byte> body;
};

// False also for a body of more than 400 bytes.
inline bool decode(xdr::Decoder& in, Auth& auth) noexcept {
  const std::byte* head = in.run(8);
  if (head == nullptr) return false;
  auth.flavor = xdr::load_u32(head);
  std::uint32_t size_bytes = xdr::load_u32(head + 4);
  if (size_bytes > auth_body_limit_bytes) return in.fail(xdr::Fault::too_long);
  const std::byte* body = in.run(xdr::padded(size_bytes));
  if (body == nullptr) return false;
  auth.body = {body, size_bytes};
  return in.padding(body + size_bytes, xdr::padded(size_bytes) - size_bytes);
}

}  // namespace farcall::inline v1::message
