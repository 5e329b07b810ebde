// The client's side of farcall's session extension: which calls it covers, their numbers, and what the server
// says of them. Does no I/O.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/base/result.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/runtime/channel.hpp>
#include <farcall/runtime/client/backoff.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::client {

// How long a client waits before it asks whether the server is still there, and for how many of these it
// hears nothing before it takes it for dead.
inline constexpr Duration probe_interval = std::chrono::seconds(1);
inline constexpr int most_probes = 3;

// When to try again: to connect, for a call that was sent and whose fate only the server knows; or by another
// session.
class Reconnection {
 public:
  explicit Reconnection(std::uint32_t seed) noexcept
      : backoff_(std::chrono::milliseconds(5), std::chrono::milliseconds(250), 100, seed) {}

  // The server is there, or was until now.
  void reached() noexcept {
    backoff_.restart();
    gives_up_at_ = never;
  }
  // It is not: when to try again. At once, then after 5 to 10 ms, 10 to 20 … 250 to 500: after a second or
  // two a thousand clients are spread so evenly that one of them finds the server as soon as it is back.
  [[nodiscard]] TimePoint next(TimePoint now) noexcept;
  // From when on there is no point in it.
  [[nodiscard]] TimePoint gives_up_at() const noexcept { return gives_up_at_; }
  // A durable call is worth waiting for a server that is started anew, for as long as its caller likes.
  [[nodiscard]] TimePoint gives_up_at(const Transaction& call) const noexcept {
    return call.durable && call.deadline != never ? call.deadline : gives_up_at_;
  }

 private:
  Backoff backoff_;
  TimePoint gives_up_at_ = never;
};

// Thread: who holds its channel's lock, except for state() and covers().
class Session {
 public:
  // A call's number, in the session that it belongs to.
  struct Ticket {
    message::CallNumber number;    // sequence 0: none
    std::uint32_t generation = 0;  // which of this client's sessions
    std::size_t message_bytes = 0;
    explicit operator bool() const noexcept { return number.sequence != 0; }
  };
  enum class State : std::uint8_t {
    unknown,  // whether the server has sessions
    plain,    // it has none, or is not to be asked
    open,
  };
  explicit Session(bool is_wanted);

  [[nodiscard]] State state() const noexcept { return state_.load(std::memory_order_acquire); }
  // Nothing comes back of a one-way call that a session could keep, and procedure 0 does nothing that must
  // not be done twice: they go plainly.
  [[nodiscard]] bool covers(const Transaction& call) const noexcept {
    return state() != State::plain && !call.one_way && call.procedure != 0;
  }
  [[nodiscard]] const message::SessionId& id() const noexcept { return id_; }

  // Whether the server has ever opened one: then that it does not answer does not say that it has none.
  [[nodiscard]] bool was_open() const noexcept { return was_open_; }

  void opened(const message::SessionTerms& terms) noexcept;
  // The server has said that it has none.
  void refused() noexcept { state_.store(State::plain, std::memory_order_release); }
  // It has said nothing: connections were lost when it was asked, or it was silent. That may have been a
  // server which is killed again and again; so it is believed for one connection.
  void assume_plain() noexcept {
    is_assumed_ = true;
    refused();
  }
  // Whether the server is to be asked once more.
  bool lost_connection() noexcept {
    if (!std::exchange(is_assumed_, false)) return false;
    state_.store(State::unknown, std::memory_order_release);
    return true;
  }
  // The server does not know the session of `ticket`: another one is to be opened, unless one was.
  void lost(const Ticket& ticket, TimePoint now);
  // When a call that was lost with it is to be sent by that other one: at once, and later where one after the
  // other is lost, as when two servers share a port while one hands over to the other. Never, after three
  // seconds of that.
  [[nodiscard]] TimePoint goes_on_at() const noexcept {
    return goes_on_at_ < reopening_.gives_up_at() ? goes_on_at_ : never;
  }
  [[nodiscard]] bool has(const Ticket& ticket) const noexcept { return ticket.generation == generation_; }

  // A number for a call message of so many bytes; none when as much is out as the server allows.
  // Errors: std::bad_alloc.
  [[nodiscard]] Ticket take(std::size_t message_bytes);
  // That call is over. `answered`: its reply has arrived.
  void give_back(const Ticket& ticket, bool answered) noexcept;

  // What comes before the arguments, session_call_bytes.
  void write(std::byte* to, const Ticket& ticket, const Transaction& call, TimePoint now) noexcept;

 private:
  void renew();

  std::atomic<State> state_;
  bool was_open_ = false;
  bool is_assumed_ = false;  // that there are none
  message::SessionId id_{};
  std::uint32_t generation_ = 0;
  Reconnection reopening_;  // since a call was answered
  TimePoint goes_on_at_{};
  std::uint64_t opened_ = 0;  // when, as the server says
  std::uint32_t most_slots_ = 0;
  std::uint64_t window_bytes_ = 0;
  std::uint64_t out_bytes_ = 0;
  std::vector<std::uint64_t> sequences_;       // of each slot, the last that was used
  std::vector<std::uint32_t> free_;            // slots; the one that was used last is taken first
  std::vector<message::CallNumber> answered_;  // calls that the server may forget
};

// Of a call as its message says it. Units: ns; 0: none.
[[nodiscard]] std::uint64_t time_left_ns(const Transaction& call, TimePoint now) noexcept;

