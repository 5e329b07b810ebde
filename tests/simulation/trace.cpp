#include "trace.hpp"

#include <cstdarg>

namespace simulation {

void Trace::line(farcall::TimePoint now, const char* who, const char* format, ...) {
  char text[512];
  const double seconds = std::chrono::duration<double>(now.time_since_epoch()).count();
  int size = std::snprintf(text, sizeof text, "%12.6f  %-10s  ", seconds, who);
  va_list rest;
  va_start(rest, format);
  size += std::vsnprintf(text + size, sizeof text - static_cast<std::size_t>(size), format, rest);
  va_end(rest);
  if (to_ == To::stdout_) {
    std::puts(text);
  } else {
    text_.append(text).push_back('\n');
  }
}

}  // namespace simulation
