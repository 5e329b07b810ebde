// callee [--registry RPCBIND] ENDPOINT...: serves square at every endpoint until SIGTERM.
//
//   callee --registry rpcbind://127.0.0.1:1111 tcp://127.0.0.1:0 udp://127.0.0.1:0 unix:/tmp/square
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/farcall.hpp>

#include "square_service.hpp"

int main(int argc, char** argv) try {
  std::vector<std::string_view> endpoints(argv + 1, argv + argc);
  std::string_view registry;
  if (endpoints.size() > 1 && endpoints[0] == "--registry") {
    registry = endpoints[1];
    endpoints.erase(endpoints.begin(), endpoints.begin() + 2);
  }
  if (endpoints.empty() || endpoints[0].starts_with('-')) {
    std::cerr << "usage: callee [--registry RPCBIND] ENDPOINT...\n";
    return 2;
  }

  // Nothing here is worth going on without, so value() may throw: one place below reports it.
  SquareService service;
  farcall::Server server;
  server.add(service).value();
  server.stop_on_signals().value();  // first, so that no moment is left in which a signal just kills us
  for (std::string_view endpoint : endpoints) (void)server.listen(endpoint).value();
  if (!registry.empty()) advertise(server, registry).value();  // and deregister when run() ends

  // Port 0 has become a number by now. Whoever waits for these lines can call.
  for (const std::string& endpoint : server.endpoints()) std::cout << endpoint << '\n';
  std::cout.flush();
  server.run().value();
  return 0;
} catch (const farcall::RpcError& failed) {
  std::cerr << "callee: " << failed.what() << '\n';
  return 1;
}
