#include <farcall/runtime/client/lrpc_loop_channel.hpp>

#include <algorithm>
#include <bit>
#include <exception>
#include <new>
#include <thread>
#include <utility>

#include <poll.h>

#include <farcall/io/waiter.hpp>
#include <farcall/lrpc/line.hpp>
#include <farcall/lrpc/long_copy.hpp>
#include <farcall/runtime/client/socket_channel.hpp>

namespace farcall::inline v1::client {

using lrpc::AStack;

namespace {

constexpr TimePoint unknown{};  // when a time is not yet needed

}  // namespace

LrpcLoopChannel::LrpcLoopChannel(std::shared_ptr<EventLoop::Core> loop, LrpcOptions options)
    : Channel(true), loop_(std::move(loop)), options_(std::move(options)) {}

LrpcLoopChannel::~LrpcLoopChannel() {
  if (is_in_child()) return;  // a child has neither the loop's thread nor the memory
  Lock lock = loop_->lock();
  if (attempt_) attempt_->owner = nullptr;
  pool_.each([&](Call& call) { loop_->forget_timer(call); });
  loop_->forget_timer(probes_);
  loop_->forget(*this);
  abandon_binding();
}

// Bindings

Result<void> LrpcLoopChannel::open(TimePoint until) {
  auto bound = std::make_shared<Bound>(options_.limits.spin);
  if (Result<void> done = bind(bound->stacks, options_, until); !done) return done;
  Lock lock = loop_->lock();
  return adopt(std::move(bound));
}

Result<void> LrpcLoopChannel::adopt(std::shared_ptr<Bound> bound) {
  for (int descriptor : {bound->stacks.end().control.number(), bound->stacks.end().server.number()}) {
    if (Result<void> watched = loop_->watch(*this, descriptor, false); !watched) {
      loop_->forget(*this, bound->stacks.end().control.number());
      return watched;
    }
  }
  try {
    loop_->look_at(*this, bound);
  } catch (const std::bad_alloc&) {
    loop_->forget(*this, bound->stacks.end().server.number());
    loop_->forget(*this, bound->stacks.end().control.number());
    throw;
  }
  bound_ = std::move(bound);
  probes_.silent = 0;
  is_bound_.store(true, std::memory_order_release);
  return {};
}

// The server may be stopped, and answer late: who drives does not wait for it, and each call has its timer.
void LrpcLoopChannel::bind_aside(TimePoint now) noexcept try {
  if (attempt_ || bound_ || queue_.first == nullptr) return;
  bind_aside(options_, after(now, default_timeout), [](bool) {});
} catch (const std::exception&) {  // system_error, bad_alloc
  fail_queued(
      make_error(Code::resource_exhausted, Executed::no, {options_.name, ": no thread, or no memory"}));
}

void LrpcLoopChannel::bind_at(const Meeting& meeting, const std::function<void(bool)>& told) noexcept try {
  if (attempt_ || bound_) return told(false);
  LrpcOptions options = options_;
  options.meet = [meeting](TimePoint) -> Result<Meeting> { return meeting; };
  bind_aside(std::move(options), after(steady_clock().now(), default_timeout), told);
} catch (const std::exception&) {  // system_error, bad_alloc
  told(false);
}

void LrpcLoopChannel::bind_aside(LrpcOptions its_options, TimePoint until, std::function<void(bool)> told) {
  its_options.serve = nullptr;  // or the thread would keep the way back of a client that has gone
  const auto attempt = std::make_shared<Attempt>(Attempt{this});
  std::thread([options = std::move(its_options), loop = loop_, attempt, until, told = std::move(told)] {
    std::shared_ptr<Bound> bound;
    Result<void> done = Error{Code::resource_exhausted, Executed::no, "no memory", {}};
    try {
      bound = std::make_shared<Bound>(options.limits.spin);
      done = bind(bound->stacks, options, until);
    } catch (const std::bad_alloc&) {
    }
    Lock lock = loop->lock();
    LrpcLoopChannel* owner = attempt->owner;
    if (owner == nullptr) return;
    owner->attempt_.reset();
    try {
      if (done) done = owner->adopt(std::move(bound));
    } catch (const std::bad_alloc&) {
      done = Error{Code::resource_exhausted, Executed::no, "no memory", {}};
    }
    told(done.has_value());
    done ? owner->flush() : owner->fail_queued(done.error());
  }).detach();
  attempt_ = attempt;
}

void LrpcLoopChannel::abandon_binding() noexcept {
  if (!bound_) return;
  is_bound_.store(false, std::memory_order_release);
  const std::shared_ptr<Bound> bound = std::exchange(bound_, nullptr);
  bound->stacks.lose();
  bound->out.store(0, std::memory_order_relaxed);
  loop_->look_away(*this);
  loop_->forget(*this, bound->stacks.end().server.number());
  loop_->forget(*this, bound->stacks.end().control.number());
}

// What was out may have been executed; what was not is for the next binding.
void LrpcLoopChannel::lose() {
  const std::shared_ptr<Bound> bound = bound_;
  lacks_stacks_ = false;  // nobody is to go by this binding any more
  take_answers();
  abandon_binding();
  for (Call* call : bound->calls)
    if (call != nullptr) fail(*call, server_gone(options_.name));
  bind_aside(steady_clock().now());
}

void LrpcLoopChannel::on_ready(const io::Poller::Event&) {
  if (!bound_) return;
  if (hear() == Heard::end || io::wait_ready(bound_->stacks.end().server.number(), POLLIN, io::at_once) != 0)
    return lose();
  take_news();
}

LrpcLoopChannel::Heard LrpcLoopChannel::hear() noexcept {
  const Heard heard = bound_->stacks.hear();
  if (heard == Heard::is_there) probes_.silent = 0;
  return heard;
}

// To all that the server has said on the socket. False when that was its end.
bool LrpcLoopChannel::listen() noexcept {
  constexpr int most_at_a_time = 64;
  Heard heard = Heard::news;
  for (int i = 0; i < most_at_a_time && heard != Heard::nothing && heard != Heard::end; ++i) heard = hear();
  return heard != Heard::end;
}

// A server that has been stopped shows no end, and does not answer.
void LrpcLoopChannel::begin_probes() noexcept {
  if (probes_.is_set) return;
  loop_->set_timer(probes_, after(steady_clock().now(), probe_interval));
  probes_.is_set = true;
  probes_.silent = 0;
}

// What it has answered may not have been read yet: replies come by another way.
void LrpcLoopChannel::probe(TimePoint now) {
  const auto waits_for_ever = [](const Call* call) { return call != nullptr && call->deadline == never; };
  probes_.is_set = bound_ && std::any_of(bound_->calls.begin(), bound_->calls.end(), waits_for_ever);
  for (const Call* call = queue_.first; call != nullptr && !probes_.is_set; call = call->next)
    probes_.is_set = waits_for_ever(call);
  if (!probes_.is_set) return;
  loop_->set_timer(probes_, after(now, probe_interval));
  if (!bound_) return;
  if (!listen() || ++probes_.silent >= most_probes) return lose();
  bound_->stacks.ask();
}

// The way out

AsyncCall& LrpcLoopChannel::begin() {
  if (is_in_child()) return Channel::begin();  // for reserve() to refuse
  if (Call* call = loop_->drives() ? turn_calls_.take() : nullptr; call != nullptr) return renewed(*call);
  Lock lock = loop_->lock();
  notice_end();
  return take_call();
}

AsyncCall* LrpcLoopChannel::begin_if_bound() {
  if (!is_bound() || is_in_child()) return nullptr;
  Lock lock = loop_->lock();
  notice_end();
  if (!bound_ || lacks_stacks_) return nullptr;
  const bool drives = loop_->drives();
  const auto out = static_cast<std::size_t>(std::popcount(bound_->out.load(std::memory_order_relaxed)));
  if (out + queue_.size + (drives ? turn_calls_.size() : 0) >= bound_->stacks.end().extent.slots)
    return nullptr;
  Call* call = drives ? turn_calls_.take() : nullptr;
  return call != nullptr ? &renewed(*call) : &take_call();
}

// Nobody has looked while nobody drove the loop.
void LrpcLoopChannel::notice_end() {
  if (bound_ && !loop_->is_driven() && !listen()) lose();
}

LrpcLoopChannel::Call& LrpcLoopChannel::take_call() { return renewed(pool_.take(*this)); }

LrpcLoopChannel::Call& LrpcLoopChannel::renewed(Call& call) const noexcept {
  call.renew(&call);
  call.enters_later = loop_->drives();
  return call;
}

Result<void> LrpcLoopChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (is_in_child()) return bound_before_fork(options_.name);
  if (size_bytes > options_.limits.record_bytes)
    return Error{Code::invalid_argument, Executed::no,
                 options_.name + ": the arguments are longer than the limit"};
  if (transaction.slot == nullptr) transaction.slot = &static_cast<Call&>(begin());
  Call& call = *static_cast<Call*>(transaction.slot);
  if (!call.room.grow(sizeof(lrpc::Conditions) + size_bytes)) {
    if (&call != &transaction) release(transaction);
    return Error{Code::resource_exhausted, Executed::no, options_.name + ": no memory for the arguments"};
  }
  transaction.arguments = {call.room.data() + sizeof(lrpc::Conditions), size_bytes};
  return {};
}

