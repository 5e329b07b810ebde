// Calls in both directions on one connection: a handler calls its caller, who waits or drives a loop.
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <sys/socket.h>

#include <farcall/io/socket.hpp>

#include "callback.x.hpp"
#include "fixture.hpp"
#include "raw_stream.hpp"

namespace conformance {
namespace {

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
  std::atomic<int> most_asked{0};

 private:
  Result<std::int32_t> ADD(CallContext&, std::int32_t a, std::int32_t b) override { return a + b; }
  Result<std::int32_t> ASK(CallContext& call, std::int32_t number) override {
    Result<Guest::Client> caller = call.bind_to_caller<Guest::Client>();
    if (!caller) return caller.error();
    Result<std::int32_t> answer = caller->ANSWER(number, {.timeout = timeout});
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
  Task<Result<std::int32_t>> ADD(CallContext&, std::int32_t a, std::int32_t b) override { co_return a + b; }
  Task<Result<std::int32_t>> ASK(CallContext& call, std::int32_t number) override {
    const Guest::AsyncClient caller = call.bind_to_caller<Guest::AsyncClient>().value();
    auto answer = caller.ANSWER(number, {.timeout = patience});
    co_return co_await std::move(answer);
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
};

class GuestService final : public Guest::Server {
 public:
  Gate gate;
  Journal journal;
  Other<Host::Client> host;  // for BOUNCE

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
    return bind_to<Client>(endpoint, options);
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
INSTANTIATE_TEST_SUITE_P(placement, Callbacks, testing::ValuesIn(placements_where([](const Placement& one) {
                           return !one.is_datagram;
                         })),
                         name_of);

TEST_P(Callbacks, AHandlerCallsItsCaller) {
  serve(host);
  const Host::Client caller = open_client();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(caller.ASK(i).value(), 2 * i);
  EXPECT_EQ(caller.ADD(1, 2).value(), 3);
}

TEST_P(Callbacks, ACoroutineAwaitsItsCaller) {
  serve(coroutines);
  const Host::Client caller = open_client();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(caller.ASK(i).value(), 2 * i);
}

TEST_P(Callbacks, ACallerMayAnswerByCoroutines) {
  serve(host);
  GuestCoroutines answers;
  const Host::Client caller = client({.services = {&answers}});
  for (int i = 0; i < 10; ++i) EXPECT_EQ(caller.ASK(i).value(), 3 * i);
}

TEST_P(Callbacks, LongMessagesGoBothWays) {
  serve(host);
  const Host::Client caller = open_client();
  const bytes sent(3 * mebibyte, 0x5a);
  EXPECT_TRUE(caller.ASK_BYTES(sent).value() == sent);
  EXPECT_TRUE(caller.ASK_BYTES({}).value().empty());
}

TEST_P(Callbacks, CallsWithinCallsInBothDirections) {
  serve(host);
  const Host::Client caller = open_client();
  guest.host = caller;
  EXPECT_EQ(caller.BOUNCE(1).value(), 1);
  EXPECT_EQ(caller.BOUNCE(2).value(), 2);
  EXPECT_EQ(caller.BOUNCE(9).value(), 9);
}

TEST_P(Callbacks, TooManyWithinEachOtherAreRefused) {
  if (GetParam().is_inline) GTEST_SKIP() << "within a process the stack is the program's own";
  const QuietLog quiet;
  serve(host, {.most_threads = 40});
  const Host::Client caller = open_client();
  guest.host = caller;
  const int most = static_cast<int>(farcall::Limits{}.calls_back);
  EXPECT_EQ(caller.BOUNCE(2 * most).value(), 2 * most);
  EXPECT_ENDS(caller.BOUNCE(2 * most + 2), Code::system_err, Executed::maybe);
  EXPECT_EQ(caller.BOUNCE(2).value(), 2);
}

TEST_P(Callbacks, WhatCameBeforeTheReplyIsServed) {
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.TELL(50));
  if (GetParam().by_loop) guest.journal.await(50);  // its thread is another
  for (std::uint64_t i = 0; i < 50; ++i) EXPECT_EQ(guest.journal.times(i), 1) << i;
}

TEST_P(Callbacks, TheWayBackMayBeKept) {
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  // Somebody must wait, unless a loop is driven.
  std::thread waits;
  const bool serves_idle = GetParam().by_loop || GetParam().is_inline;
  if (!serves_idle) waits = std::thread([&] { EXPECT_TRUE(caller.WAIT()); });
  std::vector<std::thread> asking;
  for (int each = 0; each < 4; ++each)
    asking.emplace_back([&] {
      for (int i = 0; i < 20; ++i) EXPECT_EQ(back.ANSWER(i).value(), 2 * i);
    });
  for (std::thread& one : asking) one.join();
  host.gate.open();
  if (waits.joinable()) waits.join();
}

TEST_P(Callbacks, ManyAtOnceOnOneConnection) {
  serve(host);
  const Host::Client caller = open_client();
  std::vector<std::thread> threads;
  for (int each = 0; each < 6; ++each)
    threads.emplace_back([&, each] {
      for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(caller.ASK(1000 * each + i).value(), 2 * (1000 * each + i));
        EXPECT_EQ(caller.ADD(each, i).value(), each + i);
      }
    });
  for (std::thread& one : threads) one.join();
}

TEST_P(Callbacks, ASlowOneHoldsNobodyUp) {
  serve(host);
  const Host::Client caller = open_client();
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  if (GetParam().by_loop) GTEST_SKIP() << "a loop has one thread";
  std::thread waits([&] { EXPECT_TRUE(caller.WAIT()); });
  std::thread blocks([&] { EXPECT_EQ(back.BLOCK(7).value(), 7); });
  guest.gate.await(1);
  EXPECT_EQ(caller.ADD(40, 2).value(), 42) << "nobody reads";
  EXPECT_EQ(caller.ASK(4).value(), 8) << "nobody serves";
  guest.gate.open();
  blocks.join();
  host.gate.open();
  waits.join();
}

TEST_P(Callbacks, CoroutinesByTheThousand) {
  if (GetParam().is_inline) GTEST_SKIP() << "each caller within a process waits";
  serve(coroutines);
  EventLoop loop;
  const auto caller = client<Host::AsyncClient>({.loop = &loop, .services = {&guest}});
  std::vector<farcall::Reply<std::int32_t>> replies;
  // More than a session lets out at a time: the rest waits for answers, and they for those of the caller.
  const int many = 3 * static_cast<int>(farcall::Limits{}.session_slots);
  for (int i = 0; i < many; ++i) replies.push_back(caller.ASK(i));
  for (int i = 0; i < many; ++i) EXPECT_EQ(replies[static_cast<std::size_t>(i)].wait().value(), 2 * i);
}

// The replies that the calls wait for are read although too many of the calls are owed.
TEST_P(Callbacks, WhatIsOwedDoesNotKeepRepliesFromBeingRead) {
  if (GetParam().is_inline) GTEST_SKIP() << "nothing is read ahead";
  const QuietLog quiet;
  farcall::ServerOptions options;
  options.limits.owed_calls = 4;
  serve(coroutines, options);
  EventLoop loop;
  const auto caller = client<Host::AsyncClient>({.sessions = false, .loop = &loop, .services = {&guest}});
  std::vector<farcall::Reply<std::int32_t>> replies;
  for (int i = 0; i < 100; ++i) replies.push_back(caller.ASK(i));
  int answered = 0;
  for (int i = 0; i < 100; ++i) {
    Result<std::int32_t> answer = replies[static_cast<std::size_t>(i)].wait();
    if (answer) {
      EXPECT_EQ(*answer, 2 * i);
      ++answered;
    } else {
      EXPECT_ENDS(answer, Code::system_err, Executed::maybe);
    }
  }
  EXPECT_GE(answered, 4);
}

TEST_P(Callbacks, WhoOffersNothingSaysSo) {
  serve(host);
  const QuietLog quiet;
  const Host::Client caller = client({});
  EXPECT_FALSE(caller.ASK(1));
  const Error failed = host.failed.take();
  if (GetParam().is_inline) {
    EXPECT_EQ(failed.code, Code::prog_unavail) << to_string(failed);
  } else {
    EXPECT_ENDS(Result<void>(failed), Code::prog_unavail, Executed::no);
  }
  EXPECT_EQ(caller.ADD(1, 2).value(), 3);
}

TEST_P(Callbacks, OneVersionIsOfferedOnce) {
  serve(host);
  EXPECT_ENDS(farcall::bind<Host::Client>(endpoint, {.services = {&guest, &guest}}), Code::invalid_argument,
              Executed::no);
}

TEST_P(Callbacks, NothingGoesBackOnceTheCallerIsGone) {
  serve(host);
  std::optional<Host::Client> caller = open_client();
  ASSERT_TRUE(caller->ENROL());
  const Guest::Client back = host.enrolled.take().value();
  caller.reset();
  Result<std::int32_t> answer = back.ANSWER(1, {.timeout = patience});
  // It may have been sent before the server noticed.
  while (!answer && answer.error().executed == Executed::maybe) {
    EXPECT_EQ(answer.error().code, Code::connection_lost) << to_string(answer.error());
    answer = back.ANSWER(1, {.timeout = patience});
  }
  EXPECT_ENDS(answer, Code::connection_lost, Executed::no);
  server.reset();
  EXPECT_ENDS(back.ANSWER(1), Code::connection_lost, Executed::no);
}

TEST_P(Callbacks, WithoutAThreadToReadTheReplyNothingIsSent) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller's thread does it all";
  const QuietLog quiet;
  serve(host, {.most_threads = 1});
  const Host::Client caller = open_client();
  EXPECT_FALSE(caller.ASK(1));
  EXPECT_ENDS(Result<void>(host.failed.take()), Code::resource_exhausted, Executed::no);
  EXPECT_EQ(caller.ADD(1, 2).value(), 3);
}

TEST_P(Callbacks, AStopWaitsForTheAnswer) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller's thread does it all";
  serve(host);
  const Host::Client caller = open_client();
  guest.host = caller;
  Result<std::int32_t> answer = Error{};
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  std::thread waits([&] { EXPECT_TRUE(caller.WAIT()); });
  host.gate.await(1);
  std::thread blocks([&] { answer = back.BLOCK(7); });
  guest.gate.await(1);
  server->stop();
  guest.gate.open();
  blocks.join();
  EXPECT_EQ(answer.value(), 7);
  host.gate.open();
  waits.join();
}

