// An LRPC endpoint: a crew whose leader looks for requests in the memory that it shares with the clients.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/lrpc/segment.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/lrpc_client.hpp>
#include <farcall/runtime/server/same_host.hpp>
#include <farcall/runtime/server/server.hpp>

namespace farcall::inline v1::server {

// Owns: its clients, and the memory that it shares with them; not the socket where they come to be.
// The leader is the paper's idle processor that waits in the server's domain: it looks at the clients that
// are associated, for a while, and sleeps on their bells then. Those who have not called for long are cold:
// nobody looks at them until they say so on their sockets.
class LrpcPort final : public Crew, public std::enable_shared_from_this<LrpcPort> {
 public:
  // `same_host`: who may bind; null: every user whom the options admit. Errors: resource_exhausted, io_error.
  static Result<std::shared_ptr<LrpcPort>> create(Dispatcher& dispatcher, const ServerOptions& options,
                                                  std::shared_ptr<const SameHost> same_host = nullptr);
  ~LrpcPort() override;

  // A connection that was accepted. Thread: any.
  void admit(io::Descriptor control);
  [[nodiscard]] bool has_clients();
  // Every client is told that this is the end. After run().
  void close() noexcept;

  // For a client, on the watcher's thread.
  void enter(
      const std::shared_ptr<LrpcClient>& client) noexcept;  // it is bound, and calls in for the first time
  void call_in(const std::shared_ptr<LrpcClient>& client) noexcept;
  void leave(const std::shared_ptr<LrpcClient>& client) noexcept;
  // Whether it may bind; then `caller` becomes whom its calls are by.
  [[nodiscard]] bool admits(Caller& caller, std::string_view route) const;
  [[nodiscard]] lrpc::Extent most() const noexcept;
  [[nodiscard]] int process() const noexcept { return process_.number(); }
  [[nodiscard]] int status_descriptor() const noexcept { return status_descriptor_.number(); }

 private:
  struct Hand final : Member {
    Buffer request;
    Buffer reply;
    LrpcClient* client = nullptr;      // whose call it serves
    std::shared_ptr<LrpcClient> kept;  // the same, once this thread does not lead any more
  };
  LrpcPort(Dispatcher& dispatcher, const ServerOptions& options,
           std::shared_ptr<const SameHost> same_host) noexcept;

  // With memory for the reply of every call, so that none goes without one.
  std::unique_ptr<Member> make_member() override;
  void lead(Member& me) override;
  void take_over(Member& slow, Member& me) override;
  void interrupt() noexcept override;

  struct Found {
    LrpcClient* client = nullptr;
    std::uint32_t slot = 0;
  };
  [[nodiscard]] bool look(Found& found) noexcept;
  [[nodiscard]] bool take(std::size_t index, std::uint32_t slot, Found& found) noexcept;
  [[nodiscard]] bool await(Found& found);
  [[nodiscard]] bool sleep(Found& found);
  [[nodiscard]] bool serve(Hand& me, const Found& found);
  void run_call(Hand& me, LrpcClient& client, const lrpc::Accepted& accepted);
  void revoke(LrpcClient& client) noexcept;
  [[nodiscard]] static bool is_done_with(LrpcClient& client) noexcept;
  void wake_unseen() noexcept;
  void take_news();
  void associate(const std::shared_ptr<LrpcClient>& client);
  void let_go_cold() noexcept;
  void dissociate(std::size_t index) noexcept;
  void publish(std::uint32_t leader) noexcept;

  void count_call() noexcept;

  [[nodiscard]] lrpc::Status& status() const noexcept {
    return *reinterpret_cast<lrpc::Status*>(status_segment_.data());
  }

  Dispatcher& dispatcher_;
  const ServerOptions options_;
  const DeferredCount deferred_;
  const std::shared_ptr<const SameHost> same_host_;
  io::Descriptor process_;
  io::Descriptor status_descriptor_;
  lrpc::Segment status_segment_;

  lrpc::Word news_{0};  // counts what the leader has to hear of
  std::mutex mutex_;    // protects what follows
  std::unordered_set<std::shared_ptr<LrpcClient>> clients_;
  std::vector<std::shared_ptr<LrpcClient>> callers_in_;
  bool is_closed_ = false;

  // The leader's.
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
  io::Spinner spinner_;
};

}  // namespace farcall::inline v1::server
