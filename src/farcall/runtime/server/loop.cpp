#include <farcall/runtime/server/loop.hpp>

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>

#include <farcall/base/log.hpp>
#include <farcall/transport/resolve.hpp>

namespace farcall::inline v1 {

using server::DatagramPort;
using server::StreamPeer;
using State = io::Transfer::State;

Server::Loop::Loop(ServerOptions options)
    : Crew(options.most_threads, io::system_waiter(), steady_clock()), options_(options) {}

Server::Loop::~Loop() { close_all(); }

Result<void> Server::Loop::open() {
  if (poller_) return {};
  Result<std::unique_ptr<io::Poller>> poller = io::make_poller();
  if (!poller) return std::move(poller).error();
  poller_ = std::move(*poller);
  reserve_ = io::Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  return {};
}

Result<std::string> Server::Loop::listen(std::string_view text) {
  Result<Endpoint> endpoint = parse_endpoint(text);
  if (!endpoint) return std::move(endpoint).error();
  if (endpoint->scheme == "memory") {
    Result<MemoryPort> port = MemoryPort::open(endpoint->path, dispatcher, options_.limits);
    if (!port) return std::move(port).error();
    memory_ports_.push_back(std::move(*port));
    endpoints.push_back(endpoint->text());
    return endpoints.back();
  }
  bool is_stream = endpoint->scheme == "tcp" || endpoint->scheme == "unix";
  if (!is_stream && endpoint->scheme != "udp")
    return Error{Code::bad_endpoint, Executed::no, endpoint->text() + ": a server cannot listen there", {}};
  if (Result<void> opened = open(); !opened) return std::move(opened).error();
  Result<std::vector<io::Address>> addresses = transport::resolve(*endpoint, never);
  if (!addresses) return std::move(addresses).error();
  Result<io::Address> bound = is_stream ? open_stream(addresses->front(), endpoint->text())
                                        : open_datagram(addresses->front(), endpoint->text());
  if (!bound) return std::move(bound).error();
  endpoints.push_back(endpoint->scheme + (endpoint->scheme == "unix" ? ":" : "://") + bound->text());
  return endpoints.back();
}

Result<io::Address> Server::Loop::open_stream(const io::Address& address, const std::string& name) {
  Result<io::Descriptor> opened = io::listen(address, io::Kind::stream, name);
  if (!opened) return std::move(opened).error();
  if (Result<void> ok = poller_->watch(opened->number(), 1 + listeners_.size(), true, false); !ok)
    return std::move(ok).error();
  io::Address bound = io::local_address(opened->number());
  std::string path = address.family() == AF_UNIX && address.host()[0] != '@' ? address.host() : "";
  listeners_.push_back({std::move(*opened), path});
  return bound;
}

Result<io::Address> Server::Loop::open_datagram(const io::Address& address, const std::string& name) {
  Result<io::Descriptor> opened = io::listen(address, io::Kind::datagram, name);
  if (!opened) return std::move(opened).error();
  io::Address bound = io::local_address(opened->number());
  ports_.push_back(std::make_unique<DatagramPort>(std::move(*opened), dispatcher, options_));
  return bound;
}

Result<void> Server::Loop::serve() {
  if (Result<void> opened = open(); !opened) return opened;
  std::vector<std::thread> threads;
  for (const std::unique_ptr<DatagramPort>& port : ports_) threads.emplace_back([&port] { port->run(); });
  run();
  for (std::thread& thread : threads) thread.join();
  close_all();
  return {};
}

void Server::Loop::stop() noexcept {
  for (const std::unique_ptr<DatagramPort>& port : ports_) port->stop();
  Crew::stop();
}

std::unique_ptr<server::Crew::Member> Server::Loop::make_member() {
  return std::make_unique<Hand>(options_.limits);
}

void Server::Loop::interrupt() noexcept {
  if (poller_) poller_->wake();
}

void Server::Loop::lead(Member& member) {
  auto& me = static_cast<Hand&>(member);
  if (me.peer != nullptr && !resume(me, std::exchange(me.peer, nullptr))) return;
  while (!is_stopping()) {
    for (const io::Poller::Event& event : poller_->wait(accepts_again_))
      if (!handle(me, event)) return;
    if (accepts_again_ != never && steady_clock().now() >= accepts_again_) resume_accepting();
  }
  drain(me);
}

bool Server::Loop::handle(Hand& me, const io::Poller::Event& event) {
  if (event.key == io::Poller::wake_key) return true;
  if (event.key >= first_peer_key) {
    auto found = peers_.find(event.key);
    if (found == peers_.end()) return true;
    std::shared_ptr<StreamPeer> peer = found->second;
    if (event.writable) {
      if (peer->flush()) return peer->is_congested() || resume(me, peer);
      drop(*peer);
      return true;
    }
    return read(me, peer);
  }
  accept(listeners_[event.key - 1]);
  return true;
}

bool Server::Loop::read(Hand& me, const std::shared_ptr<StreamPeer>& peer) {
  if (peer->pending.pending_bytes() > 0) peer->pending.swap(me.reader);
  std::span<std::byte> room = me.reader.room();
  io::Transfer transfer = room.empty() ? io::Transfer{State::failed, ENOMEM, 0} : peer->receive(room);
  if (transfer.state == State::moved) me.reader.received(transfer.size_bytes);
  return serve_records(me, peer, transfer.state == State::closed || transfer.state == State::failed);
}

// Goes on with what was read before: when replies did not go, or when a slow thread was relieved.
bool Server::Loop::resume(Hand& me, const std::shared_ptr<StreamPeer>& peer) {
  if (peer->pending.pending_bytes() == 0) return true;
  peer->pending.swap(me.reader);
  return serve_records(me, peer, false);
}

// Serves the records that are complete. What is not complete stays with the peer: copied when it is short,
// with the memory that it lies in when it is long.
bool Server::Loop::serve_records(Hand& me, const std::shared_ptr<StreamPeer>& peer, bool lost) {
  constexpr std::size_t short_bytes = 4096;
  if (!lost) {
    me.peer = peer;
    if (!serve_complete(me, lost)) return false;
    me.peer.reset();
  }
  if (lost) {
    me.reader.clear();
    drop(*peer);
    return true;
  }
  if (me.reader.pending_bytes() == 0) {
    if (peer->pending.memory_bytes() > me.reader.memory_bytes()) peer->pending.swap(me.reader);
    peer->pending.shrink();
  } else if (me.reader.pending_bytes() > short_bytes || !me.reader.copy_pending_to(peer->pending)) {
    me.reader.swap(peer->pending);
  }
  me.reader.clear();
  return true;
}

bool Server::Loop::serve_complete(Hand& me, bool& lost) {
  std::span<const std::byte> record;
  for (;;) {
    if (me.peer->is_congested()) return true;
    switch (me.reader.next(record)) {
      case transport::RecordReader::Next::need_more: return true;
      case transport::RecordReader::Next::too_large:
        log(LogLevel::warning, me.peer->caller().address + ": a call message is longer than the limit");
        lost = true;
        return true;
      case transport::RecordReader::Next::record: break;
    }
    begin_work(me);
    try {
      dispatcher.serve(record, *me.peer, me.reply);
    } catch (const std::bad_alloc&) {  // not even a refusal could be written
      me.peer->shut();
    }
    if (end_work(me)) continue;
    me.reader.clear();
    me.peer.reset();
    return false;
  }
}

// The slow thread may have read more of its peer than the call that it serves: that must not wait for it.
void Server::Loop::take_over(Member& slow, Member& member) {
  auto& from = static_cast<Hand&>(slow);
  if (!from.peer || from.reader.pending_bytes() == 0) return;
  if (!from.reader.copy_pending_to(from.peer->pending)) return from.peer->shut();
  static_cast<Hand&>(member).peer = from.peer;
}

void Server::Loop::accept(const Listener& listener) {
  for (int i = 0; i < 16; ++i) {
    io::Address peer;
    peer.clear();
    io::Descriptor accepted(::accept4(listener.descriptor.number(), peer.get(), peer.size(), SOCK_CLOEXEC));
    if (accepted) {
      complained_ = false;
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
        if (shed(listener)) return;
        [[fallthrough]];
      default:
        return pause_accepting();  // ENOMEM, ENOBUFS: the client stays where it is, and is reported again
    }
  }
}

// No descriptor is left: a client that is told so can go elsewhere. False when it could not be told, because
// somebody else was faster with the descriptor that was given up for it.
bool Server::Loop::shed(const Listener& listener) noexcept {
  complain("out of file descriptors: connections are refused");
  reserve_ = io::Descriptor();
  io::Descriptor refused(::accept4(listener.descriptor.number(), nullptr, nullptr, SOCK_CLOEXEC));
  bool told = static_cast<bool>(refused) || errno == EAGAIN;
  refused = io::Descriptor();
  reserve_ = io::Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  return told;
}

// A client that waits in the backlog and cannot be accepted would keep this loop awake for nothing.
void Server::Loop::pause_accepting() noexcept {
  constexpr Duration pause = std::chrono::milliseconds(100);
  complain("no connection can be accepted for lack of resources");
  for (const Listener& listener : listeners_) poller_->forget(listener.descriptor.number());
  accepts_again_ = after(steady_clock().now(), pause);
}

void Server::Loop::resume_accepting() noexcept {
  accepts_again_ = never;
  if (!reserve_) reserve_ = io::Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  for (std::size_t i = 0; i < listeners_.size(); ++i)
    if (!poller_->watch(listeners_[i].descriptor.number(), 1 + i, true, false)) return pause_accepting();
}

// Whoever connects again and again must not fill the log.
void Server::Loop::complain(std::string_view what) noexcept {
  if (!std::exchange(complained_, true)) log(LogLevel::warning, what);
}

void Server::Loop::admit(io::Descriptor descriptor) {
  if (peers_.size() >= options_.limits.connections) {
    log(LogLevel::warning, "too many connections: one is refused");
    return;
  }
  std::uint64_t key = next_key_++;
  auto peer = std::make_shared<StreamPeer>(io::make_socket(std::move(descriptor)), key, *poller_,
                                           options_.limits, patience_);
  if (peer->watch()) peers_.emplace(key, std::move(peer));
}

void Server::Loop::drop(StreamPeer& peer) {
  peer.forget();
  peer.shut();
  peers_.erase(peer.key());
}

// Finish, deregister, close.
void Server::Loop::drain(Hand& me) {
  for (Listener& listener : listeners_) poller_->forget(listener.descriptor.number());
  for (const auto& [key, peer] : peers_) peer->stop_reading();
  TimePoint until = after(steady_clock().now(), options_.drain);
  auto is_busy = [&] {
    if (relieved() > 0) return true;
    for (const std::unique_ptr<DatagramPort>& port : ports_)
      if (!port->is_finished()) return true;
    for (const auto& [key, peer] : peers_)
      if (peer->is_congested()) return true;
    return false;
  };
  constexpr Duration look_again =
      std::chrono::milliseconds(5);  // handlers that end elsewhere wake nobody here
  for (TimePoint now = steady_clock().now(); is_busy() && now < until; now = steady_clock().now()) {
    for (const io::Poller::Event& event : poller_->wait(std::min(until, now + look_again))) {
      auto found = peers_.find(event.key);
      if (found == peers_.end()) continue;
      std::shared_ptr<StreamPeer> peer = found->second;
      if (!event.writable || !peer->flush() || !peer->is_congested()) drop(*peer);
    }
  }
  if (relieved() > 0) log(LogLevel::warning, "a handler still runs although the time to drain is over");
  me.peer.reset();
  for (const std::function<void()>& action : shutdown_actions) action();
}

void Server::Loop::close_all() {
  for (const auto& [key, peer] : peers_) peer->shut();
  peers_.clear();
  memory_ports_.clear();
  ports_.clear();
  for (const Listener& listener : listeners_)
    if (!listener.unlink_path.empty()) ::unlink(listener.unlink_path.c_str());
  listeners_.clear();
}

}  // namespace farcall::inline v1
