// Calls of a session by an event loop. The server is played by the test, which reads and answers what it
// likes, and ends connections; a thread drives the loop.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <farcall/runtime/client/loop_channel.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client::by_loop {
namespace {

using namespace std::chrono_literals;

// Longer than anything here takes.
constexpr Duration patience = 30s;
constexpr std::size_t session_head_bytes = 140;  // of a call, up to its arguments

enum Procedure : std::uint32_t { opens = 1, calls = 2 };
enum Status : std::uint32_t { completed = 0, busy = 4, absent = 6 };

// The server's ends of the connections that a client makes.
class Pairs final : public Connector {
 public:
  explicit Pairs(io::Kind kind) : type_(kind == io::Kind::stream ? SOCK_STREAM : SOCK_SEQPACKET) {}
  Result<std::unique_ptr<io::Socket>> connect(TimePoint until) override {
    int both[2];
    EXPECT_EQ(::socketpair(AF_UNIX, type_ | SOCK_CLOEXEC, 0, both), 0);
    std::unique_lock lock(mutex_);
    attempts_.push_back(until);
    changed_.notify_all();
    changed_.wait(lock, [this] { return !hangs_; });
    if (std::exchange(is_too_late_, false)) {
      ::close(both[0]);
      ::close(both[1]);
      return Error{Code::deadline_exceeded, Executed::no, "no connection within the deadline", {}};
    }
    made_.emplace_back(both[1]);
    changed_.notify_all();
    return io::make_socket(io::Descriptor(both[0]));
  }
  [[nodiscard]] io::Descriptor next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !made_.empty(); });
    io::Descriptor next = std::move(made_.front());
    made_.pop_front();
    return next;
  }
  void hang() {
    const std::lock_guard lock(mutex_);
    hangs_ = true;
  }
  // Until when the attempt lasts after so many others.
  [[nodiscard]] TimePoint await_attempt(std::size_t before) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return attempts_.size() > before; });
    return attempts_[before];
  }
  // The time of the one that hangs is over.
  void be_too_late() {
    const std::lock_guard lock(mutex_);
    is_too_late_ = true;
    hangs_ = false;
    changed_.notify_all();
  }

 private:
  const int type_;
  std::mutex mutex_;  // protects what follows
  std::condition_variable changed_;
  std::deque<io::Descriptor> made_;
  std::vector<TimePoint> attempts_;
  bool hangs_ = false;
  bool is_too_late_ = false;
};

struct Seen {
  std::uint32_t xid = 0;
  std::uint32_t procedure = 0;
  std::uint32_t argument = 0;
};

class LoopSession : public testing::Test {
 protected:
  explicit LoopSession(io::Kind kind, bool has_sessions = true) : is_stream(kind == io::Kind::stream) {
    connector = std::make_shared<Pairs>(kind);
    ChannelOptions options;
    options.name = "test://pair";
    options.kind = kind;
    options.has_sessions = has_sessions;
    channel = std::make_unique<LoopChannel>(loop.core(), connector, options);
    driver = std::thread([this] { loop.run(); });
  }
  ~LoopSession() override {
    loop.stop();
    driver.join();
  }

  AsyncCall& begin(std::uint32_t argument, std::size_t size_bytes = 4, Duration timeout = patience) {
    AsyncCall& call = channel->begin();
    call.procedure = 1;
    call.entered = steady_clock().now();
    call.deadline = after(call.entered, timeout);
    EXPECT_TRUE(channel->reserve(call, size_bytes));
    xdr::store_u32(call.arguments.data(), argument);
    channel->start(call);
    return call;
  }
  void expect_result(AsyncCall& call, std::uint32_t result) {
    channel->wait(call);
    EXPECT_FALSE(call.failed) << to_string(call.error);
    if (!call.failed) {
      EXPECT_EQ(xdr::load_u32(call.results.data()), result);
    }
    channel->end(call);
  }

