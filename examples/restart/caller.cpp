// caller ENDPOINT: prints the process id of the callee.
#include <iostream>

#include <farcall/farcall.hpp>

#include "restart.x.hpp"

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::cerr << "usage: caller ENDPOINT\n";
    return 2;
  }
  auto callee = farcall::bind<restart::RESTART_PROG::RESTART_VERS::Client>(argv[1]).value();
  std::cout << callee.PROCESS_ID().value() << '\n';
  return std::cout.flush() ? 0 : 1;
} catch (const farcall::RpcError& failed) {
  std::cerr << "caller: " << failed.what() << '\n';
  return 1;
}
