#include <farcall/base/task.hpp>

#include <farcall/base/resumption.hpp>

namespace farcall::inline v1 {

Resumption& resumption() noexcept {
  constinit static thread_local Resumption of_this_thread;
  return of_this_thread;
}

void resume(Resumable& one) noexcept {
  Resumption& here = resumption();
  here.waiting.push(one);
  if (here.runs) return;
  here.runs = true;
  while (Resumable* next = here.waiting.pop()) next->handle_.resume();  // it may be gone then
  here.runs = false;
}

}  // namespace farcall::inline v1
