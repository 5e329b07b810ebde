// Memory that two processes share: who may do what to it.
#include <farcall/lrpc/segment.hpp>

#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace farcall::lrpc {
namespace {

constexpr std::size_t size_bytes = 8192;

// What only the creator may write.
class Sealed : public testing::Test {
 protected:
  io::Descriptor descriptor;
  Segment ours = Segment::create(size_bytes, Segment::Writer::creator, descriptor).value();
};

void expect_fails(long result, int error) {
  EXPECT_EQ(result, -1);
  EXPECT_EQ(errno, error);
}

TEST_F(Sealed, ThePeerSeesWhatTheCreatorWrites) {
  Segment theirs = Segment::map(descriptor.number(), size_bytes, Segment::Writer::creator).value();
  ours.data()[size_bytes - 1] = std::byte{7};
  EXPECT_EQ(theirs.data()[size_bytes - 1], std::byte{7});
  EXPECT_EQ(theirs.size_bytes(), size_bytes);
}

TEST_F(Sealed, ThePeerCanChangeNothing) {
  ours.data()[0] = std::byte{7};
  const int fd = descriptor.number();
  EXPECT_EQ(::mmap(nullptr, size_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), MAP_FAILED);
  EXPECT_EQ(errno, EPERM);
  expect_fails(::pwrite(fd, "x", 1, 0), EPERM);
  expect_fails(::ftruncate(fd, 0), EPERM);
  expect_fails(::ftruncate(fd, 2 * size_bytes), EPERM);
  expect_fails(::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, size_bytes), EPERM);
  expect_fails(::fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EPERM);
  Segment theirs = Segment::map(fd, size_bytes, Segment::Writer::creator).value();
  expect_fails(::mprotect(theirs.data(), size_bytes, PROT_READ | PROT_WRITE), EACCES);
  // Nor by another way to the same file.
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  io::Descriptor again(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  ASSERT_TRUE(again);
  expect_fails(::pwrite(again.number(), "x", 1, 0), EPERM);
  expect_fails(::open(path.c_str(), O_RDWR | O_TRUNC | O_CLOEXEC), EPERM);
  EXPECT_EQ(ours.data()[0], std::byte{7});
}

TEST(Segment, WhatThePeerMayWriteKeepsItsSizeToo) {
  io::Descriptor descriptor;
  Segment ours = Segment::create(size_bytes, Segment::Writer::peer, descriptor).value();
  Segment theirs = Segment::map(descriptor.number(), size_bytes, Segment::Writer::peer).value();
  theirs.data()[0] = std::byte{7};
  EXPECT_EQ(ours.data()[0], std::byte{7});
  expect_fails(::ftruncate(descriptor.number(), 0), EPERM);
  // A hole is zeros, and no fault.
  ASSERT_EQ(::fallocate(descriptor.number(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, size_bytes), 0);
  EXPECT_EQ(ours.data()[0], std::byte{0});
}

TEST(Segment, OneThatCouldShrinkIsRefused) {
  for (int seals : {0, F_SEAL_GROW, F_SEAL_SHRINK}) {
    io::Descriptor made(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(made.number(), size_bytes), 0);
    ASSERT_EQ(::fcntl(made.number(), F_ADD_SEALS, seals), 0);
    EXPECT_FALSE(Segment::map(made.number(), size_bytes, Segment::Writer::creator)) << seals;
  }
}

TEST(Segment, OneThatIsShorterThanItShouldBeIsRefused) {
  io::Descriptor descriptor;
  Segment ours = Segment::create(size_bytes, Segment::Writer::creator, descriptor).value();
  EXPECT_FALSE(Segment::map(descriptor.number(), size_bytes + 1, Segment::Writer::creator));
}

TEST(Segment, WhatIsNoSharedMemoryIsRefused) {
  int both[2];
  ASSERT_EQ(::pipe2(both, O_CLOEXEC), 0);
  io::Descriptor reader(both[0]), writer(both[1]), file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  for (int each : {reader.number(), file.number(), -1})
    EXPECT_FALSE(Segment::map(each, 1, Segment::Writer::creator)) << each;
}

TEST(Segment, IsMovedWithItsMapping) {
  io::Descriptor descriptor;
  Segment first = Segment::create(size_bytes, Segment::Writer::creator, descriptor).value();
  Segment second = std::move(first);
  Segment third;
  EXPECT_FALSE(third);
  third = std::move(second);
  ASSERT_TRUE(third);
  third.data()[0] = std::byte{1};
}

}  // namespace
}  // namespace farcall::lrpc
