// Some of the clients of a server, by streams: who leads their lane reads and serves them.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>

#include <farcall/io/poller.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/runtime/server/backlog.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/overload.hpp>
#include <farcall/runtime/server/stream_peer.hpp>

namespace farcall::inline v1::server {

// A client stays in the lane that it came to, so there is one thread at a time that reads it, and none that
// is asked for it. Where there are as many lanes as clients, each wakes the thread that serves it, which the
// kernel then keeps on the same processor, in the receive itself; where there are fewer, the calls of many
// are found by one look. Thread: who leads; admit(), size(), idlest() and drop_idle() from any.
class Lane final {
 public:
  class Hand;
  // What all lanes of a server share.
  struct Shared {
    Crew& crew;
    Dispatcher& dispatcher;
    Backlog& backlog;
    const Limits& limits;
    Patience& patience;
  };
  static constexpr std::uint64_t first_peer_key = 1U << 16;  // below: others

  // `on_other`: of events with lower keys; null: there are none but those of wake().
  Lane(std::uint64_t number, std::unique_ptr<io::Poller> poller, const Shared& shared,
       std::function<void(std::uint64_t)> on_other)
      : shared_(shared),
        on_other_(std::move(on_other)),
        poller_(std::move(poller)),
        spinner_(shared.limits.spin),
        next_key_((number << 48U) + first_peer_key) {}
  ~Lane() { close(); }

  // Errors: std::bad_alloc.
  void admit(std::unique_ptr<io::Socket> socket, std::shared_ptr<SameHost> same_host,
             std::unique_ptr<Caller> caller);
  [[nodiscard]] std::size_t size() const noexcept;

  // A client who is not being served, the one whose last call is the longest ago.
  struct Idle {
    std::uint64_t key = 0;
    TimePoint since = never;    // there is none
    bool is_contested = false;  // another one, who called earlier, is just being read, or served
  };
  [[nodiscard]] Idle idlest() const noexcept;
  // False when it is not idle any more.
  [[nodiscard]] bool drop_idle(const Idle& idle) noexcept;

  // Each is false when this thread does not lead any more.
  // Goes on with what a slow thread had read.
  [[nodiscard]] bool resume(Hand& me);
  // Serves what comes next, waiting for it until then.
  [[nodiscard]] bool next(Hand& me, TimePoint until);

  // `slow` is in a handler, and `me` leads from now on.
  static void take_over(Hand& slow, Hand& me);

  [[nodiscard]] io::Poller& poller() noexcept { return *poller_; }
  // As of the last event, or later.
  [[nodiscard]] TimePoint now() const noexcept { return now_; }
  // When to look for clients that have stopped to read their replies.
  [[nodiscard]] TimePoint looks_for_unread() const noexcept { return looks_for_unread_; }
  void drop_unread() noexcept;

  // The end.
  // Whether replies wait to be sent, or to arrive.
  [[nodiscard]] bool is_busy() const noexcept;
  // Until then, or the next event: lets replies go, and answers who asks. Calls that come do not run.
  void wind_up(Hand& me, TimePoint until);
  // Ends the calls that were made of the clients.
  void end_calls_back() noexcept;
  void close() noexcept;

 private:
  using Peers = std::unordered_map<std::uint64_t, std::shared_ptr<StreamPeer>>;

