// What a generated server derives from, and what it is given for each call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/base/trace.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/runtime/call_options.hpp>
#include <farcall/security/auth_sys.hpp>
#include <farcall/xdr/decoder.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1 {

class EventLoop;

// Who calls, as far as the transport and the kernel can vouch for it.
struct Caller {
  std::string_view netid;  // "tcp" "tcp6" "udp" "udp6" "local" (a UNIX socket) "lrpc" "memory" (this process)
  std::string address;     // as an endpoint writes it; empty for a peer without a name
  std::string local_host;  // the numeric address of ours that it reached; empty for UNIX sockets
  bool same_host = false;  // over a loopback address, a UNIX socket or inside this process
  bool uid_is_known =
      false;  // to the kernel: of a UNIX socket, or of the socket at the other end of loopback TCP
  std::uint32_t uid = 0;
  bool process_is_known = false;  // to the kernel, by SO_PEERCRED
  std::uint32_t pid = 0;
  std::uint32_t gid = 0;
  bool shares_memory = false;  // its calls come by memory: of LRPC, or of who has moved there from its socket
};

// What a handler can ask about the call that it serves. Lives as long as the handler runs.
class FARCALL_API CallContext {
 public:
  virtual ~CallContext();
  [[nodiscard]] virtual const Caller& caller() = 0;
  // Null where the call carries no AUTH_SYS credential.
  [[nodiscard]] virtual const SystemCredential* system_credential() = 0;
  [[nodiscard]] virtual std::uint32_t program() const noexcept = 0;
  [[nodiscard]] virtual std::uint32_t version() const noexcept = 0;
  [[nodiscard]] virtual std::uint32_t procedure() const noexcept = 0;

  // When the caller gives the call up; `never` where it did not say. Units: of this machine's clock.
  [[nodiscard]] virtual TimePoint deadline() const noexcept = 0;
  // Whether nobody will hear of the results: the deadline has passed, the caller has cancelled the call, or
  // it has gone. A handler that works for long asks now and then. Thread: any.
  [[nodiscard]] virtual bool is_cancelled() = 0;
  // What the caller brought to be carried along.
  [[nodiscard]] virtual const Trace& trace() const noexcept = 0;
  // For the calls that this one makes in turn: with the time that is left, and its trace.
  [[nodiscard]] CallOptions options() const noexcept;

  // A way back, by the connection that this call came by, to what the caller offers there
  // (BindOptions::services):
  //
  //   auto progress = call.bind_to_caller<progress::PROGRESS_PROG::PROGRESS_V1::Client>();
  //
  // It may be kept, and used later and by any thread; once the connection has ended its calls end with
  // connection_lost. Each is sent once, so it runs at most once. A handler that waits for one is one of
  // ServerOptions::most_threads all the while. `loop`: of an AsyncClient; null: EventLoop::common(). Errors:
  // unsupported over UDP, connection_lost, resource_exhausted; executed = no. Source: RFC 8167.
  template <typename Client>
  [[nodiscard]] Result<Client> bind_to_caller(EventLoop* loop = nullptr) {
    if constexpr (requires { Client::is_asynchronous; })
      if (loop == nullptr) {
        const Result<EventLoop*> common = common_loop();
        if (!common) return common.error();
        loop = *common;
      }
    Result<Binding> binding = bind_to_caller(Client::program_number, Client::version_number, loop);
    if (!binding) return std::move(binding).error();
    return Client(std::move(*binding));
  }
  // `loop`: null for calls that are waited for.
  [[nodiscard]] virtual Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version,
                                                       EventLoop* loop) = 0;

 private:
  static Result<EventLoop*> common_loop();
};

// One call being served, as a generated server sees it. Each transport has its own.
class FARCALL_API ServerCall : public CallContext {
 public:
  [[nodiscard]] xdr::Decoder& arguments() noexcept { return arguments_; }

  // Results: measure, encode, send. When `encode` fails the reply is SYSTEM_ERR and the fault is logged.
  //
  //   if (!call.reserve(encoded_size(result)) || !encode(call.results(), result)) return call.bad_results();
  //   call.send();
  [[nodiscard]] virtual bool reserve(std::size_t size_bytes) = 0;
  [[nodiscard]] xdr::Encoder& results() noexcept { return results_; }
  // The results may be in borrowed memory: they are sent, or copied, before this returns. Replies to calls
  // that came together may leave when serve_call() has returned.
  virtual void send() = 0;
  void bad_results();
  // Of a one-way procedure, whose caller hears nothing, of an error either: that goes into the log.
  void end_one_way(const Result<void>& result);

  // The call, to be answered later and from any thread; then this one here is over. To be deleted when it has
  // been answered. Errors: std::bad_alloc.
  [[nodiscard]] virtual ServerCall* defer() = 0;

  // Every other end. Each call has exactly one.
  void garbage_arguments();
  void procedure_unavailable();
  // The handler's error as accept_stat or auth_stat, if it is not executed and without a text; otherwise, and
  // where there is none for it, SYSTEM_ERR. Its text stays here.
  void refuse(const Error& error);
  // In a handler of the exception that a callee let out: SYSTEM_ERR, and its text in the log.
  void thrown();

  // It has returned without an answer: SYSTEM_ERR.
  void no_reply();
  [[nodiscard]] bool answered() const noexcept { return answered_; }

 protected:
  // `code`: one that a reply message says, with its versions.
  virtual void send_refusal(Code code, const VersionRange& versions) = 0;
  virtual void send_nothing() = 0;
  // Into the log: which procedure, and what of it.
  void complain(const char* what, const char* more) const noexcept;

  xdr::Decoder arguments_;
  xdr::Encoder results_;
  bool answered_ = false;
};

// A program's version, ready to be called. Generated servers derive from it; users derive from those.
// Its own functions have long names, so that an interface may call its types and procedures `name` or
// `version`. Thread: `serve_call` is called from the server's threads, several at a time when a handler is
// slow.
class FARCALL_API Service {
 public:
  virtual ~Service();
  [[nodiscard]] virtual std::uint32_t service_program() const noexcept = 0;
  [[nodiscard]] virtual std::uint32_t service_version() const noexcept = 0;
  // "square.SQUARE_PROG.SQUARE_VERS", for logs and tools.
  [[nodiscard]] virtual std::string_view service_name() const noexcept = 0;
  // Whether running a procedure twice is as good as running it once: then a repeated call may just run again.
  [[nodiscard]] virtual bool is_idempotent(std::uint32_t procedure) const noexcept { return procedure == 0; }
  // Those that run exactly once, even when the server is killed and started again: within a transaction.
  [[nodiscard]] virtual std::span<const std::uint32_t> durable_procedures() const noexcept { return {}; }
  virtual void serve_call(ServerCall& call) = 0;
};

}  // namespace farcall::inline v1
