// A client of sessions that says whatever it likes. Every byte chooses what it does next: opens one, calls
// (in that order or any other), calls again, cancels, asks after calls, acknowledges, lets calls wait and
// ends them, sends bytes that are no message of a session at all. Whatever it does, a number runs once, and
// what is answered is a reply.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <farcall/base/log.hpp>
#include <farcall/message/call_message.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/runtime/server/dispatch.hpp>

using namespace farcall;

namespace {

using message::SessionProcedure;

struct Port final : server::ReplyPort {
  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered&, std::size_t) override {
    xdr::Decoder in({mark + 4, message_bytes});
    message::ReplyStatus status;
    if (message::read_reply_head(in, status) == message::ReplyRead::malformed) std::abort();
    (void)message::read_session_terms(in, terms);
  }
  void send_nothing() override {}
  std::size_t reply_limit_bytes() const noexcept override { return 1 << 16; }
  const Caller& caller() override { return nobody; }
  std::shared_ptr<ReplyPort> keep(std::size_t) override { return {std::shared_ptr<void>(), this}; }
  Caller nobody;
  message::SessionTerms terms;  // when the last reply was to open
};

// Its argument is its number. Procedure 1 answers at once, 2 when it is let, 3 never, 4 as often as it is
// asked.
class Callee final : public Service {
 public:
  ~Callee() override { end_waiting(); }
  std::uint32_t service_program() const noexcept override { return 1; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "callee"; }
  bool is_idempotent(std::uint32_t procedure) const noexcept override { return procedure == 4; }
  void serve_call(ServerCall& call) override {
    std::uint64_t number = 0;
    if (!call.arguments().u64(number) || !call.arguments().finish()) return call.garbage_arguments();
    if (call.procedure() != 4 && ++runs[number] > 1) std::abort();
    (void)call.is_cancelled();
    if (call.procedure() == 2) return waiting.push_back(std::unique_ptr<ServerCall>(call.defer()));
    if (call.procedure() != 3) answer(call);
  }
  void end_waiting() {
    for (std::unique_ptr<ServerCall>& call : std::exchange(waiting, {})) answer(*call);
  }
  static void answer(ServerCall& call) {
    (void)call.is_cancelled();
    if (!call.reserve(8) || !call.results().u64(call.deadline() == never)) return call.bad_results();
    call.send();
  }
  std::map<std::uint64_t, int> runs;
  std::vector<std::unique_ptr<ServerCall>> waiting;
};

class Client {
 public:
  explicit Client(std::span<const std::uint8_t> choices) : choices_(choices) {}

  void run() {
    if (!dispatcher_.add(callee_)) std::abort();
    while (!choices_.empty()) {
      switch (next() % 8) {
        case 0: open(SessionProcedure::open); break;
        case 1: open(SessionProcedure::probe); break;
        case 2: about_call(SessionProcedure::cancel); break;
        case 3: callee_.end_waiting(); break;
        case 4: nonsense(); break;
        case 5: about_call(SessionProcedure::ask_after); break;
        default: call(); break;
      }
    }
    callee_.end_waiting();
  }

 private:
  std::uint8_t next() {
    if (choices_.empty()) return 0;
    const std::uint8_t choice = choices_.front();
    choices_ = choices_.subspan(1);
    return choice;
  }
  // Few sessions and numbers, so that they meet.
  message::SessionId session() { return {std::byte(next() % 3)}; }
  message::CallNumber number() {
    const std::uint8_t slot = next();
    return {slot > 250 ? 1U << (slot - 240) : slot % 4U, next() % 8U};
  }
  std::byte* message(SessionProcedure procedure, std::size_t arguments_bytes) {
    record_.assign(40 + arguments_bytes, std::byte{0});
    message::write_call_head(record_.data(), {.xid = ++xid_,
                                              .program = message::session_program,
                                              .version = message::session_version,
                                              .procedure = static_cast<std::uint32_t>(procedure),
                                              .credential = {},
                                              .verifier = {}});
    return record_.data() + 40;
  }
  void send() { dispatcher_.serve(record_, port_, memory_); }

  void open(SessionProcedure procedure) {
    const message::SessionId id = session();
    message::write_session_id(message(procedure, 16), id);
    send();
    if (procedure == SessionProcedure::open) opened_[id] = port_.terms.opened;
  }
  void about_call(SessionProcedure procedure) {
    std::byte* arguments = message(procedure, message::call_id_bytes);
    const message::SessionId id = session();
    message::write_call_id(arguments, id, number());
    send();
  }
  void call() {
    message::SessionCall made;
    made.session = session();
    made.call = number();
    made.acknowledged = number();
    made.sent_ns = next();
    made.time_left_ns = std::uint64_t{next()} << (next() % 64);
    made.program = 1;
    made.version = 1;
    made.procedure = next() % 6U;
    made.opened = opened_[made.session] - (next() % 8U == 0 ? 1U : 0U);
    std::byte* arguments = message(SessionProcedure::call, message::session_call_bytes + 8);
    message::write_session_call(arguments, made);
    // The same number in another session that has been opened is another call.
    xdr::store_u64(arguments + message::session_call_bytes,
                   std::to_integer<std::uint64_t>(made.session[0]) << 56 |
                       std::uint64_t{made.call.slot} << 16 | made.call.sequence);
    send();
  }
  void nonsense() {
    const auto procedure = static_cast<SessionProcedure>(next() % 6);
    std::size_t size_bytes = next();
    if (procedure == SessionProcedure::call || procedure == SessionProcedure::durable_call)
      size_bytes %= message::session_call_bytes;  // call() has the others
    std::byte* arguments = message(procedure, size_bytes);
    for (std::size_t i = 0; i < size_bytes; ++i) arguments[i] = std::byte{next()};
    send();
  }

  std::span<const std::uint8_t> choices_;
  Callee callee_;
  server::Dispatcher dispatcher_;
  Port port_;
  Buffer memory_;
  std::vector<std::byte> record_;
  std::map<message::SessionId, std::uint64_t> opened_;
  std::uint32_t xid_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  set_log([](LogLevel, std::string_view) {});
  Client({data, size}).run();
  return 0;
}
