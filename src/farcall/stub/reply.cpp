#include <farcall/stub/reply.hpp>

#include <new>
#include <utility>

#include <farcall/stub/call.hpp>

namespace farcall::inline v1 {
namespace stub {

// Within the body: what a constructor catches around it is thrown again.
Start::Start(const Binding& binding, std::uint32_t procedure, const CallOptions& options) noexcept {
  try {
    AsyncCall& call = binding.channel().begin();
    address(call, binding, procedure, options);
    if (!call.enters_later) call.channel.enter(call);
    call_ = &call;
  } catch (const std::bad_alloc&) {  // take() says so
  }
}

Start::~Start() {
  if (call_ != nullptr) call_->channel.end(*call_);
}

bool Start::reserve(std::size_t size_bytes) try {
  if (call_ == nullptr) return false;
  Result<void> reserved = call_->channel.reserve(*call_, size_bytes);
  if (!reserved) fail(std::move(reserved).error());
  if (reserved) arguments_ = xdr::Encoder(call_->arguments);
  return reserved.has_value();
} catch (const std::bad_alloc&) {
  fail({Code::resource_exhausted, Executed::no, "out of memory", {}});
  return false;
}

void Start::send() try { call_->channel.start(*call_); } catch (const std::bad_alloc&) {
  fail({Code::resource_exhausted, Executed::maybe, "out of memory", {}});
}

void Start::send_one_way() {
  call_->one_way = true;
  send();
}

void Start::send_durably() {
  call_->durable = true;
  send();
}

void Start::fail(Error error) noexcept {
  call_->failed = true;
  call_->error = std::move(error);
  (void)call_->complete();
}

AsyncCall* Start::take() noexcept {
  if (call_ != nullptr && arguments_.fault() != xdr::Fault::none)
    fail(explained(Code::invalid_argument, Executed::no, arguments_.fault(), arguments_.where()));
  return std::exchange(call_, nullptr);
}

void ReplyBase::block() {
  if (call_ != nullptr) call_->channel.wait(*call_);
}

Error ReplyBase::end_failed() {
  if (call_ == nullptr) return {Code::resource_exhausted, Executed::no, "out of memory", {}};
  call_->resumes = nullptr;
  End end{*this};
  return std::move(call_->error);
}

Error ReplyBase::bad_results(const xdr::Decoder& in) noexcept {
  return explained(Code::bad_results, Executed::yes, in.fault(), in.where());
}

Error ReplyBase::no_memory() { return {Code::resource_exhausted, Executed::yes, "out of memory", {}}; }

void ReplyBase::end() noexcept {
  AsyncCall& call = *std::exchange(call_, nullptr);
  Channel& channel = call.channel;
  channel.end(call);
  if (channel.remove_binding()) delete &channel;
}

}  // namespace stub

Result<void> Reply<void>::take() {
  xdr::Decoder in;
  if (!open(in)) return end_failed();
  End end{*this};
  if (!in.finish()) return bad_results(in);
  return {};
}

}  // namespace farcall::inline v1
