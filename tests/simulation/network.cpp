#include "network.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <sys/socket.h>

namespace simulation {

Network* Network::current_ = nullptr;

File::~File() = default;

Poll::~Poll() {
  for (auto& [descriptor, each] : watched) std::erase(each.file->polled_by, this);
}

Address address_of(unsigned host, std::uint16_t port) {
  return *Address::numeric("10.0.0." + std::to_string(host + 1), port);
}

unsigned host_of(const Address& address) noexcept {
  sockaddr_in known{};
  if (address.family() != AF_INET) return 0;
  std::memcpy(&known, address.get(), sizeof known);
  return (ntohl(known.sin_addr.s_addr) & 0xFF) - 1;
}

Network::Network(Scheduler& scheduler, Random random, Figures& figures)
    : scheduler_(scheduler), random_(random), figures_(figures) {
  current_ = this;
}

Network::~Network() {
  for (const std::shared_ptr<File>& each : files_)
    if (auto* poll = dynamic_cast<Poll*>(each.get())) poll->watched.clear();
  current_ = nullptr;
}

// Faults

void Network::block(unsigned from, unsigned to, bool yes) {
  yes ? void(blocked_.insert({from, to})) : void(blocked_.erase({from, to}));
}

void Network::set_down(unsigned host, bool yes) { yes ? void(down_.insert(host)) : void(down_.erase(host)); }

void Network::heal() {
  blocked_.clear();
  const Weather fair;
  weather.loss = weather.doubling = weather.lateness = weather.corruption = 0;
  weather.longest_way = fair.longest_way;
  is_calm_ = true;
}

bool Network::is_blocked(unsigned from, unsigned to) const {
  return blocked_.contains({from, to}) || down_.contains(from) || down_.contains(to);
}

bool Network::is_blocked(const Connection& connection, std::size_t from) const {
  if (connection.is_local) return false;
  return (connection.is_forgotten && !is_calm_) ||
         is_blocked(connection.processes[from]->host, connection.processes[1 - from]->host);
}

Duration Network::way() {
  return random_.between(Duration(std::chrono::microseconds(5)), weather.longest_way);
}

void Network::kill(Process& process, bool silent) {
  process.is_dead = true;
  for (const std::shared_ptr<File>& each : files_) {
    auto* socket = dynamic_cast<Socket*>(each.get());
    if (socket == nullptr || &socket->process != &process) continue;
    std::erase_if(bound_, [&](const auto& bound) { return bound.second.lock().get() == socket; });
    if (silent && socket->connection && !socket->connection->is_local) {
      socket->connection->pipes[socket->side].on_the_way.clear();
      socket->connection->sides[socket->side].reset();
      socket->connection.reset();
    }
    leave(*socket);
    notify(*socket);
  }
}

// Files

std::shared_ptr<File> Network::file(int number) const noexcept {
  const auto at = static_cast<std::size_t>(number - first_descriptor);
  return number >= first_descriptor && at < files_.size() ? files_[at] : nullptr;
}

int Network::close(int number) {
  std::shared_ptr<File> closed = file(number);
  if (!closed) return EBADF;
  for (Poll* poll : closed->polled_by) poll->watched.erase(number);
  closed->polled_by.clear();
  if (auto* socket = dynamic_cast<Socket*>(closed.get())) {
    std::erase_if(bound_, [&](const auto& bound) { return bound.second.lock().get() == socket; });
    leave(*socket);
  }
  scheduler_.wake(closed.get());
  files_[static_cast<std::size_t>(number - first_descriptor)].reset();
  return 0;
}

std::vector<const File*> Network::open_files() const {
  std::vector<const File*> found;
  for (const std::shared_ptr<File>& each : files_)
    if (each) found.push_back(each.get());
  return found;
}

void Network::notify(File& changed) {
  scheduler_.wake(&changed);
  for (Poll* poll : changed.polled_by) scheduler_.wake(poll);
}

// Sockets

std::string Network::key_of(const Socket& socket, const Address& address) {
  return (socket.is_local ? "local " : socket.is_stream ? "tcp " : "udp ") + address.text();
}

std::shared_ptr<Socket> Network::bound_to(const Socket& asking, const Address& address) const {
  auto found = bound_.find(key_of(asking, address));
  return found == bound_.end() ? nullptr : found->second.lock();
}

Address Network::own_address(const Socket& socket) {
  if (socket.is_local) return {};
  return address_of(socket.process.host, next_port_++);
}

int Network::bind(const std::shared_ptr<Socket>& socket, const Address& address) {
  if (socket->process.is_dead || bound_to(*socket, address)) return EADDRINUSE;
  socket->local = address;
  bound_[key_of(*socket, address)] = socket;
  return 0;
}

int Network::connect(const std::shared_ptr<Socket>& socket, const Address& address) {
  if (socket->process.is_dead) return ECONNREFUSED;
  socket->peer = address;
  if (socket->is_local) return connect_local(socket);
  if (socket->local.family() == AF_UNSPEC)
    if (int error = bind(socket, own_address(*socket)); error != 0) return error;
  if (socket->is_stream) return connect_tcp(socket);
  socket->state = Socket::State::connected;
  return 0;
}

long Network::send(Socket& socket, std::span<const iovec> pieces, const Address* to) {
  if (socket.error != 0) return -std::exchange(socket.error, 0);
  return socket.is_stream ? send_stream(socket, pieces) : send_datagram(socket, pieces, to);
}

long Network::receive(Socket& socket, std::span<std::byte> room, bool peeks, Address* from) {
  if (!socket.is_stream) {
    if (socket.error != 0) return -std::exchange(socket.error, 0);
    if (socket.datagrams.empty()) return socket.reads || socket.is_deaf() ? -EAGAIN : 0;
    const Datagram datagram = std::move(socket.datagrams.front());
    socket.datagrams.pop_front();
    const std::size_t count = std::min(room.size(), datagram.bytes.size());
    std::memcpy(room.data(), datagram.bytes.data(), count);
    if (from != nullptr) *from = datagram.from;
    return static_cast<long>(count);
  }
  const std::size_t there = socket.arrived.size() - socket.taken_bytes;
  if (there == 0) {
    if (socket.error != 0) return -std::exchange(socket.error, 0);
    return socket.end_arrived || !socket.reads ? 0 : -EAGAIN;
  }
  const std::size_t count = std::min(room.size(), there);
  std::memcpy(room.data(), socket.arrived.data() + socket.taken_bytes, count);
  if (peeks) return static_cast<long>(count);
  socket.taken_bytes += count;
  if (socket.taken_bytes == socket.arrived.size()) socket.arrived.clear(), socket.taken_bytes = 0;
  if (socket.connection)
    if (std::shared_ptr<Socket> other = socket.connection->sides[1 - socket.side].lock()) notify(*other);
  return static_cast<long>(count);
}

int Network::shut_down(Socket& socket, int how) {
  if (how != SHUT_WR) socket.reads = false;
  if (how != SHUT_RD && std::exchange(socket.writes, false) && socket.connection)
    put(socket.connection, socket.side, {}, true);
  notify(socket);
  return socket.state == Socket::State::connected ? 0 : ENOTCONN;
}

}  // namespace simulation
