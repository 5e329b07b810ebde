// A connection that is there, and cannot be made again.
#pragma once

#include <memory>
#include <utility>

#include <farcall/runtime/client/socket_channel.hpp>

namespace farcall::client {

class OneSocket final : public Connector {
 public:
  explicit OneSocket(std::unique_ptr<io::Socket> socket) : socket_(std::move(socket)) {}
  Result<std::unique_ptr<io::Socket>> connect(TimePoint) override {
    if (socket_) return std::move(socket_);
    return Error{Code::connection_refused, Executed::no, "only one", {}};
  }

 private:
  std::unique_ptr<io::Socket> socket_;
};

}  // namespace farcall::client
