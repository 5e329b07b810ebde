// A binding by a socket that moves to shared memory: when it does, when it does not, and what becomes of it.
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/socket.h>

#include <farcall/binding/channel_opener.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/lrpc/rendezvous.hpp>
#include <farcall/transport/resolve.hpp>

#include "callback_services.hpp"
#include "fixture.hpp"

namespace conformance {
namespace {

namespace io = farcall::io;

class SameHost : public AtPlacement {
 protected:
  [[nodiscard]] V1::Client bound(farcall::BindOptions options = {}) const {
    options.timeout = patience;
    if (GetParam().by_loop) options.loop = &farcall::EventLoop::common();
    return farcall::bind<V1::Client>(site->endpoint(), options).value();
  }
  static bool has_moved(const V1::Client& callee) {
    return callee.WHO({.timeout = patience}).value().shares_memory;
  }

  QuietLog quiet_;
};
INSTANTIATE_TEST_SUITE_P(placement, SameHost, testing::ValuesIn(placements_where([](const Placement& one) {
                           return one.has_moved;
                         })),
                         name_of);

// Through three tries to move, of which a loop's take place beside its calls.
bool stays(const V1::Client& callee) {
  constexpr std::uint32_t tries = 1 + 2 + 4;
  for (std::uint32_t i = 0; i <= tries * farcall::client::MovePace::calls_before_move; ++i)
    if (callee.WHO({.timeout = patience}).value().shares_memory) return false;
  return true;
}

TEST_P(SameHost, WhoCallsOftenMovesWhoCallsOnceStays) {
  const V1::Client callee = bound();
  for (std::uint32_t i = 1; i < farcall::client::MovePace::calls_before_move; ++i)
    ASSERT_FALSE(has_moved(callee)) << i;
  if (GetParam().by_loop)
    while (!has_moved(callee)) std::this_thread::yield();
  EXPECT_TRUE(has_moved(callee));
  EXPECT_TRUE(has_moved(callee));
  EXPECT_FALSE(has_moved(bound())) << "each binding by itself";
}

TEST_P(SameHost, CallsThatAreStartedTogetherAllGoThere) {
  farcall::EventLoop loop;
  const auto callee =
      farcall::bind<V1::AsyncClient>(site->endpoint(), {.timeout = patience, .loop = &loop}).value();
  while (!callee.WHO().wait().value().shares_memory) std::this_thread::yield();
  auto together = [&]() -> farcall::Task<int> {
    std::vector<decltype(callee.WHO())> all;
    for (int i = 0; i < 16; ++i) all.push_back(callee.WHO());
    int there = 0;
    for (auto& one : all) there += (co_await std::move(one)).value().shares_memory ? 1 : 0;
    co_return there;
  };
  EXPECT_EQ(loop.wait(together()), 16);
}

TEST_P(SameHost, NobodyMovesWhoDoesNotWantTo) {
  const V1::Client callee = bound({.same_host = false});
  EXPECT_TRUE(stays(callee));
  const V1::Client without_sessions = bound({.sessions = false});
  EXPECT_TRUE(stays(without_sessions));
}

TEST_P(SameHost, NobodyMovesWhereTheServerDoesNotWantIt) {
  site = std::make_unique<Site>(fresh_endpoint(GetParam()), farcall::ServerOptions{.same_host = false});
  const V1::Client callee = bound();
  EXPECT_TRUE(stays(callee));
  site =
      std::make_unique<Site>(fresh_endpoint(GetParam()),
                             farcall::ServerOptions{.admits = [](const farcall::Caller&) { return false; }});
  const V1::Client unwanted = bound();
  EXPECT_TRUE(stays(unwanted));
}

TEST_P(SameHost, NobodyMovesWhereTheServerDoesNotKnowWhetherItWantsIt) {
  const QuietLog quiet;
  const auto ask = [](const farcall::Caller& caller) -> bool {
    throw std::out_of_range(std::string(caller.netid));
  };
  site = std::make_unique<Site>(fresh_endpoint(GetParam()), farcall::ServerOptions{.admits = ask});
  const V1::Client callee = bound();
  EXPECT_TRUE(stays(callee));
  EXPECT_EQ(callee.ADD(1, 1).value(), 2) << "and the server goes on";
}

// Who waits in memory asks whether the server is there.
TEST_P(SameHost, CallsWithoutADeadlineMoveToo) {
  farcall::BindOptions options;
  if (GetParam().by_loop) options.loop = &farcall::EventLoop::common();
  const auto callee = farcall::bind<V1::Client>(site->endpoint(), options).value();
  while (!has_moved(callee)) std::this_thread::yield();  // a loop's move takes place beside its calls
}

TEST_P(SameHost, WhoOffersServicesMovesToo) {
  GuestService guest;
  const V1::Client callee = bound({.services = {&guest}});
  while (!has_moved(callee)) std::this_thread::yield();  // a loop's move takes place beside its calls
}

// What a machine in between would do, or a server on another one that passes all on: neither can have the
// route that the two ends have in common.
class Relay {
 public:
  Relay(const Placement& placement, const std::string& to)
      : to_(farcall::transport::resolve(farcall::parse_endpoint(to).value(), farcall::never).value().front()),
        listener_(io::listen(address_of(placement), io::Kind::stream, "the relay").value()),
        endpoint_((placement.endpoint[0] == 't' ? "tcp://" : "unix:") +
                  io::local_address(listener_.number()).text()),
        thread_([this] { run(); }) {}
  ~Relay() {
    ::shutdown(listener_.number(), SHUT_RDWR);
    thread_.join();
  }
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }

