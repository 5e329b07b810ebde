#include <farcall/runtime/service.hpp>

#include <algorithm>
#include <exception>
#include <new>
#include <string>

#include <farcall/base/log.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/event_loop.hpp>

namespace farcall::inline v1 {

CallContext::~CallContext() = default;
Service::~Service() = default;

CallOptions CallContext::options() const noexcept {
  CallOptions options{.timeout = {}, .trace = trace()};
  if (deadline() == never) return options;
  constexpr Duration hardly_any{1};  // none would mean no deadline
  options.timeout = std::max(hardly_any, time_left(deadline(), steady_clock().now()));
  return options;
}

Result<EventLoop*> CallContext::common_loop() { return EventLoop::open_common(); }

// The refusal of a call that the handler has made itself, and passes on, has a text; it says nothing of this
// one, which has run.
void ServerCall::refuse(const Error& error) {
  if (answered_) return;
  const bool is_own = error.executed == Executed::no && error.detail.empty();
  if (is_own && message::is_refusal(error.code) && error.code != Code::system_err &&
      error.code != Code::auth_other)
    return send_refusal(error.code, error.versions);
  if (!error.detail.empty()) log(LogLevel::warning, "a handler failed: " + to_string(error));
  send_refusal(Code::system_err, {});
}

void ServerCall::no_reply() {
  complain(" gave no reply", "");
  send_refusal(Code::system_err, {});
}

void ServerCall::bad_results() {
  log(LogLevel::error, "the results of procedure " + std::to_string(procedure()) +
                           " cannot be encoded: " + xdr::describe(results_.fault(), results_.where()));
  refuse({Code::system_err, Executed::yes, {}, {}});
}

void ServerCall::end_one_way(const Result<void>& result) {
  if (!result) complain(" failed: ", to_string(result.error()).c_str());
  send_nothing();
}

void ServerCall::complain(const char* what, const char* more) const noexcept {
  try {
    log(LogLevel::error, "procedure " + std::to_string(procedure()) + " of program " +
                             std::to_string(program()) + " version " + std::to_string(version()) + what +
                             more);
  } catch (const std::bad_alloc&) {
    log(LogLevel::error, "a procedure failed, and there is no memory to say which");
  }
}

// A callee may throw whatever it likes: its caller gets SYSTEM_ERR, and the text stays here.
void ServerCall::thrown() {
  try {
    throw;
  } catch (const std::exception& error) {
    complain(" threw: ", error.what());
  } catch (...) {
    complain(" threw: ", "something that is no std::exception");
  }
  refuse({Code::system_err, Executed::maybe, {}, {}});
}

void ServerCall::garbage_arguments() { refuse({Code::garbage_args, Executed::no, {}, {}}); }

void ServerCall::procedure_unavailable() { refuse({Code::proc_unavail, Executed::no, {}, {}}); }

}  // namespace farcall::inline v1
