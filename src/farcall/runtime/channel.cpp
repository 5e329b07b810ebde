#include <farcall/runtime/channel.hpp>

#include <new>
#include <utility>

#include <farcall/runtime/async_call.hpp>

namespace farcall::inline v1 {

Channel::~Channel() = default;

AsyncCall& Channel::begin() { return *new AsyncCall(*this); }

void Channel::start(AsyncCall& call) {
  Result<void> done = transact(call);
  call.failed = !done;
  if (!done) call.error = std::move(done).error();
  if (Resumable* waiter = call.complete()) resume(*waiter);
}

void Channel::wait(AsyncCall&) {}

void Channel::end(AsyncCall& call) noexcept {
  if (call.slot != nullptr) release(call);
  delete &call;
}

}  // namespace farcall::inline v1
