// How what is long gets into memory that another process reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <farcall/lrpc/layout.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::lrpc {

// For a reader on another processor: past the caches. A plain store would first take the line away from that
// processor, which read it the last time, and the reader would then fetch it from here; both take longer than
// memory does (1 MiB there and back: 0.16 instead of 0.45 ms). For one on this processor it would take
// longer.
inline void copy_past_caches(std::byte* to, const std::byte* from, std::size_t size_bytes) noexcept {
#if defined(__SSE2__)
  const std::size_t before = -reinterpret_cast<std::uintptr_t>(to) % line_bytes;
  if (size_bytes >= before + line_bytes) {
    std::memcpy(to, from, before);
    std::size_t at = before;
    for (; size_bytes - at >= line_bytes; at += line_bytes) {
      const auto* in = reinterpret_cast<const __m128i*>(from + at);
      auto* out = reinterpret_cast<__m128i*>(to + at);
      const __m128i quarters[] = {_mm_loadu_si128(in), _mm_loadu_si128(in + 1), _mm_loadu_si128(in + 2),
                                  _mm_loadu_si128(in + 3)};
      for (int i = 0; i < 4; ++i) _mm_stream_si128(out + i, quarters[i]);
    }
    _mm_sfence();  // such stores do not keep the order: what is published afterwards would be seen before
    to += at;
    from += at;
    size_bytes -= at;
  }
#endif
  std::memcpy(to, from, size_bytes);
}

// `is_far()`: whether who reads it was on another processor when he was seen last; asked only of what is
// long.
template <typename IsFar>
void copy_long(std::byte* to, std::span<const std::byte> from, IsFar is_far) noexcept {
  if (from.size() >= xdr::Gathered::smallest_bytes && is_far()) {
    copy_past_caches(to, from.data(), from.size());
  } else {
    std::memcpy(to, from.data(), from.size());
  }
}

// What was gathered, where it belongs in `encoded`.
template <typename IsFar>
void copy_gathered(std::byte* encoded, const xdr::Gathered& gathered, IsFar is_far) noexcept {
  for (std::size_t i = 0; i < gathered.count; ++i) {
    const xdr::Gathered::Piece& piece = gathered.pieces[i];
    copy_long(encoded + piece.position, {piece.data, piece.size_bytes}, is_far);
  }
}

}  // namespace farcall::inline v1::lrpc
