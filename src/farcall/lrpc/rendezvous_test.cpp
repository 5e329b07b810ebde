// The two messages by which a client and a server come together, and what else may come instead.
#include <farcall/lrpc/rendezvous.hpp>

#include <cstring>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/io/socket.hpp>

namespace farcall::lrpc {
namespace {

using namespace std::chrono_literals;

constexpr Extent wanted{2, 2 * page_bytes};

std::ptrdiff_t open_descriptors() {
  using Entries = std::filesystem::directory_iterator;
  return std::distance(Entries("/proc/self/fd"), Entries());
}

class Rendezvous : public testing::Test {
 protected:
  Rendezvous() {
    int both[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both) != 0) std::abort();
    client = io::Descriptor(both[0]);
    server = io::Descriptor(both[1]);
    (void)Segment::create(page_bytes, Segment::Writer::creator, life).value();
    (void)Segment::create(status_bytes, Segment::Writer::creator, status).value();
    (void)Segment::create(wanted.size_bytes(), Segment::Writer::creator, to_client).value();
    (void)Segment::create(wanted.size_bytes(), Segment::Writer::peer, from_client).value();
    process = io::Descriptor(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    welcome = {magic, Outcome::bound, wanted.slots, 0, wanted.window_bytes};
  }

  [[nodiscard]] std::vector<int> right() const {
    return {process.number(), life.number(), status.number(), to_client.number(), from_client.number()};
  }
  // Whatever is in `message`, with any number of descriptors.
  void send(const void* message, std::size_t size_bytes, const std::vector<int>& descriptors) const {
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(64 * sizeof(int))> room{};
    iovec piece{const_cast<void*>(message), size_bytes};
    msghdr header{};
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    const std::size_t rights_bytes = descriptors.size() * sizeof(int);
    if (!descriptors.empty()) {
      header.msg_control = room.data();
      header.msg_controllen = CMSG_SPACE(rights_bytes);
      cmsghdr* rights = CMSG_FIRSTHDR(&header);
      rights->cmsg_level = SOL_SOCKET;
      rights->cmsg_type = SCM_RIGHTS;
      rights->cmsg_len = CMSG_LEN(rights_bytes);
      std::memcpy(CMSG_DATA(rights), descriptors.data(), rights_bytes);
    }
    ASSERT_EQ(::sendmsg(server.number(), &header, MSG_NOSIGNAL), static_cast<ssize_t>(size_bytes));
  }
  void answer(const std::vector<int>& descriptors) const { send(&welcome, sizeof welcome, descriptors); }
  Result<ClientEnd> introduce(TimePoint until = never) {
    return lrpc::introduce(std::move(client), wanted, {}, until, "the server");
  }
  void expect_refused(Code code) {
    const std::ptrdiff_t before = open_descriptors();
    {
      Result<ClientEnd> end = introduce();
      ASSERT_FALSE(end);
      EXPECT_EQ(to_string(end.error().code), to_string(code)) << to_string(end.error());
      EXPECT_EQ(end.error().executed, Executed::no);
      EXPECT_NE(end.error().detail.find("the server"), std::string::npos) << end.error().detail;
    }
    EXPECT_EQ(open_descriptors(), before - 1) << "what came was closed, and the connection";
  }

