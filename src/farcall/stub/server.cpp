#include <farcall/stub/server.hpp>

#include <new>

namespace farcall::inline v1::stub {

void serve_null(ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

Deferred::~Deferred() {
  if (call_ == nullptr) return;
  try {
    if (!call_->answered()) call_->refuse({Code::system_err, Executed::maybe, {}, {}});
  } catch (const std::bad_alloc&) {  // its caller waits until its deadline
  }
  delete call_;
}

}  // namespace farcall::inline v1::stub
