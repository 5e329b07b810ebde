// callee FOLDER [--registry RPCBIND] ENDPOINT...: lets anybody who can reach it read the files below FOLDER.
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/farcall.hpp>

#include "open_files.hpp"
#include "remote_read.x.hpp"

namespace {

class RemoteRead final : public remote_read::REMOTE_READ_PROG::REMOTE_READ_VERS::Server {
 public:
  explicit RemoteRead(OpenFiles& files) : files_(files) {}

  farcall::Result<remote_read::open_answer> OPEN(farcall::CallContext& call, std::string&& path) override {
    return files_.open(opener(call), path);
  }
  farcall::Result<remote_read::read_answer> READ(farcall::CallContext& call,
                                                 const remote_read::read_request& request) override {
    return files_.read(opener(call), request);
  }
  farcall::Result<remote_read::status> CLOSE(farcall::CallContext& call, std::int64_t descriptor) override {
    return files_.close(opener(call), descriptor);
  }

 private:
  // Whose call it is, as far as it can be known: the process behind a UNIX socket, else the caller's address
  // and port, which are those of one connection.
  static std::string opener(farcall::CallContext& call) {
    const farcall::Caller& caller = call.caller();
    if (caller.process_is_known) return "process " + std::to_string(caller.pid);
    return std::string(caller.netid) + " " + caller.address;
  }

  OpenFiles& files_;
};

}  // namespace

int main(int argc, char** argv) try {
  std::vector<std::string_view> endpoints(argv + 1, argv + argc);
  if (!endpoints.empty()) endpoints.erase(endpoints.begin());  // FOLDER
  std::string_view registry;
  if (endpoints.size() > 1 && endpoints[0] == "--registry") {
    registry = endpoints[1];
    endpoints.erase(endpoints.begin(), endpoints.begin() + 2);
  }
  if (endpoints.empty() || endpoints[0].starts_with('-')) {
    std::cerr << "usage: callee FOLDER [--registry RPCBIND] ENDPOINT...\n";
    return 2;
  }
  OpenFiles files(argv[1]);
  if (!files.ok()) {
    std::cerr << "callee: " << argv[1]
              << " is no folder that can be served, or the kernel is older than 5.6\n";
    return 1;
  }

  RemoteRead service(files);
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
