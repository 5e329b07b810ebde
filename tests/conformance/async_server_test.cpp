// Servers whose procedures are coroutines: they answer when they are done, on whatever thread that is.
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "fixture.hpp"
#include "random_values.hpp"

namespace conformance {
namespace {

using farcall::CallContext;
using farcall::EventLoop;
using farcall::Result;
using farcall::Task;

// Lets coroutines wait for a test. Thread: any.
class Door {
 public:
  struct Awaiter : farcall::Resumable {
    explicit Awaiter(Door& its_door) : door(its_door) {}
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> awaiting) {
      std::lock_guard lock(door.mutex_);
      if (door.open_) return false;
      handle_ = awaiting;
      door.waiting_.push_back(this);
      ++door.arrived_;
      door.changed_.notify_all();
      return true;
    }
    void await_resume() const noexcept {}
    Door& door;
  };
  Awaiter operator co_await() { return Awaiter(*this); }
  void await(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return arrived_ >= count; });
  }
  [[nodiscard]] int arrived() {
    std::lock_guard lock(mutex_);
    return arrived_;
  }
  void open() {
    std::vector<Awaiter*> waiting;
    {
      std::lock_guard lock(mutex_);
      open_ = true;
      waiting.swap(waiting_);
    }
    for (Awaiter* one : waiting) resume(*one);
  }

 private:
  std::mutex mutex_;  // protects what follows
  std::condition_variable changed_;
  std::vector<Awaiter*> waiting_;
  int arrived_ = 0;
  bool open_ = false;
};

// The part of the suite's program that a coroutine makes interesting; the rest says that it is not there.
class Coroutines final : public V1::AsyncServer {
 public:
  Door door;
  Journal journal;
  Other<V1::AsyncClient> other;  // whom NEST asks

 private:
  template <typename T>
  static Task<Result<T>> absent() {
    co_return Error{Code::proc_unavail, Executed::no, {}, {}};
  }
  Task<Result<std::int32_t>> ADD(CallContext&, std::int32_t a, std::int32_t b) override { co_return a + b; }
  Task<Result<everything>> ECHO(CallContext&, everything arg) override { co_return std::move(arg); }
  Task<Result<scalars>> ECHO_SCALARS(CallContext&, scalars arg) override { co_return arg; }
  Task<Result<list>> REVERSE(CallContext&, list) override { return absent<list>(); }
  Task<Result<tree>> ECHO_TREE(CallContext&, tree arg) override { co_return std::move(arg); }
  Task<Result<choice>> ECHO_CHOICE(CallContext&, choice arg) override { co_return std::move(arg); }
  Task<Result<verdict>> ECHO_VERDICT(CallContext&, verdict arg) override { co_return std::move(arg); }
  Task<Result<color>> ECHO_COLOR(CallContext&, color arg) override { co_return arg; }
  Task<Result<std::string>> ECHO_NAME(CallContext&, conformance::name arg) override {
    co_return std::move(arg);
  }
  Task<Result<blob>> ECHO_BLOB(CallContext&, blob arg) override {
    co_await door;
    co_return std::move(arg);
  }
  Task<Result<blob>> MAKE_BLOB(CallContext&, std::uint32_t) override { return absent<blob>(); }
  Task<Result<double>> ECHO_DOUBLE(CallContext&, double arg) override { co_return arg; }
  Task<Result<std::int32_t>> CHANGE(CallContext&, std::int32_t& a, std::string& b, triple&) override {
    co_await door;
    a = -a;
    b += "!";
    co_return 0;
  }
  Task<Result<std::int32_t>> REFUSE(CallContext&, std::int32_t code) override {
    co_await door;
    co_return Error{static_cast<Code>(code), Executed::no, {}, {}};
  }
  Task<Result<void>> THROW(CallContext&, std::int32_t) override {
    co_await door;
    throw std::runtime_error("a secret of the callee");
  }
  Task<Result<color>> BAD_COLOR(CallContext&) override { co_return static_cast<color>(99); }
  Task<Result<std::int32_t>> BLOCK(CallContext&, std::int32_t ticket) override {
    co_await door;
    co_return ticket;
  }
  Task<Result<void>> RECORD(CallContext&, std::uint64_t) override { return absent<void>(); }
  Task<Result<conditions>> CONDITIONS(CallContext&) override { return absent<conditions>(); }
  Task<Result<void>> OUTLIVE(CallContext&, std::uint64_t) override { return absent<void>(); }
  Task<Result<void>> NOTE(CallContext&, std::uint64_t number) override {
    co_await door;
    journal.write(number);
    co_return Result<void>();
  }
  Task<Result<void>> NOTE_NAME(CallContext&, conformance::name) override { return absent<void>(); }
  Task<Result<identity>> WHO(CallContext& call) override {
    co_await door;
    identity caller;
    caller.netid = call.caller().netid;
    caller.has_credential = call.system_credential() != nullptr;
    if (caller.has_credential) caller.claimed_uid = call.system_credential()->uid;
    co_return caller;
  }
  Task<Result<std::int32_t>> NEST(CallContext&, std::int32_t depth) override {
    if (depth == 0) co_return 0;
    const V1::AsyncClient asked = other.get();
    auto deeper = asked.NEST(depth - 1);
    Result<std::int32_t> below = co_await std::move(deeper);
    if (!below) co_return below.error();
    co_return *below + 1;
  }
};

