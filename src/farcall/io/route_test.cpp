// The name of a connection: the same at both ends, of no other, and only within this machine.
#include <farcall/io/route.hpp>

#include <string>
#include <utility>

#include <sys/socket.h>

#include <gtest/gtest.h>

#include <farcall/io/address.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>

namespace farcall::io {
namespace {

struct Connection {
  Descriptor client;
  Descriptor server;

  [[nodiscard]] std::string at_client() const { return route_of(client.number(), End::client); }
  [[nodiscard]] std::string at_server() const { return route_of(server.number(), End::server); }
};

Connection connect_to(const Descriptor& listener) {
  const Address address = local_address(listener.number());
  Connection made{connect(address, Kind::stream, never, address.text()).value(), Descriptor()};
  made.server = Descriptor(::accept(listener.number(), nullptr, nullptr));
  return made;
}

class Route : public testing::TestWithParam<Address> {};
INSTANTIATE_TEST_SUITE_P(Sockets, Route,
                         testing::Values(*Address::numeric("127.0.0.1", 0), *Address::numeric("::1", 0),
                                         *Address::unix_path("@farcall-route-test")));

TEST_P(Route, IsTheSameAtBothEndsAndOfOneConnectionOnly) {
  const Descriptor listener = listen(GetParam(), Kind::stream, "the listener").value();
  const Connection one = connect_to(listener);
  const Connection other = connect_to(listener);
  const std::string route = one.at_client();
  const std::string other_route = other.at_client();
  EXPECT_FALSE(route.empty());
  EXPECT_EQ(route, one.at_server());
  EXPECT_EQ(other_route, other.at_server());
  EXPECT_NE(route, other_route);
}

TEST(Routes, HaveNoneWhereTheClientOfAUnixSocketHasNotAskedYet) {
  const Descriptor listener =
      listen(*Address::unix_path("@farcall-route-test"), Kind::stream, "the listener").value();
  const Connection one = connect_to(listener);
  EXPECT_EQ(one.at_server(), "");
  const std::string route = one.at_client();
  EXPECT_EQ(route, one.at_server()) << "from then on it has a name";
}

// As that to the name of a Debian machine is: 127.0.1.1.
TEST(Routes, MayLeadFromOneLoopbackAddressToAnother) {
  const Descriptor listener = listen(*Address::numeric("127.0.0.1", 0), Kind::stream, "the listener").value();
  Connection one{Descriptor(::socket(AF_INET, SOCK_STREAM, 0)), Descriptor()};
  const Address from = *Address::numeric("127.0.0.2", 0);
  const Address to = local_address(listener.number());
  ASSERT_EQ(::bind(one.client.number(), from.get(), from.size_bytes()), 0);
  ASSERT_EQ(::connect(one.client.number(), to.get(), to.size_bytes()), 0);
  one.server = Descriptor(::accept(listener.number(), nullptr, nullptr));
  EXPECT_NE(one.at_client(), "");
  EXPECT_EQ(one.at_client(), one.at_server());
}

TEST(Routes, HaveNoneWithoutAConnection) {
  int pair[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  const Descriptor one(pair[0]), other(pair[1]);
  EXPECT_EQ(route_of(one.number(), End::client), "") << "nobody listens at the other end";
  const Descriptor lonely(::socket(AF_INET, SOCK_STREAM, 0));
  EXPECT_EQ(route_of(lonely.number(), End::client), "");
  EXPECT_EQ(route_of(-1, End::server), "");
}

}  // namespace
}  // namespace farcall::io
