#include <farcall/base/log.hpp>

#include <atomic>
#include <cstdio>

namespace farcall::inline v1 {
namespace {

void to_stderr(LogLevel level, std::string_view text) {
  static constexpr const char* names[] = {"error", "warning", "info", "debug"};
  std::fprintf(stderr, "farcall: %s: %.*s\n", names[static_cast<int>(level)], static_cast<int>(text.size()),
               text.data());
}

std::atomic<LogSink> current_sink{to_stderr};
std::atomic<LogLevel> current_level{LogLevel::warning};

}  // namespace

void set_log(LogSink sink, LogLevel most) noexcept {
  current_level.store(most, std::memory_order_relaxed);
  current_sink.store(sink != nullptr ? sink : to_stderr, std::memory_order_release);
}

void log(LogLevel level, std::string_view text) noexcept {
  if (level > current_level.load(std::memory_order_relaxed)) return;
  try {
    current_sink.load(std::memory_order_acquire)(level, text);
  } catch (...) {  // a sink that throws has no right to end a call
  }
}

}  // namespace farcall::inline v1
