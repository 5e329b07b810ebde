// Which clients of a server's sockets may move to the memory that it shares with its own machine. Source:
// docs/decisions/0020.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

// Thread: any.
class SameHost {
 public:
  // `address`: where they bind, an abstract UNIX address.
  explicit SameHost(std::string address) : address_(std::move(address)) {}

  [[nodiscard]] const std::string& address() const noexcept { return address_; }

  // The client at the other end of that connection (io/route.hpp) may come, until it is forgotten. Errors:
  // std::bad_alloc.
  void expect(const std::string& route, const Caller& client) {
    std::lock_guard lock(mutex_);
    clients_.insert_or_assign(route, client);
  }
  void forget(const std::string& route) noexcept {
    std::lock_guard lock(mutex_);
    clients_.erase(route);
  }
  // Makes of who has come with that route the one who is expected, whose calls look as they did by the socket.
  // False when nobody is, or another user or process, who can see routes and address as everybody can.
  [[nodiscard]] bool recognise(Caller& come, const std::string& route) const {
    std::lock_guard lock(mutex_);
    const auto found = clients_.find(route);
    if (found == clients_.end()) return false;
    const Caller& expected = found->second;
    if (!expected.uid_is_known || expected.uid != come.uid) return false;
    if (expected.process_is_known && expected.pid != come.pid) return false;
    come = expected;
    return true;
  }

 private:
  const std::string address_;
  mutable std::mutex mutex_;  // protects what follows
  std::unordered_map<std::string, Caller> clients_;
};

}  // namespace farcall::inline v1::server
