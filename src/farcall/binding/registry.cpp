#include <farcall/binding/registry.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>

#include <netinet/in.h>
#include <sys/stat.h>

#include <farcall/binding/registry_table.hpp>
#include <farcall/binding/universal_address.hpp>
#include <farcall/io/address.hpp>

#include "portmap.x.hpp"
#include "rpcbind.x.hpp"

namespace farcall::inline v1 {
namespace {

using binding::RegistryTable;
namespace portmap = idl::portmap;
namespace rpcbind = idl::rpcbind;

constexpr std::uint32_t registry_program = rpcbind::RPCBPROG::program_number;

// How often each procedure was called, for GETSTAT.
struct Statistics {
  std::array<std::array<std::atomic<std::int32_t>, rpcbind::RPCBSTAT_HIGHPROC>, rpcbind::RPCBVERS_STAT>
      calls{};
  std::array<std::atomic<std::int32_t>, rpcbind::RPCBVERS_STAT> sets{};
  std::array<std::atomic<std::int32_t>, rpcbind::RPCBVERS_STAT> unsets{};

  void count(const CallContext& call) {
    ++calls[call.version() - 2][std::min<std::uint32_t>(call.procedure(), rpcbind::RPCBSTAT_HIGHPROC - 1)];
  }
};

Error no_such_procedure() { return {Code::proc_unavail, Executed::no, {}, {}}; }

// A dump over UDP would make this registry a reflector: a forged request of 40 bytes, an answer of thousands.
bool is_datagram(CallContext& call) { return call.caller().netid.starts_with("udp"); }

// The registered address as this caller can reach it.
std::string address_for(const Caller& caller, const Registration& found) {
  std::optional<Endpoint> endpoint = binding::from_universal(found.netid, found.address, caller.local_host);
  std::optional<binding::UniversalAddress> address;
  if (endpoint) address = binding::to_universal(*endpoint);
  return address && address->netid == found.netid ? address->address : found.address;
}

// The transport that a request came on, which is the one that the answer is about (RFC 1833 §2.2.1).
std::string_view netid_of(const Caller& caller) { return caller.netid == "memory" ? "local" : caller.netid; }

class Version2 final : public portmap::PMAP_PROG::PMAP_VERS::Server {
 public:
  Version2(RegistryTable& table, Statistics& statistics) : table_(table), statistics_(statistics) {}

  Result<void> PMAPPROC_NULL(CallContext& call) override {
    statistics_.count(call);
    return {};
  }
  Result<bool> PMAPPROC_SET(CallContext& call, const portmap::mapping& map) override {
    statistics_.count(call);
    std::string_view netid = netid_of_protocol(map.prot);
    if (netid.empty() || map.port > 65535) return false;
    std::string address = "0.0.0.0." + std::to_string(map.port / 256) + "." + std::to_string(map.port % 256);
    bool done = table_.set({map.prog, map.vers, std::string(netid), address, {}}, call.caller());
    statistics_.sets[0] += done ? 1 : 0;
    return done;
  }
  Result<bool> PMAPPROC_UNSET(CallContext& call, const portmap::mapping& map) override {
    statistics_.count(call);
    bool tcp = table_.unset(map.prog, map.vers, "tcp", call.caller());
    bool udp = table_.unset(map.prog, map.vers, "udp", call.caller());
    statistics_.unsets[0] += tcp || udp ? 1 : 0;
    return tcp || udp;
  }
  Result<std::uint32_t> PMAPPROC_GETPORT(CallContext& call, const portmap::mapping& map) override {
    statistics_.count(call);
    std::optional<Registration> found = table_.find(map.prog, map.vers, netid_of_protocol(map.prot), true);
    std::optional<Endpoint> endpoint;
    if (found) endpoint = binding::from_universal(found->netid, found->address);
    return endpoint ? endpoint->port.value_or(0) : 0;
  }
  Result<portmap::pmap_dump_result> PMAPPROC_DUMP(CallContext& call) override {
    statistics_.count(call);
    if (is_datagram(call)) return no_such_procedure();
    portmap::pmap_dump_result result;
    Optional<portmap::pmaplist>* end = &result.list;
    for (const Registration& line : table_.all()) {
      std::uint32_t protocol = line.netid == "tcp" ? IPPROTO_TCP : line.netid == "udp" ? IPPROTO_UDP : 0;
      std::optional<Endpoint> endpoint = binding::from_universal(line.netid, line.address);
      if (protocol == 0 || !endpoint) continue;
      portmap::pmaplist& node = end->emplace();
      node.map = {line.program, line.version, protocol, endpoint->port.value_or(0)};
      end = &node.next;
    }
    return result;
  }
  Result<portmap::call_result> PMAPPROC_CALLIT(CallContext&, portmap::call_args&&) override {
    return no_such_procedure();
  }

