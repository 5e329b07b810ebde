// The same server as tirpc_server.c, made with farcall.
//
//   interop_server [--advertise REGISTRY] ENDPOINT...    prints its endpoints, one a line
//
// It serves until SIGTERM.
#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

#include <farcall/farcall.hpp>

#include "fill.hpp"

namespace {

using farcall::CallContext;
using farcall::Result;
using interop::everything;
namespace V1 = interop::INTEROP_PROG::INTEROP_V1;
namespace V3 = interop::INTEROP_PROG::INTEROP_V3;

class First final : public V1::Server {
  Result<void> NOTHING(CallContext&) override { return {}; }
  Result<std::int32_t> SUBTRACT(CallContext&, std::int32_t a, std::int32_t b) override { return a - b; }
  Result<everything> ECHO(CallContext&, everything&& arg) override { return std::move(arg); }
  Result<everything> MAKE(CallContext&, std::uint64_t seed) override { return interop::value_of(seed); }
  Result<bool> CHECK(CallContext&, std::uint64_t seed, everything&& value) override {
    return interop::is_same(interop::value_of(seed), value);
  }
  Result<std::string> NAME(CallContext&, std::string&& arg) override { return std::move(arg); }
  Result<interop::blob> REVERSE(CallContext&, interop::blob&& arg) override {
    return interop::blob(arg.rbegin(), arg.rend());
  }
  Result<interop::shade> SHADE(CallContext&, interop::shade arg) override { return arg; }
  Result<bool> NEGATE(CallContext&, bool arg) override { return !arg; }
  Result<float> ECHO_FLOAT(CallContext&, float arg) override { return arg; }
  Result<double> ECHO_DOUBLE(CallContext&, double arg) override { return arg; }
  Result<std::int64_t> ECHO_HYPER(CallContext&, std::int64_t arg) override { return arg; }
  Result<interop::list> ECHO_LIST(CallContext&, interop::list&& arg) override { return std::move(arg); }
  Result<interop::choice> ECHO_CHOICE(CallContext&, interop::choice&& arg) override { return std::move(arg); }
  Result<std::int32_t> BREAK(CallContext&) override {
    return farcall::Error{farcall::Code::system_err, farcall::Executed::yes, {}, {}};
  }
  Result<std::int32_t> CREDENTIAL(CallContext& call) override {
    const farcall::SystemCredential* credential = call.system_credential();
    return credential != nullptr ? static_cast<std::int32_t>(credential->uid) : -1;
  }
};

class Third final : public V3::Server {
  Result<std::int32_t> TIMES_THREE(CallContext&, std::int32_t arg) override { return 3 * arg; }
};

}  // namespace

int main(int count, char** arguments) try {
  First first;
  Third third;
  farcall::Server server;
  server.add(first).value();
  server.add(third).value();
  server.stop_on_signals().value();
  std::string registry;
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--advertise" && i + 1 < count) {
      registry = arguments[++i];
    } else {
      (void)server.listen(arguments[i]).value();
    }
  }
  if (!registry.empty()) farcall::advertise(server, registry).value();
  for (const std::string& endpoint : server.endpoints()) std::puts(endpoint.c_str());
  std::fflush(stdout);
  server.run().value();
  return 0;
} catch (const farcall::RpcError& error) {
  std::fprintf(stderr, "interop_server: %s\n", error.what());
  return 1;
}
