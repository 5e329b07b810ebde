// `farcall info`: what a registry knows, or how an LRPC endpoint does.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <pwd.h>
#include <nlohmann/json.hpp>

#include <farcall/base/utf8.hpp>
#include <farcall/binding/rpcbind.hpp>
#include <farcall/binding/universal_address.hpp>
#include <farcall/transport/endpoint.hpp>

#include "commands.hpp"

namespace farcall::tool {
namespace {

struct Options {
  std::string registry = "rpcbind://localhost";
  std::string lrpc;
  double timeout_s = 5;
  bool json = false;
};

// "superuser" and "unknown" are the registry's own words; a number is a user of the registry's machine.
std::string owner_name(const std::string& owner) {
  bool is_number =
      !owner.empty() && std::all_of(owner.begin(), owner.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number || owner.size() > 10 || std::stoull(owner) > UINT32_MAX) return owner;
  const passwd* user = ::getpwuid(static_cast<uid_t>(std::stoull(owner)));
  return user != nullptr ? user->pw_name : owner;
}

std::string endpoint_of(const Registration& line) {
  std::optional<Endpoint> endpoint = binding::from_universal(line.netid, line.address);
  return endpoint ? endpoint->text() : line.netid + " " + line.address;
}

void print_json(const std::vector<Registration>& lines) {
  nlohmann::json all = nlohmann::json::array();
  for (const Registration& line : lines)
    all.push_back({{"program", line.program},
                   {"version", line.version},
                   {"netid", line.netid},
                   {"address", line.address},
                   {"endpoint", endpoint_of(line)},
                   {"owner", owner_name(line.owner)},
                   {"name", program_name(line.program)}});
  print(all);
}

void print_table(const std::vector<Registration>& lines) {
  constexpr std::size_t widest = 60;  // one long address does not make every line long
  std::size_t width = 8;
  for (const Registration& line : lines) width = std::max(width, std::min(widest, endpoint_of(line).size()));
  fmt::print("{:>10}  {:>7}  {:<5}  {:<{}}  {:<10}  {}\n", "program", "version", "netid", "endpoint", width,
             "owner", "name");
  for (const Registration& line : lines)
    fmt::print("{:>10}  {:>7}  {:<5}  {:<{}}  {:<10}  {}\n", line.program, line.version, shown(line.netid),
               shown(endpoint_of(line)), width, shown(owner_name(line.owner)), program_name(line.program));
}

Result<std::vector<Registration>> ask(const std::string& registry, Duration timeout) {
  Result<Endpoint> endpoint = parse_endpoint(registry);
  if (!endpoint) return std::move(endpoint).error();
  if (endpoint->scheme != "rpcbind")
    return Error{Code::bad_endpoint, Executed::no, registry + ": a registry is named rpcbind://host", {}};
  return binding::list(*endpoint, after(steady_clock().now(), timeout));
}

int run(const Options& options) {
  const auto timeout = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(options.timeout_s));
  if (!options.lrpc.empty()) return show_lrpc(options.lrpc, timeout, options.json);
  // "host" is short for "rpcbind://host".
  std::string text =
      options.registry.find(':') == std::string::npos ? "rpcbind://" + options.registry : options.registry;
  Result<std::vector<Registration>> lines = ask(text, timeout);
  if (!lines) {
    if (options.json) print({{"error", to_json(lines.error())}});
    return fail_at_first_contact(lines.error(), text);
  }
  std::sort(lines->begin(), lines->end(), [](const Registration& a, const Registration& b) {
    return std::tie(a.program, a.version, a.netid) < std::tie(b.program, b.version, b.netid);
  });
  options.json ? print_json(*lines) : print_table(*lines);
  return 0;
}

}  // namespace

void add_info(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("info", "List every program, version and address that a registry knows");
  CLI::Option* registry =
      command->add_option("registry", options->registry, "rpcbind://host[:port], rpcbind:///path, or a host")
          ->capture_default_str();
  command
      ->add_option("--lrpc", options->lrpc,
                   "Instead: how the memory does that a server shares: lrpc:/path, or tcp:// and unix: here")
      ->excludes(registry);
  command->add_option("--timeout", options->timeout_s, "Seconds for all of it")
      ->capture_default_str()
      ->check(seconds_from(0.001));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace farcall::tool
