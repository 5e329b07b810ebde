// Waiting: receives with a deadline on a real socket, readiness, and words that threads sleep on.
#include <farcall/io/waiter.hpp>

#include <array>
#include <string>
#include <string_view>
#include <thread>

#include <poll.h>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include <farcall/io/descriptor.hpp>

namespace farcall::io {
namespace {

using namespace std::chrono_literals;
using State = Transfer::State;

struct Pair {
  explicit Pair(int type = SOCK_STREAM) {
    int both[2];
    EXPECT_EQ(::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, both), 0);
    ours = Descriptor(both[0]);
    theirs = Descriptor(both[1]);
  }
  void send(std::string_view text) const {
    EXPECT_EQ(::send(theirs.number(), text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  Descriptor ours;
  Descriptor theirs;
};

TimePoint in(Duration wait) { return steady_clock().now() + wait; }

class Receive : public testing::Test {
 protected:
  Transfer receive(TimePoint until) { return timeout.receive(pair.ours.number(), room, until); }
  std::string_view text(const Transfer& transfer) {
    return {reinterpret_cast<const char*>(room.data()), transfer.size_bytes};
  }
  // The timeout that the kernel has, without what is less than a second.
  [[nodiscard]] time_t socket_seconds() const {
    timeval value{};
    socklen_t size_bytes = sizeof value;
    EXPECT_EQ(::getsockopt(pair.ours.number(), SOL_SOCKET, SO_RCVTIMEO, &value, &size_bytes), 0);
    return value.tv_sec;
  }
  Pair pair;
  ReceiveTimeout timeout;
  std::array<std::byte, 16> room{};
};

TEST_F(Receive, TakesWhatIsThereWhateverTheDeadline) {
  for (const TimePoint until : {at_once, TimePoint{}, in(-1s), in(1ms), in(1h), never}) {
    pair.send("abc");
    const Transfer transfer = receive(until);
    EXPECT_EQ(transfer.state, State::moved);
    EXPECT_EQ(text(transfer), "abc");
  }
}

TEST_F(Receive, DoesNotWaitWhenTheDeadlineHasPassed) {
  for (const TimePoint until : {at_once, TimePoint{}, in(-1h)})
    EXPECT_EQ(receive(until).state, State::not_ready);
}

// The last milliseconds are polled for, what is before them is left to SO_RCVTIMEO: both must end in time.
TEST_F(Receive, WaitsUntilTheDeadlineAndNotMuchLonger) {
  for (const Duration wait : {Duration(1ms), Duration(7ms), Duration(9ms), Duration(40ms)}) {
    const TimePoint until = in(wait);
    Transfer transfer;
    do {
      transfer = receive(until);
    } while (transfer.state == State::not_ready && steady_clock().now() < until);
    EXPECT_EQ(transfer.state, State::not_ready);
    EXPECT_GE(steady_clock().now(), until);
  }
}

// A long timeout that the socket has from an earlier call must not outlast a short deadline.
TEST_F(Receive, AShortDeadlineAfterALongOne) {
  pair.send("x");
  ASSERT_EQ(receive(in(1h)).state, State::moved);
  ASSERT_EQ(socket_seconds(), 16);
  // One that has nearly passed already, as others need the machine, is polled for.
  for (Duration time = 20ms; time < 16s && socket_seconds() == 16; time *= 2)
    EXPECT_EQ(receive(in(time)).state, State::not_ready);
  EXPECT_LT(socket_seconds(), 16);
  pair.send("y");
  EXPECT_EQ(receive(in(1h)).state, State::moved);
}

TEST_F(Receive, DataThatArrivesLaterEndsTheWait) {
  std::thread sender([this] { pair.send("late"); });
  const Transfer transfer = receive(never);
  sender.join();
  EXPECT_EQ(transfer.state, State::moved);
  EXPECT_EQ(text(transfer), "late");
}

TEST_F(Receive, TheEndOfTheStream) {
  pair.theirs = Descriptor();
  EXPECT_EQ(receive(at_once).state, State::closed);
  EXPECT_EQ(receive(never).state, State::closed);
  EXPECT_EQ(receive(in(1ms)).state, State::closed);
}

TEST_F(Receive, AnErrorIsAnErrno) {
  constexpr int nobody = 1'000'000;  // a poll passes over what is negative
  const Transfer transfer = timeout.receive(nobody, room, at_once);
  EXPECT_EQ(transfer.state, State::failed);
  EXPECT_EQ(transfer.error, EBADF);
  EXPECT_EQ(timeout.receive(nobody, room, never).state, State::failed);
}

TEST(WaitReady, TellsWhatIsReady) {
  Pair pair;
  EXPECT_EQ(wait_ready(pair.ours.number(), POLLIN, TimePoint{}), 0);
  EXPECT_EQ(wait_ready(pair.ours.number(), POLLIN | POLLOUT, TimePoint{}), POLLOUT);
  pair.send("x");
  EXPECT_EQ(wait_ready(pair.ours.number(), POLLIN, never), POLLIN);
  pair.theirs = Descriptor();
  EXPECT_NE(wait_ready(pair.ours.number(), POLLIN, never) & POLLHUP, 0);
}

TEST(WaitReady, AtOnceDoesNotWait) {
  Pair pair;
  EXPECT_EQ(wait_ready(pair.ours.number(), POLLIN, at_once), 0);
  EXPECT_EQ(wait_ready(pair.ours.number(), POLLOUT, at_once), POLLOUT);
}

TEST(SystemWaiter, ReturnsWhenTheWordIsAnother) {
  std::atomic<std::uint32_t> word{1};
  system_waiter().wait(word, 0, never);  // hangs if it sleeps
  system_waiter().wait(word, 1, TimePoint{});
  system_waiter().wait(word, 1, at_once);
  const TimePoint until = in(2ms);
  while (steady_clock().now() < until) system_waiter().wait(word, 1, until);
}

TEST(SystemWaiter, WakesAcrossThreads) {
  std::atomic<std::uint32_t> word{0};
  std::thread other([&] {
    word.store(1);
    system_waiter().wake(word, 1);
    while (word.load() != 2) system_waiter().wait(word, 1, never);
  });
  while (word.load() == 0) system_waiter().wait(word, 0, never);
  word.store(2);
  system_waiter().wake(word, UINT32_MAX);
  other.join();
}

}  // namespace
}  // namespace farcall::io
