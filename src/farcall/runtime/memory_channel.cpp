#include <farcall/runtime/memory_channel.hpp>

#include <atomic>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include <farcall/base/buffer.hpp>
#include <farcall/base/resumption.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/call_head.hpp>
#include <farcall/runtime/pool.hpp>
#include <farcall/runtime/server/caller.hpp>
#include <farcall/transport/gathered_record.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1 {

using transport::mark_bytes;

// Callers hold `open` shared for as long as they are inside. Nobody comes in while it closes: who waits for
// the last one would have to wait for ever where there are always some.
struct MemoryPort::Gate {
  Gate(std::string gate_name, server::Dispatcher& callee, const Limits& callee_limits, bool is_a_callers)
      : name(std::move(gate_name)), is_callers(is_a_callers), limits(callee_limits), dispatcher(&callee) {}
  const std::string name;
  const bool is_callers;  // of who calls `name`, and so found by nobody
  const Limits limits;
  std::atomic<bool> is_closing{false};
  std::shared_mutex open;
  server::Dispatcher* dispatcher;  // null once the server is gone

  void close() noexcept {
    is_closing = true;
    std::unique_lock nobody_inside(open);
    dispatcher = nullptr;
  }
};

namespace {

std::mutex gates_mutex;
std::map<std::string, std::shared_ptr<MemoryPort::Gate>>& gates() {
  static auto& all = *new std::map<std::string, std::shared_ptr<MemoryPort::Gate>>;
  return all;
}

std::shared_ptr<MemoryPort::Gate> find_gate(const std::string& name) {
  std::lock_guard lock(gates_mutex);
  auto found = gates().find(name);
  return found == gates().end() ? nullptr : found->second;
}

// One call's memory; used again.
struct Slot final : server::ReplyPort {
  explicit Slot(const std::shared_ptr<MemoryPort::Gate>& callers_gate) : back(callers_gate) {}
  const std::shared_ptr<MemoryPort::Gate>& back;  // to the caller; null: it is called back itself
  Buffer message;
  std::size_t message_bytes = 0;
  Buffer reply;
  Buffer whole;  // a reply with gathered pieces, put together
  std::span<const std::byte> record;
  std::size_t limit_bytes = 0;
  bool lacks_memory = false;  // for the reply

  void send_reply(std::byte* mark, std::size_t bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    record = {};
    lacks_memory = !whole.grow(bytes);
    if (lacks_memory) return;
    std::size_t at = 0;
    transport::GatheredRecord pieces(mark + mark_bytes, bytes, body_at, gathered);
    for (const iovec& piece : pieces.pieces()) {
      std::memcpy(whole.data() + at, piece.iov_base, piece.iov_len);
      at += piece.iov_len;
    }
    record = {whole.data(), bytes};
  }
  void send_nothing() override {}
  Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version, EventLoop* loop) override;
  std::size_t reply_limit_bytes() const noexcept override { return limit_bytes; }
  const Caller& caller() override {
    static const Caller self = server::caller_in_process();
    return self;
  }

  // A call that is answered later, maybe by another thread: its caller waits until the port is let go.
  std::shared_ptr<ReplyPort> keep(std::size_t) override;
  void await_deferred() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return !is_deferred; });
  }
  std::mutex mutex;
  std::condition_variable changed;
  bool is_deferred = false;
};

class DeferredSlot final : public server::ReplyPort {
 public:
  explicit DeferredSlot(Slot& slot) : slot_(slot) { slot_.is_deferred = true; }
  ~DeferredSlot() override {
    std::lock_guard lock(slot_.mutex);
    slot_.is_deferred = false;
    slot_.changed.notify_one();
  }
  void send_reply(std::byte* mark, std::size_t bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    slot_.send_reply(mark, bytes, gathered, body_at);
  }
  void send_nothing() override {}
  std::size_t reply_limit_bytes() const noexcept override { return slot_.reply_limit_bytes(); }
  const Caller& caller() override { return slot_.caller(); }
  std::shared_ptr<ReplyPort> keep(std::size_t) override { return nullptr; }  // it is kept already
  Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version, EventLoop* loop) override {
    return slot_.bind_to_caller(program, version, loop);
  }

 private:
  Slot& slot_;
};

std::shared_ptr<server::ReplyPort> Slot::keep(std::size_t) { return std::make_shared<DeferredSlot>(*this); }

class MemoryChannel final : public Channel {
 public:
  MemoryChannel(std::shared_ptr<MemoryPort::Gate> gate, std::vector<std::byte> credential,
                const Limits& limits, std::shared_ptr<client::Callee> callee)
      : name_(gate->name),
        endpoint_("memory:" + name_),
        head_(std::move(credential)),
        limits_(limits),
        callee_(std::move(callee)),
        back_(callee_ ? std::make_shared<MemoryPort::Gate>(name_, callee_->dispatcher(), limits, true)
                      : nullptr),
        gate_(std::move(gate)) {}
  ~MemoryChannel() override {
    if (back_) back_->close();
  }

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override {
    std::size_t head_bytes = head_.size_bytes();
    if (head_bytes + size_bytes > limits_.record_bytes)
      return failure(Code::invalid_argument, "the call message is longer than the limit");
    Slot& slot = take();
    transaction.slot = &slot;
    if (!slot.message.grow(head_bytes + size_bytes)) {
      release(transaction);
      return failure(Code::resource_exhausted, "no memory for the arguments");
    }
    slot.message_bytes = head_bytes + size_bytes;
    transaction.arguments = {slot.message.data() + head_bytes, size_bytes};
    return {};
  }

