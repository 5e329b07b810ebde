#include <farcall/runtime/server/loop.hpp>

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>

#include <farcall/base/log.hpp>
#include <farcall/io/inherited.hpp>
#include <farcall/transport/resolve.hpp>

namespace farcall::inline v1 {

using server::DatagramPort;
using server::StreamPeer;
using State = io::Transfer::State;

Server::Loop::Loop(ServerOptions options)
    : Crew(options.most_threads, io::system_waiter(), steady_clock()),
      dispatcher(options.limits),
      options_(options),
      spinner_(options.limits.spin) {}

Server::Loop::~Loop() { close_all(); }

Result<void> Server::Loop::open() {
  if (poller_) return {};
  Result<std::unique_ptr<io::Poller>> poller = io::make_poller();
  if (!poller) return std::move(poller).error();
  poller_ = std::move(*poller);
  reserve_ = io::Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  return {};
}

Result<std::string> Server::Loop::listen(std::string_view text) try {
  Result<Endpoint> endpoint = parse_endpoint(text);
  if (!endpoint) return std::move(endpoint).error();
  endpoints.reserve(endpoints.size() + 1);
  if (endpoint->scheme == "memory") return listen_in_memory(*endpoint);
  for (std::string_view scheme : {"tcp", "unix", "udp", "lrpc"})
    if (endpoint->scheme == scheme) return listen_to(*endpoint);
  return Error{Code::bad_endpoint, Executed::no, endpoint->text() + ": a server cannot listen there", {}};
} catch (const std::bad_alloc&) {
  return Error{Code::resource_exhausted, Executed::no, "no memory"};
}

Result<std::string> Server::Loop::listen_in_memory(const Endpoint& endpoint) {
  std::string text = endpoint.text();
  std::string known = text;
  memory_ports_.reserve(memory_ports_.size() + 1);
  Result<MemoryPort> port = MemoryPort::open(endpoint.path, dispatcher, options_.limits);
  if (!port) return std::move(port).error();
  memory_ports_.push_back(std::move(*port));
  endpoints.push_back(std::move(known));
  return text;
}

// When memory runs out on the way nothing of the endpoint is left.
Result<std::string> Server::Loop::listen_to(const Endpoint& endpoint) {
  if (Result<void> opened = open(); !opened) return std::move(opened).error();
  Result<std::vector<io::Address>> addresses = transport::resolve(endpoint, never);
  if (!addresses) return std::move(addresses).error();
  const io::Address& address = addresses->front();
  const io::Kind kind = endpoint.scheme == "udp"    ? io::Kind::datagram
                        : endpoint.scheme == "lrpc" ? io::Kind::packets
                                                    : io::Kind::stream;
  listeners_.reserve(listeners_.size() + 1);
  lrpc_ports_.reserve(listeners_.size() + 1);
  ports_.reserve(ports_.size() + 1);
  Result<server::Listener> opened = server::Listener::open(address, kind, endpoint.text());
  if (!opened) return std::move(opened).error();
  bool is_inherited = opened->is_inherited();
  io::Address bound = io::local_address(opened->number());
  if (bound.family() == AF_UNSPEC) return io::system_error(errno, endpoint.text());
  std::string text = endpoint.scheme + (bound.family() == AF_UNIX ? ":" : "://") + bound.text();
  std::string known = text;
  if (io::is_connected(kind)) {
    std::shared_ptr<server::LrpcPort> port;
    if (kind == io::Kind::packets) {
      Result<std::shared_ptr<server::LrpcPort>> made = server::LrpcPort::create(
          dispatcher, options_, nullptr,
          [this](io::Descriptor stream, const Caller& client) { connect(std::move(stream), client); });
      if (!made) return std::move(made).error();
      port = std::move(*made);
    }
    if (Result<void> ok = poller_->watch(opened->number(), 1 + listeners_.size(), true, false); !ok)
      return std::move(ok).error();
    listeners_.push_back(std::move(*opened));
    lrpc_ports_.push_back(std::move(port));
    if (!same_host_) offer_same_host();
  } else {
    ports_.push_back(std::make_shared<DatagramPort>(opened->release(), dispatcher, options_));
    if (is_inherited) ports_.back()->share();
  }
  is_heir_ = is_heir_ || is_inherited;
  endpoints.push_back(std::move(known));
  return text;
}

void Server::Loop::start(server::Crew& port) {
  port.prepare();
  port_threads_.emplace_back([&port] { port.run(); });
}

Result<void> Server::Loop::begin() try {
  if (Result<void> opened = open(); !opened) return opened;
  prepare();
  // A predecessor may still answer what is repeated: docs/semantics.md, "Restart".
  dispatcher.serve_since(io::has_predecessor() ? TimePoint{} : steady_clock().now());
  port_threads_.reserve(ports_.size() + lrpc_ports_.size() + 1);
  for (const std::shared_ptr<DatagramPort>& port : ports_) start(*port);
  for (std::size_t i = 0; i < lrpc_ports_.size(); ++i)
    if (lrpc_ports_[i] && !is_same_host(i)) start(*lrpc_ports_[i]);
  return {};
} catch (const std::bad_alloc&) {
  return give_up("no memory");
} catch (const std::system_error&) {
  return give_up("no thread");
}

Error Server::Loop::give_up(const char* why) {
  stop();
  join_ports();
  return {Code::resource_exhausted, Executed::no, why};
}

void Server::Loop::serve() {
  if (is_heir_ && !stops_) {
    {
      std::lock_guard lock(listeners_mutex_);  // another thread may be handing over already
      if (!is_handed_over_)
        for (server::Listener& listener : listeners_) listener.serve();
    }
    io::tell_predecessor();
  }
  run();
  join_ports();
  close_all();
  // Whoever answers later still needs this loop.
  constexpr Duration look_again = std::chrono::milliseconds(5);
  while (dispatcher.deferred() > 0) (void)poller_->wait(after(steady_clock().now(), look_again));
}

void Server::Loop::stop() noexcept {
  if (stops_.exchange(true)) return;  // by now the ports may be gone
  for (const std::shared_ptr<DatagramPort>& port : ports_) port->stop();
  for (const std::shared_ptr<server::LrpcPort>& port : lrpc_ports_)
    if (port) port->stop();
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
    if (!next(me)) return;
    if (now_ >= due() || is_handed_over_) look_after();
  }
  drain(me);
}

