#include <farcall/runtime/async_call.hpp>

namespace farcall::inline v1 {

Resumable AsyncCall::done;
AsyncCall::~AsyncCall() = default;

}  // namespace farcall::inline v1