class AsyncService : public testing::TestWithParam<Placement> {
 protected:
  AsyncService() {
    server.add(service).value();
    endpoint = server.listen(fresh_endpoint(GetParam())).value();
    server.start().value();
  }
  ~AsyncService() override { service.door.open(); }
  [[nodiscard]] V1::Client client() const { return bind_to(endpoint, {.timeout = patience}); }

  Coroutines service;
  farcall::Server server;
  std::string endpoint;
};
INSTANTIATE_TEST_SUITE_P(
    placement, AsyncService,
    testing::ValuesIn(placements_where([](const Placement& one) { return !one.by_loop; })), name_of);

TEST_P(AsyncService, AnswersAtOnceWhenItNeedNotWait) {
  const V1::Client callee = client();
  RandomValues random(1);
  for (int i = 0; i < 20; ++i) {
    everything sent;
    random.fill(sent);
    EXPECT_TRUE(callee.ECHO(sent).value() == sent);
  }
  EXPECT_EQ(callee.ADD(40, 2).value(), 42);
  EXPECT_ENDS(callee.BAD_COLOR(), Code::system_err, Executed::maybe);
  EXPECT_ENDS(callee.RECORD(1), Code::proc_unavail, Executed::no);
}

TEST_P(AsyncService, AnswersLater) {
  const QuietLog quiet;
  std::vector<std::thread> callers;
  const blob bytes(1000, 7);
  callers.emplace_back([&] { EXPECT_EQ(client().BLOCK(7).value(), 7); });
  callers.emplace_back([&] { EXPECT_EQ(client().ECHO_BLOB(bytes).value(), bytes); });
  callers.emplace_back([&] { EXPECT_ENDS(client().THROW(0), Code::system_err, Executed::maybe); });
  callers.emplace_back([&] {
    EXPECT_ENDS(client().REFUSE(static_cast<std::int32_t>(Code::garbage_args)), Code::garbage_args,
                Executed::no);
  });
  callers.emplace_back([&] {
    std::int32_t a = 5;
    std::string b = "kept";
    triple c{};
    EXPECT_EQ(client().CHANGE(a, b, c).value(), 0);
    EXPECT_EQ(a, -5);
    EXPECT_EQ(b, "kept!");
  });
  callers.emplace_back([&] {
    farcall::SystemCredential credential;
    credential.uid = 4711;
    const auto caller = bind_to(endpoint, {.timeout = patience, .credential = credential}).WHO().value();
    EXPECT_EQ(caller.netid, GetParam().netid);
    EXPECT_TRUE(caller.has_credential);
    EXPECT_EQ(caller.claimed_uid, 4711U) << "the credential stays with the call";
  });
  service.door.await(6);
  EXPECT_EQ(client().ADD(1, 2).value(), 3) << "no thread waits with them";
  service.door.open();
  for (std::thread& caller : callers) caller.join();
}

TEST_P(AsyncService, CallsFurther) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller of a call within the process waits in it";
  EventLoop& loop = EventLoop::common();
  service.other = bind_to<V1::AsyncClient>(endpoint, {.timeout = patience, .loop = &loop});
  EXPECT_EQ(client().NEST(50).value(), 50) << "far more than the server has threads";
}

TEST_P(AsyncService, OneWayCallsGoOnWithoutTheirCaller) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller of a call within the process waits in it";
  ASSERT_TRUE(client().NOTE(7));
  service.door.await(1);
  service.door.open();
  service.journal.await(1);
  EXPECT_EQ(service.journal.times(7), 1);
}

