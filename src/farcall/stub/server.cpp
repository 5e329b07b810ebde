#include <farcall/stub/server.hpp>

namespace farcall::inline v1::stub {

void serve_null(ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

}  // namespace farcall::inline v1::stub
