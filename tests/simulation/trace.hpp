// What happened in a simulation, a line for each event, for people and for comparing two runs.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include <farcall/base/clock.hpp>

namespace simulation {

// Where lines go; nowhere by default, which costs nothing.
class Trace {
 public:
  enum class To : std::uint8_t { nowhere, text, stdout_ };
  explicit Trace(To to = To::nowhere) noexcept : to_(to) {}

  [[nodiscard]] bool is_on() const noexcept { return to_ != To::nowhere; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  // `now` and who it is about stand first.
  [[gnu::format(printf, 4, 5)]] void line(farcall::TimePoint now, const char* who, const char* format, ...);

 private:
  const To to_;
  std::string text_;
};

}  // namespace simulation
