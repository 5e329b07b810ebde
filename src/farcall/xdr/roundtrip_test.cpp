// Properties of the codec: decoding what was encoded gives it back, and libtirpc writes the same bytes.
#include <farcall/xdr/decoder.hpp>
#include <farcall/xdr/encoder.hpp>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include <dlfcn.h>

#include <gtest/gtest.h>
#if __has_include(<rapidcheck/gtest.h>)
#include <rapidcheck/gtest.h>
#endif

namespace farcall::xdr {
namespace {

struct Sample {
  std::uint32_t u32 = 0;
  std::int32_t i32 = 0;
  std::uint64_t u64 = 0;
  std::int64_t i64 = 0;
  std::uint32_t f32_bits = 0;
  std::uint64_t f64_bits = 0;
  bool flag = false;
  std::string text;
  std::vector<std::uint8_t> opaque;
  std::vector<std::uint32_t> words;
  std::vector<std::uint64_t> long_words;
  friend bool operator==(const Sample&, const Sample&) = default;
};

std::size_t encoded_size(const Sample& sample) {
  return 4 + 4 + 8 + 8 + 4 + 8 + 4 + counted(sample.text.size()) + counted(sample.opaque.size()) + 4 +
         4 * sample.words.size() + 4 + 8 * sample.long_words.size();
}

bool encode(Encoder& out, const Sample& sample) {
  return out.u32(sample.u32) && out.i32(sample.i32) && out.u64(sample.u64) && out.i64(sample.i64) &&
         out.f32(std::bit_cast<float>(sample.f32_bits)) && out.f64(std::bit_cast<double>(sample.f64_bits)) &&
         out.boolean(sample.flag) && out.string(sample.text, unbounded) &&
         out.opaque(sample.opaque, unbounded) && out.length(sample.words.size(), unbounded) &&
         out.words_32(sample.words.data(), sample.words.size()) &&
         out.length(sample.long_words.size(), unbounded) &&
         out.words_64(sample.long_words.data(), sample.long_words.size());
}

bool decode(Decoder& in, Sample& sample) {
  float f32 = 0;
  double f64 = 0;
  std::uint32_t count = 0;
  if (!in.u32(sample.u32) || !in.i32(sample.i32) || !in.u64(sample.u64) || !in.i64(sample.i64) ||
      !in.f32(f32) || !in.f64(f64) || !in.boolean(sample.flag) || !in.string(sample.text, unbounded) ||
      !in.opaque(sample.opaque, unbounded) || !in.length(count, unbounded, 4, 4))
    return false;
  sample.words.resize(count);
  if (!in.words_32(sample.words.data(), count) || !in.length(count, unbounded, 8, 8)) return false;
  sample.long_words.resize(count);
  if (!in.words_64(sample.long_words.data(), count)) return false;
  sample.f32_bits = std::bit_cast<std::uint32_t>(f32);
  sample.f64_bits = std::bit_cast<std::uint64_t>(f64);
  return true;
}

#ifdef RC_GTEST_PROP
Sample any_sample() {
  Sample sample;
  sample.u32 = *rc::gen::arbitrary<std::uint32_t>();
  sample.i32 = *rc::gen::arbitrary<std::int32_t>();
  sample.u64 = *rc::gen::arbitrary<std::uint64_t>();
  sample.i64 = *rc::gen::arbitrary<std::int64_t>();
  sample.f32_bits = *rc::gen::arbitrary<std::uint32_t>();
  sample.f64_bits = *rc::gen::arbitrary<std::uint64_t>();
  sample.flag = *rc::gen::arbitrary<bool>();
  sample.text = *rc::gen::arbitrary<std::string>();
  sample.opaque = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
  sample.words = *rc::gen::arbitrary<std::vector<std::uint32_t>>();
  sample.long_words = *rc::gen::arbitrary<std::vector<std::uint64_t>>();
  return sample;
}

RC_GTEST_PROP(Codec, DecodeOfEncodeIsTheIdentity, ()) {
  const Sample sample = any_sample();
  std::vector<std::byte> bytes(encoded_size(sample));
  Encoder out(bytes);
  RC_ASSERT(encode(out, sample));
  RC_ASSERT(out.size_bytes() == bytes.size());
  Sample back;
  Decoder in(bytes);
  RC_ASSERT(decode(in, back));
  RC_ASSERT(in.finish());
  RC_ASSERT(back == sample);
}

// Whatever decodes encodes to the very same bytes: XDR is canonical, so nothing was read carelessly.
RC_GTEST_PROP(Codec, EncodeOfDecodeIsTheIdentityOnMutatedBytes, ()) {
  const Sample sample = any_sample();
  std::vector<std::byte> bytes(encoded_size(sample));
  Encoder out(bytes);
  RC_ASSERT(encode(out, sample));
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] ^= static_cast<std::byte>(1U << *rc::gen::inRange(0, 8));
  Sample back;
  Decoder in(bytes);
  if (!decode(in, back) || !in.finish()) RC_SUCCEED("refused");
  std::vector<std::byte> again(encoded_size(back));
  Encoder out_again(again);
  RC_ASSERT(encode(out_again, back));
  RC_ASSERT(again == bytes);
}
#endif

// libtirpc, found at run time: its XDR is a handle that callers only hand around, so room for one is enough
// here.
class Tirpc {
 public:
  Tirpc() : library_(::dlopen("libtirpc.so.3", RTLD_NOW | RTLD_LOCAL)) {}
  ~Tirpc() {
    if (library_ != nullptr) ::dlclose(library_);
  }
  Tirpc(const Tirpc&) = delete;
  Tirpc& operator=(const Tirpc&) = delete;
  explicit operator bool() const { return library_ != nullptr; }

