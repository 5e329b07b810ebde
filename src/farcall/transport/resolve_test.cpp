// Names and numbers to addresses, within a deadline.
#include <farcall/transport/resolve.hpp>

#include <string>

#include <gtest/gtest.h>

#include <farcall/io/waiter.hpp>

namespace farcall::transport {
namespace {

using namespace std::chrono_literals;

Result<std::vector<io::Address>> addresses_of(std::string_view text, TimePoint until = never) {
  return resolve(parse_endpoint(text).value(), until);
}

TEST(Resolve, NumericAddressesNeedNoLookUp) {
  // A deadline that has passed shows that nobody was asked.
  auto v4 = addresses_of("tcp://192.0.2.7:80", io::at_once);
  ASSERT_TRUE(v4);
  ASSERT_EQ(v4->size(), 1U);
  EXPECT_EQ(v4->front().text(), "192.0.2.7:80");
  auto v6 = addresses_of("udp://[2001:db8::1]:53", io::at_once);
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->front().text(), "[2001:db8::1]:53");
}

TEST(Resolve, UnixPaths) {
  auto path = addresses_of("unix:/run/x.sock", io::at_once);
  ASSERT_TRUE(path);
  EXPECT_EQ(path->front().text(), "/run/x.sock");
  EXPECT_EQ(addresses_of("unix:@name", io::at_once)->front().text(), "@name");
  Endpoint too_long{.scheme = "unix", .host = {}, .port = {}, .path = std::string(200, 'x'), .query = {}};
  auto refused = resolve(too_long, never);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::bad_endpoint);
}

TEST(Resolve, LocalhostIsThisMachine) {
  auto found = addresses_of("tcp://localhost:4000", after(steady_clock().now(), 30s));
  ASSERT_TRUE(found);
  ASSERT_FALSE(found->empty());
  for (const io::Address& address : *found) {
    EXPECT_TRUE(address.is_loopback()) << address.text();
    EXPECT_EQ(address.port(), 4000) << address.text();
  }
}

TEST(Resolve, ANameThatIsNoNameIsNotFound) {
  // A label of more than 63 bytes: the resolver refuses it without asking anybody.
  auto found = addresses_of("tcp://" + std::string(70, 'x') + ".invalid:1", after(steady_clock().now(), 30s));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Code::name_not_found);
  EXPECT_EQ(found.error().executed, Executed::no);
}

TEST(Resolve, ADeadlineThatHasPassedEndsTheLookUp) {
  auto found = addresses_of("tcp://some.name.invalid:1", steady_clock().now() - 1s);
  ASSERT_FALSE(found);
  EXPECT_TRUE(found.error().code == Code::deadline_exceeded || found.error().code == Code::name_not_found)
      << to_string(found.error());
}

}  // namespace
}  // namespace farcall::transport
