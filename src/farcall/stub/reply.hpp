// What an asynchronous call gives back at once: the reply that is to come.
#pragma once

#include <cstdint>
#include <new>
#include <utility>

#include <farcall/base/result.hpp>
#include <farcall/base/task.hpp>
#include <farcall/runtime/async_call.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/xdr/decoder.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1 {
namespace stub {

// The way out of an asynchronous call, as a generated stub makes it:
//
//   Start start(binding_, 1, options);
//   if (start.reserve(encoded_size(arg)) && encode(start.arguments(), arg)) start.send();
//   return {start.take(), decode_SQUARE_PROC};
//
// Thread: one.
class FARCALL_API Start {
 public:
  Start(const Binding& binding, std::uint32_t procedure, const CallOptions& options) noexcept;
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;
  ~Start();

  [[nodiscard]] bool reserve(std::size_t size_bytes);
  [[nodiscard]] xdr::Encoder& arguments() noexcept { return arguments_; }
  void send();
  // The same without a reply: it is done when it is sent.
  void send_one_way();
  // The same for a durable procedure.
  void send_durably();
  // Started, or failed already; null when there was no memory for either.
  [[nodiscard]] AsyncCall* take() noexcept;

 private:
  void fail(Error error) noexcept;

  AsyncCall* call_ = nullptr;
  xdr::Encoder arguments_;
};

// What replies of all types share. Owns: the call, and a share of the channel.
class FARCALL_API ReplyBase : private Resumable {
 public:
  [[nodiscard]] bool is_ready() const noexcept { return call_ == nullptr || call_->is_done(); }
  // For co_await.
  [[nodiscard]] bool await_ready() const noexcept { return is_ready(); }
  [[nodiscard]] bool await_suspend(std::coroutine_handle<> awaiting) noexcept {
    handle_ = awaiting;
    return call_->await(*this);
  }

 protected:
  explicit ReplyBase(AsyncCall* call) noexcept : call_(call) {
    if (call_ != nullptr) call_->channel.add_binding();
  }
  ReplyBase(ReplyBase&& other) noexcept : call_(std::exchange(other.call_, nullptr)) {}
  ReplyBase& operator=(ReplyBase&& other) noexcept {
    std::swap(call_, other.call_);
    return *this;
  }
  ~ReplyBase() {
    if (call_ != nullptr) end();
  }

  void block();
  // Whether there are results: then `in` is at them. Otherwise end_failed() says why not.
  [[nodiscard]] bool open(xdr::Decoder& in) noexcept {
    if (call_ == nullptr || call_->failed) return false;
    call_->resumes = nullptr;
    call_->is_taken = true;  // only now: one that could not be started may not have been left
    in = xdr::Decoder(call_->results);
    in.give(call_->results_memory);
    return true;
  }
  [[nodiscard, gnu::cold]] Error end_failed();
  [[nodiscard, gnu::cold]] static Error bad_results(const xdr::Decoder& in) noexcept;
  [[nodiscard, gnu::cold]] static Error no_memory();
  struct End {
    ReplyBase& reply;
    ~End() { reply.end(); }
  };

 private:
  void end() noexcept;

  AsyncCall* call_;
};

}  // namespace stub

// A result that is on its way. Await it, block for it, or have a function called with it: one of the three,
// once. Dropped before that, the call is cancelled: its reply will be ignored. Thread: one at a time.
template <typename T>
class [[nodiscard]] Reply final : public stub::ReplyBase {
 public:
  using Decode = bool (*)(xdr::Decoder& in, T& value);
  Reply(AsyncCall* call, Decode decode) noexcept : ReplyBase(call), decode_(decode) {}

  // By `co_await std::move(reply)`.
  Result<T> await_resume() { return take(); }
  // Blocks this thread, which drives the loop meanwhile if no other does.
  Result<T> wait() {
    block();
    return take();
  }
  // Calls `done(Result<T>)` on the thread that drives the loop; at once if it is there already.
  template <typename Done>
  void then(Done done) && {
    [](Reply reply, Done told) -> Detached { told(co_await std::move(reply)); }(std::move(*this),
                                                                                std::move(done));
  }
  Reply operator co_await() && noexcept { return std::move(*this); }

 private:
  Result<T> take() {
    xdr::Decoder in;
    if (!open(in)) return end_failed();
    End end{*this};
    try {
      T value{};
      if (!decode_(in, value) || !in.finish()) return bad_results(in);
      return value;
    } catch (const std::bad_alloc&) {
      return no_memory();
    }
  }
  Decode decode_;
};

template <>
class [[nodiscard]] Reply<void> final : public stub::ReplyBase {
 public:
  explicit Reply(AsyncCall* call) noexcept : ReplyBase(call) {}

  Result<void> await_resume() { return take(); }
  Result<void> wait() {
    block();
    return take();
  }
  template <typename Done>
  void then(Done done) && {
    [](Reply reply, Done told) -> Detached { told(co_await std::move(reply)); }(std::move(*this),
                                                                                std::move(done));
  }
  Reply operator co_await() && noexcept { return std::move(*this); }

 private:
  Result<void> take();
};

}  // namespace farcall::inline v1
