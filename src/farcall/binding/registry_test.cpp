// Versions 3 and 4 of the registry say the same, and each has what the other has not.
#include <farcall/binding/registry.hpp>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/binding/binder.hpp>
#include <farcall/binding/registry_table.hpp>

#include "rpcbind.x.hpp"

namespace farcall {
namespace {

namespace rpcbind = idl::rpcbind;
using Three = rpcbind::RPCBPROG::RPCBVERS::Client;
using Four = rpcbind::RPCBPROG::RPCBVERS4::Client;

template <typename Client>
class RegistryVersion : public testing::Test {
 protected:
  RegistryVersion() {
    registry.add_to(server).value();
    endpoint = registry.listen(server, "memory:registry-test").value();
  }
  Registry registry;
  Server server;
  std::string endpoint;
};
using Versions = testing::Types<Three, Four>;
TYPED_TEST_SUITE(RegistryVersion, Versions);

const rpcbind::rpcb line{77, 3, "local", "/run/callee.sock", ""};

TYPED_TEST(RegistryVersion, SetsFindsListsAndUnsets) {
  auto client = farcall::bind<TypeParam>(this->endpoint).value();
  EXPECT_TRUE(client.RPCBPROC_NULL());
  EXPECT_TRUE(client.RPCBPROC_SET(line).value());
  EXPECT_TRUE(client.RPCBPROC_SET(line).value()) << "as it is, which a server that is handed over says again";
  rpcbind::rpcb elsewhere = line;
  elsewhere.r_addr = "/run/other.sock";
  EXPECT_FALSE(client.RPCBPROC_SET(elsewhere).value()) << "it is there already";
  EXPECT_EQ(client.RPCBPROC_GETADDR(line).value(), "/run/callee.sock");
  rpcbind::rpcb other_version = line;
  other_version.r_vers = 9;
  EXPECT_EQ(client.RPCBPROC_GETADDR(other_version).value(), "/run/callee.sock") << "any version will do";
  auto dump = client.RPCBPROC_DUMP().value();
  ASSERT_TRUE(dump.list.has_value());
  EXPECT_EQ(dump.list->rpcb_map.r_prog, 77U);
  EXPECT_EQ(dump.list->rpcb_map.r_addr, "/run/callee.sock");
  EXPECT_FALSE(dump.list->rpcb_next.has_value());
  EXPECT_TRUE(client.RPCBPROC_UNSET(line).value());
  EXPECT_FALSE(client.RPCBPROC_UNSET(line).value());
  EXPECT_EQ(client.RPCBPROC_GETADDR(line).value(), "");
}

TYPED_TEST(RegistryVersion, TurnsAddressesIntoSockaddrsAndBack) {
  auto client = farcall::bind<TypeParam>(this->endpoint).value();
  rpcbind::netbuf address = client.RPCBPROC_UADDR2TADDR("/run/callee.sock").value();
  EXPECT_GT(address.buf.size(), 0U);
  EXPECT_EQ(address.maxlen, address.buf.size());
  EXPECT_EQ(client.RPCBPROC_TADDR2UADDR(address).value(), "/run/callee.sock");
  EXPECT_EQ(client.RPCBPROC_UADDR2TADDR("").value().buf.size(), 0U);
  EXPECT_EQ(client.RPCBPROC_TADDR2UADDR({}).value(), "");
  address.buf.resize(4);
  address.buf[0] = 2;  // AF_INET, and not a whole one
  EXPECT_EQ(client.RPCBPROC_TADDR2UADDR(address).value(), "");
}

TYPED_TEST(RegistryVersion, CallsNobodyOnAStrangersBehalf) {
  Binding binding =
      farcall::bind(this->endpoint, TypeParam::program_number, TypeParam::version_number).value();
  stub::Call call(binding, 5, {});  // CALLIT, and what version 4 calls BCAST
  rpcbind::rpcb_rmtcallargs args{77, 3, 1, {}};
  ASSERT_TRUE(call.reserve(encoded_size(args)) && encode(call.arguments(), args));
  ASSERT_FALSE(call.transact());
  EXPECT_EQ(call.error().code, Code::proc_unavail);
}

// Each counts its own calls, where rpcinfo -m looks for them.
TEST(RegistryStatistics, AreKeptForEachVersion) {
  Registry registry;
  Server server;
  registry.add_to(server).value();
  std::string endpoint = registry.listen(server, "memory:registry-statistics").value();
  auto three = farcall::bind<Three>(endpoint).value();
  auto four = farcall::bind<Four>(endpoint).value();
  EXPECT_TRUE(three.RPCBPROC_GETTIME());
  EXPECT_TRUE(three.RPCBPROC_GETTIME());
  EXPECT_GT(four.RPCBPROC_GETTIME().value(), 1'000'000'000U);
  EXPECT_TRUE(four.RPCBPROC_SET(line).value());
  auto statistics = four.RPCBPROC_GETSTAT().value();
  EXPECT_EQ(statistics[1].info[6], 2) << "version 3";
  EXPECT_EQ(statistics[2].info[6], 1) << "version 4";
  EXPECT_EQ(statistics[1].setinfo, 0);
  EXPECT_EQ(statistics[2].setinfo, 1);
}

TEST(RegistryVersion4, FindsOneVersionAndAllAddresses) {
  Registry registry;
  Server server;
  registry.add_to(server).value();
  auto four = farcall::bind<Four>(registry.listen(server, "memory:registry-four").value()).value();
  EXPECT_TRUE(four.RPCBPROC_SET(line).value());
  EXPECT_EQ(four.RPCBPROC_GETVERSADDR(line).value(), "/run/callee.sock");
  rpcbind::rpcb other_version = line;
  other_version.r_vers = 9;
  EXPECT_EQ(four.RPCBPROC_GETVERSADDR(other_version).value(), "") << "this one and no other";
  auto all = four.RPCBPROC_GETADDRLIST(line).value();
  ASSERT_TRUE(all.list.has_value());
  EXPECT_EQ(all.list->rpcb_entry_map.r_nc_netid, "local");
  EXPECT_EQ(all.list->rpcb_entry_map.r_nc_protofmly, "loopback");
}

TEST(RegistryTable, AnAddressHasOneWayOfWritingIt) {
  binding::RegistryTable table;
  Caller local;
  local.same_host = local.uid_is_known = true;
  local.uid = 1000;
  const auto set = [&](const std::string& address) { return table.set({77, 3, "tcp", address, ""}, local); };
  EXPECT_FALSE(set("127.0.0.1." + std::string(1'000'000, '0') + "7.80"));
  EXPECT_TRUE(set("127.0.0.1.007.080"));
  ASSERT_EQ(table.all().size(), 1U);
  EXPECT_EQ(table.all().front().address, "127.0.0.1.7.80");
  EXPECT_TRUE(set("127.0.0.1.7.80")) << "again";
}

}  // namespace
}  // namespace farcall
