// One connected peer, a stream or datagrams: the seam between farcall and the kernel's (or a simulated)
// network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <sys/uio.h>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::inline v1::io {

// Thread: one that sends and one that receives at a time; shut() from any.
class FARCALL_API Socket {
 public:
  virtual ~Socket();

  // Sends what goes now, without waiting: a stream maybe a part of it, a datagram all or nothing.
  [[nodiscard]] virtual Transfer send(std::span<const iovec> pieces) noexcept = 0;
  // Receives what is there, or waits for it until `until`.
  [[nodiscard]] virtual Transfer receive(std::span<std::byte> room, TimePoint until) noexcept = 0;
  // The same for who answers at once. To take bytes from a UNIX socket wakes a peer that sleeps in its own
  // receive, for nothing: two switches more where they share a processor. So a short message is only copied.
  // It is taken by the next receive, or by take_copied(), which whoever polls calls before.
  [[nodiscard]] virtual Transfer receive_quietly(std::span<std::byte> room, TimePoint until) noexcept {
    return receive(room, until);
  }
  virtual void take_copied() noexcept {}

  enum class Ready : std::uint8_t { neither, readable, writable };
  // Waits until bytes can be sent or, with `or_readable`, received.
  [[nodiscard]] virtual Ready wait_writable(bool or_readable, TimePoint until) noexcept = 0;
  // Whether the peer of a stream has ended it, without waiting and without taking what it sent before.
  [[nodiscard]] virtual bool is_closed_by_peer() noexcept { return false; }
  // Ends both directions and wakes who waits.
  virtual void shut() noexcept = 0;
  // For a Poller; -1 where there is none.
  [[nodiscard]] virtual int descriptor() const noexcept = 0;
};

// A socket of the kernel, in blocking mode. A receive looks for `spin` before it sleeps.
[[nodiscard]] FARCALL_API std::unique_ptr<Socket> make_socket(Descriptor descriptor, Duration spin = {});

// Sets the options that every stream wants; an accepted one too.
FARCALL_API void prepare_stream(int descriptor, const Address& peer) noexcept;

enum class Kind : std::uint8_t { stream, packets, datagram };  // packets: SOCK_SEQPACKET, UNIX only
[[nodiscard]] constexpr bool is_connected(Kind kind) noexcept { return kind != Kind::datagram; }
// As socket(2) calls it.
[[nodiscard]] FARCALL_API int type_of(Kind kind) noexcept;

// Connects until `until`. `name` is what errors call the peer.
// Errors: connection_refused, unreachable, deadline_exceeded, permission_denied, resource_exhausted,
// io_error; executed = no.
[[nodiscard]] FARCALL_API Result<Descriptor> connect(const Address& address, Kind kind, TimePoint until,
                                                     const std::string& name);

// A socket that listens (stream; non-blocking) or is bound (datagram; blocking), close-on-exec. A UNIX path
// that nobody listens on any more is replaced, one where somebody does is not.
[[nodiscard]] FARCALL_API Result<Descriptor> listen(const Address& address, Kind kind,
                                                    const std::string& name);

[[nodiscard]] FARCALL_API Address local_address(int descriptor) noexcept;
[[nodiscard]] FARCALL_API Address peer_address(int descriptor) noexcept;

// What was sent on a stream and has not arrived at the other end yet; on a UNIX socket, what was not read.
[[nodiscard]] FARCALL_API std::size_t unacknowledged_bytes(int descriptor) noexcept;

// An errno as an Error: "tcp://…: Connection refused".
[[nodiscard]] FARCALL_API Error system_error(int number, const std::string& name,
                                             Executed executed = Executed::no);

}  // namespace farcall::inline v1::io
