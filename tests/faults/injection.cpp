#include "injection.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace faults {
namespace {

struct Function {
  const char* name;
  std::array<int, 4> errors;  // that it may have, as the manual says; 0 ends them
};

// Left out is what an error could only be simulated of by doing it: an interrupted connect() goes on.
constexpr Function functions[] = {
    {"socket", {EMFILE, ENOBUFS, ENOMEM}},
    {"connect", {ECONNREFUSED, ETIMEDOUT, ENETUNREACH}},
    {"bind", {EADDRINUSE, ENOMEM}},
    {"listen", {EADDRINUSE}},
    {"accept4", {ECONNABORTED, EMFILE, ENOMEM, EINTR}},
    {"send", {EINTR, ECONNRESET, ENOBUFS, EPIPE}},
    {"sendto", {ENOBUFS, EPERM, ENETUNREACH}},
    {"sendmsg", {EINTR, ECONNRESET, ENOBUFS, EPIPE}},
    {"recv", {EINTR, ECONNRESET, ENOMEM, ETIMEDOUT}},
    {"recvfrom", {EINTR, ENOMEM}},
    {"recvmsg", {EINTR, ENOMEM}},
    {"ppoll", {EINTR, ENOMEM}},
    {"epoll_create1", {EMFILE, ENOMEM}},
    {"epoll_ctl", {ENOMEM, ENOSPC}},
    {"epoll_wait", {EINTR}},
    {"eventfd", {EMFILE, ENOMEM}},
    {"setsockopt", {ENOMEM}},
    {"getsockname", {ENOBUFS}},
    {"getpeername", {ENOBUFS, ENOTCONN}},
    {"open", {EMFILE, ENFILE, ENOMEM}},
};
constexpr std::size_t function_count = sizeof functions / sizeof *functions;

constexpr std::uint8_t disarmed = UINT8_MAX;
std::atomic<std::uint8_t> armed_kind{disarmed};
std::atomic<Side> armed_side{Side::this_thread};
std::atomic<pthread_t> armed_by{};
std::atomic<int> left{0};
std::atomic<unsigned> armed_variant{0};
std::atomic<const char*> struck_function{nullptr};
std::atomic<int> struck_error{0};

std::array<std::atomic<int>, function_count> outages{};  // the error of each, or 0
std::array<std::atomic<int>, function_count> outage_calls{};

constexpr int place_of(std::string_view name) {
  for (std::size_t i = 0; i < function_count; ++i)
    if (name == functions[i].name) return static_cast<int>(i);
  return -1;
}

bool strikes(Kind kind) noexcept {
  if (armed_kind.load(std::memory_order_acquire) != static_cast<std::uint8_t>(kind)) return false;
  bool same = pthread_equal(pthread_self(), armed_by.load(std::memory_order_relaxed)) != 0;
  if (same != (armed_side.load(std::memory_order_relaxed) == Side::this_thread)) return false;
  return left.fetch_sub(1) == 1;
}

// Whether the call is to fail now; errno says how.
bool fails(int place) noexcept {
  auto index = static_cast<std::size_t>(place);
  if (int error = outages[index].load(std::memory_order_acquire); error != 0) {
    outage_calls[index].fetch_add(1);
    errno = error;
    return true;
  }
  if (!strikes(Kind::system_call)) return false;
  const std::array<int, 4>& errors = functions[index].errors;
  unsigned count = 0;
  while (count < errors.size() && errors[count] != 0) ++count;
  errno = errors[armed_variant.load() % count];
  struck_function = functions[index].name;
  struck_error = errno;
  return true;
}

void* allocate(std::size_t size_bytes, std::size_t alignment = alignof(std::max_align_t)) noexcept {
  if (strikes(Kind::allocation)) {
    struck_function = "operator new";
    struck_error = ENOMEM;
    return nullptr;
  }
  const std::size_t multiple = (std::max<std::size_t>(size_bytes, 1) + alignment - 1) / alignment * alignment;
  return std::aligned_alloc(alignment, multiple);  // which wants whole multiples
}

}  // namespace

Injection::Injection(Kind kind, Side side, int nth, unsigned variant) noexcept {
  struck_function = nullptr;
  armed_side = side;
  armed_by = pthread_self();
  left = nth;
  armed_variant = variant;
  armed_kind = static_cast<std::uint8_t>(kind);
}

Injection::~Injection() { armed_kind = disarmed; }

bool Injection::struck() noexcept {
  armed_kind = disarmed;
  return left.load() <= 0;
}

