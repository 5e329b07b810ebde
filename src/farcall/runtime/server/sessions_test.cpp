// A session's calls: run once, answered again byte for byte, and never run when their numbers are used up.
#include <farcall/runtime/server/sessions.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::server {
namespace {

using namespace std::chrono_literals;
using Begin = Sessions::Begin;
using Bytes = std::vector<std::byte>;

struct Hand final : Clock {
  TimePoint now() noexcept override { return time; }
  TimePoint time{1000s};
};

struct Port final : ReplyPort {
  void send_reply(std::byte* mark, std::size_t size_bytes, const xdr::Gathered&, std::size_t) override {
    ++replies;
    last.assign(mark + transport::mark_bytes, mark + transport::mark_bytes + size_bytes);
  }
  void send_nothing() override {}
  std::size_t reply_limit_bytes() const noexcept override { return 1 << 20; }
  const Caller& caller() override { return who; }
  bool is_open() const noexcept override { return open; }
  std::shared_ptr<ReplyPort> keep(std::size_t) override { return {std::shared_ptr<void>(), this}; }
  int replies = 0;
  Bytes last;
  bool open = true;
  Caller who{"test", {}, {}};
};

class SessionsTest : public testing::Test {
 protected:
  SessionsTest() { opened = sessions.open(id)->opened; }

  message::SessionCall call(std::uint32_t slot, std::uint64_t sequence, Duration time_left = {}) {
    message::SessionCall made;
    made.session = id;
    made.call = {slot, sequence};
    made.sent_ns = static_cast<std::uint64_t>(clock.time.time_since_epoch().count());
    made.time_left_ns = static_cast<std::uint64_t>(time_left.count());
    made.opened = opened;
    return made;
  }
  Begin begin(const message::SessionCall& made, SessionRun& run, std::uint32_t xid = 1,
              bool runs_again = false) {
    return sessions.begin(made, xid, runs_again, 0, {.overload = &overload, .held = held}, run);
  }
  Begin begin(const message::SessionCall& made, std::uint32_t xid = 1) {
    SessionRun run(port, memory);
    return begin(made, run, xid);
  }
  // Runs it and replies with so many bytes, whose first four are the xid.
  Begin serve(const message::SessionCall& made, std::uint32_t xid, std::size_t size_bytes) {
    SessionRun run(port, memory);
    const Begin begun = begin(made, run, xid);
    if (begun == Begin::run) reply(run, xid, size_bytes);
    return begun;
  }
  void reply(SessionRun& run, std::uint32_t xid, std::size_t size_bytes) {
    ASSERT_TRUE(memory.grow(transport::mark_bytes + size_bytes));
    std::fill_n(memory.data(), transport::mark_bytes + size_bytes, std::byte{0x5a});
    xdr::store_u32(memory.data() + transport::mark_bytes, xid);
    run.send_reply(memory.data(), size_bytes, {}, 0);
  }

