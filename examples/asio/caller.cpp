// caller ENDPOINT COUNT [MILLISECONDS]: the sum of the squares of 1 to COUNT, which the callee of
// examples/square computes, by as many calls at once, each of so long at most, in a program that is Asio's:
// one thread runs Asio's timers and farcall's calls.
#include <charconv>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string_view>
#include <vector>

#include <farcall/farcall.hpp>

#include "asio_loop.hpp"
#include "square.x.hpp"

namespace {

using Square = square::SQUARE_PROG::SQUARE_VERS::AsyncClient;
using Sum = farcall::Result<std::int64_t>;

// A coroutine of farcall.
farcall::Task<Sum> sum_of_squares(const Square& square, std::int32_t count) {
  std::vector<farcall::Reply<square::square_out>> replies;
  for (std::int32_t i = 1; i <= count; ++i) replies.push_back(square.SQUARE_PROC({.arg1 = i}));
  std::int64_t sum = 0;
  for (auto& reply : replies) {
    farcall::Result<square::square_out> out = co_await std::move(reply);
    if (!out) co_return out.error();
    sum += out->res1;
  }
  co_return sum;
}

// A coroutine of Asio, which awaits both: what Asio has, and what farcall has.
asio::awaitable<void> in_two_halves(AsioLoop& loop, const Square& square, std::int32_t count, Sum& sum) {
  sum = co_await loop.run(sum_of_squares(square, count / 2), asio::use_awaitable);
  if (!sum) co_return;
  asio::steady_timer pause(co_await asio::this_coro::executor, std::chrono::milliseconds(1));
  co_await pause.async_wait(asio::use_awaitable);
  sum = co_await loop.run(sum_of_squares(square, count), asio::use_awaitable);
}

bool parse(std::string_view text, std::int32_t& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 0;
}

}  // namespace

int main(int argc, char** argv) try {
  std::int32_t count = 0;
  std::int32_t most_ms = 10'000;
  if (argc < 3 || argc > 4 || !parse(argv[2], count) || (argc == 4 && !parse(argv[3], most_ms))) {
    std::cerr << "usage: caller ENDPOINT COUNT [MILLISECONDS]\n";
    return 2;
  }
  asio::io_context io;
  farcall::EventLoop loop;
  auto square =
      farcall::bind<Square>(argv[1], {.timeout = std::chrono::milliseconds(most_ms), .loop = &loop}).value();
  AsioLoop drives(io, loop);

  // Told by a function; and by a coroutine.
  Sum by_function = farcall::Error{};
  Sum by_coroutine = farcall::Error{};
  int missing = 2;
  auto done = [&] {
    if (--missing == 0) io.stop();
  };
  drives.run(sum_of_squares(square, count), [&](Sum sum) {
    by_function = sum;
    done();
  });
  asio::co_spawn(io, in_two_halves(drives, square, count, by_coroutine), [&](std::exception_ptr) { done(); });
  io.run();

  std::cout << by_function.value() << '\n' << by_coroutine.value() << '\n';
  return std::cout.flush() ? 0 : 1;
} catch (const farcall::RpcError& failed) {
  std::cerr << "caller: " << failed.what() << '\n';
  return 1;
}
