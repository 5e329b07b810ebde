// A callee is found through a registry, by every netid, and the binding is as good as a direct one.
#include <algorithm>

#include "fixture.hpp"

namespace conformance {
namespace {

// A registry that can be reached over everything, on one port of both families.
class RegistrySite {
 public:
  RegistrySite() {
    for (int attempt = 0; attempt < 20 && !open(); ++attempt) {
    }
  }
  [[nodiscard]] std::string over_v4() const { return "rpcbind://127.0.0.1:" + port_; }
  [[nodiscard]] std::string over_v6() const { return "rpcbind://[::1]:" + port_; }
  [[nodiscard]] std::string over_unix() const { return "rpcbind://" + path_; }
  [[nodiscard]] std::vector<farcall::Registration> all() const { return registry_->all(); }
  [[nodiscard]] bool has(std::uint32_t program) const {
    auto lines = all();
    return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.program == program; });
  }

 private:
  // The kernel gives a port of TCP over IPv4; the others may be in use there.
  bool open() {
    server_.reset();
    registry_ = std::make_unique<farcall::Registry>();
    server_ = std::make_unique<farcall::Server>();
    registry_->add_to(*server_).value();
    std::string tcp = registry_->listen(*server_, "tcp://127.0.0.1:0").value();
    port_ = tcp.substr(tcp.rfind(':') + 1);
    for (const std::string host : {"udp://127.0.0.1:", "tcp://[::1]:", "udp://[::1]:"})
      if (!registry_->listen(*server_, host + port_)) return false;
    path_ = "/tmp/farcall-conformance-registry-" + std::to_string(::getpid()) + ".sock";
    (void)registry_->listen(*server_, "unix:" + path_).value();
    server_->start().value();
    return true;
  }

  std::unique_ptr<farcall::Registry> registry_;
  std::unique_ptr<farcall::Server> server_;
  std::string port_, path_;
};

struct Way {
  const char* name;
  const char* netid;
  std::string (RegistrySite::*registry)() const;
};
constexpr Way ways[] = {
    {"tcp", "tcp", &RegistrySite::over_v4},
    {"udp", "udp", &RegistrySite::over_v4},
    {"tcp6", "tcp6", &RegistrySite::over_v6},
    {"udp6", "udp6", &RegistrySite::over_v6},
    {"local", "local", &RegistrySite::over_unix},
    {"tcp_by_unix", "tcp", &RegistrySite::over_unix},
    {"udp6_by_unix", "udp6", &RegistrySite::over_unix},
    {"tcp6_by_v4", "tcp6", &RegistrySite::over_v4},
    {"local_by_v4", "local", &RegistrySite::over_v4},
};
void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

class ThroughARegistry : public testing::TestWithParam<Way> {
 protected:
  ThroughARegistry() {
    server.add(callee).value();
    server.add(third).value();
    for (const Placement& placement : placements) (void)server.listen(fresh_endpoint(placement)).value();
    farcall::Result<void> advertised = farcall::advertise(server, registry.over_v4());
    EXPECT_TRUE(advertised) << to_string(advertised.error());
    server.start().value();
  }
  [[nodiscard]] std::string endpoint() const {
    return (registry.*GetParam().registry)() + "?netid=" + GetParam().netid;
  }

  RegistrySite registry;
  Callee callee;
  CalleeV3 third;
  farcall::Server server;
};
INSTANTIATE_TEST_SUITE_P(netid, ThroughARegistry, testing::ValuesIn(ways),
                         [](const testing::TestParamInfo<Way>& way) { return std::string(way.param.name); });

TEST_P(ThroughARegistry, ACalleeIsFoundAndCalled) {
  auto bound = farcall::bind<V1::Client>(endpoint());
  ASSERT_TRUE(bound) << to_string(bound.error());
  EXPECT_EQ(bound->ADD(40, 2).value(), 42);
  EXPECT_EQ(bound->WHO().value().netid, GetParam().netid);
  auto other_version = farcall::bind<V3::Client>(endpoint());
  ASSERT_TRUE(other_version) << to_string(other_version.error());
  EXPECT_EQ(other_version->VERSION().value(), "three");
}

TEST_P(ThroughARegistry, WhatIsNotRegisteredIsNotFound) {
  EXPECT_ENDS(farcall::bind<Second::Client>(endpoint()), Code::not_registered, Executed::no);
}

// As in a rolling restart.
TEST_P(ThroughARegistry, WhoStopsTakesNothingAwayFromWhoHasReplacedIt) {
  Callee newer_callee;
  farcall::Server newer;
  newer.add(newer_callee).value();
  for (const Placement& placement : placements) (void)newer.listen(fresh_endpoint(placement)).value();
  farcall::advertise(newer, registry.over_v4()).value();
  newer.start().value();
  server.stop();
  EXPECT_TRUE(registry.has(V1::Client::program_number));
  auto bound = farcall::bind<V1::Client>(endpoint());
  ASSERT_TRUE(bound) << to_string(bound.error());
  EXPECT_EQ(bound->ADD(40, 2).value(), 42);
}

TEST_P(ThroughARegistry, AServerThatStopsIsNotThereAnyMore) {
  ASSERT_TRUE(registry.has(V1::Client::program_number));
  {
    SecondCallee second;
    farcall::Server passing;
    passing.add(second).value();
    for (const Placement& placement : placements) (void)passing.listen(fresh_endpoint(placement)).value();
    farcall::advertise(passing, registry.over_v4()).value();
    passing.start().value();
    auto bound = farcall::bind<Second::Client>(endpoint());
    ASSERT_TRUE(bound) << to_string(bound.error());
    EXPECT_EQ(bound->VERSION().value(), "second");
  }
  EXPECT_FALSE(registry.has(Second::Client::program_number));
  EXPECT_TRUE(registry.has(V1::Client::program_number));
  EXPECT_ENDS(farcall::bind<Second::Client>(endpoint()), Code::not_registered, Executed::no);
}

}  // namespace
}  // namespace conformance
