// How a server's clients come to its loop, move to its memory, and are made to go.
#include <farcall/runtime/server/loop.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <new>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>

#include <farcall/base/log.hpp>
#include <farcall/base/random.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::inline v1 {

// Without it, clients stay where they are.
void Server::Loop::offer_same_host() try {
  if (!options_.same_host || !dispatcher.has_sessions() || dispatcher.is_durable()) return;
  std::array<char, 48> name{};
  std::snprintf(name.data(), name.size(), "@farcall-%016" PRIx64 "%016" PRIx64, random_word(), random_word());
  auto same_host = std::make_shared<server::SameHost>(name.data());
  listeners_.reserve(listeners_.size() + 1);
  lrpc_ports_.reserve(listeners_.size() + 1);
  Result<std::shared_ptr<server::LrpcPort>> port = make_lrpc_port(same_host);
  Result<server::Listener> listener =
      server::Listener::open(*io::Address::unix_path(name.data()), io::Kind::packets, name.data());
  if (!port || !listener || !poller().watch(listener->number(), 1 + listeners_.size(), true, false))
    return log(LogLevel::warning, "clients of this machine cannot move to shared memory");
  same_host_index_ = listeners_.size();
  listeners_.push_back(std::move(*listener));
  lrpc_ports_.push_back(std::move(*port));
  same_host_ = std::move(same_host);
} catch (const std::bad_alloc&) {
  log(LogLevel::warning, "out of memory: clients of this machine cannot move to shared memory");
}

void Server::Loop::accept(const server::Listener& listener) {
  const auto index = static_cast<std::size_t>(&listener - listeners_.data());
  for (int i = 0; i < 16; ++i) {
    io::Address peer;
    peer.clear();
    io::Descriptor accepted(::accept4(listener.number(), peer.get(), peer.size(), SOCK_CLOEXEC));
    if (accepted) {
      complained_ = false;
      if (is_same_host(index) && !is_expected(accepted.number())) continue;
      if (lrpc_ports_[index]) {
        admit_to_memory(std::move(accepted), index);
        continue;
      }
      io::prepare_stream(accepted.number(), peer);
      admit(std::move(accepted));
      continue;
    }
    switch (errno) {
      case EAGAIN: return;
      case EINTR:
      case ECONNABORTED: break;
      case EMFILE:
      case ENFILE:
        // Who wants to move has a place.
        if (drop_silent() || (!is_same_host(index) && drop_idlest())) break;
        if (refuse(listener)) return;
        [[fallthrough]];
      default:
        return pause_accepting();  // ENOMEM, ENOBUFS: the client stays where it is, and is reported again
    }
  }
}

