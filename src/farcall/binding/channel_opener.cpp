#include <farcall/binding/channel_opener.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <farcall/io/socket.hpp>
#include <farcall/lrpc/rendezvous.hpp>
#include <farcall/message/auth.hpp>
#include <farcall/runtime/client/callee.hpp>
#include <farcall/runtime/client/loop_channel.hpp>
#include <farcall/runtime/client/lrpc_channel.hpp>
#include <farcall/runtime/client/lrpc_loop_channel.hpp>
#include <farcall/runtime/client/same_host_channel.hpp>
#include <farcall/runtime/client/same_host_loop_channel.hpp>
#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/runtime/event_loop.hpp>
#include <farcall/runtime/memory_channel.hpp>
#include <farcall/transport/resolve.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::binding {
namespace {

// Connects to the first address of an endpoint that answers; names are looked up anew each time. One that is
// silent leaves time for the others. Of datagrams nobody answers yet: where a connection is lost the next one
// goes to the next address.
class EndpointConnector final : public client::Connector {
 public:
  EndpointConnector(Endpoint endpoint, io::Kind kind, Duration spin)
      : endpoint_(std::move(endpoint)), kind_(kind), spin_(spin) {}

  Result<std::unique_ptr<io::Socket>> connect(TimePoint until) override {
    Result<std::vector<io::Address>> addresses = transport::resolve(endpoint_, until);
    if (!addresses) return std::move(addresses).error();
    const std::size_t count = addresses->size();
    const std::size_t first = kind_ == io::Kind::datagram ? tries_.fetch_add(1) : 0;
    Error last;
    for (std::size_t i = 0; i < count; ++i) {
      const TimePoint now = steady_clock().now();
      const auto others = static_cast<Duration::rep>(count - i);
      const TimePoint its_own =
          others == 1 ? until : std::min(until, now + std::min(longest, (until - now) / others));
      Result<io::Descriptor> descriptor =
          io::connect((*addresses)[(first + i) % count], kind_, its_own, endpoint_.text());
      if (descriptor) return io::make_socket(std::move(*descriptor), spin_);
      last = std::move(descriptor).error();
    }
    return last;
  }

 private:
  static constexpr Duration longest = std::chrono::seconds(2);  // of one while there are others

  const Endpoint endpoint_;
  const io::Kind kind_;
  const Duration spin_;
  std::atomic<std::size_t> tries_{0};
};

// Is given a stream by an LRPC endpoint, to be called back by.
class LrpcConnector final : public client::Connector {
 public:
  LrpcConnector(Endpoint endpoint, std::vector<std::byte> credential, Duration spin)
      : endpoint_(std::move(endpoint)), credential_(std::move(credential)), spin_(spin) {}

  Result<std::unique_ptr<io::Socket>> connect(TimePoint until) override {
    const std::string name = endpoint_.text();
    Result<std::vector<io::Address>> addresses = transport::resolve(endpoint_, until);
    if (!addresses) return std::move(addresses).error();
    Result<io::Descriptor> control = io::connect(addresses->front(), io::Kind::packets, until, name);
    if (!control) return std::move(control).error();
    Result<io::Descriptor> stream = lrpc::ask_for_stream(std::move(*control), credential_, until, name);
    if (!stream) return std::move(stream).error();
    return io::make_socket(std::move(*stream), spin_);
  }

 private:
  const Endpoint endpoint_;
  const std::vector<std::byte> credential_;
  const Duration spin_;
};

std::vector<std::byte> credential_field(const std::optional<SystemCredential>& credential) {
  if (!credential) return {};
  std::vector<std::byte> body = security::encode_auth_sys(*credential);
  std::vector<std::byte> field(8);
  xdr::store_u32(field.data(), message::auth_sys);
  xdr::store_u32(field.data() + 4, static_cast<std::uint32_t>(body.size()));
  field.insert(field.end(), body.begin(), body.end());
  field.resize(xdr::padded(field.size()));
  return field;
}

template <typename Opened>
Result<std::unique_ptr<Channel>> opened(std::unique_ptr<Opened> channel, TimePoint until) {
  if (Result<void> open = channel->open(until); !open) return std::move(open).error();
  return std::unique_ptr<Channel>(std::move(channel));
}

bool offers_services(const ChannelSettings& settings) noexcept {
  return settings.services != nullptr && !settings.services->empty();
}

Result<client::ChannelOptions> socket_options(const Endpoint& endpoint, io::Kind kind,
                                              const ChannelSettings& settings) {
  client::ChannelOptions options;
  options.name = endpoint.text();
  options.kind = kind;
  options.credential = credential_field(settings.credential);
  options.limits = settings.limits;
  options.has_sessions = settings.sessions;
  if (offers_services(settings)) {
    Result<std::shared_ptr<client::Callee>> made = client::Callee::make(*settings.services, settings.limits);
    if (!made) return std::move(made).error();
    options.callee = std::move(*made);
  }
  return options;
}

std::unique_ptr<client::Connector> connector_of(const Endpoint& endpoint, io::Kind kind,
                                                const ChannelSettings& settings) {
  if (endpoint.scheme == "lrpc")
    return std::make_unique<LrpcConnector>(endpoint, credential_field(settings.credential),
                                           settings.limits.spin);
  return std::make_unique<EndpointConnector>(endpoint, kind, settings.limits.spin);
}

}  // namespace

