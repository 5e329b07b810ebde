// What went wrong with a call, and the one answer a remote call owes its caller: was it executed?
#pragma once

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

// Why a call, a bind or an encoding failed.
// Source: accept_stat, reject_stat and auth_stat of RFC 5531 §9; the rest are farcall's own.
enum class Code : std::uint8_t {
  // The server accepted the call message and refused or failed to execute it.
  prog_unavail,
  prog_mismatch,
  proc_unavail,
  garbage_args,
  system_err,
  // The server rejected the call message.
  rpc_mismatch,
  auth_badcred,
  auth_rejectedcred,
  auth_badverf,
  auth_rejectedverf,
  auth_tooweak,
  auth_invalidresp,
  auth_failed,
  auth_other,  // an auth_stat that has no name here; the detail has its number
  // Local: mostly before anything was sent; `executed` says.
  bad_endpoint,
  unsupported,
  invalid_argument,
  name_not_found,
  not_registered,
  connection_refused,
  unreachable,
  permission_denied,
  resource_exhausted,
  // Local: while the call was on its way.
  connection_lost,
  deadline_exceeded,
  cancelled,
  bad_reply,    // the reply message does not decode
  bad_results,  // the reply says SUCCESS and its results do not decode
  io_error,
};

// Whether the callee ran.
// `no` only when that is provable; `yes` when a reply proves it; `maybe` otherwise.
enum class Executed : std::uint8_t { no, maybe, yes };

// The versions of a program that a server has, both ends included.
struct VersionRange {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  friend bool operator==(const VersionRange&, const VersionRange&) = default;
};

struct Error {
  Code code = Code::system_err;
  Executed executed = Executed::no;
  std::string detail{};     // for people: what, where, and what to do about it
  VersionRange versions{};  // with prog_mismatch and rpc_mismatch: what the peer has

  friend bool operator==(const Error&, const Error&) = default;
};

// With the words as its detail, one after the other. Where memory lacks the detail is short: an error is
// never lost for want of it.
[[nodiscard]] FARCALL_API Error make_error(Code code, Executed executed,
                                           std::initializer_list<std::string_view> words) noexcept;
// For another call that ends alike; its detail likewise.
[[nodiscard]] FARCALL_API Error copy_of(const Error& error) noexcept;

// The code's name as written above.
[[nodiscard]] FARCALL_API std::string_view to_string(Code code) noexcept;
[[nodiscard]] FARCALL_API std::string_view to_string(Executed executed) noexcept;

// One line: "connection_refused: tcp://… (not executed)".
[[nodiscard]] FARCALL_API std::string to_string(const Error& error);

// What `Result::value()` throws, for those who like exceptions: the only throw in farcall but
// std::bad_alloc.
class FARCALL_API RpcError : public std::runtime_error {
 public:
  explicit RpcError(Error error);
  [[nodiscard]] const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

[[noreturn]] FARCALL_API void throw_rpc_error(Error error);

}  // namespace farcall::inline v1
