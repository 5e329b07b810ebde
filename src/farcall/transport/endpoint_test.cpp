// Endpoints: the good ones come back as they were written, the bad ones say what is wrong with them.
#include <farcall/transport/endpoint.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace farcall {
namespace {

Endpoint parsed(std::string_view text) {
  Result<Endpoint> endpoint = parse_endpoint(text);
  EXPECT_TRUE(endpoint) << text << (endpoint ? "" : ": " + endpoint.error().detail);
  return endpoint ? *endpoint : Endpoint{};
}

TEST(ParseEndpoint, TakesHostAndPortApart) {
  const Endpoint endpoint = parsed("tcp://example.org:4000");
  EXPECT_EQ(endpoint.scheme, "tcp");
  EXPECT_EQ(endpoint.host, "example.org");
  EXPECT_EQ(endpoint.port, 4000);
  EXPECT_TRUE(endpoint.path.empty());
  const Endpoint v6 = parsed("udp://[fe80::1%eth0]:0");
  EXPECT_EQ(v6.host, "fe80::1%eth0");
  EXPECT_EQ(v6.port, 0);
  EXPECT_EQ(parsed("tcp://h:65535").port, 65535);
}

TEST(ParseEndpoint, PathsAndNames) {
  EXPECT_EQ(parsed("unix:/run/x.sock").path, "/run/x.sock");
  EXPECT_EQ(parsed("unix:///run/x.sock").path, "/run/x.sock") << "the URL's way to write it";
  EXPECT_EQ(parsed("unix:@name").path, "@name");
  EXPECT_EQ(parsed("memory:calc").path, "calc");
  EXPECT_EQ(parsed("rpcbind:///run/rpcbind.sock").path, "/run/rpcbind.sock");
  EXPECT_EQ(parsed("rpcbind://host").host, "host");
  EXPECT_FALSE(parsed("rpcbind://host").port.has_value());
  EXPECT_EQ(parsed("rpcbind://host:111").port, 111);
}

TEST(ParseEndpoint, Queries) {
  const Endpoint endpoint = parsed("rpcbind://host?netid=udp&flag&a=b=c&&=x");
  ASSERT_NE(endpoint.find("netid"), nullptr);
  EXPECT_EQ(*endpoint.find("netid"), "udp");
  EXPECT_EQ(*endpoint.find("flag"), "");
  EXPECT_EQ(*endpoint.find("a"), "b=c");
  EXPECT_EQ(*endpoint.find(""), "x");
  EXPECT_EQ(endpoint.find("other"), nullptr);
  EXPECT_EQ(parsed("unix:/run/x?k=v").path, "/run/x");
}

TEST(EndpointText, GivesBackWhatWasWritten) {
  for (const char* text :
       {"tcp://example.org:4000", "udp://127.0.0.1:0", "tcp://[::1]:80", "unix:/run/x.sock", "unix:@name",
        "memory:calc", "rpcbind://host", "rpcbind://host:111", "rpcbind://[::1]",
        "rpcbind:///run/rpcbind.sock", "rpcbind://host?netid=udp&a=b", "tcp://h:1?k="})
    EXPECT_EQ(parsed(text).text(), text);
}

// What text() writes names the same place when it is read again: it ends up in logs and configurations.
TEST(EndpointText, ParsesToTheSameEndpoint) {
  for (const char* text : {"unix:////tmp/x", "memory:////x", "memory:///x", "tcp://h:00080", "tcp://h:1/",
                           "rpcbind:////x", "rpcbind://h/", "tcp://[1.2.3.4]:5", "tcp://h:1?a&=b&c=d=e&&"}) {
    const Endpoint endpoint = parsed(text);
    Result<Endpoint> again = parse_endpoint(endpoint.text());
    ASSERT_TRUE(again) << text << " became " << endpoint.text();
    EXPECT_EQ(*again, endpoint) << text << " became " << endpoint.text();
  }
}

TEST(ParseEndpoint, EveryMistakeHasItsMessage) {
  const std::vector<std::pair<std::string, std::string>> mistakes{
      {"", "it has no scheme"},
      {"example.org", "it has no scheme"},
      {":80", "it has no scheme"},
      {"host:80", "the scheme is none of"},
      {"TCP://h:1", "the scheme is none of"},
      {"http://h:1", "the scheme is none of"},
      {"tcp:h:80", "// is missing"},
      {"tcp:/h:80", "// is missing"},
      {"tcp://", "the host is missing"},
      {"tcp://:80", "the host is missing"},
      {"tcp://[]:80", "the host is missing"},
      {"rpcbind://", "the host is missing"},
      {"tcp://h", "the port is missing"},
      {"udp://[::1]", "the port is missing"},
      {"tcp://h:", "the port is not a number"},
      {"tcp://h:x", "the port is not a number"},
      {"tcp://h:-1", "the port is not a number"},
      {"tcp://h:+1", "the port is not a number"},
      {"tcp://h:80x", "the port is not a number"},
      {"tcp://h:65536", "the port is not a number"},
      {"tcp://h:4294967376", "the port is not a number"},
      {"tcp://h:99999999999999999999", "the port is not a number"},
      {"tcp://[::1]80", "the port is not a number"},
      {"tcp://::1:80", "in brackets"},
      {"tcp://[::1:80", "is not closed"},
      {"tcp://ho st:1", "white space"},
      {"tcp://h:1\n", "white space"},
      {"unix:relative/path", "unix:/absolute/path"},
      {"unix:", "unix:/absolute/path"},
      {"unix:/" + std::string(107, 'x'), "107 bytes"},
      {std::string("unix:/a\0b", 9), "white space"},
      {"memory:", "the name is missing"},
  };
  for (const auto& [text, why] : mistakes) {
    Result<Endpoint> endpoint = parse_endpoint(text);
    ASSERT_FALSE(endpoint) << text;
    EXPECT_EQ(endpoint.error().code, Code::bad_endpoint) << text;
    EXPECT_EQ(endpoint.error().executed, Executed::no);
    EXPECT_NE(endpoint.error().detail.find(why), std::string::npos)
        << text << ": " << endpoint.error().detail;
    EXPECT_NE(endpoint.error().detail.find("endpoint '"), std::string::npos) << "it repeats what was written";
  }
}

TEST(ParseEndpoint, AUnixPathOf107BytesFits) {
  EXPECT_EQ(parsed("unix:/" + std::string(106, 'x')).path.size(), 107U);
}

TEST(ParseEndpoint, KnowsThePlacementsOfLaterBuilds) {
  for (const char* text : {"tls://h:1", "vm:/x.elf", "etcd://h:1/s"}) {
    Result<Endpoint> endpoint = parse_endpoint(text);
    ASSERT_FALSE(endpoint) << text;
    EXPECT_EQ(endpoint.error().code, Code::unsupported) << text;
  }
}

TEST(ParseEndpoint, AHostHasNoSlash) {
  Result<Endpoint> endpoint = parse_endpoint("tcp://host/path:80");
  ASSERT_FALSE(endpoint) << "it would be looked up as a name";
  EXPECT_EQ(endpoint.error().code, Code::bad_endpoint);
}

TEST(ParseEndpoint, HostileStringsAreOnlyText) {
  EXPECT_FALSE(parse_endpoint(std::string(1 << 20, ':')));
  EXPECT_FALSE(parse_endpoint("tcp://" + std::string(100'000, '[')));
  EXPECT_FALSE(parse_endpoint(std::string("tcp://h\0:80", 11)));
  const std::string long_host(100'000, 'h');
  EXPECT_EQ(parsed("tcp://" + long_host + ":1").host, long_host);
  std::string query = "memory:x?";
  for (int i = 0; i < 10'000; ++i) query += "k=v&";
  EXPECT_EQ(parsed(query).query.size(), 10'000U);
  EXPECT_FALSE(parse_endpoint("%n%s%x://"));
}

}  // namespace
}  // namespace farcall