TEST_P(Callbacks, WhenTheTimeToDrainIsOverNobodyWaitsOn) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller's thread does it all";
  const QuietLog quiet;
  farcall::ServerOptions options;
  options.drain = 1ms;
  serve(host, options);
  const Host::Client caller = client({.sessions = false, .services = {&guest}});
  ASSERT_TRUE(caller.ENROL());
  const Guest::Client back = host.enrolled.take().value();
  std::thread waits([&] { (void)caller.WAIT(); });
  host.gate.await(1);
  Result<std::int32_t> answer = Error{};
  std::thread blocks([&] { answer = back.BLOCK(7, {.timeout = patience}); });
  guest.gate.await(1);
  server->stop();
  blocks.join();
  EXPECT_ENDS(answer, Code::connection_lost, Executed::maybe);
  host.gate.open();
  guest.gate.open();
  waits.join();
}

// Peers that nobody of ours is.

constexpr std::uint32_t reply_type = 1;

class OddCallers : public Callbacks {
 protected:
  static std::vector<std::byte> words(std::initializer_list<std::uint32_t> all) {
    const std::vector<std::uint32_t> native(all);
    std::vector<std::byte> record(4 * native.size());
    farcall::xdr::swap_words_32(record.data(), native.data(), native.size());
    return record;
  }
  static std::vector<std::byte> call(std::uint32_t procedure, std::uint32_t argument) {
    return words({0x80000000U | 44, 1, 0, 2, Host::Client::program_number, Host::Client::version_number,
                  procedure, 0, 0, 0, 0, argument});
  }
};
INSTANTIATE_TEST_SUITE_P(placement, OddCallers, testing::ValuesIn(streams()), name_of);

