// Where the reply to a call message goes, and who sent it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include <farcall/message/session_message.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/runtime/service.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::server {

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
  // Neither: there is no memory for anything.
  virtual void give_up() noexcept {}
  // Whether a reply can still arrive, as far as is known.
  [[nodiscard]] virtual bool is_open() const noexcept { return true; }
  // A port for the reply that comes later to a call message of so many bytes; 0: somebody else counts them.
  // Of one that was kept before: itself.
  // Errors: std::bad_alloc.
  [[nodiscard]] virtual std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) = 0;

  // Instead of a call a reply came, to a call that was made of the caller, or to none.
  virtual void take_reply(std::span<const std::byte>) {}
  // Where who sent this may bind to shared memory instead, if it is on this machine. Nothing: that is not
  // answered here, where a forged question would have a longer answer than itself. Errors: std::bad_alloc.
  [[nodiscard]] virtual std::optional<message::LocalPlace> local_place() { return std::nullopt; }
  // CallContext::bind_to_caller(). Here for those that know no way.
  [[nodiscard]] virtual Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version,
                                                       EventLoop* loop);
};

}  // namespace farcall::inline v1::server
