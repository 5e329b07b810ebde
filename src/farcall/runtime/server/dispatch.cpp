#include <farcall/runtime/server/dispatch.hpp>

#include <array>
#include <cstring>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <string>

#include <farcall/base/log.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::server {

using message::CallRead;
using transport::mark_bytes;

// A call that came as a message, and whose reply goes as one.
class Dispatcher::MessageCall : public ServerCall {
 public:
  MessageCall(Dispatcher& dispatcher, std::span<const std::byte> record, ReplyPort& port,
              Buffer& memory) noexcept
      : dispatcher_(dispatcher), record_(record), port_(port), memory_(memory) {
    arguments_ = xdr::Decoder(record, true);
  }

  [[nodiscard]] CallRead read_head() noexcept { return message::read_call_head(arguments_, head_); }
  // Arguments may take memory by their own length, not by that of the credential before them.
  void begin_arguments() noexcept { arguments_ = xdr::Decoder(record_.subspan(arguments_.position()), true); }
  [[nodiscard]] const message::CallHead& head() const noexcept { return head_; }
  [[nodiscard]] bool answered() const noexcept { return answered_; }

  [[nodiscard]] bool credential_is_known() {
    if (head_.credential.flavor == message::auth_none) return true;
    return head_.credential.flavor == message::auth_sys;
  }
  [[nodiscard]] bool credential_decodes() {
    if (head_.credential.flavor != message::auth_sys) return true;
    return security::decode_auth_sys(head_.credential.body, credential_.emplace());
  }

  void reply(const message::ReplyStatus& status) {
    message::Refusal refusal = message::make_refusal(head_.xid, status);
    std::array<std::byte, mark_bytes + sizeof refusal.bytes> bytes;
    std::memcpy(bytes.data() + mark_bytes, refusal.bytes.data(), refusal.size_bytes);
    answered_ = true;
    port_.send_reply(bytes.data(), refusal.size_bytes, {}, 0);
  }

  bool reserve(std::size_t size_bytes) override {
    std::size_t message_bytes = message::success_head_bytes + size_bytes;
    if (message_bytes > port_.reply_limit_bytes() || !memory_.grow(mark_bytes + message_bytes)) {
      results_ = xdr::Encoder();
      return results_.fail(xdr::Fault::too_much_memory);
    }
    results_ =
        xdr::Encoder({memory_.data() + mark_bytes + message::success_head_bytes, size_bytes}, &gathered_);
    return true;
  }

  void send() override {
    message::write_success_head(memory_.data() + mark_bytes, head_.xid);
    answered_ = true;
    port_.send_reply(memory_.data(), message::success_head_bytes + results_.size_bytes(), gathered_,
                     message::success_head_bytes);
  }

  void send_nothing() override {
    answered_ = true;
    port_.send_nothing();
  }

  void refuse(const Error& error) override {
    if (answered_) return;
    switch (error.code) {
      case Code::prog_unavail:
      case Code::prog_mismatch:
      case Code::proc_unavail:
      case Code::garbage_args:
      case Code::rpc_mismatch: return reply({.code = error.code, .versions = error.versions});
      default: break;
    }
    if (message::auth_stat_of(error.code) != 0) return reply({.code = error.code});
    if (!error.detail.empty()) log(LogLevel::warning, "a handler failed: " + to_string(error));
    reply({.code = Code::system_err});
  }

  ServerCall* defer() override;
  void no_reply() {
    complain(" gave no reply", "");
    reply({.code = Code::system_err});
  }

  const Caller& caller() override { return port_.caller(); }
  const SystemCredential* system_credential() override { return credential_ ? &*credential_ : nullptr; }
  std::uint32_t program() const noexcept override { return head_.program; }
  std::uint32_t version() const noexcept override { return head_.version; }
  std::uint32_t procedure() const noexcept override { return head_.procedure; }

 private:
  Dispatcher& dispatcher_;
  const std::span<const std::byte> record_;
  ReplyPort& port_;
  Buffer& memory_;
  message::CallHead head_;
  xdr::Gathered gathered_;
  std::optional<SystemCredential> credential_;
  bool answered_ = false;
};

