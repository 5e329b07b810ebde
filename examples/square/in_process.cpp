// in_process NUMBER: caller and callee in one program, as a test or a program that is not split yet has them.
//
// The call takes the same path, stub to stub, with the same encoding and the same errors; only no socket and
// no other process is on it. Compare with caller.cpp: the endpoint is the only difference.
#include <charconv>
#include <cstdint>
#include <iostream>
#include <string_view>

#include <farcall/farcall.hpp>

#include "square_service.hpp"

int main(int argc, char** argv) try {
  std::int32_t number = 0;
  std::string_view text = argc == 2 ? argv[1] : "";
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    std::cerr << "usage: in_process NUMBER\n";
    return 2;
  }

  // No run(): calls through memory: are served on the thread that makes them.
  SquareService service;
  farcall::Server server;
  server.add(service).value();
  (void)server.listen("memory:square").value();

  auto square = farcall::bind<square::SQUARE_PROG::SQUARE_VERS::Client>("memory:square").value();
  std::cout << square.SQUARE_PROC({.arg1 = number}).value().res1 << '\n';
  return std::cout.flush() ? 0 : 1;
} catch (const farcall::RpcError& failed) {
  std::cerr << "in_process: " << failed.what() << '\n';
  return 1;
}
