// Binding: from an endpoint to a handle on the callee.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/runtime/service.hpp>
#include <farcall/security/auth_sys.hpp>

namespace farcall::inline v1 {

class EventLoop;

struct BindOptions {
  // Of every call that brings none of its own, and of binding itself. Zero: a call lasts as long as the
  // server answers probes, and binding, or a call to a peer that cannot be probed, 25 s.
  Duration timeout{};
  std::optional<SystemCredential> credential{};  // AUTH_SYS on every call; nothing: AUTH_NONE
  Limits limits{};
  // Calls belong to a session where the server has farcall's session extension: each runs once, also when its
  // connection is lost on the way, and brings its deadline along. The first call asks; a peer that refuses
  // is spoken to plainly from then on, one that says nothing until the next connection.
  bool sessions = true;
  // A binding by tcp or unix to a farcall server on this machine moves to memory that both share, after some
  // calls, and goes back to the socket when that ends. For the callee the caller stays who it was, but for
  // Caller::shares_memory. Without it, or when the server does not offer it (ServerOptions::same_host), or
  // where sessions are not wanted, it stays.
  bool same_host = true;
  // Whose calls do not wait: an AsyncClient's. Null for one: EventLoop::common(). A Client may have one too,
  // and then shares the connection with an AsyncClient made of the same binding.
  EventLoop* loop = nullptr;
  // What the one who is called may call here in turn, by the same connection (CallContext::bind_to_caller).
  // Who drives the loop serves those calls; without one, a thread that waits for a reply does meanwhile, and
  // while none waits nobody does. They are not told of a deadline, and do not outlive the connection. Owns:
  // nothing; the services live longer than every binding, and the end of the last one waits for those of
  // their handlers that the loop's thread runs. Not over udp.
  std::vector<Service*> services{};
};

// Finds the callee and connects to it. What the endpoint says decides how calls get there; they look the
// same. Errors: bad_endpoint, unsupported, name_not_found, not_registered, connection_refused, unreachable,
// deadline_exceeded …; executed = no.
// Thread: any.
[[nodiscard]] FARCALL_API Result<Binding> bind(std::string_view endpoint, std::uint32_t program,
                                               std::uint32_t version, const BindOptions& options = {});

// The same, for calls that do not wait: carried out by the loop of the options, or by EventLoop::common().
[[nodiscard]] FARCALL_API Result<Binding> bind_to_loop(std::string_view endpoint, std::uint32_t program,
                                                       std::uint32_t version,
                                                       const BindOptions& options = {});

// The same for a generated client:
//
//   auto square = farcall::bind<square::SQUARE_PROG::SQUARE_VERS::Client>("tcp://host:4000");
template <typename Client>
[[nodiscard]] Result<Client> bind(std::string_view endpoint, const BindOptions& options = {}) {
  constexpr bool waits = !requires { Client::is_asynchronous; };
  constexpr auto bind_client = waits ? static_cast<decltype(&bind_to_loop)>(&v1::bind) : &bind_to_loop;
  Result<Binding> binding = bind_client(endpoint, Client::program_number, Client::version_number, options);
  if (!binding) return std::move(binding).error();
  return Client(std::move(*binding));
}

}  // namespace farcall::inline v1
