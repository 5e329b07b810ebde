// Any bytes as a call message: what is answered is answered once, with a reply message to the same call.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <farcall/base/log.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/transport/gathered_record.hpp>

using namespace farcall;

namespace {

// Procedure 0 does nothing, 1 echoes a string, 2 echoes lent bytes, 3 gives no reply, 4 throws, 5 wants too
// much.
class Small final : public Service {
 public:
  std::uint32_t service_program() const noexcept override { return 1; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "small"; }
  void serve_call(ServerCall& call) override {
    (void)call.caller();
    if (const SystemCredential* credential = call.system_credential();
        credential && credential->gids.size() > 16)
      std::abort();
    switch (call.procedure()) {
      case 0: return call.arguments().finish() && call.reserve(0) ? call.send() : call.garbage_arguments();
      case 1: {
        std::string text;
        if (!call.arguments().string(text, xdr::unbounded) || !call.arguments().finish())
          return call.garbage_arguments();
        if (!call.reserve(xdr::counted(text.size())) || !call.results().string(text, xdr::unbounded))
          return call.bad_results();
        return call.send();
      }
      case 2: {
        xdr::Borrowed bytes;
        if (!call.arguments().opaque(bytes, xdr::unbounded) || !call.arguments().finish())
          return call.garbage_arguments();
        if (!call.reserve(xdr::counted(bytes.size())) || !call.results().opaque(bytes, xdr::unbounded))
          return call.bad_results();
        return call.send();
      }
      case 3: return;
      case 4: throw std::string("anything");
      case 5: return call.reserve(std::size_t{1} << 40) ? call.send() : call.bad_results();
      default: return call.procedure_unavailable();
    }
  }
};

struct Port final : server::ReplyPort {
  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    ++replies;
    reply.clear();
    transport::GatheredRecord record(mark + 4, message_bytes, body_at, gathered);
    for (const iovec& piece : record.pieces()) {
      auto* first = static_cast<const std::byte*>(piece.iov_base);
      reply.insert(reply.end(), first, first + piece.iov_len);
    }
    if (reply.size() != message_bytes) std::abort();
  }
  void send_nothing() override {}
  std::size_t reply_limit_bytes() const noexcept override { return 1 << 20; }
  const Caller& caller() override { return nobody; }
  std::shared_ptr<ReplyPort> keep(std::size_t) override { return {std::shared_ptr<void>(), this}; }
  int replies = 0;
  std::vector<std::byte> reply;
  Caller nobody;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Small& small = *new Small;
  static server::Dispatcher& dispatcher = [&]() -> server::Dispatcher& {
    set_log([](LogLevel, std::string_view) {});
    Limits limits;
    limits.sessions = 0;  // session_fuzz has them
    auto& made = *new server::Dispatcher(limits);
    if (!made.add(small)) std::abort();
    return made;
  }();
  static Buffer& memory = *new Buffer;
  const std::span<const std::byte> record(reinterpret_cast<const std::byte*>(data), size);
  Port port;
  dispatcher.serve(record, port, memory);
  const bool is_call = size >= 12 && xdr::load_u32(record.data() + 4) == 0;
  if (port.replies > 1 || (port.replies == 1 && !is_call)) std::abort();
  if (is_call && size >= 24 && port.replies == 0) std::abort();
  if (port.replies == 0) return 0;
  std::uint32_t xid = 0;
  if (!message::is_reply(port.reply, xid) || xid != xdr::load_u32(record.data())) std::abort();
  xdr::Decoder in(port.reply);
  message::ReplyStatus status;
  if (message::read_reply_head(in, status) == message::ReplyRead::malformed) std::abort();
  return 0;
}
