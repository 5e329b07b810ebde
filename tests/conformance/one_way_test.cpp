// Calls without a reply.
#include <string>
#include <vector>

#include "fixture.hpp"

namespace conformance {
namespace {

using farcall::Code;
using farcall::Executed;

class OneWay : public AtPlacement {
 protected:
  // Datagrams that find no room are lost, and nobody sends these again.
  [[nodiscard]] static std::uint64_t count() { return GetParam().is_datagram ? 20 : 1'000; }
  void expect_each_once() {
    site->callee.journal->await(count());
    for (std::uint64_t i = 0; i < count(); ++i) EXPECT_EQ(site->callee.journal->times(i), 1) << i;
  }
};
FARCALL_EVERY_PLACEMENT(OneWay);

TEST_P(OneWay, RunsOnce) {
  const V1::Client callee = client();
  for (std::uint64_t i = 0; i < count(); ++i) ASSERT_TRUE(callee.NOTE(i));
  EXPECT_EQ(callee.ADD(40, 2).value(), 42) << "replies still find their calls";
  expect_each_once();
}

TEST_P(OneWay, RunsOnceWithoutWaitingForIt) {
  farcall::EventLoop loop;
  const auto callee = bind_to<V1::AsyncClient>(site->endpoint(), {.loop = &loop});
  std::vector<farcall::Reply<void>> sent;
  for (std::uint64_t i = 0; i < count(); ++i) sent.push_back(callee.NOTE(i));
  for (auto& one : sent) EXPECT_TRUE(one.wait());
  EXPECT_EQ(callee.ADD(40, 2).wait().value(), 42);
  expect_each_once();
}

// One call more than an LRPC binding has A-stacks, and that one is given up: now there is room, and nobody
// drives.
TEST_P(OneWay, IsSentAlthoughThereWasNoRoomBefore) {
  farcall::EventLoop loop;
  const auto callee = bind_to<V1::AsyncClient>(site->endpoint(), {.loop = &loop});
  std::vector<farcall::Reply<std::int32_t>> out;
  for (std::uint32_t i = 0; i < farcall::Limits{}.lrpc_slots; ++i) out.push_back(callee.ADD(40, 2));
  { const auto given_up = callee.ADD(40, 2); }
  EXPECT_EQ(out.front().wait().value(), 42);
  const auto sent = callee.NOTE(0);
  site->callee.journal->await(1);
}

TEST_P(OneWay, WhatFailsAtTheServerIsNotHeardOf) {
  const QuietLog quiet;
  const V1::Client callee = client();
  EXPECT_TRUE(callee.NOTE_NAME("it fails"));
  EXPECT_EQ(callee.ADD(40, 2).value(), 42);
}

TEST_P(OneWay, WhatCannotBeSentIs) {
  EXPECT_ENDS(client().NOTE_NAME(std::string(MAX_NAME + 1, 'x')), Code::invalid_argument, Executed::no);
}

}  // namespace
}  // namespace conformance
