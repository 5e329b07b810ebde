// What the linker calls in place of the C library's functions on files: those that were opened in a
// simulation are its own, and all others are the system's.
#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <memory>
#include <span>

#include <linux/sockios.h>
#include <poll.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <farcall/io/waiter.hpp>

#include "network.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;

// The network, when it is a simulated process that asks for something new.
Network* simulated() noexcept {
  return Scheduler::current() != nullptr && Scheduler::current()->in_fiber() ? Network::current() : nullptr;
}

bool is_ours(int number) noexcept {
  return Network::current() != nullptr && number >= Network::first_descriptor;
}

int outcome(int error) noexcept {
  if (error == 0) return 0;
  errno = error;
  return -1;
}

ssize_t outcome_of_transfer(long moved) noexcept {
  if (moved >= 0) return moved;
  errno = static_cast<int>(-moved);
  return -1;
}

template <typename T>
std::shared_ptr<T> begin(int number) {
  Network& network = *Network::current();
  network.scheduler().step();
  std::shared_ptr<T> found = network.find<T>(number);
  if (!found) network.misused(number);
  errno = EBADF;
  return found;
}

TimePoint time_of(const timespec* wait) {
  if (wait == nullptr) return farcall::never;
  return Network::current()->scheduler().from_now(std::chrono::seconds(wait->tv_sec) +
                                                  std::chrono::nanoseconds(wait->tv_nsec));
}

void write_address(const Address& address, sockaddr* to, socklen_t* size) noexcept {
  if (to == nullptr) return;
  std::memcpy(to, address.get(), std::min(*size, address.size_bytes()));
  *size = address.size_bytes();
}

ssize_t receive(int number, std::span<std::byte> room, int flags, sockaddr* from, socklen_t* from_size) {
  std::shared_ptr<Socket> socket = begin<Socket>(number);
  if (!socket) return -1;
  Network& network = *Network::current();
  const Duration wait = socket->receive_timeout;
  const bool waits = (flags & MSG_DONTWAIT) == 0 && !socket->is_non_blocking;
  const TimePoint until = wait == Duration::zero() ? farcall::never : network.scheduler().from_now(wait);
  Address sender;
  long got = 0;
  (void)network.await(socket.get(), waits ? until : farcall::io::at_once, [&] {
    got = network.receive(*socket, room, (flags & MSG_PEEK) != 0, &sender);
    return got != -EAGAIN || !waits;
  });
  write_address(sender, from, from_size);
  return outcome_of_transfer(got);
}

ssize_t send(int number, std::span<const iovec> pieces, const Address* to) {
  std::shared_ptr<Socket> socket = begin<Socket>(number);
  return socket ? outcome_of_transfer(Network::current()->send(*socket, pieces, to)) : -1;
}

std::uint32_t epoll_events(short ready, std::uint32_t wanted) noexcept {
  const std::uint32_t always = EPOLLERR | EPOLLHUP;
  return static_cast<std::uint32_t>(ready) & (wanted | always);
}

int poll_ready(Poll& poll, std::span<epoll_event> found) {
  int count = 0;
  for (const auto& [number, each] : poll.watched) {
    const std::uint32_t events = epoll_events(each.file->ready(), each.event.events);
    if (events == 0 || static_cast<std::size_t>(count) == found.size()) continue;
    found[static_cast<std::size_t>(count)] = each.event;
    found[static_cast<std::size_t>(count++)].events = events;
  }
  return count;
}

int control(int poll_number, int operation, int number, const epoll_event* event) {
  std::shared_ptr<Poll> poll = begin<Poll>(poll_number);
  std::shared_ptr<File> file = Network::current()->file(number);
  if (!poll || !file) return -1;
  const bool is_watched = poll->watched.contains(number);
  if (operation == EPOLL_CTL_ADD && is_watched) return outcome(EEXIST);
  if (operation != EPOLL_CTL_ADD && !is_watched) return outcome(ENOENT);
  if (operation == EPOLL_CTL_DEL) {
    poll->watched.erase(number);
    std::erase(file->polled_by, poll.get());
    return 0;
  }
  if (!is_watched) file->polled_by.push_back(poll.get());
  poll->watched[number] = {file.get(), *event};
  Network::current()->scheduler().wake(poll.get());
  return 0;
}

int wait_for_events(int number, std::span<epoll_event> found, int wait_ms) {
  std::shared_ptr<Poll> poll = begin<Poll>(number);
  if (!poll) return -1;
  Network& network = *Network::current();
  TimePoint until = farcall::never;
  if (wait_ms >= 0) until = network.scheduler().from_now(std::chrono::milliseconds(wait_ms));
  int count = poll_ready(*poll, found);
  if (count > 0 || wait_ms == 0) return count;
  (void)network.await(poll.get(), until, [&] { return (count = poll_ready(*poll, found)) > 0; });
  return count;
}

