// Hearing of peers that end.
#include <farcall/lrpc/watcher.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/io/descriptor.hpp>

namespace farcall::lrpc {
namespace {

struct Pipe {
  Pipe() {
    int both[2];
    EXPECT_EQ(::pipe2(both, O_CLOEXEC), 0);
    reader = io::Descriptor(both[0]);
    writer = io::Descriptor(both[1]);
  }
  io::Descriptor reader;
  io::Descriptor writer;
};

// Counts its reports, and forgets what was reported.
class Ear final : public Watcher::Watched {
 public:
  void on_ready(int descriptor) noexcept override {
    Watcher::common().value()->forget(descriptor);
    std::lock_guard lock(mutex_);
    last_ = descriptor;
    ++reports_;
    changed_.notify_all();
  }
  int await() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reports_ > 0; });
    return last_;
  }
  int reports() {
    std::lock_guard lock(mutex_);
    return reports_;
  }

 private:
  std::mutex mutex_;  // protects what follows
  std::condition_variable changed_;
  int reports_ = 0;
  int last_ = -1;
};

TEST(Watcher, ReportsWhatEnds) {
  Watcher* watcher = Watcher::common().value();
  EXPECT_EQ(Watcher::common().value(), watcher);
  Pipe pipe;
  Ear ear;
  ASSERT_TRUE(watcher->watch(pipe.reader.number(), ear));
  EXPECT_EQ(ear.reports(), 0);
  pipe.writer = {};
  EXPECT_EQ(ear.await(), pipe.reader.number());
}

TEST(Watcher, ReportsAProcessThatDies) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  io::Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  ASSERT_TRUE(process);
  Ear ear;
  ASSERT_TRUE(Watcher::common().value()->watch(process.number(), ear));
  EXPECT_EQ(ear.reports(), 0);
  ::kill(child, SIGKILL);
  EXPECT_EQ(ear.await(), process.number());
  ::waitpid(child, nullptr, 0);
}

// A report that is under way when it is forgotten has come to its end when forget() returns.
TEST(Watcher, ReportsNothingAfterItIsForgotten) {
  Watcher* watcher = Watcher::common().value();
  for (int i = 0; i < 1000; ++i) {
    Pipe pipe;
    auto ear = std::make_unique<Ear>();
    ASSERT_TRUE(watcher->watch(pipe.reader.number(), *ear));
    pipe.writer = {};
    watcher->forget(pipe.reader.number());
    ear.reset();
  }
}

TEST(Watcher, WhatCannotBeWatchedIsAnError) {
  Watcher* watcher = Watcher::common().value();
  Ear ear;
  io::Descriptor file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  EXPECT_FALSE(watcher->watch(file.number(), ear));
  EXPECT_FALSE(watcher->watch(-1, ear));
  watcher->forget(file.number());
}

}  // namespace
}  // namespace farcall::lrpc
