#include <farcall/io/socket.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <farcall/io/spinner.hpp>

namespace farcall::inline v1::io {
namespace {

class SystemSocket final : public Socket {
 public:
  SystemSocket(Descriptor descriptor, Duration spin) noexcept
      : descriptor_(std::move(descriptor)), spinner_(spin) {}
  SystemSocket(const SystemSocket&) = delete;
  SystemSocket& operator=(const SystemSocket&) = delete;
  ~SystemSocket() override { take_copied(); }  // to the peer it would be a reset

  Transfer send(std::span<const iovec> pieces) noexcept override {
    ssize_t sent;
    do {
      sent = pieces.size() == 1 ? ::send(descriptor_.number(), pieces[0].iov_base, pieces[0].iov_len,
                                         MSG_NOSIGNAL | MSG_DONTWAIT)
                                : send_pieces(pieces);
    } while (sent < 0 && errno == EINTR);
    if (sent >= 0) return {Transfer::State::moved, 0, static_cast<std::size_t>(sent)};
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {};
    return {Transfer::State::failed, errno, 0};
  }

  Transfer receive(std::span<std::byte> room, TimePoint until) noexcept override {
    if (copied_bytes_ > 0) take_copied();
    if (copied_bytes_ > 0) return {Transfer::State::failed, EIO, 0};  // rather than to give them out twice
    Transfer found;
    auto look = [&] {
      found = timeout_.receive(descriptor_.number(), room, at_once);
      return found.state != Transfer::State::not_ready;
    };
    if (until != at_once && spinner_.find(look)) return found;
    return timeout_.receive(descriptor_.number(), room, until);
  }

  Transfer receive_quietly(std::span<std::byte> room, TimePoint until) noexcept override {
    if (copied_bytes_ > 0) take_copied();
    if (copied_bytes_ > 0 || !is_unix()) return receive(room, until);
    const std::span<std::byte> start = room.first(std::min(room.size(), most_copied_bytes + 1));
    const Transfer copied = timeout_.receive(descriptor_.number(), start, until, MSG_PEEK);
    if (copied.size_bytes > most_copied_bytes) return receive(room, at_once);
    copied_bytes_ = copied.size_bytes;
    return copied;
  }

  void take_copied() noexcept override {
    std::array<std::byte, most_copied_bytes> waste;
    while (copied_bytes_ > 0) {
      const ssize_t taken = ::recv(descriptor_.number(), waste.data(), copied_bytes_, MSG_DONTWAIT);
      if (taken < 0 && errno == EINTR) continue;
      if (taken <= 0) return;
      copied_bytes_ -= static_cast<std::size_t>(taken);
    }
  }

  Ready wait_writable(bool or_readable, TimePoint until) noexcept override {
    auto events = static_cast<short>(POLLOUT | (or_readable ? POLLIN : 0));
    short found = wait_ready(descriptor_.number(), events, until);
    if (found == 0) return Ready::neither;
    // Reading first: the peer may wait for us to take its replies before it takes our calls.
    return (found & POLLIN) != 0 ? Ready::readable : Ready::writable;
  }

