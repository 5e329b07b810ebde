#include <farcall/runtime/client/lrpc_channel.hpp>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include <farcall/io/waiter.hpp>
#include <farcall/lrpc/long_copy.hpp>
#include <farcall/runtime/client/socket_channel.hpp>

namespace farcall::inline v1::client {

using lrpc::AStack;

namespace {

// For what happens elsewhere and wakes nobody here.
constexpr Duration look_again = std::chrono::microseconds(200);

void pause() noexcept { io::system_waiter().pause(after(steady_clock().now(), look_again)); }

}  // namespace

LrpcChannel::LrpcChannel(LrpcOptions options)
    : Channel(true), options_(std::move(options)), stacks_(options_.limits.spin, options_.serve != nullptr) {}

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

// The server has ended, or the connection has; or it answers, and it says nothing of its own accord. The end
// is reported until nobody sleeps any more, for which those who sleep may need this processor.
void LrpcChannel::on_ready(int descriptor) noexcept {
  if (descriptor == stacks_.end().control.number()) {
    const auto heard = stacks_.hear();
    if (heard == lrpc::AStacks::Heard::nothing) return;
    if (heard == lrpc::AStacks::Heard::is_there && answers_.load() != asked_.load()) {
      answers_.fetch_add(1);
      return io::system_waiter().wake(answers_, UINT32_MAX);
    }
  }
  stacks_.lose() ? unwatch() : std::this_thread::yield();
  answers_.fetch_add(1);  // to who asks whether it is there: it has ended
  io::system_waiter().wake(answers_, UINT32_MAX);
}

Result<void> LrpcChannel::open(TimePoint until) {
  const auto late = [this] {
    return Error{Code::deadline_exceeded, Executed::no, options_.name + ": no binding within the deadline"};
  };
  while (!binding_.begin())
    if (!binding_.wait(io::system_waiter(), steady_clock(), until)) return late();
  Turn::End end{binding_, io::system_waiter()};
  if (!stacks_.is_lost()) return {};
  while (!stacks_.take_all()) {  // they know that their calls have ended, and are about to leave
    if (steady_clock().now() >= until) return late();
    pause();
  }
  struct GivenBack {
    lrpc::AStacks& stacks;
    ~GivenBack() { stacks.give_back_all(); }
  } given_back{stacks_};
  return bind_again(until);
}

// Nobody else has an A-stack.
Result<void> LrpcChannel::bind_again(TimePoint until) {
  unwatch();
  asked_ = answers_ = 0;
  if (Result<void> bound = bind(stacks_, options_, until); !bound) return bound;
  struct Lost {
    LrpcChannel* channel;
    ~Lost() {
      if (channel == nullptr) return;
      (void)channel->stacks_.lose();
      channel->unwatch();
    }
  } lost{this};
  Result<void> watched = watch_server();
  if (watched) lost.channel = nullptr;
  return watched;
}

// Errors: those of Watcher; std::bad_alloc.
Result<void> LrpcChannel::watch_server() {
  Result<lrpc::Watcher*> watcher = lrpc::Watcher::common();
  if (!watcher) return std::move(watcher).error();
  for (int descriptor : {stacks_.end().control.number(), stacks_.end().server.number()})
    if (Result<void> watched = (*watcher)->watch(descriptor, *this); !watched) return watched;
  return {};
}

// A server that sleeps may have gone in its sleep. Asked only after a pause: who calls again and again hears
// of it by its watcher.
bool LrpcChannel::was_left() noexcept {
  constexpr Duration pause = std::chrono::milliseconds(10);
  const TimePoint now = steady_clock().now();
  const TimePoint before = last_woken_.load(std::memory_order_relaxed);
  last_woken_.store(now, std::memory_order_relaxed);
  return now - before >= pause && stacks_.is_closed_by_server();
}

AStack* LrpcChannel::take() noexcept {
  AStack* stack = stacks_.take();
  if (stack == nullptr || !stacks_.is_server_asleep() || !was_left()) [[likely]]
    return stack;
  stacks_.lose();  // before anybody can bind again
  stacks_.give_back(*stack);
  return nullptr;
}

Result<AStack*> LrpcChannel::take(TimePoint until) {
  for (;;) {
    if (AStack* stack = take()) return stack;
    if (!options_.waits)
      return Error{Code::resource_exhausted, Executed::no, options_.name + ": no A-stack is free"};
    if (steady_clock().now() >= until)
      return Error{Code::deadline_exceeded, Executed::no, options_.name + ": no A-stack within the deadline"};
    if (stacks_.is_lost()) {
      const TimePoint gives_up = std::min(until, after(steady_clock().now(), default_timeout));
      if (Result<void> bound = open(gives_up); !bound) return std::move(bound).error();
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
  AStack* stack = take();
  if (stack == nullptr) [[unlikely]] {
    Result<AStack*> taken = take(transaction.deadline);
    if (!taken) return std::move(taken).error();
    stack = *taken;
  }
  const std::size_t before = conditions_bytes(transaction);
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
  lrpc::copy_gathered(transaction.arguments.data(), transaction.gathered,
                      [&] { return stacks_.is_far(stack); });
  if (const std::size_t before = conditions_bytes(transaction); before > 0) {
    const TimePoint now = steady_clock().now();
    if (now >= transaction.deadline)
      return Error{Code::deadline_exceeded, Executed::no,
                   options_.name + ": the deadline had passed before the call"};
    write_conditions(transaction.arguments.data() - before, transaction, now);
    request.size_bytes += before;
    request.has_conditions = true;
  }
  stacks_.publish(stack, request);
  if (transaction.one_way) {
    transaction.slot = nullptr;
    stacks_.send_off(stack);
    return {};
  }
  switch (await_reply(stack, transaction.deadline)) {
    case lrpc::AStacks::Waited::answered: return take_results(stacks_, stack, transaction, options_.name);
    case lrpc::AStacks::Waited::lost: return server_gone(options_.name);
    case lrpc::AStacks::Waited::called_back:  // and served by now
    case lrpc::AStacks::Waited::too_late: break;
  }
  stacks_.give_up(stack);
  transaction.slot = nullptr;
  return asked(options_.name, transaction).late(Executed::maybe);
}

lrpc::AStacks::Waited LrpcChannel::await_reply(AStack& stack, TimePoint until) {
  if (!options_.serve && stacks_.is_answered_soon(stack)) [[likely]]
    return lrpc::AStacks::Waited::answered;
  return until == never ? await_for_ever(stack) : wait_and_serve(stack, until, until);
}

// A server that has been stopped shows no end, and does not answer.
lrpc::AStacks::Waited LrpcChannel::await_for_ever(AStack& stack) {
  for (;;) {
    const auto waited = wait_and_serve(stack, after(steady_clock().now(), probe_interval), never);
    if (waited != lrpc::AStacks::Waited::too_late) return waited;
    int silent = 1;
    while (silent < most_probes && !is_there()) ++silent;
    if (silent == most_probes) break;
  }
  (void)stacks_.lose();
  return stack.is_answered() ? lrpc::AStacks::Waited::answered : lrpc::AStacks::Waited::lost;
}

// Asks, and waits for the answer for a probe's interval at most. An answer to somebody else will do.
bool LrpcChannel::is_there() noexcept {
  const std::uint32_t before = answers_.load();
  asked_.fetch_add(1);
  stacks_.ask();
  const TimePoint until = after(steady_clock().now(), probe_interval);
  while (answers_.load() == before && !stacks_.is_lost() && steady_clock().now() < until)
    io::system_waiter().wait(answers_, before, until);
  return answers_.load() != before || stacks_.is_lost();
}

// `until` is for this wait, `deadline` for the call.
lrpc::AStacks::Waited LrpcChannel::wait_and_serve(AStack& stack, TimePoint until, TimePoint deadline) {
  for (;;) {
    const auto waited = stacks_.wait(stack, until);
    if (!options_.serve || !stacks_.is_called_back()) [[likely]] {
      if (waited != lrpc::AStacks::Waited::called_back) return waited;
      continue;
    }
    if (waited == lrpc::AStacks::Waited::too_late || waited == lrpc::AStacks::Waited::lost) return waited;
    const std::uint32_t count = stacks_.begin_look_for_calls_back();
    if (!options_.serve(deadline)) stacks_.saw_calls_back(count);
    if (steady_clock().now() >= until)  // a server that calls for ever is not listened to for ever
      return stack.is_answered() ? lrpc::AStacks::Waited::answered : lrpc::AStacks::Waited::too_late;
  }
}

void LrpcChannel::release(Transaction& transaction) noexcept {
  if (auto* stack = static_cast<AStack*>(std::exchange(transaction.slot, nullptr)); stack != nullptr)
    stacks_.give_back(*stack);
}

}  // namespace farcall::inline v1::client
