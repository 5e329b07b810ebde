// What farcall's session extension adds to a call between two programs of farcall, over every placement: its
// deadline and trace reach the callee, and so does that nobody waits for it any more.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>

#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>
#include <farcall/xdr/byte_order.hpp>

#include "fixture.hpp"

namespace conformance {
namespace {

using namespace std::chrono_literals;
using farcall::Code;
using farcall::Executed;

class Sessions : public AtPlacement {};
FARCALL_EVERY_PLACEMENT(Sessions);

TEST_P(Sessions, TheCalleeSeesTheTimeThatIsLeft) {
  const conditions seen = client().CONDITIONS({.timeout = 100s}).value();
  EXPECT_GT(seen.time_left, farcall::Duration(50s).count());
  EXPECT_LE(seen.time_left, farcall::Duration(100s).count());
}

TEST_P(Sessions, WithoutADeadlineTheCalleeSeesNone) {
  EXPECT_EQ(bind_to(site->endpoint(), {}).CONDITIONS().value().time_left, -1);
}

TEST_P(Sessions, ATraceGoesAlong) {
  farcall::Trace trace;
  trace.span = 0x0123'4567'89ab'cdef;
  EXPECT_EQ(client().CONDITIONS({.trace = trace}).value().span, trace.span);
}

TEST_P(Sessions, WithoutThemNothingGoesAlong) {
  if (GetParam().is_inline || GetParam().is_shared) GTEST_SKIP() << "what goes along needs no session";
  const V1::Client plain = bind_to(site->endpoint(), {.timeout = patience, .sessions = false});
  EXPECT_EQ(plain.CONDITIONS({.trace = {{}, 7}}).value(), (conditions{-1, 0}));
}

TEST_P(Sessions, TheCalleeIsToldThatTheDeadlineHasPassed) {
  site->callee.gate.open();
  const V1::Client callee = client();
  const auto outlive = [&](farcall::CallOptions options) { return callee.OUTLIVE(1, options); };
  (void)error_of_begun(outlive, [&] { return site->callee.gate.handlers() > 0; });
  site->callee.journal->await(1);
}

TEST_P(Sessions, TheCalleeIsToldThatTheCallerHasGone) {
  if (GetParam().is_inline || GetParam().is_datagram) GTEST_SKIP() << "there is no connection that could end";
  farcall::EventLoop loop;
  std::optional plain = bind_to<V1::AsyncClient>(site->endpoint(), {.sessions = false, .loop = &loop});
  {
    auto reply = plain->OUTLIVE(1);
    site->callee.gate.await(1);
  }
  plain.reset();
  site->callee.gate.open();
  site->callee.journal->await(1);
}

TEST_P(Sessions, ACallThatIsDroppedIsCancelledAtTheServer) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller of a call within the process waits in it";
  farcall::EventLoop loop;
  const auto callee = bind_to<V1::AsyncClient>(site->endpoint(), {.loop = &loop});
  {
    auto reply = callee.OUTLIVE(1);
    site->callee.gate.await(1);
  }
  site->callee.gate.open();
  site->callee.journal->await(1);
  EXPECT_EQ(callee.ADD(40, 2).wait().value(), 42);
}

TEST_P(Sessions, MoreCallsThanTheServerAllowsWaitForTheirTurn) {
  if (GetParam().is_inline) GTEST_SKIP() << "the caller of a call within the process waits in it";
  farcall::EventLoop loop;
  const auto callee = bind_to<V1::AsyncClient>(site->endpoint(), {.timeout = patience, .loop = &loop});
  const int count = GetParam().is_datagram ? 50 : 3 * static_cast<int>(farcall::Limits{}.session_slots);
  std::vector<farcall::Reply<std::int32_t>> replies;
  for (int i = 0; i < count; ++i) replies.push_back(callee.ADD(i, 1));
  for (int i = 0; i < count; ++i) EXPECT_EQ(replies[static_cast<std::size_t>(i)].wait().value(), i + 1);
}

// A server that is killed whenever it is asked for a session is no server without sessions.
TEST(LostSessions, AreAskedForOnceMoreByTheNextConnection) {
  for (const bool by_loop : {false, true}) {
    const std::string path = "@farcall-lost-sessions-" + std::to_string(::getpid());
    const farcall::io::Address address = *farcall::io::Address::unix_path(path);
    std::optional listener = farcall::io::listen(address, farcall::io::Kind::stream, path).value();
    std::thread lost([&] {
      for (int i = 0; i < 3; ++i) {  // two that ask, and one by which the call goes
        if (farcall::io::wait_ready(listener->number(), POLLIN, farcall::never) == 0) return;
        const farcall::io::Descriptor one(::accept(listener->number(), nullptr, nullptr));
        char byte = 0;
        (void)::recv(one.number(), &byte, 1, 0);
      }
    });
    farcall::BindOptions options{.timeout = patience};
    if (by_loop) options.loop = &farcall::EventLoop::common();
    const V1::Client callee = bind_to("unix:" + path, options);
    EXPECT_ENDS(callee.ADD(1, 1), Code::connection_lost, Executed::maybe);
    lost.join();
    listener.reset();
    const Site site("unix:" + path);
    EXPECT_GT(callee.CONDITIONS({.timeout = 100s}).value().time_left, 0) << by_loop;
  }
}

// Answers the next call message: its xid, and these words.
void answer(const farcall::io::Descriptor& stream, std::vector<std::uint32_t> words) {
  std::array<std::byte, 4096> message;
  std::size_t size_bytes = 0;
  const auto has_whole = [&] {
    return size_bytes >= 4 && size_bytes >= 4 + (farcall::xdr::load_u32(message.data()) & 0x7fff'ffffU);
  };
  while (!has_whole()) {
    const ssize_t got = ::recv(stream.number(), message.data() + size_bytes, message.size() - size_bytes, 0);
    if (got <= 0) return;
    size_bytes += static_cast<std::size_t>(got);
  }
  words.insert(words.begin(), {0x8000'0000U | static_cast<std::uint32_t>(4 * (words.size() + 1)),
                               farcall::xdr::load_u32(message.data() + 4)});
  std::vector<std::byte> coded(4 * words.size());
  farcall::xdr::swap_words_32(coded.data(), words.data(), words.size());
  (void)::send(stream.number(), coded.data(), coded.size(), MSG_NOSIGNAL);
}

// Nothing else is to be sent by the next connection, and there is no deadline.
TEST(LostConnections, EndNoCallThatWaitsForItsNextTry) {
  for (const bool by_loop : {false, true}) {
    const std::string path = "@farcall-lost-connections-" + std::to_string(::getpid());
    const farcall::io::Address address = *farcall::io::Address::unix_path(path);
    const farcall::io::Descriptor listener =
        farcall::io::listen(address, farcall::io::Kind::stream, path).value();
    std::thread server([&] {
      const auto next = [&] {
        (void)farcall::io::wait_ready(listener.number(), POLLIN, farcall::never);
        return farcall::io::Descriptor(::accept(listener.number(), nullptr, nullptr));
      };
      {
        const farcall::io::Descriptor first = next();
        answer(first, {1, 0, 0, 0, 0, 0, 1, 16, 0, 1 << 20});  // a session
        answer(first, {1, 0, 0, 0, 0, 4, 0, 200'000'000});     // too much to do, for 200 ms
      }
      answer(next(), {1, 0, 0, 0, 0, 0, 42});
    });
    farcall::BindOptions options{.same_host = false};
    if (by_loop) options.loop = &farcall::EventLoop::common();
    EXPECT_EQ(bind_to("unix:" + path, options).ADD(40, 2).value(), 42) << by_loop;
    server.join();
  }
}

TEST_P(Sessions, AServerWithoutThemIsSpokenToPlainly) {
  farcall::ServerOptions options;
  options.limits.sessions = 0;
  Site plain(fresh_endpoint(GetParam()), options);
  EXPECT_EQ(bind_to(plain.endpoint()).ADD(40, 2).value(), 42);
  EXPECT_EQ(bind_to(plain.endpoint()).CONDITIONS({.timeout = 100s}).value().time_left >= 0,
            GetParam().is_inline || (GetParam().is_shared && !GetParam().has_moved));
}

}  // namespace
}  // namespace conformance
