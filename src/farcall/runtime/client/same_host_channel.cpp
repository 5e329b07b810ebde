#include <farcall/runtime/client/same_host_channel.hpp>

#include <algorithm>
#include <utility>

namespace farcall::inline v1::client {

SameHostChannel::SameHostChannel(std::unique_ptr<SocketChannel> socket, LrpcOptions memory)
    : socket_(std::move(socket)), memory_([&] {
        memory.meet = [this](TimePoint until) { return socket_->meet(until); };
        return std::move(memory);
      }()) {}

SameHostChannel::~SameHostChannel() = default;

bool SameHostChannel::is_in_memory(TimePoint deadline) {
  if (memory_.is_bound()) [[likely]]
    return true;
  if (is_local()) {
    set_local(false);
    socket_->doubt();
  }
  if (!pace_.is_time()) return false;
  constexpr Duration longest_move = std::chrono::seconds(1);  // of a server that has been stopped
  const Result<void> moved = memory_.open(std::min(deadline, after(steady_clock().now(), longest_move)));
  pace_.tried(moved.has_value());
  set_local(moved.has_value());
  return moved.has_value();
}

Result<void> SameHostChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (is_in_memory(transaction.deadline)) {
    transaction.way = by_memory;
    Result<void> reserved = memory_.reserve(transaction, size_bytes);
    if (reserved || memory_.is_bound()) return reserved;
  }
  transaction.way = by_socket;
  if (transaction.entered == TimePoint{}) transaction.entered = steady_clock().now();
  return socket_->reserve(transaction, size_bytes);
}

Channel& SameHostChannel::channel_of(const Transaction& transaction) noexcept {
  if (transaction.way == by_memory) return memory_;
  return *socket_;
}

Result<void> SameHostChannel::transact(Transaction& transaction) {
  return channel_of(transaction).transact(transaction);
}

void SameHostChannel::release(Transaction& transaction) noexcept {
  channel_of(transaction).release(transaction);
}

}  // namespace farcall::inline v1::client
