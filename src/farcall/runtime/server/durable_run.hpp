// One call of a durable procedure while it runs: its reply leaves when it is on record.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include <farcall/runtime/server/durable_store.hpp>
#include <farcall/runtime/server/message_call.hpp>
#include <farcall/runtime/server/reply_port.hpp>

namespace farcall::inline v1::server {

// Lies between the call and the port of its reply.
// Thread: one.
class DurableRun final : public ReplyPort {
 public:
  // `which`: none for a call that nobody can ask for again after a restart.
  DurableRun(MessageCall& call, DurableStore& store, const std::optional<DurableStore::Call>& which) noexcept
      : call_(call), port_(call.port()), store_(store), which_(which ? &*which : nullptr) {}
  DurableRun(const DurableRun&) = delete;
  DurableRun& operator=(const DurableRun&) = delete;
  ~DurableRun() override;

  // Whether the callee is to run now. Otherwise the call is answered. `age`: of this server.
  [[nodiscard]] bool begin(Duration age);

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override;
  void send_nothing() override {}
  [[nodiscard]] std::size_t reply_limit_bytes() const noexcept override { return port_.reply_limit_bytes(); }
  [[nodiscard]] const Caller& caller() override { return port_.caller(); }
  [[nodiscard]] bool is_open() const noexcept override { return port_.is_open(); }
  [[nodiscard]] Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version,
                                               EventLoop* loop) override {
    return port_.bind_to_caller(program, version, loop);
  }
  // It is answered before its handler returns: farcallc sees to that.
  [[nodiscard]] std::shared_ptr<ReplyPort> keep(std::size_t) override { return nullptr; }

 private:
  MessageCall& call_;
  ReplyPort& port_;
  DurableStore& store_;
  const DurableStore::Call* which_;
  bool is_running_ = false;
};

}  // namespace farcall::inline v1::server