// As LoopChannel's, but bursts are published before the turn ends.
void LrpcLoopChannel::start(AsyncCall& started) {
  auto& call = static_cast<Call&>(started);
  if (loop_->drives()) {
    const bool is_first = turn_calls_.start(call);
    if (is_first) burst_ = first_burst;
    if (!is_first && turn_calls_.size() < burst_) return;
    Lock lock = loop_->lock();
    if (is_first) return loop_->want_flush(*this);
    burst_ = later_burst;
    take_on_begun();
    if (bound_ && !lacks_stacks_) publish();
    return;
  }
  Lock lock = loop_->lock();
  TimePoint now = unknown;
  take_on(call, now);
  if (!lacks_stacks_ || !loop_->is_driven()) loop_->want_flush(*this);
}

void LrpcLoopChannel::take_on_begun() {
  TimePoint now = unknown;
  turn_calls_.take_on([&](Call& call) { take_on(call, now); }, [&](Call& call) { pool_.give_back(call); });
}

// The time is looked up for the first call that has a deadline.
void LrpcLoopChannel::take_on(Call& call, TimePoint& now) {
  const bool enters = call.enters_later && call.timeout != Duration::zero();
  if (now == unknown && (enters || call.deadline != never)) now = steady_clock().now();
  if (enters) call.enter(now);
  if (call.deadline == never) {
    begin_probes();
  } else {
    if (now >= call.deadline) return expire(call, now);
    loop_->set_timer(call, call.deadline);
  }
  enqueue(call);
}

