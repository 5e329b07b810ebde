// The registry's versions one by one, spoken by farcall: what bind() and advertise() choose by themselves.
//
//   registry_client REGISTRY_ENDPOINT VERSION set|unset PROGRAM VERSION NETID ADDRESS    status 1: refused
//   registry_client REGISTRY_ENDPOINT VERSION getaddr|dump PROGRAM VERSION NETID
//
// REGISTRY_ENDPOINT is a direct one: tcp://127.0.0.1:111, unix:/run/rpcbind.sock.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <farcall/farcall.hpp>

#include "portmap.x.hpp"
#include "rpcbind.x.hpp"

namespace {

namespace portmap = wire::portmap;
namespace rpcbind = wire::rpcbind;

struct Question {
  std::string_view what;
  rpcbind::rpcb line;
};

[[nodiscard]] std::uint32_t protocol_of(std::string_view netid) { return netid == "udp" ? 17 : 6; }

template <typename List>
int print(const List& first) {
  for (const List* at = &first; at->has_value(); at = &(*at)->rpcb_next) {
    const rpcbind::rpcb& line = (*at)->rpcb_map;
    std::printf("%u %u %s %s %s\n", line.r_prog, line.r_vers, line.r_netid.c_str(), line.r_addr.c_str(),
                line.r_owner.c_str());
  }
  return 0;
}

template <typename Client>
int ask(const Client& client, const Question& question) {
  if (question.what == "set") return client.RPCBPROC_SET(question.line).value() ? 0 : 1;
  if (question.what == "unset") return client.RPCBPROC_UNSET(question.line).value() ? 0 : 1;
  if (question.what == "dump") return print(client.RPCBPROC_DUMP().value().list);
  std::string address = client.RPCBPROC_GETADDR(question.line).value();
  std::puts(address.c_str());
  return address.empty() ? 1 : 0;
}

int ask(const portmap::PMAP_PROG::PMAP_VERS::Client& client, const Question& question) {
  portmap::mapping map{question.line.r_prog, question.line.r_vers, protocol_of(question.line.r_netid),
                       static_cast<std::uint32_t>(std::atoi(question.line.r_addr.c_str()))};
  if (question.what == "set") return client.PMAPPROC_SET(map).value() ? 0 : 1;
  if (question.what == "unset") return client.PMAPPROC_UNSET(map).value() ? 0 : 1;
  if (question.what == "dump") {
    auto dump = client.PMAPPROC_DUMP().value();
    for (auto* at = &dump.list; at->has_value(); at = &(*at)->next)
      std::printf("%u %u %u %u\n", (*at)->map.prog, (*at)->map.vers, (*at)->map.prot, (*at)->map.port);
    return 0;
  }
  std::uint32_t port = client.PMAPPROC_GETPORT(map).value();
  std::printf("%u\n", port);
  return port == 0 ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) try {
  if (count < 4) return 2;
  auto argument = [&](int i) { return i < count ? arguments[i] : ""; };
  auto number = [&](int i) { return static_cast<std::uint32_t>(std::strtoul(argument(i), nullptr, 0)); };
  Question question{arguments[3], {number(4), number(5), argument(6), argument(7), "whoever"}};
  std::string_view version = arguments[2];
  if (version == "2")
    return ask(farcall::bind<portmap::PMAP_PROG::PMAP_VERS::Client>(arguments[1]).value(), question);
  if (version == "3")
    return ask(farcall::bind<rpcbind::RPCBPROG::RPCBVERS::Client>(arguments[1]).value(), question);
  return ask(farcall::bind<rpcbind::RPCBPROG::RPCBVERS4::Client>(arguments[1]).value(), question);
} catch (const farcall::RpcError& error) {
  std::fprintf(stderr, "registry_client: %s\n", error.what());
  return 3;
}