constexpr std::uint32_t ask = 2;

TEST_P(OddCallers, ADyingConnectionEndsItsCalls) {
  serve(host);
  const QuietLog quiet;
  {
    const RawStream caller(endpoint);
    caller.send(call(ask, 7));
    ASSERT_EQ(caller.receive(48), 48U) << "the call back";
  }
  EXPECT_ENDS(Result<void>(host.failed.take()), Code::connection_lost, Executed::maybe);
}

TEST_P(OddCallers, ADeadlineEndsACallThatNobodyAnswers) {
  serve(host);
  const QuietLog quiet;
  host.timeout = 20ms;
  const RawStream caller(endpoint);
  caller.send(call(ask, 7));
  EXPECT_ENDS(Result<void>(host.failed.take()), Code::deadline_exceeded, Executed::maybe);
}

TEST_P(OddCallers, RepliesThatNobodyAskedForAreDropped) {
  serve(host);
  const RawStream caller(endpoint);
  const auto unasked = words({0x80000000U | 24, 4711, reply_type, 0, 0, 0, 0});
  caller.send(unasked);
  caller.send(call(ask, 7));  // from here on replies are looked at
  ASSERT_EQ(caller.receive(48), 48U);
  for (int i = 0; i < 1000; ++i) caller.send(unasked);
  caller.send(words({0x80000000U | 8, 4711, reply_type}));
  EXPECT_EQ(bind_to<Host::Client>(endpoint).ADD(1, 2).value(), 3);
}

