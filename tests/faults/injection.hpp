// Makes what a program asks of its system fail, at a place and time that a test chooses.
#pragma once

#include <cstdint>
#include <string>

namespace faults {

enum class Kind : std::uint8_t { allocation, system_call };

// Whose requests count.
enum class Side : std::uint8_t { this_thread, other_threads };

// While it lives, the n-th request of a kind fails, once. Of a system call, `variant` chooses among the
// errors that it may have. One at a time.
class Injection {
 public:
  Injection(Kind kind, Side side, int nth, unsigned variant = 0) noexcept;
  ~Injection();
  Injection(const Injection&) = delete;
  Injection& operator=(const Injection&) = delete;

  // Whether there was an n-th request. Ends the injection.
  [[nodiscard]] bool struck() noexcept;
  // Which one it was: "recv: Connection reset by peer".
  [[nodiscard]] static std::string what();
};

// While it lives, every call of a function of the C library fails. One for each function at a time.
class Outage {
 public:
  Outage(const char* function, int error) noexcept;
  ~Outage();
  Outage(const Outage&) = delete;
  Outage& operator=(const Outage&) = delete;

  [[nodiscard]] int calls() const noexcept;

 private:
  const int place_;
};

}  // namespace faults
