#include <farcall/xdr/byte_order.hpp>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace farcall::inline v1::xdr {
namespace {

void swap_32_plain(std::byte* to, const std::byte* from, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) store_u32(to + 4 * i, [&] {
      std::uint32_t word;
      std::memcpy(&word, from + 4 * i, sizeof word);
      return word;
    }());
}

void swap_64_plain(std::byte* to, const std::byte* from, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) store_u64(to + 8 * i, [&] {
      std::uint64_t word;
      std::memcpy(&word, from + 8 * i, sizeof word);
      return word;
    }());
}

#if defined(__x86_64__)
// Swaps whole blocks of 64 bytes by `order` and returns how many bytes that were.
__attribute__((target("avx2"))) std::size_t swap_blocks(std::byte* to, const std::byte* from,
                                                        std::size_t size_bytes, __m256i order) noexcept {
  std::size_t done = 0;
  for (; done + 64 <= size_bytes; done += 64) {
    __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + done));
    __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + done + 32));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + done), _mm256_shuffle_epi8(a, order));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + done + 32), _mm256_shuffle_epi8(b, order));
  }
  return done;
}

__attribute__((target("avx2"))) std::size_t swap_blocks_32(std::byte* to, const std::byte* from,
                                                           std::size_t size_bytes) noexcept {
  return swap_blocks(to, from, size_bytes,
                     _mm256_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5,
                                      4, 11, 10, 9, 8, 15, 14, 13, 12));
}

__attribute__((target("avx2"))) std::size_t swap_blocks_64(std::byte* to, const std::byte* from,
                                                           std::size_t size_bytes) noexcept {
  return swap_blocks(to, from, size_bytes,
                     _mm256_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
                                      0, 15, 14, 13, 12, 11, 10, 9, 8));
}

bool has_avx2() noexcept {
  static const bool answer = __builtin_cpu_supports("avx2") != 0;
  return answer;
}
#else
bool has_avx2() noexcept { return false; }
std::size_t swap_blocks_32(std::byte*, const std::byte*, std::size_t) noexcept { return 0; }
std::size_t swap_blocks_64(std::byte*, const std::byte*, std::size_t) noexcept { return 0; }
#endif

}  // namespace

void swap_words_32(void* to, const void* from, std::size_t count) noexcept {
  auto* out = static_cast<std::byte*>(to);
  auto* in = static_cast<const std::byte*>(from);
  std::size_t done = count >= 16 && has_avx2() ? swap_blocks_32(out, in, 4 * count) : 0;
  swap_32_plain(out + done, in + done, count - done / 4);
}

void swap_words_64(void* to, const void* from, std::size_t count) noexcept {
  auto* out = static_cast<std::byte*>(to);
  auto* in = static_cast<const std::byte*>(from);
  std::size_t done = count >= 8 && has_avx2() ? swap_blocks_64(out, in, 8 * count) : 0;
  swap_64_plain(out + done, in + done, count - done / 8);
}

}  // namespace farcall::inline v1::xdr
