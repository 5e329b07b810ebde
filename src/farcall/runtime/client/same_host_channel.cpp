#include <farcall/runtime/client/same_host_channel.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace farcall::inline v1::client {

SameHostChannel::SameHostChannel(std::unique_ptr<SocketChannel> socket, LrpcOptions memory,
                                 std::uint32_t calls_before_move)
    : socket_(socket.get()),
      share_of_socket_(socket.release(), 0, 0),
      memory_([&] {
        memory.meet = [this](TimePoint until) { return socket_->meet(until); };
        memory.waits = false;  // there is another way
        memory.serve = [this](TimePoint until) { return socket_->serve_one(until); };
        return std::move(memory);
      }()),
      pace_(calls_before_move) {
  socket_->tell_others_by([this] { memory_.look_for_calls_back(); });
}

// The socket may stay for replies to calls back.
SameHostChannel::~SameHostChannel() {
  if (!is_in_child()) socket_->tell_others_by(nullptr);
}

bool SameHostChannel::is_in_memory(TimePoint deadline) {
  if (memory_.is_bound()) [[likely]]
    return true;
  if (is_in_child()) return false;  // and the socket says why it cannot be called
  if (is_local()) {
    set_local(false);
    socket_->doubt();
  }
  // Who serves a call back may have an A-stack of the binding that was lost, until he returns.
  if (Callee::is_serving() || !pace_.is_time()) return false;
  const bool has_moved = move_by(deadline);
  pace_.tried(has_moved);
  set_local(has_moved);
  return has_moved;
}

// Within half of the time that the call has, for it may have to go by the socket.
bool SameHostChannel::move_by(TimePoint deadline) try {
  constexpr Duration longest = std::chrono::seconds(1);  // of a server that has been stopped
  const TimePoint now = steady_clock().now();
  const Duration half = deadline == never ? longest : (deadline - now) / 2;
  return memory_.open(now + std::min(half, longest)).has_value();
} catch (const std::bad_alloc&) {
  return false;
}

Result<void> SameHostChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (is_in_memory(transaction.deadline)) {
    transaction.way = by_memory;
    Result<void> reserved = memory_.reserve(transaction, size_bytes);
    if (reserved || reserved.error().code == Code::invalid_argument) return reserved;
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
