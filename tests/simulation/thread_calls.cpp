// What the linker calls in place of what gives a program threads, locks, time and chance. A simulated process
// has fibers instead, time that the scheduler counts, and chance out of the seed.
#include <cerrno>
#include <condition_variable>
#include <cstdarg>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "network.hpp"
#include "scheduler.hpp"

namespace simulation {
namespace {

Scheduler* in_fiber() noexcept {
  Scheduler* scheduler = Scheduler::current();
  return scheduler != nullptr && scheduler->in_fiber() ? scheduler : nullptr;
}

TimePoint time_of(const timespec& time) noexcept {
  return TimePoint(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

// Ids that no thread of the system has.
constexpr pthread_t first_id = 0x5EED'0000;

pthread_t& id_of(std::thread& thread) noexcept { return reinterpret_cast<pthread_t&>(thread); }

}  // namespace
}  // namespace simulation

using namespace simulation;

#define WRAP(result, name, parameters)        \
  extern "C" result __real_##name parameters; \
  extern "C" result __wrap_##name parameters

// Locks

WRAP(int, pthread_mutex_trylock, (pthread_mutex_t * mutex)) { return __real_pthread_mutex_trylock(mutex); }

WRAP(int, pthread_mutex_lock, (pthread_mutex_t * mutex)) {
  Scheduler* scheduler = in_fiber();
  if (scheduler == nullptr) return __real_pthread_mutex_lock(mutex);
  scheduler->step();
  while (__real_pthread_mutex_trylock(mutex) != 0) (void)scheduler->wait(mutex, farcall::never);
  return 0;
}

// Nobody else runs here: to wait for what a lock protects is to unlock and to wait, in one.
WRAP(int, pthread_mutex_unlock, (pthread_mutex_t * mutex)) {
  const int error = __real_pthread_mutex_unlock(mutex);
  if (Scheduler* scheduler = Scheduler::current()) scheduler->wake(mutex, 1);
  return error;
}

WRAP(int, pthread_cond_clockwait,
     (pthread_cond_t * changed, pthread_mutex_t* mutex, clockid_t clock, const timespec* until)) {
  Scheduler* scheduler = in_fiber();
  if (scheduler == nullptr) return __real_pthread_cond_clockwait(changed, mutex, clock, until);
  __wrap_pthread_mutex_unlock(mutex);
  const bool woken = scheduler->wait(changed, time_of(*until));
  __wrap_pthread_mutex_lock(mutex);
  return woken ? 0 : ETIMEDOUT;
}

WRAP(pthread_t, pthread_self, ()) {
  Scheduler* scheduler = in_fiber();
  return scheduler == nullptr ? __real_pthread_self() : first_id + scheduler->self();
}

// libstdc++'s, by the names that the linker knows.
using Condition = std::condition_variable;
#define WRAP_CPP(symbol, result, name, parameters)     \
  result real_##name parameters asm("__real_" symbol); \
  result wrap_##name parameters asm("__wrap_" symbol); \
  result wrap_##name parameters

WRAP_CPP("_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE", void, wait,
         (Condition * changed, std::unique_lock<std::mutex>& lock)) {
  Scheduler* scheduler = in_fiber();
  if (scheduler == nullptr) return real_wait(changed, lock);
  lock.unlock();
  (void)scheduler->wait(changed, farcall::never);
  lock.lock();
}

WRAP_CPP("_ZNSt18condition_variable10notify_oneEv", void, notify_one, (Condition * changed)) {
  Scheduler* scheduler = Scheduler::current();
  scheduler == nullptr ? real_notify_one(changed) : scheduler->wake(changed, 1);
}

WRAP_CPP("_ZNSt18condition_variable10notify_allEv", void, notify_all, (Condition * changed)) {
  Scheduler* scheduler = Scheduler::current();
  scheduler == nullptr ? real_notify_all(changed) : scheduler->wake(changed);
}

// Threads

WRAP_CPP("_ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE", void, start,
         (std::thread * thread, std::thread::_State_ptr state, void (*depends)())) {
  Scheduler* scheduler = in_fiber();
  if (scheduler == nullptr) return real_start(thread, std::move(state), depends);
  std::shared_ptr<std::thread::_State> shared(std::move(state));
  id_of(*thread) = first_id + scheduler->start(scheduler->here(), [shared]() mutable {
    shared->_M_run();
    shared.reset();
  });
  scheduler->step();
}

WRAP_CPP("_ZNSt6thread4joinEv", void, join, (std::thread * thread)) {
  Scheduler* scheduler = in_fiber();
  if (scheduler == nullptr) return real_join(thread);
  scheduler->join(std::exchange(id_of(*thread), 0) - first_id);
}

WRAP_CPP("_ZNSt6thread6detachEv", void, detach, (std::thread * thread)) {
  if (in_fiber() == nullptr) return real_detach(thread);
  id_of(*thread) = 0;
}

// Time

WRAP_CPP("_ZNSt6chrono3_V212steady_clock3nowEv", std::chrono::steady_clock::time_point, now, ()) {
  Scheduler* scheduler = Scheduler::current();
  return scheduler == nullptr ? real_now() : scheduler->read_clock();
}

WRAP(int, sched_yield, ()) {
  Scheduler* scheduler = in_fiber();
  if (scheduler == nullptr) return __real_sched_yield();
  scheduler->step();
  scheduler->yield();
  return 0;
}

namespace {

long futex(Scheduler& scheduler, std::uint32_t* word, int operation, std::uint32_t value,
           const timespec* until) {
  if (operation == FUTEX_WAKE_PRIVATE) return scheduler.wake(word, value), 0;
  scheduler.step();
  if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != value) return errno = EAGAIN, -1;
  if (scheduler.wait(word, until == nullptr ? farcall::never : time_of(*until))) return 0;
  return errno = ETIMEDOUT, -1;
}

}  // namespace

extern "C" long __real_syscall(long number, ...);
extern "C" long __wrap_syscall(long number, ...) {
  va_list rest;
  va_start(rest, number);
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(rest, long);
  va_end(rest);
  if (number != SYS_futex || Scheduler::current() == nullptr)
    return __real_syscall(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4],
                          arguments[5]);
  return futex(*Scheduler::current(), reinterpret_cast<std::uint32_t*>(arguments[0]),
               static_cast<int>(arguments[1]), static_cast<std::uint32_t>(arguments[2]),
               reinterpret_cast<const timespec*>(arguments[3]));
}

// Chance

WRAP(ssize_t, getrandom, (void* bytes, std::size_t size, unsigned flags)) {
  if (in_fiber() == nullptr) return __real_getrandom(bytes, size, flags);
  auto* to = static_cast<std::byte*>(bytes);
  for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<std::byte>(Network::current()->random().next());
  return static_cast<ssize_t>(size);
}

WRAP(int, sched_getaffinity, (pid_t process, std::size_t size, cpu_set_t* set)) {
  if (in_fiber() == nullptr) return __real_sched_getaffinity(process, size, set);
  std::memset(set, 0, size);
  CPU_SET(0, set);
  if (Network::current()->random().chance(500'000)) CPU_SET(1, set);
  return 0;
}
