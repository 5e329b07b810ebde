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

class DurableStore;

struct ServerOptions {
  Limits limits{};
  // So many handlers run at a time, of streams; as many of each other endpoint. One thread, and up to a
  // quarter as many more, read besides, whatever the handlers do: further calls wait then, and who asks
  // whether the server is there is answered. Threads take over from handlers that are slow, so with 1, too,
  // they are not always on the same one.
  unsigned most_threads = 64;
  // Whom an LRPC endpoint serves, or who may move to shared memory, by what the kernel says of its user and
  // process; nothing: everybody who may open its path. Asked once, when a client binds. It must be short, and
  // must not call: until it returns nobody else is bound, or told that this server is there. Thread: any.
  std::function<bool(const Caller&)> admits{};
  // Whether clients of this machine who came by tcp or unix are offered the memory that it shares, where
  // there are no durable procedures: binder.hpp.
  bool same_host = true;
  // How long a stop waits for handlers and for clients to read, and a hand-over for clients to leave.
  Duration drain = std::chrono::seconds(10);
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
  ~Server();  // as stop(), unless it was handed over, and waits

  // Before the first listen(). Errors: invalid_argument for a program's version that is served already, or
  // that has durable procedures; resource_exhausted.
  Result<void> add(Service& service);
  // The same of a service with durable procedures. The store is a farcall::durable::Database, and lives
  // longer than the server, too.
  Result<void> add(Service& service, DurableStore& store);
  // Opens an endpoint: tcp, udp, unix, lrpc or memory; port 0 takes any. The endpoint as it is, with its
  // port. A socket that this process was started with and that is bound there is taken over instead, whoever
  // started it: systemd (socket activation) or hand_over(). Errors: bad_endpoint, permission_denied, io_error
  // (in use), resource_exhausted; invalid_argument for a LISTEN_FDS that is not true. Source:
  // sd_listen_fds(3).
  Result<std::string> listen(std::string_view endpoint);

  [[nodiscard]] std::vector<std::string> endpoints() const;
  [[nodiscard]] std::vector<Service*> services() const;

  // Called when the last handler is done and before the connections are closed: to deregister, say, unless
  // is_handed_over().
  void at_shutdown(std::function<void()> action);

  // Serves until stop(): then it closes its endpoints, lets the handlers finish and their replies be read,
  // runs the shutdown actions, closes the connections and returns. Calls that come too late do not run.
  // Limit: ServerOptions::drain; a handler that never returns is waited for. Errors: resource_exhausted when
  // it cannot begin; then it is as after stop().
  Result<void> run();
  // run() on a thread of its own.
  Result<void> start();
  // Ends run(). Safe in a signal handler.
  void stop() noexcept;
  // stop() on SIGTERM and SIGINT. One server of a process at a time.
  Result<void> stop_on_signals();

  // A restart that nobody notices: starts `command`, a program (looked for in PATH) and its arguments, which
  // inherits the listening sockets, and waits until it serves: until run() or start() of a server there whose
  // listen() took one of them. From then on it is the only one who accepts; this server serves those who are
  // connected until they leave, for ServerOptions::drain at most, and then ends as after stop(). What the
  // other one does not listen on is closed. Memory, reply caches and memory: endpoints stay here. Not under
  // systemd, which takes the end of this process for the end of all, and can keep the sockets itself. Errors:
  // io_error when it cannot be run or ends before it serves, deadline_exceeded when it does not serve within
  // `timeout` (then it is killed), resource_exhausted: then this server goes on as if nothing had been;
  // cancelled when it stops meanwhile; invalid_argument for a second hand-over, or without sockets.
  // Thread: any while it runs, a handler's too; no signal handler.
  Result<void> hand_over(const std::vector<std::string>& command,
                         Duration timeout = std::chrono::seconds(30));
  [[nodiscard]] bool is_handed_over() const noexcept;

 private:
  class Loop;
  Result<void> add(Service& service, DurableStore* store);
  std::unique_ptr<Loop> loop_;
};

}  // namespace farcall::inline v1