// What the server says of a call of a session.
struct SessionOutcome {
  message::SessionStatus status = message::SessionStatus::completed;
  Duration retry_after{};
  Duration server_age{};  // with `unknown`: how long no other server was there
  Error error;            // unless it was completed, or the session is unknown
};
// `results`: of the message; afterwards those of the call.
[[nodiscard]] SessionOutcome read_session_outcome(std::span<const std::byte>& results,
                                                  const message::Asked& asked);

// For a call that the server does not know, nor would by another session.
[[nodiscard]] Error knows_no_session(const std::string& name) noexcept;

// Whether a call that was sent once, `elapsed` ago at most, may have run although the server does not know
// its session: of a datagram the network may make two copies, and the first may have reached the server
// before. A little more than that, as clocks are not equal.
[[nodiscard]] constexpr bool may_have_run_before(const SessionOutcome& outcome, bool is_datagram,
                                                 Duration elapsed) noexcept {
  return is_datagram && outcome.server_age <= elapsed + elapsed / 1024;
}

// Whether that outcome says what became of a call that a session covers. A server that refuses one for good
// does so with every copy of it, and no other server runs any, as none opened that session at that time; but
// not with a copy that is only late, which the network may have made. Of a durable call it is not enough that
// this server did not run it: the one before may have, or the one that takes over.
[[nodiscard]] constexpr bool settles(message::SessionStatus status, const Transaction& call, bool is_datagram,
                                     bool was_sent_once) noexcept {
  if (was_sent_once && !is_datagram) return true;
  const bool is_for_good =
      status != message::SessionStatus::busy && status != message::SessionStatus::expired;
  return is_for_good && !call.durable;
}

// Whether the session of the call is of no use any more: the server has none, or has other numbers than we
// have.
[[nodiscard]] constexpr bool ends_session(message::SessionStatus status) noexcept {
  return status == message::SessionStatus::unknown || status == message::SessionStatus::forgotten;
}

// What a server shows of itself.
struct Signs {
  std::uint64_t heard = 0;          // a count that grows with what comes in
  std::uint64_t sent_bytes = 0;     // on a stream, so far
  std::uint64_t untaken_bytes = 0;  // of those, by io::unacknowledged_bytes()
};

// How long a server has shown no life to one who waits for it. It does when it says something; and when it
// takes of a message that waits, as whatever asks whether it is there waits behind that.
class Silence {
 public:
  Silence(TimePoint now, std::uint64_t heard) noexcept : next_(after(now, probe_interval)), last_{heard} {}
  // When to look again, and to ask.
  [[nodiscard]] TimePoint next() const noexcept { return next_; }
  // Whether it has lasted for too long: for most_probes intervals at most, and not much less when what was
  // heard last answered a probe. That came right after the look before. Who comes too late for a look has not
  // asked meanwhile, and begins anew.
  [[nodiscard]] bool lasts(TimePoint now, const Signs& signs) noexcept {
    const bool is_late = now - next_ >= probe_interval;
    const bool is_alive = signs.heard != last_.heard || has_taken(signs);
    looks_ = is_late ? 0 : is_alive ? 1 : looks_ + 1;
    last_ = signs;
    next_ = after(now, probe_interval);
    return looks_ >= most_probes;
  }

 private:
  // A KiB of what waited at the look before. Short messages do not wait, unless for a moment: the kernel
  // takes them for a process that was stopped.
  [[nodiscard]] bool has_taken(const Signs& signs) const noexcept {
    const std::uint64_t bytes = last_.untaken_bytes + (signs.sent_bytes - last_.sent_bytes);
    return last_.untaken_bytes >= 1024 && bytes >= signs.untaken_bytes + 1024;
  }

  TimePoint next_;
  Signs last_;
  int looks_ = 0;  // since it showed life
};

// Whether a stream is in the middle of a record that does not go on, for as long as Silence lasts. One
// damaged byte of a record's mark is enough: nothing that comes is a reply any more, and only another
// connection helps. Looked at when a call has waited in vain, which may be much shorter.
class Stall {
 public:
  [[nodiscard]] bool lasts(TimePoint now, const transport::RecordReader& reader) noexcept {
    const std::uint64_t heard = reader.is_in_record() ? reader.progress() : nothing;
    if (std::exchange(heard_, heard) != heard || heard == nothing) since_ = now;
    return now - since_ >= most_probes * probe_interval;
  }

 private:
  static constexpr std::uint64_t nothing = UINT64_MAX;
  std::uint64_t heard_ = nothing;
  TimePoint since_{};
};

// Whether to ask what became of a call that has waited for so long by a stream whose server is there: the
// reply may be one that nobody knows, or the call may have been, as a byte was damaged that no checksum
// covers. After four intervals, eight, sixteen … `before`: how long it had waited when this was asked last.
[[nodiscard]] constexpr bool is_to_be_asked_after(Duration before, Duration waited) noexcept {
  constexpr auto step = [](Duration time) {
    const auto intervals = std::max<Duration::rep>(0, time / ((most_probes + 1) * probe_interval));
    return std::bit_width(static_cast<std::uint64_t>(intervals));
  };
  return step(before) < step(waited);
}

// How calls are repeated that a busy server refused: as many as a tenth of those that succeed, and ten
// beforehand, so that those who are refused do not keep it busy. Source: the retry budgets of gRPC (proposal
// A6).
class RetryBudget {
 public:
  void answered() noexcept {
    if (tenths_ < most_tenths) ++tenths_;
  }
  [[nodiscard]] bool take() noexcept {
    if (tenths_ < 10) return false;
    tenths_ -= 10;
    return true;
  }

 private:
  static constexpr int most_tenths = 100;
  int tenths_ = most_tenths;
};

}  // namespace farcall::inline v1::client
