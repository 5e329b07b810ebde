// A call message on its way out: the arguments, and before them the head, written when it is known which.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/runtime/call_head.hpp>
#include <farcall/runtime/client/session.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::client {

//   mark | call message's head | a session's head | arguments      in a session
//   (unused)       | mark | call message's head   | arguments      without
//
// Owns: its memory, used again from call to call. Thread: one.
class OutgoingMessage {
 public:
  [[nodiscard]] bool reserve(const CallHead& head, std::size_t arguments_bytes) noexcept {
    arguments_at_ = transport::mark_bytes + head.size_bytes() + message::session_call_bytes;
    end_ = arguments_at_ + arguments_bytes;
    return memory_.grow(end_);
  }
  [[nodiscard]] std::span<std::byte> arguments() noexcept {
    return {memory_.data() + arguments_at_, end_ - arguments_at_};
  }

  // Instead, for what is written already, and is no call. Null when there is no memory.
  [[nodiscard]] std::byte* reserve_whole(std::size_t size_bytes) noexcept {
    begin_ = 0;
    arguments_at_ = end_ = size_bytes;
    return memory_.grow(size_bytes) ? memory_.data() : nullptr;
  }

  void write(const CallHead& head, std::uint32_t xid, const Transaction& call) noexcept {
    begin_ = message::session_call_bytes;
    head.write(message(), xid, call);
    transport::write_mark(data(), size_bytes() - transport::mark_bytes);
  }
  void write(const CallHead& head, std::uint32_t xid, const Transaction& call, Session& session,
             const Session::Ticket& ticket, TimePoint now) noexcept {
    using Procedure = message::SessionProcedure;
    begin_ = 0;
    head.write(message(), xid, message::session_program, message::session_version,
               static_cast<std::uint32_t>(call.durable ? Procedure::durable_call : Procedure::call));
    session.write(message() + head.size_bytes(), ticket, call, now);
    transport::write_mark(data(), size_bytes() - transport::mark_bytes);
  }

  // A call of a session that is gone, under its number there.
  void write_again(const CallHead& head, std::uint32_t xid, const Transaction& call, TimePoint now) noexcept {
    xdr::store_u32(message(), xid);
    message::renew_session_call(message() + head.size_bytes(),
                                static_cast<std::uint64_t>(now.time_since_epoch().count()),
                                time_left_ns(call, now));
  }

  // From the mark on.
  [[nodiscard]] std::byte* data() noexcept { return memory_.data() + begin_; }
  [[nodiscard]] std::size_t size_bytes() const noexcept { return end_ - begin_; }
  // Of those, the ones before the arguments.
  [[nodiscard]] std::size_t head_bytes() const noexcept { return arguments_at_ - begin_; }

 private:
  [[nodiscard]] std::byte* message() noexcept { return data() + transport::mark_bytes; }

  Buffer memory_;
  std::size_t begin_ = 0;
  std::size_t arguments_at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace farcall::inline v1::client