TEST_P(OddCallers, WhoReadsNothingIsNotCalledWithoutEnd) {
  const QuietLog quiet;
  farcall::ServerOptions options;
  options.limits.unsent_bytes = 1 << 20;
  serve(host, options);
  const RawStream deaf(endpoint, 4096);
  deaf.send(call(6, 0));  // one word more than ENROL has
  deaf.send(words({0x80000000U | 40, 1, 0, 2, Host::Client::program_number, Host::Client::version_number, 8,
                   0, 0, 0, 0}));
  const Guest::Client back = host.enrolled.take().value();
  Result<void> told;
  for (int i = 0; told; ++i) told = back.TOLD(i);
  EXPECT_ENDS(told, Code::resource_exhausted, Executed::no);
}

// A server that calls its clients without end and reads nothing of what they answer.
class OddServer {
 public:
  explicit OddServer(bool reads) {
    auto address =
        farcall::transport::resolve(farcall::parse_endpoint("tcp://127.0.0.1:0").value(), farcall::never)
            .value()
            .front();
    listener_ = farcall::io::listen(address, farcall::io::Kind::stream, "odd").value();
    endpoint_ = "tcp://" + farcall::io::local_address(listener_.number()).text();
    thread_ = std::thread([this, reads] {
      while (!stops_) {
        const int number = ::accept(listener_.number(), nullptr, nullptr);
        if (number < 0) {
          std::this_thread::yield();
          continue;
        }
        const farcall::io::Descriptor client(number);
        const timeval soon{0, 10'000};
        ::setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
        std::vector<std::uint32_t> call{0x80000000U | 44,
                                        1,
                                        0,
                                        2,
                                        Guest::Client::program_number,
                                        Guest::Client::version_number,
                                        1,
                                        0,
                                        0,
                                        0,
                                        0,
                                        5};
        std::vector<std::byte> record(4 * call.size());
        farcall::xdr::swap_words_32(record.data(), call.data(), call.size());
        std::vector<std::byte> many;
        for (int i = 0; i < 500; ++i) many.insert(many.end(), record.begin(), record.end());
        std::vector<std::byte> room(1 << 16);
        while (!stops_) {
          if (reads) (void)::recv(number, room.data(), room.size(), MSG_DONTWAIT);
          if (::send(number, many.data(), many.size(), MSG_NOSIGNAL) < 0 && errno != EAGAIN) break;
        }
      }
    });
  }
  ~OddServer() {
    stops_ = true;
    thread_.join();
  }
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }

 private:
  farcall::io::Descriptor listener_;
  std::string endpoint_;
  std::atomic<bool> stops_{false};
  std::thread thread_;
};

TEST(OddServers, CallsWithoutEndEndAtTheDeadline) {
  const QuietLog quiet;
  for (const bool reads : {true, false}) {
    const OddServer server(reads);
    GuestService guest;
    EventLoop loop;
    for (EventLoop* by : {static_cast<EventLoop*>(nullptr), &loop}) {
      for (const bool offers : {true, false}) {
        farcall::BindOptions options{.sessions = false, .loop = by};
        if (offers) options.services = {&guest};
        const auto caller = bind_to<Host::Client>(server.endpoint(), options);
        const auto began = std::chrono::steady_clock::now();
        const Error ended = error_of(caller.ADD(1, 2, {.timeout = 100ms}));
        EXPECT_TRUE(ended.code == Code::deadline_exceeded || ended.code == Code::connection_lost)
            << to_string(ended);
        EXPECT_LT(std::chrono::steady_clock::now() - began, patience);
      }
    }
  }
}

TEST(CallbacksOverDatagrams, AreUnsupported) {
  HostService host;
  GuestService guest;
  farcall::Server server;
  server.add(host).value();
  const std::string endpoint = server.listen("udp://127.0.0.1:0").value();
  server.start().value();
  EXPECT_ENDS(farcall::bind<Host::Client>(endpoint, {.services = {&guest}}), Code::unsupported, Executed::no);
  ASSERT_TRUE(bind_to<Host::Client>(endpoint).ENROL());
  EXPECT_ENDS(host.enrolled.take(), Code::unsupported, Executed::no);
}

}  // namespace
}  // namespace conformance
