// How a server's loop ends: by a hand-over, or just so.
#include <farcall/runtime/server/loop.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <new>
#include <utility>

#include <farcall/base/log.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::inline v1 {

using server::DatagramPort;

namespace {

// For what ends elsewhere and wakes nobody here.
constexpr Duration look_again = std::chrono::milliseconds(5);

}  // namespace

Result<std::vector<io::Bequest>> Server::Loop::bequests() {
  std::lock_guard lock(listeners_mutex_);
  std::vector<io::Bequest> sockets;
  auto add = [&](Result<io::Bequest> made) -> Result<void> {
    if (!made) return std::move(made).error();
    sockets.push_back(std::move(*made));
    return {};
  };
  if (is_closed_ || stops_)
    return Error{Code::cancelled, Executed::no, "hand-over: the server has stopped", {}};
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    if (is_same_host(i)) continue;  // a successor makes its own
    if (Result<void> added = add(listeners_[i].bequeath()); !added) return std::move(added).error();
  }
  for (const std::shared_ptr<DatagramPort>& port : ports_) {
    if (Result<void> added = add(io::bequeath(port->number(), false)); !added)
      return std::move(added).error();
    port->share();
  }
  if (sockets.empty())
    return Error{Code::invalid_argument, Executed::no, "hand-over: the server has no sockets", {}};
  return sockets;
}

Result<void> Server::Loop::hand_over(const std::vector<std::string>& command, Duration timeout) try {
  if (is_handing_over_.exchange(true))
    return Error{Code::invalid_argument, Executed::no, "hand-over: there is one already", {}};
  Result<pid_t> successor = Error{};
  {
    Result<std::vector<io::Bequest>> sockets = bequests();
    successor = sockets ? io::start_successor(command, *sockets, after(steady_clock().now(), timeout))
                        : Result<pid_t>(std::move(sockets).error());
  }
  if (!successor) {
    is_handing_over_ = false;
    return std::move(successor).error();
  }
  std::lock_guard lock(listeners_mutex_);
  if (is_closed_) {
    ::kill(*successor, SIGTERM);
    return Error{Code::cancelled, Executed::no, "hand-over: the server has stopped meanwhile", {}};
  }
  for (server::Listener& listener : listeners_) listener.give_away();
  is_handed_over_ = true;
  interrupt();
  return {};
} catch (const std::bad_alloc&) {
  is_handing_over_ = false;
  return Error{Code::resource_exhausted, Executed::no, "no memory"};
}

// What is due by the clock, and after a hand-over.
void Server::Loop::look_after(TimePoint now) {
  if (now >= accepts_again_) resume_accepting();
  if (!is_handed_over_) return;
  if (!is_closed_) {
    close_listeners();
    leaves_by_ = after(now, options_.drain);
    for (const std::shared_ptr<DatagramPort>& port : ports_) port->stop();
  }
  if ((connections() == 0 && !has_lrpc_clients()) || now >= leaves_by_) stop();
}

TimePoint Server::Loop::due() const noexcept {
  // Clients of other lanes, and LRPC's, leave without a word to this thread.
  const TimePoint looks_for_clients =
      is_handed_over_ ? lanes_.front()->now() + std::chrono::milliseconds(50) : never;
  return std::min({accepts_again_, leaves_by_, looks_for_clients});
}

bool Server::Loop::has_lrpc_clients() const {
  return std::any_of(lrpc_ports_.begin(), lrpc_ports_.end(),
                     [](const auto& port) { return port && port->domain().has_clients(); });
}

// At once, not at the end: whoever comes now is refused, or served by a successor, and does not wait here.
void Server::Loop::close_listeners() {
  std::lock_guard lock(listeners_mutex_);
  if (same_host_) same_host_->close();
  for (const server::Listener& listener : listeners_) poller().forget(listener.number());
  listeners_.clear();
  accepts_again_ = never;
  is_closed_ = true;
}

bool Server::Loop::is_busy() {
  if (relieved() > 0 || dispatcher.deferred() > 0) return true;
  for (const std::shared_ptr<DatagramPort>& port : ports_)
    if (!port->is_finished()) return true;
  for (const std::shared_ptr<server::LrpcPort>& port : lrpc_ports_)
    if (port && !port->is_finished()) return true;
  for (const MemoryPort& port : memory_ports_)
    if (port.is_busy()) return true;
  return false;
}

// Accept no more, finish, deregister, close. Who leads the first lane is the last.
void Server::Loop::drain(Hand& me, server::Lane& lane) {
  const bool is_first = &lane == lanes_.front().get();
  if (is_first) close_listeners();
  backlog_.discard();
  TimePoint until = after(steady_clock().now(), options_.drain);
  // A handler that still runs on the thread that leads another lane may call back a client of this one.
  draining_.fetch_add(1);
  auto goes_on = [&] {
    return draining_ < lanes().size() || is_busy() || lane.is_busy() || (is_first && leaders() > 1);
  };
  for (TimePoint now = steady_clock().now(); goes_on() && now < until; now = steady_clock().now()) {
    for (const std::shared_ptr<DatagramPort>& port : ports_)
      if (is_first && port->is_shared() && !port->is_finished()) port->stop();
    lane.wind_up(me, std::min(until, now + look_again));
  }
  lane.end_calls_back();  // which a handler may wait for
  me.peer.reset();
  if (!is_first) return;
  if (relieved() > 0 || dispatcher.deferred() > 0)
    log(LogLevel::warning, "a handler still runs although the time to drain is over");
  for (const std::function<void()>& action : shutdown_actions) {
    try {
      action();
    } catch (const std::exception& error) {
      log(LogLevel::warning, error.what());
    } catch (...) {
      log(LogLevel::warning, "a shutdown action threw something that is no std::exception");
    }
  }
}

void Server::Loop::close_all() {
  for (const std::unique_ptr<server::Lane>& lane : lanes()) lane->close();
  memory_ports_.clear();
  ports_.clear();
  for (const std::shared_ptr<server::LrpcPort>& port : lrpc_ports_)
    if (port) port->domain().close();
  lrpc_ports_.clear();
  connected_.clear();  // nobody comes by them any more
  listeners_.clear();
}

// The wake of a port may have reached another process that reads the same socket.
void Server::Loop::join_ports() noexcept {
  for (std::size_t i = 0; i < port_threads_.size(); ++i) {
    for (; i < ports_.size() && ports_[i]->is_shared() && !ports_[i]->is_finished(); ports_[i]->stop())
      io::system_waiter().pause(after(steady_clock().now(), look_again));
    port_threads_[i].join();
  }
  port_threads_.clear();
}

}  // namespace farcall::inline v1
