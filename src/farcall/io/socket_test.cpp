// Sockets of the kernel: connecting and listening, partial sends, and errors by their names.
#include <farcall/io/socket.hpp>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

#include <gtest/gtest.h>

namespace farcall::io {
namespace {

using namespace std::chrono_literals;
using State = Transfer::State;

TimePoint soon() { return steady_clock().now() + 30s; }

Address loopback() { return *Address::numeric("127.0.0.1", 0); }

// A folder of its own, gone with the test.
class UnixPath : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(folder_), nullptr); }
  void TearDown() override {
    ::unlink(path().c_str());
    ::rmdir(folder_);
  }
  [[nodiscard]] std::string path() const { return std::string(folder_) + "/socket"; }
  [[nodiscard]] Address address() const { return *Address::unix_path(path()); }
  [[nodiscard]] bool exists() const {
    struct stat found {};
    return ::lstat(path().c_str(), &found) == 0;
  }
  char folder_[32] = "/tmp/farcall-test-XXXXXX";
};

TEST(Connect, ToAListenerGivesAStream) {
  auto listener = listen(loopback(), Kind::stream, "here");
  ASSERT_TRUE(listener);
  const Address bound = local_address(listener->number());
  EXPECT_NE(bound.port(), 0);
  auto connected = connect(bound, Kind::stream, soon(), "there");
  ASSERT_TRUE(connected) << to_string(connected.error());
  EXPECT_EQ(peer_address(connected->number()), bound);
  EXPECT_NE(::fcntl(connected->number(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_NE(::fcntl(listener->number(), F_GETFL) & O_NONBLOCK, 0);
  EXPECT_EQ(::fcntl(connected->number(), F_GETFL) & O_NONBLOCK, 0);
}

TEST(Connect, RefusedIsNotExecuted) {
  Address address;
  {
    auto listener = listen(loopback(), Kind::stream, "here");
    address = local_address(listener->number());
  }
  auto connected = connect(address, Kind::stream, soon(), "tcp://gone:1");
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error().code, Code::connection_refused);
  EXPECT_EQ(connected.error().executed, Executed::no);
  EXPECT_EQ(connected.error().detail, "tcp://gone:1: Connection refused");
}

TEST(Connect, ADeadlineThatHasPassedIsReported) {
  auto listener = listen(loopback(), Kind::stream, "here");
  const Address bound = local_address(listener->number());
  for (const TimePoint until : {steady_clock().now() - 1s, TimePoint{}, at_once}) {
    auto connected = connect(bound, Kind::stream, until, "there");
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().code, Code::deadline_exceeded);
    EXPECT_EQ(connected.error().executed, Executed::no);
  }
}

TEST_F(UnixPath, AFullBacklogEndsAtTheDeadline) {
  Descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(listener.number(), address().get(), address().size_bytes()), 0);
  ASSERT_EQ(::listen(listener.number(), 0), 0);
  auto first = connect(address(), Kind::stream, soon(), "there");
  ASSERT_TRUE(first);
  auto second = connect(address(), Kind::stream, steady_clock().now() + 10ms, "there");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::deadline_exceeded);
}

TEST_F(UnixPath, NobodyThereIsRefused) {
  auto connected = connect(address(), Kind::stream, soon(), "unix:" + path());
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error().code, Code::connection_refused) << to_string(connected.error());
}

TEST_F(UnixPath, AStalePathIsReplaced) {
  {
    auto first = listen(address(), Kind::stream, "first");
    ASSERT_TRUE(first);
  }
  ASSERT_TRUE(exists()) << "closing a socket leaves its path";
  auto second = listen(address(), Kind::stream, "second");
  ASSERT_TRUE(second) << to_string(second.error());
  EXPECT_TRUE(connect(address(), Kind::stream, soon(), "there"));
}

TEST_F(UnixPath, APathInUseIsNotTakenAway) {
  auto first = listen(address(), Kind::stream, "first");
  ASSERT_TRUE(first);
  auto second = listen(address(), Kind::stream, "second");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::io_error);
  EXPECT_TRUE(connect(address(), Kind::stream, soon(), "there")) << "the first still listens";
}

