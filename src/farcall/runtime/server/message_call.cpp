#include <farcall/runtime/server/message_call.hpp>

#include <array>
#include <cstring>
#include <new>
#include <utility>

#include <farcall/base/log.hpp>
#include <farcall/security/auth_sys.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::server {

using message::SessionStatus;
using transport::mark_bytes;

bool MessageCall::credential_decodes() {
  if (head_.credential.flavor != message::auth_sys) return true;
  return security::decode_auth_sys(head_.credential.body, credential_.emplace());
}

bool MessageCall::read_session_call(message::SessionCall& call) noexcept {
  if (!message::read_session_call(arguments_, call)) return false;
  call.durable = head_.procedure == static_cast<std::uint32_t>(message::SessionProcedure::durable_call);
  in_session_ = true;
  head_.program = call.program;
  head_.version = call.version;
  head_.procedure = call.procedure;
  conditions_.trace = call.trace;
  return true;
}

void MessageCall::run_as(SessionRun& run) noexcept {
  run_ = &run;
  port_ = &run;
}

TimePoint MessageCall::deadline() const noexcept {
  return run_ != nullptr ? run_->deadline() : conditions_.deadline;
}

bool MessageCall::is_cancelled() {
  TimePoint now = steady_clock().now();
  return run_ != nullptr ? run_->is_cancelled(now) : now >= conditions_.deadline || !port_->is_open();
}

// In a session a refusal is a result of it: what the session knows of the call depends on it.
void MessageCall::reply(const message::ReplyStatus& status) {
  message::Refusal refusal = message::make_refusal(head_.xid, status);
  std::array<std::byte,
             mark_bytes + message::success_head_bytes + message::session_status_bytes + sizeof refusal.bytes>
      bytes;
  constexpr std::size_t xid_and_type_bytes = 8;
  std::byte* message = bytes.data() + mark_bytes;
  std::size_t from = 0;
  std::size_t to = 0;
  if (in_session_) {
    message::write_success_head(message, head_.xid);
    xdr::store_u32(message + message::success_head_bytes, static_cast<std::uint32_t>(SessionStatus::refused));
    from = xid_and_type_bytes;
    to = head_bytes();
  }
  std::memcpy(message + to, refusal.bytes.data() + from, refusal.size_bytes - from);
  answered_ = true;
  is_success_ = false;
  port_->send_reply(bytes.data(), to + refusal.size_bytes - from, {}, 0);
}

void MessageCall::reply(SessionStatus status, Duration age) {
  constexpr Duration retry_after = std::chrono::milliseconds(20);
  const bool is_busy = status == SessionStatus::busy;
  std::array<std::byte, mark_bytes + message::success_head_bytes + message::session_status_bytes + 8> bytes;
  std::byte* message = bytes.data() + mark_bytes;
  message::write_success_head(message, head_.xid);
  xdr::store_u32(message + message::success_head_bytes, static_cast<std::uint32_t>(status));
  xdr::store_u64(message + head_bytes(), static_cast<std::uint64_t>((is_busy ? retry_after : age).count()));
  answered_ = true;
  port_->send_reply(bytes.data(), head_bytes() + (is_busy || status == SessionStatus::unknown ? 8 : 0), {},
                    0);
}

void MessageCall::reply_again(std::byte* mark, std::size_t message_bytes) {
  xdr::store_u32(mark + mark_bytes, head_.xid);
  answered_ = true;
  port_->send_reply(mark, message_bytes, {}, 0);
}

bool MessageCall::reserve(std::size_t size_bytes) {
  std::size_t message_bytes = head_bytes() + size_bytes;
  if (message_bytes > port_->reply_limit_bytes() || !memory_.grow(mark_bytes + message_bytes)) {
    results_ = xdr::Encoder();
    return results_.fail(xdr::Fault::too_much_memory);
  }
  results_ = xdr::Encoder({memory_.data() + mark_bytes + head_bytes(), size_bytes}, &gathered_);
  return true;
}

void MessageCall::send() {
  std::byte* message = memory_.data() + mark_bytes;
  message::write_success_head(message, head_.xid);
  if (in_session_) xdr::store_u32(message + message::success_head_bytes, 0);
  answered_ = is_success_ = true;
  port_->send_reply(memory_.data(), head_bytes() + results_.size_bytes(), gathered_, head_bytes());
}

void MessageCall::send_nothing() {
  answered_ = true;
  port_->send_nothing();
}

// Keeps what the thread that serves will use again: the message, and the memory for the reply.
class MessageCall::Deferred final : public MessageCall {
 public:
  struct Kept {
    explicit Kept(const DeferredCount& count) : deferred(count) {
      deferred->fetch_add(1, std::memory_order_relaxed);
    }
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept() { deferred->fetch_sub(1, std::memory_order_release); }
    Buffer record;
    Buffer reply;
    std::shared_ptr<ReplyPort> port;
    const DeferredCount deferred;
  };

  Deferred(const MessageCall& begun, std::unique_ptr<Kept> kept)
      : MessageCall({kept->record.data(), begun.record_.size()}, *kept->port, kept->reply, kept->deferred,
                    begun.conditions_),
        kept_(std::move(kept)) {
    (void)read_head();  // once more: it points into the message
    (void)credential_decodes();
    message::SessionCall call;
    if (begun.in_session_) (void)read_session_call(call);
    if (begun.run_ != nullptr) run_as(static_cast<SessionRun&>(*kept_->port));
    begin_arguments();
  }

 private:
  const std::unique_ptr<Kept> kept_;
};

ServerCall* MessageCall::defer() {
  auto kept = std::make_unique<Deferred::Kept>(deferred_);
  if (!kept->record.grow(record_.size())) throw std::bad_alloc();
  std::memcpy(kept->record.data(), record_.data(), record_.size());
  kept->port = port_->keep(record_.size());
  ServerCall* deferred = new Deferred(*this, std::move(kept));
  answered_ = true;  // not by this one any more
  return deferred;
}

}  // namespace farcall::inline v1::server
