// What becomes of a stream: connecting, bytes that arrive late and in pieces, ends, resets and silence.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "network.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;
constexpr Duration first_retry = 200ms;
constexpr Duration longest_retry = 3s;
// What a system takes as a whole, or not at all.
constexpr std::size_t whole_bytes = 80;

}  // namespace

// Sent, and not read by the other end's process.
std::size_t Socket::unread_bytes() const {
  std::size_t bytes = connection->pipes[side].bytes_on_the_way;
  if (std::shared_ptr<Socket> other = connection->sides[1 - side].lock())
    bytes += other->arrived.size() - other->taken_bytes;
  return bytes;
}

std::size_t Socket::room() const {
  if (!connection || !writes) return 0;
  return connection->window_bytes - std::min(unread_bytes(), connection->window_bytes);
}

// The other end's system has half of the window for what its process has not read.
std::size_t Socket::unacknowledged_bytes() const {
  if (!connection) return 0;
  const std::size_t unread = unread_bytes();
  const std::size_t taken = is_local ? 0 : connection->window_bytes / 2;
  return std::max(connection->pipes[side].bytes_on_the_way, unread - std::min(unread, taken));
}

short Socket::ready() const {
  int found = 0;
  if (!is_stream) {
    if (!datagrams.empty() || error != 0 || (!reads && !is_deaf())) found |= POLLIN;
    return static_cast<short>(found | POLLOUT);
  }
  switch (state) {
    case State::fresh:
    case State::ended: found |= POLLIN | POLLOUT | POLLHUP; break;
    case State::connecting: return 0;
    case State::listening: return backlog.empty() ? short{0} : short{POLLIN};
    case State::connected:
      if (arrived.size() > taken_bytes || end_arrived || !reads) found |= POLLIN;
      if (end_arrived) found |= POLLRDHUP;
      if (!writes || room() > 0) found |= POLLOUT;
  }
  if (error != 0) found |= POLLIN | POLLOUT | POLLERR;
  return static_cast<short>(found);
}

// Connecting

int Network::connect_local(const std::shared_ptr<Socket>& socket) {
  std::shared_ptr<Socket> listener = bound_to(*socket, socket->peer);
  if (!listener || listener->state != Socket::State::listening) return ECONNREFUSED;
  const Duration wait = socket->send_timeout;
  const TimePoint until = wait == Duration::zero() ? farcall::never : scheduler_.now() + wait;
  await(listener.get(), until, [&] {
    return listener->state != Socket::State::listening || listener->backlog.size() < listener->backlog_limit;
  });
  if (listener->state != Socket::State::listening) return ECONNREFUSED;
  if (listener->backlog.size() >= listener->backlog_limit) return EAGAIN;
  join(socket, *listener);
  return 0;
}

int Network::connect_tcp(const std::shared_ptr<Socket>& socket) {
  socket->state = Socket::State::connecting;
  scheduler_.at(scheduler_.now() + way(), nullptr, [this, weak = std::weak_ptr(socket)] { knock(weak, 0); });
  const Duration wait = socket->send_timeout;
  const TimePoint until = wait == Duration::zero() ? farcall::never : scheduler_.now() + wait;
  if (!await(socket.get(), until, [&] { return socket->state != Socket::State::connecting; }))
    return EINPROGRESS;
  return std::exchange(socket->error, 0);
}

// A SYN arrives, or does not.
void Network::knock(const std::weak_ptr<Socket>& weak, unsigned tries) {
  std::shared_ptr<Socket> socket = weak.lock();
  if (!socket || socket->state != Socket::State::connecting) return;
  const unsigned to = host_of(socket->peer);
  std::shared_ptr<Socket> listener = bound_to(*socket, socket->peer);
  const bool is_full = listener && listener->backlog.size() >= listener->backlog_limit;
  if (is_full || is_blocked(socket->process.host, to) || is_blocked(to, socket->process.host)) {
    scheduler_.at(scheduler_.now() + std::min(longest_retry, Duration(1s) * (1U << std::min(tries, 4U))),
                  nullptr, [this, weak, tries] { knock(weak, tries + 1); });
    return;
  }
  if (!listener || listener->state != Socket::State::listening) {
    socket->state = Socket::State::fresh;
    socket->error = ECONNREFUSED;
    return notify(*socket);
  }
  join(socket, *listener);
}

void Network::join(const std::shared_ptr<Socket>& socket, Socket& listener) {
  auto connection = std::make_shared<Connection>();
  connection->window_bytes = weather.window_bytes;
  connection->is_local = socket->is_local;
  connection->processes = {&socket->process, &listener.process};
  ++socket->process.connections;
  // Its descriptor comes with accept(); until then it has a place in the backlog only.
  auto other = std::make_shared<Socket>(listener.process, -1);
  for (const std::shared_ptr<Socket>& side : {socket, other}) {
    side->state = Socket::State::connected;
    side->connection = connection;
  }
  socket->side = 0;
  other->side = 1;
  other->is_local = socket->is_local;
  other->local = listener.local;
  other->peer = socket->local;
  connection->sides = {socket, other};
  listener.backlog.push_back(std::move(other));
  scheduler_.trace().line(scheduler_.now(), socket->process.name.c_str(), "is connected to %s",
                          listener.process.name.c_str());
  notify(*socket);
  notify(listener);
}

