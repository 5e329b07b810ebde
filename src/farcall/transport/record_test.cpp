// Record marking against every way to cut a stream, and against peers that announce or send too much.
#include <farcall/transport/record.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::transport {
namespace {

using Bytes = std::vector<std::byte>;
using Next = RecordReader::Next;

void add_fragment(Bytes& stream, const std::string& body, bool last) {
  std::byte mark[mark_bytes];
  xdr::store_u32(mark, static_cast<std::uint32_t>(body.size()) | (last ? last_fragment : 0));
  stream.insert(stream.end(), mark, mark + mark_bytes);
  for (const char each : body) stream.push_back(static_cast<std::byte>(each));
}

void add_mark(Bytes& stream, std::uint32_t mark) {
  std::byte bytes[mark_bytes];
  xdr::store_u32(bytes, mark);
  stream.insert(stream.end(), bytes, bytes + mark_bytes);
}

// Puts all of `stream` into the reader, at most `chunk` at a time, and takes out what comes.
std::optional<std::vector<std::string>> feed(RecordReader& reader, const Bytes& stream, std::size_t chunk) {
  std::vector<std::string> records;
  std::size_t at = 0;
  while (at < stream.size()) {
    std::span<std::byte> room = reader.room();
    EXPECT_FALSE(room.empty());
    const std::size_t part = std::min({chunk, room.size(), stream.size() - at});
    std::copy_n(stream.begin() + static_cast<std::ptrdiff_t>(at), part, room.begin());
    reader.received(part);
    at += part;
    std::span<const std::byte> record;
    Next next;
    while ((next = reader.next(record)) == Next::record)
      records.emplace_back(reinterpret_cast<const char*>(record.data()), record.size());
    if (next == Next::too_large) return std::nullopt;
  }
  return records;
}

using Records = std::vector<std::string>;

TEST(WriteMark, SetsTheLastFragmentBit) {
  std::byte mark[mark_bytes];
  write_mark(mark, 0x01020304);
  EXPECT_EQ(xdr::load_u32(mark), 0x81020304U);
}

TEST(RecordReader, AWholeRecordStaysWhereItIs) {
  RecordReader reader(100);
  Bytes stream;
  add_fragment(stream, "hello", true);
  std::span<std::byte> room = reader.room();
  std::copy(stream.begin(), stream.end(), room.begin());
  reader.received(stream.size());
  std::span<const std::byte> record;
  ASSERT_EQ(reader.next(record), Next::record);
  EXPECT_EQ(record.data(), room.data() + mark_bytes);
  EXPECT_EQ(record.size(), 5U);
  EXPECT_EQ(reader.next(record), Next::need_more);
  EXPECT_EQ(reader.pending_bytes(), 0U);
}

TEST(RecordReader, EveryFragmentationInEveryChunking) {
  Bytes stream;
  add_fragment(stream, "whole", true);
  for (const char each : std::string("one byte each")) add_fragment(stream, std::string(1, each), false);
  add_fragment(stream, "", true);
  add_fragment(stream, "", false);
  add_fragment(stream, "", false);
  add_fragment(stream, "late", true);
  add_fragment(stream, "", true);
  add_fragment(stream, "a", false);
  add_fragment(stream, "", false);
  add_fragment(stream, "b", true);
  const Records expected{"whole", "one byte each", "late", "", "ab"};
  for (std::size_t chunk = 1; chunk <= stream.size(); ++chunk) {
    RecordReader reader(100);
    auto records = feed(reader, stream, chunk);
    ASSERT_TRUE(records) << chunk;
    EXPECT_EQ(*records, expected) << chunk;
    EXPECT_EQ(reader.pending_bytes(), 0U);
  }
}

TEST(RecordReader, RandomStreamsInRandomChunks) {
  std::mt19937 random(4711);
  auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  for (int round = 0; round < 200; ++round) {
    Records expected;
    Bytes stream;
    for (std::size_t records = 1 + below(20); records > 0; --records) {
      std::string whole;
      for (std::size_t fragments = 1 + below(5); fragments > 0; --fragments) {
        const std::string body(below(10) == 0 ? below(90'000) : below(40),
                               static_cast<char>('a' + below(26)));
        whole += body;
        add_fragment(stream, body, fragments == 1);
      }
      expected.push_back(whole);
    }
    RecordReader reader(1 << 20);
    auto records = feed(reader, stream, 1 + below(200'000));
    ASSERT_TRUE(records) << round;
    ASSERT_TRUE(*records == expected) << round;
  }
}

TEST(RecordReader, TheLimitIsThatOfAllFragmentsTogether) {
  for (const std::size_t over : {0U, 1U}) {
    Bytes stream;
    add_fragment(stream, std::string(40, 'a'), false);
    add_fragment(stream, std::string(60 + over, 'b'), true);
    RecordReader reader(100);
    EXPECT_EQ(feed(reader, stream, 7).has_value(), over == 0);
    Bytes single;
    add_fragment(single, std::string(100 + over, 'c'), true);
    RecordReader other(100);
    EXPECT_EQ(feed(other, single, 7).has_value(), over == 0);
  }
}

TEST(RecordReader, TheLimitStartsAnewWithEachRecord) {
  Bytes stream;
  for (int i = 0; i < 10; ++i) add_fragment(stream, std::string(100, 'a'), true);
  RecordReader reader(100);
  auto records = feed(reader, stream, stream.size());
  ASSERT_TRUE(records);
  EXPECT_EQ(records->size(), 10U);
}

// CVE-2017-8779's class: the claim is refused by the mark alone, and nothing is allocated for it.
TEST(RecordReader, AClaimOfTwoGibibytesIsRefusedByItsMark) {
  RecordReader reader(4 << 20);
  Bytes stream;
  add_mark(stream, 0xffffffff);
  EXPECT_FALSE(feed(reader, stream, 4));
  RecordReader other(4 << 20);
  Bytes not_last;
  add_fragment(not_last, "x", false);
  add_mark(not_last, 0x7fffffff);
  EXPECT_FALSE(feed(other, not_last, 4)) << "one byte and 2^31 - 1 are no small number";
  EXPECT_LE(other.memory_bytes(), 128U * 1024);
}

TEST(RecordReader, MemoryFollowsTheBytesNotTheClaim) {
  RecordReader reader(64 << 20);
  Bytes stream;
  add_mark(stream, last_fragment | (64U << 20));
  stream.resize(stream.size() + 1000);
  auto records = feed(reader, stream, 100);
  ASSERT_TRUE(records);
  EXPECT_LE(reader.memory_bytes(), 64U * 1024);
}

TEST(RecordReader, EndlessEmptyFragmentsTakeNoMemory) {
  RecordReader reader(1000);
  Bytes stream;
  add_fragment(stream, "begun", false);
  ASSERT_TRUE(feed(reader, stream, 9));
  Bytes empty;
  for (int i = 0; i < 10'000; ++i) add_mark(empty, 0);
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(feed(reader, empty, 4 * 999 + 1));
  EXPECT_LE(reader.memory_bytes(), 64U * 1024) << "4 MB of marks";
  EXPECT_LE(reader.pending_bytes(), 64U * 1024);
  Bytes end;
  add_fragment(end, " and ended", true);
  EXPECT_EQ(feed(reader, end, 3), (Records{"begun and ended"}));
}

TEST(RecordReader, EndlessEmptyFragmentsBeforeTheFirstByteTakeNoMemoryEither) {
  RecordReader reader(1000);
  Bytes empty;
  for (int i = 0; i < 100'000; ++i) add_mark(empty, 0);
  ASSERT_TRUE(feed(reader, empty, 4093));
  EXPECT_LE(reader.memory_bytes(), 64U * 1024);
  Bytes end;
  add_fragment(end, "x", true);
  EXPECT_EQ(feed(reader, end, 1), (Records{"x"}));
}

TEST(RecordReader, NeverLastEndsAtTheLimit) {
  RecordReader reader(100'000);
  Bytes stream;
  for (int i = 0; i < 200'000; ++i) add_fragment(stream, "x", false);
  EXPECT_FALSE(feed(reader, stream, 10'000));
  EXPECT_LE(reader.memory_bytes(), 512U * 1024);
}

TEST(RecordReader, PipelinedRecordsComeOutOneByOne) {
  Bytes stream;
  add_fragment(stream, "1", true);
  add_fragment(stream, "22", true);
  add_fragment(stream, "333", false);
  RecordReader reader(100);
  std::span<std::byte> room = reader.room();
  std::copy(stream.begin(), stream.end(), room.begin());
  reader.received(stream.size());
  std::span<const std::byte> first;
  std::span<const std::byte> second;
  std::span<const std::byte> third;
  ASSERT_EQ(reader.next(first), Next::record);
  ASSERT_EQ(reader.next(second), Next::record);
  EXPECT_EQ(reader.next(third), Next::need_more);
  EXPECT_EQ(first[0], std::byte{'1'}) << "both stay until room() is called";
  EXPECT_EQ(second[1], std::byte{'2'});
  EXPECT_EQ(reader.pending_bytes(), 7U) << "the third, with its mark";
}

TEST(RecordReader, GoesOnByRecordsAndByKilobytes) {
  Bytes stream;
  add_fragment(stream, "a whole one", true);
  add_mark(stream, last_fragment | 5000);
  RecordReader reader(10'000);
  ASSERT_TRUE(feed(reader, stream, 8));
  EXPECT_TRUE(reader.is_in_record());
  const std::uint64_t before = reader.progress();
  EXPECT_EQ(before, 1U);
  ASSERT_TRUE(feed(reader, Bytes(900), 30));
  EXPECT_EQ(reader.progress(), before);
  ASSERT_TRUE(feed(reader, Bytes(4099), 30));
  EXPECT_EQ(reader.progress(), before + 4);
  EXPECT_TRUE(reader.is_in_record());
  ASSERT_TRUE(feed(reader, Bytes(1), 1));
  EXPECT_EQ(reader.progress(), before + 5);
  EXPECT_FALSE(reader.is_in_record());
}

// At every cut of a stream, the rest can be carried to another reader by copy or by swap.
TEST(RecordReader, PendingBytesMoveToAnotherReader) {
  Bytes stream;
  add_fragment(stream, "first", true);
  add_fragment(stream, "sec", false);
  add_fragment(stream, "", false);
  add_fragment(stream, "ond", true);
  add_fragment(stream, "third", true);
  const Records expected{"first", "second", "third"};
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    const Bytes head(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(cut));
    const Bytes tail(stream.begin() + static_cast<std::ptrdiff_t>(cut), stream.end());
    for (const bool by_copy : {true, false}) {
      RecordReader from(100);
      RecordReader to(100);
      Records records = feed(from, head, 64).value();
      if (by_copy) {
        ASSERT_TRUE(from.copy_pending_to(to));
        EXPECT_EQ(to.pending_bytes(), from.pending_bytes());
      } else {
        to.swap(from);
        EXPECT_EQ(from.pending_bytes(), 0U);
      }
      Records rest = feed(to, tail, 5).value();
      records.insert(records.end(), rest.begin(), rest.end());
      EXPECT_EQ(records, expected) << "cut at " << cut << (by_copy ? " by copy" : " by swap");
    }
  }
}

TEST(RecordReader, ACopyTakesNoMoreThanIsPending) {
  RecordReader from(1000);
  Bytes stream;
  add_mark(stream, last_fragment | 500);
  stream.resize(stream.size() + 50);
  ASSERT_TRUE(feed(from, stream, 1000));
  RecordReader to(1000);
  ASSERT_TRUE(from.copy_pending_to(to));
  EXPECT_LE(to.memory_bytes(), 64U) << "this is what an idle connection costs";
}

TEST(RecordReader, StreamsThatBringLittleLeaveTheLargeMemoryWhereItIs) {
  constexpr std::size_t limit = 1 << 20;
  RecordReader shared(limit);
  Bytes stream;
  add_fragment(stream, std::string(limit, 'x'), true);
  ASSERT_TRUE(feed(shared, stream, limit));
  const std::size_t large_bytes = shared.memory_bytes();
  for (const std::size_t step : {1U, 3'000U, 10'000U}) {
    RecordReader slow(limit);
    for (std::size_t at = 0; at < 12 * step; at += step) {
      const auto from = stream.begin() + static_cast<std::ptrdiff_t>(at);
      shared.take_pending_of(slow);
      (void)feed(shared, {from, from + static_cast<std::ptrdiff_t>(step)}, limit);
      shared.leave_pending_to(slow);
      ASSERT_EQ(slow.pending_bytes(), at + step);
      ASSERT_LE(slow.memory_bytes(), 2 * (at + step) + 4096);
      ASSERT_EQ(shared.memory_bytes(), large_bytes);
    }
    shared.take_pending_of(slow);
    const Bytes rest(stream.begin() + static_cast<std::ptrdiff_t>(12 * step), stream.end());
    EXPECT_EQ(feed(shared, rest, limit), (Records{std::string(limit, 'x')}));
    shared.leave_pending_to(slow);
    EXPECT_EQ(slow.memory_bytes(), 0U);
    ASSERT_GE(shared.memory_bytes(), large_bytes);
  }
}

TEST(RecordReader, SwapKeepsTheLimits) {
  RecordReader small(10);
  RecordReader large(1000);
  small.swap(large);
  Bytes stream;
  add_fragment(stream, std::string(11, 'x'), true);
  EXPECT_FALSE(feed(small, stream, 100));
  EXPECT_TRUE(feed(large, stream, 100));
}

TEST(RecordReader, ShrinkGivesMemoryBackOnlyWhenNothingIsPending) {
  RecordReader reader(100);
  Bytes stream;
  add_fragment(stream, "abc", true);
  const Bytes most(stream.begin(), stream.end() - 1);
  ASSERT_TRUE(feed(reader, most, 100));
  reader.shrink();
  EXPECT_GT(reader.memory_bytes(), 0U);
  EXPECT_EQ(feed(reader, {stream.back()}, 1), (Records{"abc"}));
  reader.shrink();
  EXPECT_EQ(reader.memory_bytes(), 0U);
  EXPECT_EQ(feed(reader, stream, 1), (Records{"abc"}));
  (void)feed(reader, most, 100);
  reader.clear();
  EXPECT_EQ(reader.pending_bytes(), 0U);
  EXPECT_EQ(feed(reader, stream, 2), (Records{"abc"}));
}

}  // namespace
}  // namespace farcall::transport
