// What a peer may cost us. On by default, each with a name.
#pragma once

#include <cstddef>
#include <cstdint>

#include <farcall/base/clock.hpp>

namespace farcall::inline v1 {

struct Limits {
  std::size_t record_bytes = std::size_t{4} << 20;  // a call or reply message, all fragments together
  std::uint32_t nesting = 64;                       // values inside values; the tail of a list is not counted
  std::uint32_t connections = 16'384;               // of one server
  // How long a connection has to be idle before a server closes it in favour of a new one, when it may have
  // no more, or has no descriptors left.
  Duration idle = std::chrono::seconds(10);
  std::size_t unsent_bytes = std::size_t{8} << 20;  // replies that one peer does not read
  // How long replies may wait for a peer that takes nothing at all; then it is disconnected.
  Duration unread = std::chrono::seconds(30);
  // What an asynchronous server may owe one connection, or one UDP endpoint, before it reads no further call.
  std::uint32_t owed_calls = 1024;
  std::size_t owed_bytes = std::size_t{16} << 20;  // of their call messages

  // Of the sessions of farcall's own clients (idl/session.x): how many a server has; the calls of one that
  // are out at a time, whose client holds the others back; and of all together the replies that are kept
  // until their clients have acknowledged them, and the calls that are answered later: who brings more is
  // refused.
  std::uint32_t sessions = 65'536;
  std::uint32_t session_slots = 1024;
  std::size_t kept_bytes = std::size_t{64} << 20;
  unsigned calls_in_progress = 16'384;

  // Of the calls that a caller serves while it waits for its own: how many may be within each other on one
  // thread.
  unsigned calls_back = 16;
  // Of one LRPC client: its A-stacks, that is how many of its calls may be out at a time; 64 at most.
  std::uint32_t lrpc_slots = 64;

  // How long a thread looks for the next message before it sleeps; zero: it sleeps at once.
  Duration spin = std::chrono::microseconds(50);

  // What the decoding of one record of `record` bytes may allocate.
  [[nodiscard]] static constexpr std::size_t decode_memory(std::size_t record) noexcept {
    return (std::size_t{64} << 10) + 16 * record;
  }
};

}  // namespace farcall::inline v1
