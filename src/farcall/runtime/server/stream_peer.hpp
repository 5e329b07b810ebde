// A client that is connected to a server by a stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include <farcall/base/limits.hpp>
#include <farcall/io/poller.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::server {

// An idle one has no buffers: bytes are read into memory of the reading thread, and only an incomplete record
// is kept here.
// Thread: send_reply() from any; the rest from the thread that leads the server's loop.
class StreamPeer final : public ReplyPort {
 public:
  StreamPeer(std::unique_ptr<io::Socket> socket, std::uint64_t key, io::Poller& poller, const Limits& limits)
      : pending(limits.record_bytes), socket_(std::move(socket)), poller_(poller), limits_(limits), key_(key) {}

  // Tells the poller to report bytes that arrive.
  [[nodiscard]] Result<void> watch();
  void forget() noexcept;
  [[nodiscard]] std::uint64_t key() const noexcept { return key_; }
  [[nodiscard]] io::Transfer receive(std::span<std::byte> room) noexcept { return socket_->receive(room, io::at_once); }

  // While replies wait to be sent no further call is read: who does not read its replies gets no new ones.
  [[nodiscard]] bool is_congested() const noexcept;
  // Sends what waits, as far as it goes. False when the connection is lost.
  [[nodiscard]] bool flush() noexcept;
  void shut() noexcept { socket_->shut(); }

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override;
  [[nodiscard]] std::size_t reply_limit_bytes() const noexcept override { return limits_.record_bytes; }
  [[nodiscard]] const Caller& caller() override;

  transport::RecordReader pending;  // what was read of a record that is not complete

 private:
  bool keep(std::span<const iovec> pieces) noexcept;

  const std::unique_ptr<io::Socket> socket_;
  io::Poller& poller_;
  const Limits& limits_;
  const std::uint64_t key_;
  mutable std::mutex mutex_;  // protects what follows, and the order of what is sent
  Buffer unsent_;
  std::size_t unsent_begin_ = 0;
  std::size_t unsent_end_ = 0;
  std::unique_ptr<Caller> caller_;  // looked up when a handler first asks
};

}  // namespace farcall::inline v1::server
