#include "fiber.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include <cxxabi.h>
#include <sys/mman.h>

#ifdef __has_feature
#define SIMULATION_ASAN __has_feature(address_sanitizer)
#else
#define SIMULATION_ASAN 0
#endif
#if SIMULATION_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace simulation {
namespace {

constexpr std::size_t stack_bytes = SIMULATION_ASAN ? 1 << 20 : 256 << 10;
constexpr std::size_t guard_bytes = 4096;

Fiber* entering = nullptr;

// Used again: the pages of a new one would have to be fetched one by one.
std::vector<std::byte*>& spare_stacks() {
  static auto& stacks = *new std::vector<std::byte*>;
  return stacks;
}

std::byte* take_stack() {
  if (!spare_stacks().empty()) {
    std::byte* stack = spare_stacks().back();
    spare_stacks().pop_back();
    return stack;
  }
  void* memory = ::mmap(nullptr, guard_bytes + stack_bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED || ::mprotect(memory, guard_bytes, PROT_NONE) != 0) {
    std::perror("a fiber's stack");
    std::abort();
  }
  return static_cast<std::byte*>(memory) + guard_bytes;
}

}  // namespace

Fiber::Fiber(std::uint64_t number, Process& its_process, std::function<void()> body)
    : id(number), process(its_process), body_(std::move(body)), stack_(take_stack()) {
  ::getcontext(&inside_);
  inside_.uc_stack.ss_sp = stack_;
  inside_.uc_stack.ss_size = stack_bytes;
  inside_.uc_link = nullptr;
  ::makecontext(&inside_, &Fiber::enter, 0);
}

Fiber::~Fiber() { give_back_stack(); }

void Fiber::give_back_stack() {
  if (stack_ == nullptr) return;
#if SIMULATION_ASAN
  __asan_unpoison_memory_region(stack_, stack_bytes);
#endif
  spare_stacks().push_back(std::exchange(stack_, nullptr));
}

// What belongs to the thread of the system changes places with what belongs to this one.
void Fiber::exchange_thread() noexcept {
  std::swap(exceptions_, *reinterpret_cast<Exceptions*>(abi::__cxa_get_globals()));
  std::swap(resumption_, farcall::resumption());
  std::swap(errno_, errno);
}

void Fiber::resume() {
  state = State::running;
  entering = this;
  exchange_thread();
#if SIMULATION_ASAN
  void* shadow = nullptr;
  __sanitizer_start_switch_fiber(&shadow, stack_, stack_bytes);
#endif
  ::swapcontext(&outside_, &inside_);
#if SIMULATION_ASAN
  __sanitizer_finish_switch_fiber(shadow, nullptr, nullptr);
#endif
  exchange_thread();
  if (state == State::done) give_back_stack();
}

void Fiber::suspend() {
#if SIMULATION_ASAN
  __sanitizer_start_switch_fiber(&shadow_, outer_stack_, outer_bytes_);
#endif
  ::swapcontext(&inside_, &outside_);
#if SIMULATION_ASAN
  __sanitizer_finish_switch_fiber(shadow_, &outer_stack_, &outer_bytes_);
#endif
}

void Fiber::enter() {
  Fiber& me = *entering;
#if SIMULATION_ASAN
  __sanitizer_finish_switch_fiber(nullptr, &me.outer_stack_, &me.outer_bytes_);
#endif
  me.body_();
  me.body_ = nullptr;
  me.state = State::done;
#if SIMULATION_ASAN
  __sanitizer_start_switch_fiber(nullptr, me.outer_stack_, me.outer_bytes_);
#endif
  ::swapcontext(&me.inside_, &me.outside_);
}

}  // namespace simulation
