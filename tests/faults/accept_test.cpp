// A server that cannot accept neither spins nor goes deaf, and those who are there do not notice.
// CVE-2018-14621's class.
#include <cerrno>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <gtest/gtest.h>

#include <farcall/io/awake_test.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/transport/resolve.hpp>

#include "injection.hpp"
#include "site.hpp"

namespace faults {
namespace {

const Bytes some{1, 2, 3};

farcall::Result<Bytes> call(const V::Client& client) { return client.ECHO(some); }

farcall::io::Descriptor connected(const std::string& endpoint) {
  auto address = farcall::transport::resolve(farcall::parse_endpoint(endpoint).value(), farcall::never);
  auto made =
      farcall::io::connect(address.value().front(), farcall::io::Kind::stream, farcall::never, endpoint);
  return made ? std::move(*made) : farcall::io::Descriptor();
}

// A client waits in the backlog for `time`, while nobody can be accepted.
void expect_calm(const Outage& accept, const V::Client& admitted, std::chrono::milliseconds time) {
  auto start = std::chrono::steady_clock::now();
  for (auto now = start; now - start < time; now = std::chrono::steady_clock::now())
    EXPECT_TRUE(call(admitted));
  EXPECT_GT(accept.calls(), 0) << "it was tried";
  // Ten times a second, and twice each time where a descriptor was given up for it.
  auto spent =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  EXPECT_LT(accept.calls(), 2 * (spent.count() / 100 + 3));
}

class Accept : public testing::TestWithParam<const char*> {
 protected:
  Site site{GetParam()};
  QuietLog quiet;
};
INSTANTIATE_TEST_SUITE_P(Streams, Accept, testing::Values("unix", "tcp"));

TEST_P(Accept, WithoutMemoryItTriesAgainLater) {
  auto admitted = farcall::bind<V::Client>(site.endpoint(), options()).value();
  ASSERT_TRUE(call(admitted));
  for (const int error : {ENOMEM, ENOBUFS}) {
    auto outage = std::make_unique<Outage>("accept4", error);
    auto waits = farcall::bind<V::Client>(site.endpoint(), options()).value();
    expect_calm(*outage, admitted, 500ms);
    outage.reset();
    EXPECT_TRUE(call(waits)) << "who waited is served in the end";
    EXPECT_TRUE(call(admitted));
  }
}

// Somebody else was faster with the descriptor that was given up to refuse with: then it cannot be had again
// either.
TEST_P(Accept, WithoutItsReserveDescriptorItTriesAgainLater) {
  auto admitted = farcall::bind<V::Client>(site.endpoint(), options()).value();
  ASSERT_TRUE(call(admitted));
  for (const int error : {EMFILE, ENFILE}) {
    auto outage = std::make_unique<Outage>("accept4", error);
    auto no_reserve = std::make_unique<Outage>("open", error);
    auto waits = farcall::bind<V::Client>(site.endpoint(), options()).value();
    expect_calm(*outage, admitted, 500ms);
    outage.reset();
    EXPECT_TRUE(call(waits));
    no_reserve.reset();
    EXPECT_TRUE(call(admitted));
  }
}

TEST_P(Accept, StopsWhileItCannotAccept) {
  auto admitted = farcall::bind<V::Client>(site.endpoint(), options()).value();
  ASSERT_TRUE(call(admitted));
  Outage outage("accept4", ENOMEM);
  auto waits = farcall::bind<V::Client>(site.endpoint(), options()).value();
  while (outage.calls() == 0) std::this_thread::yield();
  { Site other(GetParam()); }
}

// A server in a process of its own, which may have 256 descriptors.
class PoorServer {
 public:
  explicit PoorServer(const char* scheme) {
    int both[2];
    if (::pipe2(both, O_CLOEXEC) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      rlimit few{256, 256};
      ::setrlimit(RLIMIT_NOFILE, &few);
      QuietLog quiet;
      Callee callee;
      farcall::ServerOptions options;
      options.limits.idle = farcall::Duration::max();  // nobody has to make room
      farcall::Server server(options);
      server.add(callee).value();
      std::string endpoint = server.listen(fresh(scheme)).value() + "\n";
      server.stop_on_signals().value();
      if (::write(both[1], endpoint.data(), endpoint.size()) < 0) ::_exit(2);
      ::_exit(server.run() ? 0 : 1);
    }
    ::close(both[1]);
    char byte = 0;
    while (::read(both[0], &byte, 1) == 1 && byte != '\n') endpoint_ += byte;
    ::close(both[0]);
  }
  ~PoorServer() {
    ::kill(child_, SIGTERM);
    int status = -1;
    ::waitpid(child_, &status, 0);
    EXPECT_EQ(status, 0) << "it ends by itself when it is told to";
  }
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
  [[nodiscard]] pid_t process() const { return child_; }

 private:
  pid_t child_ = -1;
  std::string endpoint_;
};

class Crowded : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Streams, Crowded, testing::Values("unix", "tcp"));

// clang's UBSan looks at an object's type through a pipe, and takes it for no object where there is no
// descriptor.
#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
#define FARCALL_TESTS_NEED_DESCRIPTORS
#endif
#endif

TEST_P(Crowded, With400IdleConnectionsAt256DescriptorsItIsIdleAndServes) {
#ifdef FARCALL_TESTS_NEED_DESCRIPTORS
  GTEST_SKIP() << "this sanitizer needs descriptors itself";
#endif
  PoorServer server(GetParam());
  ASSERT_NE(server.endpoint(), "");
  auto admitted = farcall::bind<V::Client>(server.endpoint(), options()).value();
  ASSERT_TRUE(call(admitted));
  std::vector<farcall::io::Descriptor> idle;
  for (int i = 0; i < 400; ++i) idle.push_back(connected(server.endpoint()));
  EXPECT_TRUE(call(admitted));
  pollfd last{idle.back().number(), POLLIN, 0};
  ASSERT_EQ(::poll(&last, 1, -1), 1) << "it is refused, when every connection has been looked at";

  farcall::io::await_sleep(server.process());
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(call(admitted));
  auto refused = farcall::bind<V::Client>(server.endpoint(), options()).value();
  EXPECT_FALSE(call(refused)) << "there is no place";
  idle.erase(idle.begin(), idle.begin() + 10);  // the first ones have one
  // The server sees the ends before or after the next connection.
  auto fresh_client = farcall::bind<V::Client>(server.endpoint(), options()).value();
  while (!call(fresh_client)) std::this_thread::yield();
  EXPECT_TRUE(call(admitted));
}

}  // namespace
}  // namespace faults
