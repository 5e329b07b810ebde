// The head of a call message, written by hand because it is on the path of every call (RFC 5531 §9).
//
//   offset  bytes  field
//        0      4  xid
//        4      4  CALL = 0
//        8      4  RPC version = 2
//       12      4  program
//       16      4  version
//       20      4  procedure
//       24    8+n  credential: flavor, length, body, padding
//     32+n    8+m  verifier: the same
//   40+n+m         arguments
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/export.hpp>
#include <farcall/message/auth.hpp>
#include <farcall/xdr/byte_order.hpp>
#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::message {

inline constexpr std::uint32_t rpc_version = 2;
inline constexpr std::uint32_t type_call = 0;
inline constexpr std::uint32_t type_reply = 1;

struct CallHead {
  std::uint32_t xid = 0;
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::uint32_t procedure = 0;
  Auth credential;
  Auth verifier;
};

// The two authentication fields of a message without any: flavor 0, length 0, twice.
inline constexpr std::size_t no_auth_bytes = 16;
inline constexpr std::size_t call_head_bytes = 24;

// Writes all that comes before the credential. Size: 24 bytes.
inline void write_call_head(std::byte* to, const CallHead& head) noexcept {
  xdr::store_u32(to, head.xid);
  xdr::store_u32(to + 4, type_call);
  xdr::store_u32(to + 8, rpc_version);
  xdr::store_u32(to + 12, head.program);
  xdr::store_u32(to + 16, head.version);
  xdr::store_u32(to + 20, head.procedure);
}

enum class CallRead : std::uint8_t {
  ok,
  not_a_call,      // a reply, or too short to tell: nothing can be answered
  rpc_mismatch,    // answer MSG_DENIED, RPC_MISMATCH; only the xid is set
  bad_credential,  // answer MSG_DENIED, AUTH_ERROR, AUTH_BADCRED
  bad_verifier,    // answer MSG_DENIED, AUTH_ERROR, AUTH_BADVERF
};

// Reads a call message's head and leaves `in` at the arguments.
[[nodiscard]] FARCALL_API CallRead read_call_head(xdr::Decoder& in, CallHead& head) noexcept;

}  // namespace farcall::inline v1::message
