#include "resend.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <sys/socket.h>
#include <sys/time.h>

#include <farcall/farcall.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/transport/endpoint.hpp>
#include <farcall/transport/resolve.hpp>
#include <farcall/xdr/byte_order.hpp>

#include "journal.hpp"
#include "keeper.hpp"
#include "place.hpp"
#include "proxy.hpp"
#include "simulation.x.hpp"

namespace processes {
namespace {

namespace V = simulation::SIMULATION_PROG::SIMULATION_VERS;
using namespace std::chrono_literals;

constexpr std::size_t mark_bytes = 4;
constexpr const char* transports[] = {"tcp", "unix", "udp"};

std::size_t place_of(std::string_view transport) {
  return static_cast<std::size_t>(std::find(transports, transports + 3, transport) - transports);
}

void set_xid(std::string& message, std::uint32_t xid) {
  farcall::xdr::store_u32(reinterpret_cast<std::byte*>(message.data()), xid);
}

// A client of bytes.
class Raw {
 public:
  Raw(const std::string& endpoint, bool is_stream) : is_stream_(is_stream) {
    const auto address =
        farcall::transport::resolve(farcall::parse_endpoint(endpoint).value(), farcall::never)
            .value()
            .front();
    socket_ =
        farcall::io::connect(address, is_stream ? farcall::io::Kind::stream : farcall::io::Kind::datagram,
                             farcall::never, "resend")
            .value();
    const timeval patience{20, 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  void send(const std::string& message) const {
    std::string bytes = message;
    if (is_stream_) {
      bytes.insert(0, mark_bytes, '\0');
      farcall::xdr::store_u32(reinterpret_cast<std::byte*>(bytes.data()),
                              0x80000000U | static_cast<std::uint32_t>(message.size()));
    }
    (void)::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  // The next answer, of so many bytes; nothing: there is none.
  [[nodiscard]] std::string receive(std::size_t size_bytes) const {
    std::string bytes(size_bytes + (is_stream_ ? mark_bytes : 0), '\0');
    const ssize_t got =
        ::recv(socket_.number(), bytes.data(), bytes.size(), is_stream_ ? MSG_WAITALL : MSG_TRUNC);
    if (got != static_cast<ssize_t>(bytes.size())) return {};
    return bytes.substr(is_stream_ ? mark_bytes : 0);
  }

 private:
  const bool is_stream_;
  farcall::io::Descriptor socket_;
};

// A client that connects anew to send a call of its session again takes another xid: here every second time.
std::uint64_t count_different(const Raw& raw, std::string call, std::string reply, std::uint64_t count,
                              bool changes_xid) {
  constexpr std::uint64_t together = 8;
  const std::uint32_t xid = farcall::xdr::load_u32(reinterpret_cast<const std::byte*>(call.data()));
  std::uint64_t different = 0;
  // The first reply may be on its way before the server has kept it. Of those who ask until then the last is
  // answered.
  raw.send(call);
  if (raw.receive(reply.size()) != reply) ++different;
  for (std::uint64_t sent = 0; sent < count; sent += together) {
    const auto xid_of = [&](std::uint64_t i) {
      return i % 2 == 0 || !changes_xid ? xid : static_cast<std::uint32_t>(sent + i + 1'000'000);
    };
    for (std::uint64_t i = 0; i < together; ++i) set_xid(call, xid_of(i)), raw.send(call);
    std::multiset<std::string> replies;  // they come in any order
    for (std::uint64_t i = 0; i < together; ++i) set_xid(reply, xid_of(i)), replies.insert(reply);
    for (std::uint64_t i = 0; i < together; ++i) {
      const auto found = replies.find(raw.receive(reply.size()));
      if (found == replies.end()) {
        ++different;
      } else {
        replies.erase(found);
      }
    }
    if (different > 100) break;  // who answers otherwise does not do so by chance
  }
  return different;
}

Resent resend(std::size_t from, std::size_t to, std::uint64_t count, bool in_session) {
  const Journal journal = Journal::create(1);
  const Place place;
  Keeper keeper(journal, place, "threads");
  const Proxy proxy(1, place.endpoints(), place.path("proxy"));
  farcall::BindOptions options;
  options.sessions = in_session;
  const auto client = farcall::bind<V::Client>(proxy.endpoints()[from], options).value();
  const simulation::order order{1, 0, 0, 100, load_of(1, 100)};
  Resent resent{transports[from], transports[to], 0, 0, 0};
  if (!client.RUN(order, {.timeout = 20s})) ++resent.different;
  const std::size_t mark = from == 2 ? 0 : mark_bytes;
  const std::string call = proxy.last(false).substr(mark);
  const std::string reply = proxy.last(true).substr(mark);
  resent.sent = count;
  resent.different += count_different(Raw(place.endpoints()[to], to != 2), call, reply, count, in_session);
  resent.runs = journal.find(1)->runs - 1;
  return resent;
}

}  // namespace

Resent resend(const std::string& from, const std::string& to, std::uint64_t count) {
  return resend(place_of(from), place_of(to), count, true);
}

// It runs for that client, too: once.
Resent resend_plainly(std::uint64_t count) {
  constexpr std::size_t udp = 2;
  Resent resent = resend(udp, udp, count, false);
  --resent.runs;
  return resent;
}

}  // namespace processes
