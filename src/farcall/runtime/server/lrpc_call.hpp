// A call that came through shared memory.
#pragma once

#include <memory>

#include <farcall/base/buffer.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/lrpc_client.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

// Thread: one.
class LrpcCall : public ServerCall {
 public:
  // `reply`: memory for results that are copied.
  LrpcCall(LrpcClient& client, const lrpc::Accepted& accepted, Buffer& reply, const Limits& limits,
           const DeferredCount& deferred) noexcept
      : client_(client), accepted_(accepted), reply_(reply), limits_(limits), deferred_(deferred) {
    arguments_ = xdr::Decoder(accepted.arguments, true);
    if (accepted.has_conditions) [[unlikely]]
      read_conditions();
  }

  // Has the service run it, or refuses it. A durable procedure has its transaction, and no record: there is
  // no way to ask for its reply again.
  void serve(const Dispatcher::Offer* offer, const message::ReplyStatus& status);

  bool reserve(std::size_t size_bytes) override;
  void send() override;
  ServerCall* defer() override;

  const Caller& caller() override { return client_.caller; }
  const SystemCredential* system_credential() override {
    return client_.credential ? &*client_.credential : nullptr;
  }
  std::uint32_t program() const noexcept override { return accepted_.program; }
  std::uint32_t version() const noexcept override { return accepted_.version; }
  std::uint32_t procedure() const noexcept override { return accepted_.procedure; }
  TimePoint deadline() const noexcept override { return deadline_; }
  const Trace& trace() const noexcept override { return trace_; }
  bool is_cancelled() override;
  Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version, EventLoop* loop) override;

 protected:
  void send_refusal(Code code, const VersionRange& versions) override;
  void send_nothing() override;

 private:
  class Deferred;

  void read_conditions() noexcept;

  LrpcClient& client_;
  const lrpc::Accepted& accepted_;
  Buffer& reply_;
  const Limits& limits_;
  const DeferredCount& deferred_;
  xdr::Gathered gathered_;
  std::span<std::byte> room_;
  TimePoint deadline_ = never;
  Trace trace_{};
  DurableStore* store_ = nullptr;  // while a transaction runs
};

}  // namespace farcall::inline v1::server
