// The peer `libtirpc`: rpcgen's header and XDR functions, clnt_* and svc_* without a registry. An echo's
// result goes into memory that is there already.
#include <rpc/rpc.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "../program/coding.hpp"
#include "../program/socket.hpp"
#include "libtirpc_values.hpp"

namespace suite {
namespace {

// Its default is 8,800, which is less than 32 KiB.
constexpr u_int datagram_bytes = 60'000;

// xdr_void is declared without parameters; by way of void (*)() g++ lets a function be anything.
xdrproc_t nothing() { return reinterpret_cast<xdrproc_t>(reinterpret_cast<void (*)()>(xdr_void)); }

CLIENT* make_client(const Options& options, int socket) {
  sockaddr_storage server{};
  socklen_t size_bytes = sizeof server;
  getpeername(socket, reinterpret_cast<sockaddr*>(&server), &size_bytes);
  netbuf address{size_bytes, size_bytes, &server};
  const auto buffer_bytes = static_cast<u_int>(options.buffer_bytes);
  CLIENT* client =
      options.transport == "udp"
          ? clnt_dg_create(socket, &address, BENCH_PROG, BENCH_VERS, datagram_bytes, datagram_bytes)
          : clnt_vc_create(socket, &address, BENCH_PROG, BENCH_VERS, buffer_bytes, buffer_bytes);
  if (client == nullptr) die(clnt_spcreateerror("libtirpc"));
  return client;
}

class TirpcCaller final : public Caller {
 public:
  explicit TirpcCaller(const Options& options)
      : transport_(options.transport),
        socket_(connect_to(options.transport, options.address)),
        client_(make_client(options, socket_)) {}
  ~TirpcCaller() override {
    clnt_destroy(client_);
    close(socket_);
    forget_items();
  }

  void prepare(const Load& load) override {
    load_ = load;
    if (load.kind == Kind::structs) items_.fill(sample_items(load.count, transport_));
    if (load.kind == Kind::big_in || load.kind == Kind::big_in_out) {
      const auto bytes = sample_bytes(big_bytes);
      std::memcpy(big_.bytes, bytes.data(), bytes.size());
    }
    if (load.kind == Kind::echo) {
      bytes_ = sample_bytes(load.count);
      payload_.bytes.bytes_len = static_cast<u_int>(bytes_.size());
      payload_.bytes.bytes_val = reinterpret_cast<char*>(bytes_.data());
      // xdr_bytes fills memory that it is given, and allocates it otherwise.
      returned_bytes_.assign(BENCH_ECHO_MAX, 0);
      returned_payload_.bytes.bytes_val = returned_bytes_.data();
    }
  }

  bool call() override {
    switch (load_.kind) {
      case Kind::null: return transact(BENCH_NULL, nothing(), nullptr, nothing(), nullptr);
      case Kind::add:
        return transact(BENCH_ADD, procedure(xdr_bench_pair), &pair_, procedure(xdr_int), &sum_);
      case Kind::big_in: return transact(BENCH_BIG_IN, procedure(xdr_bench_big), &big_, nothing(), nullptr);
      case Kind::big_in_out:
        return transact(BENCH_BIG_IN_OUT, procedure(xdr_bench_big), &big_, procedure(xdr_bench_big),
                        &returned_big_);
      case Kind::echo:
        return transact(BENCH_ECHO, procedure(xdr_bench_payload), &payload_, procedure(xdr_bench_payload),
                        &returned_payload_);
      case Kind::structs:
        forget_items();
        return transact(BENCH_STRUCTS, procedure(xdr_bench_items), items_.get(), procedure(xdr_bench_items),
                        &returned_items_);
      default: break;  // only coded
    }
    return false;
  }

  bool correct() override {
    switch (load_.kind) {
      case Kind::null:
      case Kind::big_in: return true;
      case Kind::add: return sum_ == 42;
      case Kind::big_in_out: return std::memcmp(big_.bytes, returned_big_.bytes, big_bytes) == 0;
      case Kind::echo:
        return returned_payload_.bytes.bytes_len == load_.count &&
               std::memcmp(returned_bytes_.data(), bytes_.data(), load_.count) == 0;
      case Kind::structs: return items_.equals(returned_items_);
      default: break;  // only coded
    }
    return false;
  }

