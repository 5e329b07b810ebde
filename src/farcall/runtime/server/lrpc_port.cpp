#include <farcall/runtime/server/lrpc_port.hpp>

#include <algorithm>
#include <array>
#include <new>
#include <span>
#include <utility>

#include <farcall/io/waiter.hpp>
#include <farcall/lrpc/processor.hpp>

namespace farcall::inline v1::server {
namespace {

// Some two microseconds: a caller that calls again at once is back by then.
constexpr int first_looks = 300;

}  // namespace

LrpcPort::LrpcPort(std::unique_ptr<LrpcDomain> domain, const ServerOptions& options) noexcept
    : Crew(options.most_threads, io::system_waiter(), steady_clock()),
      domain_(std::move(domain)),
      may_spin_(options.limits.spin > Duration::zero()),
      spinner_(options.limits.spin, steady_clock(), io::Spinner::Processors::several) {}

// Who keeps handlers for long may have half of the threads, no more; but who has moved had all by the socket.
Result<std::shared_ptr<LrpcPort>> LrpcPort::create(Dispatcher& dispatcher, const ServerOptions& options,
                                                   std::shared_ptr<const SameHost> same_host,
                                                   LrpcDomain::Connect connect) {
  const bool moved = same_host != nullptr;
  const unsigned threads = std::max(options.most_threads, 2U);
  Result<std::unique_ptr<LrpcDomain>> domain =
      LrpcDomain::create(dispatcher, {.limits = options.limits,
                                      .admits = options.admits,
                                      .same_host = std::move(same_host),
                                      .connect = std::move(connect),
                                      .most_holds = moved ? threads : (threads + 1) / 2});
  if (!domain) return std::move(domain).error();
  return std::shared_ptr<LrpcPort>(new LrpcPort(std::move(*domain), options));
}

std::unique_ptr<Crew::Member> LrpcPort::make_member() {
  auto made = std::make_unique<Hand>();
  if (!made->request.grow(lrpc::kept_bytes) || !made->reply.grow(lrpc::line_stride)) throw std::bad_alloc();
  return made;
}

// Waits for a call, awake first and asleep then. False: there is news, or a reason to stop, maybe.
bool LrpcPort::await(Found& found) {
  // Who shares a processor with its caller keeps it from calling.
  const bool may_spin = may_spin_ && domain_->last_processor() != lrpc::current_processor();
  for (int i = 0; i < first_looks && may_spin; ++i) {
    if (domain_->look(found)) return true;
    lrpc::rest();
  }
  domain_->wake_unseen();
  const auto look_rested = [&] {
    lrpc::rest();
    return domain_->look(found) || domain_->has_news();
  };
  if (may_spin && spinner_.find(look_rested, io::Spinner::Pace::often, lrpc::looks_between_yields))
    return found.client != nullptr;
  return domain_->has_news() ? false : sleep(found);
}

bool LrpcPort::sleep(Found& found) {
  std::array<lrpc::Awaited, lrpc::most_awaited> awaited;
  std::size_t count = 0;
  if (domain_->begin_sleep(found, awaited, count)) {
    domain_->status().e_stacks.store(threads(), std::memory_order_relaxed);
    domain_->status().held.store(relieved(), std::memory_order_relaxed);
    lrpc::futex_wait_any(std::span(awaited).first(count), never);
  }
  domain_->end_sleep();
  return found.client != nullptr;
}

void LrpcPort::lead(Member& member) {
  auto& me = static_cast<Hand&>(member);
  domain_->begin_looking();
  for (;;) {
    if (domain_->has_news()) domain_->take_news();
    if (is_stopping()) break;  // that is news, too: it must not be taken after it was asked for
    Found found;
    if (!domain_->look(found) && !await(found)) continue;
    if (!serve(me, found)) return;
  }
  domain_->end_looking();
}

bool LrpcPort::serve(Hand& me, const Found& found) {
  LrpcClient& client = *found.client;
  lrpc::Accepted accepted;
  if (!domain_->accept(found, me.request, accepted)) [[unlikely]]
    return true;
  const Dispatcher::Offer* offer = domain_->offer_of(client, accepted);
  me.client = &client;
  begin_work(me);  // from here on another thread may lead
  domain_->run(client, offer, accepted, me.reply);
  if (!end_work(me)) {
    // Another thread looks after who sleeps, and does not know that this one has answered.
    client.linkages.wake_sleeper(found.slot);
    client.holds.fetch_sub(1, std::memory_order_seq_cst);
    interrupt();  // what it calls may have waited for this
    me.kept.reset();
    return false;
  }
  domain_->wake_unseen_now_and_then();
  return true;
}

void LrpcPort::take_over(Member& slow, Member&) {
  auto& from = static_cast<Hand&>(slow);
  from.kept = from.client->shared_from_this();
  from.client->holds.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace farcall::inline v1::server
