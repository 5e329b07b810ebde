// The callee: its work is processor time and nothing else.
#include <cstdio>
#include <ctime>

#include <farcall/farcall.hpp>

#include "crowd.hpp"
#include "crowd.x.hpp"

namespace crowd {
namespace {

std::int64_t processor_ns() noexcept {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::int64_t{spent.tv_sec} * 1'000'000'000 + spent.tv_nsec;
}

class Worker final : public CROWD_PROG::CROWD_VERS::Server {
  farcall::Result<void> CROWD_NULL(farcall::CallContext&) override { return {}; }
  farcall::Result<void> CROWD_WORK(farcall::CallContext&, std::uint32_t time_us) override {
    const std::int64_t until = processor_ns() + std::int64_t{time_us} * 1000;
    while (processor_ns() < until) {
    }
    return {};
  }
};

}  // namespace

void serve(const Options& options) {
  Worker worker;
  farcall::Server server;
  server.add(worker).value();
  auto endpoint = server.listen(options.address);
  if (!endpoint) die("cannot listen:", to_string(endpoint.error()));
  std::printf("ready %s %lld\n", endpoint->c_str(), static_cast<long long>(now_ns()));
  std::fflush(stdout);
  auto ended = server.run();
  die("the server stopped:", ended ? "" : to_string(ended.error()));
}

}  // namespace crowd
