#include <farcall/xdr/byte_order.hpp>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace farcall::inline v1::xdr {
namespace {

void swap_32_plain(std::byte* to, const std::byte* from, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t word = 0;
    std::memcpy(&word, from + 4 * i, sizeof word);
    store_u32(to + 4 * i, word);
  }
}

void swap_64_plain(std::byte* to, const std::byte* from, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, from + 8 * i, sizeof word);
    store_u64(to + 8 * i, word);
  }
}

#if defined(__x86_64__)
// Which byte of each 16 goes where.
__m128i order_32() noexcept { return _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12); }
__m128i order_64() noexcept { return _mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8); }

constexpr std::size_t block_bytes = 128;

// Each of these swaps whole blocks and returns how many bytes that were.
__attribute__((target("avx512bw"))) std::size_t swap_blocks_avx512(std::byte* to, const std::byte* from,
                                                                   std::size_t size_bytes,
                                                                   __m128i order) noexcept {
  const __m512i wide = _mm512_broadcast_i32x4(order);
  std::size_t done = 0;
  for (; done + block_bytes <= size_bytes; done += block_bytes) {
    __m512i a = _mm512_loadu_si512(from + done);
    __m512i b = _mm512_loadu_si512(from + done + 64);
    _mm512_storeu_si512(to + done, _mm512_shuffle_epi8(a, wide));
    _mm512_storeu_si512(to + done + 64, _mm512_shuffle_epi8(b, wide));
  }
  return done;
}

__attribute__((target("avx2"))) std::size_t swap_blocks_avx2(std::byte* to, const std::byte* from,
                                                             std::size_t size_bytes, __m128i order) noexcept {
  const __m256i wide = _mm256_broadcastsi128_si256(order);
  std::size_t done = 0;
  for (; done + block_bytes <= size_bytes; done += block_bytes) {
    for (std::size_t part = 0; part < block_bytes; part += 32) {
      __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + done + part));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + done + part), _mm256_shuffle_epi8(a, wide));
    }
  }
  return done;
}

std::size_t swap_no_blocks(std::byte*, const std::byte*, std::size_t, __m128i) noexcept { return 0; }

auto best_swap_blocks() noexcept {
  if (__builtin_cpu_supports("avx512bw")) return swap_blocks_avx512;
  if (__builtin_cpu_supports("avx2")) return swap_blocks_avx2;
  return swap_no_blocks;
}

std::size_t swap_blocks(std::byte* to, const std::byte* from, std::size_t size_bytes, __m128i order) noexcept {
  static const auto best = best_swap_blocks();
  return best(to, from, size_bytes, order);
}

// The words before the first whole cache line of `to`: stores across lines cost more than loads do.
std::size_t words_to_line(const std::byte* to, std::size_t word_bytes) noexcept {
  constexpr std::uintptr_t line_bytes = 64;
  std::uintptr_t missing = -reinterpret_cast<std::uintptr_t>(to) % line_bytes;
  return missing % word_bytes == 0 ? missing / word_bytes : 0;
}
#endif

}  // namespace

void swap_words_32(void* to, const void* from, std::size_t count) noexcept {
  auto* out = static_cast<std::byte*>(to);
  auto* in = static_cast<const std::byte*>(from);
  std::size_t done = 0;
#if defined(__x86_64__)
  if (4 * count >= 2 * block_bytes) {
    done = words_to_line(out, 4);
    swap_32_plain(out, in, done);
    done += swap_blocks(out + 4 * done, in + 4 * done, 4 * (count - done), order_32()) / 4;
  }
#endif
  swap_32_plain(out + 4 * done, in + 4 * done, count - done);
}

void swap_words_64(void* to, const void* from, std::size_t count) noexcept {
  auto* out = static_cast<std::byte*>(to);
  auto* in = static_cast<const std::byte*>(from);
  std::size_t done = 0;
#if defined(__x86_64__)
  if (8 * count >= 2 * block_bytes) {
    done = words_to_line(out, 8);
    swap_64_plain(out, in, done);
    done += swap_blocks(out + 8 * done, in + 8 * done, 8 * (count - done), order_64()) / 8;
  }
#endif
  swap_64_plain(out + 8 * done, in + 8 * done, count - done);
}

}  // namespace farcall::inline v1::xdr
