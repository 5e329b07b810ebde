// Calls that the peer makes of a caller: whoever drives the loop serves them.
#include <farcall/runtime/client/loop_channel.hpp>

#include <cstring>
#include <new>
#include <optional>
#include <utility>

#include <farcall/runtime/server/caller.hpp>
#include <farcall/transport/gathered_record.hpp>

namespace farcall::inline v1::client {

using transport::mark_bytes;

// The way of a reply to such a call: at once, or kept for later. Thread: any, without the loop's lock.
class LoopChannel::ReversePort final : public server::ReplyPort {
 public:
  ReversePort(std::shared_ptr<Reverse> reverse, std::size_t limit_bytes) noexcept
      : reverse_(std::move(reverse)), limit_bytes_(limit_bytes) {}

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    transport::write_mark(mark, message_bytes);
    Lock lock = reverse_->loop->lock();
    if (reverse_->owner != nullptr)
      reverse_->owner->send_reply(mark, mark_bytes + message_bytes, gathered, mark_bytes + body_at);
  }
  void send_nothing() override {}
  std::size_t reply_limit_bytes() const noexcept override { return limit_bytes_; }
  const Caller& caller() override {
    Lock lock = reverse_->loop->lock();
    if (!caller_)
      caller_ = reverse_->owner == nullptr ? Caller{}
                                           : server::caller_of_stream(reverse_->owner->socket_->descriptor());
    return *caller_;
  }
  bool is_open() const noexcept override {
    Lock lock = reverse_->loop->lock();
    return reverse_->owner != nullptr;
  }
  std::shared_ptr<ReplyPort> keep(std::size_t) override {
    return std::make_shared<ReversePort>(reverse_, limit_bytes_);
  }

 private:
  const std::shared_ptr<Reverse> reverse_;
  const std::size_t limit_bytes_;
  std::optional<Caller> caller_;
};

// Whoever made one that there is no memory for must not wait for an answer.
void LoopChannel::receive_call(std::span<const std::byte> record) try {
  if (options_.kind == io::Kind::datagram || !CallToServe::is_one(record)) return;
  if (!reverse_) reverse_ = std::make_shared<Reverse>(Reverse{loop_, this});
  std::unique_ptr<CallToServe> call = std::move(served_);
  if (!call) call = std::make_unique<CallToServe>();
  call->keep(record);
  to_serve_ = std::move(call);
  loop_->want_to_serve(*this);
} catch (const std::bad_alloc&) {
  lose_for_memory();
}

bool LoopChannel::is_to_serve() {
  while (socket_ && !to_serve_) {
    const std::uint64_t before = receipts_;
    receive_stream();
    if (receipts_ == before) break;
  }
  return to_serve_ != nullptr;
}

void LoopChannel::lose_for_memory() {
  lose(failure(Code::connection_lost, Executed::maybe, "no memory to serve a call of the peer"));
}

// What came behind the call may be what its handler waits for: it is taken out first.
void LoopChannel::serve(Lock& lock) {
  std::unique_ptr<CallToServe> call = std::move(to_serve_);
  if (!call) return;
  const std::shared_ptr<Reverse> reverse = reverse_;
  const std::shared_ptr<Callee> callee = options_.callee;
  ReversePort port(reverse, options_.limits.record_bytes);
  take_records();
  lock.unlock();
  bool served = callee->serve(*call, port);  // the channel may be gone afterwards
  lock.lock();
  if (reverse->owner == nullptr) return;
  reverse->owner->served_ = std::move(call);
  if (!served) reverse->owner->lose_for_memory();
}

// As a call of the channel's own that expects no reply.
void LoopChannel::send_reply(std::byte* mark, std::size_t size_bytes, const xdr::Gathered& gathered,
                             std::size_t body_at) try {
  if (reply_bytes_ + size_bytes > options_.limits.unsent_bytes)
    return lose(failure(Code::connection_lost, Executed::maybe, "the server does not read replies"));
  transport::GatheredRecord record(mark, size_bytes, body_at, gathered);
  Call& call = take_call();
  std::byte* to = call.message.reserve_whole(size_bytes);
  if (to == nullptr) {
    pool_.give_back(call);
    return lose_for_memory();
  }
  for (const iovec& piece : record.pieces()) {
    std::memcpy(to, piece.iov_base, piece.iov_len);
    to += piece.iov_len;
  }
  call.is_ours = call.one_way = true;
  enlist(call);
  call.is_written = true;
  call.reply_bytes = size_bytes;
  reply_bytes_ += size_bytes;
  enqueue_next(call);  // what waits for the session may wait for what this answers
  loop_->want_flush(*this);
} catch (const std::bad_alloc&) {
  lose_for_memory();
}

// The connection is lost: its calls are not served, and replies to those that were go nowhere.
void LoopChannel::leave_peer() noexcept {
  if (reverse_) std::exchange(reverse_, nullptr)->owner = nullptr;
  to_serve_.reset();
  for (Call* call = unsent_.first; call != nullptr;) {
    Call& each = *std::exchange(call, call->next);
    if (each.reply_bytes == 0) continue;
    leave(each);
    pool_.give_back(each);
  }
}

}  // namespace farcall::inline v1::client
