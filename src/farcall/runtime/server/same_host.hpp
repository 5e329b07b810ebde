// Which clients of a server's sockets may move to the memory that it shares with its own machine. Source:
// docs/decisions/0020.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <farcall/message/session_message.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

class StreamPeer;

// Thread: any.
class SameHost {
 public:
  using Token = decltype(message::LocalPlace::token);
  // What is known of a client beside who it is.
  struct Known {
    Token token{};                         // what it knows the server by
    std::weak_ptr<StreamPeer> connection;  // by which it is called back
  };

  // `address`: where they bind, an abstract UNIX address.
  explicit SameHost(std::string address) : address_(std::move(address)) {}

  // The client at the other end of that connection (io/route.hpp) may come, until it is forgotten. Nowhere:
  // nobody comes any more. Errors: std::bad_alloc.
  [[nodiscard]] message::LocalPlace expect(const std::string& route, const Caller& client,
                                           const Known& known) {
    std::lock_guard lock(mutex_);
    if (is_closed_) return {};
    clients_.insert_or_assign(route, Expected{client, known});
    return {address_, known.token};
  }
  void forget(const std::string& route) noexcept {
    std::lock_guard lock(mutex_);
    clients_.erase(route);
  }
  // Nobody is there any more, and anybody may take the address.
  void close() noexcept {
    std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  // Whether a client of that user is expected.
  [[nodiscard]] bool expects(std::uint32_t uid) const noexcept {
    std::lock_guard lock(mutex_);
    return std::any_of(clients_.begin(), clients_.end(), [&](const auto& each) {
      return each.second.client.uid_is_known && each.second.client.uid == uid;
    });
  }
  // Makes of who has come with that route the one who is expected, whose calls look as they did by the
  // socket. False when nobody is, or another user or process: routes and the address can be seen by
  // everybody.
  [[nodiscard]] bool recognise(Caller& come, const std::string& route, Known& known) const {
    constexpr std::uint32_t nobody = 65'534;  // whoever has no number in this user namespace
    std::lock_guard lock(mutex_);
    const auto found = clients_.find(route);
    if (found == clients_.end()) return false;
    const Caller& expected = found->second.client;
    if (!expected.uid_is_known || expected.uid != come.uid || come.uid == nobody) return false;
    if (expected.process_is_known && (expected.pid != come.pid || come.pid == 0)) return false;
    come = expected;
    known = found->second.known;
    return true;
  }

 private:
  struct Expected {
    Caller client;
    Known known;
  };

  const std::string address_;
  mutable std::mutex mutex_;  // protects what follows
  std::unordered_map<std::string, Expected> clients_;
  bool is_closed_ = false;
};

}  // namespace farcall::inline v1::server
