// The head of a reply message (RFC 5531 §9). The one that ends nearly every call is written by hand:
//
//   offset  bytes  field
//        0      4  xid
//        4      4  REPLY = 1
//        8      4  MSG_ACCEPTED = 0
//       12      8  verifier: AUTH_NONE, length 0
//       20      4  SUCCESS = 0
//       24         results
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/message/auth.hpp>
#include <farcall/xdr/byte_order.hpp>
#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::message {

inline constexpr std::size_t success_head_bytes = 24;

inline void write_success_head(std::byte* to, std::uint32_t xid) noexcept {
  xdr::store_u32(to, xid);
  xdr::store_u32(to + 4, 1);
  xdr::store_u32(to + 8, 0);
  xdr::store_u64(to + 12, 0);
  xdr::store_u32(to + 20, 0);
}

// Whether a message begins so, whatever its xid.
[[nodiscard]] inline bool is_success_head(std::span<const std::byte> message) noexcept {
  constexpr std::uint64_t reply_accepted = std::uint64_t{1} << 32;
  const std::byte* at = message.data();
  return message.size() >= success_head_bytes && xdr::load_u64(at + 4) == reply_accepted &&
         (xdr::load_u64(at + 12) | xdr::load_u32(at + 20)) == 0;
}

// How a call ended, for every end that a message can say.
struct ReplyStatus {
  Code code = Code::system_err;  // one of accept_stat's, rpc_mismatch, or an auth_…
  std::uint32_t auth_stat = 0;   // of an auth_…
  VersionRange versions{};       // of prog_mismatch and rpc_mismatch
};

// The auth_… code that names an auth_stat, and the other way round (0: the code is none of them).
[[nodiscard]] FARCALL_API Code code_of_auth_stat(std::uint32_t auth_stat) noexcept;
[[nodiscard]] FARCALL_API std::uint32_t auth_stat_of(Code code) noexcept;

// Whether the code is one that a reply message says.
[[nodiscard]] constexpr bool is_refusal(Code code) noexcept { return code <= Code::auth_other; }

// A whole reply message that refuses a call.
struct Refusal {
  std::array<std::byte, 32> bytes;
  std::size_t size_bytes = 0;
  [[nodiscard]] std::span<const std::byte> span() const noexcept { return {bytes.data(), size_bytes}; }
};
[[nodiscard]] FARCALL_API Refusal make_refusal(std::uint32_t xid, const ReplyStatus& status) noexcept;

// Whether a record is a reply, and to which call.
[[nodiscard]] inline bool is_reply(std::span<const std::byte> record, std::uint32_t& xid) noexcept {
  if (record.size() < 8 || xdr::load_u32(record.data() + 4) != 1) return false;
  xid = xdr::load_u32(record.data());
  return true;
}

enum class ReplyRead : std::uint8_t { success, refused, malformed };

// Reads a reply's head. `success`: `in` is at the results. `refused`: `status` says how.
[[nodiscard]] FARCALL_API ReplyRead read_reply_head(xdr::Decoder& in, ReplyStatus& status) noexcept;

// The same for what follows the xid and the message's type.
[[nodiscard]] FARCALL_API ReplyRead read_reply_body(xdr::Decoder& in, ReplyStatus& status) noexcept;

// What was asked of whom, for the words of an error.
struct FARCALL_API Asked {
  const std::string& peer;
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::uint32_t procedure = 0;

  [[nodiscard]] Error malformed() const noexcept;
  // Nothing came in time. `before`: what else was wrong until then, which is why.
  [[nodiscard]] Error late(Executed executed, std::string_view before = {}) const noexcept;
  // `refused`: whether a refusal proves that the callee did not run; SYSTEM_ERR never does.
  [[nodiscard]] Error refusal(const ReplyStatus& status, Executed refused) const noexcept;
};

// The results in a reply message, or why there are none.
[[nodiscard]] FARCALL_API Result<void> read_any_reply(std::span<const std::byte> record,
                                                      std::span<const std::byte>& results, Executed refused,
                                                      const Asked& asked);
[[nodiscard]] inline Result<void> read_reply(std::span<const std::byte> record,
                                             std::span<const std::byte>& results, Executed refused,
                                             const Asked& asked) {
  if (!is_success_head(record)) return read_any_reply(record, results, refused, asked);
  results = record.subspan(success_head_bytes);
  return {};
}

}  // namespace farcall::inline v1::message