TEST_F(UnixPath, AFileThatIsNoSocketIsNotRemoved) {
  Descriptor file(::open(path().c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  ASSERT_TRUE(static_cast<bool>(file));
  EXPECT_FALSE(listen(address(), Kind::stream, "here"));
  EXPECT_TRUE(exists());
}

TEST(Listen, AnIPv6WildcardLeavesTheIPv4PortAlone) {
  auto v6 = listen(*Address::numeric("::", 0), Kind::stream, "v6");
  if (!v6) GTEST_SKIP() << "no IPv6 here";
  const std::uint16_t port = local_address(v6->number()).port();
  auto v4 = connect(*Address::numeric("127.0.0.1", port), Kind::stream, soon(), "v4");
  EXPECT_FALSE(v4) << "one endpoint, one family";
}

class SocketPair : public testing::Test {
 protected:
  void SetUp() override {
    int both[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both), 0);
    ours = make_socket(Descriptor(both[0]));
    theirs = make_socket(Descriptor(both[1]));
  }
  static Transfer send(Socket& socket, std::string text) {
    const iovec piece{text.data(), text.size()};
    return socket.send({&piece, 1});
  }
  std::string receive_quietly() {
    const Transfer got = theirs->receive_quietly(room, soon());
    return {reinterpret_cast<char*>(room.data()), got.size_bytes};
  }
  // What was sent and the other end has not taken.
  [[nodiscard]] std::size_t untaken_bytes() const { return unacknowledged_bytes(ours->descriptor()); }
  std::unique_ptr<Socket> ours;
  std::unique_ptr<Socket> theirs;
  std::vector<std::byte> room = std::vector<std::byte>(1 << 16);
};

TEST_F(SocketPair, MovesBytesInPieces) {
  std::string one = "ab";
  std::string two = "cde";
  const std::array<iovec, 2> pieces{iovec{one.data(), 2}, iovec{two.data(), 3}};
  const Transfer sent = ours->send(pieces);
  EXPECT_EQ(sent.state, State::moved);
  EXPECT_EQ(sent.size_bytes, 5U);
  const Transfer got = theirs->receive(room, soon());
  EXPECT_EQ(std::string(reinterpret_cast<char*>(room.data()), got.size_bytes), "abcde");
}

TEST_F(SocketPair, AFullSocketIsNotReady) {
  const std::string much(1 << 16, 'x');
  Transfer sent;
  std::size_t total = 0;
  while ((sent = send(*ours, much)).state == State::moved) total += sent.size_bytes;
  EXPECT_EQ(sent.state, State::not_ready);
  EXPECT_GT(total, 0U);
  EXPECT_EQ(ours->wait_writable(false, TimePoint{}), Socket::Ready::neither);
  EXPECT_EQ(ours->wait_writable(true, TimePoint{}), Socket::Ready::neither);
  // Reading comes first: the peer may wait for us to take its bytes before it takes ours.
  ASSERT_EQ(send(*theirs, "reply").state, State::moved);
  EXPECT_EQ(ours->wait_writable(true, soon()), Socket::Ready::readable);
  while (total > 0) total -= theirs->receive(room, soon()).size_bytes;
  EXPECT_EQ(ours->wait_writable(false, soon()), Socket::Ready::writable);
}

TEST_F(SocketPair, AShortMessageIsReceivedQuietlyOnce) {
  for (const char* text : {"one", "two"}) {
    send(*ours, text);
    EXPECT_EQ(receive_quietly(), text);
    EXPECT_GT(untaken_bytes(), 0U) << "nobody is told yet";
  }
  send(*ours, "three");
  const Transfer got = theirs->receive(room, soon());
  EXPECT_EQ(std::string(reinterpret_cast<char*>(room.data()), got.size_bytes), "three");
  EXPECT_EQ(untaken_bytes(), 0U);
}

TEST_F(SocketPair, WhatWasReceivedQuietlyIsTakenWhenAsked) {
  theirs->take_copied();
  send(*ours, "one");
  EXPECT_EQ(receive_quietly(), "one");
  send(*ours, "two");
  theirs->take_copied();
  EXPECT_GT(untaken_bytes(), 0U) << "what came since is not taken with it";
  EXPECT_EQ(theirs->receive(room, at_once).size_bytes, 3U);
  EXPECT_EQ(theirs->receive(room, at_once).state, State::not_ready);
  EXPECT_EQ(theirs->receive_quietly(room, at_once).state, State::not_ready);
}

TEST_F(SocketPair, ALongMessageIsTakenAtOnce) {
  send(*ours, std::string(513, 'x'));
  EXPECT_EQ(receive_quietly().size(), 513U);
  EXPECT_EQ(untaken_bytes(), 0U);
  send(*ours, std::string(512, 'y'));
  EXPECT_EQ(receive_quietly(), std::string(512, 'y'));
  room.resize(5);
  send(*ours, "more than that");
  EXPECT_EQ(receive_quietly(), "more ");
  EXPECT_EQ(receive_quietly(), "than ");
  EXPECT_EQ(receive_quietly(), "that");
}

TEST_F(SocketPair, TheEndIsSeenBehindWhatWasReceivedQuietly) {
  send(*ours, "one");
  EXPECT_EQ(receive_quietly(), "one");
  ours.reset();
  EXPECT_EQ(theirs->receive_quietly(room, soon()).state, State::closed);
  EXPECT_EQ(theirs->receive(room, soon()).state, State::closed);
}

TEST_F(SocketPair, WhoClosesAfterReceivingQuietlyDoesNotReset) {
  send(*ours, "one");
  EXPECT_EQ(receive_quietly(), "one");
  theirs.reset();
  EXPECT_EQ(ours->receive(room, soon()).state, State::closed);
}

TEST_F(SocketPair, ShutEndsBothDirections) {
  ours->shut();
  EXPECT_EQ(ours->receive(room, never).state, State::closed);
  EXPECT_EQ(theirs->receive(room, never).state, State::closed);
  const Transfer sent = send(*ours, "x");  // and no SIGPIPE
  EXPECT_EQ(sent.state, State::failed);
  EXPECT_EQ(sent.error, EPIPE);
}

TEST(SystemError, HasTheCodeThatUsersAskFor) {
  auto code = [](int number) { return system_error(number, "n").code; };
  EXPECT_EQ(code(ECONNREFUSED), Code::connection_refused);
  EXPECT_EQ(code(EHOSTUNREACH), Code::unreachable);
  EXPECT_EQ(code(ENETUNREACH), Code::unreachable);
  EXPECT_EQ(code(ECONNRESET), Code::connection_lost);
  EXPECT_EQ(code(EPIPE), Code::connection_lost);
  EXPECT_EQ(code(EACCES), Code::permission_denied);
  EXPECT_EQ(code(EMFILE), Code::resource_exhausted);
  EXPECT_EQ(code(ENFILE), Code::resource_exhausted);
  EXPECT_EQ(code(EADDRINUSE), Code::io_error);
  const Error error = system_error(EPIPE, "tcp://h:1", Executed::maybe);
  EXPECT_EQ(error.detail, "tcp://h:1: Broken pipe");
  EXPECT_EQ(error.executed, Executed::maybe);
}

}  // namespace
}  // namespace farcall::io
