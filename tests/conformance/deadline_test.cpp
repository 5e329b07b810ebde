// A call ends by its deadline, whatever the callee does.
#include <thread>

#include "fixture.hpp"

namespace conformance {
namespace {

class Deadline : public AtPlacement {};
INSTANTIATE_TEST_SUITE_P(placement, Deadline,
                         testing::ValuesIn(placements_where([](const Placement& p) { return !p.is_inline; })),
                         name_of);

TEST_P(Deadline, EndsACallWhoseHandlerDoesNot) {
  V1::Client callee = client();
  const auto block = [&](farcall::CallOptions options) { return callee.BLOCK(1, options); };
  EXPECT_ENDS(error_of_begun(block, [&] { return site->callee.gate.handlers() > 0; }),
              Code::deadline_exceeded, Executed::maybe);
  // The same client goes on while the handler is still at it, and is not confused by the late reply.
  EXPECT_EQ(callee.ADD(1, 2).value(), 3);
  site->callee.gate.open();
  for (int i = 0; i < 50; ++i) EXPECT_EQ(callee.ADD(i, 2).value(), i + 2);
}

TEST_P(Deadline, OfTheBindingHoldsForCallsThatBringNone) {
  const auto block = [&](const farcall::CallOptions& brief) -> farcall::Result<std::int32_t> {
    try {
      return client({.timeout = brief.timeout}).BLOCK(1);
    } catch (const farcall::RpcError& unbound) {  // it holds for binding, too
      return unbound.error();
    }
  };
  EXPECT_ENDS(error_of_begun(block, [&] { return site->callee.gate.handlers() > 0; }),
              Code::deadline_exceeded, Executed::maybe);
}

TEST_P(Deadline, OfOneCallDoesNotEndAnother) {
  V1::Client callee = client();
  farcall::Result<std::int32_t> patient = Error{};
  std::thread other([&] { patient = callee.BLOCK(7, {.timeout = patience}); });
  site->callee.gate.await(1);
  for (int i = 0; i < 3; ++i)
    EXPECT_ENDS(error_of_begun([&](farcall::CallOptions options) { return callee.BLOCK(8, options); }),
                Code::deadline_exceeded, Executed::maybe);
  site->callee.gate.open();
  other.join();
  ASSERT_TRUE(patient) << to_string(patient.error());
  EXPECT_EQ(*patient, 7);
}

TEST_P(Deadline, TheReplyOfATimedOutCallIsNotTakenForAnother) {
  V1::Client callee = client();
  EXPECT_FALSE(callee.BLOCK(111, {.timeout = 20ms}));
  site->callee.gate.open();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(callee.BLOCK(i, {.timeout = patience}).value(), i);
}

class PassedDeadline : public AtPlacement {};
FARCALL_EVERY_PLACEMENT(PassedDeadline);

TEST_P(PassedDeadline, MeansThatTheCallDoesNotSucceed) {
  V1::Client callee = client();
  Error error = error_of(callee.RECORD(5, {.timeout = farcall::Duration(1)}));
  EXPECT_EQ(error.code, Code::deadline_exceeded) << to_string(error);
  if (error.executed == Executed::no) {
    // What comes later on the same connection was served after it, had it been sent.
    EXPECT_EQ(callee.ADD(1, 1).value(), 2);
    EXPECT_EQ(site->callee.journal->times(5), 0);
  }
}

}  // namespace
}  // namespace conformance
