// The calls that a server makes of one client, by the connection that the client has made (RFC 8167).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/io/timers.hpp>
#include <farcall/runtime/async_call.hpp>
#include <farcall/runtime/client/outgoing_message.hpp>
#include <farcall/runtime/client/xid_table.hpp>
#include <farcall/runtime/event_loop_core.hpp>

namespace farcall::inline v1::server {

class CallerChannel;

// One of them. Lives in its channel and is used again.
struct CallBack final : AsyncCall, io::Timer {
  explicit CallBack(CallerChannel& its_owner) noexcept;
  void on_time(TimePoint now) override;

  CallerChannel& owner;
  std::uint32_t xid = 0;
  enum Wait : std::uint32_t { unwaited, waiting, over };
  std::atomic<std::uint32_t> wait{unwaited};  // of a thread
  CallBack* next = nullptr;                   // in the list of those that end together
  client::OutgoingMessage message;
  Buffer reply;
};

// Those that are out, found by xid: one xid space for the connection, whoever calls. A connection knows it
// when somebody has bound himself to the caller, and it outlives the connection when he keeps that.
// Thread: any. The lock of a call's event loop is taken before the mutex.
class CallsBack {
 public:
  CallsBack();

  // False when the connection is lost. Errors: std::bad_alloc. The loop's lock, if the call has one, is held.
  [[nodiscard]] bool enlist(CallBack& call);
  [[nodiscard]] std::uint32_t fresh_xid() noexcept;
  // Whether it was still out.
  bool remove(const CallBack& call) noexcept;

  // A reply that nobody waits for, or what is none, is dropped.
  void take_reply(std::span<const std::byte> record) noexcept;
  // Every call that is out ends, and no other can be made.
  void lose() noexcept;

 private:
  void finish(CallBack& call, std::span<const std::byte> record) noexcept;

  std::mutex mutex_;  // protects what follows
  client::XidTable<CallBack> calls_;
  std::uint32_t next_xid_;
  bool is_lost_ = false;
};

}  // namespace farcall::inline v1::server
