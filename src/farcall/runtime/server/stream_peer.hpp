// A client that is connected to a server by a stream.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <farcall/base/limits.hpp>
#include <farcall/io/poller.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/runtime/server/calls_back.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/same_host.hpp>
#include <farcall/transport/gathered_record.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::server {

class LrpcClient;

// How often a server may still wait for a client to take a long reply. Waiting saves a copy of what the
// socket does not take, and a client that is reading takes it at once; one that is not must not stop the loop
// again and again, so every wait in vain uses patience up, and only replies that go well restore it. Where
// none is left one in a thousand is waited for. Thread: any.
class Patience {
 public:
  static constexpr Duration wait = std::chrono::milliseconds(1);

  [[nodiscard]] bool has_any() noexcept {
    return left_.load(std::memory_order_relaxed) > 0 ||
           in_vain_.fetch_add(1, std::memory_order_relaxed) % asks_a_try == asks_a_try - 1;
  }
  void spend() noexcept {
    if (left_.load(std::memory_order_relaxed) > 0) left_.fetch_sub(1, std::memory_order_relaxed);
  }
  void restore() noexcept {
    if (left_.load(std::memory_order_relaxed) < most) left_.fetch_add(1, std::memory_order_relaxed);
  }

 private:
  static constexpr int most = 8;
  static constexpr unsigned asks_a_try = 1024;
  std::atomic<int> left_{most};
  std::atomic<unsigned> in_vain_{0};
};

// An idle one has no buffers: bytes are read into memory of the reading thread, and only an incomplete record
// is kept here.
// Thread: send_reply(), send_call(), bind_to_caller() and has_moved() from any; the rest from
// the thread that leads its lane.
class StreamPeer final : public ReplyPort, public std::enable_shared_from_this<StreamPeer> {
 public:
  // `caller`: who it is, when its socket does not say.
  StreamPeer(std::unique_ptr<io::Socket> socket, std::uint64_t key, io::Poller& poller, const Limits& limits,
             Patience& patience, std::shared_ptr<SameHost> same_host = nullptr,
             std::unique_ptr<Caller> caller = nullptr)
      : pending(limits.record_bytes),
        socket_(std::move(socket)),
        poller_(poller),
        limits_(limits),
        patience_(patience),
        same_host_(std::move(same_host)),
        key_(key),
        caller_(std::move(caller)) {}

  // Tells the poller to report bytes that arrive.
  [[nodiscard]] bool watch() noexcept;
  // Whether it is not read now, because too much is owed; when it has closed meanwhile, that is noted.
  [[nodiscard]] bool leaves_unread() noexcept;
  // Reports it once more, although nothing arrives: what was read of it is to be gone on with.
  void go_on_later() noexcept;
  // The end: from here on it touches nothing but itself, for calls that are answered later have it still.
  void forget() noexcept;
  [[nodiscard]] std::uint64_t key() const noexcept { return key_; }
  [[nodiscard]] io::Transfer receive(std::span<std::byte> room, TimePoint until) noexcept {
    return socket_->receive(room, until);
  }
  [[nodiscard]] io::Transfer receive_quietly(std::span<std::byte> room, TimePoint until) noexcept {
    return socket_->receive_quietly(room, until);
  }
  void take_copied() noexcept { socket_->take_copied(); }

  // While it holds, short replies stay here. release() lets them go, and with them some that have gathered
  // elsewhere, marks and all; it does not wait for the client.
  void hold() noexcept;
  void release(std::span<std::byte> gathered) noexcept;

