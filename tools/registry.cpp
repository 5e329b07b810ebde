// `farcall registry`: a registry of programs, instead of rpcbind.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <farcall/binding/registry.hpp>
#include <farcall/runtime/server/server.hpp>

#include "commands.hpp"

namespace farcall::tool {
namespace {

struct Options {
  std::vector<std::string> endpoints = {"tcp://0.0.0.0:111", "udp://0.0.0.0:111", "tcp://[::]:111",
                                        "udp://[::]:111", "unix:/run/rpcbind.sock"};
  bool json = false;
};

int run(const Options& options) {
  Registry registry;
  Server server;
  if (Result<void> added = registry.add_to(server); !added) return fail(added.error());
  for (const std::string& text : options.endpoints)
    if (Result<std::string> endpoint = registry.listen(server, text); !endpoint)
      return fail(endpoint.error());
  if (Result<void> ok = server.stop_on_signals(); !ok) return fail(ok.error());
  if (options.json) {
    fmt::print("{}\n", nlohmann::json{{"endpoints", server.endpoints()}}.dump());
  } else {
    for (const std::string& endpoint : server.endpoints()) fmt::print("{}\n", endpoint);
  }
  std::fflush(stdout);  // whoever started us waits for these lines
  Result<void> served = server.run();
  return served ? 0 : fail(served.error());
}

}  // namespace

void add_registry(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("registry", "Serve as the registry (rpcbind versions 2 to 4) until SIGTERM");
  command
      ->add_option("-l,--listen", options->endpoints,
                   "Where: tcp://host:port, udp://host:port, unix:/path; port 0 takes any. May be repeated")
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print the endpoints as JSON");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace farcall::tool
