// From a call message to the callee and back to a reply message. Does no I/O.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/result.hpp>
#include <farcall/message/call_message.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/service.hpp>
#include <farcall/transport/gathered_record.hpp>

namespace farcall::inline v1::server {

// Where the reply to a call message goes, and who sent it.
class ReplyPort {
 public:
  virtual ~ReplyPort();
  // `message` is preceded by room for a record mark. Sent, or copied, before this returns.
  virtual void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                          std::size_t body_at) = 0;
  // Instead, of a call that nobody awaits the reply of.
  virtual void send_nothing() = 0;
  [[nodiscard]] virtual std::size_t reply_limit_bytes() const noexcept = 0;
  [[nodiscard]] virtual const Caller& caller() = 0;
  // A port for the reply that comes later to a call message of so many bytes. Errors: std::bad_alloc.
  [[nodiscard]] virtual std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) = 0;
};

// The programs and versions that a server has.
// Thread: add() before the first serve(); then any, several at a time. Services live longer than it.
class Dispatcher {
 public:
  // Errors: invalid_argument when that version of the program is there already.
  Result<void> add(Service& service);
  [[nodiscard]] std::vector<Service*> services() const;

  // Whether a call message asks for what may as well be done again; true also for what is no call.
  [[nodiscard]] bool is_idempotent(std::span<const std::byte> record) const noexcept;
  // Serves one call message; the reply is built in `memory`. What is no call message is dropped.
  void serve(std::span<const std::byte> record, ReplyPort& port, Buffer& memory);
  // Calls that are to be answered later.
  [[nodiscard]] unsigned deferred() const noexcept { return deferred_.load(std::memory_order_acquire); }

 private:
  class MessageCall;
  class DeferredCall;

  Service* find(const message::CallHead& head, message::ReplyStatus& status) const;

  std::map<std::pair<std::uint32_t, std::uint32_t>, Service*> services_;
  std::atomic<unsigned> deferred_{0};
};

}  // namespace farcall::inline v1::server
