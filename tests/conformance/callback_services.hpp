// Hosts that call their callers back, the guests that they call, and a site with one of each.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "callback.x.hpp"
#include "fixture.hpp"

namespace conformance {

namespace Host = callback::HOST_PROG::HOST_V1;
namespace Guest = callback::GUEST_PROG::GUEST_V1;
using callback::bytes;
using farcall::CallContext;
using farcall::EventLoop;
using farcall::Result;
using farcall::Task;

template <typename T>
class Slot {
 public:
  void put(T value) {
    std::lock_guard lock(mutex_);
    value_.emplace(std::move(value));
    changed_.notify_all();
  }
  T take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return value_.has_value(); });
    return *std::exchange(value_, std::nullopt);
  }

 private:
  std::mutex mutex_;  // protects what follows
  std::condition_variable changed_;
  std::optional<T> value_;
};

class HostService final : public Host::Server {
 public:
  Gate gate;
  Slot<Result<Guest::Client>> enrolled;
  Slot<Error> failed;  // why the caller gave no answer to ASK
  farcall::Duration timeout{};

 private:
  Result<std::int32_t> ADD(CallContext&, std::int32_t a, std::int32_t b) override { return a + b; }
  Result<std::int32_t> ASK(CallContext& call, std::int32_t number) override {
    Result<Guest::Client> caller = call.bind_to_caller<Guest::Client>();
    Result<std::int32_t> answer =
        caller ? caller->ANSWER(number, {.timeout = timeout}) : Result<std::int32_t>(caller.error());
    if (!answer) failed.put(answer.error());
    return answer;
  }
  Result<bytes> ASK_BYTES(CallContext& call, bytes&& sent) override {
    return call.bind_to_caller<Guest::Client>().value().ECHO(sent);
  }
  Result<std::int32_t> BOUNCE(CallContext& call, std::int32_t number) override {
    if (number == 0) return 0;
    Result<std::int32_t> less = call.bind_to_caller<Guest::Client>().value().BOUNCE(number - 1);
    if (!less) return less;
    return *less + 1;
  }
  Result<void> TELL(CallContext& call, std::int32_t count) override {
    const Guest::Client caller = call.bind_to_caller<Guest::Client>().value();
    for (std::int32_t i = 0; i < count; ++i)
      if (Result<void> told = caller.TOLD(i); !told) return told;
    return {};
  }
  Result<void> ENROL(CallContext& call) override {
    enrolled.put(call.bind_to_caller<Guest::Client>());
    return {};
  }
  Result<void> WAIT(CallContext&) override {
    gate.pass();
    return {};
  }
  Result<void> PASS(CallContext& call) override { return ENROL(call); }
};

// The same by coroutines.
class HostCoroutines final : public Host::AsyncServer {
 public:
  std::atomic<int> most_at_once{0};  // of ASK

 private:
  Task<Result<std::int32_t>> ADD(CallContext&, std::int32_t a, std::int32_t b) override { co_return a + b; }
  Task<Result<std::int32_t>> ASK(CallContext& call, std::int32_t number) override {
    const int now = ++at_once_;
    for (int most = most_at_once; most < now && !most_at_once.compare_exchange_weak(most, now);) continue;
    const Guest::AsyncClient caller = call.bind_to_caller<Guest::AsyncClient>().value();
    auto asked = caller.ANSWER(number, {.timeout = patience});
    const Result<std::int32_t> answer = co_await std::move(asked);
    --at_once_;
    co_return answer;
  }
  Task<Result<bytes>> ASK_BYTES(CallContext& call, bytes sent) override {
    const Guest::AsyncClient caller = call.bind_to_caller<Guest::AsyncClient>().value();
    auto answer = caller.ECHO(sent);
    co_return co_await std::move(answer);
  }
  Task<Result<std::int32_t>> BOUNCE(CallContext& call, std::int32_t number) override {
    if (number == 0) co_return 0;
    const Guest::AsyncClient caller = call.bind_to_caller<Guest::AsyncClient>().value();
    auto answer = caller.BOUNCE(number - 1);
    Result<std::int32_t> less = co_await std::move(answer);
    if (!less) co_return less.error();
    co_return *less + 1;
  }
  Task<Result<void>> TELL(CallContext& call, std::int32_t count) override {
    const Guest::AsyncClient caller = call.bind_to_caller<Guest::AsyncClient>().value();
    for (std::int32_t i = 0; i < count; ++i) {
      auto told = caller.TOLD(i);
      if (Result<void> sent = co_await std::move(told); !sent) co_return sent.error();
    }
    co_return Result<void>();
  }
  Task<Result<void>> ENROL(CallContext&) override { co_return Result<void>(); }
  Task<Result<void>> WAIT(CallContext&) override { co_return Result<void>(); }
  Task<Result<void>> PASS(CallContext&) override { co_return Result<void>(); }

