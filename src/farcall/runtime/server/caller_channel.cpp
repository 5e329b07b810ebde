#include <farcall/runtime/server/caller_channel.hpp>

#include <cstring>
#include <new>
#include <utility>

#include <farcall/io/waiter.hpp>
#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/stream_peer.hpp>

namespace farcall::inline v1::server {

CallBack::CallBack(CallerChannel& its_owner) noexcept : AsyncCall(its_owner), owner(its_owner) {}
void CallBack::on_time(TimePoint) { owner.expire(*this); }

CallerChannel::CallerChannel(std::shared_ptr<StreamPeer> peer, std::shared_ptr<CallsBack> calls,
                             std::string name, const Limits& limits, std::shared_ptr<EventLoop::Core> loop)
    : peer_(std::move(peer)),
      calls_(std::move(calls)),
      loop_(std::move(loop)),
      name_(std::move(name)),
      limit_bytes_(limits.record_bytes) {}

CallerChannel::~CallerChannel() = default;

Error CallerChannel::failure(Code code, Executed executed, const char* why) const noexcept {
  return make_error(code, executed, {name_, ": ", why});
}

Result<void> CallerChannel::lost() const noexcept {
  return failure(Code::connection_lost, Executed::maybe, "the connection has ended");
}

AsyncCall& CallerChannel::begin() {
  std::lock_guard lock(mutex_);
  CallBack& call = pool_.take(*this);
  call.renew(&call);
  call.wait.store(CallBack::unwaited, std::memory_order_relaxed);
  return call;
}

Result<void> CallerChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (forks_ != forks()) return client::bound_before_fork(name_);
  if (head_.size_bytes() + size_bytes > limit_bytes_)
    return failure(Code::invalid_argument, Executed::no, "the call message is longer than the limit");
  if (transaction.slot == nullptr) transaction.slot = &static_cast<CallBack&>(begin());
  CallBack& call = *static_cast<CallBack*>(transaction.slot);
  if (!call.message.reserve(head_, size_bytes)) {
    if (&call != &transaction) release(transaction);
    return failure(Code::resource_exhausted, Executed::no, "no memory for the arguments");
  }
  transaction.arguments = call.message.arguments();
  return {};
}

void CallerChannel::release(Transaction& transaction) noexcept {
  end(*static_cast<CallBack*>(std::exchange(transaction.slot, nullptr)));
}

Result<void> CallerChannel::send(CallBack& call, const Transaction& transaction) {
  call.message.write(head_, call.xid, transaction);
  constexpr std::size_t mark_bytes = transport::mark_bytes;
  return peer_->send_call(call.message.data(), call.message.size_bytes() - mark_bytes, transaction.gathered,
                          call.message.head_bytes() - mark_bytes, name_);
}

// Waited for by the calling thread, with or without a loop.
Result<void> CallerChannel::transact(Transaction& transaction) {
  CallBack& call = *static_cast<CallBack*>(transaction.slot);
  if (transaction.deadline == never) transaction.deadline = after(transaction.entered, default_timeout);
  if (steady_clock().now() >= transaction.deadline)
    return failure(Code::deadline_exceeded, Executed::no, "the deadline had passed before the call");
  if (transaction.one_way) {
    call.xid = calls_->fresh_xid();
    return send(call, transaction);
  }
  if (peer_->is_open() && !Crew::give_way())
    return failure(Code::resource_exhausted, Executed::no,
                   "no thread of the server can be had to read the reply");
  static_cast<Transaction&>(call) = transaction;
  call.wait.store(CallBack::waiting, std::memory_order_relaxed);
  {
    Lock held = lock_loop();
    if (!calls_->enlist(call))
      return failure(Code::connection_lost, Executed::no, "it is not connected any more");
  }
  Result<void> sent = send(call, transaction);
  return sent ? await_reply(call, transaction) : sent;  // end() takes it back
}

Result<void> CallerChannel::await_reply(CallBack& call, Transaction& transaction) {
  while (call.wait.load(std::memory_order_acquire) == CallBack::waiting) {
    if (steady_clock().now() < transaction.deadline) {
      io::system_waiter().wait(call.wait, CallBack::waiting, transaction.deadline);
    } else if (calls_->remove(call)) {
      return failure(Code::deadline_exceeded, Executed::maybe, "no reply within the deadline");
    }
  }
  if (call.failed) return std::move(call.error);
  transaction.results = call.results;
  transaction.results_memory = call.results_memory;
  return {};
}

Result<void> CallerChannel::read(std::span<const std::byte> record, CallBack& call) const {
  if (!call.reply.grow(record.size())) throw std::bad_alloc();
  std::memcpy(call.reply.data(), record.data(), record.size());
  call.results_memory = &call.reply;
  return message::read_reply({call.reply.data(), record.size()}, call.results, Executed::no,
                             {name_, call.program, call.version, call.procedure});
}

void CallerChannel::complete(CallBack& call) noexcept {
  if (call.wait.exchange(CallBack::over, std::memory_order_acq_rel) == CallBack::waiting)
    io::system_waiter().wake(call.wait, 1);
  if (!loop_) return;
  loop_->cancel_timer(call);
  if (Resumable* waiter = call.complete()) {
    call.resumes = waiter;
    loop_->post(*waiter);
  }
  loop_->changed();
}

// Asynchronous calls

void CallerChannel::start(AsyncCall& started) {
  auto& call = static_cast<CallBack&>(started);
  if (!loop_ || call.one_way) {
    Result<void> done = transact(call);
    call.failed = !done;
    if (!done) call.error = std::move(done).error();
    if (Resumable* waiter = call.complete()) resume(*waiter);
    return;
  }
  if (call.deadline == never) call.deadline = after(call.entered, default_timeout);
  {
    Lock held = loop_->lock();
    bool is_connected = false;
    try {
      loop_->set_timer(call, call.deadline);
      is_connected = calls_->enlist(call);
    } catch (const std::bad_alloc&) {
      return fail(call, failure(Code::resource_exhausted, Executed::no, "no memory for a call"));
    }
    if (!is_connected)
      return fail(call, failure(Code::connection_lost, Executed::no, "it is not connected any more"));
  }
  Result<void> sent = Error{Code::resource_exhausted, Executed::maybe, "no memory", {}};
  try {
    sent = send(call, call);
  } catch (const std::bad_alloc&) {  // but it is enlisted
  }
  if (sent) return;
  Lock held = loop_->lock();
  if (calls_->remove(call)) fail(call, std::move(sent).error());
}

void CallerChannel::fail(CallBack& call, Error error) noexcept {
  call.failed = true;
  call.error = std::move(error);
  complete(call);
}

void CallerChannel::expire(CallBack& call) {
  if (calls_->remove(call))
    fail(call, failure(Code::deadline_exceeded, Executed::maybe, "no reply within the deadline"));
}

void CallerChannel::wait(AsyncCall& call) {
  if (!loop_) return;
  (void)Crew::give_way();  // where it cannot, the deadline ends it
  Lock held = loop_->lock();
  loop_->drive(held, [&] { return call.is_done(); });
}

void CallerChannel::end(AsyncCall& ended) noexcept {
  auto& call = static_cast<CallBack&>(ended);
  {
    Lock held = lock_loop();
    calls_->remove(call);
    if (loop_) loop_->forget_timer(call);
    if (call.resumes != nullptr) loop_->withdraw(*std::exchange(call.resumes, nullptr));
  }
  std::lock_guard lock(mutex_);
  pool_.give_back(call);
}

}  // namespace farcall::inline v1::server
