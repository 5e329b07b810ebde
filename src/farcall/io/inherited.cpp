#include <farcall/io/inherited.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>

#include <farcall/base/log.hpp>

namespace farcall::inline v1::io {
namespace {

struct Item {
  int number;
  std::string name;
};

std::mutex mutex;   // protects what follows
pid_t read_by = 0;  // the process that has read its environment
std::vector<Item> items;
Descriptor ready;  // a child's, too, which may serve instead of its parent

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

Error contradiction(const std::string& why) {
  return {Code::invalid_argument, Executed::no, "inherited sockets: LISTEN_FDS=" + why, {}};
}

template <typename Number>
bool parse(std::string_view text, Number& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// The n-th of what is separated by colons.
std::string_view nth_name(std::string_view names, int n) {
  for (; n > 0; --n) {
    std::size_t colon = names.find(':');
    names = colon == std::string_view::npos ? std::string_view() : names.substr(colon + 1);
  }
  return names.substr(0, names.find(':'));
}

Result<void> read_environment() {
  pid_t owner = 0;
  if (!parse(variable("LISTEN_PID"), owner) || owner != ::getpid()) return {};  // somebody else's
  std::string text(variable("LISTEN_FDS"));
  int count = 0;
  if (!parse(text, count) || count < 0) return contradiction("'" + text + "' is not a number of descriptors");
  std::string names(variable("LISTEN_FDNAMES"));
  std::vector<Item> found;
  for (int i = 0; i < count; ++i) {
    int number = first_inherited + i;
    if (::fcntl(number, F_SETFD, FD_CLOEXEC) != 0)
      return contradiction(text + ", but descriptor " + std::to_string(number) + " is not open");
    found.push_back({number, std::string(nth_name(names, i))});
  }
  for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(name);
  auto is_ready = [](const Item& item) { return item.name == ready_name; };
  if (auto item = std::find_if(found.begin(), found.end(), is_ready); item != found.end()) {
    ready = Descriptor(item->number);
    found.erase(item);
  }
  items = std::move(found);
  return {};
}

Result<void> read_once() {
  pid_t self = ::getpid();
  if (read_by == self) return {};
  items.clear();  // of a child of fork() they are the parent's
  if (Result<void> read = read_environment(); !read) return read;
  read_by = self;
  return {};
}

int option(int descriptor, int name) noexcept {
  int value = 0;
  socklen_t size = sizeof value;
  return ::getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

bool is_bound_to(int descriptor, Address wanted, Kind kind) {
  if (option(descriptor, SO_TYPE) != type_of(kind)) return false;
  if (is_connected(kind) && option(descriptor, SO_ACCEPTCONN) != 1) return false;
  Address bound = local_address(descriptor);
  if (bound.family() != wanted.family()) return false;
  if (bound.family() != AF_UNIX && wanted.port() == 0) wanted.set_port(bound.port());
  return bound.text() == wanted.text();  // of a path the size may or may not count its end
}

}  // namespace

Result<std::optional<Inherited>> take_inherited(const Address& address, Kind kind) {
  std::lock_guard lock(mutex);
  if (Result<void> read = read_once(); !read) return std::move(read).error();
  auto found = std::find_if(items.begin(), items.end(),
                            [&](const Item& item) { return is_bound_to(item.number, address, kind); });
  if (found == items.end()) return std::optional<Inherited>();
  Inherited taken{Descriptor(found->number), found->name == owned_name};
  items.erase(found);
  int flags = ::fcntl(taken.descriptor.number(), F_GETFL);
  flags = is_connected(kind) ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
  if (::fcntl(taken.descriptor.number(), F_SETFL, flags) != 0) return system_error(errno, address.text());
  return std::optional(std::move(taken));
}

std::string inherited_in_vain() {
  std::lock_guard lock(mutex);
  if (read_by != ::getpid() || items.empty()) return {};
  std::string text = " (the sockets that this process was started with:";
  for (const Item& item : items) text.append(" ").append(local_address(item.number).text());
  return text + ")";
}

bool has_predecessor() noexcept {
  std::lock_guard lock(mutex);
  return static_cast<bool>(ready);
}

void tell_predecessor() noexcept {
  std::lock_guard lock(mutex);
  if (!ready) return;
  for (const Item& item : items) {
    if (read_by != ::getpid()) break;  // they are its parent's, who may be another one than serves
    log(LogLevel::warning, "a socket of the predecessor is closed: nobody listens there any more");
    ::close(item.number);
  }
  items.clear();
  char serves = 1;
  constexpr int attempts = 3;  // a signal, or no memory for a moment; it may be gone, too
  for (int i = 0; i < attempts; ++i)
    if (::send(ready.number(), &serves, 1, MSG_NOSIGNAL | MSG_DONTWAIT) > 0) break;
  ready = Descriptor();
}

}  // namespace farcall::inline v1::io
