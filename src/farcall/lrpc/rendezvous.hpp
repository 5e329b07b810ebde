// How a client and a server agree on the memory that they share: two messages over a UNIX socket that keeps
// their bounds (SOCK_SEQPACKET), at the path that the endpoint names. The socket stays open: each side sees
// by its end that the other has gone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/lrpc/layout.hpp>
#include <farcall/lrpc/life.hpp>
#include <farcall/lrpc/segment.hpp>

namespace farcall::inline v1::lrpc {

// What a client wants: memory, or with no slots a stream, by which it may ask for memory and be called back.
// Host byte order: it does not leave the machine.
struct Hello {
  static constexpr std::size_t most_credential_bytes = 408;  // flavor, length, body of an RFC 5531 credential
  static constexpr std::size_t most_route_bytes = 192;

  std::uint32_t magic = 0;
  std::uint32_t slots = 0;
  std::uint64_t window_bytes = 0;
  std::uint32_t credential_bytes = 0;
  std::array<std::byte, most_credential_bytes> credential{};
  // By which other connection it is a client already (io/route.hpp), with zeros behind; empty: by none.
  std::array<char, most_route_bytes> route{};

  [[nodiscard]] std::string_view route_text() const noexcept;
};
static_assert(sizeof(Hello) == 624);

enum class Outcome : std::uint32_t { bound, refused, exhausted };

// What it gets; with `bound` there come five descriptors: of the server's process (pidfd_open(2)), of its
// life (life.hpp), of the endpoint's status, of the segment that the server writes, and of the one that the
// client does. Or one, of the stream.
struct Welcome {
  std::uint32_t magic = 0;
  Outcome outcome = Outcome::refused;
  std::uint32_t slots = 0;
  std::uint32_t unused = 0;
  std::uint64_t window_bytes = 0;
  std::array<std::uint8_t, 16> token{};  // that the client was told by the connection which its Hello names
};
static_assert(sizeof(Welcome) == 40);

inline constexpr std::uint32_t magic = 0x4c525049;  // of this version of what is shared

// Another connection by which a client is one already, and by which it was told of this one.
struct Via {
  std::string route{};  // io/route.hpp; empty: there is none
  std::array<std::uint8_t, 16> token{};
};

// A client's end of a binding.
struct ClientEnd {
  Lifeline control;
  io::Descriptor server;  // its process
  Extent extent;
  Segment status;
  Segment from_server;
  Segment from_client;
};

// Over a connected `control`, until `until`. Errors: permission_denied (the server does not want this
// client), resource_exhausted, connection_refused (no farcall server, or one of another version),
// connection_lost (it hung up), deadline_exceeded, io_error; executed = no; std::bad_alloc.
[[nodiscard]] FARCALL_API Result<ClientEnd> introduce(io::Descriptor control, const Extent& wanted,
                                                      std::span<const std::byte> credential, TimePoint until,
                                                      const std::string& name, const Via& via = {});

// A stream to the server, to whom `control` is connected. Errors: the same.
[[nodiscard]] FARCALL_API Result<io::Descriptor> ask_for_stream(io::Descriptor control,
                                                                std::span<const std::byte> credential,
                                                                TimePoint until, const std::string& name);

// At the server: what a client has sent. False when it is no Hello.
[[nodiscard]] FARCALL_API bool receive_hello(int control, Hello& hello) noexcept;
// False when the client has gone, or does not read.
[[nodiscard]] FARCALL_API bool send_welcome(int control, const Welcome& welcome,
                                            std::span<const int> descriptors) noexcept;

}  // namespace farcall::inline v1::lrpc
