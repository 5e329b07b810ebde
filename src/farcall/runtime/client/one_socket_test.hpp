// A connection that is there, and cannot be made again; and a call by it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include <sys/socket.h>

#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client {

struct Ends {
  std::unique_ptr<io::Socket> ours, theirs;
};
// Of a stream. Null where there are no descriptors.
inline Ends connected_ends() {
  int both[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both) != 0) return {};
  return {io::make_socket(io::Descriptor(both[0])), io::make_socket(io::Descriptor(both[1]))};
}

class OneSocket final : public Connector {
 public:
  explicit OneSocket(std::unique_ptr<io::Socket> socket) : socket_(std::move(socket)) {}
  Result<std::unique_ptr<io::Socket>> connect(TimePoint) override {
    if (socket_) return std::move(socket_);
    return Error{Code::connection_refused, Executed::no, "only one", {}};
  }

 private:
  std::unique_ptr<io::Socket> socket_;
};

// As the first of `size_bytes` of arguments. The number that comes back.
inline Result<std::uint32_t> send_number(Channel& channel, std::uint32_t number, TimePoint deadline,
                                         std::size_t size_bytes = 4) {
  Transaction transaction;
  transaction.deadline = deadline;
  if (Result<void> reserved = channel.reserve(transaction, size_bytes); !reserved)
    return std::move(reserved).error();
  xdr::store_u32(transaction.arguments.data(), number);
  Result<void> done = channel.transact(transaction);
  const std::uint32_t result = done ? xdr::load_u32(transaction.results.data()) : 0;
  channel.release(transaction);
  if (!done) return std::move(done).error();
  return result;
}

}  // namespace farcall::client
