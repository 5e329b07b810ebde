#include <farcall/transport/resolve.hpp>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

#include <netdb.h>

#include <farcall/base/one_of_a_process.hpp>

namespace farcall::inline v1::transport {
namespace {

using Addresses = std::vector<io::Address>;

Error failure(Code code, const Endpoint& endpoint, const std::string& why) {
  return {code, Executed::no, endpoint.text() + ": " + why, {}};
}

// Shared with a thread that may outlive those who asked.
struct Lookup {
  std::string host;
  std::mutex mutex;
  std::condition_variable done;
  std::optional<int> error;
  Addresses found;
};

// Who asks for a name that is being looked up waits for that: a resolver that hangs would get a thread for
// each who tries again.
struct Lookups {
  std::mutex mutex;
  std::map<std::string, std::weak_ptr<Lookup>> running;
};

void look_up(Lookup& lookup) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  int error = ::getaddrinfo(lookup.host.c_str(), nullptr, &hints, &list);
  std::lock_guard lock(lookup.mutex);
  try {
    for (addrinfo* each = list; each != nullptr; each = each->ai_next)
      lookup.found.push_back(io::Address::from(each->ai_addr, each->ai_addrlen));
  } catch (const std::bad_alloc&) {
    error = EAI_MEMORY;
  }
  if (list != nullptr) ::freeaddrinfo(list);
  lookup.error = error;
  lookup.done.notify_all();
}

// Errors: std::system_error, where there is no thread; std::bad_alloc.
std::shared_ptr<Lookup> begin_look_up(Lookups& all, const std::string& host) {
  std::lock_guard lock(all.mutex);
  std::weak_ptr<Lookup>& known = all.running[host];
  if (std::shared_ptr<Lookup> running = known.lock()) return running;
  auto lookup = std::make_shared<Lookup>();
  lookup->host = host;
  std::thread([lookup, &all] {
    look_up(*lookup);
    std::lock_guard ended(all.mutex);
    all.running.erase(lookup->host);
  }).detach();
  known = lookup;
  return lookup;
}

Result<Addresses> look_up_by(const Endpoint& endpoint, TimePoint until) {
  Result<Lookups*> all = one_of_a_process<Lookups>(
      []() -> Result<std::unique_ptr<Lookups>> { return std::make_unique<Lookups>(); });
  if (!all) return std::move(all).error();
  std::shared_ptr<Lookup> lookup;
  try {
    lookup = begin_look_up(**all, endpoint.host);
  } catch (const std::system_error&) {
    return failure(Code::resource_exhausted, endpoint, "no thread for the name look-up");
  }
  std::unique_lock lock(lookup->mutex);
  auto is_done = [&] { return lookup->error.has_value(); };
  if (until == never) {
    lookup->done.wait(lock, is_done);
  } else if (!lookup->done.wait_until(lock, until, is_done)) {
    return failure(Code::deadline_exceeded, endpoint, "the name was not found within the deadline");
  }
  if (*lookup->error != 0)
    return failure(*lookup->error == EAI_MEMORY ? Code::resource_exhausted : Code::name_not_found, endpoint,
                   ::gai_strerror(*lookup->error));
  return lookup->found;
}

}  // namespace

Result<Addresses> resolve(const Endpoint& endpoint, TimePoint until) {
  if (endpoint.scheme == "unix" || endpoint.scheme == "lrpc") {
    std::optional<io::Address> address = io::Address::unix_path(endpoint.path);
    if (!address) return failure(Code::bad_endpoint, endpoint, "the path does not fit a UNIX socket");
    return Addresses{*address};
  }
  std::uint16_t port = endpoint.port.value_or(0);
  if (std::optional<io::Address> address = io::Address::numeric(endpoint.host, port))
    return Addresses{*address};
  Result<Addresses> found = look_up_by(endpoint, until);
  if (found)
    for (io::Address& address : *found) address.set_port(port);
  return found;
}

}  // namespace farcall::inline v1::transport