Result<std::unique_ptr<client::SocketChannel>> open_stream(const Endpoint& endpoint,
                                                           const ChannelSettings& settings, TimePoint until) {
  Result<client::ChannelOptions> options = socket_options(endpoint, io::Kind::stream, settings);
  if (!options) return std::move(options).error();
  auto connector = connector_of(endpoint, io::Kind::stream, settings);
  auto channel = std::make_unique<client::SocketChannel>(std::move(connector), std::move(*options));
  if (Result<void> open = channel->open(until); !open) return std::move(open).error();
  return channel;
}

namespace {

Result<std::unique_ptr<Channel>> open_lrpc(const Endpoint& endpoint, const ChannelSettings& settings,
                                           TimePoint until) {
  Result<std::vector<io::Address>> addresses = transport::resolve(endpoint, until);
  if (!addresses) return std::move(addresses).error();
  client::LrpcOptions options{.name = endpoint.text(),
                              .meet = [address = addresses->front()](TimePoint) -> Result<client::Meeting> {
                                return client::Meeting{.address = address};
                              },
                              .credential = credential_field(settings.credential),
                              .limits = settings.limits};
  if (settings.loop != nullptr)
    return opened(std::make_unique<client::LrpcLoopChannel>(settings.loop->core(), std::move(options)),
                  until);
  return opened(std::make_unique<client::LrpcChannel>(std::move(options)), until);
}

Result<std::unique_ptr<client::LoopChannel>> open_loop(const Endpoint& endpoint, io::Kind kind,
                                                       const ChannelSettings& settings, TimePoint until) {
  Result<client::ChannelOptions> options = socket_options(endpoint, kind, settings);
  if (!options) return std::move(options).error();
  auto channel = std::make_unique<client::LoopChannel>(
      settings.loop->core(), connector_of(endpoint, kind, settings), std::move(*options));
  if (Result<void> open = channel->open(until); !open) return std::move(open).error();
  return channel;
}

// By a stream first; who has bound to lrpc: does not call by that.
Result<std::unique_ptr<Channel>> open_same_host(const Endpoint& endpoint, const ChannelSettings& settings,
                                                TimePoint until) {
  const std::uint32_t calls_before_move = endpoint.scheme == "lrpc" ? 1 : client::MovePace::calls_before_move;
  client::LrpcOptions memory{.name = endpoint.text(),
                             .meet = {},
                             .credential = credential_field(settings.credential),
                             .limits = settings.limits};
  if (settings.loop != nullptr) {
    Result<std::unique_ptr<client::LoopChannel>> socket =
        open_loop(endpoint, io::Kind::stream, settings, until);
    if (!socket) return std::move(socket).error();
    return std::unique_ptr<Channel>(std::make_unique<client::SameHostLoopChannel>(
        settings.loop->core(), std::move(*socket), std::move(memory), calls_before_move));
  }
  Result<std::unique_ptr<client::SocketChannel>> socket = open_stream(endpoint, settings, until);
  if (!socket) return std::move(socket).error();
  return std::unique_ptr<Channel>(
      std::make_unique<client::SameHostChannel>(std::move(*socket), std::move(memory), calls_before_move));
}

}  // namespace

Result<std::unique_ptr<Channel>> open_channel(const Endpoint& endpoint, const ChannelSettings& settings,
                                              TimePoint until) {
  const bool has_services = offers_services(settings);
  if (has_services && endpoint.scheme == "udp")
    return Error{Code::unsupported, Executed::no, endpoint.text() + ": nobody calls back by this way", {}};
  if (endpoint.scheme == "lrpc")
    return has_services ? open_same_host(endpoint, settings, until) : open_lrpc(endpoint, settings, until);
  const io::Kind kind = endpoint.scheme == "udp" ? io::Kind::datagram : io::Kind::stream;
  const bool may_move = endpoint.scheme == "tcp" || endpoint.scheme == "unix";
  if (may_move && settings.same_host && settings.sessions) return open_same_host(endpoint, settings, until);
  Result<client::ChannelOptions> options = socket_options(endpoint, kind, settings);
  if (!options) return std::move(options).error();
  if (endpoint.scheme == "memory")
    return open_memory_channel(endpoint.path, options->credential, settings.limits, options->callee);
  if (settings.loop != nullptr) {
    Result<std::unique_ptr<client::LoopChannel>> by_loop = open_loop(endpoint, kind, settings, until);
    if (!by_loop) return std::move(by_loop).error();
    return std::unique_ptr<Channel>(std::move(*by_loop));
  }
  auto connector = connector_of(endpoint, kind, settings);
  return opened(std::make_unique<client::SocketChannel>(std::move(connector), std::move(*options)), until);
}

}  // namespace farcall::inline v1::binding
