#include <farcall/runtime/server/lrpc_port.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <utility>

#include <sys/syscall.h>
#include <unistd.h>

#include <farcall/base/fence.hpp>
#include <farcall/base/log.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>
#include <farcall/lrpc/processor.hpp>
#include <farcall/runtime/server/lrpc_call.hpp>

namespace farcall::inline v1::server {
namespace {

// Every eighth look is for everybody who is associated, the others for who called last; and now and then one
// is for A-stacks that nobody has used of late.
constexpr std::uint32_t looks_a_round = 8;
constexpr std::uint32_t looks_everywhere = 1024;
// Some two microseconds: a caller that calls again at once is back by then.
constexpr int first_looks = 300;
// How many calls may be answered before it is looked after whether their callers have gone to sleep.
constexpr std::uint32_t calls_between_wakes = 64;
constexpr Duration cold_after = std::chrono::milliseconds(100);

}  // namespace

LrpcPort::LrpcPort(Dispatcher& dispatcher, const ServerOptions& options,
                   std::shared_ptr<const SameHost> same_host) noexcept
    : Crew(options.most_threads, io::system_waiter(), steady_clock()),
      dispatcher_(dispatcher),
      options_(options),
      deferred_(dispatcher.deferred_count()),
      same_host_(std::move(same_host)),
      spinner_(options.limits.spin, steady_clock(), io::Spinner::Processors::several) {}

LrpcPort::~LrpcPort() { close(); }

Result<std::shared_ptr<LrpcPort>> LrpcPort::create(Dispatcher& dispatcher, const ServerOptions& options,
                                                   std::shared_ptr<const SameHost> same_host) {
  auto port = std::shared_ptr<LrpcPort>(new LrpcPort(dispatcher, options, std::move(same_host)));
  Result<lrpc::Segment> status =
      lrpc::Segment::create(lrpc::page_bytes, lrpc::Segment::Writer::creator, port->status_descriptor_);
  if (!status) return std::move(status).error();
  port->status_segment_ = std::move(*status);
  port->process_ = io::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
  if (!port->process_) return io::system_error(errno, "pidfd_open");
  port->publish(lrpc::asleep);
  return port;
}

lrpc::Extent LrpcPort::most() const noexcept {
  return {std::clamp(options_.limits.lrpc_slots, 1U, lrpc::most_slots),
          (options_.limits.record_bytes + lrpc::page_bytes - 1) / lrpc::page_bytes * lrpc::page_bytes};
}

bool LrpcPort::admits(Caller& caller, std::string_view route) const {
  if (options_.admits && !options_.admits(caller)) return false;
  if (same_host_ && !same_host_->recognise(caller, std::string(route))) return false;
  caller.shares_memory = true;
  return true;
}

// Clients come and go

void LrpcPort::admit(io::Descriptor control) {
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

void LrpcPort::enter(const std::shared_ptr<LrpcClient>& client) noexcept {
  status().a_stacks.fetch_add(client->linkages.extent().slots, std::memory_order_relaxed);
  call_in(client);
}

void LrpcPort::call_in(const std::shared_ptr<LrpcClient>& client) noexcept {
  try {
    std::lock_guard lock(mutex_);
    callers_in_.push_back(client);
  } catch (const std::bad_alloc&) {
    return leave(client);
  }
  interrupt();
}

void LrpcPort::leave(const std::shared_ptr<LrpcClient>& client) noexcept {
  client->is_gone.store(true, std::memory_order_release);
  // Whoever closes the port waits for the clients that it still has, and no longer for this one.
  std::lock_guard lock(mutex_);
  if (clients_.erase(client) > 0) {
    status().bindings.fetch_sub(1, std::memory_order_relaxed);
    status().a_stacks.fetch_sub(client->linkages.extent().slots, std::memory_order_relaxed);
  }
  interrupt();
}

// A line of its own, which nobody reads while calls come: a store or two.
void LrpcPort::count_call() noexcept {
  std::atomic<std::uint64_t>& count = std::exchange(was_asleep_, false) ? status().misses : status().hits;
  count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void LrpcPort::close() noexcept {
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

bool LrpcPort::has_clients() {
  std::lock_guard lock(mutex_);
  return !clients_.empty();
}

void LrpcPort::interrupt() noexcept {
  news_.fetch_add(1, std::memory_order_seq_cst);
  lrpc::futex_wake(news_);
}

void LrpcPort::take_news() {
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
bool LrpcPort::is_done_with(LrpcClient& client) noexcept {
  return client.is_gone.load() &&
         (client.last_calls == 0 || client.linkages.find_anywhere() == client.linkages.extent().slots);
}

void LrpcPort::associate(const std::shared_ptr<LrpcClient>& client) {
  if (client->is_associated || is_done_with(*client)) return;
  try {
    associated_.push_back(client);
  } catch (const std::bad_alloc&) {
    return revoke(*client);
  }
  client->is_associated = true;
  client->linkages.set_cold(false);
}

std::unique_ptr<Crew::Member> LrpcPort::make_member() {
  auto made = std::make_unique<Hand>();
  if (!made->request.grow(lrpc::kept_bytes) || !made->reply.grow(lrpc::line_bytes)) throw std::bad_alloc();
  return made;
}

// Looking

void LrpcPort::publish(std::uint32_t leader) noexcept {
  published_ = leader;
  status().leader.store(leader, std::memory_order_seq_cst);
}

bool LrpcPort::take(std::size_t index, std::uint32_t slot, Found& found) noexcept {
  LrpcClient& client = *associated_[index];
  if (slot == client.linkages.extent().slots) return false;
  // Who keeps handlers for long may have half of the threads, no more.
  if (client.holds.load(std::memory_order_relaxed) * 2 >= std::max(options_.most_threads, 2U)) return false;
  recent_ = index;
  recent_slot_ = slot;
  found = {&client, slot};
  return true;
}

bool LrpcPort::look(Found& found) noexcept {
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

void LrpcPort::wake_unseen() noexcept {
  calls_since_ = 0;
  for (const std::shared_ptr<LrpcClient>& client : associated_) {
    for (std::uint64_t unseen = std::exchange(client->unseen, 0); unseen != 0; unseen &= unseen - 1)
      client->linkages.wake_sleeper(static_cast<std::uint32_t>(__builtin_ctzll(unseen)));
  }
}

// Waits for a call, awake first and asleep then. False: there is news, or a reason to stop, maybe.
bool LrpcPort::await(Found& found) {
  auto has_news = [&] { return news_.load(std::memory_order_relaxed) != seen_news_; };
  // Who shares a processor with its caller keeps it from calling.
  const bool may_spin =
      options_.limits.spin > Duration::zero() && last_processor_ != lrpc::current_processor();
  for (int i = 0; i < first_looks && may_spin; ++i) {
    if (look(found)) return true;
    lrpc::rest();
  }
  wake_unseen();
  const auto look_rested = [&] {
    lrpc::rest();
    return look(found) || has_news();
  };
  if (may_spin && spinner_.find(look_rested, io::Spinner::Pace::often, lrpc::looks_between_yields))
    return found.client != nullptr;
  return has_news() ? false : sleep(found);
}

bool LrpcPort::sleep(Found& found) {
  let_go_cold();
  if (associated_.size() >= lrpc::most_awaited) return false;  // they all call
  publish(lrpc::asleep);
  full_fence();
  std::array<lrpc::Awaited, lrpc::most_awaited> awaited;
  awaited[0] = {&news_, seen_news_};
  for (std::size_t i = 0; i < associated_.size(); ++i) {
    const lrpc::Word& bell = associated_[i]->linkages.bell();
    awaited[i + 1] = {&bell, bell.load(std::memory_order_seq_cst)};
  }
  bool is_found = false;
  for (std::size_t i = 0; i < associated_.size() && !is_found; ++i)
    is_found = take(i, associated_[i]->linkages.find_anywhere(), found);
  if (!is_found) {
    status().associated.store(static_cast<std::uint32_t>(associated_.size()), std::memory_order_relaxed);
    status().e_stacks.store(threads(), std::memory_order_relaxed);
    status().held.store(relieved(), std::memory_order_relaxed);
    lrpc::futex_wait_any(std::span(awaited).first(associated_.size() + 1), never);
    was_asleep_ = true;
  }
  publish(lrpc::current_processor());
  return is_found;
}

// Who has not called for a while is not looked at any more; nor is who is one too many to be slept for.
void LrpcPort::let_go_cold() noexcept {
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

void LrpcPort::dissociate(std::size_t index) noexcept {
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

void LrpcPort::lead(Member& member) {
  auto& me = static_cast<Hand&>(member);
  publish(lrpc::current_processor());
  while (!is_stopping()) {
    if (news_.load(std::memory_order_relaxed) != seen_news_) take_news();
    Found found;
    if (!look(found) && !await(found)) continue;
    if (!serve(me, found)) return;
  }
  publish(lrpc::asleep);
}

bool LrpcPort::serve(Hand& me, const Found& found) {
  LrpcClient& client = *found.client;
  lrpc::Accepted accepted;
  if (!client.linkages.accept(found.slot, me.request, accepted)) [[unlikely]] {
    log(LogLevel::warning, "an LRPC client has written what no client writes, and is disconnected");
    client.last_calls = 0;
    revoke(client);
    return true;
  }
  last_processor_ = accepted.processor;
  client.unseen |= std::uint64_t{1} << found.slot;
  ++client.calls;
  count_call();
  if (client.is_gone.load(std::memory_order_acquire)) [[unlikely]] {
    if (client.last_calls > 0) --client.last_calls;
    interrupt();  // it may have been the last one
  }
  me.client = &client;
  run_call(me, client, accepted);
  if (!end_work(me)) {
    // Another thread looks after who sleeps, and does not know that this one has answered.
    client.linkages.wake_sleeper(found.slot);
    client.holds.fetch_sub(1, std::memory_order_seq_cst);
    interrupt();  // what it calls may have waited for this
    me.kept.reset();
    return false;
  }
  if (++calls_since_ >= calls_between_wakes) wake_unseen();
  return true;
}

void LrpcPort::run_call(Hand& me, LrpcClient& client, const lrpc::Accepted& accepted) {
  message::ReplyStatus status;
  if (client.offer == nullptr || client.program != accepted.program || client.version != accepted.version) {
    client.offer = dispatcher_.find(accepted.program, accepted.version, status);
    client.program = accepted.program;
    client.version = accepted.version;
  }
  const Dispatcher::Offer* offer = client.offer;
  begin_work(me);  // from here on another thread may lead
  LrpcCall call(client, accepted, me.reply, options_.limits, deferred_);
  try {
    call.serve(offer, status);
  } catch (const std::bad_alloc&) {  // not even a refusal could be written
    revoke(client);
  }
}

void LrpcPort::revoke(LrpcClient& client) noexcept {
  client.forget();
  leave(client.shared_from_this());
}

void LrpcPort::take_over(Member& slow, Member&) {
  auto& from = static_cast<Hand&>(slow);
  from.kept = from.client->shared_from_this();
  from.client->holds.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace farcall::inline v1::server
