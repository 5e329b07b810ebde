// A Channel over a connected socket, shared by any number of calling threads.
//
// There is no I/O thread. The thread that makes a call writes it to the socket, or another one does that has
// the turn to send just then, and reads the socket itself when it holds the *reader lease*. When several
// threads wait, one of them leads: it reads, hands the others their replies, and when it has its own it wakes
// exactly one successor. So a single caller's call costs one send and one receive, and waking a sleeping
// thread, which costs more than a call, happens only when calls overlap.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/fork.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>
#include <farcall/runtime/async_call.hpp>
#include <farcall/runtime/call_head.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/callee.hpp>
#include <farcall/runtime/client/link.hpp>
#include <farcall/runtime/client/lrpc_binding.hpp>
#include <farcall/runtime/client/pending_calls.hpp>
#include <farcall/runtime/client/session.hpp>
#include <farcall/runtime/client/turn.hpp>
#include <farcall/runtime/pool.hpp>
#include <farcall/transport/gathered_record.hpp>

namespace farcall::inline v1::client {

// How to reach the peer, again if need be.
class FARCALL_API Connector {
 public:
  virtual ~Connector();
  [[nodiscard]] virtual Result<std::unique_ptr<io::Socket>> connect(TimePoint until) = 0;
};

// What a child of fork() gets from a channel of its parent.
[[nodiscard]] Error bound_before_fork(const std::string& name);
// And of a call that its parent had begun.
void end_begun_before_fork(AsyncCall& call, const std::string& name) noexcept;
// Without a session it would not be durable.
[[nodiscard]] Error too_long_to_be_durable(const std::string& name);

struct ChannelOptions {
  std::string name;  // the endpoint, for errors
  io::Kind kind = io::Kind::stream;
  std::vector<std::byte>
      credential;  // the credential field of every call: flavor, length, body; empty: AUTH_NONE
  Limits limits{};
  bool has_sessions = true;                           // a session is used where the server has them
  std::shared_ptr<Callee> callee = Callee::nobody();  // of calls that the peer of a stream makes
  Clock* clock = &steady_clock();
  io::Waiter* waiter = &io::system_waiter();
};

// The largest payload of a datagram over IPv4: 65,535 less the headers of IP and UDP.
inline constexpr std::size_t datagram_limit_bytes = 65'507;

class FARCALL_API SocketChannel final : public Channel {
 public:
  SocketChannel(std::unique_ptr<Connector> connector, ChannelOptions options);
  ~SocketChannel() override;

  // Connects now, instead of with the first call.
  [[nodiscard]] Result<void> open(TimePoint until);
  // Where the server binds to shared memory who calls it by this connection. Errors: unsupported when one of
  // the two is on another machine, or the server does not offer it; those of a call; executed = no.
  [[nodiscard]] Result<Meeting> meet(TimePoint until);
  // The server seems to have gone: the next call looks whether it has, before it is sent.
  void doubt() noexcept;
  // For those who wait elsewhere: serves the next call of the server, if one has come and nobody else reads.
  // False when there was none; one that has come in part is waited for, until `until` at most, and to be
  // looked for again.
  [[nodiscard]] bool serve_one(TimePoint until);
  // What tells them that one of them has to look: nobody else reads any more, or there may be another call.
  // It does not wait, nor throw. Null: nobody waits elsewhere.
  void tell_others_by(std::function<void()> tell);

  Result<void> reserve(Transaction& transaction, std::size_t size_bytes) override;
  Result<void> transact(Transaction& transaction) override;
  void release(Transaction& transaction) noexcept override;

 private:
  [[nodiscard]] std::size_t limit_bytes() const noexcept;
  Result<std::shared_ptr<Link>> current_link(TimePoint until);
  Result<void> renew_link(PendingCall& call, TimePoint until);
  Result<void> transact_plainly(PendingCall& call, Transaction& transaction);
  Result<void> exchange(PendingCall& call, Transaction& transaction, TimePoint now);

