#include <farcall/runtime/server/lrpc_domain.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <utility>

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <farcall/base/fence.hpp>
#include <farcall/base/log.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/lrpc/processor.hpp>
#include <farcall/runtime/server/lrpc_call.hpp>

namespace farcall::inline v1::server {
namespace {

// Every eighth look is for everybody who is associated, the others for who called last; and now and then one
// is for A-stacks that nobody has used of late.
constexpr std::uint32_t looks_a_round = 8;
constexpr std::uint32_t looks_everywhere = 1024;
// How many calls may be answered before it is looked after whether their callers have gone to sleep.
constexpr std::uint32_t calls_between_wakes = 64;
constexpr Duration cold_after = std::chrono::milliseconds(100);

}  // namespace

LrpcDomain::LrpcDomain(Dispatcher& dispatcher, Options options) noexcept
    : dispatcher_(dispatcher), options_(std::move(options)), deferred_(dispatcher.deferred_count()) {}

LrpcDomain::~LrpcDomain() { close(); }

Result<std::unique_ptr<LrpcDomain>> LrpcDomain::create(Dispatcher& dispatcher, Options options) {
  auto domain = std::unique_ptr<LrpcDomain>(new LrpcDomain(dispatcher, std::move(options)));
  Result<lrpc::Segment> status =
      lrpc::Segment::create(lrpc::page_bytes, lrpc::Segment::Writer::creator, domain->status_descriptor_);
  if (!status) return std::move(status).error();
  domain->status_segment_ = std::move(*status);
  domain->process_ = io::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
  if (!domain->process_) return io::system_error(errno, "pidfd_open");
  domain->publish(lrpc::asleep);
  return domain;
}

lrpc::Extent LrpcDomain::most() const noexcept {
  return {std::clamp(options_.limits.lrpc_slots, 1U, lrpc::most_slots),
          (options_.limits.record_bytes + lrpc::page_bytes - 1) / lrpc::page_bytes * lrpc::page_bytes};
}

bool LrpcDomain::admits(Caller& caller, std::string_view route, SameHost::Known& known) const {
  // Who names a connection was sent here by who is at its other end.
  if (!options_.same_host && !route.empty()) return false;
  if (options_.admits && !options_.admits(caller)) return false;
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
    std::lock_guard lock(mutex_);
    if (is_closed_ || clients_.size() >= options_.limits.connections) return;
    clients_.insert(client);
    status().bindings.fetch_add(1, std::memory_order_relaxed);
  } catch (const std::bad_alloc&) {
    return log(LogLevel::warning, "out of memory: an LRPC client is refused");
  }
  if (!client->watch()) leave(client);
}

void LrpcDomain::enter(const std::shared_ptr<LrpcClient>& client) noexcept {
  status().a_stacks.fetch_add(client->linkages.extent().slots, std::memory_order_relaxed);
  call_in(client);
}

