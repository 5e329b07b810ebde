// For tests: runs something where recursion over a long list would crash.
#pragma once

#include <pthread.h>

#include <gtest/gtest.h>

namespace farcall {

// In a thread with 256 KiB of stack: recursion over 10^6 nodes would need a hundred times that.
template <typename Function>
void on_small_stack(Function function) {
  pthread_attr_t attributes;
  ASSERT_EQ(::pthread_attr_init(&attributes), 0);
  ASSERT_EQ(::pthread_attr_setstacksize(&attributes, 256 * 1024), 0);
  auto run = [](void* argument) -> void* {
    (*static_cast<Function*>(argument))();
    return nullptr;
  };
  pthread_t thread{};
  ASSERT_EQ(::pthread_create(&thread, &attributes, run, &function), 0);
  ASSERT_EQ(::pthread_join(thread, nullptr), 0);
  ::pthread_attr_destroy(&attributes);
}

}  // namespace farcall