  bool is_closed_by_peer() noexcept override {
    char byte = 0;
    ssize_t got = ::recv(descriptor_.number(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
  }

  void shut() noexcept override { ::shutdown(descriptor_.number(), SHUT_RDWR); }
  int descriptor() const noexcept override { return descriptor_.number(); }

 private:
  ssize_t send_pieces(std::span<const iovec> pieces) const noexcept {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = pieces.size();
    return ::sendmsg(descriptor_.number(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  }

  bool is_unix() noexcept {
    if (domain_ == AF_UNSPEC) {
      socklen_t size = sizeof domain_;
      ::getsockopt(descriptor_.number(), SOL_SOCKET, SO_DOMAIN, &domain_, &size);
    }
    return domain_ == AF_UNIX;
  }

  static constexpr std::size_t most_copied_bytes = 512;

  Descriptor descriptor_;
  ReceiveTimeout timeout_;
  Spinner spinner_;
  int domain_ = AF_UNSPEC;  // as long as nobody has asked
  std::size_t copied_bytes_ = 0;
};

Error connect_timeout(const std::string& name) {
  return {Code::deadline_exceeded, Executed::no, name + ": no connection within the deadline"};
}

// After a connect that was interrupted, or that the send timeout ended: the kernel goes on with it.
Result<void> finish_connect(int descriptor, TimePoint until, const std::string& name) {
  if (wait_ready(descriptor, POLLOUT, until) == 0) return connect_timeout(name);
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return system_error(error, name);
  return {};
}

void set_send_timeout(int descriptor, Duration wait) noexcept {
  auto whole = std::chrono::duration_cast<std::chrono::microseconds>(wait);
  timeval value{whole.count() / 1'000'000, whole.count() % 1'000'000};
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &value, sizeof value);
}

Result<Descriptor> open_socket(const Address& address, Kind kind, int flags, const std::string& name) {
  Descriptor descriptor(::socket(address.family(), type_of(kind) | SOCK_CLOEXEC | flags, 0));
  if (!descriptor) return system_error(errno, name);
  return descriptor;
}

// A socket file whose server is gone would make every later bind fail.
void remove_stale_path(const Address& address, Kind kind) {
  std::string path = address.host();
  struct stat found {};
  if (path.empty() || path[0] == '@' || ::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode))
    return;
  Descriptor probe(::socket(AF_UNIX, type_of(kind) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (probe && ::connect(probe.number(), address.get(), address.size_bytes()) != 0 && errno == ECONNREFUSED)
    ::unlink(path.c_str());
}

}  // namespace

Socket::~Socket() = default;

int type_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::stream: return SOCK_STREAM;
    case Kind::packets: return SOCK_SEQPACKET;
    case Kind::datagram: break;
  }
  return SOCK_DGRAM;
}

std::unique_ptr<Socket> make_socket(Descriptor descriptor, Duration spin) {
  return std::make_unique<SystemSocket>(std::move(descriptor), spin);
}

void prepare_stream(int descriptor, const Address& peer) noexcept {
  int on = 1;
  if (peer.family() != AF_UNIX) ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!peer.is_loopback()) return;
  // The 208 KiB of a UNIX socket make a message of 1 MiB wait for its reader five times over.
  int size_bytes = 1 << 20;
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size_bytes, sizeof size_bytes);
  // Within a machine there is no bottleneck to probe for. Where BBR is the system's choice it would pace long
  // messages by a bandwidth that it guesses anew for each connection: 1 MiB takes 290 or 480 microseconds, by
  // chance. Every kernel has Reno, and lets every process choose it.
  constexpr char reno[] = "reno";
  if (peer.family() != AF_UNIX) ::setsockopt(descriptor, IPPROTO_TCP, TCP_CONGESTION, reno, sizeof reno - 1);
}

Result<Descriptor> connect(const Address& address, Kind kind, TimePoint until, const std::string& name) {
  Result<Descriptor> opened = open_socket(address, kind, 0, name);
  if (!opened) return opened;
  int descriptor = opened->number();
  if (kind == Kind::stream) prepare_stream(descriptor, address);
  int connected = 0;
  do {
    if (until != never) {
      // SO_SNDTIMEO bounds a blocking connect, also that of a UNIX socket whose backlog is full.
      Duration wait = time_left(until, steady_clock().now());
      if (wait <= Duration::zero()) return connect_timeout(name);
      set_send_timeout(descriptor, std::max(wait, Duration(std::chrono::milliseconds(1))));
    }
    connected = ::connect(descriptor, address.get(), address.size_bytes());
  } while (connected != 0 && errno == EINTR && address.family() == AF_UNIX);  // the kernel goes on with none
  if (connected != 0) {
    if (errno == EAGAIN) return connect_timeout(name);
    if (errno != EINTR && errno != EINPROGRESS) return system_error(errno, name);
    if (Result<void> done = finish_connect(descriptor, until, name); !done) return std::move(done).error();
  }
  set_send_timeout(descriptor, Duration::zero());
  return opened;
}

Result<Descriptor> listen(const Address& address, Kind kind, const std::string& name) {
  // Who accepts has polled before, and somebody else may have been faster; who receives datagrams waits for
  // them.
  Result<Descriptor> opened = open_socket(address, kind, is_connected(kind) ? SOCK_NONBLOCK : 0, name);
  if (!opened) return opened;
  int descriptor = opened->number();
  int on = 1;
  if (address.family() == AF_UNIX) {
    remove_stale_path(address, kind);
  } else if (kind == Kind::stream) {
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  }
  // One endpoint, one family: [::] does not take the IPv4 port as well.
  if (address.family() == AF_INET6) ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (::bind(descriptor, address.get(), address.size_bytes()) != 0) return system_error(errno, name);
  if (is_connected(kind) && ::listen(descriptor, SOMAXCONN) != 0) {
    Error error = system_error(errno, name);
    if (address.family() == AF_UNIX) remove_stale_path(address, kind);
    return error;
  }
  return opened;
}

Address local_address(int descriptor) noexcept {
  Address address;
  address.clear();
  if (::getsockname(descriptor, address.get(), address.size()) != 0) return {};
  return address;
}

Address peer_address(int descriptor) noexcept {
  Address address;
  address.clear();
  if (::getpeername(descriptor, address.get(), address.size()) != 0) return {};
  return address;
}

std::size_t unacknowledged_bytes(int descriptor) noexcept {
  int bytes = 0;
  return ::ioctl(descriptor, SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

Error system_error(int number, const std::string& name, Executed executed) {
  Code code = Code::io_error;
  switch (number) {
    case ECONNREFUSED:
    case ENOENT: code = Code::connection_refused; break;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EADDRNOTAVAIL:
    case EHOSTDOWN: code = Code::unreachable; break;
    case ETIMEDOUT: code = Code::unreachable; break;
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED: code = Code::connection_lost; break;
    case EACCES:
    case EPERM: code = Code::permission_denied; break;
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOBUFS: code = Code::resource_exhausted; break;
    default: break;
  }
  char text[128];
  try {
    return {code, executed, name + ": " + ::strerror_r(number, text, sizeof text)};
  } catch (const std::bad_alloc&) {
    return {code, executed, "system error"};  // the code matters more than the words
  }
}

}  // namespace farcall::inline v1::io
