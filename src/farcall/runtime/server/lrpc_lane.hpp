// Some of the clients of an LRPC endpoint: who leads their lane looks for their calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/clock.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/layout.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/runtime/server/lrpc_client.hpp>

namespace farcall::inline v1::server {

class LrpcDomain;

// Whoever looks does so at the clients that are associated, and sleeps on their bells. Those who have not
// called for long are cold: nobody looks at them until they say so on their sockets. Then they are associated
// with the lane that they belong to, which the leader of the last one has decided.
// Thread: who leads the lane, one at a time; call_in(), notify() and size() any.
class LrpcLane {
 public:
  // `most_holds`: of one client, calls whose threads do not lead any more. `spin`: see Limits.
  LrpcLane(LrpcDomain& domain, std::uint32_t number, lrpc::Leader& leader, unsigned most_holds,
           Duration spin) noexcept;

  // Somebody whom nobody looks at has a call.
  void call_in(const std::shared_ptr<LrpcClient>& client) noexcept;
  // Wakes who looks.
  void notify() noexcept;
  // Clients that are looked at.
  [[nodiscard]] std::uint32_t size() const noexcept {
    return leader_.associated.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }

  struct Found {
    LrpcClient* client = nullptr;
    std::uint32_t slot = 0;
  };
  [[nodiscard]] bool has_news() const noexcept { return news_.load(std::memory_order_relaxed) != seen_news_; }
  void take_news();
  [[nodiscard]] bool look(Found& found) noexcept;
  // Copies the call into `memory`. False when the client had to be let go instead.
  [[nodiscard]] bool accept(const Found& found, Buffer& memory, lrpc::Accepted& call);
  [[nodiscard]] std::uint32_t last_processor() const noexcept { return last_processor_; }
  // Those that were answered and may have gone to sleep meanwhile.
  void wake_unseen() noexcept;
  void wake_unseen_now_and_then() noexcept;
  // It belongs to another lane from now on, unless it calls at this moment.
  void send_to(LrpcLane& other, LrpcClient& client) noexcept;

  // Going to sleep: what to sleep on, of which there is room for lrpc::most_awaited. False: there is a call,
  // or so much to sleep on that it is better to look again.
  [[nodiscard]] bool begin_sleep(Found& found, std::span<lrpc::Awaited> awaited, std::size_t& count) noexcept;
  void end_sleep() noexcept;
  // Sleeps through all calls.
  void await_news() noexcept;
  // Clients see whether somebody looks, or is to be woken.
  void begin_looking() noexcept;
  void end_looking() noexcept;
  // When nobody looks any more.
  void close() noexcept;

  // Of who looks.
  io::Spinner spinner;
  TimePoint sends_again{};  // a client to another lane

 private:
  [[nodiscard]] bool take(std::size_t index, std::uint32_t slot, Found& found) noexcept;
  [[nodiscard]] static bool is_done_with(LrpcClient& client) noexcept;
  void associate(const std::shared_ptr<LrpcClient>& client);
  void let_go_cold() noexcept;
  bool dissociate(std::size_t index) noexcept;
  void publish(std::uint32_t place) noexcept;
  void count_call() noexcept;
  void count_clients() noexcept;

  LrpcDomain& domain_;
  const std::uint32_t number_;
  lrpc::Leader& leader_;
  const unsigned most_holds_;

  lrpc::Word news_{0};  // counts what who looks has to hear of
  std::mutex mutex_;    // protects what follows
  std::vector<std::shared_ptr<LrpcClient>> callers_in_;

  // Of who looks.
  std::uint32_t seen_news_ = 0;
  std::uint32_t published_ = lrpc::asleep;
  std::vector<std::shared_ptr<LrpcClient>> associated_;
  std::size_t recent_ = 0;  // in associated_
  std::uint32_t recent_slot_ = 0;
  std::uint32_t last_processor_ = 0;  // of the last caller
  bool was_asleep_ = false;
  std::uint32_t looks_ = 0;
  std::uint32_t calls_since_ = 0;  // since those were looked after who may sleep
  TimePoint looks_for_cold_{};
};

}  // namespace farcall::inline v1::server
