// Big-endian loads and stores, single ones inline, arrays at the speed of a vectorised byte swap.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <farcall/base/export.hpp>

namespace farcall::inline v1::xdr {

static_assert(std::endian::native == std::endian::little, "farcall runs on little-endian machines");

inline void store_u32(std::byte* to, std::uint32_t value) noexcept {
  value = __builtin_bswap32(value);
  std::memcpy(to, &value, sizeof value);
}
inline void store_u64(std::byte* to, std::uint64_t value) noexcept {
  value = __builtin_bswap64(value);
  std::memcpy(to, &value, sizeof value);
}
inline void store_i32(std::byte* to, std::int32_t value) noexcept {
  store_u32(to, static_cast<std::uint32_t>(value));
}
inline void store_i64(std::byte* to, std::int64_t value) noexcept {
  store_u64(to, static_cast<std::uint64_t>(value));
}
// Bits survive, NaN payloads and the sign of zero too.
inline void store_f32(std::byte* to, float value) noexcept {
  store_u32(to, std::bit_cast<std::uint32_t>(value));
}
inline void store_f64(std::byte* to, double value) noexcept {
  store_u64(to, std::bit_cast<std::uint64_t>(value));
}

[[nodiscard]] inline std::uint32_t load_u32(const std::byte* from) noexcept {
  std::uint32_t value;
  std::memcpy(&value, from, sizeof value);
  return __builtin_bswap32(value);
}
[[nodiscard]] inline std::uint64_t load_u64(const std::byte* from) noexcept {
  std::uint64_t value;
  std::memcpy(&value, from, sizeof value);
  return __builtin_bswap64(value);
}
[[nodiscard]] inline std::int32_t load_i32(const std::byte* from) noexcept {
  return static_cast<std::int32_t>(load_u32(from));
}
[[nodiscard]] inline std::int64_t load_i64(const std::byte* from) noexcept {
  return static_cast<std::int64_t>(load_u64(from));
}
[[nodiscard]] inline float load_f32(const std::byte* from) noexcept {
  return std::bit_cast<float>(load_u32(from));
}
[[nodiscard]] inline double load_f64(const std::byte* from) noexcept {
  return std::bit_cast<double>(load_u64(from));
}

// Copies `count` words of 4 or 8 bytes and swaps the bytes of each. Neither side needs alignment.
FARCALL_API void swap_words_32(void* to, const void* from, std::size_t count) noexcept;
FARCALL_API void swap_words_64(void* to, const void* from, std::size_t count) noexcept;
template <std::size_t size_bytes>
void swap_words(void* to, const void* from, std::size_t count) noexcept {
  static_assert(size_bytes == 4 || size_bytes == 8);
  size_bytes == 4 ? swap_words_32(to, from, count) : swap_words_64(to, from, count);
}

// memcpy for what is mostly short, like names: without a call from 4 to 32 bytes.
inline void copy_bytes(void* to, const void* from, std::size_t size_bytes) noexcept {
  auto* out = static_cast<std::byte*>(to);
  auto* in = static_cast<const std::byte*>(from);
  // Two pieces that overlap.
  auto both_ends = [&](auto piece) {
    auto last = piece;
    std::memcpy(&piece, in, sizeof piece);
    std::memcpy(&last, in + size_bytes - sizeof last, sizeof last);
    std::memcpy(out, &piece, sizeof piece);
    std::memcpy(out + size_bytes - sizeof last, &last, sizeof last);
  };
  if (size_bytes >= 8 && size_bytes <= 16) return both_ends(std::uint64_t{0});
  if (size_bytes > 16 && size_bytes <= 32) return both_ends(std::array<std::uint64_t, 2>{});
  if (size_bytes >= 4 && size_bytes < 8) return both_ends(std::uint32_t{0});
  if (size_bytes != 0) std::memcpy(to, from, size_bytes);
}

}  // namespace farcall::inline v1::xdr
