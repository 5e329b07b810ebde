// A protection domain that is called through shared memory: its clients. Their calls are looked for lane by
// lane (lrpc_lane.hpp), by a crew's leaders (lrpc_port.hpp).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/lrpc/segment.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/lrpc_client.hpp>
#include <farcall/runtime/server/lrpc_lane.hpp>
#include <farcall/runtime/server/same_host.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

// Owns: its clients, and the memory that it shares with them; not the socket where they come to be.
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
    unsigned most_holds = 0;  // see LrpcLane
    unsigned most_lanes = 1;
  };
  // Errors: resource_exhausted, io_error.
  static Result<std::unique_ptr<LrpcDomain>> create(Dispatcher& dispatcher, Options options);
  ~LrpcDomain();

  // Thread: any.
  // A connection that was accepted.
  void admit(io::Descriptor control);
  [[nodiscard]] bool has_clients();
  // Lets one go that has connected and said nothing for a while. False when there is none.
  [[nodiscard]] bool drop_silent() noexcept;
  // Every client is told that this is the end. When nobody looks any more.
  void close() noexcept;
  // Wakes all who look.
  void notify() noexcept;

  // For a client, on the watcher's thread.
  void enter(const std::shared_ptr<LrpcClient>& client) noexcept;  // it is bound
  void leave(const std::shared_ptr<LrpcClient>& client) noexcept;
  // Whether it may bind; then `caller` becomes whom its calls are by, and `known` what else is known of it.
  [[nodiscard]] bool admits(Caller& caller, std::string_view route, SameHost::Known& known) const;
  // What it gets that wants a stream. Errors: io_error; unsupported where clients have one already.
  [[nodiscard]] Result<io::Descriptor> connect(const Caller& caller) const;
  [[nodiscard]] lrpc::Extent most() const noexcept;
  [[nodiscard]] int process() const noexcept { return process_.number(); }
  [[nodiscard]] int status_descriptor() const noexcept { return status_descriptor_.number(); }

  // Of the lanes.
  void revoke(LrpcClient& client) noexcept;
  [[nodiscard]] LrpcLane& lane(std::size_t number) noexcept { return *lanes_[number]; }
  // As many as can have a leader.
  [[nodiscard]] std::size_t most_lanes() const noexcept { return lanes_.size(); }
  // A call that was accepted runs, on the calling thread, and is answered, or will be.
  void run(LrpcClient& client, const Dispatcher::Offer* offer, const lrpc::Accepted& call, Buffer& reply);
  // Whom `call` is for; null: nobody. Thread: who leads the client's lane.
  [[nodiscard]] const Dispatcher::Offer* offer_of(LrpcClient& client, const lrpc::Accepted& call) const;
  [[nodiscard]] lrpc::Status& status() const noexcept {
    return *reinterpret_cast<lrpc::Status*>(status_segment_.data());
  }

 private:
  [[nodiscard]] bool is_full();
  LrpcDomain(Dispatcher& dispatcher, Options options) noexcept;

  Dispatcher& dispatcher_;
  const Options options_;
  const DeferredCount deferred_;
  io::Descriptor process_;
  io::Descriptor status_descriptor_;
  lrpc::Segment status_segment_;

  std::vector<std::unique_ptr<LrpcLane>> lanes_;

  std::mutex mutex_;  // protects what follows
  std::unordered_set<std::shared_ptr<LrpcClient>> clients_;
  bool is_closed_ = false;
};

}  // namespace farcall::inline v1::server
