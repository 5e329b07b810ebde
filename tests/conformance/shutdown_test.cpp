// What a server that stops owes those who come too late, and those who have sent more than it reads.
#include <span>

#include "fixture.hpp"
#include "raw_stream.hpp"

namespace conformance {
namespace {

class Shutdown : public testing::TestWithParam<Placement> {
 protected:
  // Until its endpoint is closed, while a handler still runs.
  void stop() {
    slow = std::thread([callee = bind_to(site.endpoint())] {
      EXPECT_EQ(callee.BLOCK(7, {.timeout = patience}).value_or(0), 7);
    });
    site.callee.gate.await(1);
    site.server().stop();
    const auto until = farcall::after(farcall::steady_clock().now(), patience);
    Code code = Code::cancelled;
    while (code != Code::connection_refused && farcall::steady_clock().now() < until)
      code = error_of(farcall::bind<V1::Client>(site.endpoint())).code;
    EXPECT_EQ(to_string(code), to_string(Code::connection_refused)) << "and does not wait for the drain";
  }
  ~Shutdown() override {
    site.callee.gate.open();
    if (slow.joinable()) slow.join();
  }
  Site site{fresh_endpoint(GetParam()), {.drain = 2 * patience}};
  std::thread slow;
};
INSTANTIATE_TEST_SUITE_P(placement, Shutdown, testing::ValuesIn(streams()), name_of);

TEST_P(Shutdown, WhoComesTooLateIsRefusedAtOnce) { stop(); }

// A TCP that is closed with something unread is reset, and a reset takes along what is still to be sent.
TEST_P(Shutdown, AReplyArrivesAlthoughMoreWasSent) {
  constexpr std::uint32_t size_bytes = 100'000;
  RawStream raw(site.endpoint(), 4096);
  raw.send(RawStream::record(make_blob, {size_bytes}));
  ASSERT_EQ(raw.receive(1), 1U) << "it was served";
  stop();
  raw.send(RawStream::record(add, {1, 1}));
  site.callee.gate.open();
  slow.join();
  EXPECT_EQ(raw.receive(2 * size_bytes), 4 + 24 + 4 + size_bytes - 1) << "all of the reply, and no other";
}

}  // namespace
}  // namespace conformance
