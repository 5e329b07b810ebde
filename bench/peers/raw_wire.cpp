#include "raw_wire.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace suite::raw {

bool SocketWire::send(const std::byte* message, std::size_t size_bytes) {
  const int flags = MSG_NOSIGNAL | (spin_ ? MSG_DONTWAIT : 0);
  if (form_ == Form::datagrams_of_anybody) {
    return sendto(socket_, message, size_bytes, flags, reinterpret_cast<const sockaddr*>(&sender_),
                  sender_bytes_) >= 0;
  }
  const std::size_t piece_bytes = piece_bytes_ != 0 ? piece_bytes_ : size_bytes;
  std::size_t sent = 0;
  while (sent < size_bytes) {
    const ssize_t n = ::send(socket_, message + sent, std::min(piece_bytes, size_bytes - sent), flags);
    if (n > 0) {
      sent += static_cast<std::size_t>(n);
    } else if (errno != EAGAIN && errno != EINTR) {
      return false;
    }
  }
  return true;
}

std::size_t SocketWire::receive_some(std::byte* room, std::size_t room_bytes, int flags) {
  if (spin_) flags = MSG_DONTWAIT;
  for (;;) {
    ssize_t n = 0;
    if (form_ == Form::datagrams_of_anybody) {
      sender_bytes_ = sizeof sender_;
      n = recvfrom(socket_, room, room_bytes, flags, reinterpret_cast<sockaddr*>(&sender_), &sender_bytes_);
    } else {
      n = recv(socket_, room, room_bytes, flags);
    }
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EAGAIN && errno != EINTR) return 0;
  }
}

std::size_t SocketWire::receive(std::byte* room, std::size_t room_bytes) {
  if (form_ != Form::stream) return receive_some(room, room_bytes, 0);
  std::size_t got = 0;
  std::size_t wanted = sizeof(Head);
  while (got < wanted) {
    // Nothing is known of the length at first, so the first receive takes whatever is there: nearly always a
    // small message as a whole. Of the rest of a long one the kernel is told how much there is to wait for.
    std::size_t most = got < sizeof(Head) ? room_bytes : wanted - got;
    if (piece_bytes_ != 0) most = std::min(most, piece_bytes_);
    const std::size_t n = receive_some(room + got, most, got < sizeof(Head) ? 0 : MSG_WAITALL);
    if (n == 0) return 0;
    got += n;
    if (got >= sizeof(Head)) {
      std::uint32_t size_bytes = 0;
      std::memcpy(&size_bytes, room, sizeof size_bytes);
      if (size_bytes < sizeof(Head) || size_bytes > room_bytes) return 0;
      wanted = size_bytes;
    }
  }
  return got;
}

}  // namespace suite::raw