// No descriptor is left: a client that is told so can go elsewhere. False when it could not be told, because
// somebody else was faster with the descriptor that was given up for it.
bool Server::Loop::refuse(const server::Listener& listener) noexcept {
  complain("out of file descriptors: connections are refused");
  reserve_ = io::Descriptor();
  io::Descriptor refused(::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
  bool told = static_cast<bool>(refused) || errno == EAGAIN;
  refused = io::Descriptor();
  reserve_ = io::Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  return told;
}

// A client that waits in the backlog and cannot be accepted would keep this loop awake for nothing.
void Server::Loop::pause_accepting() noexcept {
  constexpr Duration pause = std::chrono::milliseconds(100);
  complain("no connection can be accepted for lack of resources");
  for (const server::Listener& listener : listeners_) poller().forget(listener.number());
  accepts_again_ = after(steady_clock().now(), pause);
}

void Server::Loop::resume_accepting() noexcept {
  accepts_again_ = never;
  if (!reserve_) reserve_ = io::Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  for (std::size_t i = 0; i < listeners_.size(); ++i)
    if (!poller().watch(listeners_[i].number(), 1 + i, true, false)) return pause_accepting();
}

// Whoever connects again and again must not fill the log.
void Server::Loop::complain(std::string_view what) noexcept {
  if (!std::exchange(complained_, true)) log(LogLevel::warning, what);
}

// Everybody may come by an abstract name, also those to whom the path of a socket is closed.
bool Server::Loop::is_expected(int control) const noexcept {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  return ::getsockopt(control, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 &&
         same_host_->expects(credentials.uid);
}

// The thread of those who have moved is there when the first one comes.
void Server::Loop::admit_to_memory(io::Descriptor control, std::size_t index) try {
  server::LrpcPort& port = *lrpc_ports_[index];
  if (is_same_host(index) && !somebody_moved_) {
    start(port);
    somebody_moved_ = true;
  }
  port.domain().admit(std::move(control));
} catch (const std::bad_alloc&) {
  complain("out of memory: no client of this machine can move to shared memory");
} catch (const std::system_error&) {
  complain("no thread: no client of this machine can move to shared memory");
}

void Server::Loop::connect(io::Descriptor stream, const Caller& client) {
  {
    std::lock_guard lock(connected_mutex_);
    if (connected_.size() >= options_.limits.connections) return;
    connected_.emplace_back(std::move(stream), client);
  }
  poller().wake();
}

void Server::Loop::admit_connected() {
  std::vector<std::pair<io::Descriptor, Caller>> connected;
  {
    std::lock_guard lock(connected_mutex_);
    connected.swap(connected_);
  }
  for (auto& [stream, client] : connected) try {
      admit(std::move(stream), std::make_unique<Caller>(std::move(client)));
    } catch (const std::bad_alloc&) {
      complain("out of memory: connections are refused");
    }
}

std::size_t Server::Loop::connections() const noexcept {
  std::size_t all = 0;
  for (const std::unique_ptr<server::Lane>& lane : lanes()) all += lane->size();
  return all;
}

bool Server::Loop::open_lane() noexcept try {
  const std::size_t count = lanes().size();
  if (count == most_lanes_ || (lanes_.size() == count && !make_lane())) return false;
  lane_count_.store(count + 1, std::memory_order_release);
  if (add_lane()) return true;
  lane_count_.store(count, std::memory_order_release);
  return false;
} catch (const std::bad_alloc&) {
  return false;
}

// A lane of its own as long as there are some; the first one, where clients arrive, only when there is no
// other.
server::Lane& Server::Loop::lane_for_one_more() noexcept {
  const auto count = static_cast<std::ptrdiff_t>(lanes().size());
  const auto begin = lanes_.begin() + (count > 1 ? 1 : 0);
  const auto emptiest = std::min_element(begin, lanes_.begin() + count,
                                         [](const auto& a, const auto& b) { return a->size() < b->size(); });
  const bool is_free = count > 1 && (*emptiest)->size() == 0;
  return is_free || !open_lane() ? **emptiest : *lanes().back();
}

void Server::Loop::admit(io::Descriptor descriptor, std::unique_ptr<Caller> caller) try {
  if (connections() >= options_.limits.connections && !drop_idlest()) {
    return complain("too many connections: one is refused");
  }
  lane_for_one_more().admit(io::make_socket(std::move(descriptor)), same_host_, std::move(caller));
} catch (const std::bad_alloc&) {
  complain("out of memory: connections are refused");
}

bool Server::Loop::drop_silent() noexcept {
  return std::any_of(lrpc_ports_.begin(), lrpc_ports_.end(),
                     [](const auto& port) { return port && port->domain().drop_silent(); });
}

// Makes room for a new client. False when nobody has been idle for so long.
bool Server::Loop::drop_idlest() noexcept {
  // At clients that another thread is reading, for a moment: longer where that has to wait for a processor.
  constexpr int looks_in_a_row = 16, most_looks = 64;
  constexpr Duration moment = std::chrono::milliseconds(1);
  const TimePoint now = steady_clock().now();
  if (now < nobody_is_idle_before_) return false;
  nobody_is_idle_before_ = after(now, moment);
  for (int looks = 1; looks <= most_looks; ++looks) {
    if (looks > looks_in_a_row) {
      io::system_waiter().pause(after(steady_clock().now(), moment / 10));
    } else if (looks > 1) {
      std::this_thread::yield();
    }
    server::Lane::Idle idlest;
    server::Lane* its_lane = nullptr;
    bool is_contested = false;
    for (const std::unique_ptr<server::Lane>& lane : lanes()) {
      const server::Lane::Idle found = lane->idlest();
      is_contested = is_contested || (found.is_contested && lane != lanes().front());
      if (found.since >= idlest.since) continue;
      idlest = found;
      its_lane = lane.get();
    }
    if (is_contested && looks < most_looks) continue;
    if (its_lane == nullptr) return false;
    const TimePoint not_before = after(idlest.since, options_.limits.idle);
    if (now < not_before) {
      if (!is_contested) nobody_is_idle_before_ = not_before;
      return false;
    }
    if (!its_lane->drop_idle(idlest)) continue;
    nobody_is_idle_before_ = is_contested ? now : not_before;
    log(LogLevel::info, "a connection is closed that was idle, in favour of a new one");
    return true;
  }
  return false;
}

}  // namespace farcall::inline v1
