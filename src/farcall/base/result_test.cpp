// Result: a value or an Error, the member names of std::expected, and value() as the one throw.
#include <farcall/base/result.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

namespace farcall {
namespace {

const Error refused{Code::connection_refused, Executed::no, "tcp://h:1: Connection refused", {}};

// Counts its lives, so that a destructor that runs twice or never is seen.
struct Counted {
  explicit Counted(int start) : value(start) { ++alive; }
  Counted(const Counted& other) : value(other.value) { ++alive; }
  Counted(Counted&& other) noexcept : value(std::exchange(other.value, -1)) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
  int value;
  static inline int alive = 0;
};

TEST(Result, HoldsAValue) {
  Result<std::string> result(std::string("ready"));
  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(*result, "ready");
  EXPECT_EQ(result->size(), 5U);
  EXPECT_EQ(result.value(), "ready");
  const auto& constant = result;
  EXPECT_EQ(*constant, "ready");
  EXPECT_EQ(constant->size(), 5U);
  EXPECT_EQ(constant.value(), "ready");
}

TEST(Result, HoldsAnError) {
  Result<std::string> result(refused);
  ASSERT_FALSE(result.has_value());
  EXPECT_FALSE(static_cast<bool>(result));
  EXPECT_EQ(result.error(), refused);
  EXPECT_EQ(std::as_const(result).error(), refused);
}

TEST(Result, ValueThrowsTheErrorAsItWas) {
  Result<int> result(Error{Code::prog_mismatch, Executed::no, "2 was asked for", {3, 4}});
  try {
    (void)result.value();
    FAIL() << "value() of an error returned";
  } catch (const RpcError& thrown) {
    EXPECT_EQ(thrown.error(), result.error());
    EXPECT_EQ(thrown.error().versions, (VersionRange{3, 4}));
    EXPECT_STREQ(thrown.what(), "prog_mismatch: 2 was asked for (not executed)");
  }
  EXPECT_THROW((void)std::as_const(result).value(), RpcError);
  EXPECT_THROW((void)std::move(result).value(), RpcError);
  EXPECT_THROW(Result<void>(refused).value(), std::runtime_error);
  EXPECT_NO_THROW(Result<void>().value());
}

TEST(Result, ValueOr) {
  EXPECT_EQ(Result<int>(4).value_or(9), 4);
  EXPECT_EQ(Result<int>(refused).value_or(9), 9);
  EXPECT_EQ(Result<std::string>(refused).value_or("other"), "other");
}

TEST(Result, MovesWhatOnlyMoves) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  Result<std::unique_ptr<int>> moved(std::move(result));
  ASSERT_TRUE(moved);
  EXPECT_EQ(**moved, 7);
  std::unique_ptr<int> taken = std::move(moved).value();
  EXPECT_EQ(*taken, 7);
  Result<std::unique_ptr<int>> again(std::make_unique<int>(8));
  EXPECT_EQ(*std::unique_ptr<int>(*std::move(again)), 8);
  static_assert(!std::is_copy_constructible_v<std::unique_ptr<int>>);
}

TEST(Result, ErrorCanBeMovedOut) {
  Result<int> result(refused);
  Error taken = std::move(result).error();
  EXPECT_EQ(taken, refused);
}

TEST(Result, AssignmentCrossesValueAndError) {
  {
    Result<Counted> result(Counted(1));
    result = Error(refused);
    EXPECT_EQ(Counted::alive, 0);
    EXPECT_EQ(result.error(), refused);
    result = Counted(2);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->value, 2);
    Result<Counted> copy(result);
    EXPECT_EQ(Counted::alive, 2);
    copy = Result<Counted>(Counted(3));
    EXPECT_EQ(copy->value, 3);
    EXPECT_EQ(result->value, 2);
    result = copy;
    EXPECT_EQ(result->value, 3);
    auto& self = result;
    result = self;
    EXPECT_EQ(result->value, 3);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Result, CopiesAreIndependent) {
  Result<std::string> one(std::string(100, 'a'));
  Result<std::string> two(one);
  two->assign("b");
  EXPECT_EQ(*one, std::string(100, 'a'));
  Result<std::string> error(refused);
  Result<std::string> other(error);
  other.error().detail = "changed";
  EXPECT_EQ(error.error(), refused);
}

TEST(Result, AndThenStopsAtTheFirstError) {
  auto half = [](int x) -> Result<int> {
    if (x % 2 != 0) return Error{Code::invalid_argument, Executed::no, "odd", {}};
    return x / 2;
  };
  EXPECT_EQ(Result<int>(12).and_then(half).and_then(half).value(), 3);
  auto failed = Result<int>(6).and_then(half).and_then(half).and_then([](int) -> Result<int> {
    ADD_FAILURE() << "went on after an error";
    return 0;
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().detail, "odd");
}

TEST(Result, TransformMapsTheValue) {
  Result<std::string> text = Result<int>(12).transform([](int x) { return std::to_string(x); });
  EXPECT_EQ(text.value(), "12");
  Result<std::string> none = Result<int>(refused).transform([](int x) { return std::to_string(x); });
  EXPECT_EQ(none.error(), refused);
}

TEST(ResultOfVoid, HasTheSameTwoStates) {
  Result<void> good;
  EXPECT_TRUE(good.has_value());
  Result<void> bad(refused);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error(), refused);
  Result<void> copy(bad);
  EXPECT_EQ(copy.error(), refused);
  copy = good;
  EXPECT_TRUE(copy);
  good = bad;
  EXPECT_FALSE(good);
  Result<void> moved(std::move(bad));
  EXPECT_EQ(moved.error(), refused);
  EXPECT_EQ(std::move(moved).error(), refused);
}

}  // namespace
}  // namespace farcall