 private:
  static std::string_view netid_of_protocol(std::uint32_t protocol) {
    if (protocol == IPPROTO_TCP) return "tcp";
    return protocol == IPPROTO_UDP ? "udp" : "";
  }

  RegistryTable& table_;
  Statistics& statistics_;
};

// What versions 3 and 4 have in common. Version: the class that was generated for the one or the other.
template <typename Version>
class Versions3And4 : public Version {
 public:
  Versions3And4(RegistryTable& table, Statistics& statistics) : table_(table), statistics_(statistics) {}

  Result<void> RPCBPROC_NULL(CallContext& call) override {
    statistics_.count(call);
    return {};
  }
  Result<bool> RPCBPROC_SET(CallContext& call, rpcbind::rpcb&& arg) override {
    statistics_.count(call);
    bool done = table_.set({arg.r_prog, arg.r_vers, arg.r_netid, arg.r_addr, {}}, call.caller());
    statistics_.sets[call.version() - 2] += done ? 1 : 0;
    return done;
  }
  Result<bool> RPCBPROC_UNSET(CallContext& call, rpcbind::rpcb&& arg) override {
    statistics_.count(call);
    bool done = table_.unset(arg.r_prog, arg.r_vers, arg.r_netid, call.caller());
    statistics_.unsets[call.version() - 2] += done ? 1 : 0;
    return done;
  }
  Result<std::string> RPCBPROC_GETADDR(CallContext& call, rpcbind::rpcb&& arg) override {
    return get_address(call, arg, true);
  }
  Result<rpcbind::rpcb_dump_result> RPCBPROC_DUMP(CallContext& call) override {
    statistics_.count(call);
    if (is_datagram(call)) return no_such_procedure();
    rpcbind::rpcb_dump_result result;
    Optional<rpcbind::rp__list>* end = &result.list;
    for (Registration& line : table_.all()) {
      rpcbind::rp__list& node = end->emplace();
      node.rpcb_map = {line.program, line.version, std::move(line.netid), std::move(line.address),
                       std::move(line.owner)};
      end = &node.rpcb_next;
    }
    return result;
  }
  Result<std::uint32_t> RPCBPROC_GETTIME(CallContext& call) override {
    statistics_.count(call);
    return static_cast<std::uint32_t>(std::time(nullptr));
  }
  // A universal address as a sockaddr of this machine, and back.
  Result<rpcbind::netbuf> RPCBPROC_UADDR2TADDR(CallContext& call, std::string&& arg) override {
    statistics_.count(call);
    rpcbind::netbuf result;
    std::optional<Endpoint> endpoint = binding::from_universal(netid_of(call.caller()), arg);
    if (!endpoint) return result;
    std::optional<io::Address> address =
        endpoint->scheme == "unix" ? io::Address::unix_path(endpoint->path)
                                   : io::Address::numeric(endpoint->host, endpoint->port.value_or(0));
    if (!address) return result;
    auto* bytes = reinterpret_cast<const std::uint8_t*>(address->get());
    result.buf.assign(bytes, bytes + address->size_bytes());
    result.maxlen = address->size_bytes();
    return result;
  }
  Result<std::string> RPCBPROC_TADDR2UADDR(CallContext& call, rpcbind::netbuf&& arg) override {
    statistics_.count(call);
    if (arg.buf.size() < sizeof(sa_family_t)) return std::string();
    io::Address address = io::Address::from(reinterpret_cast<const sockaddr*>(arg.buf.data()),
                                            static_cast<socklen_t>(arg.buf.size()));
    bool whole = (address.family() == AF_INET && arg.buf.size() >= sizeof(sockaddr_in)) ||
                 (address.family() == AF_INET6 && arg.buf.size() >= sizeof(sockaddr_in6)) ||
                 address.family() == AF_UNIX;
    if (!whole) return std::string();
    Endpoint endpoint;
    endpoint.scheme = address.family() == AF_UNIX ? "unix" : "tcp";
    if (address.family() == AF_UNIX) {
      endpoint.path = address.host();
    } else {
      endpoint.host = address.host();
      endpoint.port = address.port();
    }
    std::optional<binding::UniversalAddress> universal = binding::to_universal(endpoint);
    return universal ? universal->address : "";
  }

 protected:
  std::string get_address(CallContext& call, const rpcbind::rpcb& arg, bool any_version) {
    statistics_.count(call);
    std::optional<Registration> found =
        table_.find(arg.r_prog, arg.r_vers, netid_of(call.caller()), any_version);
    return found ? address_for(call.caller(), *found) : "";
  }

