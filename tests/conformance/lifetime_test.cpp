// Servers that stop, are gone, and come back.
#include <array>
#include <atomic>
#include <cstdlib>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "fixture.hpp"

namespace conformance {
namespace {

class Lifetime : public AtPlacement {
 protected:
  QuietLog quiet_;
};
FARCALL_EVERY_PLACEMENT(Lifetime);

TEST_P(Lifetime, AStopLetsHandlersFinishAndTheirRepliesGo) {
  constexpr int count = 4;
  V1::Client callee = client();
  std::vector<farcall::Result<std::int32_t>> results(count, farcall::Result<std::int32_t>(Error{}));
  std::vector<std::thread> callers;
  for (int i = 0; i < count; ++i)
    callers.emplace_back(
        [&, i] { results[static_cast<std::size_t>(i)] = callee.BLOCK(i, {.timeout = patience}); });
  site->callee.gate.await(count);
  std::atomic<bool> shut_down{false};
  site->server().at_shutdown([&] { shut_down = true; });
  site->server().stop();
  EXPECT_FALSE(shut_down) << "the shutdown actions ran before the handlers were done";
  site->callee.gate.open();
  for (std::thread& caller : callers) caller.join();
  site.reset();
  EXPECT_TRUE(shut_down);
  for (int i = 0; i < count; ++i) {
    const auto& result = results[static_cast<std::size_t>(i)];
    ASSERT_TRUE(result) << to_string(result.error());
    EXPECT_EQ(*result, i);
  }
}

// In the child nothing of gtest: it reports by its status.
TEST_P(Lifetime, AChildOfForkBindsAnew) {
  if (GetParam().is_inline)
    GTEST_SKIP() << "a child has a copy of the server: there is no connection that it could share";
#if defined(__SANITIZE_THREAD__)
  if (GetParam().is_shared) GTEST_SKIP() << "ThreadSanitizer lets no child of several threads start a thread";
#endif
  const V1::Client callee = client();
  ASSERT_EQ(callee.ADD(1, 1).value(), 2);
  pid_t child = ::fork();
  if (child == 0) {
    auto refused = callee.ADD(1, 1);
    if (refused || refused.error().code != Code::unsupported || refused.error().executed != Executed::no)
      ::_exit(1);
    const V1::Client own = bind_to(site->endpoint());
    if (own.ADD(40, 2).value_or(0) != 42) ::_exit(2);
    ::_exit(0);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(callee.ADD(40, 2).value(), 42) << "its parent does not notice";
}

#if !defined(__SANITIZE_THREAD__)  // which lets no child of several threads start a thread
TEST_P(Lifetime, TheCommonLoopOfAChildIsItsOwn) {
  if (GetParam().is_inline)
    GTEST_SKIP() << "a child has a copy of the server: there is no connection that it could share";
  auto bind = [&] {
    return bind_to<V1::AsyncClient>(site->endpoint(), {.loop = &farcall::EventLoop::common()});
  };
  ASSERT_EQ(bind().ADD(1, 1).wait().value(), 2);
  pid_t child = ::fork();
  if (child == 0) ::_exit(bind().ADD(40, 2).wait().value_or(0) == 42 ? 0 : 1);
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}
#endif

// A thread of the parent, which the child has not, may have had the loop's lock.
TEST_P(Lifetime, AChildDoesNotWaitForItsParentsLoop) {
  if (GetParam().is_inline)
    GTEST_SKIP() << "a child has a copy of the server: there is no connection that it could share";
  farcall::EventLoop loop;
  auto callee = std::make_optional(bind_to<V1::AsyncClient>(site->endpoint(), {.loop = &loop}));
  ASSERT_EQ(callee->ADD(1, 1).wait().value(), 2);
  std::binary_semaphore held(0), forked(0);
  std::thread holder([&] {
    const auto lock = loop.core()->lock();
    held.release();
    forked.acquire();
  });
  held.acquire();
  const pid_t child = ::fork();
  if (child == 0) {
    const auto refused = callee->ADD(1, 1).wait();
    if (refused || refused.error().code != Code::unsupported || refused.error().executed != Executed::no)
      ::_exit(1);
    callee.reset();
    ::_exit(0);
  }
  forked.release();
  holder.join();
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

#if !defined(__SANITIZE_THREAD__)  // which lets no child of several threads start a thread
// As daemon(3) does. Whoever has listened only waits for it here.
class Daemon {
 public:
  explicit Daemon(std::string_view endpoint) {
    std::array<int, 2> told{}, ends{};
    if (::pipe(told.data()) != 0 || ::pipe(ends.data()) != 0) std::abort();
    parent_ = ::fork();
    if (parent_ == 0) {
      ::close(ends[1]);
      Callee callee;
      farcall::Server server;
      server.add(callee).value();
      const std::string listening = server.listen(endpoint).value();
      const pid_t daemon = ::fork();
      if (daemon == 0) {
        server.start().value();
        (void)!::write(told[1], listening.data(), listening.size());
        (void)!::read(ends[0], told.data(), 1);
        server.stop();
        ::_exit(0);
      }
      ::close(told[1]);
      int status = -1;
      ::waitpid(daemon, &status, 0);
      ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
    }
    ::close(told[1]);
    ::close(ends[0]);
    std::array<char, 200> text{};
    const ssize_t got = ::read(told[0], text.data(), text.size());
    listens_at.assign(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    ::close(told[0]);
    end_ = ends[1];
  }
  // How it ended.
  int end() const {
    ::close(end_);
    int status = -1;
    ::waitpid(parent_, &status, 0);
    return status;
  }
  std::string listens_at;

 private:
  pid_t parent_ = -1;
  int end_ = -1;
};

TEST_P(Lifetime, AServerMayForkWhenItHasListened) {
  if (GetParam().is_inline) GTEST_SKIP() << "nobody in another process can call it";
  const Daemon daemon(fresh_endpoint(GetParam()));
  {
    const auto callee = farcall::bind<V1::Client>(daemon.listens_at, {.timeout = patience}).value();
    for (int i = 0; i < 200; ++i) EXPECT_EQ(callee.ADD(i, 1).value(), i + 1) << "it may move meanwhile";
  }
  EXPECT_EQ(daemon.end(), 0);
}
#endif

TEST_P(Lifetime, ACallToAServerThatIsGoneSaysSo) {
  V1::Client callee = client();
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
  std::string endpoint = site->endpoint();
  site.reset();
  for (int i = 0; i < 3; ++i) {
    Error error = error_of(callee.ADD(1, 1, {.timeout = patience}));
    EXPECT_TRUE(error.code == Code::connection_refused || error.code == Code::connection_lost)
        << to_string(error);
    EXPECT_NE(error.executed, Executed::yes);
    EXPECT_NE(error.detail.find(endpoint), std::string::npos) << error.detail;
  }
}

TEST_P(Lifetime, BindingToAServerThatIsNotThereSaysSo) {
  std::string endpoint = site->endpoint();
  site.reset();
  farcall::BindOptions options;
  options.timeout = 5s;
  auto bound = farcall::bind<V1::Client>(endpoint, options);
  if (GetParam().is_datagram) {
    ASSERT_TRUE(bound) << "nothing is sent before the first call";
    EXPECT_EQ(error_of(bound->ADD(1, 1)).code, Code::connection_refused);
  } else {
    EXPECT_ENDS(bound, Code::connection_refused, Executed::no);
  }
}

// By a server that is back. Over UDP one that is only just back cannot say that the one before has not run a
// call: that ends, and the next one is answered.
farcall::Result<std::int32_t> add(const V1::Client& callee, std::int32_t a, std::int32_t b) {
  farcall::Result<std::int32_t> result = callee.ADD(a, b);
  if (result || !Lifetime::GetParam().is_datagram) return result;
  EXPECT_ENDS(result, Code::connection_lost, Executed::maybe);
  return callee.ADD(a, b);
}

TEST_P(Lifetime, AServerThatIsBackIsFoundByTheNextCall) {
  std::string endpoint = site->endpoint();
  V1::Client callee = client();
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
  for (int round = 0; round < 3; ++round) {
    site.reset();
    EXPECT_FALSE(callee.ADD(1, 1, {.timeout = patience}));
    site = std::make_unique<Site>(endpoint);
    EXPECT_EQ(add(callee, round, 1).value(), round + 1);
  }
}

// Who comes and calls is news for a server's threads, as the stop is: they must not take the one for the
// other.
TEST_P(Lifetime, AServerStopsAtOnceWhenSomebodyHasCalled) {
  const std::string endpoint = site->endpoint();
  for (int round = 0; round < 100; ++round) {
    V1::Client callee = client();
    EXPECT_EQ(callee.ADD(round, 1).value(), round + 1);
    site.reset();
    site = std::make_unique<Site>(endpoint);
  }
}

// The caller drives the loop itself, and it is another thread that learns that nobody is there.
TEST_P(Lifetime, WhoDrivesALoopHearsAtOnceThatNobodyIsThere) {
  if (GetParam().is_inline || GetParam().is_datagram) GTEST_SKIP() << "there is no connection";
  farcall::EventLoop loop;
  V1::Client callee = bind_to(site->endpoint(), {.loop = &loop});
  EXPECT_EQ(callee.ADD(1, 1).value(), 2);
  site.reset();
  const farcall::TimePoint begun = farcall::steady_clock().now();
  EXPECT_ENDS(callee.ADD(1, 1, {.timeout = patience}), Code::connection_refused, Executed::no);
  EXPECT_LT(farcall::steady_clock().now() - begun, patience);
}

// Nobody looked at the connection while the server was away, and nothing of the call was sent when it shows.
TEST_P(Lifetime, AnIdleClientFindsAServerThatIsBack) {
  std::string endpoint = site->endpoint();
  V1::Client fresh = client(), used = client();
  EXPECT_EQ(used.ADD(1, 1).value(), 2);
  site.reset();
  site = std::make_unique<Site>(endpoint);
  // A client looks whether its connection still stands when it was not used for a while: for as long as a
  // call elsewhere takes that times out.
  Site elsewhere("tcp://127.0.0.1:0");
  EXPECT_FALSE(bind_to(elsewhere.endpoint()).BLOCK(1, {.timeout = 25ms}));
  for (const V1::Client* idle : {&fresh, &used}) {
    farcall::Result<std::int32_t> result = add(*idle, 2, 3);
    EXPECT_TRUE(result) << to_string(error_of(result));
    EXPECT_EQ(result.value_or(0), 5);
  }
}

TEST_P(Lifetime, AnEndpointInUseIsRefused) {
  farcall::Server second;
  farcall::Result<std::string> opened = second.listen(site->endpoint());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::io_error) << to_string(opened.error());
  EXPECT_EQ(client().ADD(1, 1).value(), 2);
}

// What became of the calls of one thread.
struct Outcome {
  std::uint64_t number = 0;
  Executed executed = Executed::yes;
  std::string text;
};

TEST_P(Lifetime, WhenAServerStopsInTheMidstOfCallsEachTellsTheTruthAboutItsExecution) {
  Journal journal;
  std::string endpoint = site->endpoint();
  site.reset();
  site = std::make_unique<Site>(endpoint, farcall::ServerOptions{}, &journal);
  std::atomic<bool> done{false};
  std::atomic<bool> is_up{true};  // who has failed waits for it: within the process that takes no time at all
  std::atomic<std::uint64_t> next{0};
  std::vector<std::vector<Outcome>> outcomes(6);
  V1::Client shared = client();
  std::vector<std::thread> callers;
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    callers.emplace_back([&, i, own = i % 2 == 0 ? shared : client()] {
      while (!done) {
        std::uint64_t number = ++next;
        farcall::Result<void> result = own.RECORD(number, {.timeout = patience});
        if (result) {
          outcomes[i].push_back({number, Executed::yes, "success"});
        } else {
          outcomes[i].push_back({number, result.error().executed, to_string(result.error())});
          is_up.wait(false);
        }
      }
    });
  for (int round = 0; round < 8; ++round) {
    std::uint64_t begun = next;
    while (next < begun + 100) std::this_thread::yield();
    is_up = false;
    site.reset();
    site = std::make_unique<Site>(endpoint, farcall::ServerOptions{}, &journal);
    is_up = true;
    is_up.notify_all();
  }
  done = true;
  for (std::thread& caller : callers) caller.join();
  for (const auto& of_thread : outcomes)
    for (const Outcome& outcome : of_thread) {
      int times = journal.times(outcome.number);
      ASSERT_TRUE(outcome.executed != Executed::no || times == 0) << outcome.text;
      ASSERT_TRUE(outcome.executed != Executed::yes || times >= 1) << outcome.text;
      // A datagram may reach one server, and its retransmission the next, which knows nothing of it.
      ASSERT_TRUE(times <= 1 || GetParam().is_datagram) << times << " times: " << outcome.text;
    }
}

}  // namespace
}  // namespace conformance