std::shared_ptr<Socket> Network::accept(Socket& listener) {
  if (listener.state != Socket::State::listening || listener.backlog.empty()) return nullptr;
  std::shared_ptr<Socket> waiting = std::move(listener.backlog.front());
  listener.backlog.pop_front();
  auto accepted = open<Socket>();
  accepted->state = waiting->state;
  accepted->is_local = waiting->is_local;
  accepted->local = waiting->local;
  accepted->peer = waiting->peer;
  accepted->error = waiting->error;
  accepted->side = waiting->side;
  accepted->arrived = std::move(waiting->arrived);
  accepted->end_arrived = waiting->end_arrived;
  accepted->connection = std::move(waiting->connection);
  if (accepted->connection) accepted->connection->sides[accepted->side] = accepted;
  notify(listener);
  return accepted;
}

// Bytes on their way

long Network::send_stream(Socket& socket, std::span<const iovec> pieces) {
  if (!socket.connection || !socket.writes || socket.process.is_dead) return -EPIPE;
  std::size_t all = 0;
  for (const iovec& piece : pieces) all += piece.iov_len;
  std::size_t count = std::min(all, socket.room());
  if (count == 0) return -EAGAIN;
  if (all <= whole_bytes) count = all;
  const bool splits = all > whole_bytes && random_.chance(weather.splitting);
  if (splits) {
    figures_.count(Fault::write_split);
    count = random_.between(1, count);
  }
  Bytes bytes;
  bytes.reserve(count);
  for (const iovec& piece : pieces) {
    const auto* from = static_cast<const std::byte*>(piece.iov_base);
    bytes.insert(bytes.end(), from, from + std::min(piece.iov_len, count - bytes.size()));
  }
  Trace& trace = scheduler_.trace();
  if (trace.is_on())
    trace.line(scheduler_.now(), socket.process.name.c_str(), "sends %zu of %zu bytes by file %d", count, all,
               socket.number - first_descriptor);
  if (weather.delivers_corrupted && random_.chance(weather.corruption)) {
    figures_.count(Fault::stream_corrupted);
    bytes[random_.below(count)] ^= static_cast<std::byte>(random_.between(1, 255));
  }
  if (splits && count > 1) {
    const auto cut = static_cast<std::ptrdiff_t>(random_.between(1, count - 1));
    put(socket.connection, socket.side, Bytes(bytes.begin(), bytes.begin() + cut), false);
    bytes.erase(bytes.begin(), bytes.begin() + cut);
  }
  put(socket.connection, socket.side, std::move(bytes), false);
  return static_cast<long>(count);
}

// Where bytes take time they arrive by and by.
void Network::put(const std::shared_ptr<Connection>& connection, std::size_t from, Bytes bytes, bool is_end) {
  const std::size_t most = weather.bytes_per_second / 20;
  auto rest = bytes.begin();
  if (!connection->is_local && most > 0)
    for (; bytes.end() - rest > static_cast<std::ptrdiff_t>(most); rest += static_cast<std::ptrdiff_t>(most))
      put_at_once(connection, from, Bytes(rest, rest + static_cast<std::ptrdiff_t>(most)), false);
  bytes.erase(bytes.begin(), rest);
  put_at_once(connection, from, std::move(bytes), is_end);
}

void Network::put_at_once(const std::shared_ptr<Connection>& connection, std::size_t from, Bytes bytes,
                          bool is_end) {
  Pipe& pipe = connection->pipes[from];
  pipe.free_at = std::max(pipe.free_at, scheduler_.now());
  if (!connection->is_local && weather.bytes_per_second > 0)
    pipe.free_at += Duration(1s) * static_cast<Duration::rep>(bytes.size()) /
                    static_cast<Duration::rep>(weather.bytes_per_second);
  TimePoint arrives = pipe.free_at + (connection->is_local ? Duration(1us) : way());
  if (!connection->is_local && random_.chance(weather.lateness)) {
    figures_.count(Fault::stream_stalled);
    arrives += random_.between(Duration(1ms), Duration(1s));
  }
  pipe.last_arrival = std::max(pipe.last_arrival, arrives);
  pipe.bytes_on_the_way += bytes.size();
  pipe.on_the_way.push_back({pipe.last_arrival, std::move(bytes), is_end});
  schedule(connection, from);
}

void Network::schedule(const std::shared_ptr<Connection>& connection, std::size_t from) {
  Pipe& pipe = connection->pipes[from];
  if (pipe.is_scheduled || pipe.on_the_way.empty()) return;
  pipe.is_scheduled = true;
  scheduler_.at(pipe.on_the_way.front().arrives, nullptr,
                [this, connection, from] { deliver(connection, from); });
}

