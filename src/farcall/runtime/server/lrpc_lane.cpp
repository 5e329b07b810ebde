#include <farcall/runtime/server/lrpc_lane.hpp>

#include <algorithm>
#include <new>
#include <utility>

#include <farcall/base/fence.hpp>
#include <farcall/base/log.hpp>
#include <farcall/lrpc/processor.hpp>
#include <farcall/runtime/server/lrpc_domain.hpp>

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

LrpcLane::LrpcLane(LrpcDomain& domain, std::uint32_t number, lrpc::Leader& leader, unsigned most_holds,
                   Duration spin) noexcept
    : spinner(spin, steady_clock(), io::Spinner::Processors::several),
      domain_(domain),
      number_(number),
      leader_(leader),
      most_holds_(most_holds) {
  publish(lrpc::asleep);
}

// Clients come and go

// However often it does.
void LrpcLane::call_in(const std::shared_ptr<LrpcClient>& client) noexcept {
  if (client->calls_in.exchange(true)) return;
  try {
    std::lock_guard lock(mutex_);
    callers_in_.push_back(client);
  } catch (const std::bad_alloc&) {
    return domain_.revoke(*client);
  }
  notify();
}

void LrpcLane::notify() noexcept {
  news_.fetch_add(1, std::memory_order_seq_cst);
  lrpc::futex_wake(news_);
}

void LrpcLane::take_news() {
  seen_news_ = news_.load(std::memory_order_seq_cst);
  std::vector<std::shared_ptr<LrpcClient>> callers_in;
  {
    std::lock_guard lock(mutex_);
    callers_in.swap(callers_in_);
  }
  std::erase_if(associated_, [](const std::shared_ptr<LrpcClient>& each) { return is_done_with(*each); });
  for (const std::shared_ptr<LrpcClient>& client : callers_in) {
    client->calls_in.store(false);  // what it asked for by now is found once it is looked at
    LrpcLane& its_own = *client->lane.load(std::memory_order_acquire);
    &its_own == this ? associate(client) : its_own.call_in(client);  // it was sent there meanwhile
  }
  recent_ = 0;
  count_clients();
}

// Who has gone has its one-way calls served that it made before.
bool LrpcLane::is_done_with(LrpcClient& client) noexcept {
  return client.is_gone.load() &&
         (client.last_calls == 0 || client.linkages.find_anywhere() == client.linkages.extent().slots);
}

void LrpcLane::associate(const std::shared_ptr<LrpcClient>& client) {
  if (client->is_associated || is_done_with(*client)) return;
  try {
    associated_.push_back(client);
  } catch (const std::bad_alloc&) {
    return domain_.revoke(*client);
  }
  client->is_associated = true;
  client->linkages.set_lane(number_);
  client->linkages.set_cold(false);
}

// Looking

void LrpcLane::publish(std::uint32_t place) noexcept {
  published_ = place;
  leader_.place.store(place, std::memory_order_seq_cst);
}

bool LrpcLane::take(std::size_t index, std::uint32_t slot, Found& found) noexcept {
  LrpcClient& client = *associated_[index];
  if (slot == client.linkages.extent().slots) return false;
  if (client.holds.load(std::memory_order_relaxed) >= most_holds_) return false;
  recent_ = index;
  recent_slot_ = slot;
  found = {&client, slot};
  return true;
}

bool LrpcLane::look(Found& found) noexcept {
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

bool LrpcLane::accept(const Found& found, Buffer& memory, lrpc::Accepted& call) {
  LrpcClient& client = *found.client;
  if (!client.linkages.accept(found.slot, memory, call)) [[unlikely]] {
    log(LogLevel::warning, "an LRPC client has written what no client writes, and is disconnected");
    client.last_calls = 0;
    domain_.revoke(client);
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

// A line of its own, which nobody reads while calls come: a store or two.
void LrpcLane::count_call() noexcept {
  std::atomic<std::uint64_t>& count = std::exchange(was_asleep_, false) ? leader_.misses : leader_.hits;
  count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void LrpcLane::count_clients() noexcept {
  leader_.associated.store(static_cast<std::uint32_t>(associated_.size()), std::memory_order_relaxed);
}

void LrpcLane::wake_unseen() noexcept {
  calls_since_ = 0;
  for (const std::shared_ptr<LrpcClient>& client : associated_) {
    for (std::uint64_t unseen = std::exchange(client->unseen, 0); unseen != 0; unseen &= unseen - 1)
      client->linkages.wake_sleeper(static_cast<std::uint32_t>(__builtin_ctzll(unseen)));
  }
}

void LrpcLane::wake_unseen_now_and_then() noexcept {
  if (++calls_since_ >= calls_between_wakes) wake_unseen();
}

void LrpcLane::begin_looking() noexcept { publish(lrpc::current_processor()); }
void LrpcLane::end_looking() noexcept { publish(lrpc::asleep); }

bool LrpcLane::begin_sleep(Found& found, std::span<lrpc::Awaited> awaited, std::size_t& count) noexcept {
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
  was_asleep_ = true;
  return true;
}

void LrpcLane::await_news() noexcept {
  wake_unseen();
  publish(lrpc::asleep);
  lrpc::futex_wait(news_, seen_news_, never);
  publish(lrpc::current_processor());
}

void LrpcLane::end_sleep() noexcept { publish(lrpc::current_processor()); }

// Who has not called for a while is not looked at any more; nor is who is one too many to be slept for.
void LrpcLane::let_go_cold() noexcept {
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

bool LrpcLane::dissociate(std::size_t index) noexcept {
  LrpcClient& client = *associated_[index];
  client.linkages.set_cold(true);
  full_fence();
  // It called before it could know.
  if (client.linkages.find_anywhere() != client.linkages.extent().slots) {
    client.linkages.set_cold(false);
    return false;
  }
  client.is_associated = false;
  associated_.erase(associated_.begin() + static_cast<std::ptrdiff_t>(index));
  recent_ = 0;
  count_clients();
  return true;
}

// Its next call says so on its socket, as that of everybody does whom nobody looks at.
void LrpcLane::send_to(LrpcLane& other, LrpcClient& client) noexcept {
  const auto found =
      std::find_if(associated_.begin(), associated_.end(),
                   [&](const std::shared_ptr<LrpcClient>& each) { return each.get() == &client; });
  if (found == associated_.end()) return;
  const std::shared_ptr<LrpcClient> kept = *found;
  wake_unseen();
  if (dissociate(static_cast<std::size_t>(found - associated_.begin())))
    client.lane.store(&other, std::memory_order_release);
}

void LrpcLane::close() noexcept {
  std::vector<std::shared_ptr<LrpcClient>> callers_in;
  {
    std::lock_guard lock(mutex_);
    callers_in.swap(callers_in_);  // the last of a client asks the watcher, who may ask for our lock
  }
  associated_.clear();
}

}  // namespace farcall::inline v1::server
