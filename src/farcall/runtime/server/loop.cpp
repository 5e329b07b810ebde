#include <farcall/runtime/server/loop.hpp>

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>

#include <farcall/io/inherited.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/transport/resolve.hpp>

namespace farcall::inline v1 {

using server::DatagramPort;

namespace {

// One for those who arrive, and some for clients, as far as they can run at the same time; the other threads
// are for handlers that turn out to be slow.
std::size_t lanes_of(unsigned threads) noexcept {
  if (threads < 8) return 1;
  return io::Spinner::usable() == io::Spinner::Processors::several ? 1 + threads / 4 : 2;
}

}  // namespace

Server::Loop::Loop(ServerOptions options)
    : Crew(options.most_threads, lanes_of(options.most_threads), io::system_waiter(), steady_clock()),
      dispatcher(options.limits),
      options_(options),
      most_lanes_(lanes_of(options.most_threads)),
      backlog_(*this, dispatcher, options_.limits) {}

Server::Loop::~Loop() { close_all(); }

Result<void> Server::Loop::open() {
  if (!lanes_.empty()) return {};
  lanes_.reserve(most_lanes_);  // who interrupts goes through them while one is added
  if (Result<void> made = make_lane(); !made) return made;
  lane_count_ = 1;
  reserve_ = io::Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  return {};
}

// Errors: std::bad_alloc too.
Result<void> Server::Loop::make_lane() {
  Result<std::unique_ptr<io::Poller>> poller = io::make_poller();
  if (!poller) return std::move(poller).error();
  std::function<void(std::uint64_t)> on_other;
  if (lanes_.empty())
    on_other = [this](std::uint64_t key) {
      key == io::Poller::wake_key ? admit_connected() : accept(listeners_[key - 1]);
    };
  const server::Lane::Shared shared{*this, dispatcher, backlog_, options_.limits, patience_};
  lanes_.push_back(
      std::make_unique<server::Lane>(lanes_.size(), std::move(*poller), shared, std::move(on_other)));
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
      Result<std::shared_ptr<server::LrpcPort>> made = make_lrpc_port(nullptr);
      if (!made) return std::move(made).error();
      port = std::move(*made);
    }
    if (Result<void> ok = poller().watch(opened->number(), 1 + listeners_.size(), true, false); !ok)
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

Result<std::shared_ptr<server::LrpcPort>> Server::Loop::make_lrpc_port(
    std::shared_ptr<const server::SameHost> same_host) {
  server::LrpcDomain::Connect by_stream;  // which who has moved has
  if (!same_host)
    by_stream = [this](io::Descriptor stream, const Caller& client) { connect(std::move(stream), client); };
  return server::LrpcPort::create(dispatcher, options_, std::move(same_host), std::move(by_stream));
}

// A child does not inherit the memory that clients would be shown, and is another process than they would be
// told. Daemons fork after they have listened.
Result<void> Server::Loop::renew_lrpc_ports() {
  if (forks_ == forks()) return {};
  for (std::size_t i = 0; i < lrpc_ports_.size(); ++i) {
    if (!lrpc_ports_[i]) continue;
    Result<std::shared_ptr<server::LrpcPort>> made = make_lrpc_port(is_same_host(i) ? same_host_ : nullptr);
    if (!made) return std::move(made).error();
    lrpc_ports_[i] = std::move(*made);
  }
  return {};
}

void Server::Loop::start(server::Crew& port) {
  port.prepare();
  port_threads_.emplace_back([&port] { port.run(); });
}

Result<void> Server::Loop::begin() try {
  if (Result<void> opened = open(); !opened) return opened;
  if (Result<void> renewed = renew_lrpc_ports(); !renewed) return renewed;
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
  while (dispatcher.deferred() > 0) (void)poller().wait(after(steady_clock().now(), look_again));
}

void Server::Loop::stop() noexcept {
  if (stops_.exchange(true)) return;  // by now the ports may be gone
  for (MemoryPort& port : memory_ports_) port.stop();
  for (const std::shared_ptr<DatagramPort>& port : ports_) port->stop();
  for (const std::shared_ptr<server::LrpcPort>& port : lrpc_ports_)
    if (port) port->stop();
  Crew::stop();
}

std::unique_ptr<server::Crew::Member> Server::Loop::make_member() {
  return std::make_unique<Hand>(options_.limits);
}

void Server::Loop::interrupt() noexcept {
  for (const std::unique_ptr<server::Lane>& lane : lanes()) lane->poller().wake();
}

void Server::Loop::lead(Member& member) {
  auto& me = static_cast<Hand&>(member);
  server::Lane& lane = *lanes_[lane_of(me)];
  const bool is_first = &lane == lanes_.front().get();
  if (!lane.resume(me)) return;
  while (!is_stopping()) {
    if (!lane.next(me, std::min(lane.looks_for_unread(), is_first ? due() : never))) return;
    if (lane.now() >= lane.looks_for_unread()) lane.drop_unread();
    if (is_first && (lane.now() >= due() || is_handed_over_)) look_after(lane.now());
  }
  drain(me, lane);
}

void Server::Loop::take_over(Member& slow, Member& me) {
  server::Lane::take_over(static_cast<Hand&>(slow), static_cast<Hand&>(me));
}

}  // namespace farcall::inline v1
