// Sleeping on words that two processes share.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>

namespace farcall::inline v1::lrpc {

using Word = std::atomic<std::uint32_t>;

// Sleeps while `word` holds `expected`, at most until `until`. May return early. The word may lie in memory
// that this process can only read. Source: futex(2).
FARCALL_API void futex_wait(const Word& word, std::uint32_t expected, TimePoint until) noexcept;
// Wakes everybody who sleeps on it, in every process.
FARCALL_API void futex_wake(const Word& word) noexcept;

struct Awaited {
  const Word* word = nullptr;
  std::uint32_t expected = 0;
};
// Of so many at a time one can wait.
inline constexpr std::size_t most_awaited = 128;
// Sleeps while all of them hold what is expected. Where the kernel (before 5.16, or by a filter of its calls)
// cannot wait for several it sleeps a millisecond at most. Source: futex_waitv(2).
FARCALL_API void futex_wait_any(std::span<const Awaited> awaited, TimePoint until) noexcept;

}  // namespace farcall::inline v1::lrpc
