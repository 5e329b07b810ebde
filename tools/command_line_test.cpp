// What a stranger is told whose command line is wrong, and with which status.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "captured.hpp"

namespace farcall::tool {
namespace {

// Bad usage, with the line of stderr that says what is wrong.
void expect_bad(const std::vector<std::string>& words, const std::string& line) {
  Captured outcome = run_captured(words);
  EXPECT_EQ(outcome.status, 2) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err.substr(0, outcome.err.find('\n')), line);
}

TEST(CommandLine, AWrongCommandIsNamedAndTheNearestSuggested) {
  expect_bad({"frobnicate"}, "farcall: there is no command 'frobnicate'; there are info, ping, registry");
  expect_bad({"pign"}, "farcall: there is no command 'pign'; did you mean 'ping'?");
  expect_bad({"regsitry", "--json"}, "farcall: there is no command 'regsitry'; did you mean 'registry'?");
  expect_bad({"reg"}, "farcall: there is no command 'reg'; did you mean 'registry'?");
  expect_bad({"pin", "tcp://127.0.0.1:1", "nfs"}, "farcall: there is no command 'pin'; did you mean 'ping'?");
  expect_bad({""}, "farcall: there is no command ''; there are info, ping, registry");
}

TEST(CommandLine, AMissingCommandIsOneOfThese) {
  expect_bad({}, "farcall: a command is missing: info, ping, registry");
}

TEST(CommandLine, AWrongOptionIsNamedAndTheNearestSuggested) {
  expect_bad({"--verison"}, "farcall: there is no option '--verison'; did you mean '--version'?");
  expect_bad({"info", "--jsno"}, "farcall info: there is no option '--jsno'; did you mean '--json'?");
  expect_bad({"info", "--timout=3"},
             "farcall info: there is no option '--timout'; did you mean '--timeout'?");
  expect_bad({"--json", "info"}, "farcall info: the option '--json' goes behind the command");
  expect_bad({"ping", "--quick"}, "farcall ping: there is no option '--quick'");
  expect_bad({"ping", "-x", "tcp://127.0.0.1:1", "nfs"}, "farcall ping: there is no option '-x'");
}

TEST(CommandLine, WhatIsMissingOrTooManyIsNamed) {
  expect_bad({"ping"}, "farcall ping: endpoint is required");
  expect_bad({"ping", "tcp://127.0.0.1:1"}, "farcall ping: program is required");
  expect_bad({"info", "localhost", "remotehost"}, "farcall info: 'remotehost' is an argument too many");
}

TEST(CommandLine, ValuesAreChecked) {
  expect_bad({"ping", "tcp://127.0.0.1:1", "nfs", "-c", "0"},
             "farcall ping: --count: Value 0 not in range 1 to 1000000");
  EXPECT_EQ(run_captured({"ping", "tcp://127.0.0.1:1", "nfs", "three"}).status, 2);
  expect_bad({"info", "--timeout", "nan"},
             "farcall info: --timeout: 'nan' is no number from 0.001 to 1000000");
  for (const char* timeout : {"-1", "0", "nan", "1e300", "soon"})
    EXPECT_EQ(run_captured({"info", "--timeout", timeout}).status, 2) << timeout;
  expect_bad({"ping", "tcp://127.0.0.1:1", "nfsd?"},
             "farcall: 'nfsd?' is neither a program number nor a name of rpc(5)");
}

TEST(CommandLine, ABadEndpointIsBadUsage) {
  expect_bad({"ping", "localhost", "nfs"},
             "farcall: bad_endpoint: endpoint 'localhost': it has no scheme; write tcp://host:port, "
             "udp://host:port, unix:/path, lrpc:/path, memory:name or rpcbind://host (not executed)");
  EXPECT_EQ(run_captured({"ping", "tcp://h", "nfs"}).status, 2);
  EXPECT_EQ(run_captured({"info", "tcp://127.0.0.1:1"}).status, 2);
  EXPECT_EQ(run_captured({"info", "rpcbind:x"}).status, 2);
  EXPECT_EQ(run_captured({"registry", "--listen", "here"}).status, 2);
}

TEST(CommandLine, HelpAndVersionAreNoErrors) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--help"}, {"--version"}, {"ping", "--help"}}) {
    Captured outcome = run_captured(words);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.out, "");
    EXPECT_EQ(outcome.err, "");
  }
}

}  // namespace
}  // namespace farcall::tool
