#include <farcall/binding/binder.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include <farcall/binding/channel_opener.hpp>
#include <farcall/binding/rpcbind.hpp>
#include <farcall/runtime/event_loop.hpp>
#include <farcall/transport/endpoint.hpp>

namespace farcall::inline v1 {
namespace {

// What a registry knows about the program becomes the endpoint to connect to.
Result<Endpoint> resolve_registry(const Endpoint& registry, std::uint32_t program, std::uint32_t version,
                                  TimePoint until) {
  constexpr std::string_view known[] = {"tcp", "tcp6", "udp", "udp6", "local"};
  const std::string* asked = registry.find("netid");
  std::string netid = asked != nullptr ? *asked : "tcp";
  if (std::find(std::begin(known), std::end(known), netid) == std::end(known))
    return Error{Code::bad_endpoint,
                 Executed::no,
                 registry.text() + ": the netid is none of tcp, tcp6, udp, udp6, local",
                 {}};
  return binding::look_up(registry, program, version, netid, until);
}

Result<Binding> bind_by(EventLoop* loop, std::string_view text, std::uint32_t program, std::uint32_t version,
                        const BindOptions& options) try {
  Duration timeout = options.timeout != Duration::zero() ? options.timeout : default_timeout;
  TimePoint until = after(steady_clock().now(), timeout);
  Result<Endpoint> endpoint = parse_endpoint(text);
  if (endpoint && endpoint->scheme == "rpcbind")
    endpoint = resolve_registry(*endpoint, program, version, until);
  if (!endpoint) return std::move(endpoint).error();
  Result<std::unique_ptr<Channel>> channel = binding::open_channel(*endpoint,
                                                                   {.credential = options.credential,
                                                                    .limits = options.limits,
                                                                    .sessions = options.sessions,
                                                                    .same_host = options.same_host,
                                                                    .loop = loop,
                                                                    .services = &options.services},
                                                                   until);
  if (!channel) return std::move(channel).error();
  return Binding(channel->release(), program, version, options.timeout);
} catch (const std::bad_alloc&) {
  return Error{Code::resource_exhausted, Executed::no, "out of memory", {}};
}

}  // namespace

Result<Binding> bind(std::string_view endpoint, std::uint32_t program, std::uint32_t version,
                     const BindOptions& options) {
  return bind_by(options.loop, endpoint, program, version, options);
}

Result<Binding> bind_to_loop(std::string_view endpoint, std::uint32_t program, std::uint32_t version,
                             const BindOptions& options) {
  const Result<EventLoop*> loop = options.loop != nullptr ? options.loop : EventLoop::open_common();
  if (!loop) return loop.error();
  return bind_by(*loop, endpoint, program, version, options);
}

}  // namespace farcall::inline v1
