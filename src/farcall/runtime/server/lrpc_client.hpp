// A client of an LRPC endpoint, as the server knows it: what the paper calls a binding object.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include <farcall/base/clock.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/lrpc/rendezvous.hpp>
#include <farcall/lrpc/watcher.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/same_host.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::server {

class LrpcDomain;
class LrpcLane;

// From its connection on until it has gone and the last of its calls has ended.
// Thread: the watcher's, and where it says so others.
class LrpcClient final : public lrpc::Watcher::Watched, public std::enable_shared_from_this<LrpcClient> {
 public:
  LrpcClient(LrpcDomain& domain, io::Descriptor control) noexcept
      : domain_(domain), control_(std::move(control)) {}
  ~LrpcClient() override;

  // False for lack of memory or descriptors.
  [[nodiscard]] bool watch() noexcept;
  void on_ready(int descriptor) noexcept override;
  // Its domain is gone, or does not want it any more. Thread: any.
  void forget() noexcept;
  // It is to go. Thread: any.
  void hang_up() noexcept;

  lrpc::Linkages linkages;
  Caller caller;
  std::optional<SystemCredential> credential;
  bool has_connection = false;  // beside the memory, by which it is called back
  std::weak_ptr<StreamPeer> connection;
  const TimePoint since = steady_clock().now();
  std::atomic<bool> is_bound{false};
  std::atomic<bool> is_gone{false};
  // Its calls that hold a thread which does not lead any more.
  std::atomic<unsigned> holds{0};

  std::atomic<bool> calls_in{false};  // and that one has to hear of it yet
  // Whose leader looks at it, or will when it calls in: only that one says whose it is next.
  std::atomic<LrpcLane*> lane{nullptr};

  // That leader's.
  const Dispatcher::Offer* offer = nullptr;  // that it called last, of
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::uint64_t unseen = 0;        // slots that were answered, whose callers may have gone to sleep meanwhile
  std::uint64_t calls = 0;         // that it has made
  std::uint64_t calls_before = 0;  // as of the last look after who is idle
  Duration handler_time{};         // a mean of those calls that were timed
  bool is_associated = false;
  // How many more calls are served when it has gone: what it had asked for before, and no more than that.
  std::uint32_t last_calls = lrpc::most_slots;

 private:
  // What it is given, beside what all clients have.
  struct Shared {
    io::Descriptor to_client, from_client;
    int life = -1;
  };

  void greet() noexcept;
  [[nodiscard]] lrpc::Outcome bind(const lrpc::Hello& hello, Shared& shared, SameHost::Token& token);
  void connect(const lrpc::Hello& hello, lrpc::Welcome& welcome) noexcept;
  [[nodiscard]] bool recognise(const lrpc::Hello& hello, SameHost::Known& known);
  [[nodiscard]] bool decode_credential(const lrpc::Hello& hello);
  void leave() noexcept;

  LrpcDomain& domain_;
  io::Descriptor control_;
  io::Descriptor process_;  // pidfd of the client: a child of it may hold the connection when it has died
};

}  // namespace farcall::inline v1::server