 private:
  static io::Address address_of(const Placement& placement) {
    Placement own = placement;
    return farcall::transport::resolve(farcall::parse_endpoint(fresh_endpoint(own)).value(), farcall::never)
        .value()
        .front();
  }
  void run() const {
    if (io::wait_ready(listener_.number(), POLLIN, farcall::never) == 0) return;
    const io::Descriptor client(::accept(listener_.number(), nullptr, nullptr));
    if (!client) return;
    const io::Descriptor server = io::connect(to_, io::Kind::stream, farcall::never, "the server").value();
    pollfd both[] = {{client.number(), POLLIN, 0}, {server.number(), POLLIN, 0}};
    char bytes[4096];
    while (::poll(both, 2, -1) > 0) {
      for (int i = 0; i < 2; ++i) {
        if (both[i].revents == 0) continue;
        const ssize_t got = ::recv(both[i].fd, bytes, sizeof bytes, 0);
        if (got <= 0) return;
        if (::send(both[1 - i].fd, bytes, static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) return;
      }
    }
  }

  const io::Address to_;
  const io::Descriptor listener_;
  const std::string endpoint_;
  std::thread thread_;
};

TEST_P(SameHost, NobodyMovesWhoIsNotConnectedToTheServerItself) {
  const Relay relay(GetParam(), site->endpoint());
  farcall::BindOptions options{.timeout = patience};
  if (GetParam().by_loop) options.loop = &farcall::EventLoop::common();
  const V1::Client callee = farcall::bind<V1::Client>(relay.endpoint(), options).value();
  EXPECT_TRUE(stays(callee));
}

TEST_P(SameHost, WhoFindsTheAddressIsNotServedWithoutTheConnection) {
  const farcall::Endpoint endpoint = farcall::parse_endpoint(site->endpoint()).value();
  const auto channel = farcall::binding::open_stream(endpoint, {}, farcall::never).value();
  const farcall::client::Meeting meeting = channel->meet(farcall::never).value();
  const auto introduce = [&](const farcall::lrpc::Via& via) {
    return farcall::lrpc::introduce(
        io::connect(meeting.address, io::Kind::packets, farcall::never, "the memory").value(),
        {.slots = 1, .window_bytes = farcall::lrpc::page_bytes}, {}, farcall::never, "the memory", via);
  };
  const auto by = [&](std::string route) { return farcall::lrpc::Via{std::move(route), meeting.via.token}; };
  EXPECT_TRUE(introduce(meeting.via));
  farcall::lrpc::Via other = meeting.via;
  other.token[0] ^= 1;
  EXPECT_ENDS(introduce(other), Code::connection_refused, Executed::no);  // as of who has taken the address
  EXPECT_ENDS(introduce(by("")), Code::permission_denied, Executed::no);
  EXPECT_ENDS(introduce(by(meeting.via.route + "0")), Code::permission_denied, Executed::no);
  EXPECT_ENDS(introduce(by(std::string(farcall::lrpc::Hello::most_route_bytes, 'x'))),
              Code::permission_denied, Executed::no);
  EXPECT_ENDS(introduce(by(std::string(farcall::lrpc::Hello::most_route_bytes + 1, 'x'))), Code::unsupported,
              Executed::no);
}

TEST_P(SameHost, GoesBackToTheSocketAndMovesAgainWhenTheServerIsBack) {
  const std::string endpoint = site->endpoint();
  const V1::Client callee = client();
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(has_moved(callee)) << round;
    site.reset();
    EXPECT_FALSE(callee.ADD(1, 1, {.timeout = patience}));
    site = std::make_unique<Site>(endpoint);
    EXPECT_EQ(callee.ADD(1, 1).value(), 2);
    while (!has_moved(callee)) std::this_thread::yield();
  }
}

// Whoever is sent from one server to the next hears the truth, and nobody hangs.
TEST_P(SameHost, ManyThreadsMoveAndComeBack) {
  const std::string endpoint = site->endpoint();
  const V1::Client callee = bound();
  std::atomic<bool> stops{false};
  std::atomic<int> wrong{0}, answered{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&, i] {
      while (!stops) {
        const auto sum = callee.ADD(i, 1, {.timeout = patience});
        if (sum) ++answered;
        if (sum ? *sum != i + 1 : sum.error().executed == Executed::yes) ++wrong;
      }
    });
  for (int round = 0; round < 5; ++round) {
    for (const int before = answered; answered < before + 500;) std::this_thread::yield();
    site.reset();
    site = std::make_unique<Site>(endpoint);
  }
  stops = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace conformance
