// As SameHostChannel, where an event loop carries out the calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <farcall/base/export.hpp>
#include <farcall/base/fork.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/loop_channel.hpp>
#include <farcall/runtime/client/lrpc_loop_channel.hpp>
#include <farcall/runtime/client/move_pace.hpp>
#include <farcall/runtime/event_loop_core.hpp>

namespace farcall::inline v1::client {

// Nobody waits for the move: the question goes along with other calls, a thread of its own binds, and calls
// that begin afterwards go by memory. Replies may outlive this, and each has a share of the channel that it
// comes by.
class FARCALL_API SameHostLoopChannel final : public Channel {
 public:
  // `socket` is of `loop`; `memory` is bound where `socket` says, and calls back go by the socket all the
  // same.
  SameHostLoopChannel(std::shared_ptr<EventLoop::Core> loop, std::unique_ptr<LoopChannel> socket,
                      LrpcOptions memory, std::uint32_t calls_before_move);
  ~SameHostLoopChannel() override;

  [[nodiscard]] bool has_moved() const noexcept { return memory_->is_bound(); }

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;
  AsyncCall& begin() override;

 private:
  // While the server is asked.
  struct Move {
    explicit Move(std::uint32_t calls_before_move) noexcept : pace(calls_before_move) {}
    MovePace pace;
    LrpcLoopChannel* memory = nullptr;  // null once nobody wants to go there; under the loop's lock
  };

  const std::shared_ptr<EventLoop::Core> loop_;
  LoopChannel* const socket_;
  const Binding share_of_socket_;
  LrpcLoopChannel* const memory_;
  const Binding share_of_memory_;
  const std::shared_ptr<Move> move_;
  const std::uint32_t forks_ = forks();  // when it was made
};

}  // namespace farcall::inline v1::client
