#include <farcall/runtime/server/lrpc_call.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/server/stream_peer.hpp>

namespace farcall::inline v1::server {

void LrpcCall::read_conditions() noexcept {
  static_assert(sizeof trace_ == sizeof accepted_.trace);
  std::memcpy(static_cast<void*>(&trace_), accepted_.trace.data(), sizeof trace_);
  if (accepted_.time_left_ns == 0) return;
  const auto left = std::min<std::uint64_t>(accepted_.time_left_ns, INT64_MAX / 2);
  deadline_ = after(steady_clock().now(), Duration(static_cast<std::int64_t>(left)));
}

void LrpcCall::serve(const Dispatcher::Offer* offer, const message::ReplyStatus& status) {
  if (offer == nullptr) return send_refusal(status.code, status.versions);
  try {
    if (offer->is_durable(accepted_.procedure)) [[unlikely]] {
      Buffer nothing;
      std::size_t no_bytes = 0;
      if (offer->store->begin(nullptr, nothing, no_bytes) != DurableStore::Begin::run)
        return send_refusal(Code::system_err, {});
      store_ = offer->store;
    }
    offer->service->serve_call(*this);
  } catch (...) {
    return thrown();
  }
  if (!answered_) no_reply();
}

bool LrpcCall::reserve(std::size_t size_bytes) {
  if (size_bytes <= limits_.record_bytes) room_ = client_.linkages.room(accepted_.slot, size_bytes, reply_);
  if (room_.size() != size_bytes || (size_bytes > 0 && room_.data() == nullptr)) [[unlikely]] {
    results_ = xdr::Encoder();
    return results_.fail(xdr::Fault::too_much_memory);
  }
  results_ = xdr::Encoder(room_, &gathered_);
  return true;
}

void LrpcCall::send() {
  answered_ = true;
  if (store_ != nullptr && !std::exchange(store_, nullptr)->commit(nullptr, {}, true)) [[unlikely]]
    return send_refusal(Code::system_err, {});
  client_.linkages.answer(accepted_, room_, gathered_, false);
}

// The caller learns that its A-stack is free again.
void LrpcCall::send_nothing() {
  answered_ = true;
  room_ = client_.linkages.room(accepted_.slot, 0, reply_);
  if (room_.data() != nullptr) client_.linkages.answer(accepted_, room_, {}, false);
}

// What a reply message would say, from its reply_stat on.
void LrpcCall::send_refusal(Code code, const VersionRange& versions) {
  constexpr std::size_t xid_and_type_bytes = 8;
  const message::Refusal refusal = message::make_refusal(0, {.code = code, .versions = versions});
  answered_ = true;
  if (store_ != nullptr) std::exchange(store_, nullptr)->roll_back();
  room_ = client_.linkages.room(accepted_.slot, refusal.size_bytes - xid_and_type_bytes, reply_);
  if (room_.data() == nullptr) throw std::bad_alloc();
  std::memcpy(room_.data(), refusal.bytes.data() + xid_and_type_bytes, room_.size());
  client_.linkages.answer(accepted_, room_, {}, true);
}

bool LrpcCall::is_cancelled() {
  return client_.is_gone.load(std::memory_order_relaxed) || client_.linkages.is_given_up(accepted_) ||
         (deadline_ != never && steady_clock().now() >= deadline_);
}

// By the connection that the client has beside this memory.
Result<Binding> LrpcCall::bind_to_caller(std::uint32_t program, std::uint32_t version, EventLoop* loop) {
  if (const std::shared_ptr<StreamPeer> connection = client_.connection.lock())
    return connection->bind_to_caller(program, version, loop);
  if (!client_.has_connection)
    return Error{Code::prog_unavail, Executed::no, "the caller offers no services (BindOptions::services)"};
  return Error{Code::connection_lost, Executed::no, "the caller is not connected any more"};
}

// With memory of its own, and a share of the client: it may be answered when that has gone.
class LrpcCall::Deferred final : public LrpcCall {
 public:
  struct Kept {
    std::shared_ptr<LrpcClient> client;
    lrpc::Accepted accepted;
    Buffer request;
    Buffer reply;
    Limits limits;
    DeferredCount deferred;
  };
  explicit Deferred(std::unique_ptr<Kept> kept) noexcept
      : LrpcCall(*kept->client, kept->accepted, kept->reply, kept->limits, kept->deferred),
        kept_(std::move(kept)) {
    kept_->deferred->fetch_add(1, std::memory_order_relaxed);
  }
  ~Deferred() override {
    // Nobody looks after its caller later.
    kept_->client->linkages.wake_sleeper(kept_->accepted.slot);
    kept_->deferred->fetch_sub(1, std::memory_order_release);
  }

 private:
  const std::unique_ptr<Kept> kept_;
};

ServerCall* LrpcCall::defer() {
  auto kept = std::make_unique<Deferred::Kept>();
  const std::size_t size_bytes = accepted_.arguments.size();
  if (!kept->request.grow(std::max<std::size_t>(size_bytes, 1)) || !kept->reply.grow(lrpc::line_stride))
    throw std::bad_alloc();
  if (size_bytes > 0) std::memcpy(kept->request.data(), accepted_.arguments.data(), size_bytes);
  kept->client = client_.shared_from_this();
  kept->accepted = accepted_;
  kept->accepted.arguments = {kept->request.data(), size_bytes};
  kept->limits = limits_;
  kept->deferred = deferred_;
  auto* deferred = new Deferred(std::move(kept));
  deferred->deadline_ = deadline_;
  answered_ = true;  // not by this one any more
  return deferred;
}

}  // namespace farcall::inline v1::server
