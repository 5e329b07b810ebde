// callee ENDPOINT...: adds numbers up until SIGTERM, and calls its callers back meanwhile.
//
//   callee tcp://127.0.0.1:0 unix:/tmp/progress
#include <cstdint>
#include <iostream>
#include <string>

#include <farcall/farcall.hpp>

#include "progress.x.hpp"

namespace {

class Job final : public progress::JOB_PROG::JOB_V1::Server {
  farcall::Result<std::uint64_t> SUM(farcall::CallContext& call, std::uint32_t count) override {
    auto caller = call.bind_to_caller<progress::PROGRESS_PROG::PROGRESS_V1::Client>();
    if (!caller) return caller.error();
    std::uint64_t sum = 0;
    std::uint64_t number = 0;
    for (std::uint32_t percent = 25; percent <= 100; percent += 25) {
      while (number < std::uint64_t{count} * percent / 100) sum += ++number;
      farcall::Result<bool> goes_on = caller->REACHED(percent, call.options());
      if (!goes_on) return goes_on.error();
      if (!*goes_on) break;
    }
    return sum;
  }
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::cerr << "usage: callee ENDPOINT...\n";
    return 2;
  }
  Job job;
  farcall::Server server;
  server.add(job).value();
  server.stop_on_signals().value();
  for (int i = 1; i < argc; ++i) (void)server.listen(argv[i]).value();
  for (const std::string& endpoint : server.endpoints()) std::cout << endpoint << '\n';
  std::cout.flush();
  server.run().value();
  return 0;
} catch (const farcall::RpcError& failed) {
  std::cerr << "callee: " << failed.what() << '\n';
  return 1;
}
