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

// Each of these swaps from the front and returns how many bytes that were. Their loops are as fast as the
// same loops without the swap; neither aligned stores nor prefetching make them faster (docs/benchmarks.md).
__attribute__((target("avx512bw"))) std::size_t swap_avx512(std::byte* to, const std::byte* from,
                                                            std::size_t size_bytes, __m128i order) noexcept {
  const __m512i wide = _mm512_maskz_broadcast_i32x4(0xffff, order);
  std::size_t done = 0;
  for (; done + 128 <= size_bytes; done += 128) {
    __m512i a = _mm512_loadu_si512(from + done);
    __m512i b = _mm512_loadu_si512(from + done + 64);
    _mm512_storeu_si512(to + done, _mm512_shuffle_epi8(a, wide));
    _mm512_storeu_si512(to + done + 64, _mm512_shuffle_epi8(b, wide));
  }
  for (; done < size_bytes; done += 64) {
    std::size_t left = size_bytes - done;
    __mmask64 bytes = left >= 64 ? ~__mmask64{0} : (__mmask64{1} << left) - 1;
    __m512i a = _mm512_maskz_loadu_epi8(bytes, from + done);
    _mm512_mask_storeu_epi8(to + done, bytes, _mm512_shuffle_epi8(a, wide));
  }
  return size_bytes;
}

__attribute__((target("avx2"))) std::size_t swap_avx2(std::byte* to, const std::byte* from,
                                                      std::size_t size_bytes, __m128i order) noexcept {
  const __m256i wide = _mm256_broadcastsi128_si256(order);
  auto swap_32_bytes = [=](std::size_t at) __attribute__((target("avx2"))) {
    __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + at));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + at), _mm256_shuffle_epi8(a, wide));
  };
  std::size_t done = 0;
  for (; done + 128 <= size_bytes; done += 128) {
    swap_32_bytes(done);
    swap_32_bytes(done + 32);
    swap_32_bytes(done + 64);
    swap_32_bytes(done + 96);
  }
  for (; done + 32 <= size_bytes; done += 32) swap_32_bytes(done);
  return done;
}

std::size_t swap_nothing(std::byte*, const std::byte*, std::size_t, __m128i) noexcept { return 0; }

auto fastest_swap() noexcept {
  if (__builtin_cpu_supports("avx512bw")) return swap_avx512;
  if (__builtin_cpu_supports("avx2")) return swap_avx2;
  return swap_nothing;
}

std::size_t swap_many(std::byte* to, const std::byte* from, std::size_t size_bytes, __m128i order) noexcept {
  static const auto fastest = fastest_swap();
  return fastest(to, from, size_bytes, order);
}
#endif

// From here on a call to the function for this processor pays.
constexpr std::size_t many_bytes = 64;

}  // namespace

void swap_words_32(void* to, const void* from, std::size_t count) noexcept {
  auto* out = static_cast<std::byte*>(to);
  auto* in = static_cast<const std::byte*>(from);
  std::size_t done = 0;
#if defined(__x86_64__)
  if (4 * count >= many_bytes) done = swap_many(out, in, 4 * count, order_32()) / 4;
#endif
  swap_32_plain(out + 4 * done, in + 4 * done, count - done);
}

void swap_words_64(void* to, const void* from, std::size_t count) noexcept {
  auto* out = static_cast<std::byte*>(to);
  auto* in = static_cast<const std::byte*>(from);
  std::size_t done = 0;
#if defined(__x86_64__)
  if (8 * count >= many_bytes) done = swap_many(out, in, 8 * count, order_64()) / 8;
#endif
  swap_64_plain(out + 8 * done, in + 8 * done, count - done);
}

}  // namespace farcall::inline v1::xdr