  // The next message that is no probe.
  Seen read(const io::Descriptor& from) const {
    Seen seen = read_one(from);
    while (seen.procedure != opens && seen.procedure != calls && seen.xid != 0) seen = read_one(from);
    return seen;
  }
  Seen read_one(const io::Descriptor& from) const {
    std::vector<std::byte> message(1 << 16);
    if (is_stream) {
      EXPECT_EQ(::recv(from.number(), message.data(), 4, MSG_WAITALL), 4);
      message.resize(xdr::load_u32(message.data()) & 0x7fff'ffff);
    }
    const ssize_t got = ::recv(from.number(), message.data(), message.size(), is_stream ? MSG_WAITALL : 0);
    EXPECT_GE(got, 40);
    if (got < 40) return {};
    const bool is_call = got > static_cast<ssize_t>(session_head_bytes);
    return {xdr::load_u32(message.data()), xdr::load_u32(message.data() + 20),
            is_call ? xdr::load_u32(message.data() + session_head_bytes) : 0};
  }
  // With the words of its results.
  void answer(const io::Descriptor& to, const Seen& call,
              std::initializer_list<std::uint32_t> results) const {
    std::vector<std::uint32_t> words{0, call.xid, 1, 0, 0, 0, 0};
    words.insert(words.end(), results);
    words[0] = 0x8000'0000U | static_cast<std::uint32_t>(4 * (words.size() - 1));
    std::vector<std::byte> bytes(4 * words.size());
    xdr::swap_words_32(bytes.data(), words.data(), words.size());
    const std::size_t skip = is_stream ? 0 : 4;
    EXPECT_GT(::send(to.number(), bytes.data() + skip, bytes.size() - skip, MSG_NOSIGNAL), 0);
  }
  // Opens a session of so many calls at a time.
  [[nodiscard]] io::Descriptor open_session(std::uint32_t slots) const {
    io::Descriptor server = connector->next();
    const Seen opening = read(server);
    EXPECT_EQ(opening.procedure, opens);
    answer(server, opening, {0, 1, slots, 0, 1 << 20});
    return server;
  }
  void serve(const io::Descriptor& server, std::uint32_t expected) const {
    const Seen seen = read(server);
    EXPECT_EQ(seen.procedure, calls);
    EXPECT_EQ(seen.argument, expected);
    answer(server, seen, {completed, seen.argument + 1});
  }

  const bool is_stream;
  EventLoop loop;
  std::shared_ptr<Pairs> connector;
  std::unique_ptr<LoopChannel> channel;
  std::thread driver;
};

class LoopStream : public LoopSession {
 protected:
  LoopStream() : LoopSession(io::Kind::stream) {}
};
class LoopDatagrams : public LoopSession {
 protected:
  LoopDatagrams() : LoopSession(io::Kind::datagram) {}
};

class LoopWithoutSession : public LoopSession {
 protected:
  LoopWithoutSession() : LoopSession(io::Kind::stream, false) {}
};

// The numbers that the third one waits for are theirs.
TEST_F(LoopStream, CallsInDoubtDoNotWaitBehindOneThatWaitsForTheirNumbers) {
  AsyncCall& first = begin(1);
  AsyncCall& second = begin(2);
  AsyncCall& waits = begin(3);
  {
    const io::Descriptor lost = open_session(2);
    EXPECT_EQ(read(lost).argument, 1U);
    EXPECT_EQ(read(lost).argument, 2U);
  }
  const io::Descriptor server = connector->next();
  serve(server, 1);
  serve(server, 2);
  serve(server, 3);
  expect_result(first, 2);
  expect_result(second, 3);
  expect_result(waits, 4);
}

TEST_F(LoopStream, ACallThatWasPutOffDoesNotWaitBehindOneThatWaitsForItsNumber) {
  AsyncCall& first = begin(1);
  AsyncCall& waits = begin(2);
  const io::Descriptor server = open_session(1);
  answer(server, read(server), {busy, 0, 0});
  serve(server, 1);
  serve(server, 2);
  expect_result(first, 2);
  expect_result(waits, 3);
}

// The rest of it goes on being sent, and afterwards it is no less in doubt than others.
TEST_F(LoopStream, ACallIsNotForgottenWhoseServerAnsweredBeforeItHadAllOfIt) {
  io::Descriptor server;
  for (const std::uint32_t status : {absent, busy}) {
    AsyncCall& quick = begin(1);
    AsyncCall& longer = begin(2, 900'000);
    if (!server) server = open_session(2);
    const Seen first = read(server);
    std::vector<std::byte> message(8);
    EXPECT_EQ(::recv(server.number(), message.data(), message.size(), MSG_WAITALL), 8);
    answer(server, {.xid = xdr::load_u32(message.data() + 4)}, {status, 0, 0});
    answer(server, first, {completed, 2});
    expect_result(quick, 2);  // and so the one before was heard, too
    message.resize((xdr::load_u32(message.data()) & 0x7fff'ffffU) - 4);
    EXPECT_EQ(::recv(server.number(), message.data(), message.size(), MSG_WAITALL),
              static_cast<ssize_t>(message.size()));
    server = {};
    server = connector->next();
    serve(server, 2);
    expect_result(longer, 3);
  }
}

// Each has its own.
TEST_F(LoopWithoutSession, TheDeadlineOfOneCallDoesNotEndOthersThatWaitForAConnection) {
  connector->hang();
  AsyncCall& first = begin(1, 4, 5s);
  EXPECT_EQ(connector->await_attempt(0), first.deadline);
  AsyncCall& second = begin(2, 4, 10s);
  connector->be_too_late();
  EXPECT_EQ(connector->await_attempt(1), second.deadline);
  const io::Descriptor server = connector->next();
  answer(server, read_one(server), {2});
  answer(server, read_one(server), {3});
  expect_result(first, 2);
  expect_result(second, 3);
}

TEST_F(LoopDatagrams, ALostOneDoesNotWaitBehindOneThatWaitsForItsNumber) {
  AsyncCall& first = begin(1);
  AsyncCall& waits = begin(2);
  const io::Descriptor server = open_session(1);
  (void)read(server);
  serve(server, 1);
  serve(server, 2);
  expect_result(first, 2);
  expect_result(waits, 3);
}

}  // namespace
}  // namespace farcall::client::by_loop
