// The duplicate request cache: run once, drop while it runs, replay when it is done, and forget nothing that
// runs.
#include <farcall/runtime/server/reply_cache.hpp>

#include <cstdint>
#include <string>
#include <vector>

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
  ReplyCache cache{4, 100};
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

TEST_F(ReplyCacheTest, RepliesAreBoundedByTheirBytes) {
  for (std::uint32_t i = 1; i <= 3; ++i) EXPECT_EQ(begin(call(i)), Begin::run);
  finish(call(1), std::string(50, 'a'));
  finish(call(2), std::string(50, 'b'));
  EXPECT_EQ(begin(call(1)), Begin::replay) << "exactly at the limit";
  finish(call(3), "c");
  EXPECT_EQ(begin(call(2)), Begin::replay);
  EXPECT_EQ(begin(call(3)), Begin::replay);
  EXPECT_EQ(begin(call(1)), Begin::run) << "one byte too many: the oldest went";
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
