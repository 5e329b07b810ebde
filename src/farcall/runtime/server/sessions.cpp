#include <farcall/runtime/server/sessions.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

#include <farcall/base/random.hpp>
#include <farcall/runtime/server/session_slots.hpp>
#include <farcall/transport/gathered_record.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::server {
namespace {

using message::CallNumber;
using transport::mark_bytes;

// A client that has said nothing for so long, and whose connection is closed, has gone: it would have asked
// three times by then.
constexpr Duration is_gone_after = std::chrono::seconds(3);
// A session that nobody has used for so long is closed, when room is needed.
constexpr Duration is_over_after = std::chrono::seconds(60);

// How long messages of one client waited on the way, as far as its clock and ours tell: beyond what the
// quickest of late took. Clocks drift apart slowly, so a minimum is good for some seconds only. A clock that
// seems to have leapt must be seen twice: one damaged message must not make all others look late.
class Delay {
 public:
  [[nodiscard]] Duration of(std::uint64_t sent_ns, TimePoint now) noexcept {
    std::uint64_t offset = static_cast<std::uint64_t>(now.time_since_epoch().count()) - sent_ns;
    if (!is_known_ || after_least(offset) < -leap_ns) {
      const std::int64_t apart = difference(offset, suspect_);
      const bool is_seen_twice = has_suspect_ && apart >= -leap_ns && apart <= leap_ns;
      if (is_seen_twice) before_ = current_ = apart > 0 ? suspect_ : offset;
      suspect_ = offset;
      has_suspect_ = true;
      if (!is_seen_twice) return {};
      is_known_ = true;
      until_ = after(now, good_for);
    }
    if (now >= until_) {
      before_ = std::exchange(current_, offset);
      until_ = after(now, good_for);
    }
    if (difference(offset, current_) < 0) current_ = offset;
    return Duration(std::max<std::int64_t>(0, after_least(offset)));
  }

 private:
  static constexpr Duration good_for = std::chrono::seconds(10);
  static constexpr std::int64_t leap_ns = 1'000'000'000;

  // Modulo 2^64, as the two clocks begin anywhere.
  static std::int64_t difference(std::uint64_t one, std::uint64_t other) noexcept {
    return static_cast<std::int64_t>(one - other);
  }
  [[nodiscard]] std::int64_t after_least(std::uint64_t offset) const noexcept {
    return std::max(difference(offset, before_), difference(offset, current_));
  }

  bool is_known_ = false;
  bool has_suspect_ = false;
  std::uint64_t suspect_ = 0;
  TimePoint until_{};
  std::uint64_t before_ = 0;
  std::uint64_t current_ = 0;
};

}  // namespace

struct Session {
  Session(std::shared_ptr<Kept> all_kept, std::uint64_t opened_at, bool adopted) noexcept
      : kept(std::move(all_kept)), opened(opened_at), is_adopted(adopted) {}
  ~Session() {
    slots.each([this](Slot& slot) { count(slot.reply.capacity(), 0); });
    count(slots.size_bytes(), 0);
  }

  [[nodiscard]] bool is_of(const message::SessionCall& call) const noexcept {
    return !is_adopted && opened == call.opened;
  }
  void count(std::size_t before, std::size_t now) const noexcept {
    kept->bytes.fetch_add(now - before, std::memory_order_relaxed);  // modulo 2^64
  }
  // That of this call, while it is the slot's last one; or null. Under the mutex.
  [[nodiscard]] Slot* slot_of(const CallNumber& call) noexcept {
    Slot* slot = slots.find(call.slot);
    return slot != nullptr && slot->sequence == call.sequence ? slot : nullptr;
  }
  void forget(Slot& slot) const noexcept {
    count(slot.reply.capacity(), 0);
    slot.reply.release();
    slot.reply_bytes = 0;
  }
  // Without memory for a copy, or room for it among all that is kept, the call has run, and nothing more can
  // be said of it.
  void record(Slot& slot, std::byte* mark, std::size_t size_bytes, transport::GatheredRecord& pieces,
              Buffer* memory) const noexcept;
  static void replay(Slot& slot, std::uint32_t xid, ReplyPort& port) {
    xdr::store_u32(slot.reply.data() + mark_bytes, xid);
    port.send_reply(slot.reply.data(), slot.reply_bytes - mark_bytes, {}, 0);
  }

