// farcall in an Asio program: Asio's loop drives farcall's, and Asio hears of it when a Task is done.
#pragma once

#include <utility>

#include <asio.hpp>

#include <farcall/farcall.hpp>

// From its construction on, what `loop` has to do is done by whoever runs `io`. Goes before both.
// Thread: one that runs `io`, or a strand of it.
class AsioLoop {
 public:
  AsioLoop(asio::io_context& io, farcall::EventLoop& loop)
      : loop_(loop), descriptor_(io, loop.descriptor().value()), timer_(io) {
    turn();
  }
  AsioLoop(const AsioLoop&) = delete;
  AsioLoop& operator=(const AsioLoop&) = delete;
  ~AsioLoop() { descriptor_.release(); }  // it stays the loop's

  // Runs `task`; `token` says what Asio does with its result: a function that is called with it,
  // asio::use_awaitable, asio::use_future. What the task throws ends the program, as after
  // EventLoop::spawn().
  template <typename T, typename Token>
  auto run(farcall::Task<T> task, Token&& token) {
    auto begin = [this](auto handler, farcall::Task<T> begun) {
      // Whom Asio tells has an executor of its own, or is told where Asio's loop runs.
      auto finish = [](farcall::Task<T> awaited, auto told, auto executor) -> farcall::Task<void> {
        T result = co_await std::move(awaited);
        asio::post(executor, [told = std::move(told), result = std::move(result)]() mutable {
          std::move(told)(std::move(result));
        });
      };
      auto executor = asio::get_associated_executor(handler, descriptor_.get_executor());
      loop_.spawn(finish(std::move(begun), std::move(handler), std::move(executor)));
    };
    return asio::async_initiate<Token, void(T)>(begin, token, std::move(task));
  }

 private:
  void turn() {
    const farcall::TimePoint again = loop_.poll();
    // A wait that is replaced, or whose loop has gone, ends with an error.
    auto next = [this](std::error_code error) {
      if (!error) turn();
    };
    descriptor_.cancel();
    descriptor_.async_wait(asio::posix::stream_descriptor::wait_read, next);
    timer_.expires_at(again);
    timer_.async_wait(next);
  }

  farcall::EventLoop& loop_;
  asio::posix::stream_descriptor descriptor_;
  asio::steady_timer timer_;
};