  io::Descriptor client, server, life, status, to_client, from_client, process;
  Welcome welcome;
};

TEST_F(Rendezvous, ComesToABinding) {
  answer(right());
  Result<ClientEnd> end = introduce();
  ASSERT_TRUE(end) << to_string(end.error());
  EXPECT_EQ(end->extent.slots, wanted.slots);
  EXPECT_EQ(end->extent.window_bytes, wanted.window_bytes);
  end->from_client.data()[wanted.size_bytes() - 1] = std::byte{1};
  Hello hello;
  ASSERT_TRUE(receive_hello(server.number(), hello));
  EXPECT_EQ(hello.slots, wanted.slots);
  EXPECT_EQ(hello.window_bytes, wanted.window_bytes);
  EXPECT_EQ(hello.credential_bytes, 0U);
}

TEST_F(Rendezvous, ServersOfOtherKindsAreRefused) {
  welcome.magic ^= 1;
  answer(right());
  expect_refused(Code::connection_refused);
}

TEST_F(Rendezvous, AShortAnswerIsRefused) {
  send(&welcome, sizeof welcome - 1, right());
  expect_refused(Code::connection_refused);
}

TEST_F(Rendezvous, ALongAnswerIsRefused) {
  std::array<std::byte, sizeof welcome + 1> longer{};
  std::memcpy(longer.data(), &welcome, sizeof welcome);
  send(longer.data(), longer.size(), right());
  expect_refused(Code::connection_refused);
}

TEST_F(Rendezvous, AnAnswerOfOneByteIsRefused) {
  send("x", 1, {});
  expect_refused(Code::connection_refused);
}

TEST_F(Rendezvous, AnEndInsteadOfAnAnswerIsRefused) {
  ::shutdown(server.number(), SHUT_RDWR);
  expect_refused(Code::connection_lost);
}

TEST_F(Rendezvous, NoAnswerEndsWithTheDeadline) {
  Result<ClientEnd> end = introduce(after(steady_clock().now(), 2ms));
  ASSERT_FALSE(end);
  EXPECT_EQ(to_string(end.error().code), to_string(Code::deadline_exceeded));
}

TEST_F(Rendezvous, OutcomesAreErrors) {
  welcome.outcome = Outcome::refused;
  answer({});
  expect_refused(Code::permission_denied);
}

TEST_F(Rendezvous, TooFewDescriptorsAreRefused) {
  answer({process.number(), life.number(), status.number(), to_client.number()});
  expect_refused(Code::connection_refused);
}

TEST_F(Rendezvous, ABombOfDescriptorsIsRefused) {
  answer(std::vector<int>(64, status.number()));
  expect_refused(Code::connection_refused);
}

TEST_F(Rendezvous, ForeignDescriptorsAreRefused) {
  for (std::size_t i : {1U, 2U, 3U, 4U}) {
    std::vector<int> descriptors = right();
    descriptors[i] = process.number();
    int both[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both), 0);
    client = io::Descriptor(both[0]);
    server = io::Descriptor(both[1]);
    answer(descriptors);
    EXPECT_FALSE(introduce()) << i;
  }
}

TEST_F(Rendezvous, MemoryThatCouldShrinkIsRefused) {
  io::Descriptor soft(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  ASSERT_EQ(::ftruncate(soft.number(), static_cast<off_t>(wanted.size_bytes())), 0);
  answer({process.number(), life.number(), status.number(), soft.number(), from_client.number()});
  expect_refused(Code::io_error);
}

// An A-stack has a window, and all of it lies in memory that was mapped.
TEST_F(Rendezvous, ExtentsThatNobodyAskedForAreRefused) {
  const std::pair<std::uint32_t, std::uint64_t> bad[] = {
      {0, page_bytes},       {3, page_bytes},     {0xffffffff, page_bytes}, {1, 0},
      {1, page_bytes - 1},   {1, page_bytes + 1}, {1, 3 * page_bytes},      {1, 0xfffffffffffff000},
      {0x80000000, 1U << 20}};
  for (const auto& [slots, window] : bad) {
    int both[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both), 0);
    client = io::Descriptor(both[0]);
    server = io::Descriptor(both[1]);
    welcome.slots = slots;
    welcome.window_bytes = window;
    answer(right());
    EXPECT_FALSE(introduce()) << slots << " slots, " << window << " bytes each";
  }
}

TEST_F(Rendezvous, WhatIsNoHelloIsTold) {
  Hello hello;
  Hello received;
  auto say = [&](std::size_t size_bytes) {
    std::array<std::byte, sizeof hello + 1> bytes{};
    std::memcpy(bytes.data(), &hello, sizeof hello);
    EXPECT_EQ(::send(client.number(), bytes.data(), size_bytes, 0), static_cast<ssize_t>(size_bytes));
    return receive_hello(server.number(), received);
  };
  EXPECT_FALSE(receive_hello(server.number(), received)) << "nothing was said";
  hello.magic = magic;
  EXPECT_TRUE(say(sizeof hello));
  EXPECT_FALSE(say(sizeof hello - 1));
  EXPECT_FALSE(say(sizeof hello + 1));
  EXPECT_FALSE(say(0));
  hello.credential_bytes = Hello::most_credential_bytes + 1;
  EXPECT_FALSE(say(sizeof hello));
  hello.credential_bytes = 0;
  hello.magic = 0;
  EXPECT_FALSE(say(sizeof hello));
  std::swap(client, server);
  const std::ptrdiff_t before = open_descriptors();
  hello.magic = magic;
  send(&hello, sizeof hello, std::vector<int>(64, status.number()));
  EXPECT_TRUE(receive_hello(client.number(), received));
  EXPECT_EQ(open_descriptors(), before) << "what came along was closed";
}

TEST(RendezvousPath, APlainUnixServerIsRefused) {
  const io::Address address = *io::Address::unix_path("@farcall-rendezvous-" + std::to_string(::getpid()));
  io::Descriptor listener = io::listen(address, io::Kind::stream, "plain").value();
  Result<io::Descriptor> control = io::connect(address, io::Kind::packets, never, "plain");
  ASSERT_FALSE(control);
  EXPECT_EQ(control.error().executed, Executed::no);
}

}  // namespace
}  // namespace farcall::lrpc