  [[nodiscard]] std::shared_ptr<StreamPeer> find(std::uint64_t key) const noexcept;
  [[nodiscard]] bool is_idle(const std::shared_ptr<StreamPeer>& peer) const noexcept {
    const long looks = peer == recent_ ? 1 : 0;  // whoever serves or answers it has it, too
    return peer.use_count() == 1 + looks && !peer->is_for_calls_back();
  }
  [[nodiscard]] bool is_alone(TimePoint until) const noexcept;
  [[nodiscard]] io::Transfer receive_alone(Hand& me) noexcept;
  [[nodiscard]] bool handle(Hand& me, const io::Poller::Event& event);
  [[nodiscard]] bool serve_all(Hand& me, std::span<const io::Poller::Event> events);
  [[nodiscard]] bool serve_some(Hand& me, std::span<const io::Poller::Event> events);
  [[nodiscard]] bool read(Hand& me, const std::shared_ptr<StreamPeer>& peer);
  [[nodiscard]] static io::Transfer receive(Hand& me, StreamPeer& peer, TimePoint until,
                                            bool quietly = false) noexcept;
  [[nodiscard]] bool take(Hand& me, const std::shared_ptr<StreamPeer>& peer, const io::Transfer& transfer);
  [[nodiscard]] bool resume(Hand& me, const std::shared_ptr<StreamPeer>& peer);
  [[nodiscard]] bool serve_records(Hand& me, const std::shared_ptr<StreamPeer>& peer, bool lost);
  [[nodiscard]] bool serve_complete(Hand& me, bool& lost);
  [[nodiscard]] bool gives_way(unsigned served) const noexcept;
  [[nodiscard]] bool sets_aside(Hand& me, std::span<const std::byte> record);
  void drop(StreamPeer& peer) noexcept;
  void look_at(const std::shared_ptr<StreamPeer>& peer) noexcept;

  // What somebody waits at most who comes to a lane where there was one client.
  static constexpr Duration longest_receive = std::chrono::milliseconds(12);

  const Shared shared_;
  const std::function<void(std::uint64_t)> on_other_;
  const std::unique_ptr<io::Poller> poller_;
  TimePoint now_{};
  TimePoint looks_for_unread_ = never;
  io::Spinner spinner_;
  unsigned looks_ = 0;
  Overload overload_;
  std::size_t first_ = 0;     // whom a turn begins with, under overload
  mutable std::mutex mutex_;  // protects what follows; who leads changes recent_, and reads it without
  // Who called last is likely to call next: the leader looks there without asking the poller first.
  std::shared_ptr<StreamPeer> recent_;
  Peers peers_;
  std::uint64_t next_key_;  // no other lane has the same
};

// One thread's memory, and the port of the calls that it serves: replies to calls that came together leave
// together. They gather without a lock; those that others send meanwhile gather in the peer. Whoever relieves
// the thread while it is in a handler lets go what gathered before that; the reply to the call that it is in
// goes by itself then, when the handler has returned.
class Lane::Hand final : public Crew::Member, public ReplyPort {
 public:
  explicit Hand(const Limits& limits) : reader(limits.record_bytes) {}

  transport::RecordReader reader;
  Buffer reply;
  std::shared_ptr<StreamPeer> peer;  // whose call it serves, or is to go on with

  // Before a call is served: whether others come behind it.
  void begin_reply(bool has_next) noexcept;
  // After it, when this thread still leads: its reply is one of those that have gathered.
  void end_reply() noexcept {
    gathered_bytes_ += std::exchange(reply_bytes_, 0);
    if (gathered_bytes_ > most_bytes / 2) send_gathered();
  }
  void send_gathered() noexcept;
  // After it, when this thread does not lead any more.
  void send_last() noexcept;
  // Of who is in a handler, by who leads now.
  void send_gathered_before() noexcept;

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override;
  void send_nothing() override {}
  [[nodiscard]] std::size_t reply_limit_bytes() const noexcept override { return peer->reply_limit_bytes(); }
  [[nodiscard]] const Caller& caller() override { return peer->caller(); }
  [[nodiscard]] bool is_open() const noexcept override { return peer->is_open(); }
  [[nodiscard]] std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) override {
    return peer->keep(message_bytes);
  }
  void take_reply(std::span<const std::byte> record) override { peer->take_reply(record); }
  [[nodiscard]] std::optional<message::LocalPlace> local_place() override { return peer->local_place(); }
  [[nodiscard]] Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version,
                                               EventLoop* loop) override {
    return peer->bind_to_caller(program, version, loop);
  }

 private:
  static constexpr std::size_t most_bytes = 64 * 1024;

  bool gathers_ = false;  // and the peer, until what has gathered is sent
  Buffer gathered_;
  std::size_t gathered_bytes_ = 0;  // of calls that were served before the one that it is in
  std::size_t reply_bytes_ = 0;     // and of that one, behind them
};

}  // namespace farcall::inline v1::server
