// How a client binds to an LRPC endpoint.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/address.hpp>
#include <farcall/lrpc/astacks.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/asked.hpp>

namespace farcall::inline v1::client {

// Where a server binds clients to shared memory, and by which other connection (io/route.hpp) it has to know
// them.
struct Meeting {
  io::Address address;
  lrpc::Via via{};
};

// What a server has answered that was asked for it by the connection `route`. Errors: unsupported.
[[nodiscard]] FARCALL_API Result<Meeting> read_meeting(std::span<const std::byte> results, std::string route,
                                                       const std::string& name);
[[nodiscard]] Error nowhere_to_meet(const std::string& name) noexcept;

struct LrpcOptions {
  std::string name;  // the endpoint, for errors
  std::function<Result<Meeting>(TimePoint until)> meet;
  std::vector<std::byte> credential;  // of every call: flavor, length, body; empty: AUTH_NONE
  Limits limits{};
  bool waits = true;  // for an A-stack, and for a binding when there is none: or else it is an error
  // The server calls back by another connection: looks there before a reply is taken that may have been sent
  // afterwards. False when there was nothing. Where threads wait, it serves one call, and lasts until `until`
  // at most when that arrives slowly; for a loop, which is to be called again then, it only takes it. Null:
  // there is no other connection.
  std::function<bool(TimePoint until)> serve{};
};

// Binds `stacks`, none of which is taken. Errors: as of the options' meet(), introduce() and io::connect();
// executed = no.
[[nodiscard]] Result<void> bind(lrpc::AStacks& stacks, const LrpcOptions& options, TimePoint until);

// What a call brings beside its arguments, where it brings that: a deadline, a trace.
[[nodiscard]] inline std::size_t conditions_bytes(const Transaction& call) noexcept {
  return call.deadline != never || call.trace != Trace{} ? sizeof(lrpc::Conditions) : 0;
}
void write_conditions(std::byte* to, const Transaction& call, TimePoint now) noexcept;

// The results of a call that was answered, in the memory of its A-stack, or why there are none.
[[nodiscard]] Result<void> take_results(lrpc::AStacks& stacks, lrpc::AStack& stack, Transaction& call,
                                        const std::string& name) noexcept;
[[nodiscard]] Error server_gone(const std::string& name) noexcept;

}  // namespace farcall::inline v1::client