int set_option(int number, int level, int option, const void* value) {
  std::shared_ptr<Socket> socket = begin<Socket>(number);
  if (!socket) return -1;
  if (level != SOL_SOCKET || (option != SO_RCVTIMEO && option != SO_SNDTIMEO)) return 0;
  timeval time{};
  std::memcpy(&time, value, sizeof time);
  (option == SO_RCVTIMEO ? socket->receive_timeout : socket->send_timeout) =
      std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
  return 0;
}

int get_option(int number, int level, int option, void* value) {
  std::shared_ptr<Socket> socket = begin<Socket>(number);
  if (!socket) return -1;
  if (level != SOL_SOCKET || (option != SO_ERROR && option != SO_DOMAIN)) return outcome(ENOPROTOOPT);
  const int domain = socket->is_local ? AF_UNIX : AF_INET;
  const int found = option == SO_DOMAIN ? domain : std::exchange(socket->error, 0);
  std::memcpy(value, &found, sizeof found);
  return 0;
}

}  // namespace
}  // namespace simulation

using namespace simulation;

// `__real_NAME` is the C library's.
#define REAL(result, name, parameters) extern "C" result __real_##name parameters
#define WRAP(result, name, parameters) \
  REAL(result, name, parameters);      \
  extern "C" result __wrap_##name parameters

WRAP(int, socket, (int family, int type, int protocol)) {
  Network* network = simulated();
  if (network == nullptr) return __real_socket(family, type, protocol);
  network->scheduler().step();
  auto socket = network->open<Socket>();
  socket->is_local = family == AF_UNIX;
  socket->is_stream = (type & SOCK_STREAM) == SOCK_STREAM && (type & SOCK_DGRAM) != SOCK_DGRAM;
  socket->is_non_blocking = (type & SOCK_NONBLOCK) != 0;
  return socket->number;
}

WRAP(int, bind, (int fd, const sockaddr* to, socklen_t size)) {
  if (!is_ours(fd)) return __real_bind(fd, to, size);
  std::shared_ptr<Socket> socket = begin<Socket>(fd);
  return socket ? outcome(Network::current()->bind(socket, Address::from(to, size))) : -1;
}

WRAP(int, listen, (int fd, int backlog)) {
  if (!is_ours(fd)) return __real_listen(fd, backlog);
  std::shared_ptr<Socket> socket = begin<Socket>(fd);
  if (!socket) return -1;
  socket->state = Socket::State::listening;
  socket->backlog_limit = static_cast<std::size_t>(backlog);
  return 0;
}

WRAP(int, connect, (int fd, const sockaddr* to, socklen_t size)) {
  if (!is_ours(fd)) return __real_connect(fd, to, size);
  std::shared_ptr<Socket> socket = begin<Socket>(fd);
  return socket ? outcome(Network::current()->connect(socket, Address::from(to, size))) : -1;
}

WRAP(int, accept4, (int fd, sockaddr* from, socklen_t* size, int flags)) {
  if (!is_ours(fd)) return __real_accept4(fd, from, size, flags);
  std::shared_ptr<Socket> listener = begin<Socket>(fd);
  if (!listener) return -1;
  std::shared_ptr<Socket> accepted = Network::current()->accept(*listener);
  if (!accepted) return outcome(EAGAIN);
  write_address(accepted->peer, from, size);
  return accepted->number;
}

WRAP(ssize_t, send, (int fd, const void* bytes, std::size_t size, int flags)) {
  if (!is_ours(fd)) return __real_send(fd, bytes, size, flags);
  const iovec piece{const_cast<void*>(bytes), size};
  return simulation::send(fd, {&piece, 1}, nullptr);
}

WRAP(ssize_t, sendto,
     (int fd, const void* bytes, std::size_t size, int flags, const sockaddr* to, socklen_t to_size)) {
  if (!is_ours(fd)) return __real_sendto(fd, bytes, size, flags, to, to_size);
  const iovec piece{const_cast<void*>(bytes), size};
  const Address address = Address::from(to, to_size);
  return simulation::send(fd, {&piece, 1}, &address);
}

WRAP(ssize_t, sendmsg, (int fd, const msghdr* message, int flags)) {
  if (!is_ours(fd)) return __real_sendmsg(fd, message, flags);
  Address address;
  if (message->msg_name != nullptr)
    address = Address::from(static_cast<const sockaddr*>(message->msg_name), message->msg_namelen);
  return simulation::send(fd, {message->msg_iov, message->msg_iovlen},
                          message->msg_name != nullptr ? &address : nullptr);
}

WRAP(ssize_t, recv, (int fd, void* bytes, std::size_t size, int flags)) {
  if (!is_ours(fd)) return __real_recv(fd, bytes, size, flags);
  return receive(fd, {static_cast<std::byte*>(bytes), size}, flags, nullptr, nullptr);
}

