// peer serve|call ENDPOINT: an honest server, or an honest client that calls all the time.
// peer hold FILE: nothing but who has the mutex in that file.
// Writes a byte as soon as it does, and goes on until it is killed. A client that gets a wrong answer ends.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <farcall/base/log.hpp>
#include <farcall/farcall.hpp>

#include "hostile.x.hpp"
#include "inventory.hpp"
#include "shared_mutex.hpp"

namespace {

namespace V = hostile::HOSTILE_PROG::HOSTILE_VERS;

class Callee final : public V::Server {
 public:
  farcall::Result<hostile::bytes> ECHO(farcall::CallContext&, hostile::bytes&& arg) override { return arg; }
  farcall::Result<hostile::inventory> COUNT(farcall::CallContext&) override {
    return hostile::take_inventory();
  }
};

class CountedCallee final : public hostile::COUNTED_PROG::COUNTED_VERS::Server {
 public:
  explicit CountedCallee(const std::string& path) : runs_(hostile::path_of_runs(path)) {}

 private:
  farcall::Result<hostile::bytes> RUN(farcall::CallContext&, hostile::order&& arg) override {
    runs_.get()->count(arg.caller, arg.number);
    return std::move(arg.body);
  }

  const hostile::SharedFile<hostile::Runs> runs_;
};

void tell() {
  if (::write(STDOUT_FILENO, "+", 1) != 1) std::exit(1);
}

int serve(std::string_view endpoint) {
  farcall::set_log([](farcall::LogLevel, std::string_view) {});  // what hostile clients cause is no news
  farcall::Server server({.most_threads = 7});  // one lane: others would be open when their clients have gone
  Callee callee;
  CountedCallee counted(std::string(endpoint.substr(endpoint.find(':') + 1)));
  server.add(callee).value();
  server.add(counted).value();
  (void)server.listen(endpoint).value();
  server.start().value();
  tell();
  for (;;) ::pause();
}

int call(std::string_view endpoint) {
  auto client = farcall::bind<V::Client>(endpoint).value();
  for (std::uint32_t i = 0;; ++i) {
    hostile::bytes sent(i % 97 == 0 ? 20'000 : i % 60, static_cast<std::uint8_t>(i));
    const auto received = client.ECHO(sent);
    if (!received || *received != sent) return 1;
    if (i == 0) tell();
  }
}

int hold(const std::string& path) {
  hostile::SharedMutex mutex(path);
  if (::pthread_mutex_lock(mutex.get()) != 0) return 1;
  tell();
  for (;;) ::pause();
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const std::string_view what = argv[1];
  return what == "serve" ? serve(argv[2]) : what == "hold" ? hold(argv[2]) : call(argv[2]);
} catch (const farcall::RpcError& failed) {
  std::fprintf(stderr, "%s\n", failed.what());
  return 1;
}
