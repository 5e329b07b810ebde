// Calls within this program: no crossing, and yet the same messages and the same path.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/server/dispatch.hpp>

namespace farcall::inline v1 {

// A name in this process where a server can be called.
// Owns: the name. The last of its calls has ended when it is gone.
class FARCALL_API MemoryPort {
 public:
  // Errors: io_error when the name is taken.
  static Result<MemoryPort> open(const std::string& name, server::Dispatcher& dispatcher);
  MemoryPort(MemoryPort&&) noexcept = default;
  MemoryPort& operator=(MemoryPort&&) noexcept = default;
  ~MemoryPort();

  struct Gate;

 private:
  explicit MemoryPort(std::shared_ptr<Gate> gate) : gate_(std::move(gate)) {}
  std::shared_ptr<Gate> gate_;
};

// The caller's own thread runs the handler, on the caller's stack, so a deadline cannot end it early.
// Errors: connection_refused when nobody has the name.
[[nodiscard]] FARCALL_API Result<std::unique_ptr<Channel>> open_memory_channel(const std::string& name);

}  // namespace farcall::inline v1
