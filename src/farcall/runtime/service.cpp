#include <farcall/runtime/service.hpp>

#include <farcall/base/log.hpp>

namespace farcall::inline v1 {

CallContext::~CallContext() = default;
Service::~Service() = default;

void ServerCall::bad_results() {
  log(LogLevel::error, "the results of procedure " + std::to_string(procedure()) +
                           " cannot be encoded: " + xdr::describe(results_.fault(), results_.where()));
  refuse({Code::system_err, Executed::yes, {}, {}});
}

void ServerCall::garbage_arguments() { refuse({Code::garbage_args, Executed::no, {}, {}}); }

void ServerCall::procedure_unavailable() { refuse({Code::proc_unavail, Executed::no, {}, {}}); }

}  // namespace farcall::inline v1
