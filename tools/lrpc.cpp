// `farcall info --lrpc`: bindings, stacks and hits of an LRPC endpoint, or of the memory to which a socket's
// clients move, as its server writes them where every client can read them. Whoever asks is a client for a
// moment, and not counted.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <farcall/binding/channel_opener.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/lrpc/rendezvous.hpp>
#include <farcall/transport/endpoint.hpp>
#include <farcall/transport/resolve.hpp>

#include "commands.hpp"

namespace farcall::tool {
namespace {

struct Figures {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint32_t bindings = 0;
  std::uint32_t associated = 0;
  std::uint32_t a_stacks = 0;
  std::uint32_t e_stacks = 0;
  std::uint32_t held = 0;
  std::vector<std::uint32_t> leaders{};  // of each lane, its processor, or lrpc::asleep
};

// With the connection from which it is found, where there is one.
struct Place {
  client::Meeting meeting;
  std::unique_ptr<client::SocketChannel> socket{};
};

Result<Place> find(const Endpoint& endpoint, TimePoint until) {
  if (endpoint.scheme == "lrpc") {
    Result<std::vector<io::Address>> addresses = transport::resolve(endpoint, until);
    if (!addresses) return std::move(addresses).error();
    return Place{.meeting = {.address = addresses->front()}};
  }
  if (endpoint.scheme != "tcp" && endpoint.scheme != "unix")
    return Error{
        Code::bad_endpoint, Executed::no,
        endpoint.text() + ": memory is shared by lrpc:/path, and by tcp:// and unix: on this machine"};
  Result<std::unique_ptr<client::SocketChannel>> socket = binding::open_stream(endpoint, {}, until);
  if (!socket) return std::move(socket).error();
  Result<client::Meeting> meeting = (*socket)->meet(until);
  if (!meeting) return std::move(meeting).error();
  return Place{std::move(*meeting), std::move(*socket)};
}

Result<Figures> ask(const std::string& text, TimePoint until) {
  Result<Endpoint> endpoint = parse_endpoint(text);
  if (!endpoint) return std::move(endpoint).error();
  Result<Place> place = find(*endpoint, until);
  if (!place) return std::move(place).error();
  const std::string name = endpoint->text();
  Result<io::Descriptor> control = io::connect(place->meeting.address, io::Kind::packets, until, name);
  if (!control) return std::move(control).error();
  Result<lrpc::ClientEnd> end =
      lrpc::introduce(std::move(*control), {.slots = 1, .window_bytes = lrpc::page_bytes}, {}, until, name,
                      place->meeting.via);
  if (!end) return std::move(end).error();
  const auto& status = *reinterpret_cast<const lrpc::Status*>(end->status.data());
  const std::uint32_t bindings = status.bindings.load() - 1;  // without this one, which may be looked at, too
  Figures figures{.bindings = bindings,
                  .a_stacks = status.a_stacks.load() - 1,
                  .e_stacks = status.e_stacks.load(),
                  .held = status.held.load()};
  for (std::uint32_t i = 0; i < std::min(status.lanes.load(), lrpc::most_lanes); ++i) {
    const lrpc::Leader& leader = status.leaders[i];
    figures.hits += leader.hits.load();
    figures.misses += leader.misses.load();
    figures.associated += leader.associated.load();
    figures.leaders.push_back(leader.place.load());
  }
  figures.associated = std::min(figures.associated, bindings);
  return figures;
}

}  // namespace

int show_lrpc(const std::string& path, Duration timeout, bool json) {
  const std::string asked_of = path.starts_with('/') ? "lrpc:" + path : path;
  const Result<Figures> asked = ask(asked_of, after(steady_clock().now(), timeout));
  if (!asked) {
    if (json) print({{"error", to_json(asked.error())}});
    return fail_at_first_contact(asked.error(), asked_of);
  }
  const Figures& seen = *asked;
  const std::uint64_t calls = seen.hits + seen.misses;
  const double hit_percent =
      calls > 0 ? 100 * static_cast<double>(seen.hits) / static_cast<double>(calls) : 0;
  if (json) {
    auto leaders = nlohmann::json::array();
    for (const std::uint32_t place : seen.leaders)
      leaders.push_back(place == lrpc::asleep ? nlohmann::json("asleep") : nlohmann::json(place));
    print({{"bindings", seen.bindings},
           {"associated", seen.associated},
           {"a_stacks", seen.a_stacks},
           {"e_stacks", seen.e_stacks},
           {"e_stacks_held", seen.held},
           {"calls", calls},
           {"hits", seen.hits},
           {"misses", seen.misses},
           {"leaders", std::move(leaders)}});
    return 0;
  }
  fmt::print("bindings   {:>12}  of which {} associated\n", seen.bindings, seen.associated);
  fmt::print("A-stacks   {:>12}\n", seen.a_stacks);
  fmt::print("E-stacks   {:>12}  of which {} in slow handlers\n", seen.e_stacks, seen.held);
  fmt::print("calls      {:>12}  of which {:.1f} % found a thread awake\n", calls, hit_percent);
  for (const std::uint32_t place : seen.leaders)
    fmt::print("leader     {:>12}\n", place == lrpc::asleep ? "asleep" : fmt::format("on cpu {}", place));
  return 0;
}

}  // namespace farcall::tool
