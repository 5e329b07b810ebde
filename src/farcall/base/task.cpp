#include <farcall/base/task.hpp>

namespace farcall::inline v1 {
namespace {

constinit thread_local ResumableQueue waiting;
constinit thread_local bool runs = false;

}  // namespace

void resume(Resumable& one) noexcept {
  waiting.push(one);
  if (runs) return;
  runs = true;
  while (Resumable* next = waiting.pop()) next->handle_.resume();  // it may be gone then
  runs = false;
}

}  // namespace farcall::inline v1