TimePoint Server::Loop::due() const noexcept {
  // LRPC's clients leave without a word to this thread.
  const TimePoint looks_for_lrpc =
      is_handed_over_ && has_lrpc_clients() ? now_ + std::chrono::milliseconds(50) : never;
  return std::min({accepts_again_, looks_for_unread_, leaves_by_, looks_for_lrpc});
}

// Serves what comes next, waiting for it.
bool Server::Loop::next(Hand& me) {
  constexpr unsigned looks_a_poll = 8;
  io::Transfer transfer;
  std::span<const io::Poller::Event> events;
  auto look = [&] {
    bool polls = ++looks_ % looks_a_poll == 0 || recent_ == nullptr || recent_->pending.pending_bytes() > 0 ||
                 recent_->is_congested();
    if (polls) {
      events = poller_->wait(io::at_once);
    } else {
      transfer = receive(me, *recent_);
    }
    return !events.empty() || transfer.state != State::not_ready;
  };
  if (overload_.is_on()) {
    events = poller_->wait(io::at_once);
    if (events.empty()) overload_.found_nothing();
  }
  if (events.empty() && !spinner_.find(look)) events = poller_->wait(due());
  now_ = steady_clock().now();
  overload_.begin_turn(now_);
  if (transfer.state != State::not_ready) return take(me, std::shared_ptr(recent_), transfer);
  return overload_.is_on() ? serve_some(me, events) : serve_all(me, events);
}