  // Sessions.
  class OwnCall;
  Result<void> open_session(TimePoint until);
  Result<void> ask_for_session(TimePoint begun, TimePoint until);
  [[nodiscard]] Error no_session_in_time() const noexcept;
  [[nodiscard]] TimePoint gives_up_opening(TimePoint begun, TimePoint until);
  Result<void> transact_in_session(PendingCall& call, Transaction& transaction, TimePoint now);
  [[nodiscard]] bool take_ticket(PendingCall& call);
  [[nodiscard]] bool has_session(const PendingCall& call);
  [[nodiscard]] Error unknown_to_server() const;
  void pause(TimePoint until) noexcept;
  bool ask(Link& link, message::SessionProcedure procedure, const PendingCall* about);
  Result<bool> settle_outcome(PendingCall& call, Transaction& transaction);

  // The call's way out.
  [[nodiscard]] bool enlist(Link& link, PendingCall& call, const Transaction& transaction, TimePoint now);
  [[nodiscard]] Error lost_before(Link& link);
  [[nodiscard]] bool was_left(Link& link, const PendingCall& call, TimePoint now);
  Result<void> send(Link& link, PendingCall& call, Transaction& transaction);
  Result<void> send_stream(Link& link, PendingCall& call, const Transaction& transaction,
                           transport::GatheredRecord& record);
  [[nodiscard]] Error gave_up_in_the_middle() const noexcept;
  Result<void> await_room(Link& link, PendingCall& call, TimePoint until, std::optional<Silence>& silence);
  io::Transfer send_along(Link& link, transport::GatheredRecord& record, bool& are_others_whole);
  [[nodiscard]] std::span<const std::byte> take_along(Link& link) noexcept;
  [[nodiscard]] bool send_others(Link& link, const PendingCall& own);
  Result<bool> await_turn(Link& link, PendingCall& call, const Transaction& transaction);
  void gather(Link& link, std::size_t company) noexcept;
  void end_turn(Link& link) noexcept;
  void stop_leading(Link& link, PendingCall& call) noexcept;

  // The reply's way in.
  Result<void> await_reply(Link& link, PendingCall& call, Transaction& transaction);
  [[nodiscard]] Error not_alive(Executed executed) const;
  [[nodiscard]] Error stopped_in_the_middle() const;
  [[nodiscard]] Error no_memory_for_reply() const noexcept;
  struct Watch {
    TimePoint begun;
    Silence silence;
    Duration asked{};  // how long the call had waited when it was asked after
  };
  Result<void> look_for_life(Link& link, const PendingCall& call, Watch& watch, TimePoint now);
  void lead(Link& link, PendingCall& call, TimePoint until);
  [[nodiscard]] bool take_records(Link& link, PendingCall& call);
  void receive(Link& link, PendingCall& call, TimePoint until);
  [[nodiscard]] bool deliver(Link& link, std::span<const std::byte> record, PendingCall& own);
  void follow(Link& link, PendingCall& call, TimePoint until);

  // Calls of the peer.
  class Reverse;
  class KeptReverse;
  [[nodiscard]] bool receive_call(Link& link, std::span<const std::byte> record);
  void serve_call(PendingCall& call, TimePoint until);
  [[nodiscard]] std::unique_ptr<CallToServe> take_call(Link& link, PendingCall& call);
  void run_call(std::unique_ptr<CallToServe> served, std::shared_ptr<Link> link, TimePoint until);
  [[nodiscard]] bool look_and_serve(PendingCall& call, TimePoint until);
  [[nodiscard]] PendingCall* pass_lease(Link& link) noexcept;
  void wake(PendingCall* successor) noexcept;
  void lose_for_memory(Link& link);
  void send_reply(Link& link, transport::GatheredRecord& record, TimePoint until);

  void settle(Link& link, PendingCall& call) noexcept;
  void let_go(PendingCall& call) noexcept;
  [[nodiscard]] PendingCall* leave(Link& link, PendingCall& call) noexcept;
  void lose(Link& link, Error error);
  void lose_silent(Link& link);

  const std::unique_ptr<Connector> connector_;
  const ChannelOptions options_;
  const CallHead head_;
  const std::uint32_t forks_ = forks();  // when it was made
  std::mutex mutex_;            // protects what follows, and each Link's lists; never held across a wait
  std::shared_ptr<Link> link_;  // null before the first call and after a loss
  Turn connecting_;
  Turn opening_;  // a session
  Session session_;
  RetryBudget retries_;
  Pool<PendingCall> pool_;
  std::function<void()> tell_others_;
  std::unique_ptr<CallToServe> served_;  // the last one, for its memory
  std::uint32_t next_xid_;  // from a random one on: a reply to an earlier process at this port must not fit
};

}  // namespace farcall::inline v1::client