  Hand clock;
  Limits limits;
  Sessions sessions{limits, clock};
  message::SessionId id{std::byte{7}};
  std::uint64_t opened = 0;
  Port port;
  Buffer memory;
  Overload overload;
  Duration held{};  // since it was read
};

TEST_F(SessionsTest, ACallRunsOnceHoweverOftenItComes) {
  for (const std::size_t size_bytes : {28U, 10'000U}) {
    const std::uint64_t sequence = size_bytes;
    ASSERT_EQ(serve(call(0, sequence), 1, size_bytes), Begin::run);
    const Bytes first = port.last;
    for (std::uint32_t xid = 2; xid < 100'000; ++xid) {
      ASSERT_EQ(serve(call(0, sequence), xid, size_bytes), Begin::answered);
      ASSERT_EQ(xdr::load_u32(port.last.data()), xid);
      ASSERT_EQ(first.size(), port.last.size());
      ASSERT_EQ(std::memcmp(first.data() + 4, port.last.data() + 4, first.size() - 4), 0);
    }
  }
}

TEST_F(SessionsTest, WhoAsksWhileItRunsIsAnsweredWhenItIsDone) {
  Port later;
  SessionRun run(port, memory);
  SessionRun again(later, memory);
  ASSERT_EQ(begin(call(3, 1), run, 11), Begin::run);
  EXPECT_EQ(begin(call(3, 1), again, 12), Begin::answered);
  EXPECT_EQ(later.replies, 0);
  reply(run, 11, 40);
  EXPECT_EQ(xdr::load_u32(port.last.data()), 11U);
  ASSERT_EQ(later.replies, 1);
  EXPECT_EQ(xdr::load_u32(later.last.data()), 12U);
}

TEST_F(SessionsTest, WhoAsksAfterACallIsToldOnlyIfItMustBeSentAgain) {
  const auto ask = [this](std::uint64_t sequence, std::uint32_t xid) {
    return sessions.ask_after(id, {3, sequence}, xid, port);
  };
  EXPECT_FALSE(ask(1, 10)) << "there is not even the slot";
  {
    SessionRun run(port, memory);
    ASSERT_EQ(begin(call(3, 1), run, 11), Begin::run);
    EXPECT_TRUE(ask(1, 11)) << "it runs";
    EXPECT_EQ(port.replies, 0);
    reply(run, 11, 40);
  }
  EXPECT_EQ(port.replies, 1);
  EXPECT_TRUE(ask(1, 12));
  EXPECT_EQ(port.replies, 2);
  EXPECT_EQ(xdr::load_u32(port.last.data()), 12U);
  EXPECT_EQ(port.last.size(), 40U);
  EXPECT_FALSE(ask(2, 13)) << "it did not arrive";
  EXPECT_FALSE(ask(0, 13));
  {
    SessionRun run(port, memory);
    ASSERT_EQ(begin(call(3, 2), run, 14, true), Begin::run);
    reply(run, 14, 40);
  }
  EXPECT_FALSE(ask(2, 15)) << "it may run again, so its reply was not kept";
  EXPECT_FALSE(ask(1, 15)) << "that number is used up";
  message::SessionId other = id;
  other[15] = std::byte{1};
  EXPECT_FALSE(sessions.ask_after(other, {3, 2}, 16, port));
  EXPECT_EQ(port.replies, 3);
}

TEST_F(SessionsTest, ANumberThatIsUsedUpNeverRuns) {
  EXPECT_EQ(serve(call(0, 5), 1, 28), Begin::run);
  EXPECT_EQ(serve(call(0, 4), 2, 28), Begin::forgotten);
  EXPECT_EQ(begin(call(0, 0)), Begin::forgotten);
  EXPECT_EQ(begin(call(limits.session_slots, 1)), Begin::forgotten);
  {
    SessionRun run(port, memory);
    ASSERT_EQ(begin(call(0, 6), run), Begin::run);
  }  // it ended without an answer
  EXPECT_EQ(begin(call(0, 6)), Begin::forgotten);
}

TEST_F(SessionsTest, TheNextCallOfASlotCancelsTheOneThatRuns) {
  SessionRun orphan(port, memory);
  ASSERT_EQ(begin(call(0, 1), orphan), Begin::run);
  EXPECT_FALSE(orphan.is_cancelled(clock.time));
  EXPECT_EQ(serve(call(0, 2), 2, 28), Begin::run);
  EXPECT_TRUE(orphan.is_cancelled(clock.time));
  reply(orphan, 1, 40);
  EXPECT_EQ(serve(call(0, 2), 3, 28), Begin::answered) << "its reply is still kept";
  EXPECT_EQ(port.last.size(), 28U);
}

TEST_F(SessionsTest, WhatMayRunTwiceDoes) {
  for (int i = 0; i < 3; ++i) {
    SessionRun run(port, memory);
    ASSERT_EQ(begin(call(0, 1), run, 1, true), Begin::run);
    reply(run, 1, 10'000);
  }
  EXPECT_LT(sessions.kept_bytes(), 10'000U);
}

TEST_F(SessionsTest, ARepliesMemoryGoesWhenItIsAcknowledged) {
  const std::size_t before = sessions.kept_bytes();
  EXPECT_EQ(serve(call(9, 1), 1, 100'000), Begin::run);
  EXPECT_GE(sessions.kept_bytes(), before + 100'000);
  message::SessionCall next = call(0, 1);
  next.acknowledged = {9, 1};
  EXPECT_EQ(serve(next, 2, 28), Begin::run);
  EXPECT_LT(sessions.kept_bytes(), before + 100'000);
  EXPECT_EQ(begin(call(9, 1)), Begin::forgotten);
}

TEST_F(SessionsTest, WhatALiveClientMayAskForIsNotThrownAway) {
  std::uint32_t slot = 0;
  while (serve(call(slot, 1), 1, 1 << 20) == Begin::run) ++slot;
  EXPECT_GE(slot, limits.kept_bytes >> 20);
  EXPECT_EQ(begin(call(slot, 1)), Begin::busy);
  for (std::uint32_t each = 0; each < slot; ++each) EXPECT_EQ(serve(call(each, 1), 2, 28), Begin::answered);
}

TEST_F(SessionsTest, CallsThatBeganBeforeThereWereTooManyRepliesDoNotFillTheMemory) {
  const std::size_t count = 4 * (limits.kept_bytes >> 20);
  std::vector<std::unique_ptr<SessionRun>> runs;
  for (std::uint32_t slot = 0; slot < count; ++slot) {
    runs.push_back(std::make_unique<SessionRun>(port, memory));
    ASSERT_EQ(begin(call(slot, 1), *runs.back()), Begin::run);
  }
  for (const std::unique_ptr<SessionRun>& run : runs) reply(*run, 1, 1 << 20);
  EXPECT_EQ(port.replies, static_cast<int>(count)) << "all are sent";
  EXPECT_GT(sessions.kept_bytes(), limits.kept_bytes);
  EXPECT_LE(sessions.kept_bytes(), 2 * limits.kept_bytes);
  EXPECT_EQ(begin(call(0, 1)), Begin::answered);
  EXPECT_EQ(begin(call(static_cast<std::uint32_t>(count) - 1, 1)), Begin::forgotten) << "it has run";
}

TEST_F(SessionsTest, WhatBecameOfADurableCallItsStoreKnowsToo) {
  message::SessionCall durable = call(0, 1);
  durable.durable = true;
  SessionRun run(port, memory);
  ASSERT_EQ(begin(durable, run), Begin::run);
  reply(run, 1, 2 * limits.kept_bytes + 1);  // too long to be kept here
  EXPECT_EQ(begin(durable), Begin::run) << "which is to ask the store";
}

TEST_F(SessionsTest, AMessageCostsLittleWhateverItsSlot) {
  const std::size_t before = sessions.kept_bytes();
  EXPECT_EQ(serve(call(limits.session_slots - 1, 1), 1, 28), Begin::run);
  EXPECT_LT(sessions.kept_bytes() - before, 2'000U);
}

TEST_F(SessionsTest, ASessionOfSomebodyElseIsUnknown) {
  message::SessionCall other = call(0, 1);
  other.session[15] = std::byte{1};
  EXPECT_EQ(begin(other), Begin::unknown);
  EXPECT_FALSE(sessions.probe(other.session));
  EXPECT_TRUE(sessions.probe(id));
}

TEST_F(SessionsTest, TheDeadlineCountsFromWhenTheCallWasSent) {
  SessionRun quick(port, memory);
  ASSERT_EQ(begin(call(0, 1, 100ms), quick), Begin::run);
  EXPECT_EQ(quick.deadline(), clock.time + 100ms);
  message::SessionCall late = call(1, 1, 100ms);
  clock.time += 40ms;
  SessionRun slow(port, memory);
  ASSERT_EQ(begin(late, slow), Begin::run);
  EXPECT_EQ(slow.deadline(), clock.time + 60ms);
  EXPECT_FALSE(slow.is_cancelled(clock.time));
  EXPECT_TRUE(slow.is_cancelled(clock.time + 60ms));
  message::SessionCall dead = call(2, 1, 100ms);
  clock.time += 102ms;
  EXPECT_EQ(begin(dead), Begin::expired);
}

// By the clocks of two machines it does not: all may have been held for as long.
TEST_F(SessionsTest, WhatWasHeldHereComesThatMuchLater) {
  for (std::uint32_t slot = 0; slot < 4; ++slot) {
    const message::SessionCall made = call(slot, 1, 100ms);
    clock.time += 40ms;
    SessionRun run(port, memory);
    held = 40ms;
    ASSERT_EQ(begin(made, run), Begin::run);
    EXPECT_EQ(run.deadline(), clock.time + 60ms);
  }
  held = 52ms;
  EXPECT_EQ(begin(call(4, 1, 100ms)), Begin::busy) << "for half of its time, so others wait in vain";
  held = 102ms;
  EXPECT_EQ(begin(call(4, 1, 100ms)), Begin::expired);
}

TEST_F(SessionsTest, OneWrongClockDoesNotMakeTheOthersLate) {
  std::uint64_t sequence = 0;
  for (const std::uint64_t wrong : {std::uint64_t{0}, UINT64_MAX, std::uint64_t{1} << 63}) {
    message::SessionCall damaged = call(0, 1, 100ms);
    damaged.sent_ns = wrong;
    (void)begin(damaged);
    for (std::uint32_t slot = 1; slot < 5; ++slot) {
      SessionRun run(port, memory);
      EXPECT_EQ(begin(call(slot, ++sequence, 100ms), run), Begin::run) << wrong;
    }
    clock.time += 1s;
  }
}

TEST_F(SessionsTest, UnderOverloadWhoHasWaitedForHalfOfItsTimeIsRefused) {
  EXPECT_EQ(serve(call(0, 1, 100ms), 1, 28), Begin::run);
  std::vector<message::SessionCall> queue;
  for (std::uint32_t i = 1; i < 40; ++i) queue.push_back(call(i, 1, 100ms));
  clock.time += 60ms;
  Begin last = Begin::run;
  for (const message::SessionCall& late : queue) last = serve(late, 1, 28);
  EXPECT_EQ(last, Begin::busy);
  overload.begin_turn(clock.time);
  EXPECT_EQ(serve(call(0, 2, 100ms), 1, 28), Begin::run) << "who has not waited is served";
}

TEST_F(SessionsTest, UnderOverloadWhatHasRunBeforeIsAnswered) {
  EXPECT_EQ(serve(call(0, 1, 100ms), 1, 28), Begin::run);
  for (int i = 0; i < 20; ++i) (void)overload.refuses(true, 1s, clock.time);
  EXPECT_EQ(serve(call(0, 1, 100ms), 2, 28), Begin::answered);
  overload.begin_turn(clock.time - 1s);
  EXPECT_EQ(begin(call(0, 2, 100ms)), Begin::busy);
  EXPECT_EQ(begin(call(0, 2)), Begin::busy) << "nor can it wait without a deadline";
  EXPECT_EQ(serve(call(0, 1, 100ms), 3, 28), Begin::answered) << "a refusal used no number up";
}

TEST_F(SessionsTest, ACallIsCancelledByItsClientOrByItsAbsence) {
  SessionRun one(port, memory);
  ASSERT_EQ(begin(call(0, 1), one), Begin::run);
  sessions.cancel(id, {0, 2});
  EXPECT_FALSE(one.is_cancelled(clock.time));
  sessions.cancel(id, {0, 1});
  EXPECT_TRUE(one.is_cancelled(clock.time));
  SessionRun two(port, memory);
  ASSERT_EQ(begin(call(1, 1), two), Begin::run);
  EXPECT_FALSE(two.is_cancelled(clock.time + 1h)) << "its connection stands";
  port.open = false;
  EXPECT_FALSE(two.is_cancelled(clock.time + 1s)) << "it may come back by another";
  EXPECT_TRUE(two.is_cancelled(clock.time + 4s));
}

// It has overtaken its call, or that waits for others to end.
TEST_F(SessionsTest, ACallThatWasCancelledBeforeItBeganDoesNot) {
  sessions.cancel(id, {0, 1});
  sessions.cancel(id, {0, 2});
  EXPECT_EQ(begin(call(0, 1)), Begin::expired);
  EXPECT_EQ(begin(call(0, 2)), Begin::expired);
  EXPECT_EQ(serve(call(0, 3), 1, 28), Begin::run);
  sessions.cancel(id, {0, 3});
  EXPECT_EQ(serve(call(0, 3), 2, 28), Begin::answered) << "it had run by then";
  sessions.cancel(id, {UINT32_MAX, 1});
}

// The server before this one may have had the session, and only of durable calls is on record what it did.
TEST_F(SessionsTest, OfAnUnknownSessionOnlyDurableCallsRun) {
  message::SessionCall durable = call(0, 5);
  durable.session = {std::byte{8}};
  EXPECT_EQ(serve(durable, 1, 28), Begin::unknown);
  durable.durable = true;
  durable.opened = opened + (std::uint64_t{1} << 62);
  EXPECT_EQ(serve(durable, 1, 28), Begin::unknown) << "opened in the future";
  durable.opened = opened;
  {
    SessionRun run(port, memory);
    ASSERT_EQ(begin(durable, run), Begin::run);
    EXPECT_EQ(run.opened(), opened);
    EXPECT_EQ(serve(durable, 2, 28), Begin::answered) << "when it is done";
    reply(run, 1, 28);
  }
  EXPECT_EQ(serve(durable, 3, 28), Begin::answered);
  message::SessionCall other = call(1, 5);
  other.session = durable.session;
  EXPECT_EQ(serve(other, 1, 28), Begin::unknown) << "it may have run there";
  EXPECT_FALSE(sessions.probe(durable.session));
  EXPECT_TRUE(sessions.open(durable.session));
  EXPECT_EQ(serve(other, 1, 28), Begin::unknown);
}

// Of datagrams any may be late. One that asked the server before for the session opens it here, and then the
// calls of that session, of which some ran there, are none of this one.
TEST_F(SessionsTest, OfASessionThatWasOpenedAtAnotherTimeNothingRuns) {
  message::SessionCall of_before = call(0, 1);
  --of_before.opened;
  EXPECT_FALSE(sessions.has(of_before));
  EXPECT_EQ(serve(of_before, 1, 28), Begin::unknown);
  EXPECT_TRUE(sessions.has(call(0, 1)));
  EXPECT_EQ(serve(call(0, 1), 1, 28), Begin::run);
}

TEST_F(SessionsTest, ASessionThatIsOpenedLaterSaysSo) {
  const std::uint64_t first = sessions.open(id)->opened;
  EXPECT_EQ(sessions.open(id)->opened, first);
  EXPECT_GT(sessions.open({std::byte{8}})->opened, first);
  sessions.open_after(first + (std::uint64_t{1} << 60));
  EXPECT_GT(sessions.open({std::byte{9}})->opened, first + (std::uint64_t{1} << 60))
      << "though the clock is slow";
}

TEST(SessionsLimit, SessionsThatNobodyUsesMakeRoom) {
  Hand clock;
  Limits limits;
  limits.sessions = 2;
  Sessions sessions(limits, clock);
  message::SessionId id{};
  auto open = [&](int which) {
    id[0] = static_cast<std::byte>(which);
    return sessions.open(id).has_value();
  };
  EXPECT_TRUE(open(1) && open(2));
  EXPECT_FALSE(open(3));
  EXPECT_TRUE(open(2)) << "it is there";
  clock.time += 61s;
  EXPECT_TRUE(open(3));
  EXPECT_EQ(sessions.size(), 1U);
}

TEST(SessionsLimit, RepliesOfThoseWhoHaveGoneMakeRoomForNewClients) {
  Hand clock;
  Limits limits;
  limits.kept_bytes = 100'000;
  Sessions sessions(limits, clock);
  Port port;
  Buffer memory;
  const auto call = [&](int which) {
    message::SessionCall made;
    made.session[0] = static_cast<std::byte>(which);
    made.call = {0, 1};
    made.opened = sessions.open(made.session)->opened;
    SessionRun run(port, memory);
    const Begin begun = sessions.begin(made, 1, false, 0, {}, run);
    const std::size_t size_bytes = 60'000;
    EXPECT_TRUE(memory.grow(transport::mark_bytes + size_bytes));
    if (begun == Begin::run) run.send_reply(memory.data(), size_bytes, {}, 0);
    return begun;
  };
  EXPECT_EQ(call(1), Begin::run);
  EXPECT_EQ(call(2), Begin::run);
  EXPECT_EQ(call(3), Begin::busy) << "they may ask for their replies";
  clock.time += 61s;
  EXPECT_EQ(call(4), Begin::run);
}

}  // namespace
}  // namespace farcall::server
