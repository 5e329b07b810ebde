// A server that had sessions, forgets them, and falls silent: as one does that is killed and does not come
// back. And one that forgets whatever it opens.
#include <array>
#include <atomic>
#include <thread>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <farcall/farcall.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/xdr/byte_order.hpp>

#include "simulation.x.hpp"

namespace processes {
namespace {

namespace V = simulation::SIMULATION_PROG::SIMULATION_VERS;
namespace message = farcall::message;
using namespace std::chrono_literals;

// Opens sessions, so many, and knows of no call. To LOOK it does not even say that.
class Forgetful {
 public:
  explicit Forgetful(int sessions = 1)
      : sessions_(sessions),
        socket_(farcall::io::listen(*farcall::io::Address::numeric("127.0.0.1", 0),
                                    farcall::io::Kind::datagram, "silence")
                    .value()),
        thread_([this] { run(); }) {}
  Forgetful(const Forgetful&) = delete;
  ~Forgetful() {
    ::shutdown(socket_.number(), SHUT_RD);
    thread_.join();
  }
  [[nodiscard]] std::string endpoint() const {
    return "udp://" + farcall::io::local_address(socket_.number()).text();
  }
  // Calls that belong to no session.
  [[nodiscard]] int plain_calls() const { return plain_calls_; }

 private:
  void run() {
    farcall::io::Address from;
    std::array<std::byte, 2048> room;
    for (;;) {
      from.clear();
      const ssize_t got = ::recvfrom(socket_.number(), room.data(), room.size(), 0, from.get(), from.size());
      if (got <= 0) return;
      answer(room.data(), from);
    }
  }
  void answer(const std::byte* call, const farcall::io::Address& to) {
    std::array<std::byte, 64> reply{};
    message::write_success_head(reply.data(), farcall::xdr::load_u32(call));
    std::byte* results = reply.data() + message::success_head_bytes;
    std::size_t results_bytes = 0;
    const auto procedure = static_cast<message::SessionProcedure>(farcall::xdr::load_u32(call + 20));
    if (farcall::xdr::load_u32(call + 12) != message::session_program) {
      ++plain_calls_;
    } else if (procedure == message::SessionProcedure::open && sessions_ > 0) {
      --sessions_;
      message::write_session_terms(results, {1, 16, 1 << 20});
      results_bytes = message::session_terms_bytes;
    } else if (procedure == message::SessionProcedure::call && !is_look(call)) {
      constexpr std::uint64_t an_hour_ns = 3'600'000'000'000;
      farcall::xdr::store_u32(results, static_cast<std::uint32_t>(message::SessionStatus::unknown));
      farcall::xdr::store_u64(results + 4, an_hour_ns);
      results_bytes = 12;
    }
    if (results_bytes > 0)
      (void)::sendto(socket_.number(), reply.data(), message::success_head_bytes + results_bytes,
                     MSG_NOSIGNAL, to.get(), to.size_bytes());
  }

  [[nodiscard]] static bool is_look(const std::byte* call) {
    constexpr std::size_t head_bytes = 40;  // without credentials
    constexpr std::size_t procedure_at = head_bytes + 88;
    return farcall::xdr::load_u32(call + procedure_at) == 2;
  }

  int sessions_;
  const farcall::io::Descriptor socket_;
  std::atomic<int> plain_calls_{0};
  std::thread thread_;
};

// Plainly it might run again what the server before has run.
void expect_not_executed(const Forgetful& server, const farcall::Result<simulation::answer>& result,
                         farcall::Code code) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().executed, farcall::Executed::no);
  EXPECT_EQ(server.plain_calls(), 0);
}

TEST(ServerThatFellSilent, IsNotTakenForAPlainOne) {
  const Forgetful server;
  const auto client = farcall::bind<V::Client>(server.endpoint()).value();
  expect_not_executed(server, client.RUN({}, {.timeout = 1500ms}), farcall::Code::deadline_exceeded);
  expect_not_executed(server, client.RUN({}), farcall::Code::connection_lost);
}

TEST(ServerThatFellSilent, IsNotTakenForAPlainOneByALoop) {
  const Forgetful server;
  farcall::EventLoop loop;
  farcall::BindOptions options;
  options.loop = &loop;
  const auto client = farcall::bind<V::AsyncClient>(server.endpoint(), options).value();
  auto timed = client.RUN({}, {.timeout = 1500ms});
  expect_not_executed(server, timed.wait(), farcall::Code::deadline_exceeded);
  auto endless = client.RUN({});
  expect_not_executed(server, endless.wait(), farcall::Code::connection_lost);
}

// Each time it proves that the call did not run: for ever, without a deadline.
TEST(ServerThatForgets, IsNotAskedForEver) {
  const Forgetful server(1'000'000);
  farcall::BindOptions options;
  for (farcall::EventLoop* loop :
       {static_cast<farcall::EventLoop*>(nullptr), &farcall::EventLoop::common()}) {
    options.loop = loop;
    const auto client = farcall::bind<V::Client>(server.endpoint(), options).value();
    for (int i = 0; i < 2; ++i) expect_not_executed(server, client.RUN({}), farcall::Code::connection_lost);
  }
}

// They wait for their turn to be sent again, behind one that waits for another session.
TEST(ServerThatFellSilent, MayHaveRunWhatItHasNotAnswered) {
  const Forgetful server;
  farcall::EventLoop loop;
  farcall::BindOptions options;
  options.loop = &loop;
  const auto client = farcall::bind<V::AsyncClient>(server.endpoint(), options).value();
  auto timed = client.LOOK({}, {.timeout = 60s});
  auto endless = client.LOOK({});
  auto unknown = client.RUN({}, {.timeout = 60s});
  for (auto* call : {&timed, &endless, &unknown}) {
    const farcall::Result<simulation::answer> result = call->wait();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, farcall::Code::connection_lost);
    EXPECT_EQ(result.error().executed, call == &unknown ? farcall::Executed::no : farcall::Executed::maybe);
  }
}

}  // namespace
}  // namespace processes
