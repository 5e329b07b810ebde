// How a line of memory that another process looks at is read and written.
#pragma once

#include <cstddef>
#include <cstdint>

#include <farcall/lrpc/layout.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::lrpc {

// Copies `size_bytes`, a multiple of 4, word by word, each read once. What is encoded is stored in words, and
// a wider load of that waits until all stores before it are done, those to a line that another processor has
// among them: some hundred nanoseconds. `to` and `from` are aligned to 4.
inline void copy_words(std::byte* to, const std::byte* from, std::size_t size_bytes) noexcept {
  for (std::size_t at = 0; at < size_bytes; at += 4) {
    const std::uint32_t word =
        __atomic_load_n(reinterpret_cast<const std::uint32_t*>(from + at), __ATOMIC_RELAXED);
    __atomic_store_n(reinterpret_cast<std::uint32_t*>(to + at), word, __ATOMIC_RELAXED);
  }
}

// Has the line on its way from the processor that has it, so that a store there need not wait for it. Where a
// processor lacks this, nothing happens.
inline void fetch_to_write(const void* line) noexcept {
#if defined(__x86_64__)
  asm volatile("prefetchw (%0)" : : "r"(line));  // what __builtin_prefetch() makes of it is for reading
#else
  __builtin_prefetch(line, 1);
#endif
}

// All lines of so many bytes: at a time, where stores would wait for one after the other. Not of what may go
// past the caches.
inline void fetch_to_write(const void* first, std::size_t size_bytes) noexcept {
  if (size_bytes >= xdr::Gathered::smallest_bytes) return;
  for (std::size_t at = 0; at < size_bytes; at += line_bytes)
    fetch_to_write(static_cast<const std::byte*>(first) + at);
}

}  // namespace farcall::inline v1::lrpc