  const std::shared_ptr<Kept> kept;
  const std::uint64_t opened;
  // It was another server's: of what was called there we know nothing but what is on record.
  const bool is_adopted;
  std::atomic<TimePoint> heard{};
  std::mutex mutex;  // protects what follows
  Slots slots;
  std::size_t owed_bytes = 0;  // of calls that are answered later
  Delay delay;
};

void Session::record(Slot& slot, std::byte* mark, std::size_t size_bytes, transport::GatheredRecord& pieces,
                     Buffer* memory) const noexcept {
  constexpr std::size_t short_bytes = 4096;
  std::size_t before = slot.reply.capacity();
  if (size_bytes > before && !kept->has_reserve(size_bytes - before)) return forget(slot);
  slot.reply_bytes = size_bytes;
  if (memory != nullptr && memory->data() == mark && pieces.pieces().size() == 1 &&
      size_bytes > short_bytes && memory->capacity() <= 2 * size_bytes) {
    std::swap(slot.reply, *memory);
  } else {
    if (slot.reply.capacity() > 2 * size_bytes + short_bytes) slot.reply.release();
    if (!slot.reply.grow(size_bytes)) slot.reply_bytes = 0;
    std::byte* to = slot.reply.data();
    for (const iovec& piece : pieces.pieces()) {
      if (slot.reply_bytes == 0) break;
      std::memcpy(to, piece.iov_base, piece.iov_len);
      to += piece.iov_len;
    }
  }
  count(before, slot.reply.capacity());
}

ReplyPort::~ReplyPort() = default;

Result<Binding> ReplyPort::bind_to_caller(std::uint32_t, std::uint32_t, EventLoop*) {
  return Error{Code::unsupported, Executed::no, "this caller cannot be called back", {}};
}

// One run

SessionRun::SessionRun(SessionRun& begun, std::shared_ptr<ReplyPort> port, std::size_t owed_bytes) noexcept
    : port_(port.get()),
      owned_port_(std::move(port)),
      session_(begun.session_),
      number_(begun.number_),
      deadline_(begun.deadline_),
      owed_bytes_(owed_bytes) {
  std::lock_guard lock(session_->mutex);
  session_->owed_bytes += owed_bytes_;
  begun.session_.reset();
  last_port_ = std::move(begun.last_port_);
  last_xid_ = begun.last_xid_;
  cancelled_ = begun.cancelled_.load();
  if (Slot& slot = *session_->slots.find(number_.slot); slot.run == &begun) slot.run = this;
}

// Without an answer: the call has run, and there is nothing to say of it.
SessionRun::~SessionRun() {
  if (!session_) return;
  std::lock_guard lock(session_->mutex);
  session_->owed_bytes -= owed_bytes_;
  if (Slot& slot = *session_->slots.find(number_.slot); slot.run == this) slot.run = nullptr;
}

std::shared_ptr<ReplyPort> SessionRun::keep(std::size_t message_bytes) {
  // A session has its own limits, and answers who exceeds them: then its connection need not stop to be read.
  return std::make_shared<SessionRun>(*this, port_->keep(0), message_bytes);
}

std::uint64_t SessionRun::opened() const noexcept { return session_->opened; }

bool SessionRun::is_cancelled(TimePoint now) const noexcept {
  if (now >= deadline_ || cancelled_.load(std::memory_order_relaxed)) return true;
  return session_ && !is_open() && now - session_->heard.load(std::memory_order_relaxed) > is_gone_after;
}

// Sent first, or with the others of its batch: when the client asks for the next call of this slot before it
// is kept, it need not be kept.
void SessionRun::send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                            std::size_t body_at) {
  port_->send_reply(mark, message_bytes, gathered, body_at);
  finish(mark, message_bytes, gathered, body_at);
}

void SessionRun::finish(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                        std::size_t body_at) {
  std::shared_ptr<Session> session = std::move(session_);
  if (!session) return;
  std::lock_guard lock(session->mutex);
  session->owed_bytes -= owed_bytes_;
  Slot& slot = *session->slots.find(number_.slot);
  if (slot.run != this) return;
  slot.run = nullptr;
  if (slot.runs_again && !last_port_) return;
  std::size_t size_bytes = mark_bytes + message_bytes;
  transport::GatheredRecord pieces(mark, size_bytes, mark_bytes + body_at, gathered);
  session->record(slot, mark, size_bytes, pieces, memory_);
  if (!last_port_) return;
  if (slot.reply_bytes > 0) return Session::replay(slot, last_xid_, *last_port_);
  xdr::store_u32(mark + mark_bytes, last_xid_);  // it could not be kept, but who asked again gets it
  last_port_->send_reply(mark, message_bytes, gathered, body_at);
}

