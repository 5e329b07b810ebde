// Clients that send slowly, and clients that do not read.
#include <condition_variable>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "fixture.hpp"
#include "raw_stream.hpp"

namespace conformance {
namespace {

class SlowPeers : public testing::TestWithParam<Placement> {
 protected:
  farcall::ServerOptions options;
};
INSTANTIATE_TEST_SUITE_P(placement, SlowPeers, testing::ValuesIn(streams()), name_of);

TEST_P(SlowPeers, WhoSendsACallByteByByteIsAsIdleAsWhoSendsNone) {
  options.limits.connections = 2;
  options.limits.idle = farcall::Duration::zero();
  Site site(fresh_endpoint(GetParam()), options);
  RawStream slow(site.endpoint());
  const auto record = RawStream::record(add, {1, 1});
  slow.send(std::span(record).first(10));
  RawStream quick(site.endpoint());
  quick.send(record);
  ASSERT_EQ(quick.receive(32), 32U);
  slow.send(std::span(record).subspan(10, 1));  // the last to have sent anything
  V1::Client third = bind_to(site.endpoint());
  EXPECT_EQ(third.ADD(1, 1).value_or(0), 2);
  quick.send(record);
  ASSERT_EQ(quick.receive(32), 32U) << "it was not the one who calls that made room";
  EXPECT_EQ(slow.receive(1), 0U);
}

// Waits for what is logged.
class LogTrap {
 public:
  LogTrap() {
    farcall::set_log([](farcall::LogLevel, std::string_view text) {
      std::lock_guard lock(mutex);
      logged += text;
      changed.notify_all();
    });
  }
  ~LogTrap() {
    farcall::set_log(nullptr);
    logged.clear();
  }
  static void await(std::string_view text) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return logged.find(text) != std::string::npos; });
  }

 private:
  static inline std::mutex mutex;  // protects what follows
  static inline std::condition_variable changed;
  static inline std::string logged;
};

TEST_P(SlowPeers, WhoReadsNothingOfWhatWaitsIsDisconnected) {
  options.limits.unread = 20ms;
  constexpr std::uint32_t size_bytes = mebibyte;
  constexpr std::size_t calls = 6;
  LogTrap log;
  Site site(fresh_endpoint(GetParam()), options);
  V1::Client other = bind_to(site.endpoint());
  RawStream deaf(site.endpoint(), 4096);
  for (std::size_t i = 0; i < calls; ++i) deaf.send(RawStream::record(make_blob, {size_bytes}));
  LogTrap::await("a client that has stopped to read its replies is disconnected");
  EXPECT_LT(deaf.receive(calls * size_bytes), calls * size_bytes);
  EXPECT_EQ(other.ADD(1, 1).value_or(0), 2);
}

}  // namespace
}  // namespace conformance
