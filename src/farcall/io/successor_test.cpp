// Starting a successor: a shell plays it, which shows what a program is given that knows nothing of farcall.
#include <farcall/io/successor.hpp>

#include <cerrno>
#include <csignal>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/io/socket.hpp>

namespace farcall::io {
namespace {

using namespace std::chrono_literals;

class Successor : public testing::Test {
 protected:
  Successor() {
    for (bool is_owned : {true, false})
      sockets.push_back({listen(*Address::numeric("127.0.0.1", 0), Kind::stream, "here").value(), is_owned});
  }
  [[nodiscard]] Result<pid_t> start(const std::string& script, TimePoint until = never) const {
    return start_successor({"sh", "-c", script, "successor", "an argument"}, sockets, until);
  }
  static void expect_end(pid_t child) {
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  static void expect_nobody() {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD) << "no process is left, not even a zombie";
  }
  std::vector<Bequest> sockets;
};

// Its status says what was wrong; it serves when descriptor 5, the last one, gets a byte.
TEST_F(Successor, GetsTheSocketsAndSaysThatItServes) {
  ::setenv("LISTEN_FDS", "of an earlier life", 1);
  sigset_t blocked, before;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGHUP);
  ASSERT_EQ(::pthread_sigmask(SIG_BLOCK, &blocked, &before), 0);
  auto child = start(
      "[ \"$LISTEN_FDS\" = 3 ] || exit 1; [ \"$LISTEN_PID\" = $$ ] || exit 2;"
      "[ \"$LISTEN_FDNAMES\" = farcall-owned:farcall:farcall-ready ] || exit 3;"
      "[ \"$1\" = 'an argument' ] || exit 4;"
      "[ \"$(env | grep -c LISTEN_)\" = 3 ] || exit 5;"
      "for fd in 3 4 5; do [ -S /proc/$$/fd/$fd ] || exit 6; done;"
      "for fd in /proc/$$/fd/*; do [ -S \"$fd\" ] && [ \"${fd##*/}\" -gt 5 ] && exit 7; done;"
      // Read by the shell itself: while it waits for another program it blocks signals for a moment.
      "while read -r name set; do"
      "  [ \"$name\" != SigBlk: ] || [ \"$set\" = 0000000000000000 ] || exit 8;"
      "done < /proc/$$/status;"
      "printf x >&5");
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::unsetenv("LISTEN_FDS");
  ASSERT_TRUE(child) << to_string(child.error());
  expect_end(*child);
}

TEST_F(Successor, ThatCannotBeRun) {
  auto child = start_successor({"/nonexistent/program"}, sockets, never);
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().code, Code::io_error);
  EXPECT_EQ(child.error().detail, "hand-over to /nonexistent/program: No such file or directory");
  EXPECT_EQ(start_successor({}, sockets, never).error().code, Code::invalid_argument);
  expect_nobody();
}

TEST_F(Successor, ThatEndsBeforeItServes) {
  auto ended = start("exit 3");
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, Code::io_error);
  EXPECT_EQ(ended.error().detail, "hand-over to sh: it ended with status 3 before it served");
  auto killed = start("kill -KILL $$");
  ASSERT_FALSE(killed);
  EXPECT_EQ(killed.error().detail, "hand-over to sh: it ended by signal 9 before it served");
  expect_nobody();
}

TEST_F(Successor, ThatDoesNotServeInTimeIsKilled) {
  auto child = start("exec sleep 1000", steady_clock().now() + 10ms);
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().code, Code::deadline_exceeded);
  expect_nobody();
}

// End of file is not its end.
TEST_F(Successor, ThatClosesItsSocketsAndStaysIsKilled) {
  Result<pid_t> child = Error{};
  Duration time = 500ms;
  do {  // the shell may not get so far when others need the machine
    time *= 2;
    child = start("exec 3>&- 4>&- 5>&-; exec sleep 1000", steady_clock().now() + time);
    ASSERT_FALSE(child);
  } while (child.error().code == Code::deadline_exceeded);
  EXPECT_EQ(child.error().code, Code::io_error);
  expect_nobody();
}

}  // namespace
}  // namespace farcall::io
