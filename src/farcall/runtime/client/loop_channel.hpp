// A Channel over a connected socket that an event loop drives.
//
// Calls that are started within a turn of the loop leave together, with one system call, and the replies that
// have arrived come in together: thousands may be in flight, and each costs a part of a system call. A
// synchronous call is started and waited for; its thread drives the loop meanwhile if nobody else does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <farcall/base/buffer.hpp>
#include <farcall/base/fork.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/timers.hpp>
#include <farcall/runtime/async_call.hpp>
#include <farcall/runtime/call_head.hpp>
#include <farcall/runtime/client/lrpc_binding.hpp>
#include <farcall/runtime/client/outgoing_message.hpp>
#include <farcall/runtime/client/retransmission.hpp>
#include <farcall/runtime/client/session.hpp>
#include <farcall/runtime/client/socket_channel.hpp>
#include <farcall/runtime/client/turn_calls.hpp>
#include <farcall/runtime/client/xid_table.hpp>
#include <farcall/runtime/event_loop_core.hpp>
#include <farcall/runtime/pool.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::client {

class LoopChannel final : public Channel, private EventLoop::Core::Source {
 public:
  LoopChannel(std::shared_ptr<EventLoop::Core> loop, std::shared_ptr<Connector> connector,
              ChannelOptions options);
  ~LoopChannel() override;

  // Connects now, on this thread.
  [[nodiscard]] Result<void> open(TimePoint until);
  // As SocketChannel's, without waiting: `met` is called once, under the loop's lock, maybe before this
  // returns.
  void meet(std::function<void(const Result<Meeting>&)> met);

  // Reads what has come. True: there is a call of the server among it, or before it, that is to be served
  // first. Thread: who holds the loop's lock.
  [[nodiscard]] bool is_to_serve();

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;
  AsyncCall& begin() override;
  void start(AsyncCall& call) override;
  void wait(AsyncCall& call) override;
  void end(AsyncCall& call) noexcept override;

 private:
  using Lock = EventLoop::Core::Lock;

  // What only some calls need comes last: many are in flight, and each cache line of each is one to wait for.
  struct alignas(64) Call final : AsyncCall, io::Timer {
    explicit Call(LoopChannel& its_owner) : AsyncCall(its_owner), owner(its_owner) {}
    void on_time(TimePoint now) override { owner.expire(*this, now); }
    // Where nothing is known but what was sent of it.
    [[nodiscard]] Executed may_have_run() const noexcept {
      return sends > 0 || in_doubt ? Executed::maybe : Executed::no;
    }

    LoopChannel& owner;
    std::uint32_t xid = 0;
    std::uint32_t sends = 0;
    bool is_pending = false;
    bool is_unsent = false;
    bool is_ours = false;     // the channel's: nobody else waits for it
    bool is_begun = false;    // among those that were begun in this turn
    bool is_dropped = false;  // and that already
    bool is_covered = false;  // by a session, where there is one
    bool is_written = false;  // its head
    bool is_answered = false;
    bool in_doubt = false;   // it was sent, and no answer came that says what became of it: `error` says why
    Call* next = nullptr;    // in the list of the begun, of the unsent, or of those that are about to fail
    Call* before = nullptr;  // in those of the begun and of the unsent
    OutgoingMessage message;
    Buffer reply;
    std::size_t reply_bytes = 0;  // of what is no call but a reply
    Session::Ticket ticket;
    std::optional<Retransmission> retransmission;  // of a datagram
  };
  // Looks, while calls of a session are out, whether the server is there.
  struct Watch final : io::Timer {
    explicit Watch(LoopChannel& its_owner) noexcept : owner(its_owner) {}
    void on_time(TimePoint now) override { owner.look_for_life(now); }
    LoopChannel& owner;
    bool is_set = false;
  };
  struct Reconnect final : io::Timer {
    explicit Reconnect(LoopChannel& its_owner) noexcept : owner(its_owner) {}
    void on_time(TimePoint now) override { owner.connect_aside(now); }
    LoopChannel& owner;
  };
  struct Attempt {
    LoopChannel* owner;  // null once it is gone
  };
  // A connection, as the calls know it that its peer makes.
  struct Reverse {
    const std::shared_ptr<EventLoop::Core> loop;
    LoopChannel* owner;  // null once it is lost, or its channel gone; under the loop's lock
  };
  class ReversePort;

  void on_ready(const io::Poller::Event& event) override;
  Received receive() override;
  void flush() override;
  void serve(Lock& lock) override;

