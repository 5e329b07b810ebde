// Telling a child of fork() from its parent.
#pragma once

#include <atomic>
#include <cstdint>

#include <farcall/base/export.hpp>

namespace farcall::inline v1 {

// How many forks lie between this process and the first call of this function: what was made under another
// number belongs to a parent. A connection does: two processes that read one stream tear its messages apart.
// Thread: any.
[[nodiscard]] FARCALL_API std::uint32_t forks() noexcept;

// The same as a load, for who has called forks() before.
extern FARCALL_API std::atomic<std::uint32_t> forks_so_far;

}  // namespace farcall::inline v1
