// A call that came as a message, and whose reply goes as one.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/base/clock.hpp>
#include <farcall/message/call_message.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/runtime/server/call_conditions.hpp>
#include <farcall/runtime/server/reply_port.hpp>
#include <farcall/runtime/server/sessions.hpp>
#include <farcall/runtime/service.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::server {

// Calls that are to be answered later: of a server, and known to each of them, because they may outlive it.
using DeferredCount = std::shared_ptr<std::atomic<unsigned>>;

// Thread: one.
class MessageCall : public ServerCall {
 public:
  MessageCall(std::span<const std::byte> record, ReplyPort& port, Buffer& memory,
              const DeferredCount& deferred, const CallConditions& conditions) noexcept
      : record_(record), port_(&port), memory_(memory), deferred_(deferred), conditions_(conditions) {
    arguments_ = xdr::Decoder(record, true);
  }

  [[nodiscard]] message::CallRead read_head() noexcept { return message::read_call_head(arguments_, head_); }
  // Arguments may take memory by their own length, not by that of the credential before them.
  void begin_arguments() noexcept { arguments_ = xdr::Decoder(record_.subspan(arguments_.position()), true); }
  [[nodiscard]] const message::CallHead& head() const noexcept { return head_; }

  [[nodiscard]] bool credential_is_known() const noexcept {
    return head_.credential.flavor == message::auth_none || head_.credential.flavor == message::auth_sys;
  }
  [[nodiscard]] bool credential_decodes();

  // What follows is a call of a session: from here on that is what this is.
  [[nodiscard]] bool read_session_call(message::SessionCall& call) noexcept;
  // It runs: its replies go through `run`.
  void run_as(SessionRun& run) noexcept;
  [[nodiscard]] ReplyPort& port() const noexcept { return *port_; }
  void send_through(ReplyPort& port) noexcept { port_ = &port; }
  // Whether the reply that is being sent has results.
  [[nodiscard]] bool is_success() const noexcept { return is_success_; }

  void reply(const message::ReplyStatus& status);
  // Of a session's call that does not run. `age`: with `unknown`.
  void reply(message::SessionStatus status, Duration age = {});
  // The reply that it had when it ran, behind room for a mark.
  void reply_again(std::byte* mark, std::size_t message_bytes);

  bool reserve(std::size_t size_bytes) override;
  void send() override;
  void send_nothing() override;
  ServerCall* defer() override;

  const Caller& caller() override { return port_->caller(); }
  const SystemCredential* system_credential() override { return credential_ ? &*credential_ : nullptr; }
  std::uint32_t program() const noexcept override { return head_.program; }
  std::uint32_t version() const noexcept override { return head_.version; }
  std::uint32_t procedure() const noexcept override { return head_.procedure; }
  TimePoint deadline() const noexcept override;
  const Trace& trace() const noexcept override { return conditions_.trace; }
  bool is_cancelled() override;
  Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version, EventLoop* loop) override {
    return port_->bind_to_caller(program, version, loop);
  }

 protected:
  void send_refusal(Code code, const VersionRange& versions) override {
    reply({.code = code, .versions = versions});
  }

 private:
  class Deferred;

  [[nodiscard]] std::size_t head_bytes() const noexcept {
    return message::success_head_bytes + (in_session_ ? message::session_status_bytes : 0);
  }

  const std::span<const std::byte> record_;
  ReplyPort* port_;
  Buffer& memory_;
  const DeferredCount& deferred_;
  CallConditions conditions_;
  message::CallHead head_;
  xdr::Gathered gathered_;
  std::optional<SystemCredential> credential_;
  SessionRun* run_ = nullptr;
  bool in_session_ = false;
  bool is_success_ = false;
};

}  // namespace farcall::inline v1::server
