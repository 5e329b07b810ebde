// Calls within this program: no crossing, and yet the same messages and the same path.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <farcall/base/limits.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/callee.hpp>
#include <farcall/runtime/server/dispatch.hpp>

namespace farcall::inline v1 {

// A name in this process where a server can be called.
// Owns: the name. The last of its calls has ended when it is gone.
class FARCALL_API MemoryPort {
 public:
  // Errors: io_error when the name is taken.
  static Result<MemoryPort> open(const std::string& name, server::Dispatcher& dispatcher,
                                 const Limits& limits = {});
  MemoryPort(MemoryPort&&) noexcept = default;
  MemoryPort& operator=(MemoryPort&&) noexcept = default;
  ~MemoryPort();
  // No call comes in any more. Safe in a signal handler.
  void stop() noexcept;
  // Whether a call is inside.
  [[nodiscard]] bool is_busy() const noexcept;

  struct Gate;

 private:
  explicit MemoryPort(std::shared_ptr<Gate> gate) : gate_(std::move(gate)) {}
  std::shared_ptr<Gate> gate_;
};

// The caller's own thread runs the handler, on the caller's stack, so a deadline cannot end it early.
// `credential`: the credential field of every call: flavor, length, body; empty: AUTH_NONE. `callee`: what
// the server may call in turn; its calls are inside when the channel goes, or do not come any more. Errors:
// connection_refused when nobody has the name.
[[nodiscard]] FARCALL_API Result<std::unique_ptr<Channel>> open_memory_channel(
    const std::string& name, std::vector<std::byte> credential = {}, const Limits& limits = {},
    std::shared_ptr<client::Callee> callee = client::Callee::nobody());

}  // namespace farcall::inline v1