void Network::deliver(const std::shared_ptr<Connection>& connection, std::size_t from) {
  Pipe& pipe = connection->pipes[from];
  pipe.is_scheduled = false;
  if (pipe.on_the_way.empty()) return;
  if (is_blocked(*connection, from)) {  // it is sent again, ever more rarely
    const Duration wait = std::min(longest_retry, first_retry * (1U << std::min(pipe.tries++, 5U)));
    pipe.on_the_way.front().arrives = scheduler_.now() + random_.between(wait, wait + wait / 2);
    return schedule(connection, from);
  }
  pipe.tries = 0;
  while (!pipe.on_the_way.empty() && pipe.on_the_way.front().arrives <= scheduler_.now()) {
    Chunk chunk = std::move(pipe.on_the_way.front());
    pipe.on_the_way.pop_front();
    pipe.bytes_on_the_way -= chunk.bytes.size();
    if (arrive(connection, from, chunk)) continue;
    pipe.on_the_way.clear();
    pipe.bytes_on_the_way = 0;
    return send_reset(connection, from, true);  // as often as this is sent again
  }
  schedule(connection, from);
}

// False where nobody knows the connection.
bool Network::arrive(const std::shared_ptr<Connection>& connection, std::size_t from, Chunk& chunk) {
  std::shared_ptr<Socket> to = connection->sides[1 - from].lock();
  if (connection->is_forgotten || !to || to->connection != connection) return chunk.is_end;
  if (chunk.is_end) {
    to->end_arrived = true;
    hear_of_end(*connection->processes[from]);
  } else if (to->reads) {
    to->arrived.insert(to->arrived.end(), chunk.bytes.begin(), chunk.bytes.end());
  } else {
    return false;
  }
  notify(*to);
  return true;
}

// The end

void Network::send_reset(const std::shared_ptr<Connection>& connection, std::size_t to, bool again) {
  const Duration wait = connection->is_local ? Duration(1us) : way();
  scheduler_.at(scheduler_.now() + wait, nullptr, [this, connection, to, again] {
    std::shared_ptr<Socket> socket = connection->sides[to].lock();
    if (!socket || socket->connection != connection) return;
    if (!is_blocked(*connection, 1 - to)) return arrive_reset(*socket);
    if (!again) return;
    scheduler_.at(scheduler_.now() + random_.between(first_retry, longest_retry), nullptr,
                  [this, connection, to] { send_reset(connection, to, true); });
  });
}

void Network::arrive_reset(Socket& socket) {
  scheduler_.trace().line(scheduler_.now(), socket.process.name.c_str(), "loses a connection: reset");
  hear_of_end(*socket.connection->processes[1 - socket.side]);
  socket.connection.reset();
  socket.error = ECONNRESET;
  socket.end_arrived = true;
  if (random_.chance(500'000)) socket.arrived.clear(), socket.taken_bytes = 0;
  notify(socket);
}

void Network::hear_of_end(Process& process) const {
  if (process.is_dead && process.connections == 1) process.missed_at = scheduler_.now();
}

// The socket is closed, maybe with what was not read.
void Network::leave(Socket& socket) {
  socket.state = Socket::State::ended;
  socket.end_arrived = true;
  for (const std::shared_ptr<Socket>& waiting : std::exchange(socket.backlog, {})) leave(*waiting);
  std::shared_ptr<Connection> connection = std::exchange(socket.connection, nullptr);
  const bool reads_all = socket.arrived.size() == socket.taken_bytes;
  const bool ends = std::exchange(socket.writes, false);
  socket.arrived.clear();
  socket.taken_bytes = 0;
  socket.reads = false;
  if (!connection) return;
  if (!reads_all) {
    send_reset(connection, 1 - socket.side, false);
  } else if (ends) {
    put(connection, socket.side, {}, true);
  }
}

std::vector<std::shared_ptr<Connection>> Network::connections() const {
  std::vector<std::shared_ptr<Connection>> found;
  for (const std::shared_ptr<File>& each : files_)
    if (auto* socket = dynamic_cast<Socket*>(each.get()); socket != nullptr && socket->connection)
      if (socket->side == 0 && !socket->connection->is_local) found.push_back(socket->connection);
  return found;
}

bool Network::reset_one() {
  const std::vector<std::shared_ptr<Connection>> all = connections();
  if (all.empty()) return false;
  const std::shared_ptr<Connection>& struck = all[random_.below(all.size())];
  for (const std::size_t side : {0U, 1U}) send_reset(struck, side, true);
  return true;
}

bool Network::forget_one() {
  const std::vector<std::shared_ptr<Connection>> all = connections();
  if (all.empty()) return false;
  all[random_.below(all.size())]->is_forgotten = true;
  return true;
}

}  // namespace simulation
