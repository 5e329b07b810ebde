// callee [--registry RPCBIND] [--fault exit|hang|haste] ENDPOINT...: serves until SIGTERM or until it has
// handed over; with a fault it has listened, and never serves, or hands over as soon as it has been started.
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <farcall/farcall.hpp>

#include "restart.x.hpp"

namespace {

namespace V = restart::RESTART_PROG::RESTART_VERS;
using namespace std::chrono_literals;

class Callee final : public V::Server {
 public:
  explicit Callee(farcall::Server& server) : server_(server) {}
  farcall::Result<std::int32_t> WHO(farcall::CallContext&) override { return ::getpid(); }
  farcall::Result<std::string> HAND_OVER(farcall::CallContext&, restart::command&& command) override {
    auto done = server_.hand_over(command.words, std::chrono::milliseconds(command.timeout_ms));
    return done ? std::string() : to_string(done.error());
  }

 private:
  farcall::Server& server_;
};

}  // namespace

int main(int argc, char** argv) try {
  std::vector<std::string_view> words(argv + 1, argv + argc);
  std::string_view registry, fault;
  while (words.size() > 1 && words[0].starts_with("--")) {
    (words[0] == "--registry" ? registry : fault) = words[1];
    words.erase(words.begin(), words.begin() + 2);
  }
  farcall::Server server({.drain = 60s});
  Callee callee(server);
  server.add(callee).value();
  server.stop_on_signals().value();
  for (std::string_view endpoint : words) (void)server.listen(endpoint).value();
  if (fault == "exit") return 3;
  while (fault == "hang") ::pause();
  if (fault == "haste") {
    server.start().value();
    std::vector<std::string> command{argv[0]};
    command.insert(command.end(), words.begin(), words.end());
    server.hand_over(command).value();
    return 0;
  }
  if (!registry.empty()) advertise(server, registry).value();
  for (const std::string& endpoint : server.endpoints()) std::printf("%s\n", endpoint.c_str());
  std::fflush(stdout);
  server.run().value();
  return 0;
} catch (const farcall::RpcError& failed) {
  std::fprintf(stderr, "%s\n", failed.what());
  return 1;
}
