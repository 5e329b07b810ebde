#include <farcall/runtime/client/lrpc_channel.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>
#include <farcall/lrpc/rendezvous.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/client/socket_channel.hpp>

namespace farcall::inline v1::client {

using lrpc::AStack;
using Waited = lrpc::AStacks::Waited;

namespace {

// For what happens elsewhere and wakes nobody here.
constexpr Duration look_again = std::chrono::microseconds(200);

bool has_conditions(const Transaction& transaction) noexcept {
  return transaction.deadline != never || transaction.trace != Trace{};
}

void pause() noexcept {
  std::atomic<std::uint32_t> nobody{0};
  io::system_waiter().wait(nobody, 0, after(steady_clock().now(), look_again));
}

}  // namespace

LrpcChannel::LrpcChannel(LrpcOptions options) : options_(std::move(options)), stacks_(options_.limits.spin) {}

LrpcChannel::~LrpcChannel() {
  if (forks_ == forks()) unwatch();
}

void LrpcChannel::unwatch() noexcept {
  if (!stacks_.end().control) return;
  Result<lrpc::Watcher*> watcher = lrpc::Watcher::common();
  if (!watcher) return;
  (*watcher)->forget(stacks_.end().control.number());
  (*watcher)->forget(stacks_.end().server.number());
}

// The server never writes to the connection: it has ended, or the process that served has. It is reported
// until nobody sleeps any more.
void LrpcChannel::on_ready(int) noexcept {
  if (stacks_.lose()) unwatch();
}

Result<void> LrpcChannel::open(TimePoint until) { return bind(until); }

Result<void> LrpcChannel::bind(TimePoint until) {
  std::lock_guard lock(binding_);
  if (!stacks_.is_lost()) return {};
  while (!stacks_.take_all()) {  // they know that their calls have ended, and are about to leave
    if (steady_clock().now() >= until)
      return Error{Code::deadline_exceeded, Executed::no, options_.name + ": no binding within the deadline"};
    pause();
  }
  Result<void> bound = bind_again(until);
  stacks_.give_back_all();
  return bound;
}

// Nobody else has an A-stack.
Result<void> LrpcChannel::bind_again(TimePoint until) {
  unwatch();
  Result<lrpc::Watcher*> watcher = lrpc::Watcher::common();
  if (!watcher) return std::move(watcher).error();
  Result<io::Descriptor> control = io::connect(options_.address, io::Kind::packets, until, options_.name);
  if (!control) return std::move(control).error();
  const std::size_t window_bytes =
      (options_.limits.record_bytes + lrpc::page_bytes - 1) / lrpc::page_bytes * lrpc::page_bytes;
  const lrpc::Extent wanted{std::clamp(options_.limits.lrpc_slots, 1U, lrpc::most_slots), window_bytes};
  Result<lrpc::ClientEnd> end =
      lrpc::introduce(std::move(*control), wanted, options_.credential, until, options_.name);
  if (!end) return std::move(end).error();
  if (Result<void> bound = stacks_.bind(std::move(*end)); !bound) return bound;
  for (int descriptor : {stacks_.end().control.number(), stacks_.end().server.number()}) {
    if (Result<void> watched = (*watcher)->watch(descriptor, *this); !watched) {
      stacks_.lose();
      unwatch();
      return watched;
    }
  }
  return {};
}

Result<AStack*> LrpcChannel::take(TimePoint until) {
  for (;;) {
    if (AStack* stack = stacks_.take()) return stack;
    if (steady_clock().now() >= until)
      return Error{Code::deadline_exceeded, Executed::no, options_.name + ": no A-stack within the deadline"};
    if (stacks_.is_lost()) {
      if (Result<void> bound = bind(until); !bound) return std::move(bound).error();
    } else {
      pause();
    }
  }
}

Result<void> LrpcChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (forks_ != forks_so_far.load(std::memory_order_relaxed)) [[unlikely]]
    return bound_before_fork(options_.name);
  if (size_bytes > options_.limits.record_bytes)
    return Error{Code::invalid_argument, Executed::no,
                 options_.name + ": the arguments are longer than the limit"};
  AStack* stack = stacks_.take();
  if (stack == nullptr) [[unlikely]] {
    Result<AStack*> taken = take(transaction.deadline);
    if (!taken) return std::move(taken).error();
    stack = *taken;
  }
  const std::size_t before = has_conditions(transaction) ? sizeof(lrpc::Conditions) : 0;
  const std::span<std::byte> room = stacks_.room(*stack, before + size_bytes);
  if (room.empty() && before + size_bytes > 0) [[unlikely]] {
    stacks_.give_back(*stack);
    return Error{Code::invalid_argument, Executed::no,
                 options_.name + ": the arguments are longer than the server's limit"};
  }
  transaction.slot = stack;
  transaction.arguments = room.subspan(before);
  return {};
}