bool Server::Loop::serve_all(Hand& me, std::span<const io::Poller::Event> events) {
  for (const io::Poller::Event& event : events)
    if (!handle(me, event)) return false;
  return true;
}

// Who comes first is served and the others are mostly refused, so that must be another one each time. The
// last one is not looked at when the turn is over, but is the first of the next: there would be nothing to
// begin that with where all who call pause for a moment.
bool Server::Loop::serve_some(Hand& me, std::span<const io::Poller::Event> events) {
  const std::size_t count = events.size();
  if (count == 0) return true;
  first_ = (first_ + count - 1) % count;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && i + 1 == count && overload_.is_turn_over(steady_clock().now())) break;
    if (!handle(me, events[(first_ + i) % count])) return false;
  }
  return true;
}

bool Server::Loop::handle(Hand& me, const io::Poller::Event& event) {
  if (event.key == io::Poller::wake_key) {
    admit_connected();
    return true;
  }
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
  if (recent_ != peer) recent_ = peer;
  return take(me, peer, receive(me, *peer));
}

io::Transfer Server::Loop::receive(Hand& me, StreamPeer& peer) noexcept {
  std::span<std::byte> room = me.reader.room();
  return room.empty() ? io::Transfer{State::failed, ENOMEM, 0} : peer.receive(room);
}

bool Server::Loop::take(Hand& me, const std::shared_ptr<StreamPeer>& peer, const io::Transfer& transfer) {
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

namespace {

void complain_of(StreamPeer& peer) noexcept {
  constexpr const char* what = "a call message is longer than the limit";
  try {
    log(LogLevel::warning, peer.caller().address + ": " + what);
  } catch (const std::bad_alloc&) {
    log(LogLevel::warning, what);
  }
}

}  // namespace

// Who sends many calls at once has them served as long as a turn lasts, and then goes on in the next one.
// While calls are refused they are all looked at.
bool Server::Loop::gives_way(unsigned served) const noexcept {
  constexpr unsigned calls_a_look = 16;
  return served % calls_a_look == 0 && !overload_.is_on() && overload_.is_turn_over(steady_clock().now());
}

// Replies to calls that came together leave together, unless one of them is slow: take_over().
bool Server::Loop::serve_complete(Hand& me, bool& lost) {
  std::span<const std::byte> record;
  bool held = false;
  bool holds = false;
  bool is_used = false;
  unsigned served = 0;
  for (;;) {
    if (me.peer->is_congested()) {
      if (held) me.peer->release();
      return true;
    }
    switch (me.reader.next(record)) {
      case transport::RecordReader::Next::need_more:
        if (held) me.peer->release();
        return true;
      case transport::RecordReader::Next::too_large:
        complain_of(*me.peer);
        lost = true;
        return true;
      case transport::RecordReader::Next::record: break;
    }
    // Not by every byte: who sends a call slowly is as idle as who sends none.
    if (!std::exchange(is_used, true)) me.peer->last_used = now_;
    if (me.reader.has_next() != holds) {
      holds = !holds;
      held = true;
      me.peer->hold(holds);
    }
    begin_work(me);
    try {
      dispatcher.serve(record, *me.peer, me.reply, {.overload = &overload_});
    } catch (const std::bad_alloc&) {  // not even a refusal could be written
      me.peer->shut();
    }
    if (!end_work(me)) {
      me.reader.clear();
      me.peer.reset();
      return false;
    }
    if (!holds || !gives_way(++served)) continue;
    me.peer->release();
    me.peer->go_on_later();
    return true;
  }
}

// The slow thread may have read more of its peer than the call that it serves: that must not wait for it.
void Server::Loop::take_over(Member& slow, Member& member) {
  auto& from = static_cast<Hand&>(slow);
  if (!from.peer) return;
  from.peer->release();
  if (from.reader.pending_bytes() == 0) return;
  if (!from.reader.copy_pending_to(from.peer->pending)) return from.peer->shut();
  static_cast<Hand&>(member).peer = from.peer;
}

}  // namespace farcall::inline v1
