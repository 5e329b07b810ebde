// Buffer: memory that grows, keeps what is in it, and never shrinks by itself.
#include <farcall/base/buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

#include <gtest/gtest.h>

namespace farcall {
namespace {

TEST(Buffer, StartsEmpty) {
  Buffer buffer;
  EXPECT_EQ(buffer.data(), nullptr);
  EXPECT_EQ(buffer.capacity(), 0U);
  EXPECT_TRUE(buffer.grow(0));
  EXPECT_EQ(buffer.capacity(), 0U);
}

TEST(Buffer, KeepsItsBytesWhenItGrows) {
  Buffer buffer;
  ASSERT_TRUE(buffer.grow(10));
  for (std::size_t i = 0; i < 10; ++i) buffer.data()[i] = static_cast<std::byte>(i);
  ASSERT_TRUE(buffer.grow(1 << 20));
  EXPECT_GE(buffer.capacity(), std::size_t{1} << 20);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(buffer.data()[i], static_cast<std::byte>(i));
}

TEST(Buffer, DoesNotMoveForLess) {
  Buffer buffer;
  ASSERT_TRUE(buffer.grow(100));
  const std::byte* before = buffer.data();
  ASSERT_TRUE(buffer.grow(50));
  EXPECT_EQ(buffer.data(), before);
  EXPECT_EQ(buffer.capacity(), 100U);
}

TEST(Buffer, NoMemoryKeepsTheOldBytes) {
  Buffer buffer;
  ASSERT_TRUE(buffer.grow(4));
  buffer.data()[3] = std::byte{42};
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
  // The sanitizers' allocators end the process instead. Half the address space: no machine has it.
  EXPECT_FALSE(buffer.grow(SIZE_MAX / 2 - 4096));
#endif
  EXPECT_EQ(buffer.capacity(), 4U);
  EXPECT_EQ(buffer.data()[3], std::byte{42});
}

TEST(Buffer, MovesItsMemory) {
  Buffer one;
  ASSERT_TRUE(one.grow(8));
  std::byte* data = one.data();
  Buffer two(std::move(one));
  EXPECT_EQ(two.data(), data);
  EXPECT_EQ(two.capacity(), 8U);
  Buffer three;
  ASSERT_TRUE(three.grow(16));
  three = std::move(two);
  EXPECT_EQ(three.data(), data);
  EXPECT_EQ(three.capacity(), 8U);
}

TEST(Buffer, ReleaseGivesItBack) {
  Buffer buffer;
  ASSERT_TRUE(buffer.grow(8));
  buffer.release();
  EXPECT_EQ(buffer.data(), nullptr);
  EXPECT_EQ(buffer.capacity(), 0U);
  ASSERT_TRUE(buffer.grow(8));
  EXPECT_NE(buffer.data(), nullptr);
}

}  // namespace
}  // namespace farcall
