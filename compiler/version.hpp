// Which farcallc this is, and which runtime its code needs.
#pragma once

namespace farcallc {

inline constexpr const char* version =
#ifdef FARCALL_VERSION_STRING
    FARCALL_VERSION_STRING;
#else
    "0.1.0";
#endif

// Must equal farcall::generated_code_version; a change of what generated code calls raises both.
inline constexpr int generated_code_version = 2;

}  // namespace farcallc
