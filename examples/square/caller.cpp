// caller ENDPOINT NUMBER: prints the square of a number, which the callee at ENDPOINT computes.
//
//   caller tcp://127.0.0.1:4000 12
//   caller unix:/tmp/square 12
//   caller 'rpcbind://127.0.0.1:1111?netid=udp' 12     # wherever that registry says it is
#include <charconv>
#include <cstdint>
#include <iostream>
#include <string_view>

#include <farcall/farcall.hpp>

#include "square.x.hpp"

namespace {

bool parse(std::string_view text, std::int32_t& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// One line that says what went wrong, where, and whether the callee can have run.
int report(const farcall::Error& error) {
  std::cerr << "caller: " << to_string(error) << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::int32_t number = 0;
  if (argc != 3 || !parse(argv[2], number)) {
    std::cerr << "usage: caller ENDPOINT NUMBER\n";
    return 2;
  }
  // The endpoint decides how the call gets there. Nothing below this line knows.
  auto square = farcall::bind<square::SQUARE_PROG::SQUARE_VERS::Client>(argv[1]);
  if (!square) return report(square.error());

  farcall::Result<square::square_out> out = square->SQUARE_PROC({.arg1 = number});
  if (!out) return report(out.error());
  std::cout << out->res1 << '\n';
  return std::cout.flush() ? 0 : 1;
}
