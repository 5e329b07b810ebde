// From an endpoint that names a place to a channel that leads there.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/runtime/service.hpp>
#include <farcall/security/auth_sys.hpp>
#include <farcall/transport/endpoint.hpp>

namespace farcall::inline v1 {
class EventLoop;
}

namespace farcall::inline v1::binding {

struct ChannelSettings {
  std::optional<SystemCredential> credential{};  // AUTH_SYS on every call; nothing: AUTH_NONE
  Limits limits{};
  bool sessions = true;       // where the server has them
  bool same_host = true;      // as of BindOptions
  EventLoop* loop = nullptr;  // of the channel's calls; null: every caller's thread carries out its own
  const std::vector<Service*>* services = nullptr;  // that the peer may call
};

// Connects to a tcp, udp, unix, lrpc or memory endpoint until `until`.
// Errors: those of bind(); executed = no.
[[nodiscard]] Result<std::unique_ptr<Channel>> open_channel(const Endpoint& endpoint,
                                                            const ChannelSettings& settings, TimePoint until);

// The same of a stream without a loop, as what it is.
[[nodiscard]] FARCALL_API Result<std::unique_ptr<client::SocketChannel>> open_stream(
    const Endpoint& endpoint, const ChannelSettings& settings, TimePoint until);

}  // namespace farcall::inline v1::binding