void LrpcDomain::call_in(const std::shared_ptr<LrpcClient>& client) noexcept {
  try {
    std::lock_guard lock(mutex_);
    callers_in_.push_back(client);
  } catch (const std::bad_alloc&) {
    return leave(client);
  }
  notify();
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

// A line of its own, which nobody reads while calls come: a store or two.
void LrpcDomain::count_call() noexcept {
  std::atomic<std::uint64_t>& count = std::exchange(was_asleep_, false) ? status().misses : status().hits;
  count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void LrpcDomain::close() noexcept {
  std::unordered_set<std::shared_ptr<LrpcClient>> all;
  std::vector<std::shared_ptr<LrpcClient>> callers_in;
  {
    std::lock_guard lock(mutex_);
    is_closed_ = true;
    all.swap(clients_);
    callers_in.swap(callers_in_);  // the last of a client asks the watcher, who may ask for our lock
  }
  for (const std::shared_ptr<LrpcClient>& client : all) client->forget();
  associated_.clear();
}

bool LrpcDomain::has_clients() {
  std::lock_guard lock(mutex_);
  return !clients_.empty();
}

void LrpcDomain::notify() noexcept {
  news_.fetch_add(1, std::memory_order_seq_cst);
  lrpc::futex_wake(news_);
}

void LrpcDomain::take_news() {
  seen_news_ = news_.load(std::memory_order_seq_cst);
  std::vector<std::shared_ptr<LrpcClient>> callers_in;
  {
    std::lock_guard lock(mutex_);
    callers_in.swap(callers_in_);
  }
  std::erase_if(associated_, [](const std::shared_ptr<LrpcClient>& each) { return is_done_with(*each); });
  for (const std::shared_ptr<LrpcClient>& client : callers_in) associate(client);
  recent_ = 0;
}

// Who has gone has its one-way calls served that it made before.
bool LrpcDomain::is_done_with(LrpcClient& client) noexcept {
  return client.is_gone.load() &&
         (client.last_calls == 0 || client.linkages.find_anywhere() == client.linkages.extent().slots);
}

void LrpcDomain::associate(const std::shared_ptr<LrpcClient>& client) {
  if (client->is_associated || is_done_with(*client)) return;
  try {
    associated_.push_back(client);
  } catch (const std::bad_alloc&) {
    return revoke(*client);
  }
  client->is_associated = true;
  client->linkages.set_cold(false);
}

// Looking

void LrpcDomain::publish(std::uint32_t leader) noexcept {
  published_ = leader;
  status().leader.store(leader, std::memory_order_seq_cst);
}

bool LrpcDomain::take(std::size_t index, std::uint32_t slot, Found& found) noexcept {
  LrpcClient& client = *associated_[index];
  if (slot == client.linkages.extent().slots) return false;
  if (client.holds.load(std::memory_order_relaxed) >= options_.most_holds) return false;
  recent_ = index;
  recent_slot_ = slot;
  found = {&client, slot};
  return true;
}

bool LrpcDomain::look(Found& found) noexcept {
  const std::size_t count = associated_.size();
  if (count == 0) return false;
  if (++looks_ % looks_a_round != 0) {
    LrpcClient& client = *associated_[recent_];
    const std::uint32_t slots = client.linkages.extent().slots;
    const std::uint32_t here = recent_slot_ < slots ? recent_slot_ : 0;  // it may be another client's
    for (const std::uint32_t slot : {here, here + 1 < slots ? here + 1 : 0})
      if (client.linkages.has_request(slot)) return take(recent_, slot, found);
    return false;
  }
  const bool everywhere = looks_ % looks_everywhere == 0;
  if (const std::uint32_t here = lrpc::current_processor(); here != published_) publish(here);
  for (std::size_t i = 1; i <= count; ++i) {
    const std::size_t index = (recent_ + i) % count;
    lrpc::Linkages& linkages = associated_[index]->linkages;
    if (take(index, everywhere ? linkages.find_anywhere() : linkages.find(0), found)) return true;
  }
  return false;
}

void LrpcDomain::wake_unseen() noexcept {
  calls_since_ = 0;
  for (const std::shared_ptr<LrpcClient>& client : associated_) {
    for (std::uint64_t unseen = std::exchange(client->unseen, 0); unseen != 0; unseen &= unseen - 1)
      client->linkages.wake_sleeper(static_cast<std::uint32_t>(__builtin_ctzll(unseen)));
  }
}

void LrpcDomain::wake_unseen_now_and_then() noexcept {
  if (++calls_since_ >= calls_between_wakes) wake_unseen();
}

void LrpcDomain::begin_looking() noexcept { publish(lrpc::current_processor()); }
void LrpcDomain::end_looking() noexcept { publish(lrpc::asleep); }

bool LrpcDomain::begin_sleep(Found& found, std::span<lrpc::Awaited> awaited, std::size_t& count) noexcept {
  count = 0;
  let_go_cold();
  if (associated_.size() >= awaited.size()) return false;  // they all call
  publish(lrpc::asleep);
  full_fence();
  awaited[count++] = {&news_, seen_news_};
  for (const std::shared_ptr<LrpcClient>& client : associated_) {
    const lrpc::Word& bell = client->linkages.bell();
    awaited[count++] = {&bell, bell.load(std::memory_order_seq_cst)};
  }
  for (std::size_t i = 0; i < associated_.size(); ++i)
    if (take(i, associated_[i]->linkages.find_anywhere(), found)) return false;
  status().associated.store(static_cast<std::uint32_t>(associated_.size()), std::memory_order_relaxed);
  was_asleep_ = true;
  return true;
}

void LrpcDomain::end_sleep() noexcept { publish(lrpc::current_processor()); }

// Who has not called for a while is not looked at any more; nor is who is one too many to be slept for.
void LrpcDomain::let_go_cold() noexcept {
  const TimePoint now = steady_clock().now();
  for (std::size_t i = associated_.size(); i-- > 0 && associated_.size() >= lrpc::most_awaited;)
    if (i != recent_) dissociate(i);
  if (now < looks_for_cold_) return;
  looks_for_cold_ = after(now, cold_after);
  for (std::size_t i = associated_.size(); i-- > 0;) {
    LrpcClient& client = *associated_[i];
    if (std::exchange(client.calls_before, client.calls) == client.calls && associated_.size() > 1)
      dissociate(i);
  }
}

void LrpcDomain::dissociate(std::size_t index) noexcept {
  LrpcClient& client = *associated_[index];
  client.linkages.set_cold(true);
  full_fence();
  // It called before it could know.
  if (client.linkages.find_anywhere() != client.linkages.extent().slots)
    return client.linkages.set_cold(false);
  client.is_associated = false;
  associated_.erase(associated_.begin() + static_cast<std::ptrdiff_t>(index));
  recent_ = 0;
}

// Serving

bool LrpcDomain::accept(const Found& found, Buffer& memory, lrpc::Accepted& call) {
  LrpcClient& client = *found.client;
  if (!client.linkages.accept(found.slot, memory, call)) [[unlikely]] {
    log(LogLevel::warning, "an LRPC client has written what no client writes, and is disconnected");
    client.last_calls = 0;
    revoke(client);
    return false;
  }
  last_processor_ = call.processor;
  client.unseen |= std::uint64_t{1} << found.slot;
  ++client.calls;
  count_call();
  if (client.is_gone.load(std::memory_order_acquire)) [[unlikely]] {
    if (client.last_calls > 0) --client.last_calls;
    notify();  // it may have been the last one
  }
  return true;
}

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
