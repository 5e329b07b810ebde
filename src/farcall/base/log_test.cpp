// The one log sink: its levels, its default, and a sink that misbehaves.
#include <farcall/base/log.hpp>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace farcall {
namespace {

std::vector<std::pair<LogLevel, std::string>> seen;

void remember(LogLevel level, std::string_view text) { seen.emplace_back(level, text); }
void misbehave(LogLevel, std::string_view) { throw std::runtime_error("from a sink"); }

class Log : public testing::Test {
 protected:
  void SetUp() override { seen.clear(); }
  void TearDown() override { set_log(nullptr); }
};

TEST_F(Log, GoesToTheSinkUpToItsLevel) {
  set_log(remember, LogLevel::info);
  log(LogLevel::error, "one");
  log(LogLevel::info, "two");
  log(LogLevel::debug, "three");
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0], std::pair(LogLevel::error, std::string("one")));
  EXPECT_EQ(seen[1], std::pair(LogLevel::info, std::string("two")));
}

TEST_F(Log, DefaultsToWarnings) {
  set_log(remember);
  log(LogLevel::warning, "shown");
  log(LogLevel::info, "not shown");
  ASSERT_EQ(seen.size(), 1U);
}

TEST_F(Log, WithoutASinkGoesToStderr) {
  set_log(nullptr, LogLevel::warning);
  testing::internal::CaptureStderr();
  const char text[] = {'c', 'u', 't', '!', '!'};
  log(LogLevel::warning, std::string_view(text, 3));  // not terminated
  log(LogLevel::info, "quiet");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "farcall: warning: cut\n");
}

TEST_F(Log, ASinkThatThrowsDoesNotEndTheCall) {
  set_log(misbehave, LogLevel::debug);
  EXPECT_NO_THROW(log(LogLevel::error, "anything"));
}

}  // namespace
}  // namespace farcall
