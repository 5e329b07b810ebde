// Calls in both directions, with peers that do what none of ours would.
#include <atomic>
#include <cerrno>
#include <string>
#include <thread>
#include <vector>

#include <sys/socket.h>

#include <farcall/io/socket.hpp>

#include "callback_services.hpp"
#include "raw_stream.hpp"

namespace conformance {
namespace {

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
  host.timeout = 100ms;
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

}  // namespace
}  // namespace conformance
