// The command-line tool: `farcall info|ping|registry`.
//
// stdout is data, stderr is diagnostics. Exit status: 0 ok, 1 the call or the check failed, 2 bad usage.
#include <cstdio>
#include <string>

#include <CLI/CLI.hpp>

#include "commands.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Look at, call and register ONC RPC programs.", "farcall"};
  app.set_version_flag("--version", std::string("farcall ") + FARCALL_VERSION_STRING);
  app.require_subcommand(1);
  app.footer(
      "Endpoints: tcp://host:port  udp://host:port  unix:/path  rpcbind://host[:port][?netid=udp]\n"
      "See farcall(1).");
  int status = 0;
  farcall::tool::add_info(app, status);
  farcall::tool::add_ping(app, status);
  farcall::tool::add_registry(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return status;
}