void LrpcLoopChannel::enqueue(Call& call) noexcept {
  queue_.push(call);
  call.step = Call::Step::queued;
}

void LrpcLoopChannel::unqueue(Call& call) noexcept {
  queue_.erase(call);
  call.step = Call::Step::idle;
}

// An A-stack has all of it, and its bit is set. False when there is none.
bool LrpcLoopChannel::prepare(Call& call, std::uint64_t& prepared) noexcept {
  const std::uint64_t in_use = bound_->out.load(std::memory_order_relaxed) | prepared;
  const auto slot = static_cast<std::uint32_t>(std::countr_one(in_use));
  if (slot >= bound_->stacks.end().extent.slots || bound_->stacks.is_lost()) return false;
  AStack& stack = bound_->stacks.at(slot);
  unqueue(call);
  const std::size_t before = conditions_bytes(call);
  const std::size_t size_bytes = before + call.arguments.size();
  const std::span<std::byte> room = bound_->stacks.room(stack, size_bytes);
  if (room.size() != size_bytes) {
    fail(call, make_error(Code::invalid_argument, Executed::no,
                          {options_.name, ": the arguments are longer than the server's limit"}));
    return true;
  }
  if (before > 0) write_conditions(room.data(), call, steady_clock().now());
  if (!call.arguments.empty())
    lrpc::copy_long(room.data() + before, call.arguments, [&] { return bound_->stacks.is_far(stack); });
  bound_->stacks.prepare(stack, {.program = call.program,
                                 .version = call.version,
                                 .procedure = call.procedure,
                                 .size_bytes = size_bytes,
                                 .has_conditions = before > 0});
  prepared |= std::uint64_t{1} << stack.slot;
  if (call.one_way) {
    bound_->calls[stack.slot] = nullptr;
    leave(call);
    finish(call);
    return true;
  }
  bound_->calls[stack.slot] = &call;
  call.slot_number = stack.slot;
  call.step = Call::Step::out;
  return true;
}

// All that is queued, as far as there are A-stacks.
void LrpcLoopChannel::publish() noexcept {
  std::uint64_t prepared = 0;
  while (queue_.first != nullptr && prepare(*queue_.first, prepared)) {
  }
  lacks_stacks_ = queue_.first != nullptr;
  if (prepared == 0) return;
  bound_->out.store(bound_->out.load(std::memory_order_relaxed) | prepared, std::memory_order_release);
  for (; prepared != 0; prepared &= prepared - 1)
    bound_->stacks.publish(bound_->stacks.at(static_cast<std::uint32_t>(__builtin_ctzll(prepared))));
  is_to_rouse_ = true;
}

void LrpcLoopChannel::flush() {
  if (loop_->drives()) {
    turn_calls_.end_turn();
    take_on_begun();
  }
  if (!bound_) return bind_aside(steady_clock().now());
  publish();
  if (std::exchange(is_to_rouse_, false)) bound_->stacks.rouse();
}

// The way back

EventLoop::Core::Memory::Look LrpcLoopChannel::Bound::look() const noexcept {
  const std::uint64_t slots = out.load(std::memory_order_acquire);
  for (std::uint64_t rest = slots; rest != 0; rest &= rest - 1)
    if (stacks.at(static_cast<std::uint32_t>(__builtin_ctzll(rest))).is_answered()) return Look::news;
  if (slots != 0) return Look::nothing_yet;
  return stacks.is_lost() ? Look::gone : Look::nothing_expected;
}

