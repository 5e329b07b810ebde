// Who follows a leader, and how the reader lease is passed on; who stands in line for the turn to send, and
// what goes along with another's message.
#include <farcall/runtime/client/link.hpp>

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::client {
namespace {

using Places = std::vector<std::size_t>;

class LinkTest : public testing::Test {
 protected:
  void follow(const Places& which) {
    for (const std::size_t i : which) link.followers.push(calls[i]);
  }
  [[nodiscard]] Places in(CallQueue& queue) const {
    Places found;
    queue.each([&](const PendingCall& call) {
      EXPECT_EQ(call.queue, &queue);
      found.push_back(static_cast<std::size_t>(&call - calls.data()));
    });
    EXPECT_EQ(queue.size(), found.size());
    return found;
  }
  // With a message of `body_bytes`, each of them the number of the call.
  void stand_in_line(std::size_t which, std::size_t body_bytes = 4) {
    PendingCall& call = calls[which];
    std::byte* message = call.message.reserve_whole(transport::mark_bytes + body_bytes);
    ASSERT_NE(message, nullptr);
    transport::write_mark(message, body_bytes);
    std::memset(message + transport::mark_bytes, static_cast<int>(which), body_bytes);
    call.may_go_along = true;
    link.take_turn(call);
  }
  [[nodiscard]] std::string take_along() {
    const std::span<const std::byte> taken = link.take_along();
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
  }
  Link link{nullptr, io::Kind::stream, Limits{}};
  std::array<PendingCall, 4> calls;
};

TEST_F(LinkTest, FollowersStandInLine) {
  follow({2, 0, 1});
  EXPECT_EQ(in(link.followers), (Places{2, 0, 1}));
}

TEST_F(LinkTest, LeavesFromAnyPlace) {
  follow({0, 1, 2, 3});
  link.forget(calls[1]);
  EXPECT_EQ(in(link.followers), (Places{0, 2, 3}));
  link.forget(calls[3]);
  EXPECT_EQ(in(link.followers), (Places{0, 2}));
  link.forget(calls[0]);
  EXPECT_EQ(in(link.followers), (Places{2}));
  link.forget(calls[0]);
  EXPECT_EQ(in(link.followers), (Places{2})) << "who does not follow cannot leave";
  link.forget(calls[2]);
  EXPECT_EQ(in(link.followers), Places{});
  follow({3, 1});
  EXPECT_EQ(in(link.followers), (Places{3, 1})) << "usable again";
}

TEST_F(LinkTest, TheLeaseGoesToTheFirst) {
  link.leased = true;
  follow({1, 3});
  EXPECT_EQ(link.pass_lease(), &calls[1]);
  EXPECT_EQ(calls[1].queue, nullptr);
  EXPECT_EQ(calls[1].signal.load(), PendingCall::lead);
  EXPECT_TRUE(link.leased);
  EXPECT_EQ(in(link.followers), (Places{3}));
  EXPECT_EQ(link.pass_lease(), &calls[3]);
  EXPECT_EQ(link.pass_lease(), nullptr);
  EXPECT_FALSE(link.leased) << "nobody waits: the next call takes it";
}

TEST_F(LinkTest, TheTurnGoesToTheFirstInLine) {
  for (const std::size_t i : {2U, 0U, 1U}) link.take_turn(calls[i]);
  EXPECT_TRUE(calls[2].has_turn);
  EXPECT_EQ(in(link.senders), (Places{0, 1}));
  EXPECT_EQ(link.pass_turn(), &calls[0]);
  EXPECT_TRUE(calls[0].has_turn);
  EXPECT_EQ(calls[0].signal.load(), PendingCall::send);
  EXPECT_EQ(link.pass_turn(), &calls[1]);
  EXPECT_EQ(link.pass_turn(), nullptr);
  link.take_turn(calls[3]);
  EXPECT_TRUE(calls[3].has_turn) << "it was free";
}

TEST_F(LinkTest, WhatHasGoneAlongFollows) {
  for (const std::size_t i : {0U, 1U, 2U}) stand_in_line(i);
  EXPECT_EQ(take_along(), std::string("\x80\0\0\4\1\1\1\1\x80\0\0\4\2\2\2\2", 16));
  EXPECT_TRUE(link.went_along(16));
  EXPECT_EQ(in(link.senders), Places{});
  EXPECT_EQ(in(link.followers), (Places{1, 2}));
  EXPECT_EQ(calls[1].sends, 1U);
}

TEST_F(LinkTest, WhatMayNotGoAlongWaitsForItsTurn) {
  for (const std::size_t i : {0U, 1U, 2U}) stand_in_line(i);
  calls[1].may_go_along = false;
  EXPECT_EQ(take_along(), std::string("\x80\0\0\4\2\2\2\2", 8));
  EXPECT_TRUE(link.went_along(8));
  EXPECT_EQ(in(link.senders), (Places{1}));
  EXPECT_EQ(in(link.followers), (Places{2}));
}

TEST_F(LinkTest, WhatHasNotGoneStaysInLine) {
  for (const std::size_t i : {0U, 1U, 2U, 3U}) stand_in_line(i);
  (void)take_along();
  EXPECT_TRUE(link.went_along(8)) << "the stream is between two messages";
  EXPECT_EQ(in(link.followers), (Places{1}));
  EXPECT_EQ(in(link.senders), (Places{2, 3}));
  EXPECT_EQ(calls[2].sends, 0U);
  EXPECT_EQ(calls[2].along_until, 0U) << "none of it has left";
  EXPECT_EQ(calls[2].begun_bytes, 0U);
}

TEST_F(LinkTest, WhoseMessageWasBegunIsNext) {
  for (const std::size_t i : {0U, 1U, 2U, 3U}) stand_in_line(i);
  calls[1].may_go_along = false;
  (void)take_along();
  EXPECT_TRUE(link.went_along(11));
  EXPECT_EQ(in(link.followers), (Places{2}));
  EXPECT_EQ(in(link.senders), (Places{3, 1}));
  EXPECT_EQ(calls[3].begun_bytes, 3U);
  EXPECT_EQ(link.pass_turn(), &calls[3]);
}

TEST_F(LinkTest, NothingGoesAlongBeforeWhatWasBegun) {
  for (const std::size_t i : {0U, 1U, 2U}) stand_in_line(i);
  (void)take_along();
  EXPECT_TRUE(link.went_along(3));
  EXPECT_EQ(take_along(), "");
  EXPECT_EQ(link.pass_turn(), &calls[1]);
  EXPECT_EQ(take_along(), std::string("\x80\0\0\4\2\2\2\2", 8));
}

TEST_F(LinkTest, NobodyEndsTheMessageOfOneWhoHasLeft) {
  for (const std::size_t i : {0U, 1U, 2U}) stand_in_line(i);
  (void)take_along();
  link.forget(calls[2]);
  EXPECT_FALSE(link.went_along(11));
  EXPECT_EQ(in(link.followers), (Places{1}));
}

TEST_F(LinkTest, WhoHasLeftIsNotMissedWhenAllOfItHasGone) {
  for (const std::size_t i : {0U, 1U, 2U}) stand_in_line(i);
  (void)take_along();
  link.forget(calls[1]);
  EXPECT_TRUE(link.went_along(16));
  EXPECT_EQ(in(link.followers), (Places{2}));
}

}  // namespace
}  // namespace farcall::client
