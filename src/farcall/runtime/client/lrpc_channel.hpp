// A Channel through memory that is shared with a server of this machine. Source: docs/decisions/0017.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include <farcall/base/fork.hpp>
#include <farcall/lrpc/astacks.hpp>
#include <farcall/lrpc/watcher.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/lrpc_binding.hpp>
#include <farcall/runtime/client/turn.hpp>

namespace farcall::inline v1::client {

// Every caller's own thread writes its arguments where the server looks, and looks for the results itself. As
// many calls as there are A-stacks are out at a time; who comes then waits for one. When the server has gone
// the calls that are out end with connection_lost, and the next one binds again.
class FARCALL_API LrpcChannel final : public Channel, private lrpc::Watcher::Watched {
 public:
  explicit LrpcChannel(LrpcOptions options);
  ~LrpcChannel() override;

  // Binds now, so that bind() tells when nobody is there.
  Result<void> open(TimePoint until);
  [[nodiscard]] bool is_bound() const noexcept { return !stacks_.is_lost(); }
  // The server may have called back: one of those who wait looks (LrpcOptions::serve).
  void look_for_calls_back() noexcept { stacks_.look_for_calls_back(); }

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;

 private:
  lrpc::AStack* take() noexcept;
  [[nodiscard]] bool was_left() noexcept;
  Result<lrpc::AStack*> take(TimePoint until);
  Result<void> bind_again(TimePoint until);
  [[nodiscard]] lrpc::AStacks::Waited await_reply(lrpc::AStack& stack, TimePoint until);
  [[nodiscard]] lrpc::AStacks::Waited await_for_ever(lrpc::AStack& stack);
  [[nodiscard]] bool is_there() noexcept;
  [[nodiscard]] lrpc::AStacks::Waited wait_and_serve(lrpc::AStack& stack, TimePoint until,
                                                     TimePoint deadline);
  Result<void> watch_server();
  void unwatch() noexcept;
  void on_ready(int descriptor) noexcept override;

  const LrpcOptions options_;
  const std::uint32_t forks_ = forks();
  lrpc::AStacks stacks_;
  std::atomic<std::uint32_t> asked_{0}, answers_{0};  // whether the server is there
  std::atomic<TimePoint> last_woken_{TimePoint()};    // when the server was last found asleep
  Turn binding_;                                      // to bind it again
};

}  // namespace farcall::inline v1::client