// Keeps what the thread that serves will use again: the message, and the memory for the reply.
class Dispatcher::DeferredCall final : public MessageCall {
 public:
  static DeferredCall* make(Dispatcher& dispatcher, std::span<const std::byte> record, ReplyPort& port) {
    Kept kept{{}, {}, port.keep(record.size())};
    if (!kept.record.grow(record.size())) throw std::bad_alloc();
    std::memcpy(kept.record.data(), record.data(), record.size());
    return new DeferredCall(dispatcher, std::make_unique<Kept>(std::move(kept)), record.size());
  }
  ~DeferredCall() override { dispatcher_.deferred_.fetch_sub(1, std::memory_order_release); }

 private:
  struct Kept {
    Buffer record;
    Buffer reply;
    std::shared_ptr<ReplyPort> port;
  };

  DeferredCall(Dispatcher& dispatcher, std::unique_ptr<Kept> kept, std::size_t size_bytes)
      : MessageCall(dispatcher, {kept->record.data(), size_bytes}, *kept->port, kept->reply),
        dispatcher_(dispatcher),
        kept_(std::move(kept)) {
    dispatcher_.deferred_.fetch_add(1, std::memory_order_relaxed);
    (void)read_head();  // once more: it points into the message
    (void)credential_decodes();
    begin_arguments();
  }

  Dispatcher& dispatcher_;
  const std::unique_ptr<Kept> kept_;
};

ServerCall* Dispatcher::MessageCall::defer() {
  ServerCall* deferred = DeferredCall::make(dispatcher_, record_, port_);
  answered_ = true;  // not by this one any more
  return deferred;
}

ReplyPort::~ReplyPort() = default;

Result<void> Dispatcher::add(Service& service) {
  if (services_.try_emplace({service.service_program(), service.service_version()}, &service).second)
    return {};
  return Error{Code::invalid_argument,
               Executed::no,
               "program " + std::to_string(service.service_program()) + " version " +
                   std::to_string(service.service_version()) + " is served already",
               {}};
}

std::vector<Service*> Dispatcher::services() const {
  std::vector<Service*> found;
  for (const auto& [key, service] : services_) found.push_back(service);
  return found;
}

Service* Dispatcher::find(const message::CallHead& head, message::ReplyStatus& status) const {
  if (auto found = services_.find({head.program, head.version}); found != services_.end())
    return found->second;
  auto low = services_.lower_bound({head.program, 0});
  auto high = services_.upper_bound({head.program, UINT32_MAX});
  status.code = low == high ? Code::prog_unavail : Code::prog_mismatch;
  if (low != high) status.versions = {low->first.second, std::prev(high)->first.second};
  return nullptr;
}

bool Dispatcher::is_idempotent(std::span<const std::byte> record) const noexcept {
  if (record.size() < message::call_head_bytes) return true;
  std::uint32_t procedure = xdr::load_u32(record.data() + 20);
  auto found = services_.find({xdr::load_u32(record.data() + 12), xdr::load_u32(record.data() + 16)});
  return found == services_.end() || found->second->is_idempotent(procedure);
}

void Dispatcher::serve(std::span<const std::byte> record, ReplyPort& port, Buffer& memory) {
  MessageCall call(*this, record, port, memory);
  switch (call.read_head()) {
    case CallRead::not_a_call: return;
    case CallRead::rpc_mismatch: return call.reply({.code = Code::rpc_mismatch, .versions = {2, 2}});
    case CallRead::bad_credential: return call.reply({.code = Code::auth_badcred});
    case CallRead::bad_verifier: return call.reply({.code = Code::auth_badverf});
    case CallRead::ok: break;
  }
  if (!call.credential_is_known()) return call.reply({.code = Code::auth_rejectedcred});
  try {
    if (!call.credential_decodes()) return call.reply({.code = Code::auth_badcred});
  } catch (const std::bad_alloc&) {
    return call.reply({.code = Code::system_err});
  }
  message::ReplyStatus status;
  Service* service = find(call.head(), status);
  if (service == nullptr) return call.reply(status);
  call.begin_arguments();
  try {
    service->serve_call(call);
  } catch (...) {
    return call.thrown();
  }
  if (!call.answered()) call.no_reply();
}

}  // namespace farcall::inline v1::server
