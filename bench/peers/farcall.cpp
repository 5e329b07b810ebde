// The peer `farcall`: the stubs that farcallc generates from bench.x, as a user would call them. Results are
// decoded into objects that the caller keeps.
#include <farcall/farcall.hpp>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <vector>

#include "../program/coding.hpp"
#include "bench.x.hpp"
#include "farcall_values.hpp"

namespace suite {
namespace {

using Client = bench::BENCH_PROG::BENCH_VERS::Client;
using AsyncClient = bench::BENCH_PROG::BENCH_VERS::AsyncClient;

[[noreturn]] void give_up(const farcall::Error& error) {
  errno = 0;
  die("farcall:", to_string(error));
}

template <typename Client>
Client make_client(const Options& options, farcall::BindOptions bind = {}) {
  bind.same_host = false;  // a row of sockets is of sockets
  auto client = farcall::bind<Client>(options.address, bind);
  if (!client) give_up(client.error());
  return std::move(*client);
}

class FarcallCaller final : public Caller {
 public:
  explicit FarcallCaller(const Options& options) : FarcallCaller(options, make_client<Client>(options)) {}
  FarcallCaller(const Options& options, Client client) : options_(options), client_(std::move(client)) {
    for (int i = 0; i < options.connections && options.role == "client"; ++i)
      (void)done(idle_.emplace_back(make_client<Client>(options)).BENCH_NULL());
  }

  // A copy of a client shares its binding's channel.
  std::unique_ptr<Caller> share() override { return std::make_unique<FarcallCaller>(options_, *client_); }

  void prepare(const Load& load) override {
    load_ = load;
    if (load.kind == Kind::nulls) {
      client_.reset();  // all that is in flight is so on one connection, which is the only one
      if (!async_client_) async_client_ = make_client<AsyncClient>(options_, {.loop = &loop_});
    } else {
      async_client_.reset();
      if (!client_) client_ = make_client<Client>(options_);
    }
    if (load.kind == Kind::big_in || load.kind == Kind::big_in_out) {
      const auto bytes = sample_bytes(big_bytes);
      std::copy(bytes.begin(), bytes.end(), big_.bytes.begin());
    }
    if (load.kind == Kind::echo) {
      bytes_ = sample_bytes(load.count);
      payload_.bytes = farcall::xdr::Borrowed(bytes_);
    }
    if (load.kind == Kind::structs) items_ = farcall_items(sample_items(load.count, options_.transport));
  }

  bool call() override {
    switch (load_.kind) {
      case Kind::null: return done(client_->BENCH_NULL());
      case Kind::nulls: return loop_.wait(together());
      case Kind::add: {
        auto sum = client_->BENCH_ADD({.a = 2, .b = 40});
        if (!done(sum)) return false;
        sum_ = *sum;
        return true;
      }
      case Kind::big_in: return done(client_->BENCH_BIG_IN(big_));
      case Kind::big_in_out: return done(client_->BENCH_BIG_IN_OUT_into(big_, returned_big_));
      case Kind::echo: return done(client_->BENCH_ECHO_into(payload_, returned_payload_));
      case Kind::structs: return done(client_->BENCH_STRUCTS_into(items_, returned_items_));
      default: break;  // only coded
    }
    return false;
  }

  bool correct() override {
    switch (load_.kind) {
      case Kind::null:
      case Kind::nulls:
      case Kind::big_in: return true;
      case Kind::add: return sum_ == 42;
      case Kind::big_in_out: return big_ == returned_big_;
      case Kind::echo: return payload_ == returned_payload_;
      case Kind::structs: return items_ == returned_items_;
      default: break;  // only coded
    }
    return false;
  }

 private:
  template <typename T>
  static bool done(const farcall::Result<T>& result) {
    if (!result) give_up(result.error());
    return true;
  }

  // All calls leave before the first reply is looked at.
  farcall::Task<bool> together() {
    for (std::size_t i = 0; i < load_.count; ++i) replies_.push_back(async_client_->BENCH_NULL());
    for (auto& reply : replies_) (void)done(co_await std::move(reply));
    replies_.clear();
    co_return true;
  }

  const Options options_;
  std::optional<Client> client_;
  std::vector<Client> idle_;
  farcall::EventLoop loop_;
  std::optional<AsyncClient> async_client_;
  std::vector<farcall::Reply<void>> replies_;
  Load load_;
  std::int32_t sum_ = 0;
  bench::bench_big big_;
  bench::bench_big returned_big_;
  std::vector<std::uint8_t> bytes_;
  bench::bench_payload payload_;
  bench::bench_payload returned_payload_;
  bench::bench_items items_;
  bench::bench_items returned_items_;
};

class Bench final : public bench::BENCH_PROG::BENCH_VERS::Server {
  farcall::Result<void> BENCH_NULL(farcall::CallContext&) override { return {}; }
  farcall::Result<std::int32_t> BENCH_ADD(farcall::CallContext&, const bench::bench_pair& pair) override {
    return pair.a + pair.b;
  }
  farcall::Result<void> BENCH_BIG_IN(farcall::CallContext&, const bench::bench_big&) override { return {}; }
  farcall::Result<bench::bench_big> BENCH_BIG_IN_OUT(farcall::CallContext&,
                                                     const bench::bench_big& big) override {
    return big;
  }
  // The bytes are the call's own: nothing is copied here.
  farcall::Result<bench::bench_payload> BENCH_ECHO(farcall::CallContext&,
                                                   bench::bench_payload&& payload) override {
    return std::move(payload);
  }
  farcall::Result<bench::bench_items> BENCH_STRUCTS(farcall::CallContext&,
                                                    bench::bench_items&& items) override {
    return std::move(items);
  }
};

}  // namespace

std::unique_ptr<Caller> connect(const Options& options) {
  if (options.transport == "coding") return make_coding_caller();
  return std::make_unique<FarcallCaller>(options);
}

void serve(const Options& options) {
  const std::string wanted =
      options.transport + (options.address.starts_with('/') ? ":" : "://") + options.address;
  Bench service;
  farcall::Server server;
  if (auto added = server.add(service); !added) give_up(added.error());
  auto endpoint = server.listen(wanted);
  if (!endpoint) give_up(endpoint.error());
  announce(*endpoint);
  auto ended = server.run();
  if (!ended) give_up(ended.error());
  die("the server stopped");
}

}  // namespace suite
