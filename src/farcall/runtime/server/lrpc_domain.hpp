// A protection domain that is called through shared memory: its clients, and where their calls are found. Who
// looks for them is somebody else's business: a crew's leader (lrpc_port.hpp).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/lrpc/segment.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/lrpc_client.hpp>
#include <farcall/runtime/server/same_host.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

// Owns: its clients, and the memory that it shares with them; not the socket where they come to be.
// Whoever looks does so at the clients that are associated, and sleeps on their bells. Those who have not
// called for long are cold: nobody looks at them until they say so on their sockets.
class LrpcDomain {
 public:
  // Serves the client at the other end of a stream, which is to be called back. Thread: the watcher's.
  using Connect = std::function<void(io::Descriptor stream, const Caller& client)>;
  struct Options {
    Limits limits{};
    // See ServerOptions, and SameHost: who may bind; null: every user whom `admits` admits.
    std::function<bool(const Caller&)> admits{};
    std::shared_ptr<const SameHost> same_host{};
    Connect connect{};
    unsigned most_holds = 0;  // of one client, calls whose threads do not lead any more
  };
  // Errors: resource_exhausted, io_error.
  static Result<std::unique_ptr<LrpcDomain>> create(Dispatcher& dispatcher, Options options);
  ~LrpcDomain();

  // Thread: any.
  // A connection that was accepted.
  void admit(io::Descriptor control);
  [[nodiscard]] bool has_clients();
  // Every client is told that this is the end. When nobody looks any more.
  void close() noexcept;
  // Wakes who looks.
  void notify() noexcept;

  // For a client, on the watcher's thread.
  void enter(
      const std::shared_ptr<LrpcClient>& client) noexcept;  // it is bound, and calls in for the first time
  void call_in(const std::shared_ptr<LrpcClient>& client) noexcept;
  void leave(const std::shared_ptr<LrpcClient>& client) noexcept;
  // Whether it may bind; then `caller` becomes whom its calls are by, and `known` what else is known of it.
  [[nodiscard]] bool admits(Caller& caller, std::string_view route, SameHost::Known& known) const;
  // What it gets that wants a stream. Errors: io_error; unsupported where clients have one already.
  [[nodiscard]] Result<io::Descriptor> connect(const Caller& caller) const;
  [[nodiscard]] lrpc::Extent most() const noexcept;
  [[nodiscard]] int process() const noexcept { return process_.number(); }
  [[nodiscard]] int status_descriptor() const noexcept { return status_descriptor_.number(); }

  // Thread: who looks, one at a time.
  struct Found {
    LrpcClient* client = nullptr;
    std::uint32_t slot = 0;
  };
  [[nodiscard]] bool has_news() const noexcept { return news_.load(std::memory_order_relaxed) != seen_news_; }
  void take_news();
  [[nodiscard]] bool look(Found& found) noexcept;
  // Copies the call into `memory`. False when the client had to be let go instead.
  [[nodiscard]] bool accept(const Found& found, Buffer& memory, lrpc::Accepted& call);
  // It runs, on the calling thread, which may not look any more; and is answered, or will be.
  void run(LrpcClient& client, const Dispatcher::Offer* offer, const lrpc::Accepted& call, Buffer& reply);
  // Whom `call` is for; null: nobody.
  [[nodiscard]] const Dispatcher::Offer* offer_of(LrpcClient& client, const lrpc::Accepted& call) const;
  [[nodiscard]] std::uint32_t last_processor() const noexcept { return last_processor_; }
  // Those that were answered and may have gone to sleep meanwhile.
  void wake_unseen() noexcept;
  void wake_unseen_now_and_then() noexcept;

  // Going to sleep: what to sleep on, of which there is room for lrpc::most_awaited. False: there is a call,
  // or so much to sleep on that it is better to look again.
  [[nodiscard]] bool begin_sleep(Found& found, std::span<lrpc::Awaited> awaited, std::size_t& count) noexcept;
  void end_sleep() noexcept;
  // Clients see whether somebody looks, or is to be woken.
  void begin_looking() noexcept;
  void end_looking() noexcept;
  [[nodiscard]] lrpc::Status& status() const noexcept {
    return *reinterpret_cast<lrpc::Status*>(status_segment_.data());
  }

 private:
  LrpcDomain(Dispatcher& dispatcher, Options options) noexcept;

  [[nodiscard]] bool take(std::size_t index, std::uint32_t slot, Found& found) noexcept;
  void revoke(LrpcClient& client) noexcept;
  [[nodiscard]] static bool is_done_with(LrpcClient& client) noexcept;
  void associate(const std::shared_ptr<LrpcClient>& client);
  void let_go_cold() noexcept;
  void dissociate(std::size_t index) noexcept;
  void publish(std::uint32_t leader) noexcept;
  void count_call() noexcept;

  Dispatcher& dispatcher_;
  const Options options_;
  const DeferredCount deferred_;
  io::Descriptor process_;
  io::Descriptor status_descriptor_;
  lrpc::Segment status_segment_;

  lrpc::Word news_{0};  // counts what who looks has to hear of
  std::mutex mutex_;    // protects what follows
  std::unordered_set<std::shared_ptr<LrpcClient>> clients_;
  std::vector<std::shared_ptr<LrpcClient>> callers_in_;
  bool is_closed_ = false;

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
