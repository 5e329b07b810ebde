// Numbers that nobody can foresee.
#pragma once

#include <cstdint>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

// From the system; from the clock where it has none to give.
[[nodiscard]] FARCALL_API std::uint64_t random_word() noexcept;

}  // namespace farcall::inline v1
