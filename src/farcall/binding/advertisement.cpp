#include <farcall/binding/advertisement.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include <farcall/base/log.hpp>
#include <farcall/binding/rpcbind.hpp>
#include <farcall/binding/universal_address.hpp>
#include <farcall/io/inherited.hpp>

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

// What is registered, until it is withdrawn or nobody has it any more.
class Registered {
 public:
  Registered(Endpoint registry, Duration timeout) : registry_(std::move(registry)), timeout_(timeout) {}
  Registered(const Registered&) = delete;
  Registered& operator=(const Registered&) = delete;
  ~Registered() { withdraw(); }

  [[nodiscard]] Result<void> add(std::vector<Registration> lines, TimePoint until);
  void withdraw() noexcept;
  // It is somebody else's from here on.
  void leave() noexcept { count_ = 0; }

 private:
  const Endpoint registry_;
  const Duration timeout_;
  std::vector<Registration> lines_;
  std::size_t count_ = 0;  // of them that are registered, or may be
};

Result<void> Registered::add(std::vector<Registration> lines, TimePoint until) {
  lines_ = std::move(lines);
  for (const Registration& line : lines_) {
    // What our predecessor has registered is true again and never goes. Any other line of an earlier run of
    // ours would be a duplicate; one of somebody else's stays, and the set is refused.
    Result<void> set = binding::set(registry_, line, until);
    if (!set && set.error().code == Code::permission_denied) {
      (void)binding::unset(registry_, line, until);
      set = binding::set(registry_, line, until);
    }
    if (set || set.error().executed != Executed::no) ++count_;
    if (!set) return set;
  }
  return {};
}

// What a predecessor has registered that goes on serving stays, and so does what somebody has registered
// since who took our place.
void Registered::withdraw() noexcept try {
  if (io::has_predecessor()) leave();
  if (count_ == 0) return;
  const TimePoint until = after(steady_clock().now(), timeout_);
  const Result<std::vector<Registration>> all = binding::list(registry_, until);
  for (; count_ > 0; --count_) {
    const Registration& ours = lines_[count_ - 1];
    const auto replaces = [&](const Registration& line) {
      return line.program == ours.program && line.version == ours.version && line.netid == ours.netid &&
             line.address != ours.address;
    };
    if (all && std::any_of(all->begin(), all->end(), replaces)) continue;
    if (Result<void> done = binding::unset(registry_, ours, until); !done)
      log(LogLevel::warning, "not deregistered: " + to_string(done.error()));
  }
} catch (const std::bad_alloc&) {
  log(LogLevel::warning, "not deregistered: no memory");
}

}  // namespace

Result<void> advertise(Server& server, std::string_view text, Duration timeout) try {
  Result<Endpoint> registry = parse_endpoint(text);
  if (!registry) return std::move(registry).error();
  if (registry->scheme != "rpcbind")
    return Error{
        Code::bad_endpoint, Executed::no, registry->text() + ": a registry is named rpcbind://host", {}};
  const auto registered = std::make_shared<Registered>(std::move(*registry), timeout);
  if (Result<void> added = registered->add(lines_of(server), after(steady_clock().now(), timeout)); !added)
    return added;
  server.at_shutdown([&server, registered] {
    if (server.is_handed_over()) registered->leave();
    registered->withdraw();
  });
  return {};
} catch (const std::bad_alloc&) {
  return Error{Code::resource_exhausted, Executed::no, "no memory", {}};
}

}  // namespace farcall::inline v1
