// Byte for byte what libtirpc and rpcgen encode, and decoded alike.
#include <random>

#include <gtest/gtest.h>

#include "fill.hpp"
#include "oracle.h"

namespace interop {
namespace {

using Bytes = std::vector<std::byte>;

Bytes theirs(std::uint64_t seed) {
  Bytes bytes(1 << 16);
  bytes.resize(tirpc_encode(seed, bytes.data(), bytes.size()));
  return bytes;
}

Bytes recoded_by_them(const Bytes& from) {
  Bytes bytes(1 << 16);
  bytes.resize(tirpc_recode(from.data(), from.size(), bytes.data(), bytes.size()));
  return bytes;
}

// Nothing where it does not decode.
Bytes recoded_by_us(const Bytes& from) {
  everything value;
  farcall::xdr::Decoder in(from);
  if (!decode(in, value) || !in.finish()) return {};
  return encoded(value);
}

TEST(Encoding, OfTheSameValueIsTheSameBytes) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Bytes ours = encoded(value_of(seed));
    ASSERT_FALSE(ours.empty());
    ASSERT_TRUE(ours == theirs(seed)) << "seed " << seed;
  }
}

TEST(Encoding, OfOneIsDecodedByTheOther) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    Bytes ours = encoded(value_of(seed));
    ASSERT_TRUE(recoded_by_them(ours) == ours) << "seed " << seed;
    Bytes their_bytes = theirs(seed);
    ASSERT_TRUE(recoded_by_us(their_bytes) == their_bytes) << "seed " << seed;
  }
}

TEST(Encoding, ThatIsCutShortIsRefusedByBoth) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Bytes whole = encoded(value_of(seed));
    for (std::size_t size = 0; size < whole.size(); size += 4) {
      Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      ASSERT_TRUE(recoded_by_us(part).empty()) << "seed " << seed << ", " << size << " bytes";
      ASSERT_TRUE(recoded_by_them(part).empty()) << "seed " << seed << ", " << size << " bytes";
    }
  }
}

// What we take is canonical, but for chars, and they take it, too; we refuse more than they do: padding that
// is not zero, a bool of 2, an enumerator that is not declared.
TEST(Encoding, ThatWasTamperedWithIsTakenOnlyWhenTheyTakeIt) {
  std::mt19937_64 random(1);
  int taken = 0, refused = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Bytes whole = encoded(value_of(seed));
    for (int i = 0; i < 60; ++i) {
      Bytes changed = whole;
      changed[random() % changed.size()] ^= static_cast<std::byte>(1 << random() % 8);
      Bytes ours = recoded_by_us(changed);
      ours.empty() ? ++refused : ++taken;
      if (ours.empty()) continue;
      // A char that came as 0x000000ff goes out as 0xffffffff, from both; they end a string at a NUL.
      Bytes their_bytes = recoded_by_them(changed);
      ASSERT_TRUE(ours == changed || ours == their_bytes) << "seed " << seed << ", change " << i;
      ASSERT_FALSE(their_bytes.empty()) << "seed " << seed << ", change " << i;
    }
  }
  EXPECT_GT(taken, 1000);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace interop
