// The messages of farcall's session extension (idl/session.x). What every call of a session has before its
// arguments is written by hand:
//
//   offset  bytes  field
//        0     16  session
//       16      4  slot
//       20      8  sequence
//       28     12  a slot and a sequence whose reply has arrived; sequence 0: none
//       40      8  when it was sent, in ns of the client's clock
//       48      8  time left, in ns; 0: no deadline
//       56     24  trace, span
//       80     12  program, version, procedure
//       92      8  when the session was opened, as the server said
//      100         arguments
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/trace.hpp>
#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::message {

inline constexpr std::uint32_t session_program = 0x20facac1;
inline constexpr std::uint32_t session_version = 1;

enum class SessionProcedure : std::uint32_t {
  null = 0,
  open = 1,
  call = 2,
  cancel = 3,
  probe = 4,
  durable_call = 5,
  local_place = 6,
  ask_after = 7
};

enum class SessionStatus : std::uint32_t {
  completed = 0,  // the results follow
  refused = 1,    // the rest of a reply message follows, from reply_stat
  unknown = 2,    // there is no such session; how long the server has been there alone follows, 8 bytes of ns
  forgotten = 3,  // the call is not run again, and its reply is gone
  busy = 4,       // not executed; how long to wait follows, 8 bytes of ns
  expired = 5,    // not executed
  absent = 6,     // to ask_after: it does not run, and no reply to it is kept
};
inline constexpr std::size_t session_status_bytes = 4;

using SessionId = std::array<std::byte, 16>;

// One call of a session. The numbers of a slot count up from 1, each for one call.
struct CallNumber {
  std::uint32_t slot = 0;
  std::uint64_t sequence = 0;
  friend bool operator==(const CallNumber&, const CallNumber&) = default;
};

struct SessionCall {
  SessionId session{};
  CallNumber call;
  CallNumber acknowledged;
  std::uint64_t sent_ns = 0;
  std::uint64_t time_left_ns = 0;
  Trace trace;
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::uint32_t procedure = 0;
  std::uint64_t opened = 0;
  bool durable = false;  // as the procedure says that brings it
};
inline constexpr std::size_t session_call_bytes = 100;

FARCALL_API void write_session_call(std::byte* to, const SessionCall& call) noexcept;
// What is different when a call is sent once more; nothing is acknowledged by it.
FARCALL_API void renew_session_call(std::byte* at, std::uint64_t sent_ns,
                                    std::uint64_t time_left_ns) noexcept;
// False when it is too short; leaves `in` at the arguments, and `durable` as it was.
[[nodiscard]] FARCALL_API bool read_session_call(xdr::Decoder& in, SessionCall& call) noexcept;

// Results of local_place: of a UNIX socket, in the abstract namespace.
struct LocalPlace {
  std::string address;  // empty: nowhere
  std::array<std::uint8_t, 16> token{};
};
inline constexpr std::uint32_t most_local_address_bytes = 107;

// Arguments of open and probe: a session. Of cancel and ask_after: a session and a call.
inline constexpr std::size_t call_id_bytes = 28;
FARCALL_API void write_session_id(std::byte* to, const SessionId& session) noexcept;
[[nodiscard]] FARCALL_API bool read_session_id(xdr::Decoder& in, SessionId& session) noexcept;
FARCALL_API void write_call_id(std::byte* to, const SessionId& session, const CallNumber& call) noexcept;
[[nodiscard]] FARCALL_API bool read_call_id(xdr::Decoder& in, SessionId& session, CallNumber& call) noexcept;

// Results of open.
struct SessionTerms {
  std::uint64_t opened = 0;
  std::uint32_t slots = 0;
  std::uint64_t window_bytes = 0;
};
inline constexpr std::size_t session_terms_bytes = 20;
FARCALL_API void write_session_terms(std::byte* to, const SessionTerms& terms) noexcept;
[[nodiscard]] FARCALL_API bool read_session_terms(xdr::Decoder& in, SessionTerms& terms) noexcept;

}  // namespace farcall::inline v1::message
