// A Channel through shared memory whose calls an event loop carries out: as many as there are A-stacks are
// out at a time, the others wait for theirs.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include <farcall/base/buffer.hpp>
#include <farcall/base/fork.hpp>
#include <farcall/io/timers.hpp>
#include <farcall/lrpc/astacks.hpp>
#include <farcall/runtime/async_call.hpp>
#include <farcall/runtime/client/lrpc_binding.hpp>
#include <farcall/runtime/client/turn_calls.hpp>
#include <farcall/runtime/event_loop_core.hpp>
#include <farcall/runtime/pool.hpp>

namespace farcall::inline v1::client {

class LrpcLoopChannel final : public Channel, private EventLoop::Core::Source {
 public:
  LrpcLoopChannel(std::shared_ptr<EventLoop::Core> loop, LrpcOptions options);
  ~LrpcLoopChannel() override;

  // Binds now, on this thread.
  [[nodiscard]] Result<void> open(TimePoint until);
  [[nodiscard]] bool is_bound() const noexcept { return is_bound_.load(std::memory_order_acquire); }
  // begin(), unless it is not bound, as far as can be known, or the call would have to wait for others; then
  // null.
  [[nodiscard]] AsyncCall* begin_if_bound();
  // Binds there, by a thread of its own, and tells. Under the loop's lock, as `told`, which does not throw.
  void bind_at(const Meeting& meeting, const std::function<void(bool)>& told) noexcept;

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;
  AsyncCall& begin() override;
  void start(AsyncCall& call) override;
  void wait(AsyncCall& call) override;
  void end(AsyncCall& call) noexcept override;

 private:
  using Lock = EventLoop::Core::Lock;
  using Heard = lrpc::AStacks::Heard;

  struct Call final : AsyncCall, io::Timer {
    explicit Call(LrpcLoopChannel& its_owner) : AsyncCall(its_owner), owner(its_owner) {}
    void on_time(TimePoint now) override { owner.expire(*this, now); }

    LrpcLoopChannel& owner;
    enum class Step : std::uint8_t { idle, queued, out } step = Step::idle;
    bool is_begun = false;          // among those that were started in this turn
    bool is_dropped = false;        // and ended already
    std::uint32_t slot_number = 0;  // while it is out
    Call* next = nullptr;           // in the list of those, or in the queue
    Call* before = nullptr;
    Buffer room;  // of the arguments, behind that of conditions
    Buffer reply;
  };

  // A binding: replaced when the server has gone, while the loop may still look at it.
  struct Bound final : EventLoop::Core::Memory {
    explicit Bound(Duration spin) noexcept : stacks(spin) {}
    [[nodiscard]] Look look() const noexcept override;
    void begin_nap() noexcept override { stacks.begin_nap(); }
    void end_nap() noexcept override { stacks.end_nap(); }

    lrpc::AStacks stacks;
    std::atomic<std::uint64_t> out{0};            // the slots that may be answered
    std::array<Call*, lrpc::most_slots> calls{};  // of each, who waits for it; under the loop's lock
  };
  // So many calls of a turn are published at a time: their lines come from the server's processor together,
  // and it has begun before the last ones are made. The first are fewer, for it has nothing to do yet.
  static constexpr unsigned first_burst = 2;
  static constexpr unsigned later_burst = 4;

  struct Attempt {
    LrpcLoopChannel* owner;  // null once it is gone
  };

  // Asks whether the server is there, after each probe_interval while there are calls without a deadline.
  struct Probes final : io::Timer {
    explicit Probes(LrpcLoopChannel& its_owner) : owner(its_owner) {}
    void on_time(TimePoint now) override { owner.probe(now); }

    LrpcLoopChannel& owner;
    bool is_set = false;
    int silent = 0;  // intervals in a row
  };

  void on_ready(const io::Poller::Event& event) override;
  void flush() override;
  void take_news() override;

  [[nodiscard]] Result<void> adopt(std::shared_ptr<Bound> bound);
  // It was made before fork(), and its loop's threads are its parent's.
  [[nodiscard]] bool is_in_child() const noexcept {
    return forks_ != forks_so_far.load(std::memory_order_relaxed);
  }
  void bind_aside(TimePoint now) noexcept;
  void bind_aside(LrpcOptions options, TimePoint until, std::function<void(bool is_bound)> told);
  void notice_end();
  [[nodiscard]] Heard hear() noexcept;
  [[nodiscard]] bool listen() noexcept;
  void begin_probes() noexcept;
  void probe(TimePoint now);
  void lose();
  void abandon_binding() noexcept;

  void take_on_begun();
  void take_on(Call& call, TimePoint& now);
  void enqueue(Call& call) noexcept;
  void unqueue(Call& call) noexcept;
  [[nodiscard]] bool prepare(Call& call, std::uint64_t& prepared) noexcept;
  void publish() noexcept;
  void take_answers();
  void answered(lrpc::AStack& stack);
  [[nodiscard]] bool is_to_serve_first();
  void expire(Call& call, TimePoint now);
  void leave(Call& call) noexcept;
  void finish(Call& call) noexcept;
  void fail(Call& call, Error error) noexcept;
  void fail_queued(const Error& error) noexcept;
  [[nodiscard]] Call& take_call();
  [[nodiscard]] Call& renewed(Call& call) const noexcept;

  const std::shared_ptr<EventLoop::Core> loop_;
  const LrpcOptions options_;
  const std::uint32_t forks_ = forks();

  // Under the loop's lock.
  std::shared_ptr<Bound> bound_;       // null before the first call and after a loss
  std::atomic<bool> is_bound_{false};  // the same, for everybody
  std::shared_ptr<Attempt> attempt_;   // while a binding is being made
  CallList<Call> queue_;
  bool lacks_stacks_ = false;  // calls are queued that wait for one
  bool is_to_rouse_ = false;   // the server: something was published
  Probes probes_{*this};
  Pool<Call> pool_;

  // Of the thread that drives.
  TurnCalls<Call> turn_calls_;
  unsigned burst_ = first_burst;
};

}  // namespace farcall::inline v1::client
