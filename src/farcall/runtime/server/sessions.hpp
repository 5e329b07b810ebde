// The server's side of farcall's session extension: a call of a session runs once, however often it comes and
// over whatever connections. Does no I/O of its own.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include <farcall/base/buffer.hpp>
#include <farcall/base/clock.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/runtime/server/call_conditions.hpp>
#include <farcall/runtime/server/reply_port.hpp>

namespace farcall::inline v1::server {

struct Session;
struct Slot;
class Sessions;

// What all sessions keep for their clients: replies that are not acknowledged, and the slots that these stand
// in.
struct Kept {
  explicit Kept(std::size_t limit) noexcept : limit_bytes(limit) {}
  // For calls that are about to begin; and for the replies to those that have, which are not to be lost
  // because others were answered meanwhile.
  [[nodiscard]] bool has_room(std::size_t more_bytes) const noexcept {
    return bytes.load(std::memory_order_relaxed) + more_bytes <= limit_bytes;
  }
  [[nodiscard]] bool has_reserve(std::size_t more_bytes) const noexcept {
    return bytes.load(std::memory_order_relaxed) + more_bytes <= 2 * limit_bytes;
  }
  const std::size_t limit_bytes;
  std::atomic<std::size_t> bytes{0};
};

// One call of a session while it runs: its reply is kept, and goes to who asked for it first and to who asked
// for it last. Thread: one answers; the rest is between it and Sessions.
class SessionRun final : public ReplyPort {
 public:
  // Until Sessions::begin() lets it run it is nothing. `memory`: where replies are built; a long one that is
  // kept takes it along.
  SessionRun(ReplyPort& port, Buffer& memory) noexcept : port_(&port), memory_(&memory) {}
  SessionRun(SessionRun& begun, std::shared_ptr<ReplyPort> port, std::size_t owed_bytes) noexcept;
  SessionRun(const SessionRun&) = delete;
  SessionRun& operator=(const SessionRun&) = delete;
  ~SessionRun() override;

  [[nodiscard]] TimePoint deadline() const noexcept { return deadline_; }
  // When its session was.
  [[nodiscard]] std::uint64_t opened() const noexcept;
  // Nobody will hear of its results: it was cancelled, or its client has gone.
  [[nodiscard]] bool is_cancelled(TimePoint now) const noexcept;

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override;
  void send_nothing() override {}
  [[nodiscard]] std::size_t reply_limit_bytes() const noexcept override { return port_->reply_limit_bytes(); }
  [[nodiscard]] const Caller& caller() override { return port_->caller(); }
  [[nodiscard]] bool is_open() const noexcept override { return port_->is_open(); }
  [[nodiscard]] std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) override;
  [[nodiscard]] Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version,
                                               EventLoop* loop) override {
    return port_->bind_to_caller(program, version, loop);
  }

 private:
  friend class Sessions;

  void finish(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered, std::size_t body_at);

  ReplyPort* port_;
  std::shared_ptr<ReplyPort> owned_port_;
  Buffer* memory_ = nullptr;
  std::shared_ptr<Session> session_;  // null: it does not run, or not any more
  message::CallNumber number_;
  TimePoint deadline_ = never;
  std::size_t owed_bytes_ = 0;
  std::atomic<bool> cancelled_{false};
  // Under the session's mutex: who asked last, when that was not the first.
  std::shared_ptr<ReplyPort> last_port_;
  std::uint32_t last_xid_ = 0;
};

// Limit: Limits::sessions, and Limits::kept_bytes of replies that no client has acknowledged: while there are
// so many, new calls are refused, because what a live client may still ask for is not thrown away. Calls that
// began before may double it; beyond that their replies are sent, but not kept.
// Thread: any.
class Sessions {
 public:
  Sessions(const Limits& limits, Clock& clock);
  ~Sessions();

  // Opens it, or finds it. Nothing: there are too many.
  [[nodiscard]] std::optional<message::SessionTerms> open(const message::SessionId& id);
  // Sessions that are opened from now on were opened after that, whatever the clock says.
  void open_after(std::uint64_t time) noexcept;
  // Whether it was opened here.
  [[nodiscard]] bool probe(const message::SessionId& id) noexcept;
  // Whether the call is of one that was. Its client may have opened it elsewhere, and a late copy of that
  // question here; then it was opened at another time.
  [[nodiscard]] bool has(const message::SessionCall& call) noexcept;
  void cancel(const message::SessionId& id, const message::CallNumber& call) noexcept;
  // For who has waited long. The reply that is kept is sent again; false: there is none, and the call does
  // not run either.
  [[nodiscard]] bool ask_after(const message::SessionId& id, const message::CallNumber& call,
                               std::uint32_t xid, ReplyPort& port);

  enum class Begin : std::uint8_t {
    run,       // `run` is to be answered
    answered,  // by the reply that was kept, or it will be, when the call that runs is
    unknown,
    forgotten,
    busy,
    expired,
  };
  // `runs_again`: to run it twice is as good as once, so its reply need not be kept. `in_progress`: calls
  // that are to be answered later. A durable call begins in any session: what became of it elsewhere is on
  // record.
  [[nodiscard]] Begin begin(const message::SessionCall& call, std::uint32_t xid, bool runs_again,
                            unsigned in_progress, const CallConditions& conditions, SessionRun& run);

  // From then on no other server answers here. Of the time before nothing is known until this is called.
  void serve_since(TimePoint time) noexcept { serves_since_.store(time, std::memory_order_relaxed); }
  [[nodiscard]] Duration age() const noexcept;

  // For tests.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t kept_bytes() const noexcept;

 private:
  struct Hash {
    std::uint64_t key;
    std::size_t operator()(const message::SessionId& id) const noexcept;
  };

  std::shared_ptr<Session> find(const message::SessionId& id, TimePoint now);
  std::shared_ptr<Session> find_or_adopt(const message::SessionCall& call, TimePoint now);
  [[nodiscard]] std::uint64_t newest() const;
  void expire(TimePoint now);
  [[nodiscard]] bool has_room(std::size_t more_bytes, TimePoint now);
  [[nodiscard]] Slot* place(Session& session, std::uint32_t number, TimePoint now);

  const Limits limits_;
  Clock& clock_;
  const std::shared_ptr<Kept> kept_;
  std::atomic<TimePoint> serves_since_{never};
  mutable std::mutex mutex_;  // protects what follows
  std::unordered_map<message::SessionId, std::shared_ptr<Session>, Hash> sessions_;
  TimePoint expires_again_{};
  std::uint64_t newest_ = 0;  // when the last one was opened
};

}  // namespace farcall::inline v1::server
