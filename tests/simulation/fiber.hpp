// A stack of its own, and all that belongs to a thread and not to the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include <ucontext.h>

#include <farcall/base/resumption.hpp>

#include "scheduler.hpp"

namespace simulation {

class Fiber {
 public:
  Fiber(std::uint64_t number, Process& its_process, std::function<void()> body);
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // From outside: runs it until it suspends or ends.
  void resume();
  // From inside.
  void suspend();

  enum class State : std::uint8_t { ready, running, waiting, done };
  const std::uint64_t id;
  Process& process;
  State state = State::ready;
  const void* waits_for = nullptr;
  std::uint64_t waits = 0;  // counts them: the end of an earlier one is not that of this one
  bool was_woken = false;
  Duration stolen_before{};  // it read the clock

 private:
  // What the language keeps for each thread. Source: the Itanium C++ ABI: Exception Handling, §2.2.2.
  struct Exceptions {
    void* caught = nullptr;
    unsigned uncaught = 0;
  };
  static void enter();
  void exchange_thread() noexcept;
  void give_back_stack();

  std::function<void()> body_;
  std::byte* stack_;
  ucontext_t inside_{};
  ucontext_t outside_{};
  Exceptions exceptions_;
  farcall::Resumption resumption_;
  int errno_ = 0;
  void* shadow_ = nullptr;  // AddressSanitizer's other stack
  const void* outer_stack_ = nullptr;
  std::size_t outer_bytes_ = 0;
};

}  // namespace simulation
