// One sink for everything that farcall has to say and nobody to return it to.
#pragma once

#include <cstdint>
#include <string_view>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

enum class LogLevel : std::uint8_t { error, warning, info, debug };

// Thread: called from any, at the same time too. It must not call back into farcall.
using LogSink = void (*)(LogLevel level, std::string_view text);

// Everything up to `most` goes to `sink`. At the start: warnings and errors, to stderr.
FARCALL_API void set_log(LogSink sink, LogLevel most = LogLevel::warning) noexcept;
FARCALL_API void log(LogLevel level, std::string_view text) noexcept;

}  // namespace farcall::inline v1