  // It was made before fork(), and its loop's threads are its parent's.
  [[nodiscard]] bool is_in_child() const noexcept {
    return forks_ != forks_so_far.load(std::memory_order_relaxed);
  }
  void connect_aside(TimePoint now);
  void connected(Result<std::unique_ptr<io::Socket>> socket) noexcept;
  [[nodiscard]] Result<void> adopt(std::unique_ptr<io::Socket> socket);
  void lose(Error error);
  void reconnect(TimePoint now) noexcept;
  void notice_end();
  [[nodiscard]] std::size_t limit_bytes() const noexcept;
  [[nodiscard]] Call& take_call();
  [[nodiscard]] Call& renewed(Call& call) const noexcept;

  // Sessions.
  [[nodiscard]] bool write(Call& call, TimePoint now);
  [[nodiscard]] Error unknown_to_server() const;
  [[nodiscard]] bool number(Call& call);
  [[nodiscard]] Call* send_own(message::SessionProcedure procedure, bool is_one_way, const Call* about);
  void open_session() noexcept;
  void ask_again(Duration at_most);
  void session_answered(Call& asking);
  void met(const Call& asking);
  void settle(Call& call);
  void begin_anew(Call& call, TimePoint at);
  void put_off(Call& call, TimePoint until);
  void look_for_life(TimePoint now);
  void ask_after_calls(TimePoint now);
  void wait_no_longer(TimePoint now);
  void cancel(const Call& call);

  void take_on_begun();
  void take_on(Call& call, TimePoint now);
  void enlist(Call& call);
  void enqueue_next(Call& call) noexcept;
  void send_again(Call& call);
  void enqueue(Call& call) noexcept;
  void unqueue(Call& call) noexcept;
  [[nodiscard]] bool is_half_sent(const Call& call) const noexcept {
    return &call == unsent_.first && sent_of_first_ > 0;
  }
  void send_stream();
  [[nodiscard]] std::size_t gather(std::span<iovec> pieces);
  void count_sent(std::size_t size_bytes) noexcept;
  void send_datagrams();
  void await_room(bool yes);

  void heard() noexcept;
  [[nodiscard]] std::uint64_t progress() const noexcept;
  [[nodiscard]] Signs signs() const noexcept;
  void receive_stream();
  void receive_datagrams();
  void take_records();
  void deliver(std::span<const std::byte> record, Buffer* memory);

  // Calls of the peer.
  void receive_call(std::span<const std::byte> record);
  void send_reply(std::byte* mark, std::size_t size_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at);
  void lose_for_memory();
  void leave_peer() noexcept;

  void expire(Call& call, TimePoint now);
  void fail(Call& call, Error error);
  void succeed(Call& call) noexcept;
  [[nodiscard]] bool fail_unsent(const Error& error, TimePoint now);
  void leave(Call& call) noexcept;
  void finish(Call& call) noexcept;
  [[nodiscard]] Error failure(Code code, Executed executed, const char* why) const noexcept;

  const std::shared_ptr<EventLoop::Core> loop_;
  const std::shared_ptr<Connector> connector_;
  const ChannelOptions options_;
  const CallHead head_;
  const std::uint32_t forks_ = forks();  // when it was made

  // Under the loop's lock.
  std::unique_ptr<io::Socket> socket_;  // null before the first call and after a loss
  std::shared_ptr<Attempt> attempt_;    // while a connection is being made
  transport::RecordReader reader_;
  Buffer datagram_;
  XidTable<Call> calls_;
  CallList<Call> unsent_;  // in the order in which they were started, but what is sent again comes first
  std::size_t sent_of_first_ = 0;
  OutgoingMessage rest_;  // of a message that was begun and whose call has ended
  std::size_t rest_begin_ = 0;
  std::size_t rest_end_ = 0;
  bool awaits_room_ = false;
  bool is_flushing_ = false;
  std::uint32_t next_xid_;  // from a random one on: a reply to an earlier process at this port must not fit
  Session session_;
  Call* opening_ = nullptr;  // the session
  TimePoint opens_until_ = never;
  Call* meeting_ = nullptr;  // the question where that may be
  std::string route_;        // by which it was asked
  std::function<void(const Result<Meeting>&)> met_;
  int openings_ = 0;  // that were lost with their connection, or in vain, since one was not
  std::unique_ptr<CallToServe> to_serve_;  // before anything else is taken out of the reader
  std::unique_ptr<CallToServe> served_;    // the last one, for its memory
  std::shared_ptr<Reverse> reverse_;       // once the peer has called
  std::size_t reply_bytes_ = 0;            // that it has not taken yet
  std::uint64_t sent_bytes_ = 0;
  RetryBudget retries_;
  std::uint64_t receipts_ = 0;  // how often something came in
  Silence silence_{TimePoint{}, 0};
  Stall stall_;
  TimePoint asked_after_{};  // when the calls were gone through for those to ask after
  Watch watch_{*this};
  Reconnection reconnection_;
  Reconnect reconnect_{*this};
  Pool<Call> pool_;

  // Of the thread that drives.
  TurnCalls<Call> turn_calls_;
};

}  // namespace farcall::inline v1::client