  std::atomic<int> at_once_{0};
};

class GuestService final : public Guest::Server {
 public:
  Gate gate;
  Journal journal;
  Other<Host::Client> host;  // for BOUNCE
  std::atomic<int> passed{0};

 private:
  Result<std::int32_t> ANSWER(CallContext&, std::int32_t number) override { return 2 * number; }
  Result<bytes> ECHO(CallContext&, bytes&& sent) override { return std::move(sent); }
  Result<std::int32_t> BOUNCE(CallContext&, std::int32_t number) override {
    if (number == 0) return 0;
    Result<std::int32_t> less = host.get().BOUNCE(number - 1);
    if (!less) return less;
    return *less + 1;
  }
  Result<void> TOLD(CallContext&, std::int32_t number) override {
    journal.write(static_cast<std::uint64_t>(number));
    return {};
  }
  Result<std::int32_t> BLOCK(CallContext&, std::int32_t number) override {
    gate.pass();
    ++passed;
    return number;
  }
};

class GuestCoroutines final : public Guest::AsyncServer {
  Task<Result<std::int32_t>> ANSWER(CallContext&, std::int32_t number) override { co_return 3 * number; }
  Task<Result<bytes>> ECHO(CallContext&, bytes sent) override { co_return std::move(sent); }
  Task<Result<std::int32_t>> BOUNCE(CallContext&, std::int32_t) override { co_return 0; }
  Task<Result<void>> TOLD(CallContext&, std::int32_t) override { co_return Result<void>(); }
  Task<Result<std::int32_t>> BLOCK(CallContext&, std::int32_t number) override { co_return number; }
};

class Callbacks : public testing::TestWithParam<Placement> {
 protected:
  ~Callbacks() override {
    host.gate.open();
    guest.gate.open();
  }
  farcall::Server& serve(farcall::Service& service, farcall::ServerOptions options = {}) {
    server = std::make_unique<farcall::Server>(options);
    server->add(service).value();
    endpoint = server->listen(fresh_endpoint(GetParam())).value();
    server->start().value();
    return *server;
  }
  template <typename Client = Host::Client>
  [[nodiscard]] Client client(farcall::BindOptions options) const {
    if (GetParam().by_loop && options.loop == nullptr) options.loop = &EventLoop::common();
    if (options.timeout == farcall::Duration::zero()) options.timeout = patience;
    const bool moves = GetParam().has_moved || (GetParam().is_shared && !options.services.empty());
    if (!moves) return bind_to<Client>(endpoint, options);
    const farcall::Binding binding =
        farcall::bind(endpoint, Client::program_number, Client::version_number, options).value();
    if (options.sessions) let_move(binding);  // without them it stays at its stream
    return Client(binding);
  }
  template <typename Client = Host::Client>
  [[nodiscard]] Client open_client() {
    return client<Client>({.services = {&guest}});
  }

  HostService host;
  HostCoroutines coroutines;
  GuestService guest;
  std::unique_ptr<farcall::Server> server;
  std::string endpoint;
};

}  // namespace conformance
