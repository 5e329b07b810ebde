// The Poller: level-triggered events by key, changes of interest, and wake() from another thread.
#include <farcall/io/poller.hpp>

#include <array>
#include <thread>

#include <sys/socket.h>

#include <gtest/gtest.h>

#include <farcall/io/descriptor.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::io {
namespace {

using namespace std::chrono_literals;

class PollerTest : public testing::Test {
 protected:
  void SetUp() override {
    poller = make_poller().value();
    int both[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, both), 0);
    ours = Descriptor(both[0]);
    theirs = Descriptor(both[1]);
  }
  void send() const { EXPECT_EQ(::send(theirs.number(), "x", 1, MSG_NOSIGNAL), 1); }
  std::size_t count(TimePoint until = TimePoint{}) { return poller->wait(until).size(); }
  std::unique_ptr<Poller> poller;
  Descriptor ours;
  Descriptor theirs;
};

TEST_F(PollerTest, NothingHappensUntilItsTime) {
  EXPECT_EQ(count(TimePoint{}), 0U);
  const TimePoint until = steady_clock().now() + 3ms;
  EXPECT_EQ(count(until), 0U);
  EXPECT_GE(steady_clock().now(), until);
}

TEST_F(PollerTest, AtOnceDoesNotWait) { EXPECT_EQ(count(at_once), 0U); }

TEST_F(PollerTest, ReportsTheKeyAgainAndAgain) {
  ASSERT_TRUE(poller->watch(ours.number(), 77, true, false));
  EXPECT_EQ(count(), 0U);
  send();
  for (int i = 0; i < 3; ++i) {
    auto events = poller->wait(never);
    ASSERT_EQ(events.size(), 1U) << "level-triggered";
    EXPECT_EQ(events[0].key, 77U);
    EXPECT_TRUE(events[0].readable);
    EXPECT_FALSE(events[0].writable);
  }
}

TEST_F(PollerTest, WatchingAgainChangesWhatIsWaitedFor) {
  ASSERT_TRUE(poller->watch(ours.number(), 1, true, false));
  ASSERT_TRUE(poller->watch(ours.number(), 2, false, true));
  send();
  auto events = poller->wait(never);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].key, 2U);
  EXPECT_TRUE(events[0].writable);
  EXPECT_FALSE(events[0].readable) << "who does not read its replies gets no calls read";
  ASSERT_TRUE(poller->watch(ours.number(), 3, true, true));
  events = poller->wait(never);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_TRUE(events[0].readable && events[0].writable);
}

TEST_F(PollerTest, ForgetsADescriptor) {
  ASSERT_TRUE(poller->watch(ours.number(), 1, true, false));
  send();
  poller->forget(ours.number());
  EXPECT_EQ(count(), 0U);
  poller->forget(ours.number());
  poller->forget(-1);
}

// Of TCP the system says it only to who asks for it.
TEST_F(PollerTest, TheEndOfAStreamIsReportedAlsoWhereNothingIsWaitedFor) {
  ASSERT_TRUE(poller->watch(ours.number(), 77, false, false));
  send();
  EXPECT_EQ(count(), 0U);
  ASSERT_EQ(::shutdown(theirs.number(), SHUT_WR), 0);
  auto events = poller->wait(never);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_TRUE(events[0].readable);
}

TEST_F(PollerTest, TheEndOfAStreamIsReadable) {
  ASSERT_TRUE(poller->watch(ours.number(), 1, true, false));
  theirs = Descriptor();
  auto events = poller->wait(never);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_TRUE(events[0].readable);
}

TEST_F(PollerTest, RefusesWhatCannotBeWatched) {
  auto watched = poller->watch(-1, 1, true, false);
  ASSERT_FALSE(watched);
  EXPECT_EQ(watched.error().code, Code::io_error);
}

TEST_F(PollerTest, WakeBeforeTheWaitCounts) {
  poller->wake();
  poller->wake();
  auto events = poller->wait(never);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].key, Poller::wake_key);
  EXPECT_EQ(count(), 0U) << "two wakes, one event";
}

TEST_F(PollerTest, WakeFromAnotherThread) {
  std::thread other([this] { poller->wake(); });
  auto events = poller->wait(never);
  other.join();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].key, Poller::wake_key);
}

TEST_F(PollerTest, ManyAtATime) {
  std::array<std::array<int, 2>, 100> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pairs[i].data()), 0);
    ASSERT_TRUE(poller->watch(pairs[i][0], i + 1, true, false));
    ASSERT_EQ(::send(pairs[i][1], "x", 1, MSG_NOSIGNAL), 1);
  }
  std::array<bool, 100> seen{};
  std::size_t found = 0;
  while (found < pairs.size()) {
    auto events = poller->wait(never);
    ASSERT_LE(events.size(), Poller::most_events);
    ASSERT_FALSE(events.empty());
    for (const Poller::Event& event : events) {
      found += seen[event.key - 1] ? 0 : 1;
      seen[event.key - 1] = true;
      poller->forget(pairs[event.key - 1][0]);
    }
  }
  for (auto& pair : pairs) ::close(pair[0]), ::close(pair[1]);
}

}  // namespace
}  // namespace farcall::io
