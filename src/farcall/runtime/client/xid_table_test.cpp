// The table of waiting calls: against std::map, with xids that wrap around, and beside calls that wait for
// long.
#include <farcall/runtime/client/pending_calls.hpp>

#include <cstdint>
#include <deque>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::client {
namespace {

TEST(PendingCalls, FindsWhatWasInserted) {
  PendingCalls calls;
  PendingCall one;
  PendingCall two;
  std::uint32_t next = 7;
  calls.insert(one, next);
  calls.insert(two, next);
  EXPECT_EQ(one.xid, 7U);
  EXPECT_EQ(two.xid, 8U);
  EXPECT_EQ(next, 9U);
  EXPECT_EQ(calls.find(7), &one);
  EXPECT_EQ(calls.find(8), &two);
  EXPECT_EQ(calls.find(7 + 16), nullptr) << "the same place";
  EXPECT_EQ(calls.size(), 2U);
  calls.remove(one);
  EXPECT_EQ(calls.find(7), nullptr);
  calls.remove(one);
  EXPECT_EQ(calls.size(), 1U) << "removing what is not there changes nothing";
}

// One waits while the xids go around the table, which has 16 places.
TEST(PendingCalls, AnXidWhosePlaceIsTakenIsPassedOver) {
  PendingCalls calls;
  PendingCall slow;
  PendingCall quick;
  std::uint32_t next = 0xffff'fffeU;
  calls.insert(slow, next);
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 45; ++i) {
    calls.insert(quick, next);
    EXPECT_TRUE(seen.insert(quick.xid).second);
    EXPECT_NE(quick.xid % 16, slow.xid % 16);
    EXPECT_EQ(calls.find(quick.xid), &quick);
    EXPECT_EQ(calls.find(slow.xid), &slow);
    calls.remove(quick);
  }
  EXPECT_EQ(next, 0xffff'fffeU + 1 + 45 + 2) << "two were passed over";
}

TEST(PendingCalls, RandomInsertsAndRemovesAgreeWithAMap) {
  std::mt19937 random(99);
  PendingCalls calls;
  std::deque<PendingCall> all;
  std::vector<PendingCall*> free;
  std::map<std::uint32_t, PendingCall*> oracle;
  std::uint32_t next = 0xffff'f000U;
  for (int step = 0; step < 60'000; ++step) {
    // Grows to about a hundred, and sometimes empties.
    const bool insert =
        oracle.empty() || (oracle.size() < 150 && random() % 100 < (step / 1000 % 2 == 0 ? 60 : 40));
    if (insert) {
      if (free.empty()) free.push_back(&all.emplace_back());
      PendingCall* call = free.back();
      free.pop_back();
      calls.insert(*call, next);
      ASSERT_TRUE(oracle.emplace(call->xid, call).second);
    } else {
      auto victim = std::next(oracle.begin(), static_cast<std::ptrdiff_t>(random() % oracle.size()));
      calls.remove(*victim->second);
      free.push_back(victim->second);
      ASSERT_EQ(calls.find(victim->first), nullptr);
      oracle.erase(victim);
    }
    ASSERT_EQ(calls.size(), oracle.size());
    if (step % 97 != 0) continue;
    for (const auto& [xid, call] : oracle) ASSERT_EQ(calls.find(xid), call) << "at step " << step;
  }
}

TEST(PendingCalls, DrainGivesOutEachOnce) {
  PendingCalls calls;
  std::deque<PendingCall> all(100);
  std::uint32_t next = 1;
  for (PendingCall& call : all) calls.insert(call, next);
  std::set<PendingCall*> seen;
  calls.drain([&](PendingCall& call) { EXPECT_TRUE(seen.insert(&call).second); });
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(calls.size(), 0U);
  EXPECT_EQ(calls.find(3), nullptr);
  calls.insert(all[1], next);
  EXPECT_EQ(calls.find(all[1].xid), &all[1]);
}

}  // namespace
}  // namespace farcall::client
