// A server's services in a registry, for as long as the server is there.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/binding/registration.hpp>
#include <farcall/runtime/server/server.hpp>

namespace farcall::inline v1 {

// Registers every service of `server` at the first endpoint of each transport that other processes can reach,
// and takes all of it away again when the server shuts down: after its last handler, before it closes;
// unless a successor goes on with it (Server::hand_over), or somebody has put a line of his own there. What
// an earlier run of the same user has left behind is replaced. Errors: those of bind(), permission_denied
// when somebody else has registered it; then nothing stays registered.
Result<void> FARCALL_API advertise(Server& server, std::string_view registry,
                                   Duration timeout = std::chrono::seconds(5));

}  // namespace farcall::inline v1
