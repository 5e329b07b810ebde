// An LRPC endpoint: a crew whose leaders look for requests in the memory that its domain shares with the
// clients.
#pragma once

#include <cstdint>
#include <memory>

#include <farcall/base/buffer.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/lrpc_client.hpp>
#include <farcall/runtime/server/lrpc_domain.hpp>
#include <farcall/runtime/server/lrpc_lane.hpp>
#include <farcall/runtime/server/server.hpp>

namespace farcall::inline v1::server {

// A leader is the paper's idle processor that waits in the server's domain: it looks at the clients of its
// lane, for a while, and sleeps on their bells then. As long as handlers are short one leader serves all: it
// is awake then, while several would take each other's and the callers' processors. Clients of handlers that
// are long get lanes of their own, as far as there are processors for them.
class LrpcPort final : public Crew {
 public:
  // `same_host`: who may bind; null: every user whom the options admit. `connect`: see LrpcDomain; null where
  // clients have streams. Errors: resource_exhausted, io_error.
  static Result<std::shared_ptr<LrpcPort>> create(Dispatcher& dispatcher, const ServerOptions& options,
                                                  std::shared_ptr<const SameHost> same_host,
                                                  LrpcDomain::Connect connect);

  [[nodiscard]] LrpcDomain& domain() noexcept { return *domain_; }

 private:
  using Found = LrpcLane::Found;

  struct Hand final : Member {
    Buffer request;
    Buffer reply;
    LrpcClient* client = nullptr;            // whose call it serves
    std::shared_ptr<LrpcClient> kept;        // the same, once this thread does not lead any more
    std::shared_ptr<LrpcClient> relieves{};  // for whom the thread runs from which this one has taken over
  };
  LrpcPort(std::unique_ptr<LrpcDomain> domain, const ServerOptions& options) noexcept;

  // With memory for the reply of every call, so that none goes without one.
  std::unique_ptr<Member> make_member() override;
  void lead(Member& me) override;
  void take_over(Member& slow, Member& me) override;
  void interrupt() noexcept override { domain_->notify(); }

  [[nodiscard]] bool await(LrpcLane& lane, Found& found);
  [[nodiscard]] bool sleep(LrpcLane& lane, Found& found);
  [[nodiscard]] bool serve(LrpcLane& lane, Hand& me, const Found& found);
  void distribute(LrpcLane& lane, LrpcClient& client);
  [[nodiscard]] std::uint32_t lanes() const noexcept;
  void publish_threads() noexcept;

  const std::unique_ptr<LrpcDomain> domain_;
  const bool may_spin_;
};

}  // namespace farcall::inline v1::server