// Whoever sends calls and calls must not fill the memory of a server that answers later.
TEST_P(AsyncService, ReadsNoMoreThanItMayOwe) {
  if (GetParam().is_inline || GetParam().is_datagram) GTEST_SKIP() << "nothing is read ahead";
  const farcall::Limits limits;
  const bool is_shared =
      GetParam().is_shared && !GetParam().has_moved;  // what a loop drives stays at its socket
  const int most = static_cast<int>(is_shared ? limits.lrpc_slots : limits.owed_calls);
  farcall::EventLoop loop;
  // A client with a session would hold them back itself.
  const auto callee =
      bind_to<V1::AsyncClient>(endpoint, {.timeout = patience, .sessions = false, .loop = &loop});
  std::vector<farcall::Reply<std::int32_t>> replies;
  for (int i = 0; i < 3 * most; ++i) replies.push_back(callee.BLOCK(i));
  service.door.await(most);
  // Others are served meanwhile; and the loop has had time to read on, if it did.
  for (int i = 0; i < 10; ++i) EXPECT_EQ(client().ADD(40, 2).value(), 42);
  EXPECT_EQ(service.door.arrived(), most);
  service.door.open();
  for (int i = 0; i < 3 * most; ++i) EXPECT_EQ(replies[static_cast<std::size_t>(i)].wait().value(), i);
}

// Of all clients together: what a session lets out is a bound for each of them only.
TEST_P(AsyncService, RefusesMoreThanItMayHaveInProgress) {
  if (GetParam().is_inline || (GetParam().is_shared && !GetParam().has_moved))
    GTEST_SKIP() << "there are no sessions";
  if (GetParam().is_datagram) GTEST_SKIP() << "datagrams overtake each other: any four may be let in";
  constexpr std::size_t most = 4, many = 3 * most;
  farcall::ServerOptions options;
  options.limits.calls_in_progress = most;
  farcall::Server strict(options);
  strict.add(service).value();
  const std::string strict_endpoint = strict.listen(fresh_endpoint(GetParam())).value();
  strict.start().value();
  EventLoop loop;
  const auto callee = bind_to<V1::AsyncClient>(strict_endpoint, {.timeout = patience, .loop = &loop});
  std::vector<farcall::Reply<std::int32_t>> replies;
  for (std::size_t i = 0; i < many; ++i) replies.push_back(callee.BLOCK(static_cast<std::int32_t>(i)));
  for (std::size_t i = most; i < many; ++i)
    EXPECT_ENDS(replies[i].wait(), Code::resource_exhausted, Executed::no);
  EXPECT_EQ(service.door.arrived(), static_cast<int>(most));
  service.door.open();
  for (std::size_t i = 0; i < most; ++i) EXPECT_EQ(replies[i].wait().value(), static_cast<int>(i));
}

TEST_P(AsyncService, DrainWaitsForWhatIsToBeAnswered) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller of a call within the process waits in it";
  Result<std::int32_t> result = Error{};
  std::thread caller([&] { result = client().BLOCK(3); });
  service.door.await(1);
  server.stop();
  service.door.open();
  caller.join();
  EXPECT_EQ(result.value(), 3);
}

// What answers after the time to drain finds its server still there.
TEST_P(AsyncService, WhatIsAnsweredTooLateIsWaitedFor) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller of a call within the process waits in it";
  const QuietLog quiet;
  std::string brief_endpoint;
  std::atomic<bool> is_gone{false};
  auto brief = std::make_unique<farcall::Server>(farcall::ServerOptions{.drain = 1ms});
  brief->add(service).value();
  brief_endpoint = brief->listen(fresh_endpoint(GetParam())).value();
  brief->start().value();
  ASSERT_TRUE(bind_to(brief_endpoint).NOTE(7));
  service.door.await(1);
  std::thread end([&] {
    brief.reset();
    is_gone = true;
  });
  // Its end closes its endpoint, and then it waits.
  while (farcall::bind<V1::Client>(brief_endpoint) && !GetParam().is_datagram) std::this_thread::yield();
  EXPECT_FALSE(is_gone);
  service.door.open();
  end.join();
  EXPECT_EQ(service.journal.times(7), 1);
}

TEST_P(AsyncService, ACallerThatIsGoneIsNoHarm) {
  {
    const V1::Client callee = client();
    if (!GetParam().is_inline)
      EXPECT_ENDS(error_of_begun([&](farcall::CallOptions options) { return callee.BLOCK(1, options); }),
                  Code::deadline_exceeded, Executed::maybe);
  }
  service.door.open();
  EXPECT_EQ(client().ADD(1, 2).value(), 3);
}

}  // namespace
}  // namespace conformance