Result<void> LrpcChannel::transact(Transaction& transaction) {
  AStack& stack = *static_cast<AStack*>(transaction.slot);
  lrpc::Request request{.program = transaction.program,
                        .version = transaction.version,
                        .procedure = transaction.procedure,
                        .size_bytes = transaction.arguments.size()};
  for (std::size_t i = 0; i < transaction.gathered.count; ++i) {
    const xdr::Gathered::Piece& piece = transaction.gathered.pieces[i];
    std::memcpy(transaction.arguments.data() + piece.position, piece.data, piece.size_bytes);
  }
  if (has_conditions(transaction)) {
    const TimePoint now = steady_clock().now();
    if (now >= transaction.deadline)
      return Error{Code::deadline_exceeded, Executed::no,
                   options_.name + ": the deadline had passed before the call"};
    lrpc::Conditions conditions{};
    if (transaction.deadline != never)
      conditions.time_left_ns = static_cast<std::uint64_t>(time_left(transaction.deadline, now).count());
    static_assert(sizeof conditions.trace == sizeof transaction.trace);
    std::memcpy(conditions.trace.data(), &transaction.trace, sizeof conditions.trace);
    std::memcpy(transaction.arguments.data() - sizeof conditions, &conditions, sizeof conditions);
    request.size_bytes += sizeof conditions;
    request.has_conditions = true;
  }
  stacks_.publish(stack, request);
  if (transaction.one_way) {
    transaction.slot = nullptr;
    stacks_.send_off(stack);
    return {};
  }
  const Waited waited = stacks_.wait(stack, transaction.deadline);
  lrpc::AStacks::Reply reply;
  if (waited == Waited::answered && stacks_.read(stack, reply) && !reply.is_refusal) [[likely]] {
    transaction.results = reply.bytes;
    transaction.results_memory = &stack.results;
    return {};
  }
  return end(stack, transaction, waited);
}

// Every other end than with results.
Result<void> LrpcChannel::end(AStack& stack, Transaction& transaction, Waited waited) {
  if (waited == Waited::lost)
    return Error{Code::connection_lost, Executed::maybe, options_.name + ": the server has gone"};
  if (waited == Waited::too_late) {
    stacks_.give_up(stack);
    transaction.slot = nullptr;
    return Error{Code::deadline_exceeded, Executed::maybe,
                 options_.name + ": no reply to procedure " + std::to_string(transaction.procedure) +
                     " within the deadline"};
  }
  const message::Asked asked{options_.name, transaction.program, transaction.version, transaction.procedure};
  lrpc::AStacks::Reply reply;
  message::ReplyStatus status;
  if (!stacks_.read(stack, reply)) return asked.malformed();
  xdr::Decoder in(reply.bytes);
  if (message::read_reply_body(in, status) != message::ReplyRead::refused) return asked.malformed();
  return asked.refusal(status, Executed::no);
}

void LrpcChannel::release(Transaction& transaction) noexcept {
  if (auto* stack = static_cast<AStack*>(std::exchange(transaction.slot, nullptr)); stack != nullptr)
    stacks_.give_back(*stack);
}

}  // namespace farcall::inline v1::client
