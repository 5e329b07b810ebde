// Sockets that a process was started with: each test plays the service manager, and looks in a child.
#include <farcall/io/inherited.hpp>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/base/log.hpp>

namespace farcall::io {
namespace {

const Address loopback = *Address::numeric("127.0.0.1", 0);

struct Environment {
  std::string fds, names;
  bool is_ours = true;
};

// What `body` finds in a process with `sockets` from descriptor 3 on.
void in_child(const std::vector<int>& sockets, const Environment& environment,
              const std::function<void()>& body) {
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    set_log([](LogLevel, std::string_view) {});
    constexpr int above = 100;
    std::vector<int> copies;
    for (int socket : sockets) copies.push_back(::fcntl(socket, F_DUPFD, above));
    for (std::size_t i = 0; i < copies.size(); ++i) ::dup2(copies[i], first_inherited + static_cast<int>(i));
    ::setenv("LISTEN_FDS", environment.fds.c_str(), 1);
    ::setenv("LISTEN_PID", std::to_string(environment.is_ours ? ::getpid() : ::getppid()).c_str(), 1);
    ::setenv("LISTEN_FDNAMES", environment.names.c_str(), 1);
    body();
    std::fflush(stdout);
    ::_exit(testing::Test::HasFailure() ? 1 : 0);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0) << "it is said above";
}

int taken_number(const Address& address, Kind kind) {
  auto taken = take_inherited(address, kind);
  EXPECT_TRUE(taken) << (taken ? "" : to_string(taken.error()));
  if (!taken || !*taken) return -1;
  static std::vector<Descriptor> kept;
  kept.push_back(std::move((*taken)->descriptor));
  return kept.back().number();
}

class InheritedSockets : public testing::Test {
 protected:
  Descriptor stream = listen(loopback, Kind::stream, "stream").value();
  Descriptor other = listen(loopback, Kind::stream, "other").value();
  Descriptor datagram = listen(loopback, Kind::datagram, "datagram").value();
  std::vector<int> all{stream.number(), datagram.number(), other.number()};
};

TEST_F(InheritedSockets, EachIsTakenOnceByItsAddressAndKind) {
  const Address at = local_address(stream.number());
  const Address udp_at = local_address(datagram.number());
  ::fcntl(stream.number(), F_SETFL, 0);
  ::fcntl(datagram.number(), F_SETFL, O_NONBLOCK);
  in_child(all, {"3", ""}, [&] {
    EXPECT_EQ(taken_number(*Address::numeric("127.0.0.2", at.port()), Kind::stream), -1);
    EXPECT_EQ(taken_number(at, Kind::datagram), -1);
    EXPECT_EQ(taken_number(at, Kind::stream), 3);
    EXPECT_EQ(taken_number(at, Kind::stream), -1);
    EXPECT_EQ(taken_number(udp_at, Kind::datagram), 4);
    EXPECT_NE(::fcntl(3, F_GETFL) & O_NONBLOCK, 0) << "as those that listen() makes";
    EXPECT_EQ(::fcntl(4, F_GETFL) & O_NONBLOCK, 0);
    EXPECT_NE(::fcntl(5, F_GETFD) & FD_CLOEXEC, 0) << "also what nobody takes";
    EXPECT_NE(inherited_in_vain().find(local_address(5).text()), std::string::npos);
    tell_predecessor();
    EXPECT_EQ(::fcntl(5, F_GETFD), FD_CLOEXEC) << "a service manager's is left alone";
    EXPECT_EQ(std::getenv("LISTEN_FDS"), nullptr) << "a child must not take them for its own";
    EXPECT_EQ(std::getenv("LISTEN_PID"), nullptr);
    EXPECT_EQ(std::getenv("LISTEN_FDNAMES"), nullptr);
  });
}

TEST_F(InheritedSockets, Port0TakesAnyOfTheAddress) {
  in_child(all, {"3", ""}, [&] {
    EXPECT_EQ(taken_number(loopback, Kind::stream), 3);
    EXPECT_EQ(taken_number(loopback, Kind::stream), 5);
    EXPECT_EQ(taken_number(loopback, Kind::stream), -1);
    EXPECT_EQ(inherited_in_vain().find("tcp"), std::string::npos);
  });
}

TEST_F(InheritedSockets, OfAnotherProcessAreNotOurs) {
  in_child(all, {"3", "", false}, [&] {
    EXPECT_EQ(taken_number(loopback, Kind::stream), -1);
    EXPECT_NE(std::getenv("LISTEN_FDS"), nullptr) << "whose it is will look";
    EXPECT_EQ(inherited_in_vain(), "");
  });
}

TEST_F(InheritedSockets, AreNotThoseOfAForkedChild) {
  in_child(all, {"3", ""}, [&] {
    EXPECT_EQ(taken_number(loopback, Kind::stream), 3);
    pid_t grandchild = ::fork();
    if (grandchild == 0) ::_exit(taken_number(loopback, Kind::stream) == -1 ? 0 : 1);
    int status = -1;
    EXPECT_EQ(::waitpid(grandchild, &status, 0), grandchild);
    EXPECT_EQ(status, 0);
  });
}

TEST_F(InheritedSockets, WhatIsNotTrueIsSaid) {
  for (const auto& [fds, expected] :
       {std::pair{"three", "LISTEN_FDS='three' is not a number of descriptors"},
        std::pair{"", "LISTEN_FDS='' is not a number"}, std::pair{"-1", "LISTEN_FDS='-1' is not a number"},
        std::pair{"1x", "LISTEN_FDS='1x' is not a number"},
        std::pair{"99999999999", "LISTEN_FDS='99999999999' is not a number"},
        std::pair{"60", "LISTEN_FDS=60, but descriptor"}}) {
    in_child(all, {fds, ""}, [&, expected = expected] {
      for (int i = 0; i < 2; ++i) {  // it does not become true by asking again
        auto taken = take_inherited(loopback, Kind::stream);
        ASSERT_FALSE(taken) << expected;
        EXPECT_EQ(taken.error().code, Code::invalid_argument);
        EXPECT_NE(taken.error().detail.find(expected), std::string::npos) << taken.error().detail;
      }
    });
  }
}

TEST_F(InheritedSockets, WhatIsNoListeningSocketIsNobodys) {
  Descriptor file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  Descriptor connected = connect(local_address(stream.number()), Kind::stream, never, "stream").value();
  const Address address = local_address(connected.number());
  in_child({file.number(), connected.number()}, {"2", ""}, [&] {
    EXPECT_EQ(taken_number(address, Kind::stream), -1);
    EXPECT_EQ(taken_number(loopback, Kind::datagram), -1);
  });
}

TEST_F(InheritedSockets, APathIsTheSameWhateverItsSizeCounts) {
  Address path = *Address::unix_path("/tmp/farcall-inherited-" + std::to_string(::getpid()));
  for (socklen_t less : {0U, 1U}) {
    Descriptor made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ASSERT_EQ(::bind(made.number(), path.get(), path.size_bytes() - less), 0);
    ASSERT_EQ(::listen(made.number(), 1), 0);
    in_child({made.number()}, {"1", ""}, [&] { EXPECT_EQ(taken_number(path, Kind::stream), 3); });
    ::unlink(path.host().c_str());
  }
}

TEST_F(InheritedSockets, ThePredecessorIsToldAndWhatNobodyTookIsClosed) {
  int pair[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
  Descriptor here(pair[0]), there(pair[1]);
  const Address at = local_address(stream.number());  // in the child that number may be another socket's
  in_child({stream.number(), other.number(), there.number()}, {"3", "farcall-owned:farcall:farcall-ready"},
           [&] {
             auto taken = take_inherited(at, Kind::stream);
             ASSERT_TRUE(taken && *taken);
             EXPECT_TRUE((*taken)->is_owned);
             tell_predecessor();
             EXPECT_EQ(::fcntl(4, F_GETFD), -1) << "who connects there would wait for ever";
             EXPECT_EQ(::fcntl(5, F_GETFD), -1);
             tell_predecessor();
           });
  there = Descriptor();
  char bytes[8];
  EXPECT_EQ(::recv(here.number(), bytes, sizeof bytes, 0), 1) << "once";
  EXPECT_EQ(::recv(here.number(), bytes, sizeof bytes, 0), 0);
}

TEST_F(InheritedSockets, APredecessorThatIsGoneHarmsNobody) {
  int pair[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
  ::close(pair[0]);
  Descriptor there(pair[1]);
  in_child({stream.number(), there.number()}, {"2", "farcall:farcall-ready"}, [&] {
    auto taken = take_inherited(loopback, Kind::stream);
    ASSERT_TRUE(taken && *taken);
    EXPECT_FALSE((*taken)->is_owned);
    tell_predecessor();
  });
}

}  // namespace
}  // namespace farcall::io
