// What is half done when memory runs out is undone, or gone on with: each request fails once, and then
// whatever shares the state is asked whether it is as it was.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/base/clock.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/runtime/async_call.hpp>
#include <farcall/runtime/server/sessions.hpp>
#include <farcall/xdr/byte_order.hpp>

#include "injection.hpp"
#include "site.hpp"

namespace faults {
namespace {

using farcall::Code;
using farcall::Executed;
using Outcome = farcall::Result<Bytes>;
namespace io = farcall::io;
namespace xdr = farcall::xdr;

// A peer that is written here, so that it does nothing by itself.
class Listener {
 public:
  Listener() : descriptor_(io::listen(*io::Address::unix_path(name_), io::Kind::stream, "unix").value()) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { ::unlink(name_.c_str()); }
  [[nodiscard]] std::string endpoint() const { return "unix:" + name_; }
  [[nodiscard]] io::Descriptor accept() const {
    while (true) {
      io::Descriptor peer(::accept4(descriptor_.number(), nullptr, nullptr, SOCK_CLOEXEC));
      if (peer) return peer;
      std::this_thread::yield();
    }
  }

 private:
  const std::string name_ = fresh("unix").substr(5);
  const io::Descriptor descriptor_;
};

// What comes until the end of the stream.
Bytes drain(const io::Descriptor& peer) {
  Bytes all, room(1 << 16);
  for (;;) {
    const ssize_t got = ::recv(peer.number(), room.data(), room.size(), 0);
    if (got <= 0) return all;
    all.insert(all.end(), room.begin(), room.begin() + got);
  }
}

TEST(HalfWay, ASessionThatCouldNotBeMadeIsNotThere) {
  farcall::message::SessionId id{};
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    farcall::server::Sessions sessions(farcall::Limits{}, farcall::steady_clock());
    Injection injection(Kind::allocation, Side::this_thread, nth);
    try {
      (void)sessions.open(id);
    } catch (const std::bad_alloc&) {
    }
    struck = injection.struck();
    (void)sessions.probe(id);
    EXPECT_TRUE(sessions.open(id));
    EXPECT_TRUE(sessions.probe(id));
    EXPECT_EQ(sessions.size(), 1U);
  }
}

// The peer reads nothing, so a part of the call is sent when its time is over. What comes next must not be
// taken for the rest of it.
TEST(HalfWay, ACallThatWasSentInPartEndsItsConnection) {
  QuietLog quiet;
  const Bytes argument(std::size_t{3} << 20, 7), other(1000, 0xee);
  int in_part = 0;
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    const Listener listener;
    auto client = std::make_optional(
        farcall::bind<V::Client>(listener.endpoint(), {.timeout = patience, .sessions = false}).value());
    const io::Descriptor peer = listener.accept();
    Injection injection(Kind::allocation, Side::this_thread, nth);
    EXPECT_FALSE(client->ECHO(argument, {.timeout = 20ms}));
    struck = injection.struck();
    EXPECT_FALSE(client->ECHO(other, {.timeout = 20ms}));
    client.reset();
    const Bytes came = drain(peer);
    const bool has_part = std::search_n(came.begin(), came.end(), 1000, 7) != came.end();
    const bool has_other = std::search_n(came.begin(), came.end(), 1000, 0xee) != came.end();
    EXPECT_FALSE(has_part && has_other) << "request " << nth;
    in_part += has_part ? 1 : 0;
  }
  EXPECT_GT(in_part, 1);
}

// Who reads gives another its reply, and has no memory for it.
TEST(HalfWay, AReplyThatCannotBeHandedOverIsNotWaitedFor) {
  QuietLog quiet;
  const Bytes argument(100, 7);
  const Bytes result(10'000, 8);
  constexpr std::size_t call_bytes = 4 + 40 + 4 + 100;
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    const Listener listener;
    auto client =
        farcall::bind<V::Client>(listener.endpoint(), {.timeout = patience, .sessions = false}).value();
    const io::Descriptor peer = listener.accept();
    std::vector<Outcome> outcomes(3, Outcome(Bytes()));
    std::vector<std::thread> callers;
    for (Outcome& outcome : outcomes) callers.emplace_back([&] { outcome = client.ECHO(argument); });
    std::vector<std::byte> calls(outcomes.size() * call_bytes);
    for (std::size_t got = 0; got < calls.size();)
      got += static_cast<std::size_t>(::recv(peer.number(), calls.data() + got, calls.size() - got, 0));
    std::vector<std::byte> replies;
    for (std::size_t at = 0; at < calls.size(); at += call_bytes) {
      std::vector<std::byte> reply(4 + 24 + 4 + result.size());
      xdr::store_u32(reply.data(), 0x8000'0000U | static_cast<std::uint32_t>(reply.size() - 4));
      xdr::store_u32(reply.data() + 4, xdr::load_u32(calls.data() + at + 4));
      xdr::store_u32(reply.data() + 8, 1);
      xdr::store_u32(reply.data() + 28, static_cast<std::uint32_t>(result.size()));
      std::memcpy(reply.data() + 32, result.data(), result.size());
      replies.insert(replies.begin(), reply.begin(), reply.end());
    }
    Injection injection(Kind::allocation, Side::other_threads, nth);
    ASSERT_EQ(::send(peer.number(), replies.data(), replies.size(), 0), static_cast<ssize_t>(replies.size()));
    for (std::thread& caller : callers) caller.join();
    struck = injection.struck();
    for (const Outcome& outcome : outcomes) {
      if (outcome) {
        EXPECT_EQ(*outcome, result);
      } else {
        EXPECT_TRUE(struck) << to_string(outcome.error());
        EXPECT_NE(outcome.error().code, Code::deadline_exceeded) << "nobody waited in vain";
        EXPECT_NE(outcome.error().executed, Executed::no) << to_string(outcome.error());
      }
    }
  }
}

TEST(HalfWay, ACallIsDoneOnce) {
  struct NoChannel final : farcall::Channel {
    farcall::Result<void> reserve(farcall::Transaction&, std::size_t) override { return {}; }
    farcall::Result<void> transact(farcall::Transaction&) override { return {}; }
    void release(farcall::Transaction&) noexcept override {}
  } channel;
  farcall::AsyncCall call(channel);
  farcall::Resumable waiter;
  ASSERT_TRUE(call.await(waiter));
  EXPECT_EQ(call.complete(), &waiter);
  EXPECT_EQ(call.complete(), nullptr);
}

// All lines or none.
TEST(HalfWay, WhatCannotBeAdvertisedIsNotRegistered) {
  QuietLog quiet;
  farcall::Registry registry;
  farcall::Server registry_server({.limits = without_spinning(), .most_threads = 7});
  registry.add_to(registry_server).value();
  const std::string port = registry.listen(registry_server, fresh("tcp")).value();
  registry_server.start().value();
  const std::string endpoint = "rpcbind" + port.substr(port.find(':'));
  Callee callee;
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    farcall::Server server({.limits = without_spinning(), .most_threads = 7});
    server.add(callee).value();
    (void)server.listen(fresh("tcp")).value();
    (void)server.listen(fresh("udp")).value();
    Injection injection(Kind::allocation, Side::this_thread, nth);
    const auto advertised = farcall::advertise(server, endpoint);
    struck = injection.struck();
    server.start().value();
    const auto bound = farcall::bind<V::Client>(endpoint, options());
    EXPECT_EQ(bound.has_value(), advertised.has_value()) << "request " << nth;
    if (!bound) {
      EXPECT_EQ(bound.error().code, Code::not_registered) << to_string(bound.error());
    }
  }
}

}  // namespace
}  // namespace faults