  RegistryTable& table_;
  Statistics& statistics_;
};

class Version3 final : public Versions3And4<rpcbind::RPCBPROG::RPCBVERS::Server> {
 public:
  using Versions3And4::Versions3And4;
  Result<rpcbind::rpcb_rmtcallres> RPCBPROC_CALLIT(CallContext&, rpcbind::rpcb_rmtcallargs&&) override {
    return no_such_procedure();
  }
};

class Version4 final : public Versions3And4<rpcbind::RPCBPROG::RPCBVERS4::Server> {
 public:
  using Versions3And4::Versions3And4;
  Result<rpcbind::rpcb_rmtcallres> RPCBPROC_BCAST(CallContext&, rpcbind::rpcb_rmtcallargs&&) override {
    return no_such_procedure();
  }
  Result<std::string> RPCBPROC_GETVERSADDR(CallContext& call, rpcbind::rpcb&& arg) override {
    return get_address(call, arg, false);
  }
  Result<rpcbind::rpcb_rmtcallres> RPCBPROC_INDIRECT(CallContext&, rpcbind::rpcb_rmtcallargs&&) override {
    return no_such_procedure();
  }
  Result<rpcbind::rpcb_getaddrlist_result> RPCBPROC_GETADDRLIST(CallContext& call,
                                                                rpcbind::rpcb&& arg) override {
    statistics_.count(call);
    if (is_datagram(call)) return no_such_procedure();
    rpcbind::rpcb_getaddrlist_result result;
    Optional<rpcbind::rpcb_entry_list>* end = &result.list;
    for (const Registration& line : table_.all()) {
      if (line.program != arg.r_prog || line.version != arg.r_vers) continue;
      rpcbind::rpcb_entry_list& node = end->emplace();
      node.rpcb_entry_map = entry(call.caller(), line);
      end = &node.rpcb_entry_next;
    }
    return result;
  }
  Result<rpcbind::rpcb_stat_byvers> RPCBPROC_GETSTAT(CallContext& call) override {
    statistics_.count(call);
    if (is_datagram(call)) return no_such_procedure();
    rpcbind::rpcb_stat_byvers result;
    for (std::size_t version = 0; version < result.size(); ++version) {
      for (std::size_t i = 0; i < result[version].info.size(); ++i)
        result[version].info[i] = statistics_.calls[version][i];
      result[version].setinfo = statistics_.sets[version];
      result[version].unsetinfo = statistics_.unsets[version];
    }
    return result;
  }

 private:
  static rpcbind::rpcb_entry entry(const Caller& caller, const Registration& line) {
    constexpr std::uint32_t datagram = 1, stream = 3;
    bool is_local = line.netid == "local";
    bool is_v6 = line.netid.ends_with('6');
    return {address_for(caller, line), line.netid, line.netid.starts_with("udp") ? datagram : stream,
            is_local ? "loopback"
            : is_v6  ? "inet6"
                     : "inet",
            is_local ? "-" : line.netid.substr(0, 3)};
  }
};

}  // namespace

struct Registry::State {
  RegistryTable table;
  Statistics statistics;
  Version2 version_2{table, statistics};
  Version3 version_3{table, statistics};
  Version4 version_4{table, statistics};
};

Registry::Registry() : state_(std::make_unique<State>()) {}
Registry::~Registry() = default;

Result<void> Registry::add_to(Server& server) {
  for (Service* service :
       {static_cast<Service*>(&state_->version_2), static_cast<Service*>(&state_->version_3),
        static_cast<Service*>(&state_->version_4)})
    if (Result<void> added = server.add(*service); !added) return added;
  return {};
}

Result<std::string> Registry::listen(Server& server, std::string_view text) {
  Result<std::string> opened = server.listen(text);
  if (!opened) return opened;
  Result<Endpoint> endpoint = parse_endpoint(*opened);
  std::optional<binding::UniversalAddress> address;
  if (endpoint) address = binding::to_universal(*endpoint);
  if (!address) return opened;
  // Every user may ask and register here, as with rpcbind; what each may change, SO_PEERCRED decides.
  if (endpoint->scheme == "unix" && endpoint->path.starts_with('/')) ::chmod(endpoint->path.c_str(), 0666);
  for (std::uint32_t version : {2U, 3U, 4U}) {
    // Version 2 knows TCP and UDP over IPv4 only.
    if (version == 2 && address->netid != "tcp" && address->netid != "udp") continue;
    state_->table.set_own({registry_program, version, address->netid, address->address, {}});
  }
  return opened;
}

std::vector<Registration> Registry::all() const { return state_->table.all(); }

}  // namespace farcall::inline v1
