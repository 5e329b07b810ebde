// Limits that are set lower than the default, at one end.
#include <string>
#include <thread>
#include <vector>

#include <farcall/io/socket.hpp>
#include <farcall/transport/resolve.hpp>

#include "fixture.hpp"

namespace conformance {
namespace {

class ClientLimits : public AtPlacement {
 protected:
  QuietLog quiet_;
};
FARCALL_EVERY_PLACEMENT(ClientLimits);

TEST_P(ClientLimits, ALargeReplyEndsItsCallAndTheNextOneWorks) {
  farcall::BindOptions options;
  options.limits.record_bytes = 10'000;
  V1::Client callee = client(options);
  EXPECT_EQ(callee.MAKE_BLOB(9000).value().size(), 9000U);
  Error error = error_of(callee.MAKE_BLOB(20'000, {.timeout = 2s}));
  ASSERT_NE(error.code, Code::cancelled) << "a reply beyond the client's limit was taken";
  EXPECT_NE(error.executed, Executed::no) << to_string(error);
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
}

TEST_P(ClientLimits, LargeArgumentsAreNotSent) {
  farcall::BindOptions options;
  options.limits.record_bytes = 10'000;
  V1::Client callee = client(options);
  EXPECT_ENDS(callee.ECHO_BLOB(blob(20'000)), Code::invalid_argument, Executed::no);
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
}

class ServerLimits : public testing::TestWithParam<Placement> {
 protected:
  static farcall::ServerOptions options() {
    farcall::ServerOptions made;
    made.limits.record_bytes = 10'000;
    return made;
  }
  Site site{fresh_endpoint(GetParam()), options()};
  QuietLog quiet_;
};
FARCALL_EVERY_PLACEMENT(ServerLimits);

TEST_P(ServerLimits, ALargeReplyIsASystemError) {
  V1::Client callee = bind_to(site.endpoint());
  EXPECT_ENDS(callee.MAKE_BLOB(20'000), Code::system_err, Executed::maybe);
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
}

TEST_P(ServerLimits, ALargeCallIsNotServedAndTheServerGoesOn) {
  V1::Client callee = bind_to(site.endpoint());
  Error error = error_of(callee.ECHO_BLOB(blob(20'000), {.timeout = 400ms}));
  EXPECT_NE(error.code, Code::cancelled) << "a call beyond the server's limit was served";
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
}

// Who connects and does not say what for has a place for a second, when there is no other.
TEST(LrpcLimits, WhoSaysNothingMakesRoomForWhoDoes) {
  farcall::ServerOptions options;
  options.limits.connections = 4;
  const Site site("lrpc:@farcall-silent-" + std::to_string(::getpid()), options);
  const auto address =
      farcall::transport::resolve(farcall::parse_endpoint(site.endpoint()).value(), farcall::never).value();
  std::vector<farcall::io::Descriptor> silent;
  for (int i = 0; i < 4; ++i)
    silent.push_back(
        farcall::io::connect(address.front(), farcall::io::Kind::packets, farcall::never, "").value());
  while (!farcall::bind<V1::Client>(site.endpoint())) std::this_thread::yield();
}

}  // namespace
}  // namespace conformance