std::string Injection::what() {
  const char* function = struck_function;
  return function == nullptr ? "nothing" : std::string(function) + ": " + std::strerror(struck_error);
}

Outage::Outage(const char* function, int error) noexcept : place_(place_of(function)) {
  outage_calls[static_cast<std::size_t>(place_)] = 0;
  outages[static_cast<std::size_t>(place_)] = error;
}

Outage::~Outage() { outages[static_cast<std::size_t>(place_)] = 0; }

int Outage::calls() const noexcept { return outage_calls[static_cast<std::size_t>(place_)]; }

}  // namespace faults

void* operator new(std::size_t size_bytes) {
  if (void* got = faults::allocate(size_bytes)) return got;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size_bytes) { return operator new(size_bytes); }
void* operator new(std::size_t size_bytes, const std::nothrow_t&) noexcept {
  return faults::allocate(size_bytes);
}
void* operator new[](std::size_t size_bytes, const std::nothrow_t&) noexcept {
  return faults::allocate(size_bytes);
}
void* operator new(std::size_t size_bytes, std::align_val_t alignment) {
  if (void* got = faults::allocate(size_bytes, static_cast<std::size_t>(alignment))) return got;
  throw std::bad_alloc();
}
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

// What the linker calls in place of each function; __real_… is the function.
#define WRAP(result, name, failed, parameters, arguments)           \
  extern "C" result __real_##name parameters;                       \
  extern "C" result __wrap_##name parameters {                      \
    constexpr int place = faults::place_of(#name);                  \
    static_assert(place >= 0);                                      \
    return faults::fails(place) ? failed : __real_##name arguments; \
  }

WRAP(int, socket, -1, (int family, int type, int protocol), (family, type, protocol))
WRAP(int, connect, -1, (int fd, const sockaddr* to, socklen_t size), (fd, to, size))
WRAP(int, bind, -1, (int fd, const sockaddr* to, socklen_t size), (fd, to, size))
WRAP(int, listen, -1, (int fd, int backlog), (fd, backlog))
WRAP(int, accept4, -1, (int fd, sockaddr* from, socklen_t* size, int flags), (fd, from, size, flags))
WRAP(ssize_t, send, -1, (int fd, const void* bytes, std::size_t size, int flags), (fd, bytes, size, flags))
WRAP(ssize_t, sendto, -1,
     (int fd, const void* bytes, std::size_t size, int flags, const sockaddr* to, socklen_t to_size),
     (fd, bytes, size, flags, to, to_size))
WRAP(ssize_t, sendmsg, -1, (int fd, const msghdr* message, int flags), (fd, message, flags))
WRAP(ssize_t, recv, -1, (int fd, void* bytes, std::size_t size, int flags), (fd, bytes, size, flags))
WRAP(ssize_t, recvfrom, -1,
     (int fd, void* bytes, std::size_t size, int flags, sockaddr* from, socklen_t* from_size),
     (fd, bytes, size, flags, from, from_size))
WRAP(ssize_t, recvmsg, -1, (int fd, msghdr* message, int flags), (fd, message, flags))
WRAP(int, ppoll, -1, (pollfd * fds, nfds_t count, const timespec* wait, const sigset_t* mask),
     (fds, count, wait, mask))
WRAP(int, epoll_create1, -1, (int flags), (flags))
WRAP(int, epoll_ctl, -1, (int fd, int operation, int other, epoll_event* event),
     (fd, operation, other, event))
WRAP(int, epoll_wait, -1, (int fd, epoll_event* events, int most, int wait), (fd, events, most, wait))
WRAP(int, eventfd, -1, (unsigned value, int flags), (value, flags))
WRAP(int, setsockopt, -1, (int fd, int level, int option, const void* value, socklen_t size),
     (fd, level, option, value, size))
WRAP(int, getsockname, -1, (int fd, sockaddr* address, socklen_t* size), (fd, address, size))
WRAP(int, getpeername, -1, (int fd, sockaddr* address, socklen_t* size), (fd, address, size))

extern "C" int __real_open(const char* path, int flags, ...);
extern "C" int __wrap_open(const char* path, int flags, ...) {
  if (faults::fails(faults::place_of("open"))) return -1;
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  return __real_open(path, flags, mode);
}

extern "C" void* __real_realloc(void* memory, std::size_t size_bytes);
extern "C" void* __wrap_realloc(void* memory, std::size_t size_bytes) {
  if (!faults::strikes(faults::Kind::allocation)) return __real_realloc(memory, size_bytes);
  faults::struck_function = "realloc";
  faults::struck_error = errno = ENOMEM;
  return nullptr;
}
