// The list of callers that follow a leader, and how the reader lease is passed on.
#include <farcall/runtime/client/link.hpp>

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace farcall::client {
namespace {

class LinkTest : public testing::Test {
 protected:
  void follow(std::initializer_list<std::size_t> which) {
    for (const std::size_t i : which) link.add_follower(calls[i]);
  }
  [[nodiscard]] std::vector<std::size_t> followers() const {
    std::vector<std::size_t> found;
    const PendingCall* last = nullptr;
    for (const PendingCall* at = link.first_follower; at != nullptr; at = at->next_follower) {
      EXPECT_TRUE(at->follows);
      found.push_back(static_cast<std::size_t>(at - calls.data()));
      last = at;
    }
    EXPECT_EQ(link.last_follower, last);
    return found;
  }
  Link link{nullptr, io::Kind::stream, Limits{}};
  std::array<PendingCall, 4> calls;
};

using List = std::vector<std::size_t>;

TEST_F(LinkTest, FollowersStandInLine) {
  follow({2, 0, 1});
  EXPECT_EQ(followers(), (List{2, 0, 1}));
}

TEST_F(LinkTest, LeavesFromAnyPlace) {
  follow({0, 1, 2, 3});
  link.remove_follower(calls[1]);
  EXPECT_EQ(followers(), (List{0, 2, 3}));
  link.remove_follower(calls[3]);
  EXPECT_EQ(followers(), (List{0, 2}));
  link.remove_follower(calls[0]);
  EXPECT_EQ(followers(), (List{2}));
  link.remove_follower(calls[0]);
  EXPECT_EQ(followers(), (List{2})) << "who does not follow cannot leave";
  link.remove_follower(calls[2]);
  EXPECT_EQ(followers(), List{});
  follow({3, 1});
  EXPECT_EQ(followers(), (List{3, 1})) << "usable again";
}

TEST_F(LinkTest, TheLeaseGoesToTheFirst) {
  link.leased = true;
  follow({1, 3});
  EXPECT_EQ(link.pass_lease(), &calls[1]);
  EXPECT_FALSE(calls[1].follows);
  EXPECT_EQ(calls[1].signal.load(), PendingCall::lead);
  EXPECT_TRUE(link.leased);
  EXPECT_EQ(followers(), (List{3}));
  EXPECT_EQ(link.pass_lease(), &calls[3]);
  EXPECT_EQ(link.pass_lease(), nullptr);
  EXPECT_FALSE(link.leased) << "nobody waits: the next call takes it";
}

}  // namespace
}  // namespace farcall::client