 private:
  bool transact(rpcproc_t number, xdrproc_t encode, void* arguments, xdrproc_t decode, void* results) {
    constexpr timeval patience{25, 0};
    const clnt_stat status = clnt_call(client_, number, encode, static_cast<char*>(arguments), decode,
                                       static_cast<char*>(results), patience);
    if (status != RPC_SUCCESS) clnt_perror(client_, const_cast<char*>("libtirpc"));
    return status == RPC_SUCCESS;
  }

  void forget_items() {
    xdr_free(procedure(xdr_bench_items), &returned_items_);
    returned_items_ = {};
  }

  std::string transport_;
  int socket_;
  CLIENT* client_;
  Load load_;
  bench_pair pair_{2, 40};
  int sum_ = 0;
  bench_big big_{};
  bench_big returned_big_{};
  std::vector<std::uint8_t> bytes_;
  std::vector<char> returned_bytes_;
  bench_payload payload_{};
  bench_payload returned_payload_{};
  Items items_;
  bench_items returned_items_{};
};

// One procedure of the server: arguments in, the results made of them out, and the arguments freed.
template <typename Argument, typename Handler>
void handle(SVCXPRT* transport, bool_t (*coder)(XDR*, Argument*), Handler handler) {
  Argument argument{};
  if (!svc_getargs(transport, procedure(coder), reinterpret_cast<char*>(&argument))) {
    svcerr_decode(transport);
    return;
  }
  handler(argument);
  svc_freeargs(transport, procedure(coder), reinterpret_cast<char*>(&argument));
}

template <typename Result>
void reply(SVCXPRT* transport, bool_t (*coder)(XDR*, Result*), Result& result) {
  svc_sendreply(transport, procedure(coder), reinterpret_cast<char*>(&result));
}

void dispatch(svc_req* request, SVCXPRT* transport) {
  switch (request->rq_proc) {
    case BENCH_NULL: svc_sendreply(transport, nothing(), nullptr); return;
    case BENCH_ADD:
      return handle(transport, xdr_bench_pair, [&](bench_pair& pair) {
        int sum = pair.a + pair.b;
        reply(transport, xdr_int, sum);
      });
    case BENCH_BIG_IN:
      return handle(transport, xdr_bench_big,
                    [&](bench_big&) { svc_sendreply(transport, nothing(), nullptr); });
    case BENCH_BIG_IN_OUT:
      return handle(transport, xdr_bench_big, [&](bench_big& big) { reply(transport, xdr_bench_big, big); });
    case BENCH_ECHO:
      return handle(transport, xdr_bench_payload,
                    [&](bench_payload& payload) { reply(transport, xdr_bench_payload, payload); });
    case BENCH_STRUCTS:
      return handle(transport, xdr_bench_items,
                    [&](bench_items& items) { reply(transport, xdr_bench_items, items); });
    default: svcerr_noproc(transport);
  }
}

}  // namespace

std::unique_ptr<Caller> connect(const Options& options) {
  if (options.transport == "coding") return make_coding_caller();
  return std::make_unique<TirpcCaller>(options);
}

void serve(const Options& options) {
  std::string address = options.address;
  const int listener = listen_on(options.transport, address);
  const auto buffer_bytes = static_cast<u_int>(options.buffer_bytes);
  SVCXPRT* transport = options.transport == "udp" ? svc_dg_create(listener, datagram_bytes, datagram_bytes)
                                                  : svc_vc_create(listener, buffer_bytes, buffer_bytes);
  // Without a netconfig nothing is told to rpcbind.
  if (transport == nullptr || !svc_reg(transport, BENCH_PROG, BENCH_VERS, dispatch, nullptr)) {
    die("libtirpc cannot serve");
  }
  announce(address);
  svc_run();
  die("svc_run returned");
}

}  // namespace suite
