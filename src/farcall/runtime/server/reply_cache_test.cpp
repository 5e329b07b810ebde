// The duplicate request cache: run once, drop while it runs, replay when it is done, and forget nothing that
// runs.
#include <farcall/runtime/server/reply_cache.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <sys/resource.h>

#include <gtest/gtest.h>

namespace farcall::server {
namespace {

using Begin = ReplyCache::Begin;
using Bytes = std::vector<std::byte>;

CallIdentity call(std::uint32_t xid, std::uint64_t hash = 1) { return {.hash = {hash, 2}, .xid = xid}; }

Bytes bytes_of(const std::string& text) {
  Bytes bytes;
  for (const char each : text) bytes.push_back(static_cast<std::byte>(each));
  return bytes;
}

class ReplyCacheTest : public testing::Test {
 protected:
  Begin begin(const CallIdentity& identity) { return cache.begin(identity, reply); }
  void finish(const CallIdentity& identity, std::string text) {
    const iovec pieces[] = {{text.data(), text.size() / 2},
                            {text.data() + text.size() / 2, text.size() - text.size() / 2}};
    cache.finish(identity, pieces);
  }
  ReplyCache cache{4, 256};
  Bytes reply;
};

TEST_F(ReplyCacheTest, RunsOnceThenReplays) {
  EXPECT_EQ(begin(call(1)), Begin::run);
  EXPECT_EQ(begin(call(1)), Begin::drop) << "it is running";
  finish(call(1), "the reply");
  for (int i = 0; i < 3; ++i) {
    reply.clear();
    EXPECT_EQ(begin(call(1)), Begin::replay);
    EXPECT_EQ(reply, bytes_of("the reply"));
  }
}

TEST_F(ReplyCacheTest, OtherCallsAreOthers) {
  EXPECT_EQ(begin(call(1)), Begin::run);
  EXPECT_EQ(begin(call(2)), Begin::run);
  EXPECT_EQ(begin(call(1, 9)), Begin::run) << "the same xid from another client";
  EXPECT_EQ(cache.size(), 3U);
}

TEST_F(ReplyCacheTest, AbandonedCallsMayRunAgain) {
  EXPECT_EQ(begin(call(1)), Begin::run);
  cache.abandon(call(1));
  cache.abandon(call(1));
  EXPECT_EQ(cache.size(), 0U);
  EXPECT_EQ(begin(call(1)), Begin::run);
}

TEST_F(ReplyCacheTest, TheOldestDoneCallGoesFirst) {
  for (std::uint32_t i = 1; i <= 4; ++i) {
    EXPECT_EQ(begin(call(i)), Begin::run);
    finish(call(i), "r");
  }
  EXPECT_EQ(begin(call(5)), Begin::run);
  EXPECT_EQ(begin(call(2)), Begin::replay);
  finish(call(5), "r");
  EXPECT_EQ(cache.size(), 4U);
  EXPECT_EQ(begin(call(1)), Begin::run) << "forgotten: the oldest";
}

TEST_F(ReplyCacheTest, ARunningCallIsNeverForgotten) {
  for (std::uint32_t i = 1; i <= 4; ++i) EXPECT_EQ(begin(call(i)), Begin::run);
  EXPECT_EQ(begin(call(5)), Begin::drop) << "full of calls that run: the new one has to wait";
  for (std::uint32_t i = 1; i <= 4; ++i) EXPECT_EQ(begin(call(i)), Begin::drop) << i;
  finish(call(3), "r");
  EXPECT_EQ(begin(call(5)), Begin::run) << "in the place of the one that is done";
  for (const std::uint32_t i : {1U, 2U, 4U, 5U}) EXPECT_EQ(begin(call(i)), Begin::drop) << i;
}

TEST_F(ReplyCacheTest, RepliesAreBoundedByTheirMemory) {
  for (std::uint32_t i = 1; i <= 3; ++i) EXPECT_EQ(begin(call(i)), Begin::run);
  finish(call(1), std::string(128, 'a'));
  finish(call(2), std::string(128, 'b'));
  EXPECT_EQ(begin(call(1)), Begin::replay) << "exactly at the limit";
  EXPECT_EQ(cache.memory_bytes(), 256U);
  finish(call(3), "c");
  EXPECT_EQ(begin(call(2)), Begin::replay);
  EXPECT_EQ(begin(call(3)), Begin::replay);
  EXPECT_LE(cache.memory_bytes(), 256U);
  EXPECT_EQ(begin(call(1)), Begin::run) << "one byte too many: the oldest went";
}

TEST_F(ReplyCacheTest, AReplyBeyondTheLimitIsNotKeptAndDrivesNobodyOut) {
  EXPECT_EQ(begin(call(1)), Begin::run);
  EXPECT_EQ(begin(call(2)), Begin::run);
  finish(call(1), "a");
  finish(call(2), std::string(257, 'b'));
  EXPECT_EQ(begin(call(1)), Begin::replay);
  EXPECT_EQ(begin(call(2)), Begin::drop) << "it has run, and must not run again";
  EXPECT_EQ(reply, bytes_of("a"));
}

// The memory of those that are forgotten counts as well, until it is used again or given back.
TEST_F(ReplyCacheTest, MemoryIsCountedHoweverSizesMix) {
  std::uint32_t xid = 0;
  for (const std::size_t size : {1U, 256U, 100U, 64U, 3U, 129U, 200U, 1U, 1U, 1U, 65U, 256U, 7U, 128U, 120U})
    for (int i = 0; i < 3; ++i) {
      ++xid;
      ASSERT_EQ(begin(call(xid)), Begin::run);
      finish(call(xid), std::string(size, 'r'));
      ASSERT_EQ(begin(call(xid)), Begin::replay) << "the newest is there, whatever its size";
      ASSERT_EQ(reply.size(), size);
      ASSERT_LE(cache.memory_bytes(), 256U);
    }
}

// A fresh page costs a fault, and a large reply has many: 32 KiB would have eight for each call.
TEST(ReplyCacheMemory, OfLargeRepliesIsUsedAgain) {
  ReplyCache cache(4096, std::size_t{1} << 20);
  Bytes large(32'000, std::byte{7});
  const iovec piece{large.data(), large.size()};
  Bytes reply;
  auto serve = [&](std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t xid = from; xid < to; ++xid) {
      ASSERT_EQ(cache.begin(call(xid), reply), Begin::run);
      cache.finish(call(xid), {&piece, 1});
    }
  };
  auto page_faults = [] {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
  };
  serve(0, 64);
  const long before = page_faults();
  serve(64, 1064);
  EXPECT_LT(page_faults() - before, 500);
  EXPECT_EQ(cache.size(), 32U);
  EXPECT_EQ(cache.memory_bytes(), 32 * large.size());
}

TEST_F(ReplyCacheTest, MemoryThatIsUsedAgainHoldsTheNewReply) {
  for (std::uint32_t i = 0; i < 50; ++i) {
    EXPECT_EQ(begin(call(i)), Begin::run);
    finish(call(i), std::string(1 + i % 7, static_cast<char>('a' + i % 26)));
    EXPECT_EQ(begin(call(i)), Begin::replay);
    EXPECT_EQ(reply, bytes_of(std::string(1 + i % 7, static_cast<char>('a' + i % 26))));
    EXPECT_LE(cache.size(), 4U);
  }
}

TEST_F(ReplyCacheTest, FinishingWhatIsNotThereChangesNothing) {
  finish(call(1), "r");
  EXPECT_EQ(cache.size(), 0U);
}

TEST(Identify, LooksAtAddressXidAndContents) {
  const Bytes address = bytes_of("127.0.0.1:1");
  Bytes record(300, std::byte{1});
  const CallIdentity one = identify(address, record);
  EXPECT_EQ(identify(address, record), one);
  EXPECT_EQ(one.xid, 0x01010101U);
  EXPECT_NE(identify(bytes_of("127.0.0.1:2"), record), one);
  for (const std::size_t at : {0U, 4U, 20U, 259U}) {
    Bytes other = record;
    other[at] = std::byte{9};
    EXPECT_NE(identify(address, other), one) << at;
  }
  Bytes longer = record;
  longer.push_back(std::byte{1});
  EXPECT_NE(identify(address, longer), one) << "the length counts even where nobody looks";
}

TEST(Identify, TakesAnyRecord) {
  for (std::size_t size = 0; size < 20; ++size) (void)identify({}, Bytes(size));
  EXPECT_NE(identify({}, Bytes(5)), identify({}, Bytes(6)));
  EXPECT_NE(identify(Bytes(1), Bytes(5)), identify({}, Bytes(5)));
}

}  // namespace
}  // namespace farcall::server
