#include <farcall/runtime/client/callee.hpp>

#include <array>
#include <new>
#include <string_view>
#include <utility>

#include <farcall/base/log.hpp>
#include <farcall/base/resumption.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::client {
namespace {

thread_local unsigned deep = 0;  // handlers within each other

// Of a connection that nobody makes anew a session would be of no use.
Limits without_sessions(Limits limits) noexcept {
  limits.sessions = 0;
  return limits;
}

void refuse(std::span<const std::byte> call, server::ReplyPort& port) {
  constexpr std::size_t mark_bytes = transport::mark_bytes;
  log(LogLevel::warning, "a call is refused: too many handlers wait within each other");
  message::Refusal refusal = message::make_refusal(xdr::load_u32(call.data()), {.code = Code::system_err});
  std::array<std::byte, mark_bytes + sizeof refusal.bytes> bytes;
  std::memcpy(bytes.data() + mark_bytes, refusal.bytes.data(), refusal.size_bytes);
  port.send_reply(bytes.data(), refusal.size_bytes, {}, 0);
}

}  // namespace

Callee::Callee(const Limits& limits) : dispatcher_(without_sessions(limits)), most_deep_(limits.calls_back) {}

Result<std::shared_ptr<Callee>> Callee::make(const std::vector<Service*>& services, const Limits& limits) {
  auto made = std::make_shared<Callee>(limits);
  for (Service* service : services)
    if (Result<void> added = made->dispatcher_.add(*service); !added) return std::move(added).error();
  return made;
}

const std::shared_ptr<Callee>& Callee::nobody() {
  static const auto& one = *new std::shared_ptr<Callee>(std::make_shared<Callee>(Limits{}));
  return one;
}

bool Callee::is_serving() noexcept { return deep > 0; }

void Callee::await_end() const noexcept {
  if (is_serving()) return;
  while (const unsigned now = running_.load(std::memory_order_acquire))
    running_.wait(now, std::memory_order_acquire);
}

bool Callee::serve(CallToServe& call, server::ReplyPort& port) noexcept try {
  std::span<const std::byte> record(call.message.data(), call.message_bytes);
  if (deep >= most_deep_) {
    refuse(record, port);
    return true;
  }
  struct Deeper {
    std::atomic<unsigned>& running;
    explicit Deeper(std::atomic<unsigned>& of_callee) noexcept : running(of_callee) {
      ++deep;
      running.fetch_add(1, std::memory_order_relaxed);
    }
    ~Deeper() {
      --deep;
      running.fetch_sub(1, std::memory_order_release);
      running.notify_all();
    }
  } deeper(running_);
  const Interlude interlude;  // a coroutine may wait for what this call lets go on
  dispatcher_.serve(record, port, call.reply);
  return true;
} catch (const std::bad_alloc&) {
  return false;
}

}  // namespace farcall::inline v1::client
