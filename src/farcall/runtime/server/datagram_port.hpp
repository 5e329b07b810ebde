// A server's UDP socket.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <sys/uio.h>

#include <farcall/base/buffer.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/reply_cache.hpp>

namespace farcall::inline v1::server {

// A datagram as it came: from whom, and to which address of ours, which is where the reply must come from.
struct Datagram {
  Buffer bytes;
  std::size_t size_bytes = 0;
  io::Address from;
  alignas(16) std::array<std::byte, 64> control;
  std::size_t control_bytes = 0;
};

// Thread: any; each brings its own Datagram.
class DatagramPort {
 public:
  DatagramPort(io::Descriptor descriptor, std::uint64_t key);

  [[nodiscard]] int descriptor() const noexcept { return descriptor_.number(); }
  [[nodiscard]] std::uint64_t key() const noexcept { return key_; }

  // The next datagram, without waiting.
  [[nodiscard]] bool receive(Datagram& datagram) noexcept;
  // Serves it, unless it has been served before: then it gets the same reply again.
  void serve(const Datagram& datagram, Dispatcher& dispatcher, Buffer& memory);

 private:
  class Reply;
  [[nodiscard]] std::string local_host(const Datagram& datagram) const;
  void send(const Datagram& to, std::span<const iovec> pieces) noexcept;

  const io::Descriptor descriptor_;
  const std::uint64_t key_;
  bool is_wildcard_ = false;
  ReplyCache cache_;
};

}  // namespace farcall::inline v1::server
