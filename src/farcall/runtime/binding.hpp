// The handle that a caller holds: which channel leads to the callee, and which program it is.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include <farcall/runtime/channel.hpp>

namespace farcall::inline v1 {

// Cheap to copy; copies share the channel, which closes with the last of them.
// Thread: like a value; the channel behind it may be called from any.
class Binding {
 public:
  Binding(std::shared_ptr<Channel> channel, std::uint32_t program, std::uint32_t version,
          Duration timeout = default_timeout) noexcept
      : channel_(std::move(channel)), timeout_(timeout), program_(program), version_(version) {}

  [[nodiscard]] Channel& channel() const noexcept { return *channel_; }
  [[nodiscard]] std::uint32_t program() const noexcept { return program_; }
  [[nodiscard]] std::uint32_t version() const noexcept { return version_; }
  [[nodiscard]] Duration timeout() const noexcept { return timeout_; }

  // The same peer, by the same channel, asked for another program.
  [[nodiscard]] Binding with(std::uint32_t program, std::uint32_t version) const {
    return Binding(channel_, program, version, timeout_);
  }

 private:
  std::shared_ptr<Channel> channel_;
  Duration timeout_;
  std::uint32_t program_;
  std::uint32_t version_;
};

}  // namespace farcall::inline v1
