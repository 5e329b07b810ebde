// A Channel from a server to one of its clients: call messages leave by the connection's replies, and the
// replies come in among its call messages.
//
// Nothing here reads: whoever leads the client's lane does, and hands a reply on to who waits for it. So a
// handler that waits must not lead meanwhile (Crew::give_way()).
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include <farcall/base/fork.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/call_head.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/event_loop_core.hpp>
#include <farcall/runtime/pool.hpp>
#include <farcall/runtime/server/calls_back.hpp>

namespace farcall::inline v1::server {

class StreamPeer;

class CallerChannel final : public Channel {
 public:
  // `loop`: where its asynchronous calls go on; null: it has none.
  CallerChannel(std::shared_ptr<StreamPeer> peer, std::shared_ptr<CallsBack> calls, std::string name,
                const Limits& limits, std::shared_ptr<EventLoop::Core> loop);
  ~CallerChannel() override;

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;
  AsyncCall& begin() override;
  void start(AsyncCall& call) override;
  void wait(AsyncCall& call) override;
  void end(AsyncCall& call) noexcept override;

  // For CallsBack, which holds the loop's lock and its own.
  [[nodiscard]] const std::shared_ptr<EventLoop::Core>& loop() const noexcept { return loop_; }
  [[nodiscard]] Result<void> read(std::span<const std::byte> record, CallBack& call) const;
  [[nodiscard]] Result<void> lost() const noexcept;
  void complete(CallBack& call) noexcept;

  void expire(CallBack& call);

 private:
  using Lock = EventLoop::Core::Lock;

  [[nodiscard]] Lock lock_loop() const { return loop_ ? loop_->lock() : Lock(); }
  [[nodiscard]] Result<void> send(CallBack& call, const Transaction& transaction);
  [[nodiscard]] Result<void> await_reply(CallBack& call, Transaction& transaction);
  void fail(CallBack& call, Error error) noexcept;
  [[nodiscard]] Error failure(Code code, Executed executed, const char* why) const noexcept;

  const std::shared_ptr<StreamPeer> peer_;
  const std::shared_ptr<CallsBack> calls_;
  const std::shared_ptr<EventLoop::Core> loop_;
  const std::string name_;
  const std::size_t limit_bytes_;
  const CallHead head_{{}};
  const std::uint32_t forks_ = forks();  // when it was made
  std::mutex mutex_;                     // protects what follows
  Pool<CallBack> pool_;
};

}  // namespace farcall::inline v1::server
