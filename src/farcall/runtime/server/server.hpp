// A server: services, the endpoints where they can be called, and the threads that run them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1 {

struct ServerOptions {
  Limits limits{};
  unsigned most_threads = 16;                 // that many slow handlers, less one, hold nobody else up
  Duration drain = std::chrono::seconds(10);  // how long a stop waits for handlers and for clients to read
};

// Serves calls over any number of endpoints at once. A handler runs on the thread that read its call.
//
//   Square square;  // derives from a generated Server
//   farcall::Server server;
//   server.add(square).value();
//   server.stop_on_signals().value();                          // before anybody can know of the server
//   auto endpoint = server.listen("tcp://0.0.0.0:0").value();  // "tcp://0.0.0.0:41327"
//   server.run().value();                                      // until SIGTERM
//
// An endpoint memory:name is served by its callers' threads, from listen() on; it needs no run().
//
// Thread: run() on one; stop() and endpoints() from any; the rest before run().
// Owns: its sockets and threads; not its services, which live longer.
class FARCALL_API Server {
 public:
  explicit Server(ServerOptions options = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  // as stop(), and waits

  // Before the first listen(). Errors: invalid_argument for a program's version that is served already;
  // resource_exhausted.
  Result<void> add(Service& service);
  // Opens an endpoint: tcp, udp, unix or memory; port 0 takes any. The endpoint as it is, with its port.
  // Errors: bad_endpoint, permission_denied, io_error (in use), resource_exhausted.
  Result<std::string> listen(std::string_view endpoint);

  [[nodiscard]] std::vector<std::string> endpoints() const;
  [[nodiscard]] std::vector<Service*> services() const;

  // Called when the last handler is done and before the connections are closed: to deregister, say.
  void at_shutdown(std::function<void()> action);

  // Serves until stop(): then it accepts no more, lets the handlers finish and their replies be read, runs
  // the shutdown actions, closes and returns. Limit: ServerOptions::drain; a handler that never returns is
  // waited for. Errors: resource_exhausted when it cannot begin; then it is as after stop().
  Result<void> run();
  // run() on a thread of its own.
  Result<void> start();
  // Ends run(). Safe in a signal handler.
  void stop() noexcept;
  // stop() on SIGTERM and SIGINT. One server of a process at a time.
  Result<void> stop_on_signals();

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace farcall::inline v1
