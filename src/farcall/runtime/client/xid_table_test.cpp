// The table of waiting calls against std::map: its removal closes gaps, which is where such tables go wrong.
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
  one.xid = 7;
  two.xid = 7 + 16;  // the same place
  calls.insert(one);
  calls.insert(two);
  EXPECT_EQ(calls.find(7), &one);
  EXPECT_EQ(calls.find(23), &two);
  EXPECT_EQ(calls.find(39), nullptr);
  EXPECT_EQ(calls.size(), 2U);
  calls.remove(one);
  EXPECT_EQ(calls.find(7), nullptr);
  EXPECT_EQ(calls.find(23), &two) << "found across the place that became free";
  calls.remove(one);
  EXPECT_EQ(calls.size(), 1U) << "removing what is not there changes nothing";
}

// Clusters at the end of the table wrap around to its start.
TEST(PendingCalls, RemovalInEveryOrderKeepsTheOthersReachable) {
  const std::vector<std::uint32_t> xids{14, 30, 15, 31, 0, 46};
  for (std::size_t first = 0; first < xids.size(); ++first) {
    for (std::size_t second = 0; second < xids.size(); ++second) {
      if (first == second) continue;
      PendingCalls calls;
      std::deque<PendingCall> all(xids.size());
      for (std::size_t i = 0; i < xids.size(); ++i) {
        all[i].xid = xids[i];
        calls.insert(all[i]);
      }
      calls.remove(all[first]);
      calls.remove(all[second]);
      for (std::size_t i = 0; i < xids.size(); ++i)
        EXPECT_EQ(calls.find(xids[i]), i == first || i == second ? nullptr : &all[i])
            << first << " " << second;
    }
  }
}

// xids count up, as those of a channel do, from a start that makes them wrap around.
TEST(PendingCalls, RandomInsertsAndRemovesAgreeWithAMap) {
  std::mt19937 random(99);
  for (const bool sparse : {false, true}) {
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
        call->xid = sparse ? static_cast<std::uint32_t>(random()) & ~0xfU : next++;
        if (!oracle.emplace(call->xid, call).second) {
          free.push_back(call);
          continue;
        }
        calls.insert(*call);
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
}

TEST(PendingCalls, DrainGivesOutEachOnce) {
  PendingCalls calls;
  std::deque<PendingCall> all(100);
  for (std::uint32_t i = 0; i < 100; ++i) {
    all[i].xid = i * 3;
    calls.insert(all[i]);
  }
  std::set<PendingCall*> seen;
  calls.drain([&](PendingCall& call) { EXPECT_TRUE(seen.insert(&call).second); });
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(calls.size(), 0U);
  EXPECT_EQ(calls.find(3), nullptr);
  calls.insert(all[1]);
  EXPECT_EQ(calls.find(3), &all[1]);
}

}  // namespace
}  // namespace farcall::client