  // While replies wait to be sent, or too many are owed, no further call is read.
  [[nodiscard]] bool is_congested() const noexcept { return reads_no_more_.load(std::memory_order_relaxed); }
  // Sends what waits, as far as it goes. False when the connection is lost.
  [[nodiscard]] bool flush() noexcept;
  // Whether replies have been waiting since then, and the client took nothing of them.
  [[nodiscard]] bool is_unread_since(TimePoint then) const noexcept;
  void shut() noexcept { socket_->shut(); }
  // Throws away what has come. A TCP that is closed with something unread is reset, as it is by what comes
  // afterwards, if it is a question whether we are there; and then the client may lose replies that it has
  // not got yet: is_cut_off() as long as there are some.
  void discard() noexcept;
  // Ends the calls that were made of the client: nobody waits for their replies any more.
  void end_calls_back() noexcept;
  [[nodiscard]] bool is_cut_off() const noexcept;

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override;
  void send_nothing() override {}
  [[nodiscard]] std::size_t reply_limit_bytes() const noexcept override { return pending.limit_bytes(); }
  [[nodiscard]] const Caller& caller() override;
  [[nodiscard]] bool is_open() const noexcept override {
    return !is_forgotten_.load(std::memory_order_relaxed) && !has_left_.load(std::memory_order_relaxed);
  }
  void give_up() noexcept override { shut(); }
  [[nodiscard]] std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) override;
  void take_reply(std::span<const std::byte> record) override;
  [[nodiscard]] std::optional<message::LocalPlace> local_place() override;
  [[nodiscard]] Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version,
                                               EventLoop* loop) override;

  // A call of the client. When it fails the client has not got it whole.
  [[nodiscard]] Result<void> send_call(std::byte* mark, std::size_t message_bytes,
                                       const xdr::Gathered& gathered, std::size_t body_at,
                                       const std::string& name);

  // It calls through memory from here on, and looks there whether it is called back. Thread: any.
  void has_moved(std::weak_ptr<LrpcClient> client) noexcept;
  // It does, and is: it is not as idle as it looks here.
  [[nodiscard]] bool is_for_calls_back() const noexcept;

  transport::RecordReader pending;     // what was read of a record that is not complete
  std::atomic<TimePoint> last_used{};  // when it was accepted, or its last call was whole; for any thread

 private:
  class Owed;

  void announce_call_back(std::unique_lock<std::mutex> lock) noexcept;
  [[nodiscard]] bool wait_for_client() noexcept;
  bool poll() noexcept;
  [[nodiscard]] std::shared_ptr<CallsBack> calls_back() const noexcept;
  [[nodiscard]] bool send(transport::GatheredRecord& record, bool waits = true) noexcept;
  // Replies that somebody waits for come by the same stream, behind whatever is owed.
  [[nodiscard]] bool reads_no_calls() const noexcept { return is_full_ && !calls_back_; }
  void owe(std::size_t message_bytes);  // std::bad_alloc: too much
  void owe_no_longer(std::size_t message_bytes) noexcept;
  [[nodiscard]] bool append(std::span<const iovec> pieces) noexcept;
  [[nodiscard]] io::Transfer::State send_kept() noexcept;

  static constexpr std::size_t most_held_bytes = 64 * 1024;

  const std::unique_ptr<io::Socket> socket_;
  io::Poller& poller_;
  const Limits& limits_;
  Patience& patience_;
  const std::shared_ptr<SameHost> same_host_;  // null: nobody may move
  const std::uint64_t key_;
  std::atomic<bool> is_forgotten_{false};
  std::atomic<bool> has_left_{false};
  std::atomic<bool> reads_no_more_{false};
  mutable std::mutex mutex_;  // protects what follows, and the order of what is sent
  Buffer unsent_;
  std::size_t unsent_begin_ = 0;
  std::size_t unsent_end_ = 0;
  bool holds_ = false;
  bool is_congested_ = false;     // the socket took no more
  TimePoint taken_at_{};          // while congested: when it last took something
  bool is_full_ = false;          // too many replies are owed
  bool goes_on_ = false;          // the loop is to look at what it has read already
  std::uint32_t owed_calls_ = 0;  // that are answered later
  std::size_t owed_bytes_ = 0;
  std::unique_ptr<Caller> caller_;         // looked up when a handler first asks
  std::string route_;                      // once the client has asked where it may move to
  std::weak_ptr<LrpcClient> in_memory_;    // once it has moved there
  std::shared_ptr<CallsBack> calls_back_;  // once a handler has bound itself to the caller
};

}  // namespace farcall::inline v1::server
