// What becomes of a datagram: lost, doubled, late, corrupted, refused, or received.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "network.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t largest_bytes = 65'507;
constexpr std::size_t most_unread = 64;

std::uint32_t xid_of(const Bytes& bytes) noexcept {
  std::uint32_t xid = 0;
  if (bytes.size() >= sizeof xid) std::memcpy(&xid, bytes.data(), sizeof xid);
  return __builtin_bswap32(xid);
}

}  // namespace

long Network::send_datagram(Socket& socket, std::span<const iovec> pieces, const Address* to) {
  if (socket.process.is_dead && !socket.is_deaf()) return -EPIPE;
  auto datagram = std::make_shared<Datagram>();
  datagram->from = socket.local;
  for (const iovec& piece : pieces) {
    const auto* from = static_cast<const std::byte*>(piece.iov_base);
    datagram->bytes.insert(datagram->bytes.end(), from, from + piece.iov_len);
  }
  if (datagram->bytes.size() > largest_bytes) return -EMSGSIZE;
  const Address target = to != nullptr ? *to : socket.peer;
  Trace& trace = scheduler_.trace();
  const char* who = socket.process.name.c_str();
  unsigned copies = 1;
  if (socket.process.is_dead) {
    copies = 0;
  } else if (random_.chance(weather.loss)) {
    figures_.count(Fault::datagram_lost);
    copies = 0;
  } else if (random_.chance(weather.doubling)) {
    figures_.count(Fault::datagram_doubled);
    copies = 2;
  }
  if (trace.is_on())
    trace.line(scheduler_.now(), who, "sends a datagram of %zu bytes, xid %08x, to %s%s",
               datagram->bytes.size(), xid_of(datagram->bytes), target.text().c_str(),
               copies == 0   ? ": lost"
               : copies == 2 ? ": doubled"
                             : "");
  auto sender = std::dynamic_pointer_cast<Socket>(file(socket.number));
  const auto count = static_cast<long>(datagram->bytes.size());
  for (; copies > 0; --copies) {
    TimePoint arrives = scheduler_.now() + way();
    if (random_.chance(weather.lateness)) {
      figures_.count(Fault::datagram_late);
      arrives += random_.between(Duration(1ms), Duration(5s));
    }
    scheduler_.at(arrives, nullptr,
                  [this, datagram, target, from = socket.process.host, weak = std::weak_ptr(sender)] {
                    deliver(datagram, target, from, weak);
                  });
  }
  return count;
}

void Network::deliver(const std::shared_ptr<Datagram>& datagram, const Address& to, unsigned from_host,
                      const std::weak_ptr<Socket>& sender) {
  if (is_blocked(from_host, host_of(to))) return;
  auto found = bound_.find("udp " + to.text());
  std::shared_ptr<Socket> socket = found == bound_.end() ? nullptr : found->second.lock();
  Trace& trace = scheduler_.trace();
  if (!socket) {  // the host says so, and the sender hears it, or not
    std::shared_ptr<Socket> told = sender.lock();
    if (told && told->state == Socket::State::connected && random_.chance(500'000)) {
      told->error = ECONNREFUSED;
      notify(*told);
    }
    return;
  }
  if (socket->state == Socket::State::connected && !(socket->peer == datagram->from)) return;
  if (socket->datagrams.size() >= most_unread) return;
  Datagram received = *datagram;
  if (random_.chance(weather.corruption)) {
    figures_.count(Fault::datagram_corrupted);
    if (!weather.delivers_corrupted) return;  // the checksum is wrong
    for (std::uint64_t flips = random_.between(1, 8); flips > 0 && !received.bytes.empty(); --flips)
      received.bytes[random_.below(received.bytes.size())] ^= static_cast<std::byte>(random_.between(1, 255));
    if (random_.chance(200'000)) received.bytes.resize(random_.below(received.bytes.size() + 1));
  }
  if (trace.is_on())
    trace.line(scheduler_.now(), socket->process.name.c_str(), "has a datagram of %zu bytes, xid %08x",
               received.bytes.size(), xid_of(received.bytes));
  socket->datagrams.push_back(std::move(received));
  notify(*socket);
}

}  // namespace simulation
