#include "failpoint.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstddef>

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace processes {
namespace {

Shared* watched = nullptr;
std::atomic<bool> has_part{false};
// By its descriptor, a socket whose bytes were copied and are still to be taken.
std::array<std::atomic<bool>, 4096> is_copied{};

[[noreturn]] void die(Point point) noexcept {
  watched->struck[static_cast<std::size_t>(point)].fetch_add(1);
  for (;;) ::kill(::getpid(), SIGKILL);
}

// Whether this pass is the one.
bool strikes(Point point) noexcept {
  return watched != nullptr && watched->armed.load(std::memory_order_acquire) == point &&
         watched->left.fetch_sub(1) == 1;
}

}  // namespace

void watch_points(Shared& shared) noexcept { watched = &shared; }

void pass(Point point) noexcept {
  if (watched != nullptr) watched->passed[static_cast<std::size_t>(point)].fetch_add(1);
  if (strikes(point)) die(point);
}

}  // namespace processes

// What the linker calls in place of each function; __real_… is the function.
using processes::Point;

extern "C" {

int __real_accept4(int fd, sockaddr* from, socklen_t* size, int flags);
int __wrap_accept4(int fd, sockaddr* from, socklen_t* size, int flags) {
  int accepted = __real_accept4(fd, from, size, flags);
  if (accepted >= 0) processes::pass(Point::accepted);
  return accepted;
}

ssize_t __real_recv(int fd, void* bytes, std::size_t size, int flags);
ssize_t __wrap_recv(int fd, void* bytes, std::size_t size, int flags) {
  // Of what is dropped here nothing is missed: the next read is not reached.
  constexpr ssize_t part_bytes = 50;
  if (processes::has_part) processes::die(Point::received_part);
  ssize_t got = __real_recv(fd, bytes, size, flags);
  const bool peeks = (flags & MSG_PEEK) != 0;
  if (got <= 0 || (peeks && size == 1)) return got;  // one byte: it asks whether the peer has gone
  // What is copied has been received, and not again when it is taken.
  if (processes::is_copied.at(static_cast<std::size_t>(fd)).exchange(peeks)) return got;
  processes::pass(Point::received);
  if (got <= part_bytes || !processes::strikes(Point::received_part)) return got;
  processes::has_part = true;
  return part_bytes;
}

ssize_t __real_recvfrom(int fd, void* bytes, std::size_t size, int flags, sockaddr* from,
                        socklen_t* from_size);
ssize_t __wrap_recvfrom(int fd, void* bytes, std::size_t size, int flags, sockaddr* from,
                        socklen_t* from_size) {
  ssize_t got = __real_recvfrom(fd, bytes, size, flags, from, from_size);
  if (got > 0) processes::pass(Point::received);
  return got;
}

ssize_t __real_send(int fd, const void* bytes, std::size_t size, int flags);
ssize_t __wrap_send(int fd, const void* bytes, std::size_t size, int flags) {
  processes::pass(Point::before_send);
  if (processes::strikes(Point::sent_part)) {
    (void)__real_send(fd, bytes, std::max<std::size_t>(size / 2, 1), flags);
    processes::die(Point::sent_part);
  }
  ssize_t sent = __real_send(fd, bytes, size, flags);
  processes::pass(Point::sent);
  return sent;
}

ssize_t __real_sendto(int fd, const void* bytes, std::size_t size, int flags, const sockaddr* to,
                      socklen_t to_size);
ssize_t __wrap_sendto(int fd, const void* bytes, std::size_t size, int flags, const sockaddr* to,
                      socklen_t to_size) {
  processes::pass(Point::before_send);
  ssize_t sent = __real_sendto(fd, bytes, size, flags, to, to_size);
  processes::pass(Point::sent);
  return sent;
}

ssize_t __real_sendmsg(int fd, const msghdr* message, int flags);
ssize_t __wrap_sendmsg(int fd, const msghdr* message, int flags) {
  processes::pass(Point::before_send);
  if (message->msg_name == nullptr && processes::strikes(Point::sent_part)) {
    const iovec& first = message->msg_iov[0];
    (void)__real_send(fd, first.iov_base, std::max<std::size_t>(first.iov_len / 2, 1), flags);
    processes::die(Point::sent_part);
  }
  ssize_t sent = __real_sendmsg(fd, message, flags);
  processes::pass(Point::sent);
  return sent;
}
}
