#include <farcall/base/error.hpp>

#include <new>
#include <utility>

namespace farcall::inline v1 {
namespace {

Error without_words(Code code, Executed executed, const VersionRange& versions) noexcept {
  return {code, executed, "no memory", versions};  // short enough to need none
}

}  // namespace

Error make_error(Code code, Executed executed, std::initializer_list<std::string_view> words) noexcept try {
  Error error{code, executed};
  for (std::string_view word : words) error.detail += word;
  return error;
} catch (const std::bad_alloc&) {
  return without_words(code, executed, {});
}

Error copy_of(const Error& error) noexcept try { return error; } catch (const std::bad_alloc&) {
  return without_words(error.code, error.executed, error.versions);
}

std::string_view to_string(Code code) noexcept {
  switch (code) {
    case Code::prog_unavail: return "prog_unavail";
    case Code::prog_mismatch: return "prog_mismatch";
    case Code::proc_unavail: return "proc_unavail";
    case Code::garbage_args: return "garbage_args";
    case Code::system_err: return "system_err";
    case Code::rpc_mismatch: return "rpc_mismatch";
    case Code::auth_badcred: return "auth_badcred";
    case Code::auth_rejectedcred: return "auth_rejectedcred";
    case Code::auth_badverf: return "auth_badverf";
    case Code::auth_rejectedverf: return "auth_rejectedverf";
    case Code::auth_tooweak: return "auth_tooweak";
    case Code::auth_invalidresp: return "auth_invalidresp";
    case Code::auth_failed: return "auth_failed";
    case Code::auth_other: return "auth_other";
    case Code::bad_endpoint: return "bad_endpoint";
    case Code::unsupported: return "unsupported";
    case Code::invalid_argument: return "invalid_argument";
    case Code::name_not_found: return "name_not_found";
    case Code::not_registered: return "not_registered";
    case Code::connection_refused: return "connection_refused";
    case Code::unreachable: return "unreachable";
    case Code::permission_denied: return "permission_denied";
    case Code::resource_exhausted: return "resource_exhausted";
    case Code::connection_lost: return "connection_lost";
    case Code::deadline_exceeded: return "deadline_exceeded";
    case Code::cancelled: return "cancelled";
    case Code::bad_reply: return "bad_reply";
    case Code::bad_results: return "bad_results";
    case Code::io_error: return "io_error";
  }
  return "unknown";
}

std::string_view to_string(Executed executed) noexcept {
  switch (executed) {
    case Executed::no: return "not executed";
    case Executed::maybe: return "maybe executed";
    case Executed::yes: return "executed";
  }
  return "unknown";
}

std::string to_string(const Error& error) {
  std::string text(to_string(error.code));
  if (!error.detail.empty()) text.append(": ").append(error.detail);
  text.append(" (").append(to_string(error.executed)).append(")");
  return text;
}

RpcError::RpcError(Error error) : std::runtime_error(to_string(error)), error_(std::move(error)) {}

void throw_rpc_error(Error error) { throw RpcError(std::move(error)); }

}  // namespace farcall::inline v1