  void encode_into(std::vector<std::byte>& bytes) {
    auto create = function<void (*)(void*, char*, unsigned, int)>("xdrmem_create");
    create(&handle_, reinterpret_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()), 0);
  }
  template <typename... Arguments>
  bool call(const char* name, Arguments... arguments) {
    return function<int (*)(void*, Arguments...)>(name)(&handle_, arguments...) == 1;
  }

 private:
  template <typename Function>
  Function function(const char* name) {
    auto found = reinterpret_cast<Function>(::dlsym(library_, name));
    EXPECT_NE(found, nullptr) << name;
    return found;
  }
  void* library_;
  alignas(16) std::byte handle_[256] = {};
};

// The sanitizers put functions of their own before libtirpc's, which find nothing in a library loaded this
// late.
constexpr bool is_sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return true;
#else
  return false;
#endif
#else
  return false;
#endif
}

TEST(Codec, LibtirpcWritesTheSameBytes) {
  if (is_sanitized()) GTEST_SKIP() << "the oracle does not run under a sanitizer";
  Tirpc tirpc;
  if (!tirpc) GTEST_SKIP() << "libtirpc.so.3 is not installed";
  for (unsigned i = 0; i < 40; ++i) {
    Sample sample{.u32 = i * 0x9e3779b9U,
                  .i32 = -static_cast<std::int32_t>(i),
                  .u64 = i * 0x9e3779b97f4a7c15U,
                  .i64 = -static_cast<std::int64_t>(i) << 33,
                  .f32_bits = i * 0x01234567U,
                  .f64_bits = i * 0x0123456789abcdefU,
                  .flag = i % 2 == 1,
                  .text = std::string(i, 'x'),
                  .opaque = std::vector<std::uint8_t>(i, 0xee),
                  .words = std::vector<std::uint32_t>(i, i),
                  .long_words = std::vector<std::uint64_t>(i % 5, i)};
    std::vector<std::byte> ours(encoded_size(sample));
    Encoder out(ours);
    ASSERT_TRUE(encode(out, sample));

    std::vector<std::byte> theirs(ours.size());
    tirpc.encode_into(theirs);
    int flag = sample.flag ? 1 : 0;
    char* text = sample.text.data();
    auto* opaque = reinterpret_cast<char*>(sample.opaque.data());
    auto opaque_size = static_cast<unsigned>(sample.opaque.size());
    auto* words = reinterpret_cast<char*>(sample.words.data());
    auto word_count = static_cast<unsigned>(sample.words.size());
    auto long_count = static_cast<unsigned>(sample.long_words.size());
    ASSERT_TRUE(tirpc.call("xdr_u_int", &sample.u32) && tirpc.call("xdr_int", &sample.i32) &&
                tirpc.call("xdr_uint64_t", &sample.u64) && tirpc.call("xdr_int64_t", &sample.i64) &&
                tirpc.call("xdr_float", &sample.f32_bits) && tirpc.call("xdr_double", &sample.f64_bits) &&
                tirpc.call("xdr_bool", &flag) && tirpc.call("xdr_string", &text, ~0U) &&
                tirpc.call("xdr_bytes", &opaque, &opaque_size, ~0U));
    ASSERT_TRUE(tirpc.call("xdr_u_int", &word_count));
    for (unsigned at = 0; at < word_count; ++at) ASSERT_TRUE(tirpc.call("xdr_u_int", words + 4 * at));
    ASSERT_TRUE(tirpc.call("xdr_u_int", &long_count));
    for (auto& word : sample.long_words) ASSERT_TRUE(tirpc.call("xdr_uint64_t", &word));
    EXPECT_FALSE(tirpc.call("xdr_u_int", &sample.u32)) << "libtirpc wrote fewer bytes";
    EXPECT_EQ(theirs, ours) << i;
  }
}

}  // namespace
}  // namespace farcall::xdr
