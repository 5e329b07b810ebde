// What a caller offers to the one whom it calls, by the same connection (RFC 8167).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/reply_port.hpp>
#include <farcall/runtime/service.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::client {

// One call that has come, until it is served.
struct CallToServe {
  Buffer message;
  std::size_t message_bytes = 0;
  Buffer reply;

  [[nodiscard]] static bool is_one(std::span<const std::byte> record) noexcept {
    return record.size() >= 8 && xdr::load_u32(record.data() + 4) == message::type_call;
  }
  // Errors: std::bad_alloc.
  void keep(std::span<const std::byte> record) {
    if (!message.grow(record.size())) throw std::bad_alloc();
    std::memcpy(message.data(), record.data(), record.size());
    message_bytes = record.size();
  }
};

// Thread: any. Services live longer than it.
class FARCALL_API Callee {
 public:
  // Errors: invalid_argument when one version of a program is there twice.
  [[nodiscard]] static Result<std::shared_ptr<Callee>> make(const std::vector<Service*>& services,
                                                            const Limits& limits);
  // Of who offers nothing: PROG_UNAVAIL is the answer to everything.
  [[nodiscard]] static const std::shared_ptr<Callee>& nobody();

  explicit Callee(const Limits& limits);

  // On the calling thread, which may be in such a handler already, but not deeper than Limits::calls_back:
  // then the answer is SYSTEM_ERR. False: there was no memory for any answer.
  [[nodiscard]] bool serve(CallToServe& call, server::ReplyPort& port) noexcept;
  // Whether the calling thread is in one.
  [[nodiscard]] static bool is_serving() noexcept;
  // Returns when no other thread is in a handler of it any more; at once when the calling thread is in one.
  // For who lets no more calls come.
  void await_end() const noexcept;
  [[nodiscard]] server::Dispatcher& dispatcher() noexcept { return dispatcher_; }

 private:
  server::Dispatcher dispatcher_;
  const unsigned most_deep_;
  std::atomic<unsigned> running_{0};  // handlers
};

}  // namespace farcall::inline v1::client
