// Every allocation and every system call of a call fails once: on its way out, and in its server.
// Whatever it was, the call ends with the truth, nothing is leaked, and the next call succeeds.
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <dirent.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/io/address.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/lrpc/said.hpp>
#include <farcall/runtime/client/move_pace.hpp>

#include "every_fault.hpp"

namespace faults {
namespace {

int open_descriptors() {
  int count = 0;
  DIR* folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

// A UNIX socket leaves no file behind.
bool is_gone(const std::string& endpoint) {
  return !endpoint.starts_with("unix:") || ::access(endpoint.c_str() + 5, F_OK) != 0;
}

class EveryFaultOfACall : public EveryFault {
 protected:
  void expect_truth_of_calls(Site& site) {
    // Warm, so that all of it happens in the call itself; and fresh, so that buffers have to grow.
    for (const bool is_warm : {true, false}) {
      auto client = farcall::bind<V::Client>(site.endpoint(), binding).value();
      if (is_warm) (void)client.ECHO(argument).value();
      fail_each([&] { site.callee.ran = 0; }, [&] { return client.ECHO(argument); },
                [&](const Outcome& outcome, bool struck) {
                  expect_truth(outcome, struck, site.callee.ran);
                  Outcome next = client.ECHO(argument);
                  EXPECT_TRUE(next) << to_string(next.error());
                  if (!is_warm) client = farcall::bind<V::Client>(site.endpoint(), binding).value();
                });
    }
  }
};
INSTANTIATE_TEST_SUITE_P(
    Over, EveryFaultOfACall,
    testing::ValuesIn(scenarios({"memory", "lrpc", "unix", "tcp", "udp", "named", "rpcbind"}, {100, 40'000})),
    [](const testing::TestParamInfo<Scenario>& each) { return name_of(each.param); });

class EveryFaultOfAServer : public EveryFault {};
INSTANTIATE_TEST_SUITE_P(Over, EveryFaultOfAServer,
                         testing::ValuesIn(scenarios({"memory", "lrpc", "unix", "tcp", "udp", "rpcbind"},
                                                     {100})),
                         [](const testing::TestParamInfo<Scenario>& each) { return name_of(each.param); });

TEST_P(EveryFaultOfACall, ThatBindsFirst) {
  Site site(GetParam().scheme);
  auto other = farcall::bind<V::Client>(site.endpoint(), binding).value();
  ASSERT_TRUE(other.ECHO(argument));
  int descriptors = open_descriptors();
  fail_each([&] { site.callee.ran = 0; },
            [&]() -> Outcome {
              auto client = farcall::bind<V::Client>(site.endpoint(), binding);
              if (!client) return std::move(client).error();
              return client->ECHO(argument);
            },
            [&](const Outcome& outcome, bool struck) {
              expect_truth(outcome, struck, site.callee.ran);
              Outcome next = other.ECHO(argument);
              EXPECT_TRUE(next) << to_string(next.error());
            });
  while (open_descriptors() > descriptors)
    std::this_thread::yield();  // the server closes its ends when it sees ours
}

TEST_P(EveryFaultOfACall, ThatIsOneOfMany) {
  Site site(GetParam().scheme);
  expect_truth_of_calls(site);
}

TEST_P(EveryFaultOfACall, ThatIsAnsweredLater) {
  Site site(GetParam().scheme, {.answers_later = true});
  expect_truth_of_calls(site);
}

// Who drives the loop may be who lacks memory: another thread can drive it then.
TEST_P(EveryFaultOfACall, ThatACoroutineMakes) {
  Site site(GetParam().scheme);
  farcall::EventLoop loop(farcall::Duration::zero());
  farcall::BindOptions by_loop = binding;
  by_loop.loop = &loop;
  const auto make = [this](const V::AsyncClient& client) -> farcall::Task<Outcome> {
    co_return co_await client.ECHO(argument);
  };
  for (const bool is_warm : {true, false}) {
    auto client = farcall::bind<V::AsyncClient>(site.endpoint(), by_loop).value();
    if (is_warm) (void)loop.wait(make(client)).value();
    fail_each([&] { site.callee.ran = 0; },
              [&]() -> Outcome {
                try {
                  return loop.wait(make(client));
                } catch (const std::bad_alloc&) {  // of the coroutine itself
                  return farcall::Error{Code::resource_exhausted, Executed::maybe, {}, {}};
                }
              },
              [&](const Outcome& outcome, bool struck) {
                expect_truth(outcome, struck, site.callee.ran);
                Outcome next = Bytes();
                std::thread([&] { next = loop.wait(make(client)); }).join();
                EXPECT_TRUE(next) << to_string(next.error());
                if (!is_warm) client = farcall::bind<V::AsyncClient>(site.endpoint(), by_loop).value();
              });
  }
}

class EveryFaultOfALane : public EveryFault {};
INSTANTIATE_TEST_SUITE_P(Over, EveryFaultOfALane, testing::ValuesIn(scenarios({"unix", "tcp"}, {100})),
                         [](const testing::TestParamInfo<Scenario>& each) { return name_of(each.param); });

// Where no lane can be opened for a client, another one has it.
TEST_P(EveryFaultOfALane, ThatIsOpenedForACall) {
  std::optional<Site> site;
  std::optional<V::Client> other;
  const int descriptors = open_descriptors();
  fail_each(
      [&] {
        other.reset();
        site.emplace(GetParam().scheme, Site::Options{.most_threads = 8});
        other.emplace(farcall::bind<V::Client>(site->endpoint(), binding).value());
        EXPECT_TRUE(other->ECHO(argument));
        site->callee.ran = 0;
      },
      [&]() -> Outcome {
        auto client = farcall::bind<V::Client>(site->endpoint(), binding);
        if (!client) return std::move(client).error();
        return client->ECHO(argument);
      },
      [&](const Outcome& outcome, bool struck) {
        expect_truth(outcome, struck, site->callee.ran);
        Outcome next = other->ECHO(argument);
        EXPECT_TRUE(next) << to_string(next.error());
      });
  other.reset();
  site.reset();
  EXPECT_EQ(open_descriptors(), descriptors);
}

class EveryFaultOfAMove : public EveryFault {};
INSTANTIATE_TEST_SUITE_P(Over, EveryFaultOfAMove, testing::ValuesIn(scenarios({"unix", "tcp"}, {100})),
                         [](const testing::TestParamInfo<Scenario>& each) { return name_of(each.param); });

// A call that moves to shared memory, or stays at its socket.
TEST_P(EveryFaultOfAMove, OnTheWayOfACall) {
  Site site(GetParam().scheme, {.same_host = true});
  farcall::BindOptions may_move = binding;
  may_move.same_host = true;
  std::optional<V::Client> client;
  int moved = 0;
  fail_each(
      [&] {
        client.emplace(farcall::bind<V::Client>(site.endpoint(), may_move).value());
        for (std::uint32_t i = 1; i < farcall::client::MovePace::calls_before_move; ++i)
          EXPECT_TRUE(client->ECHO(argument));
        EXPECT_FALSE(site.callee.shares_memory);
        site.callee.ran = 0;
      },
      [&] { return client->ECHO(argument); },
      [&](const Outcome& outcome, bool struck) {
        expect_truth(outcome, struck, site.callee.ran);
        Outcome next = client->ECHO(argument);
        EXPECT_TRUE(next) << to_string(next.error());
        if (site.callee.shares_memory) ++moved;
      });
  EXPECT_GT(moved, 0);
}

class EveryFaultOfACallBack : public EveryFault {
 protected:
  void expect_truth_of_calls(Site& site) {
    Offered offered;
    farcall::EventLoop loop(farcall::Duration::zero());
    for (farcall::EventLoop* by : {static_cast<farcall::EventLoop*>(nullptr), &loop}) {
      farcall::BindOptions both_ways = binding;
      both_ways.services = {&offered};
      both_ways.loop = by;
      auto client = farcall::bind<V::Client>(site.endpoint(), both_ways).value();
      fail_each([&] { offered.ran = site.callee.ran = 0, site.callee.not_executed = false; },
                [&] { return client.ECHO_BY_CALLER(argument); },
                [&](const Outcome& outcome, bool struck) {
                  if (outcome) {
                    EXPECT_EQ(*outcome, argument);
                  } else {
                    EXPECT_TRUE(struck) << to_string(outcome.error());
                    EXPECT_TRUE(outcome.error().executed != Executed::no || site.callee.ran == 0)
                        << to_string(outcome.error());
                    EXPECT_NE(outcome.error().code, Code::deadline_exceeded) << "nobody waited in vain";
                  }
                  EXPECT_TRUE(!site.callee.not_executed || offered.ran == 0);
                  Outcome next = client.ECHO_BY_CALLER(argument);
                  EXPECT_TRUE(next) << to_string(next.error());
                  client = farcall::bind<V::Client>(site.endpoint(), both_ways).value();
                });
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Over, EveryFaultOfACallBack,
                         testing::ValuesIn(scenarios({"memory", "lrpc", "unix", "tcp"}, {100, 40'000})),
                         [](const testing::TestParamInfo<Scenario>& each) { return name_of(each.param); });

// A call that is served while another waits for it: neither waits in vain.
TEST_P(EveryFaultOfACallBack, ThatACallWaitsFor) {
  Site site(GetParam().scheme);
  expect_truth_of_calls(site);
}

TEST_P(EveryFaultOfACallBack, ThatACoroutineMakes) {
  farcall::EventLoop::common();  // of the process: it stays
  Site site(GetParam().scheme, {.answers_later = true});
  expect_truth_of_calls(site);
}

// A server that says that it runs does run; one that does not says why, and leaves nothing behind.
TEST_P(EveryFaultOfAServer, ThatStarts) {
  Callee callee;
  using Started = farcall::Result<std::unique_ptr<farcall::Server>>;
  int descriptors = open_descriptors();
  std::string where;
  fail_each(
      [&] {
        EXPECT_TRUE(is_gone(where)) << "after " << Injection::what();
        where = fresh(GetParam().scheme);
      },
      [&]() -> Started {
        std::unique_ptr<farcall::Server> server;
        try {
          server = std::make_unique<farcall::Server>(farcall::ServerOptions{.limits = without_spinning()});
        } catch (const std::bad_alloc&) {  // a constructor cannot say it otherwise
          return farcall::Error{Code::resource_exhausted, Executed::no, "constructor", {}};
        }
        if (auto added = server->add(callee); !added) return std::move(added).error();
        auto endpoint = server->listen(where);
        if (!endpoint) return std::move(endpoint).error();
        if (auto started = server->start(); !started) return std::move(started).error();
        // Its threads begin when they like, and certainly before they serve.
        if (auto client = farcall::bind<V::Client>(*endpoint, binding)) (void)client->ECHO(argument);
        return server;
      },
      [&](Started server, bool struck) {
        if (!server) {
          EXPECT_TRUE(struck);
          EXPECT_EQ(server.error().executed, Executed::no);
          EXPECT_TRUE(GetParam().kind == Kind::system_call || server.error().code == Code::resource_exhausted)
              << to_string(server.error());
          return;
        }
        auto client = farcall::bind<V::Client>((*server)->endpoints().front(), binding);
        ASSERT_TRUE(client) << to_string(client.error());
        Outcome outcome = client->ECHO(argument);
        EXPECT_TRUE(outcome) << to_string(outcome.error());
      });
  EXPECT_EQ(open_descriptors(), descriptors);
  EXPECT_TRUE(is_gone(where));
}

TEST_P(EveryFaultOfAServer, ThatStops) {
  std::unique_ptr<Site> site;
  std::optional<V::Client> client;
  int descriptors = open_descriptors();
  fail_each(
      [&] {
        site = std::make_unique<Site>(GetParam().scheme);
        client.emplace(farcall::bind<V::Client>(site->endpoint(), binding).value());
        EXPECT_TRUE(client->ECHO(argument));
      },
      [&] {
        site.reset();
        return 0;
      },
      [&](int, bool) {
        client.reset();
        EXPECT_EQ(open_descriptors(), descriptors);
      });
}

// Several threads share a connection, and it is lost: each of them must hear of it, also when there is no
// memory to tell them with.
TEST(SharedConnection, WhenItIsLostWithoutMemoryNobodyWaitsInVain) {
  QuietLog quiet;
  const Bytes argument(100, 7);
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    const std::string name = "@farcall-faults-" + std::to_string(::getpid()) + "-" + std::to_string(nth);
    auto listener =
        farcall::io::listen(*farcall::io::Address::unix_path(name), farcall::io::Kind::stream, "unix");
    ASSERT_TRUE(listener);
    auto client = farcall::bind<V::Client>("unix:" + name, {.timeout = patience, .sessions = false}).value();
    farcall::io::Descriptor peer(::accept4(listener->number(), nullptr, nullptr, SOCK_CLOEXEC));
    std::vector<Outcome> outcomes(4, Outcome(Bytes()));
    std::vector<std::thread> callers;
    for (Outcome& outcome : outcomes) callers.emplace_back([&] { outcome = client.ECHO(argument); });
    std::size_t to_come = outcomes.size() * (4 + 40 + 4 + argument.size());
    char room[4096];
    while (to_come > 0) to_come -= static_cast<std::size_t>(::recv(peer.number(), room, sizeof room, 0));
    Injection injection(Kind::allocation, Side::other_threads, nth);
    peer = farcall::io::Descriptor();
    for (std::thread& caller : callers) caller.join();
    struck = injection.struck();
    for (const Outcome& outcome : outcomes) {
      ASSERT_FALSE(outcome);
      EXPECT_TRUE(outcome.error().code == Code::connection_lost ||
                  outcome.error().code == Code::resource_exhausted)
          << "request " << nth << ": " << to_string(outcome.error());
      EXPECT_EQ(outcome.error().executed, Executed::maybe);
    }
  }
}

// Its binding is taken out of the loop, and nobody can be told that there was no memory for that.
TEST(EventLoop, AClientLeavesItWithoutMemory) {
  Site site("lrpc");
  farcall::EventLoop loop(farcall::Duration::zero());
  farcall::BindOptions by_loop = options();
  by_loop.loop = &loop;
  const Bytes argument(100, 7);
  auto bind_and_call = [&] {
    V::Client client = farcall::bind<V::Client>(site.endpoint(), by_loop).value();
    const Outcome outcome = client.ECHO(argument);
    EXPECT_TRUE(outcome) << to_string(outcome.error());
    return std::optional(std::move(client));
  };
  std::optional<V::Client> client = bind_and_call();  // what is opened once is open
  const int descriptors = open_descriptors();
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    Injection injection(Kind::allocation, Side::this_thread, nth);
    client.reset();
    struck = injection.struck();
    client = bind_and_call();
  }
  while (open_descriptors() > descriptors) std::this_thread::yield();  // those of who left before are closed
}

// A byte that another process sleeps for: it comes, or the connection ends, or it would sleep for good.
TEST(Said, WakesThePeerWhateverTheSocketSays) {
  using farcall::lrpc::Said;
  int both[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both), 0);
  const farcall::io::Descriptor here(both[0]), there(both[1]);
  Said heard{};
  for (unsigned variant = 0; variant < 4; ++variant) {
    {
      Injection injection(Kind::system_call, Side::this_thread, 1, variant);
      farcall::lrpc::say(here.number(), Said::is_there);
      EXPECT_TRUE(injection.struck());
    }
    ASSERT_EQ(::recv(there.number(), &heard, sizeof heard, MSG_DONTWAIT), 1) << Injection::what();
    EXPECT_EQ(heard, Said::is_there);
  }
  {
    const Outage outage("send", ENOBUFS);
    farcall::lrpc::say(here.number(), Said::news);
  }
  EXPECT_EQ(::recv(there.number(), &heard, sizeof heard, MSG_DONTWAIT), 0);
}

}  // namespace
}  // namespace faults