WRAP(ssize_t, recvfrom,
     (int fd, void* bytes, std::size_t size, int flags, sockaddr* from, socklen_t* from_size)) {
  if (!is_ours(fd)) return __real_recvfrom(fd, bytes, size, flags, from, from_size);
  return receive(fd, {static_cast<std::byte*>(bytes), size}, flags, from, from_size);
}

WRAP(int, shutdown, (int fd, int how)) {
  if (!is_ours(fd)) return __real_shutdown(fd, how);
  std::shared_ptr<Socket> socket = begin<Socket>(fd);
  return socket ? outcome(Network::current()->shut_down(*socket, how)) : -1;
}

WRAP(int, getsockname, (int fd, sockaddr* address, socklen_t* size)) {
  if (!is_ours(fd)) return __real_getsockname(fd, address, size);
  std::shared_ptr<Socket> socket = begin<Socket>(fd);
  if (!socket) return -1;
  write_address(socket->local, address, size);
  return 0;
}

WRAP(int, setsockopt, (int fd, int level, int option, const void* value, socklen_t size)) {
  if (!is_ours(fd)) return __real_setsockopt(fd, level, option, value, size);
  return set_option(fd, level, option, value);
}

WRAP(int, getsockopt, (int fd, int level, int option, void* value, socklen_t* size)) {
  if (!is_ours(fd)) return __real_getsockopt(fd, level, option, value, size);
  return get_option(fd, level, option, value);
}

// Of a socket it is SIOCOUTQ.
REAL(int, ioctl, (int fd, unsigned long request, ...));
extern "C" int __wrap_ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  int* const value = va_arg(rest, int*);
  va_end(rest);
  if (!is_ours(fd)) return __real_ioctl(fd, request, value);
  std::shared_ptr<Socket> socket = begin<Socket>(fd);
  if (!socket) return -1;
  if (request != SIOCOUTQ) return outcome(EINVAL);
  *value = static_cast<int>(socket->unacknowledged_bytes());
  return 0;
}

WRAP(int, ppoll, (pollfd * fds, nfds_t count, const timespec* wait, const sigset_t* mask)) {
  if (count != 1 || !is_ours(fds->fd)) return __real_ppoll(fds, count, wait, mask);
  std::shared_ptr<Socket> socket = begin<Socket>(fds->fd);
  if (!socket) return -1;
  auto look = [&] {
    fds->revents = static_cast<short>(socket->ready() & (fds->events | POLLERR | POLLHUP));
    return fds->revents != 0;
  };
  return Network::current()->await(socket.get(), time_of(wait), look) ? 1 : 0;
}

WRAP(int, epoll_create1, (int flags)) {
  Network* network = simulated();
  return network == nullptr ? __real_epoll_create1(flags) : network->open<Poll>()->number;
}

WRAP(int, epoll_ctl, (int fd, int operation, int other, epoll_event* event)) {
  if (!is_ours(fd)) return __real_epoll_ctl(fd, operation, other, event);
  return control(fd, operation, other, event);
}

WRAP(int, epoll_wait, (int fd, epoll_event* events, int most, int wait)) {
  if (!is_ours(fd)) return __real_epoll_wait(fd, events, most, wait);
  return wait_for_events(fd, {events, static_cast<std::size_t>(most)}, wait);
}

WRAP(int, eventfd, (unsigned value, int flags)) {
  Network* network = simulated();
  if (network == nullptr) return __real_eventfd(value, flags);
  auto file = network->open<EventFile>();
  file->count = value;
  return file->number;
}

WRAP(ssize_t, write, (int fd, const void* bytes, std::size_t size)) {
  if (!is_ours(fd)) return __real_write(fd, bytes, size);
  // Also from outside of fibers: as a signal handler would.
  auto file = Network::current()->find<EventFile>(fd);
  if (!file) return Network::current()->misused(fd), outcome(EBADF);
  std::uint64_t more = 0;
  std::memcpy(&more, bytes, sizeof more);
  file->count += more;
  Network::current()->notify(*file);
  return static_cast<ssize_t>(size);
}

WRAP(ssize_t, read, (int fd, void* bytes, std::size_t size)) {
  if (!is_ours(fd)) return __real_read(fd, bytes, size);
  std::shared_ptr<EventFile> file = begin<EventFile>(fd);
  if (!file) return -1;
  if (file->count == 0) return outcome(EAGAIN);
  std::memcpy(bytes, &file->count, sizeof file->count);
  file->count = 0;
  return static_cast<ssize_t>(size);
}

WRAP(int, close, (int fd)) {
  if (!is_ours(fd)) return __real_close(fd);
  const int error = Network::current()->close(fd);
  if (error != 0) Network::current()->misused(fd);
  return outcome(error);
}