  Result<void> transact(Transaction& transaction) override {
    Slot& slot = *static_cast<Slot*>(transaction.slot);
    if (steady_clock().now() >= transaction.deadline)
      return failure(Code::deadline_exceeded, "the deadline had passed before the call");
    head_.write(slot.message.data(), 0, transaction);
    transaction.gathered.copy_to(transaction.arguments.data());
    if (Result<void> served = serve(slot, {transaction.deadline, transaction.trace});
        !served || transaction.one_way)
      return served;
    if (slot.lacks_memory)
      return Error{Code::resource_exhausted, Executed::maybe, endpoint_ + ": no memory for the reply", {}};
    if (slot.record.size() > limits_.record_bytes)
      return Error{Code::bad_reply, Executed::maybe, endpoint_ + ": the reply is longer than the limit", {}};
    return message::read_reply(slot.record, transaction.results, Executed::no,
                               {endpoint_, transaction.program, transaction.version, transaction.procedure});
  }

  void release(Transaction& transaction) noexcept override {
    std::lock_guard lock(mutex_);
    pool_.give_back(*static_cast<Slot*>(std::exchange(transaction.slot, nullptr)));
  }

 private:
  Slot& take() {
    std::lock_guard lock(mutex_);
    return pool_.take(back_);
  }

  // A server that went away may be back under the same name.
  Result<void> serve(Slot& slot, const server::CallConditions& conditions) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      std::shared_ptr<MemoryPort::Gate> gate = attempt == 0 ? current_gate() : renewed_gate();
      if (gate == nullptr) break;
      std::shared_lock inside(gate->open, std::defer_lock);
      if (!gate->is_closing) inside.lock();
      const bool is_gone = !inside || gate->dispatcher == nullptr;
      if (is_gone && gate->is_callers) return failure(Code::connection_lost, "the caller is gone");
      if (is_gone) continue;
      if (slot.message_bytes > gate->limits.record_bytes)
        return Error{Code::connection_lost,
                     Executed::maybe,
                     endpoint_ + ": the call message is longer than the server's limit",
                     {}};
      slot.limit_bytes = gate->limits.record_bytes;
      slot.record = {};
      slot.lacks_memory = false;
      {
        const Interlude interlude;  // the caller may be a coroutine, and so the callee
        gate->dispatcher->serve({slot.message.data(), slot.message_bytes}, slot, slot.reply, conditions);
      }
      slot.await_deferred();
      return {};
    }
    return failure(Code::connection_refused, "no server of this process has this name");
  }

  std::shared_ptr<MemoryPort::Gate> current_gate() {
    std::lock_guard lock(mutex_);
    return gate_;
  }
  std::shared_ptr<MemoryPort::Gate> renewed_gate() {
    std::shared_ptr<MemoryPort::Gate> found = find_gate(name_);
    std::lock_guard lock(mutex_);
    if (found != nullptr) gate_ = found;
    return found;
  }

  Error failure(Code code, const char* why) const { return {code, Executed::no, endpoint_ + ": " + why, {}}; }

  const std::string name_;
  const std::string endpoint_;
  const CallHead head_;
  const Limits limits_;
  const std::shared_ptr<client::Callee> callee_;
  const std::shared_ptr<MemoryPort::Gate> back_;
  std::mutex mutex_;  // protects what follows
  std::shared_ptr<MemoryPort::Gate> gate_;
  Pool<Slot> pool_;
};

Result<Binding> Slot::bind_to_caller(std::uint32_t program, std::uint32_t version, EventLoop* loop) {
  if (!back) return ReplyPort::bind_to_caller(program, version, loop);
  try {
    return Binding(new MemoryChannel(back, {}, back->limits, nullptr), program, version);
  } catch (const std::bad_alloc&) {
    return Error{Code::resource_exhausted, Executed::no, "no memory", {}};
  }
}

}  // namespace

Result<MemoryPort> MemoryPort::open(const std::string& name, server::Dispatcher& dispatcher,
                                    const Limits& limits) {
  std::lock_guard lock(gates_mutex);
  auto gate = std::make_shared<Gate>(name, dispatcher, limits, false);
  if (gates().try_emplace(name, gate).second) return MemoryPort(std::move(gate));
  return Error{Code::io_error, Executed::no, "memory:" + name + ": the name is in use", {}};
}

bool MemoryPort::is_busy() const noexcept {
  return !std::unique_lock(gate_->open, std::try_to_lock).owns_lock();
}

MemoryPort::~MemoryPort() {
  if (!gate_) return;
  {
    std::lock_guard lock(gates_mutex);
    gates().erase(gate_->name);
  }
  gate_->close();
}

void MemoryPort::stop() noexcept { gate_->is_closing = true; }

Result<std::unique_ptr<Channel>> open_memory_channel(const std::string& name,
                                                     std::vector<std::byte> credential, const Limits& limits,
                                                     std::shared_ptr<client::Callee> callee) {
  std::shared_ptr<MemoryPort::Gate> gate = find_gate(name);
  if (gate == nullptr)
    return Error{Code::connection_refused,
                 Executed::no,
                 "memory:" + name + ": no server of this process has this name",
                 {}};
  return std::unique_ptr<Channel>(
      std::make_unique<MemoryChannel>(std::move(gate), std::move(credential), limits, std::move(callee)));
}

}  // namespace farcall::inline v1