// All of them

std::size_t Sessions::Hash::operator()(const message::SessionId& id) const noexcept {
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(xdr::load_u64(id.data()) ^ key) * (xdr::load_u64(id.data() + 8) | 1);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

Sessions::Sessions(const Limits& limits, Clock& clock)
    : limits_(limits),
      clock_(clock),
      kept_(std::make_shared<Kept>(limits.kept_bytes)),
      sessions_(0, Hash{limits.sessions > 0 ? random_word() : 0}) {}

Sessions::~Sessions() = default;

std::size_t Sessions::size() const {
  std::lock_guard lock(mutex_);
  return sessions_.size();
}

std::size_t Sessions::kept_bytes() const noexcept { return kept_->bytes.load(std::memory_order_relaxed); }

Duration Sessions::age() const noexcept {
  TimePoint since = serves_since_.load(std::memory_order_relaxed);
  return since == never ? Duration::zero() : clock_.now() - since;
}

std::optional<message::SessionTerms> Sessions::open(const message::SessionId& id) {
  TimePoint now = clock_.now();
  std::lock_guard lock(mutex_);
  if (sessions_.size() >= limits_.sessions) expire(now);
  if (sessions_.size() >= limits_.sessions && !sessions_.contains(id)) return std::nullopt;
  auto found = sessions_.find(id);
  if (found == sessions_.end())  // made first: there is no place without a session
    found = sessions_.try_emplace(id, std::make_shared<Session>(kept_, newest_ = newest() + 1, false)).first;
  found->second->heard.store(now, std::memory_order_relaxed);
  return message::SessionTerms{found->second->opened, limits_.session_slots, limits_.owed_bytes};
}

std::shared_ptr<Session> Sessions::find(const message::SessionId& id, TimePoint now) {
  std::lock_guard lock(mutex_);
  auto found = sessions_.find(id);
  if (found == sessions_.end()) return nullptr;
  found->second->heard.store(now, std::memory_order_relaxed);
  return found->second;
}

// A durable call of a session that another server had. That says when it was opened: not in the future.
std::shared_ptr<Session> Sessions::find_or_adopt(const message::SessionCall& call, TimePoint now) {
  std::shared_ptr<Session> found = find(call.session, now);
  if (!call.durable) return found && found->is_of(call) ? found : nullptr;
  if (found) return found;
  std::lock_guard lock(mutex_);
  if (sessions_.size() >= limits_.sessions) expire(now);
  if (sessions_.size() >= limits_.sessions || call.opened > newest()) return nullptr;
  const auto adopted =  // another thread's, maybe
      sessions_.try_emplace(call.session, std::make_shared<Session>(kept_, call.opened, true)).first;
  adopted->second->heard.store(now, std::memory_order_relaxed);
  return adopted->second;
}

// By the clock on the wall, as nothing else is common to one incarnation and the next.
std::uint64_t Sessions::newest() const {
  auto wall = std::chrono::system_clock::now().time_since_epoch();
  return std::max(newest_, static_cast<std::uint64_t>(std::chrono::nanoseconds(wall).count()));
}

void Sessions::open_after(std::uint64_t time) noexcept {
  std::lock_guard lock(mutex_);
  newest_ = std::max(newest_, time);
}

// A run holds on to its session: what runs is not over.
void Sessions::expire(TimePoint now) {
  if (now < expires_again_) return;
  expires_again_ = after(now, std::chrono::seconds(1));
  std::erase_if(sessions_, [&](const auto& each) {
    return each.second.use_count() == 1 &&
           now - each.second->heard.load(std::memory_order_relaxed) > is_over_after;
  });
}

// Sessions that are over make some.
bool Sessions::has_room(std::size_t more_bytes, TimePoint now) {
  if (kept_->has_room(more_bytes)) return true;
  std::lock_guard all(mutex_);
  expire(now);
  return kept_->has_room(more_bytes);
}

// A slot of that number, if there is room for it. Under the session's mutex. Errors: std::bad_alloc.
Slot* Sessions::place(Session& session, std::uint32_t number, TimePoint now) {
  if (number >= limits_.session_slots) return nullptr;
  if (Slot* slot = session.slots.find(number)) return slot;
  if (!has_room(Slots::cost_bytes(number), now)) return nullptr;
  session.count(0, session.slots.make(number));
  return session.slots.find(number);
}

bool Sessions::probe(const message::SessionId& id) noexcept {
  std::shared_ptr<Session> session = find(id, clock_.now());
  return session && !session->is_adopted;
}

bool Sessions::has(const message::SessionCall& call) noexcept {
  std::shared_ptr<Session> session = find(call.session, clock_.now());
  return session && session->is_of(call);
}

// Its call may wait for others to end, or may have been overtaken on the way.
void Sessions::cancel(const message::SessionId& id, const CallNumber& call) noexcept try {
  const TimePoint now = clock_.now();
  std::shared_ptr<Session> session = find(id, now);
  if (!session) return;
  std::lock_guard lock(session->mutex);
  Slot* slot = place(*session, call.slot, now);
  if (slot == nullptr || call.sequence < slot->sequence) return;
  if (call.sequence > slot->sequence) slot->cancelled = std::max(slot->cancelled, call.sequence);
  if (call.sequence == slot->sequence && slot->run != nullptr) slot->run->cancelled_ = true;
} catch (const std::bad_alloc&) {  // as if it had not arrived
}

bool Sessions::ask_after(const message::SessionId& id, const CallNumber& call, std::uint32_t xid,
                         ReplyPort& port) {
  std::shared_ptr<Session> session = find(id, clock_.now());
  if (!session) return false;
  std::lock_guard lock(session->mutex);
  Slot* slot = session->slot_of(call);
  if (slot == nullptr) return false;
  if (slot->run == nullptr && slot->reply_bytes > 0) Session::replay(*slot, xid, port);
  return slot->run != nullptr || slot->reply_bytes > 0;
}

Sessions::Begin Sessions::begin(const message::SessionCall& call, std::uint32_t xid, bool runs_again,
                                unsigned in_progress, const CallConditions& conditions, SessionRun& run) {
  TimePoint now = clock_.now();
  std::shared_ptr<Session> session = find_or_adopt(call, now);
  if (!session) return Begin::unknown;
  std::lock_guard lock(session->mutex);
  Slot* acknowledged = call.acknowledged.sequence != 0 ? session->slot_of(call.acknowledged) : nullptr;
  if (acknowledged != nullptr && acknowledged->run == nullptr) session->forget(*acknowledged);
  if (call.call.slot >= limits_.session_slots) return Begin::forgotten;
  Slot* found = place(*session, call.call.slot, now);
  if (found == nullptr) return Begin::busy;
  Slot& slot = *found;
  if (call.call.sequence < slot.sequence || call.call.sequence == 0) return Begin::forgotten;
  if (call.call.sequence == slot.sequence) {
    if (slot.run != nullptr) {
      slot.run->last_port_ = run.port_->keep(0);
      slot.run->last_xid_ = xid;
      return Begin::answered;
    }
    if (slot.reply_bytes > 0) {
      Session::replay(slot, xid, *run.port_);
      return Begin::answered;
    }
    if (!slot.runs_again && !call.durable) return Begin::forgotten;  // of that the store has a record
  }
  bool is_new = call.call.sequence != slot.sequence;  // or it has run: then a refusal would be no proof
  if (is_new && call.call.sequence <= slot.cancelled) return Begin::expired;
  bool is_late = false;
  const Duration waited = session->delay.of(call.sent_ns, now - conditions.held) + conditions.held;
  if (call.time_left_ns != 0) {
    constexpr Duration slack = std::chrono::milliseconds(1);  // clocks are not that equal
    auto time_left =
        Duration(static_cast<std::int64_t>(std::min<std::uint64_t>(call.time_left_ns, INT64_MAX / 2)));
    if (is_new && waited >= time_left + slack) return Begin::expired;
    is_late = waited > time_left / 2 + slack;
    run.deadline_ = after(now, time_left - std::min(waited, time_left));
  }
  if (is_new && conditions.overload != nullptr && conditions.overload->refuses(is_late, waited, now))
    return Begin::busy;
  // One that was held for so long is one of many: to begin each when it has no time left would serve nobody.
  if (is_late && conditions.held > Duration::zero()) return Begin::busy;
  if (!conditions.may_begin) return Begin::busy;
  if (is_new && (in_progress >= limits_.calls_in_progress || session->owed_bytes > limits_.owed_bytes))
    return Begin::busy;
  if (!runs_again && !has_room(1, now)) return Begin::busy;
  if (slot.run != nullptr) slot.run->cancelled_ = true;  // its client has given it up
  slot.sequence = call.call.sequence;
  slot.runs_again = runs_again;
  slot.reply_bytes = 0;
  slot.run = &run;
  run.session_ = session;
  run.number_ = call.call;
  return Begin::run;
}

}  // namespace farcall::inline v1::server
