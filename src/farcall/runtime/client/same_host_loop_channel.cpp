#include <farcall/runtime/client/same_host_loop_channel.hpp>

#include <utility>

namespace farcall::inline v1::client {

namespace {

// Calls that wait for an A-stack when the binding is lost wait for none that comes by itself.
LrpcOptions bound_by_others(LrpcOptions memory) {
  memory.meet = [name = memory.name](TimePoint) -> Result<Meeting> {
    return Error{Code::connection_lost, Executed::no, name + ": the server has gone"};
  };
  return memory;
}

}  // namespace

SameHostLoopChannel::SameHostLoopChannel(std::shared_ptr<EventLoop::Core> loop,
                                         std::unique_ptr<LoopChannel> socket, LrpcOptions memory,
                                         std::uint32_t calls_before_move)
    : loop_(std::move(loop)),
      socket_(socket.get()),
      share_of_socket_(socket.release(), 0, 0),
      memory_(new LrpcLoopChannel(loop_,
                                  [&] {
                                    // Who waits for a reply is called back, also when nobody else has the
                                    // socket.
                                    memory.serve = [share = share_of_socket_, at = socket_](TimePoint) {
                                      return at->is_to_serve();
                                    };
                                    return bound_by_others(std::move(memory));
                                  }())),
      share_of_memory_(memory_, 0, 0),
      move_(std::make_shared<Move>(calls_before_move)) {
  move_->memory = memory_;
}

SameHostLoopChannel::~SameHostLoopChannel() {
  if (forks_ != forks()) return;  // as ~LoopChannel()
  const EventLoop::Core::Lock lock = loop_->lock();
  move_->memory = nullptr;
}

AsyncCall& SameHostLoopChannel::begin() {
  if (AsyncCall* call = memory_->begin_if_bound()) return *call;
  if (forks_ == forks() && move_->pace.is_time())
    socket_->meet([move = move_](const Result<Meeting>& meeting) {
      if (!meeting || move->memory == nullptr) return move->pace.tried(false);
      move->memory->bind_at(*meeting, [move](bool is_bound) { move->pace.tried(is_bound); });
    });
  return socket_->begin();
}

// A call of either channel knows it.
Result<void> SameHostLoopChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  AsyncCall& call = begin();
  transaction.slot = &call;
  Result<void> reserved = call.channel.reserve(call, size_bytes);
  if (reserved) {
    transaction.arguments = call.arguments;
  } else {
    call.channel.end(call);
  }
  return reserved;
}

Result<void> SameHostLoopChannel::transact(Transaction& transaction) {
  AsyncCall& call = *static_cast<AsyncCall*>(transaction.slot);
  Channel& channel = call.channel;
  void* const slot = call.slot;
  transaction.slot = slot;
  Result<void> done = channel.transact(transaction);
  transaction.slot = &call;
  return done;
}

void SameHostLoopChannel::release(Transaction& transaction) noexcept {
  AsyncCall& call = *static_cast<AsyncCall*>(std::exchange(transaction.slot, nullptr));
  call.channel.end(call);
}

}  // namespace farcall::inline v1::client
