#include <farcall/runtime/memory_channel.hpp>

#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include <farcall/base/buffer.hpp>
#include <farcall/message/call_message.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/server/caller.hpp>
#include <farcall/transport/gathered_record.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1 {

using transport::mark_bytes;

// Callers hold `open` shared for as long as they are inside.
struct MemoryPort::Gate {
  Gate(std::string gate_name, server::Dispatcher& callee, const Limits& callee_limits)
      : name(std::move(gate_name)), limits(callee_limits), dispatcher(&callee) {}
  const std::string name;
  const Limits limits;
  std::shared_mutex open;
  server::Dispatcher* dispatcher;  // null once the server is gone
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
  std::size_t reply_limit_bytes() const noexcept override { return limit_bytes; }
  const Caller& caller() override {
    static const Caller self = server::caller_in_process();
    return self;
  }
};

class MemoryChannel final : public Channel {
 public:
  MemoryChannel(std::shared_ptr<MemoryPort::Gate> gate, std::vector<std::byte> credential,
                const Limits& limits)
      : name_(gate->name), credential_(std::move(credential)), limits_(limits), gate_(std::move(gate)) {
    if (credential_.empty()) credential_.resize(8);
    head_bytes_ = message::call_head_bytes + credential_.size() + 8;
  }

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override {
    if (head_bytes_ + size_bytes > limits_.record_bytes)
      return failure(Code::invalid_argument, "the call message is longer than the limit");
    Slot& slot = take();
    transaction.slot = &slot;
    if (!slot.message.grow(head_bytes_ + size_bytes)) {
      release(transaction);
      return failure(Code::resource_exhausted, "no memory for the arguments");
    }
    slot.message_bytes = head_bytes_ + size_bytes;
    transaction.arguments = {slot.message.data() + head_bytes_, size_bytes};
    return {};
  }

  Result<void> transact(Transaction& transaction) override {
    Slot& slot = *static_cast<Slot*>(transaction.slot);
    if (steady_clock().now() >= transaction.deadline)
      return failure(Code::deadline_exceeded, "the deadline had passed before the call");
    write_head(slot, transaction);
    for (std::size_t i = 0; i < transaction.gathered.count; ++i) {
      const xdr::Gathered::Piece& piece = transaction.gathered.pieces[i];
      std::memcpy(transaction.arguments.data() + piece.position, piece.data, piece.size_bytes);
    }
    if (Result<void> served = serve(slot); !served) return served;
    if (slot.lacks_memory)
      return Error{Code::resource_exhausted, Executed::maybe, endpoint() + ": no memory for the reply", {}};
    if (slot.record.size() > limits_.record_bytes)
      return Error{Code::bad_reply, Executed::maybe, endpoint() + ": the reply is longer than the limit", {}};
    return message::read_reply(slot.record, transaction.results, Executed::no, endpoint(),
                               transaction.program, transaction.version, transaction.procedure);
  }

  void release(Transaction& transaction) noexcept override {
    std::lock_guard lock(mutex_);
    free_.push_back(static_cast<Slot*>(transaction.slot));
  }

 private:
  Slot& take() {
    std::lock_guard lock(mutex_);
    if (free_.empty()) {
      free_.reserve(slots_.size() + 1);  // so that release() never allocates
      return slots_.emplace_back();
    }
    Slot* slot = free_.back();
    free_.pop_back();
    return *slot;
  }
  void write_head(Slot& slot, const Transaction& transaction) const noexcept {
    std::byte* to = slot.message.data();
    message::write_call_head(to, {.xid = 0,
                                  .program = transaction.program,
                                  .version = transaction.version,
                                  .procedure = transaction.procedure,
                                  .credential = {},
                                  .verifier = {}});
    std::memcpy(to + message::call_head_bytes, credential_.data(), credential_.size());
    std::memset(to + head_bytes_ - 8, 0, 8);
  }

  // A server that went away may be back under the same name.
  Result<void> serve(Slot& slot) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      std::shared_ptr<MemoryPort::Gate> gate = attempt == 0 ? current_gate() : renewed_gate();
      if (gate == nullptr) break;
      std::shared_lock inside(gate->open);
      if (gate->dispatcher == nullptr) continue;
      if (slot.message_bytes > gate->limits.record_bytes)
        return Error{Code::connection_lost,
                     Executed::maybe,
                     endpoint() + ": the call message is longer than the server's limit",
                     {}};
      slot.limit_bytes = gate->limits.record_bytes;
      slot.record = {};
      slot.lacks_memory = false;
      gate->dispatcher->serve({slot.message.data(), slot.message_bytes}, slot, slot.reply);
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

  std::string endpoint() const { return "memory:" + name_; }
  Error failure(Code code, const char* why) const {
    return {code, Executed::no, endpoint() + ": " + why, {}};
  }

  const std::string name_;
  std::vector<std::byte> credential_;
  const Limits limits_;
  std::size_t head_bytes_ = 0;
  std::mutex mutex_;  // protects what follows
  std::shared_ptr<MemoryPort::Gate> gate_;
  std::deque<Slot> slots_;
  std::vector<Slot*> free_;
};

}  // namespace

Result<MemoryPort> MemoryPort::open(const std::string& name, server::Dispatcher& dispatcher,
                                    const Limits& limits) {
  std::lock_guard lock(gates_mutex);
  auto gate = std::make_shared<Gate>(name, dispatcher, limits);
  if (gates().try_emplace(name, gate).second) return MemoryPort(std::move(gate));
  return Error{Code::io_error, Executed::no, "memory:" + name + ": the name is in use", {}};
}

MemoryPort::~MemoryPort() {
  if (!gate_) return;
  {
    std::lock_guard lock(gates_mutex);
    gates().erase(gate_->name);
  }
  std::unique_lock nobody_inside(gate_->open);
  gate_->dispatcher = nullptr;
}

Result<std::unique_ptr<Channel>> open_memory_channel(const std::string& name,
                                                     std::vector<std::byte> credential,
                                                     const Limits& limits) {
  std::shared_ptr<MemoryPort::Gate> gate = find_gate(name);
  if (gate == nullptr)
    return Error{Code::connection_refused,
                 Executed::no,
                 "memory:" + name + ": no server of this process has this name",
                 {}};
  return std::unique_ptr<Channel>(
      std::make_unique<MemoryChannel>(std::move(gate), std::move(credential), limits));
}

}  // namespace farcall::inline v1
