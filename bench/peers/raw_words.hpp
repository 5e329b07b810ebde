// What XDR written by hand begins with: words of big-endian bytes, and padding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace suite::raw {

inline std::size_t padded(std::size_t size_bytes) { return (size_bytes + 3) & ~std::size_t{3}; }

inline void put_32(std::byte* to, std::uint32_t value) {
  value = __builtin_bswap32(value);
  std::memcpy(to, &value, 4);
}
inline void put_64(std::byte* to, std::uint64_t value) {
  value = __builtin_bswap64(value);
  std::memcpy(to, &value, 8);
}
inline std::uint32_t get_32(const std::byte* from) {
  std::uint32_t value = 0;
  std::memcpy(&value, from, 4);
  return __builtin_bswap32(value);
}
inline std::uint64_t get_64(const std::byte* from) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, 8);
  return __builtin_bswap64(value);
}

// Bytes behind their count, with their padding; returns where the next value goes.
inline std::byte* put_bytes(std::byte* to, const void* data, std::size_t length) {
  if (length == 0) return to;
  // The padding first; the data cover what of it is none.
  std::memset(to + padded(length) - 4, 0, 4);
  std::memcpy(to, data, length);
  return to + padded(length);
}

// Whether the padding behind `length` bytes is zero.
inline bool padding_is_zero(const std::byte* from, std::size_t length) {
  for (std::size_t i = length; i < padded(length); ++i) {
    if (from[i] != std::byte{0}) return false;
  }
  return true;
}

}  // namespace suite::raw
