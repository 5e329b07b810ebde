// A SocketChannel over a scripted socket, and a clock that only the script and its pauses move: no waiting
// here.
#pragma once

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::client::scripted {

using namespace std::chrono_literals;
using Bytes = std::vector<std::byte>;
using Words = std::vector<std::uint32_t>;
using io::Transfer;
using State = Transfer::State;

inline Bytes bytes_of(const Words& words) {
  Bytes bytes(4 * words.size());
  for (std::size_t i = 0; i < words.size(); ++i) xdr::store_u32(bytes.data() + 4 * i, words[i]);
  return bytes;
}
inline Words words_of(std::span<const std::byte> bytes) {
  Words words(bytes.size() / 4);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = xdr::load_u32(bytes.data() + 4 * i);
  return words;
}

inline constexpr TimePoint start{1'000s};

// What the other end does: each send and each receive takes the next step; without one, sends succeed and
// receives find nothing until their time is over.
struct Peer : Clock, io::Waiter {
  using Send = std::function<Transfer(std::size_t size_bytes)>;
  using Receive = std::function<Transfer(std::span<std::byte> room, TimePoint until)>;

  TimePoint now() noexcept override { return time; }
  void wait(std::atomic<std::uint32_t>&, std::uint32_t, TimePoint until) noexcept override {
    (void)wait(until);
  }
  void wake(std::atomic<std::uint32_t>&, std::uint32_t) noexcept override {}
  [[nodiscard]] std::uint32_t xid() const { return xdr::load_u32(sent.back().data() + head_at); }

  void on_send(Transfer transfer) {
    sends.emplace_back([transfer](std::size_t) { return transfer; });
  }
  void on_receive(std::function<Bytes()> bytes) {
    receives.emplace_back([bytes = std::move(bytes)](std::span<std::byte> room, TimePoint) {
      const Bytes found = bytes();
      std::copy(found.begin(), found.end(), room.begin());
      return Transfer{found.empty() ? State::closed : State::moved, 0, found.size()};
    });
  }
  void on_receive(Transfer transfer) {
    receives.emplace_back([transfer](std::span<std::byte>, TimePoint) { return transfer; });
  }
  void silence() {
    receives.emplace_back([this](std::span<std::byte>, TimePoint until) { return wait(until); });
  }
  // A reply to the last call, the xid put in front; with a mark on a stream.
  void reply(Words words) {
    on_receive([this, words = std::move(words)] { return marked(words); });
  }
  [[nodiscard]] Bytes marked(Words words) const {
    words.insert(words.begin(), xid());
    return marked_as_it_is(std::move(words));
  }
  [[nodiscard]] Bytes marked_as_it_is(Words words) const {
    if (head_at > 0)
      words.insert(words.begin(), transport::last_fragment | static_cast<std::uint32_t>(4 * words.size()));
    return bytes_of(words);
  }
  Transfer wait(TimePoint until) {
    EXPECT_NE(until, never) << "the script is over and the call would wait for ever";
    time = std::max(time, until);
    return {};
  }

  TimePoint time = start;
  std::size_t head_at = 0;  // of the xid in what is sent
  std::vector<Bytes> sent;  // what each send took
  std::deque<Send> sends;
  std::deque<Receive> receives;
  std::deque<Error> refusals;  // of the next connects
  bool closes_what_it_accepts = false;
  int connects = 0;
  int shuts = 0;
};

class ScriptedSocket final : public io::Socket {
 public:
  explicit ScriptedSocket(Peer& peer) : peer_(peer) {}
  Transfer send(std::span<const iovec> pieces) noexcept override {
    Bytes all;
    for (const iovec& piece : pieces) {
      auto* first = static_cast<const std::byte*>(piece.iov_base);
      all.insert(all.end(), first, first + piece.iov_len);
    }
    if (is_shut_) return {State::failed, EPIPE, 0};
    Transfer transfer{State::moved, 0, all.size()};
    if (!peer_.sends.empty()) {
      transfer = peer_.sends.front()(all.size());
      peer_.sends.pop_front();
    }
    if (transfer.state != State::moved) return transfer;
    all.resize(transfer.size_bytes);
    peer_.sent.push_back(all);
    return transfer;
  }
  Transfer receive(std::span<std::byte> room, TimePoint until) noexcept override {
    if (is_shut_) return {State::closed, 0, 0};
    if (peer_.receives.empty()) return peer_.wait(until);
    auto step = peer_.receives.front();
    peer_.receives.pop_front();
    return step(room, until);
  }
  Ready wait_writable(bool or_readable, TimePoint until) noexcept override {
    if (or_readable && !peer_.receives.empty()) return Ready::readable;
    (void)peer_.wait(until);
    return Ready::neither;
  }
  bool is_closed_by_peer() noexcept override { return peer_.closes_what_it_accepts; }
  void shut() noexcept override { is_shut_ = true, ++peer_.shuts; }
  int descriptor() const noexcept override { return -1; }

 private:
  Peer& peer_;
  bool is_shut_ = false;
};

class ScriptedConnector final : public Connector {
 public:
  explicit ScriptedConnector(Peer& peer) : peer_(peer) {}
  Result<std::unique_ptr<io::Socket>> connect(TimePoint) override {
    ++peer_.connects;
    if (!peer_.refusals.empty()) {
      Error error = peer_.refusals.front();
      peer_.refusals.pop_front();
      return error;
    }
    return std::unique_ptr<io::Socket>(std::make_unique<ScriptedSocket>(peer_));
  }

 private:
  Peer& peer_;
};

inline ChannelOptions without_sessions() {
  ChannelOptions options;
  options.has_sessions = false;
  return options;
}

class ChannelTest : public testing::Test {
 protected:
  explicit ChannelTest(io::Kind kind) {
    options.name = "test://peer";
    options.kind = kind;
    options.limits.record_bytes = 4096;
    options.clock = &peer;
    options.waiter = &peer;
    peer.head_at = kind == io::Kind::stream ? 4 : 0;
  }
  // A call of program 0x20000001, version 2, with the argument 42.
  Result<Words> call(Duration timeout = 100s, std::uint32_t procedure = 7) {
    if (!channel)
      channel = std::make_unique<SocketChannel>(std::make_unique<ScriptedConnector>(peer), options);
    Transaction transaction;
    transaction.program = 0x20000001;
    transaction.version = 2;
    transaction.procedure = procedure;
    transaction.entered = peer.time;
    transaction.deadline = peer.time + timeout;
    if (Result<void> reserved = channel->reserve(transaction, 4); !reserved)
      return std::move(reserved).error();
    xdr::store_u32(transaction.arguments.data(), 42);
    Result<void> done = channel->transact(transaction);
    Words results = done ? words_of(transaction.results) : Words{};
    memory_is_given = transaction.results_memory != nullptr;
    channel->release(transaction);
    if (!done) return std::move(done).error();
    return results;
  }
  Error failed_call(Duration timeout = 100s) {
    Result<Words> result = call(timeout);
    if (result) ADD_FAILURE() << "the call succeeded";
    return result ? Error{} : result.error();
  }
  Peer peer;
  bool memory_is_given = false;  // of the last reply
  ChannelOptions options = without_sessions();
  std::unique_ptr<SocketChannel> channel;
};

class StreamChannel : public ChannelTest {
 protected:
  StreamChannel() : ChannelTest(io::Kind::stream) {}
};
class DatagramChannel : public ChannelTest {
 protected:
  DatagramChannel() : ChannelTest(io::Kind::datagram) {}
};

inline const Words success{1, 0, 0, 0, 0};
inline Words success_with(std::uint32_t result) {
  Words words = success;
  words.push_back(result);
  return words;
}

}  // namespace farcall::client::scripted
