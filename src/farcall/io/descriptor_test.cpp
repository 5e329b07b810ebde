// A Descriptor closes what it owns, once.
#include <farcall/io/descriptor.hpp>

#include <cerrno>
#include <utility>

#include <fcntl.h>

#include <gtest/gtest.h>

namespace farcall::io {
namespace {

int open_one() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }
bool is_open(int number) { return ::fcntl(number, F_GETFD) >= 0; }

TEST(Descriptor, ClosesWhatItOwns) {
  const int number = open_one();
  ASSERT_GE(number, 0);
  {
    const Descriptor descriptor(number);
    EXPECT_EQ(descriptor.number(), number);
    EXPECT_TRUE(static_cast<bool>(descriptor));
    EXPECT_TRUE(is_open(number));
  }
  EXPECT_FALSE(is_open(number));
}

TEST(Descriptor, MovesItsDescriptor) {
  const int number = open_one();
  Descriptor from(number);
  {
    const Descriptor to(std::move(from));
    EXPECT_EQ(to.number(), number);
    EXPECT_TRUE(is_open(number));
  }
  EXPECT_FALSE(is_open(number));
  EXPECT_FALSE(static_cast<bool>(from));  // NOLINT(bugprone-use-after-move): it is documented to be empty
}

TEST(Descriptor, AssignmentClosesTheOld) {
  const int old = open_one();
  const int fresh = open_one();
  Descriptor descriptor(old);
  descriptor = Descriptor(fresh);
  EXPECT_FALSE(is_open(old));
  EXPECT_TRUE(is_open(fresh));
  descriptor = Descriptor();
  EXPECT_FALSE(is_open(fresh));
  EXPECT_EQ(descriptor.number(), -1);
}

TEST(Descriptor, AMoveToItselfKeepsIt) {
  const int number = open_one();
  Descriptor descriptor(number);
  auto& self = descriptor;
  descriptor = std::move(self);
  EXPECT_EQ(descriptor.number(), number);
  EXPECT_TRUE(is_open(number));
}

}  // namespace
}  // namespace farcall::io
