// From a call message to the callee and back to a reply message. Does no I/O.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/clock.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/result.hpp>
#include <farcall/message/call_message.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/server/durable_store.hpp>
#include <farcall/runtime/server/message_call.hpp>
#include <farcall/runtime/server/reply_port.hpp>
#include <farcall/runtime/server/sessions.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

// The programs and versions that a server has, and the sessions of its clients.
// Thread: add() before the first serve(); then any, several at a time. Services live longer than it.
class Dispatcher {
 public:
  explicit Dispatcher(const Limits& limits = {}, Clock& clock = steady_clock())
      : sessions_(limits, clock), has_sessions_(limits.sessions > 0) {}

  // `store`: null where no procedure is durable. Errors: invalid_argument when that version of the program is
  // there already, or lacks a store.
  Result<void> add(Service& service, DurableStore* store = nullptr);
  [[nodiscard]] std::vector<Service*> services() const;
  // Whether a service has durable procedures.
  [[nodiscard]] bool is_durable() const noexcept;
  [[nodiscard]] bool has_sessions() const noexcept { return has_sessions_; }

  // See Sessions::serve_since(). Thread: before the first serve().
  void serve_since(TimePoint time) noexcept { sessions_.serve_since(time); }

  // Whether a call message asks for what may as well be done again; true also for what is no call.
  [[nodiscard]] bool is_idempotent(std::span<const std::byte> record) const noexcept;
  // Of which kind a message is: a call that a handler may run for, or something else.
  enum class Kind : std::uint8_t { call, session_call, other };
  [[nodiscard]] Kind kind_of(std::span<const std::byte> record) const noexcept;
  // Serves one call message; the reply is built in `memory`. What is no call message goes to
  // ReplyPort::take_reply().
  void serve(std::span<const std::byte> record, ReplyPort& port, Buffer& memory,
             const CallConditions& conditions = {});
  struct Offer {
    Service* service;
    DurableStore* store;  // null: no procedure is durable
    [[nodiscard]] bool is_durable(std::uint32_t procedure) const noexcept;
  };
  // Who has that version of a program; null, and why nobody has.
  [[nodiscard]] const Offer* find(std::uint32_t program, std::uint32_t version,
                                  message::ReplyStatus& status) const;
  [[nodiscard]] const DeferredCount& deferred_count() const noexcept { return deferred_; }
  // Calls that are to be answered later.
  [[nodiscard]] unsigned deferred() const noexcept { return deferred_->load(std::memory_order_acquire); }

 private:
  void run(MessageCall& call, const Offer& offer,
           const std::optional<DurableStore::Call>& which = std::nullopt);
  void run(MessageCall& call, Service& service);
  void serve_session(MessageCall& call, ReplyPort& port, Buffer& memory, const CallConditions& conditions);
  void serve_session_call(MessageCall& call, ReplyPort& port, Buffer& memory,
                          const CallConditions& conditions);

  std::map<std::pair<std::uint32_t, std::uint32_t>, Offer> services_;
  const DeferredCount deferred_ = std::make_shared<std::atomic<unsigned>>(0);
  Sessions sessions_;
  const bool has_sessions_;
};

}  // namespace farcall::inline v1::server
