// Where asynchronous calls are carried out, and coroutines go on.
#pragma once

#include <memory>
#include <utility>

#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/result.hpp>
#include <farcall/base/task.hpp>

namespace farcall::inline v1 {

// Any number of calls by any number of bindings, on one thread: whichever is in run() or in a wait(). While
// none is, calls that are started are sent, and nothing is received.
//
//   farcall::EventLoop loop;
//   auto square = farcall::bind<square::SQUARE_PROG::SQUARE_VERS::AsyncClient>("tcp://host:4000", {.loop =
//   &loop}); std::int32_t sum = loop.wait(sum_of_squares(*square));
//
// Thread: every member from any. A coroutine goes on on the thread that drives the loop, one at a time.
class FARCALL_API EventLoop {
 public:
  class Core;

  // The thread that drives it looks for `spin` before it sleeps.
  explicit EventLoop(Duration spin = Limits{}.spin);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  // The one of the process, driven by a thread of its own, which starts when this is first called. Throws
  // RpcError, with the errors of open_common().
  static EventLoop& common();
  // The same. Errors: resource_exhausted.
  [[nodiscard]] static Result<EventLoop*> open_common();

  // Drives the loop until stop(); another thread's run() or wait() is waited for first. Errors:
  // std::bad_alloc, after which it can be gone on with.
  void run();
  void stop() noexcept;

  // For a program that has a loop already, such as Asio's, and drives this one from there: poll() does what
  // there is to do, without waiting, and is to be called again when the descriptor is readable, and at the
  // time that it returns (`never`: there is none) at the latest. Once it has been called, the loop belongs to
  // the thread that calls it: run() and wait() of others let it do the work. Errors: resource_exhausted;
  // poll(): as run().
  [[nodiscard]] Result<int> descriptor();
  TimePoint poll();

  // Begins `task` and drives the loop until it is done. Throws what the task throws.
  template <typename T>
  T wait(Task<T> task) {
    std::optional<Outcome<T>> outcome;
    Waited waited;
    finish(std::move(task), outcome, waited);
    wait_for(waited);
    return std::move(*outcome).take();
  }
  // Begins `task`, which nobody waits for. What it throws ends the program.
  void spawn(Task<void> task);

  [[nodiscard]] const std::shared_ptr<Core>& core() const noexcept { return core_; }

 private:
  template <typename T>
  struct Outcome {
    std::optional<T> value;
    std::exception_ptr thrown;
    T take() && {
      if (thrown) std::rethrow_exception(thrown);
      return std::move(*value);
    }
  };
  struct Waited {
    bool done = false;
  };
  // Goes to the loop's thread when it is awaited.
  struct FARCALL_API Entry final : Resumable {
    explicit Entry(Core& core) noexcept : core_(core) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> awaiting) noexcept;
    void await_resume() const noexcept {}

   private:
    Core& core_;
  };

  template <typename T>
  Detached finish(Task<T> task, std::optional<Outcome<T>>& outcome, Waited& waited) {
    co_await Entry(*core_);
    Outcome<T> made;
    try {
      made.value.emplace(co_await std::move(task));
    } catch (...) {
      made.thrown = std::current_exception();
    }
    outcome.emplace(std::move(made));
    tell(waited);
  }
  Detached finish(Task<void> task, std::optional<Outcome<void>>& outcome, Waited& waited);
  void wait_for(const Waited& waited);
  void tell(Waited& waited) noexcept;

  std::shared_ptr<Core> core_;
};

template <>
struct EventLoop::Outcome<void> {
  std::exception_ptr thrown;
  void take() && {
    if (thrown) std::rethrow_exception(thrown);
  }
};

}  // namespace farcall::inline v1
