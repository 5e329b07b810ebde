#include <farcall/runtime/server/lrpc_domain.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <utility>

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <farcall/base/log.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/runtime/server/lrpc_call.hpp>

namespace farcall::inline v1::server {

LrpcDomain::LrpcDomain(Dispatcher& dispatcher, Options options) noexcept
    : dispatcher_(dispatcher), options_(std::move(options)), deferred_(dispatcher.deferred_count()) {}

LrpcDomain::~LrpcDomain() { close(); }

Result<std::unique_ptr<LrpcDomain>> LrpcDomain::create(Dispatcher& dispatcher, Options options) {
  auto domain = std::unique_ptr<LrpcDomain>(new LrpcDomain(dispatcher, std::move(options)));
  Result<lrpc::Segment> status =
      lrpc::Segment::create(lrpc::status_bytes, lrpc::Segment::Writer::creator, domain->status_descriptor_);
  if (!status) return std::move(status).error();
  domain->status_segment_ = std::move(*status);
  domain->process_ = io::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
  if (!domain->process_) return io::system_error(errno, "pidfd_open");
  for (std::uint32_t i = 0; i < std::clamp(domain->options_.most_lanes, 1U, lrpc::most_lanes); ++i)
    domain->lanes_.push_back(std::make_unique<LrpcLane>(
        *domain, i, domain->status().leaders[i], domain->options_.most_holds, domain->options_.limits.spin));
  return domain;
}

lrpc::Extent LrpcDomain::most() const noexcept {
  return {std::clamp(options_.limits.lrpc_slots, 1U, lrpc::most_slots),
          (options_.limits.record_bytes + lrpc::page_bytes - 1) / lrpc::page_bytes * lrpc::page_bytes};
}

bool LrpcDomain::admits(Caller& caller, std::string_view route, SameHost::Known& known) const {
  // Who names a connection was sent here by who is at its other end.
  if (!options_.same_host && !route.empty()) return false;
  try {
    if (options_.admits && !options_.admits(caller)) return false;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (...) {
    log(LogLevel::error, "ServerOptions::admits threw: an LRPC client is refused");
    return false;
  }
  return !options_.same_host || options_.same_host->recognise(caller, std::string(route), known);
}

Result<io::Descriptor> LrpcDomain::connect(const Caller& caller) const {
  if (!options_.connect)
    return Error{Code::unsupported, Executed::no, "a client that has moved has a stream"};
  std::array<int, 2> both{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both.data()) != 0)
    return io::system_error(errno, "socketpair");
  io::Descriptor ours(both[0]);
  io::Descriptor theirs(both[1]);
  // With a name at our end it is a connection like others, by which the client may move (io/route.hpp).
  const sockaddr any{.sa_family = AF_UNIX, .sa_data = {}};
  if (::bind(ours.number(), &any, sizeof any.sa_family) != 0) return io::system_error(errno, "bind");
  options_.connect(std::move(ours), caller);
  return theirs;
}

// Clients come and go

void LrpcDomain::admit(io::Descriptor control) {
  std::shared_ptr<LrpcClient> client;
  try {
    client = std::make_shared<LrpcClient>(*this, std::move(control));
    if (is_full() && !drop_silent()) return;
    std::lock_guard lock(mutex_);
    if (is_closed_) return;
    clients_.insert(client);
    status().bindings.fetch_add(1, std::memory_order_relaxed);
  } catch (const std::bad_alloc&) {
    return log(LogLevel::warning, "out of memory: an LRPC client is refused");
  }
  if (!client->watch()) leave(client);
}

bool LrpcDomain::is_full() {
  std::lock_guard lock(mutex_);
  return clients_.size() >= options_.limits.connections;
}

bool LrpcDomain::drop_silent() noexcept {
  constexpr Duration longest_silence = std::chrono::seconds(1);
  const TimePoint then = steady_clock().now() - longest_silence;
  std::shared_ptr<LrpcClient> silent;
  {
    std::lock_guard lock(mutex_);
    const auto found = std::find_if(clients_.begin(), clients_.end(),
                                    [&](const auto& each) { return !each->is_bound && each->since < then; });
    if (found != clients_.end()) silent = *found;
  }
  if (silent) revoke(*silent);
  return silent != nullptr;
}

void LrpcDomain::enter(const std::shared_ptr<LrpcClient>& client) noexcept {
  status().a_stacks.fetch_add(client->linkages.extent().slots, std::memory_order_relaxed);
  client->lane.store(lanes_.front().get(), std::memory_order_release);
  lanes_.front()->call_in(client);
}

void LrpcDomain::leave(const std::shared_ptr<LrpcClient>& client) noexcept {
  client->is_gone.store(true, std::memory_order_release);
  // Whoever closes the port waits for the clients that it still has, and no longer for this one.
  std::lock_guard lock(mutex_);
  if (clients_.erase(client) > 0) {
    status().bindings.fetch_sub(1, std::memory_order_relaxed);
    status().a_stacks.fetch_sub(client->linkages.extent().slots, std::memory_order_relaxed);
  }
  notify();
}

void LrpcDomain::close() noexcept {
  std::unordered_set<std::shared_ptr<LrpcClient>> all;
  {
    std::lock_guard lock(mutex_);
    is_closed_ = true;
    all.swap(clients_);
  }
  for (const std::shared_ptr<LrpcClient>& client : all) client->forget();
  for (const std::unique_ptr<LrpcLane>& lane : lanes_) lane->close();
}

bool LrpcDomain::has_clients() {
  std::lock_guard lock(mutex_);
  return !clients_.empty();
}

void LrpcDomain::notify() noexcept {
  for (const std::unique_ptr<LrpcLane>& lane : lanes_) lane->notify();
}

// Serving

const Dispatcher::Offer* LrpcDomain::offer_of(LrpcClient& client, const lrpc::Accepted& call) const {
  if (client.offer == nullptr || client.program != call.program || client.version != call.version) {
    message::ReplyStatus status;
    client.offer = dispatcher_.find(call.program, call.version, status);
    client.program = call.program;
    client.version = call.version;
  }
  return client.offer;
}

void LrpcDomain::run(LrpcClient& client, const Dispatcher::Offer* offer, const lrpc::Accepted& accepted,
                     Buffer& reply) {
  message::ReplyStatus status;
  if (offer == nullptr) (void)dispatcher_.find(accepted.program, accepted.version, status);  // why not
  LrpcCall call(client, accepted, reply, options_.limits, deferred_);
  try {
    call.serve(offer, status);
  } catch (const std::bad_alloc&) {  // not even a refusal could be written
    revoke(client);
  }
}

void LrpcDomain::revoke(LrpcClient& client) noexcept {
  client.forget();
  leave(client.shared_from_this());
}

}  // namespace farcall::inline v1::server
