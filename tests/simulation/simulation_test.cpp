// Ten thousand runs of the real client and the real server among faults; and proof that a broken promise is
// found.
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "seeds.hpp"

namespace simulation {
namespace {

void expect_none(const Report& report) {
  for (const std::string& failure : report.failures) ADD_FAILURE() << failure;
}

#ifdef SIMULATION_IS_SLOW
constexpr std::uint64_t seeds_of_a_shard = 50;
#else
constexpr std::uint64_t seeds_of_a_shard = 1'000;
#endif

class EveryPromise : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, EveryPromise, testing::Range<std::uint64_t>(0, 10));

TEST_P(EveryPromise, IsKept) {
  const Report report = run_seeds(1 + GetParam() * 1'000, seeds_of_a_shard);
  expect_none(report);
  const Figures& figures = report.figures;
  EXPECT_GT(figures.succeeded, figures.calls / 3) << figures.text();
  // Now and then a connection is lost as a deadline comes. Otherwise its calls hear of it at once.
  EXPECT_LE(figures.told_at_deadline, 2 + figures.told_of_loss / 200) << figures.text();
}

TEST(Simulation, OfOneSeedIsTheSameByteByByte) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Verdict once = simulate({.seed = seed, .trace = Trace::To::text});
    const Verdict again = simulate({.seed = seed, .trace = Trace::To::text});
    EXPECT_GT(once.trace.size(), 1'000U);
    ASSERT_EQ(once.trace, again.trace) << "seed " << seed;
  }
}

// What is wrong on purpose is found, and called by its name.
TEST(BrokenPromise, RunTwiceIsFound) {
  EXPECT_GT(run_seeds(1, 100, 0, Breakage::no_reply_cache).figures.executed_twice, 0U);
}
TEST(BrokenPromise, FalseNoIsFound) {
  EXPECT_GT(run_seeds(1, 100, 0, Breakage::false_no).figures.false_no, 0U);
}
TEST(BrokenPromise, LossIsFound) { EXPECT_GT(run_seeds(1, 100, 0, Breakage::forgets).figures.lost, 0U); }
TEST(BrokenPromise, MissedDeadlineIsFound) {
  EXPECT_GT(run_seeds(1, 100, 0, Breakage::deaf).figures.hung, 0U);
}
TEST(BrokenPromise, AnEndBeforeTheDeadlineIsFound) {
  EXPECT_GT(run_seeds(1, 100, 0, Breakage::hasty).figures.early, 0U);
}

void expect_found(Breakage breakage, const std::string& what) {
  for (const std::string& failure : run_seeds(1, 1'000, 0, breakage).failures)
    if (failure.find(what) != std::string::npos) return;
  ADD_FAILURE() << what << ": not found";
}
TEST(BrokenPromise, PatienceWithASilentServerIsFound) {
  expect_found(Breakage::patient, "for a server that had stopped");
}
TEST(BrokenPromise, AnotherConnectionIsFound) {
  expect_found(Breakage::restless, "gave up a connection that nothing was wrong with");
}
TEST(BrokenPromise, ACallThatIsNotAnsweredInPeaceIsFound) { expect_found(Breakage::starves, "ms of peace"); }
TEST(BrokenPromise, AnOrphanThatIsNotToldIsFound) {
  expect_found(Breakage::heedless, "does not hear that nobody waits for it");
}

}  // namespace
}  // namespace simulation
