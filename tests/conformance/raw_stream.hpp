// A client that does what no client of farcall would: it sends what it wants, when it wants.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/socket.h>

#include <gtest/gtest.h>

#include <farcall/io/socket.hpp>
#include <farcall/transport/resolve.hpp>
#include <farcall/xdr/byte_order.hpp>

#include "callee.hpp"

namespace conformance {

// Numbers of procedures.
inline constexpr std::uint32_t add = 1, make_blob = 11;

class RawStream {
 public:
  // With so small a room for what arrives.
  explicit RawStream(std::string_view endpoint, int room_bytes = 0) {
    auto address = farcall::transport::resolve(farcall::parse_endpoint(endpoint).value(), farcall::never)
                       .value()
                       .front();
    socket_ = farcall::io::Descriptor(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (room_bytes > 0) ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVBUF, &room_bytes, sizeof room_bytes);
    EXPECT_EQ(::connect(socket_.number(), address.get(), address.size_bytes()), 0);
  }

  // The record of a call whose arguments are these words.
  static std::vector<std::byte> record(std::uint32_t procedure,
                                       std::initializer_list<std::uint32_t> arguments) {
    std::vector<std::uint32_t> words{
        0, 1, 0, 2, V1::Client::program_number, V1::Client::version_number, procedure, 0, 0, 0, 0};
    words.insert(words.end(), arguments);
    words[0] = 0x80000000U | static_cast<std::uint32_t>(4 * (words.size() - 1));
    std::vector<std::byte> coded(4 * words.size());
    farcall::xdr::swap_words_32(coded.data(), words.data(), words.size());
    return coded;
  }

  void send(std::span<const std::byte> sent) const {
    EXPECT_EQ(::send(socket_.number(), sent.data(), sent.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(sent.size()));
  }
  // Up to so many bytes; how many there were before the stream ended.
  [[nodiscard]] std::size_t receive(std::size_t size_bytes) const {
    std::vector<std::byte> room(64 * 1024);
    std::size_t all = 0;
    while (all < size_bytes) {
      ssize_t got = ::recv(socket_.number(), room.data(), std::min(room.size(), size_bytes - all), 0);
      if (got <= 0) break;
      all += static_cast<std::size_t>(got);
    }
    return all;
  }

 private:
  farcall::io::Descriptor socket_;
};

// The placements that have streams.
inline std::vector<Placement> streams() {
  return placements_where([](const Placement& placement) {
    return !placement.is_inline && !placement.is_datagram && !placement.by_loop && !placement.is_shared;
  });
}

}  // namespace conformance
