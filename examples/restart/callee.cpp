// callee ENDPOINT...: serves until SIGTERM. At SIGHUP a new process of the same program takes its place,
// which may have been replaced by a newer one meanwhile; no client is refused, and no call is lost.
//
//   callee tcp://0.0.0.0:4000 &
//   kill -HUP $!
//
// A service manager may give it its sockets as well:
//
//   systemd-socket-activate --listen 127.0.0.1:4000 callee tcp://127.0.0.1:4000
#include <csignal>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include <unistd.h>

#include <farcall/farcall.hpp>

#include "restart.x.hpp"

namespace {

class Callee final : public restart::RESTART_PROG::RESTART_VERS::Server {
  farcall::Result<std::int32_t> PROCESS_ID(farcall::CallContext&) override { return ::getpid(); }
};

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> command(argv, argv + argc);
  if (command.size() < 2) {
    std::cerr << "usage: callee ENDPOINT...\n";
    return 2;
  }
  // This thread waits for them below; those that the server starts must not be disturbed.
  sigset_t signals;
  sigemptyset(&signals);
  for (int number : {SIGHUP, SIGTERM, SIGINT}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  Callee callee;
  farcall::Server server;
  server.add(callee).value();
  // As the one before has listened: what it hands over is found by these endpoints.
  for (std::size_t i = 1; i < command.size(); ++i) (void)server.listen(command[i]).value();
  for (const std::string& endpoint : server.endpoints()) std::cout << endpoint << '\n';
  std::cout.flush();
  server.start().value();

  int number = 0;
  while (sigwait(&signals, &number) == 0 && number == SIGHUP) {
    farcall::Result<void> handed_over = server.hand_over(command);
    if (handed_over) break;
    std::cerr << "callee: " << to_string(handed_over.error()) << '\n';  // and this one goes on
  }
  return 0;  // when the server has ended: after a hand-over, when its last client has left
} catch (const farcall::RpcError& failed) {
  std::cerr << "callee: " << failed.what() << '\n';
  return 1;
}
