// callee [--registry RPCBIND] ENDPOINT...: serves factorial at every endpoint until SIGTERM.
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/farcall.hpp>

#include "factorial.x.hpp"

namespace {

using factorial::answer;

// What cannot be answered is refused in words, in the answer itself: the caller learns it over any transport,
// from a callee in any language, and knows that a repetition would change nothing.
class Factorial final : public factorial::FACTORIAL_PROG::FACTORIAL_VERS::Server {
 public:
  farcall::Result<answer> CALCULATE(farcall::CallContext&, factorial::request&& request) override {
    if (request.opcode != "!") return answer::make_reason("No Good");
    std::string what = std::to_string(request.value) + "!";
    if (request.value < 0) return answer::make_reason("No Good: " + what + " does not exist");
    std::int64_t product = 1;
    // Stops at 21!, whatever the value: a caller cannot keep this thread busy with a large one.
    for (std::int64_t factor = 2; factor <= request.value; ++factor)
      if (__builtin_mul_overflow(product, factor, &product))
        return answer::make_reason("No Good: " + what + " does not fit 64 bits");
    return answer::make_result(product);
  }
};

}  // namespace

int main(int argc, char** argv) try {
  std::vector<std::string_view> endpoints(argv + 1, argv + argc);
  std::string_view registry;
  if (endpoints.size() > 1 && endpoints[0] == "--registry") {
    registry = endpoints[1];
    endpoints.erase(endpoints.begin(), endpoints.begin() + 2);
  }
  if (endpoints.empty() || endpoints[0].starts_with('-')) {
    std::cerr << "usage: callee [--registry RPCBIND] ENDPOINT...\n";
    return 2;
  }

  Factorial service;
  farcall::Server server;
  server.add(service).value();
  server.stop_on_signals().value();
  for (std::string_view endpoint : endpoints) (void)server.listen(endpoint).value();
  if (!registry.empty()) advertise(server, registry).value();

  for (const std::string& endpoint : server.endpoints()) std::cout << endpoint << '\n';
  std::cout.flush();
  server.run().value();
  return 0;
} catch (const farcall::RpcError& failed) {
  std::cerr << "callee: " << failed.what() << '\n';
  return 1;
}
