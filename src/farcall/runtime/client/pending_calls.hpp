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
class CallQueue;

// One call's state between reserve and release. Lives in its channel and is used again.
struct PendingCall {
  // What the thread of this call is woken for.
  enum Signal : std::uint32_t { none, answered, lead, send, lost };

  std::shared_ptr<Link> link;  // at first the one that there was when it was reserved
  std::uint32_t xid = 0;
  std::uint32_t sends = 0;  // more than one: a refusal proves nothing any more
  std::atomic<std::uint32_t> signal{none};
  bool leads = false;          // its thread holds the reader lease
  bool has_turn = false;       // to send
  CallQueue* queue = nullptr;  // where it waits, asleep
  PendingCall* next_in_queue = nullptr;

  OutgoingMessage message;
  bool stands_in_line = false;        // for the turn to send, as far as its thread knows
  std::size_t company = 0;            // how many threads may be about to send, too
  bool may_go_along = false;          // behind another thread's message
  std::size_t along_until = 0;        // where it ends among those that go along just now; 0: it does not
  std::size_t begun_bytes = 0;        // that have gone along with another
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
