// Hearing of a death by a word, whatever the sockets of the dead show.
#include <farcall/lrpc/life.hpp>

#include <array>
#include <atomic>
#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/layout.hpp>

namespace farcall::lrpc {
namespace {

// A connection whose other end stays open here, so that nothing but a life can end it.
struct Connection {
  Connection() {
    std::array<int, 2> both{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both.data()) != 0) std::abort();
    near = io::Descriptor(both[0]);
    far = io::Descriptor(both[1]);
  }
  // Until it ends.
  static void await_end(const Lifeline& lifeline) {
    char byte = 0;
    EXPECT_EQ(::recv(lifeline.number(), &byte, 1, 0), 0);
  }
  static void expect_open(const Lifeline& lifeline) {
    char byte = 0;
    EXPECT_EQ(::recv(lifeline.number(), &byte, 1, MSG_DONTWAIT), -1);
    EXPECT_EQ(errno, EAGAIN);
  }
  io::Descriptor near, far;
};

// Another process, that has a life and does nothing with it.
class Process {
 public:
  Process() {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) std::abort();
    pid_ = ::fork();
    if (pid_ == 0) {
      const int life = life_of_this_process().value();
      (void)!::write(pipe[1], &life, sizeof life);
      ::pause();
      ::_exit(0);
    }
    ::close(pipe[1]);
    if (::read(pipe[0], &descriptor_, sizeof descriptor_) != sizeof descriptor_) std::abort();
    ::close(pipe[0]);
  }
  ~Process() {
    kill();
    ::waitpid(pid_, nullptr, 0);
  }
  void kill() const { ::kill(pid_, SIGKILL); }
  // As a client has it, which cannot write to it.
  [[nodiscard]] Segment life() const {
    const std::string path = "/proc/" + std::to_string(pid_) + "/fd/" + std::to_string(descriptor_);
    const io::Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return Segment::map(opened.number(), page_bytes, Segment::Writer::creator).value();
  }

 private:
  pid_t pid_ = 0;
  int descriptor_ = -1;
};

class Life : public testing::Test {
#if defined(__SANITIZE_THREAD__)
 protected:
  void SetUp() override { GTEST_SKIP() << "ThreadSanitizer lets no child of several threads start one"; }
#endif
};

TEST_F(Life, EndsTheConnectionsOfItsProcess) {
  Process process;
  Connection one, another;
  const Lifeline first = Lifeline::of(std::move(one.near), process.life()).value();
  const Lifeline second = Lifeline::of(std::move(another.near), process.life()).value();
  Connection::expect_open(first);
  process.kill();
  Connection::await_end(first);
  Connection::await_end(second);
}

TEST_F(Life, CallsWhoWantsToHearOfItFirst) {
  Process process;
  Connection connection;
  Lifeline lifeline = Lifeline::of(std::move(connection.near), process.life()).value();
  std::atomic<bool> is_heard{false};
  lifeline.on_end([&] { is_heard = true; });
  process.kill();
  Connection::await_end(lifeline);
  EXPECT_TRUE(is_heard);
}

// The kernel wakes one of all who wait for the word.
TEST_F(Life, IsHeardOfInEveryProcess) {
  Process process;
  std::array<pid_t, 4> others{};
  Connection ready;
  for (pid_t& each : others) {
    each = ::fork();
    if (each != 0) continue;
    Connection mine;
    const Lifeline lifeline = Lifeline::of(std::move(mine.near), process.life()).value();
    const char byte = 0;
    (void)!::write(ready.far.number(), &byte, 1);
    Connection::await_end(lifeline);
    ::_exit(0);
  }
  for (std::size_t i = 0; i < others.size(); ++i) {
    char byte = 0;
    ASSERT_EQ(::read(ready.near.number(), &byte, 1), 1);
  }
  process.kill();
  for (const pid_t each : others) {
    int status = 0;
    EXPECT_EQ(::waitpid(each, &status, 0), each);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
}

TEST_F(Life, IsOneOfAProcess) {
  const int own = life_of_this_process().value();
  EXPECT_EQ(life_of_this_process().value(), own);
  Process child;  // has another one than its parent, and its death is not ours
  Connection connection;
  io::Descriptor copy(::dup(own));
  const Segment ours = Segment::map(copy.number(), page_bytes, Segment::Writer::creator).value();
  const Segment its = child.life();
  EXPECT_NE(reinterpret_cast<const Word*>(ours.data())->load(),
            reinterpret_cast<const Word*>(its.data())->load());
}

TEST_F(Life, ThatChangesOtherwiseIsNotBelieved) {
  io::Descriptor hostile_descriptor;
  const Segment hostile = Segment::create(page_bytes, Segment::Writer::creator, hostile_descriptor).value();
  Word& word = *reinterpret_cast<Word*>(hostile.data());
  Connection connection, honest;
  const Lifeline lifeline =
      Lifeline::of(std::move(connection.near),
                   Segment::map(hostile_descriptor.number(), page_bytes, Segment::Writer::creator).value())
          .value();
  word = 1;
  futex_wake(word);
  Process process;
  const Lifeline other = Lifeline::of(std::move(honest.near), process.life()).value();
  process.kill();
  Connection::await_end(other);  // by then the thread has looked at the first one, too
  word = 1 | FUTEX_OWNER_DIED;
  futex_wake(word);
  Process last;
  Connection end;
  const Lifeline seen_last = Lifeline::of(std::move(end.near), last.life()).value();
  last.kill();
  Connection::await_end(seen_last);
  Connection::expect_open(lifeline);
}

TEST_F(Life, OfAConnectionThatIsGoneEndsNoOther) {
  Process process;
  Connection kept;
  int number = -1;
  {
    Connection gone;
    const Lifeline lifeline = Lifeline::of(std::move(gone.near), process.life()).value();
    number = lifeline.number();
  }
  ASSERT_EQ(::dup2(kept.near.number(), number), number);
  const io::Descriptor reused(number);
  Connection other;
  const Lifeline lifeline = Lifeline::of(std::move(other.near), process.life()).value();
  process.kill();
  Connection::await_end(lifeline);
  char byte = 0;
  EXPECT_EQ(::recv(reused.number(), &byte, 1, MSG_DONTWAIT), -1);
  EXPECT_EQ(errno, EAGAIN);
}

}  // namespace
}  // namespace farcall::lrpc
