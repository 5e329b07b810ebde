// Numbers that nobody can foresee.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

// From the system. False where it has none to give. Limit: 256 bytes, which come whole. Source: getrandom(2).
[[nodiscard]] FARCALL_API bool fill_random(std::span<std::byte> bytes) noexcept;
// The same; from the clock where the system has none to give.
[[nodiscard]] FARCALL_API std::uint64_t random_word() noexcept;

}  // namespace farcall::inline v1
