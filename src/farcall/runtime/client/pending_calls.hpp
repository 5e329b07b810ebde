// The calls of one connection that wait for their replies, found by xid.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/runtime/client/outgoing_message.hpp>
#include <farcall/runtime/client/session.hpp>
#include <farcall/runtime/client/xid_table.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::client {

struct Link;

// One call's state between reserve and release. Lives in its channel and is used again.
struct PendingCall {
  // What the thread of this call is woken for.
  enum Signal : std::uint32_t { none, answered, lead, lost };

  std::shared_ptr<Link> link;  // from exchange(); before, the one that there was when it was reserved
  std::uint32_t xid = 0;
  std::uint32_t sends = 0;  // more than one: a refusal proves nothing any more
  std::atomic<std::uint32_t> signal{none};
  bool leads = false;                    // its thread holds the reader lease
  PendingCall* next_follower = nullptr;  // in the list of those who wait for a leader to serve them
  bool follows = false;

  OutgoingMessage message;
  Session::Ticket ticket;             // where it is a call of a session
  bool in_doubt = false;              // it was sent, and no answer came that says what became of it
  bool was_completed = false;         // its session says so
  std::span<const std::byte> record;  // the reply message
  Buffer* record_memory = nullptr;    // where it lies, alone
  Buffer copied;                      // where it is when another thread received it
  transport::RecordReader taken{
      Limits{}.record_bytes};  // where it is when this thread received it and passed the lease on
};

using PendingCalls = XidTable<PendingCall>;

}  // namespace farcall::inline v1::client
