#include <farcall/binding/advertisement.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include <farcall/base/log.hpp>
#include <farcall/binding/rpcbind.hpp>
#include <farcall/binding/universal_address.hpp>

namespace farcall::inline v1 {
namespace {

std::vector<Registration> lines_of(const Server& server) {
  std::vector<Registration> lines;
  for (const std::string& text : server.endpoints()) {
    Result<Endpoint> endpoint = parse_endpoint(text);
    std::optional<binding::UniversalAddress> address;
    if (endpoint) address = binding::to_universal(*endpoint);
    if (!address) continue;
    // A registry has one address for each transport: the first that was opened.
    auto is_same = [&](const Registration& line) { return line.netid == address->netid; };
    if (std::any_of(lines.begin(), lines.end(), is_same)) continue;
    for (const Service* service : server.services())
      lines.push_back(
          {service->service_program(), service->service_version(), address->netid, address->address, {}});
  }
  return lines;
}

void withdraw(const Endpoint& registry, const std::vector<Registration>& lines, Duration timeout) {
  TimePoint until = after(steady_clock().now(), timeout);
  for (const Registration& line : lines)
    if (Result<void> done = binding::unset(registry, line, until); !done)
      log(LogLevel::warning, "not deregistered: " + to_string(done.error()));
}

}  // namespace

Result<void> advertise(Server& server, std::string_view text, Duration timeout) {
  Result<Endpoint> registry = parse_endpoint(text);
  if (!registry) return std::move(registry).error();
  if (registry->scheme != "rpcbind")
    return Error{
        Code::bad_endpoint, Executed::no, registry->text() + ": a registry is named rpcbind://host", {}};
  TimePoint until = after(steady_clock().now(), timeout);
  std::vector<Registration> done;
  for (Registration& line : lines_of(server)) {
    // What our predecessor has registered is true again and never goes. Any other line of an earlier run of
    // ours would be a duplicate; one of somebody else's stays, and the set is refused.
    Result<void> set = binding::set(*registry, line, until);
    if (!set && set.error().code == Code::permission_denied) {
      (void)binding::unset(*registry, line, until);
      set = binding::set(*registry, line, until);
    }
    if (!set) {
      withdraw(*registry, done, timeout);
      return set;
    }
    done.push_back(std::move(line));
  }
  server.at_shutdown([&server, registry = *registry, done = std::move(done), timeout] {
    if (!server.is_handed_over()) withdraw(registry, done, timeout);
  });
  return {};
}

}  // namespace farcall::inline v1
