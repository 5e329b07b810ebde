// A Channel over a socket that moves to shared memory, when the server turns out to be on this machine and
// shares some. Source: docs/decisions/0020.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <farcall/base/export.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/lrpc_channel.hpp>
#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/runtime/client/turn.hpp>

namespace farcall::inline v1::client {

// Who calls once or twice stays where it is: to move takes as long as some ten calls. A thread that makes the
// 32nd call moves first, and again after 64 when that was not possible, after 128, and so on; the others use
// the socket meanwhile. What has begun by one of the two ways ends by it. When the server goes, calls go by
// the socket again, which knows how to find it.
class FARCALL_API SameHostChannel final : public Channel {
 public:
  // Of one_server by both; `memory` meets where `socket` says.
  SameHostChannel(std::unique_ptr<SocketChannel> socket, LrpcOptions memory);
  ~SameHostChannel() override;

  static constexpr std::uint32_t calls_before_move = 32;

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;

 private:
  enum Way : std::uint32_t { by_socket, by_memory };

  [[nodiscard]] bool is_in_memory(TimePoint deadline);
  [[nodiscard]] bool is_time_to_move() noexcept;
  [[nodiscard]] Channel& channel_of(const Transaction& transaction) noexcept;

  const std::unique_ptr<SocketChannel> socket_;
  LrpcChannel memory_;
  std::atomic<std::uint32_t> calls_{0};  // by the socket, since the last move or attempt
  std::atomic<std::uint32_t> moves_after_{calls_before_move};
};

}  // namespace farcall::inline v1::client
