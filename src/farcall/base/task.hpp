// Coroutines: a Task runs when it is awaited, and who waits for it is resumed when it is done.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include <farcall/base/export.hpp>
#include <farcall/base/queue.hpp>

namespace farcall::inline v1 {

// A suspended coroutine in the queue of those that are to go on. An awaiter that is one must be returned from
// `operator co_await`: g++ 12 awaits a copy of an lvalue.
class Resumable {
 public:
  Resumable() noexcept = default;
  explicit Resumable(std::coroutine_handle<> handle) noexcept : handle_(handle) {}

 protected:
  std::coroutine_handle<> handle_;

 private:
  friend FARCALL_API void resume(Resumable& one) noexcept;
  friend class Queue<Resumable>;
  Resumable* next_ = nullptr;
};

using ResumableQueue = Queue<Resumable>;

// Resumes a coroutine on this thread: at once, or when the one that runs has suspended, or drives a loop. One
// that resumed another from within would nest, and a million immediate awaits would be a million frames of
// stack; symmetric transfer does not help below -O2, nor under sanitizers. Thread: any; `one` may be gone
// when this returns.
FARCALL_API void resume(Resumable& one) noexcept;

template <typename T>
class Task;

// What the promises of all tasks share.
class TaskPromise : public Resumable {
 public:
  struct Final {
    Resumable* continuation;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {
      if (continuation != nullptr) resume(*continuation);
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() const noexcept { return {}; }
  Final final_suspend() const noexcept { return {continuation_}; }
  void unhandled_exception() noexcept { thrown_ = std::current_exception(); }

 protected:
  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  template <typename T>
  friend class Task;
  Resumable* continuation_ = nullptr;
  std::exception_ptr thrown_;
};

// Begins when it is awaited, by `co_await std::move(task)`; its exceptions come out there.
// Owns: the coroutine. Thread: goes on where what it awaits resumes it.
template <typename T>
class [[nodiscard]] Task {
 public:
  struct promise_type final : TaskPromise {
    Task get_return_object() noexcept { return Task(*this); }
    template <typename Value>
    void return_value(Value&& value) {
      value_.emplace(std::forward<Value>(value));
    }

   private:
    friend class Task;
    T take() {
      this->rethrow();
      return std::move(*value_);
    }
    std::optional<T> value_;
  };

  Task(Task&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(promise_, other.promise_);
    return *this;
  }
  ~Task() {
    if (promise_ != nullptr) std::coroutine_handle<promise_type>::from_promise(*promise_).destroy();
  }

  auto operator co_await() && noexcept {
    struct Awaiter final : Resumable {
      explicit Awaiter(promise_type* awaited) noexcept : promise(awaited) {}
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> awaiting) noexcept {
        handle_ = awaiting;
        promise->continuation_ = this;
        resume(*promise);
      }
      T await_resume() { return promise->take(); }
      promise_type* promise;
    };
    return Awaiter(promise_);
  }

 private:
  explicit Task(promise_type& promise) noexcept : promise_(&promise) {
    promise.handle_ = std::coroutine_handle<promise_type>::from_promise(promise);
  }
  promise_type* promise_;
};

template <>
struct Task<void>::promise_type final : TaskPromise {
  Task get_return_object() noexcept { return Task(*this); }
  void return_void() noexcept {}

 private:
  friend class Task;
  void take() { rethrow(); }
};

// A coroutine that begins at once and belongs to nobody. It must catch what it throws.
struct Detached {
  struct promise_type {
    Detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
  };
};

}  // namespace farcall::inline v1
