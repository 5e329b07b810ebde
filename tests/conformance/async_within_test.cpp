// A coroutine that waits instead of suspending: it drives its loop itself, and what others wait for goes on
// within it.
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "callback_services.hpp"

namespace conformance {
namespace {

class AsynchronousWithin : public AtPlacement {
 protected:
  AsynchronousWithin()
      : callee(bind_to<V1::AsyncClient>(site->endpoint(), {.timeout = patience, .loop = &loop})) {}
  Task<std::int32_t> add(std::int32_t a, std::int32_t b) const {
    auto sum = callee.ADD(a, b);
    co_return (co_await std::move(sum)).value();
  }
  EventLoop loop;
  const V1::AsyncClient callee;
};
FARCALL_EVERY_PLACEMENT(AsynchronousWithin);

TEST_P(AsynchronousWithin, ACoroutineWaitsForOthers) {
  const auto waits = [&]() -> Task<std::int32_t> { co_return loop.wait(add(1, 2)) + loop.wait(add(3, 4)); };
  const auto waits_for_that = [&]() -> Task<std::int32_t> { co_return loop.wait(waits()) + 1; };
  EXPECT_EQ(loop.wait(waits_for_that()), 11);
}

TEST_P(AsynchronousWithin, ACoroutineWaitsByAnotherLoop) {
  EventLoop other;
  const auto waits = [&]() -> Task<std::int32_t> { co_return loop.wait(add(1, 2)); };
  EXPECT_EQ(other.wait(waits()), 3);
}

// Begins at once, and ends with its owner, wherever it is.
class Owned {
 public:
  struct promise_type {
    Owned get_return_object() noexcept {
      return Owned(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
  };
  explicit Owned(std::coroutine_handle<promise_type> its_handle) noexcept : handle_(its_handle) {}
  Owned(Owned&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Owned& operator=(Owned&&) = delete;
  ~Owned() {
    if (handle_) handle_.destroy();
  }

 private:
  std::coroutine_handle<promise_type> handle_;
};

TEST_P(AsynchronousWithin, WhoIsDestroyedAfterItsReplyCameIsNotResumed) {
  const auto add_to = [&](int& sum) -> Owned {
    auto two = callee.ADD(1, 1);
    sum += (co_await std::move(two)).value();
  };
  const auto drops_them = [&]() -> Task<int> {
    int before = 0;
    for (int i = 0; i < 20; ++i) {
      int sum = 0;
      {
        const Owned one = add_to(sum);
        const Owned another = add_to(sum);
        for (int k = 0; k < 2; ++k) EXPECT_EQ(callee.ADD(i, k).wait().value(), i + k);
        before = sum;
      }
      co_await add(1, 1);
      EXPECT_EQ(sum, before);
    }
    co_return 1;
  };
  EXPECT_EQ(loop.wait(drops_them()), 1);
}

// The caller's thread, which waits within a coroutine, serves by coroutines.
TEST_P(Callbacks, ACoroutineThatWaitsServesByCoroutines) {
  serve(host);
  GuestCoroutines answers;
  EventLoop loop;
  for (EventLoop* by : {&loop, static_cast<EventLoop*>(nullptr)}) {
    if (by == nullptr && GetParam().by_loop) continue;  // that has a thread of its own
    const Host::Client caller = client({.loop = by, .services = {&answers}});
    const auto asks = [&]() -> Task<Result<std::int32_t>> { co_return caller.ASK(7); };
    EXPECT_EQ(loop.wait(asks()).value(), 21);
  }
}

}  // namespace
}  // namespace conformance