void LrpcLoopChannel::take_news() {
  if (bound_ && !is_to_serve_first()) take_answers();
}

void LrpcLoopChannel::take_answers() {
  const std::uint64_t slots = bound_->out.load(std::memory_order_relaxed);
  for (std::uint64_t rest = slots; rest != 0; rest &= rest - 1) {
    AStack& stack = bound_->stacks.at(static_cast<std::uint32_t>(__builtin_ctzll(rest)));
    if (stack.is_answered()) answered(stack);
  }
}

// What the server has sent before a reply is served before that.
bool LrpcLoopChannel::is_to_serve_first() {
  if (!options_.serve || !bound_->stacks.is_called_back()) return false;
  const std::uint32_t count = bound_->stacks.begin_look_for_calls_back();
  if (options_.serve(never)) return true;
  bound_->stacks.saw_calls_back(count);
  return false;
}

void LrpcLoopChannel::answered(AStack& stack) {
  bound_->out.store(bound_->out.load(std::memory_order_relaxed) & ~(std::uint64_t{1} << stack.slot),
                    std::memory_order_relaxed);
  probes_.silent = 0;
  Call* call = std::exchange(bound_->calls[stack.slot], nullptr);
  Result<void> taken;
  if (call != nullptr) {
    taken = take_results(bound_->stacks, stack, *call, options_.name);
    std::swap(call->reply, stack.results);
    call->results_memory = &call->reply;
    call->step = Call::Step::idle;
  }
  if (lacks_stacks_) loop_->want_flush(*this);
  if (call == nullptr) return;
  if (!taken) return fail(*call, std::move(taken).error());
  leave(*call);
  finish(*call);
}

// The end

void LrpcLoopChannel::expire(Call& call, TimePoint) {
  if (call.step == Call::Step::out && bound_ && bound_->calls[call.slot_number] == &call) {
    AStack& stack = bound_->stacks.at(call.slot_number);
    if (stack.is_answered()) return answered(stack);  // others were to be served first
  }
  fail(call, asked(options_.name, call).late(call.step == Call::Step::out ? Executed::maybe : Executed::no));
}

void LrpcLoopChannel::fail(Call& call, Error error) noexcept {
  call.failed = true;
  call.error = std::move(error);
  leave(call);
  finish(call);
}

void LrpcLoopChannel::fail_queued(const Error& error) noexcept {
  while (queue_.first != nullptr) fail(*queue_.first, copy_of(error));
}

// An A-stack whose call nobody waits for comes back when the server has answered it.
void LrpcLoopChannel::leave(Call& call) noexcept {
  loop_->cancel_timer(call);
  if (call.step == Call::Step::queued) unqueue(call);
  if (std::exchange(call.step, Call::Step::idle) != Call::Step::out || !bound_) return;
  if (bound_->calls[call.slot_number] != &call) return;
  bound_->calls[call.slot_number] = nullptr;
  bound_->stacks.withdraw(bound_->stacks.at(call.slot_number));
}

void LrpcLoopChannel::finish(Call& call) noexcept {
  // Where nobody waits yet, whoever asks next finds it done and ends it: it is not ours any more.
  if (Resumable* waiter = call.complete()) {
    call.resumes = waiter;
    loop_->post(*waiter);
  }
  loop_->changed();
}

void LrpcLoopChannel::wait(AsyncCall& call) {
  if (call.is_done()) return;
  if (is_in_child()) return end_begun_before_fork(call, options_.name);
  Lock lock = loop_->lock();
  loop_->drive(lock, [&] { return call.is_done(); });
}

void LrpcLoopChannel::end(AsyncCall& ended) noexcept {
  if (is_in_child()) return;  // as ~LrpcLoopChannel()
  auto& call = static_cast<Call&>(ended);
  if (loop_->drives() && turn_calls_.end(call)) return;
  Lock lock = loop_->lock();
  if (turn_calls_.drop(call)) return;  // take_on_begun() gives it back
  leave(call);
  if (call.resumes != nullptr) loop_->withdraw(*std::exchange(call.resumes, nullptr));
  pool_.give_back(call);
}

// Synchronous calls

Result<void> LrpcLoopChannel::transact(Transaction& transaction) {
  Call& call = *static_cast<Call*>(transaction.slot);
  transaction.gathered.copy_to(transaction.arguments.data());
  static_cast<Transaction&>(call) = transaction;
  call.enters_later = false;
  start(call);
  wait(call);
  if (call.failed) return call.error;
  transaction.results = call.results;
  transaction.results_memory = call.results_memory;
  return {};
}

void LrpcLoopChannel::release(Transaction& transaction) noexcept {
  end(*static_cast<Call*>(std::exchange(transaction.slot, nullptr)));
}

}  // namespace farcall::inline v1::client
