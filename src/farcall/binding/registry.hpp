// A registry of programs: what rpcbind is, as a part of any program.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/base/export.hpp>
#include <farcall/binding/registration.hpp>
#include <farcall/runtime/server/server.hpp>

namespace farcall::inline v1 {

// The registry's program, 100000, versions 2 (portmapper), 3 and 4 (rpcbind), to be added to a Server.
//
//   farcall::Registry registry;
//   farcall::Server server;
//   registry.add_to(server).value();
//   registry.listen(server, "tcp://0.0.0.0:111").value();
//
// CALLIT and its kin, by which rpcbind calls others on a stranger's behalf, are not there; DUMP is refused
// over UDP, where a small forged request would send a large answer to somebody else. Source: RFC 1833.
class FARCALL_API Registry {
 public:
  Registry();
  ~Registry();

  Result<void> add_to(Server& server);
  // server.listen(), and the registry is registered in itself there.
  Result<std::string> listen(Server& server, std::string_view endpoint);
  [[nodiscard]] std::vector<Registration> all() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace farcall::inline v1
