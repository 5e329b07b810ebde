// A message and the data that lies elsewhere, as pieces: in order, and resumable after any partial send.
#include <farcall/transport/gathered_record.hpp>

#include <cstring>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::transport {
namespace {

std::string text_of(const GatheredRecord& record) {
  std::string text;
  for (const iovec& piece : record.pieces())
    text.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
  return text;
}

// "HEAD" and a body of 20 bytes with two holes: at 4 (six bytes) and at 12 (four bytes).
struct Message {
  Message() {
    std::memcpy(bytes, "HEADaaaa......bb....cccc", sizeof bytes);
    add(4, "123456");
    add(12, "7890");
  }
  void add(std::size_t position, const char* data) {
    gathered.pieces[gathered.count++] = {position, reinterpret_cast<const std::byte*>(data),
                                         std::strlen(data)};
  }
  [[nodiscard]] GatheredRecord record() { return {bytes, sizeof bytes, 4, gathered}; }
  std::byte bytes[24];
  xdr::Gathered gathered;
};

TEST(GatheredRecord, PutsThePiecesIntoTheirHoles) {
  Message message;
  EXPECT_EQ(text_of(message.record()), "HEADaaaa123456bb7890cccc");
  EXPECT_EQ(message.record().pieces().size(), 5U);
}

TEST(GatheredRecord, WithoutPiecesIsTheMessage) {
  std::byte bytes[] = {std::byte{'a'}, std::byte{'b'}};
  GatheredRecord record(bytes, 2, 0, {});
  EXPECT_EQ(text_of(record), "ab");
  EXPECT_EQ(record.pieces().size(), 1U);
}

TEST(GatheredRecord, NoPieceIsEmpty) {
  std::byte bytes[8] = {};
  xdr::Gathered gathered;
  const char* data = "12345678";
  gathered.pieces[gathered.count++] = {0, reinterpret_cast<const std::byte*>(data), 4};
  gathered.pieces[gathered.count++] = {4, reinterpret_cast<const std::byte*>(data + 4), 4};
  GatheredRecord record(bytes, 8, 0, gathered);
  EXPECT_EQ(record.pieces().size(), 2U) << "holes at the start, side by side and at the end";
  EXPECT_EQ(text_of(record), "12345678");
  GatheredRecord nothing(bytes, 0, 0, {});
  EXPECT_TRUE(nothing.pieces().empty());
  EXPECT_TRUE(nothing.advance(0));
}

TEST(GatheredRecord, EveryHoleCanBeUsed) {
  xdr::Gathered gathered;
  std::vector<std::byte> bytes(100, std::byte{'.'});
  for (std::size_t i = 0; i < gathered.pieces.size(); ++i)
    gathered.pieces[gathered.count++] = {1 + 2 * i, reinterpret_cast<const std::byte*>("x"), 1};
  GatheredRecord record(bytes.data(), bytes.size(), 0, gathered);
  EXPECT_EQ(record.pieces().size(), 2 * gathered.pieces.size() + 1);
  EXPECT_EQ(text_of(record).substr(0, 14), ".x.x.x.x.x.x..");
}

TEST(GatheredRecord, ResumesAfterEveryPairOfPartialSends) {
  const std::string whole = text_of(Message().record());
  for (std::size_t first = 0; first <= whole.size(); ++first) {
    for (std::size_t second = 0; first + second <= whole.size(); ++second) {
      Message message;
      GatheredRecord record = message.record();
      EXPECT_EQ(record.advance(first), first == whole.size()) << first;
      EXPECT_EQ(text_of(record), whole.substr(first));
      EXPECT_EQ(record.advance(second), first + second == whole.size()) << first << "+" << second;
      ASSERT_EQ(text_of(record), whole.substr(first + second));
      EXPECT_EQ(record.pieces().empty(), first + second == whole.size());
    }
  }
}

}  // namespace
}  // namespace farcall::transport
