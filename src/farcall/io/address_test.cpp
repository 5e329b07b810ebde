// Addresses: from text and back, ports, loopback, wildcard, the abstract namespace.
#include <farcall/io/address.hpp>

#include <string>

#include <gtest/gtest.h>

namespace farcall::io {
namespace {

TEST(Address, NumericV4) {
  auto address = Address::numeric("192.0.2.7", 80);
  ASSERT_TRUE(address);
  EXPECT_EQ(address->family(), AF_INET);
  EXPECT_EQ(address->size_bytes(), sizeof(sockaddr_in));
  EXPECT_EQ(address->port(), 80);
  EXPECT_EQ(address->host(), "192.0.2.7");
  EXPECT_EQ(address->text(), "192.0.2.7:80");
  address->set_port(65535);
  EXPECT_EQ(address->text(), "192.0.2.7:65535");
  EXPECT_FALSE(address->is_loopback());
  EXPECT_FALSE(address->is_wildcard());
}

TEST(Address, NumericV6) {
  auto address = Address::numeric("2001:db8::0:1", 80);
  ASSERT_TRUE(address);
  EXPECT_EQ(address->family(), AF_INET6);
  EXPECT_EQ(address->text(), "[2001:db8::1]:80");
  address->set_port(1);
  EXPECT_EQ(address->port(), 1);
}

TEST(Address, AZoneIsTheNameOfAnInterface) {
  auto address = Address::numeric("fe80::1%lo", 80);
  ASSERT_TRUE(address);
  EXPECT_EQ(address->text(), "[fe80::1%lo]:80");
  EXPECT_FALSE(Address::numeric("fe80::1%no-such-interface", 80));
  EXPECT_FALSE(Address::numeric("fe80::1%", 80));
  EXPECT_FALSE(Address::numeric("127.0.0.1%lo", 80));
}

TEST(Address, NamesAreNotNumeric) {
  for (const char* text :
       {"", "localhost", "256.0.0.1", "1.2.3", "1.2.3.4.5", "::1::", "[::1]", "1.2.3.4 ", ":"})
    EXPECT_FALSE(Address::numeric(text, 1)) << text;
}

TEST(Address, Loopback) {
  EXPECT_TRUE(Address::numeric("127.0.0.1", 1)->is_loopback());
  EXPECT_TRUE(Address::numeric("127.255.0.9", 1)->is_loopback());
  EXPECT_FALSE(Address::numeric("128.0.0.1", 1)->is_loopback());
  EXPECT_TRUE(Address::numeric("::1", 1)->is_loopback());
  EXPECT_TRUE(Address::numeric("::ffff:127.0.0.1", 1)->is_loopback()) << "IPv4 in an IPv6 socket";
  EXPECT_FALSE(Address::numeric("::ffff:10.0.0.1", 1)->is_loopback());
  EXPECT_FALSE(Address::numeric("::2", 1)->is_loopback());
  EXPECT_TRUE(Address::unix_path("/x")->is_loopback());
  EXPECT_FALSE(Address().is_loopback());
}

TEST(Address, Wildcard) {
  EXPECT_TRUE(Address::numeric("0.0.0.0", 1)->is_wildcard());
  EXPECT_TRUE(Address::numeric("::", 1)->is_wildcard());
  EXPECT_FALSE(Address::numeric("::1", 1)->is_wildcard());
  EXPECT_FALSE(Address::unix_path("/x")->is_wildcard());
  EXPECT_FALSE(Address().is_wildcard());
}

TEST(Address, UnixPaths) {
  auto address = Address::unix_path("/run/x.sock");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->family(), AF_UNIX);
  EXPECT_EQ(address->text(), "/run/x.sock");
  EXPECT_EQ(address->port(), 0);
  EXPECT_FALSE(Address::unix_path(""));
  EXPECT_TRUE(Address::unix_path(std::string(107, 'x')));
  EXPECT_EQ(Address::unix_path(std::string(107, 'x'))->host().size(), 107U);
  EXPECT_FALSE(Address::unix_path(std::string(108, 'x')));
}

TEST(Address, AbstractNamesHaveNoTerminatingZero) {
  auto address = Address::unix_path("@name");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->size_bytes(), offsetof(sockaddr_un, sun_path) + 5);
  EXPECT_EQ(address->host(), "@name");
  EXPECT_NE(*address, *Address::unix_path("@names"));
}

TEST(Address, WithoutOneThereIsNothing) {
  const Address none;
  EXPECT_EQ(none.family(), AF_UNSPEC);
  EXPECT_EQ(none.text(), "");
  EXPECT_EQ(none.port(), 0);
  sockaddr_un unnamed{};
  unnamed.sun_family = AF_UNIX;
  const Address peer = Address::from(reinterpret_cast<sockaddr*>(&unnamed), sizeof(sa_family_t));
  EXPECT_EQ(peer.family(), AF_UNIX);
  EXPECT_EQ(peer.text(), "") << "a client of a UNIX socket has no name";
}

TEST(Address, FromTheKernelsBytes) {
  const Address one = *Address::numeric("10.1.2.3", 4);
  EXPECT_EQ(Address::from(one.get(), one.size_bytes()), one);
  EXPECT_NE(one, *Address::numeric("10.1.2.3", 5));
  sockaddr_storage large{};
  large.ss_family = AF_UNIX;
  EXPECT_LE(Address::from(reinterpret_cast<sockaddr*>(&large), sizeof large).size_bytes(), sizeof(Address));
}

}  // namespace
}  // namespace farcall::io
