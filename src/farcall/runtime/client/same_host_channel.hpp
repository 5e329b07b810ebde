// A Channel over a socket that moves to shared memory, when the server turns out to be on this machine and
// shares some. Source: docs/decisions/0020.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <farcall/base/export.hpp>
#include <farcall/base/fork.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/lrpc_channel.hpp>
#include <farcall/runtime/client/move_pace.hpp>
#include <farcall/runtime/client/socket_channel.hpp>

namespace farcall::inline v1::client {

// The thread whose call it is time with moves first; the others use the socket meanwhile. What has begun by
// one of the two ways ends by it. Calls for which no A-stack is free go by the socket, and so do all when the
// server goes: the socket knows how to find it.
class FARCALL_API SameHostChannel final : public Channel {
 public:
  // `memory` meets where `socket` says, and calls back go by the socket all the same.
  SameHostChannel(std::unique_ptr<SocketChannel> socket, LrpcOptions memory, std::uint32_t calls_before_move);
  ~SameHostChannel() override;

  [[nodiscard]] bool has_moved() const noexcept { return memory_.is_bound(); }

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;

 private:
  enum Way : std::uint32_t { by_socket, by_memory };

  // Its parent's threads, which a child has not, may have had any of the locks.
  [[nodiscard]] bool is_in_child() const noexcept { return forks_ != forks(); }
  [[nodiscard]] bool is_in_memory(TimePoint deadline);
  [[nodiscard]] bool move_by(TimePoint deadline);
  [[nodiscard]] Channel& channel_of(const Transaction& transaction) noexcept;

  SocketChannel* const socket_;
  const Binding share_of_socket_;        // as calls back have, which are answered later
  const std::uint32_t forks_ = forks();  // when it was made
  LrpcChannel memory_;
  MovePace pace_;
};

}  // namespace farcall::inline v1::client
