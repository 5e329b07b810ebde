// Null calls of the peer `capnp`, through the event loop that it has in every thread.
#include <capnp/ez-rpc.h>

#include "../program/coding.hpp"
#include "bench.capnp.h"

namespace suite {
namespace {

using bench::capnp::Calls;

std::string target(const Options& options) {
  return options.transport == "unix" ? "unix:" + options.address : options.address;
}

class CapnpCaller final : public Caller {
 public:
  explicit CapnpCaller(const Options& options) : client_(target(options)), calls_(client_.getMain<Calls>()) {}

  // The members' destructors may throw; here that ends the program.
  ~CapnpCaller() noexcept override {}

  void prepare(const Load& load) override {
    if (load.kind != Kind::null && load.kind != Kind::nulls) die("this peer only makes null calls");
    load_ = load;
  }
  bool call() override {
    if (load_.kind == Kind::null) {
      calls_.nullRequest().send().wait(client_.getWaitScope());
    } else {
      call_together();
    }
    return true;
  }
  bool correct() override { return true; }

 private:
  // All calls leave before the first reply is looked at.
  void call_together() {
    auto replies = kj::heapArrayBuilder<kj::Promise<void>>(load_.count);
    for (std::size_t i = 0; i < load_.count; ++i) replies.add(calls_.nullRequest().send().ignoreResult());
    kj::joinPromises(replies.finish()).wait(client_.getWaitScope());
  }

  ::capnp::EzRpcClient client_;
  Calls::Client calls_;
  Load load_;
};

class Service final : public Calls::Server {
  kj::Promise<void> null(NullContext) override { return kj::READY_NOW; }
};

}  // namespace

std::unique_ptr<Caller> connect(const Options& options) {
  if (options.transport == "coding") return make_coding_caller();
  return std::make_unique<CapnpCaller>(options);
}

void serve(const Options& options) {
  ::capnp::EzRpcServer server(kj::heap<Service>(), target(options));
  kj::WaitScope& scope = server.getWaitScope();
  const unsigned port = server.getPort().wait(scope);
  announce(options.transport == "unix" ? options.address : "127.0.0.1:" + std::to_string(port));
  kj::Promise<void>(kj::NEVER_DONE).wait(scope);
  die("the server stopped");
}

}  // namespace suite
