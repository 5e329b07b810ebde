// The handle that a caller holds: which channel leads to the callee, and which program it is.
#pragma once

#include <cstdint>
#include <utility>

#include <farcall/runtime/channel.hpp>

namespace farcall::inline v1 {

// Cheap to copy; copies share the channel, which closes with the last of them.
// Thread: like a value; the channel behind it may be called from any.
class Binding {
 public:
  // Owns: the channel, together with every other binding made of it.
  Binding(Channel* channel, std::uint32_t program, std::uint32_t version, Duration timeout = {}) noexcept
      : channel_(channel), timeout_(timeout), program_(program), version_(version) {
    channel_->add_binding();
  }
  Binding(const Binding& other) noexcept
      : Binding(other.channel_, other.program_, other.version_, other.timeout_) {}
  Binding& operator=(Binding other) noexcept {
    std::swap(channel_, other.channel_);
    std::swap(timeout_, other.timeout_);
    std::swap(program_, other.program_);
    std::swap(version_, other.version_);
    return *this;
  }
  ~Binding() {
    if (channel_->remove_binding()) delete channel_;
  }

  [[nodiscard]] Channel& channel() const noexcept { return *channel_; }
  [[nodiscard]] std::uint32_t program() const noexcept { return program_; }
  [[nodiscard]] std::uint32_t version() const noexcept { return version_; }
  [[nodiscard]] Duration timeout() const noexcept { return timeout_; }

  // The same peer, by the same channel, asked for another program.
  [[nodiscard]] Binding with(std::uint32_t program, std::uint32_t version) const {
    return Binding(channel_, program, version, timeout_);
  }

 private:
  Channel* channel_;
  Duration timeout_;
  std::uint32_t program_;
  std::uint32_t version_;
};

}  // namespace farcall::inline v1
