#include <farcall/runtime/server/lrpc_port.hpp>

#include <algorithm>
#include <array>
#include <new>
#include <span>
#include <thread>
#include <utility>

#include <farcall/io/waiter.hpp>
#include <farcall/lrpc/processor.hpp>

namespace farcall::inline v1::server {
namespace {

// Some two microseconds: a caller that calls again at once is back by then.
constexpr int first_looks = 300;
// Handlers that take longer have a leader each as far as there are processors, those that are shorter have
// one together. Waking somebody takes ten microseconds, which both of two that wait for each other pay.
constexpr Duration long_time = std::chrono::microseconds(40);
constexpr Duration short_time = std::chrono::microseconds(10);
// Two looks at a clock cost a tenth of a short call.
constexpr std::uint64_t calls_a_time = 32;
// A client that is sent to another lane needs a moment until it is seen there.
constexpr Duration between_sends = std::chrono::milliseconds(1);

}  // namespace

LrpcPort::LrpcPort(std::unique_ptr<LrpcDomain> domain, const ServerOptions& options) noexcept
    : Crew(options.most_threads, domain->most_lanes(), io::system_waiter(), steady_clock()),
      domain_(std::move(domain)),
      may_spin_(options.limits.spin > Duration::zero()) {
  domain_->status().lanes.store(1, std::memory_order_relaxed);
}

// Who keeps handlers for long may have half of the threads, no more; but who has moved had all by the socket.
Result<std::shared_ptr<LrpcPort>> LrpcPort::create(Dispatcher& dispatcher, const ServerOptions& options,
                                                   std::shared_ptr<const SameHost> same_host,
                                                   LrpcDomain::Connect connect) {
  const bool moved = same_host != nullptr;
  const unsigned threads = std::max(options.most_threads, 2U);
  Result<std::unique_ptr<LrpcDomain>> domain = LrpcDomain::create(
      dispatcher, {.limits = options.limits,
                   .admits = options.admits,
                   .same_host = std::move(same_host),
                   .connect = std::move(connect),
                   .most_holds = moved ? threads : (threads + 1) / 2,
                   .most_lanes = std::min(std::thread::hardware_concurrency(), threads / 4)});
  if (!domain) return std::move(domain).error();
  return std::shared_ptr<LrpcPort>(new LrpcPort(std::move(*domain), options));
}

std::unique_ptr<Crew::Member> LrpcPort::make_member() {
  auto made = std::make_unique<Hand>();
  if (!made->request.grow(lrpc::kept_bytes) || !made->reply.grow(lrpc::line_stride)) throw std::bad_alloc();
  return made;
}

// Waits for a call, awake first and asleep then. False: there is news, or a reason to stop, maybe.
bool LrpcPort::await(LrpcLane& lane, Found& found) {
  // Who shares a processor with its caller keeps it from calling.
  const bool may_spin = may_spin_ && lane.last_processor() != lrpc::current_processor();
  for (int i = 0; i < first_looks && may_spin; ++i) {
    if (lane.look(found)) return true;
    lrpc::rest();
  }
  lane.wake_unseen();
  const auto look_rested = [&] {
    lrpc::rest();
    return lane.look(found) || lane.has_news();
  };
  if (may_spin && lane.spinner.find(look_rested, io::Spinner::Pace::often, lrpc::looks_between_yields))
    return found.client != nullptr;
  return lane.has_news() ? false : sleep(lane, found);
}

bool LrpcPort::sleep(LrpcLane& lane, Found& found) {
  std::array<lrpc::Awaited, lrpc::most_awaited> awaited;
  std::size_t count = 0;
  if (lane.begin_sleep(found, awaited, count)) {
    publish_threads();
    lrpc::futex_wait_any(std::span(awaited).first(count), never);
  }
  lane.end_sleep();
  return found.client != nullptr;
}

void LrpcPort::publish_threads() noexcept {
  domain_->status().e_stacks.store(threads(), std::memory_order_relaxed);
  domain_->status().held.store(relieved(), std::memory_order_relaxed);
}

void LrpcPort::lead(Member& member) {
  auto& me = static_cast<Hand&>(member);
  LrpcLane& lane = domain_->lane(lane_of(me));
  lane.begin_looking();
  if (const std::shared_ptr<LrpcClient> slow = std::exchange(me.relieves, nullptr)) distribute(lane, *slow);
  for (;;) {
    if (lane.has_news()) lane.take_news();
    if (is_stopping()) break;  // that is news, too: it must not be taken after it was asked for
    if (!may_begin()) {        // calls wait in their A-stacks, and who ends a handler brings news
      publish_threads();
      lane.await_news();
      continue;
    }
    Found found;
    if (!lane.look(found) && !await(lane, found)) continue;
    if (!serve(lane, me, found)) return;
  }
  lane.end_looking();
}

bool LrpcPort::serve(LrpcLane& lane, Hand& me, const Found& found) {
  LrpcClient& client = *found.client;
  lrpc::Accepted accepted;
  if (!lane.accept(found, me.request, accepted)) [[unlikely]]
    return true;
  const Dispatcher::Offer* offer = domain_->offer_of(client, accepted);
  me.client = &client;
  const bool is_timed = client.calls % calls_a_time == 0;
  const TimePoint begun = is_timed ? steady_clock().now() : TimePoint();
  begin_work(me);  // from here on another thread may lead
  domain_->run(client, offer, accepted, me.reply);
  if (!end_work(me)) {
    end_relieved();
    // Another thread looks after who sleeps, and does not know that this one has answered.
    client.linkages.wake_sleeper(found.slot);
    client.holds.fetch_sub(1, std::memory_order_seq_cst);
    interrupt();  // what it calls may have waited for this
    me.kept.reset();
    return false;
  }
  lane.wake_unseen_now_and_then();
  if (is_timed) [[unlikely]] {
    client.handler_time += (steady_clock().now() - begun - client.handler_time) / 4;
    distribute(lane, client);
  }
  return true;
}

std::uint32_t LrpcPort::lanes() const noexcept {
  return domain_->status().lanes.load(std::memory_order_relaxed);
}

void LrpcPort::distribute(LrpcLane& lane, LrpcClient& client) {
  const bool is_first = lane.number() == 0;
  const bool goes_back = client.handler_time < short_time && !is_first;
  const bool goes_on = client.handler_time >= long_time && lane.size() > 1;
  if (!goes_back && !goes_on) return;
  const TimePoint now = steady_clock().now();
  if (now < lane.sends_again) return;
  lane.sends_again = after(now, between_sends);
  if (goes_back) return lane.send_to(domain_->lane(0), client);
  if (is_first && lanes() < domain_->most_lanes() && add_lane())
    domain_->status().lanes.store(lanes() + 1, std::memory_order_relaxed);
  LrpcLane* emptiest = &lane;
  for (std::uint32_t i = 0; i < lanes(); ++i)
    if (domain_->lane(i).size() < emptiest->size()) emptiest = &domain_->lane(i);
  if (emptiest->size() + 1 < lane.size()) lane.send_to(*emptiest, client);
}

void LrpcPort::take_over(Member& slow, Member& me) {
  auto& from = static_cast<Hand&>(slow);
  from.kept = from.client->shared_from_this();
  from.client->holds.fetch_add(1, std::memory_order_relaxed);
  from.client->handler_time = std::max(from.client->handler_time, long_time);
  static_cast<Hand&>(me).relieves = from.kept;
}

}  // namespace farcall::inline v1::server
