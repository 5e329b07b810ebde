#include <farcall/runtime/server/lane.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include <farcall/base/log.hpp>

namespace farcall::inline v1::server {

using State = io::Transfer::State;

namespace {

// A timer for each connection would cost more than to look at all of them now and then.
Duration unread_pace(const Limits& limits) noexcept {
  return std::max<Duration>(limits.unread / 4, std::chrono::milliseconds(1));
}

}  // namespace

// Clients

void Lane::admit(std::unique_ptr<io::Socket> socket, std::shared_ptr<SameHost> same_host,
                 std::unique_ptr<Caller> caller) {
  std::lock_guard lock(mutex_);
  const std::uint64_t key = next_key_++;
  auto peer = std::make_shared<StreamPeer>(std::move(socket), key, *poller_, shared_.limits, shared_.patience,
                                           std::move(same_host), std::move(caller));
  peer->last_used.store(steady_clock().now(), std::memory_order_relaxed);
  peers_.emplace(key, peer);
  if (!peer->watch()) peers_.erase(key);
}

std::size_t Lane::size() const noexcept {
  std::lock_guard lock(mutex_);
  return peers_.size();
}

std::shared_ptr<StreamPeer> Lane::find(std::uint64_t key) const noexcept {
  std::lock_guard lock(mutex_);
  const auto found = peers_.find(key);
  return found == peers_.end() ? nullptr : found->second;
}

Lane::Idle Lane::idlest() const noexcept {
  std::lock_guard lock(mutex_);
  Idle idlest;
  TimePoint first_busy = never;
  for (const auto& [key, peer] : peers_) {
    const TimePoint since = peer->last_used.load(std::memory_order_relaxed);
    if (!is_idle(peer)) {
      first_busy = std::min(first_busy, since);
    } else if (since < idlest.since) {
      idlest = {key, since};
    }
  }
  idlest.is_contested = first_busy < idlest.since;
  return idlest;
}

bool Lane::drop_idle(const Idle& idle) noexcept {
  std::shared_ptr<StreamPeer> peer;
  {
    std::lock_guard lock(mutex_);
    const auto found = peers_.find(idle.key);
    if (found == peers_.end() || !is_idle(found->second) ||
        found->second->last_used.load(std::memory_order_relaxed) != idle.since)
      return false;
    peer = std::move(found->second);
    peers_.erase(found);
  }
  peer->forget();
  peer->shut();
  return true;
}

void Lane::drop(StreamPeer& peer) noexcept {
  peer.forget();
  peer.shut();
  if (recent_.get() == &peer) look_at(nullptr);
  std::lock_guard lock(mutex_);
  peers_.erase(peer.key());
}

void Lane::look_at(const std::shared_ptr<StreamPeer>& peer) noexcept {
  if (recent_ == peer) return;
  if (recent_) recent_->take_copied();
  std::shared_ptr<StreamPeer> looked_at = peer;
  std::lock_guard lock(mutex_);
  recent_.swap(looked_at);
}

void Lane::drop_unread() noexcept {
  std::lock_guard lock(mutex_);
  const TimePoint then = now_ - shared_.limits.unread;
  for (auto each = peers_.begin(); each != peers_.end();) {
    StreamPeer& peer = *each->second;
    if (!peer.is_unread_since(then)) {
      ++each;
      continue;
    }
    log(LogLevel::warning, "a client that has stopped to read its replies is disconnected");
    peer.forget();
    peer.shut();
    if (recent_.get() == &peer) recent_.reset();
    each = peers_.erase(each);
  }
  looks_for_unread_ = peers_.empty() ? never : after(now_, unread_pace(shared_.limits));
}

// Calls

bool Lane::resume(Hand& me) { return me.peer == nullptr || resume(me, std::exchange(me.peer, nullptr)); }

// Serves what comes next, waiting for it.
bool Lane::next(Hand& me, TimePoint until) {
  constexpr unsigned looks_a_poll = 8;
  io::Transfer transfer;
  std::span<const io::Poller::Event> events;
  const auto poll = [&](TimePoint wait_until) {  // who was received from quietly would be found again
    if (recent_) recent_->take_copied();
    events = poller_->wait(wait_until);
  };
  auto look = [&] {
    bool polls = ++looks_ % looks_a_poll == 0 || recent_ == nullptr || recent_->pending.pending_bytes() > 0 ||
                 recent_->is_congested();
    if (polls) {
      poll(io::at_once);
    } else {
      transfer = receive(me, *recent_, io::at_once);
    }
    return !events.empty() || transfer.state != State::not_ready;
  };
  if (overload_.is_on()) {
    poll(io::at_once);
    if (events.empty()) overload_.found_nothing();
  }
  if (events.empty() && !spinner_.find(look)) {
    if (is_alone(until)) transfer = receive_alone(me);
    if (transfer.state == State::not_ready) {
      look_at(nullptr);  // it may be dropped in favour of somebody who comes now
      poll(until);
    }
  }
  now_ = steady_clock().now();
  overload_.begin_turn(now_);
  if (transfer.state != State::not_ready) return take(me, std::shared_ptr(recent_), transfer);
  return overload_.is_on() ? serve_some(me, events) : serve_all(me, events);
}

// Nothing can happen here but that the client who called last calls again. A poller would be one system call
// more for each call, and the receive ends soon enough for whoever arrives meanwhile.
bool Lane::is_alone(TimePoint until) const noexcept {
  return !on_other_ && recent_ && recent_.use_count() == 2 && recent_->pending.pending_bytes() == 0 &&
         !recent_->is_congested() && now_ + longest_receive < until && size() == 1;
}

// Who calls rarely sleeps until the reply comes, maybe on the same processor.
io::Transfer Lane::receive_alone(Hand& me) noexcept {
  const bool is_rare = spinner_.is_rare();
  if (is_rare) spinner_.give_way();
  return receive(me, *recent_, now_ + longest_receive, is_rare);
}

bool Lane::serve_all(Hand& me, std::span<const io::Poller::Event> events) {
  for (const io::Poller::Event& event : events)
    if (!handle(me, event)) return false;
  return true;
}

// Who comes first is served and the others are mostly refused, so that must be another one each time. The
// last one is not looked at when the turn is over, but is the first of the next: there would be nothing to
// begin that with where all who call pause for a moment.
bool Lane::serve_some(Hand& me, std::span<const io::Poller::Event> events) {
  const std::size_t count = events.size();
  if (count == 0) return true;
  first_ = (first_ + count - 1) % count;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && i + 1 == count && overload_.is_turn_over(steady_clock().now())) break;
    if (!handle(me, events[(first_ + i) % count])) return false;
  }
  return true;
}

bool Lane::handle(Hand& me, const io::Poller::Event& event) {
  if (event.key < first_peer_key) {
    if (on_other_) on_other_(event.key);
    return true;
  }
  const std::shared_ptr<StreamPeer> peer = find(event.key);
  if (!peer) return true;
  if (!event.writable) return read(me, peer);
  if (peer->flush()) return peer->is_congested() || resume(me, peer);
  drop(*peer);
  return true;
}

bool Lane::read(Hand& me, const std::shared_ptr<StreamPeer>& peer) {
  if (peer->is_congested() && peer->leaves_unread()) return true;
  if (looks_for_unread_ == never) looks_for_unread_ = after(now_, unread_pace(shared_.limits));
  if (peer->pending.pending_bytes() > 0) me.reader.take_pending_of(peer->pending);
  look_at(peer);
  return take(me, peer, receive(me, *peer, io::at_once));
}

io::Transfer Lane::receive(Hand& me, StreamPeer& peer, TimePoint until, bool quietly) noexcept {
  std::span<std::byte> room = me.reader.room();
  if (room.empty()) return {State::failed, ENOMEM, 0};
  return quietly ? peer.receive_quietly(room, until) : peer.receive(room, until);
}

bool Lane::take(Hand& me, const std::shared_ptr<StreamPeer>& peer, const io::Transfer& transfer) {
  if (transfer.state == State::moved) me.reader.received(transfer.size_bytes);
  return serve_records(me, peer, transfer.state == State::closed || transfer.state == State::failed);
}

// Goes on with what was read before: when replies did not go, or when a slow thread was relieved.
bool Lane::resume(Hand& me, const std::shared_ptr<StreamPeer>& peer) {
  if (peer->pending.pending_bytes() == 0) return true;
  peer->pending.swap(me.reader);
  return serve_records(me, peer, false);
}

// Serves the records that are complete. What is not complete stays with the peer.
bool Lane::serve_records(Hand& me, const std::shared_ptr<StreamPeer>& peer, bool lost) {
  if (!lost) {
    me.peer = peer;
    if (!serve_complete(me, lost)) return false;
    me.peer.reset();
  }
  if (lost) {
    me.reader.clear();
    drop(*peer);
    return true;
  }
  me.reader.leave_pending_to(peer->pending);
  return true;
}

namespace {

void complain_of(StreamPeer& peer) noexcept {
  constexpr const char* what = "a call message is longer than the limit";
  try {
    log(LogLevel::warning, peer.caller().address + ": " + what);
  } catch (const std::bad_alloc&) {
    log(LogLevel::warning, what);
  }
}

}  // namespace

// Who sends many calls at once has them served as long as a turn lasts, and then goes on in the next one.
// While calls are refused they are all looked at.
bool Lane::gives_way(unsigned served) const noexcept {
  constexpr unsigned calls_a_look = 16;
  return served % calls_a_look == 0 && !overload_.is_on() && overload_.is_turn_over(steady_clock().now());
}

bool Lane::sets_aside(Hand& me, std::span<const std::byte> record) try {
  return shared_.backlog.takes(record, *me.peer, me.peer->key(), me.reply);
} catch (const std::bad_alloc&) {  // as below
  me.peer->shut();
  return true;
}

bool Lane::serve_complete(Hand& me, bool& lost) {
  const CallConditions conditions{.overload = &overload_};
  std::span<const std::byte> record;
  bool is_used = false;
  unsigned served = 0;
  for (;;) {
    const transport::RecordReader::Next next =
        me.peer->is_congested() ? transport::RecordReader::Next::need_more : me.reader.next(record);
    if (next != transport::RecordReader::Next::record) {
      me.send_gathered();
      lost = next == transport::RecordReader::Next::too_large;
      if (lost) complain_of(*me.peer);
      return true;
    }
    // Not by every byte: who sends a call slowly is as idle as who sends none.
    if (!std::exchange(is_used, true)) me.peer->last_used.store(now_, std::memory_order_relaxed);
    const bool has_next = me.reader.has_next();
    if (shared_.backlog.is_in_use()) [[unlikely]] {
      me.send_gathered();
      if (sets_aside(me, record)) continue;
    }
    me.begin_reply(has_next);
    shared_.crew.begin_work(me);
    try {
      shared_.dispatcher.serve(record, me, me.reply, conditions);
    } catch (const std::bad_alloc&) {  // not even a refusal could be written
      me.peer->shut();
    }
    if (!shared_.crew.end_work(me)) {
      me.send_last();
      me.reader.clear();
      me.peer.reset();
      shared_.backlog.go_on(me.reply);
      return false;
    }
    me.end_reply();
    if (!has_next || !gives_way(++served)) continue;
    me.send_gathered();
    me.peer->go_on_later();
    return true;
  }
}

// The slow thread may have read more of its peer than the call that it serves: that must not wait for it.
void Lane::take_over(Hand& slow, Hand& me) {
  if (!slow.peer) return;
  slow.send_gathered_before();
  if (slow.reader.pending_bytes() == 0) return;
  if (!slow.reader.copy_pending_to(slow.peer->pending)) return slow.peer->shut();
  me.peer = slow.peer;
}

// The replies of one thread

void Lane::Hand::send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                            std::size_t body_at) {
  const std::size_t size_bytes = transport::mark_bytes + message_bytes;
  if (!gathers_ || gathered.count > 0 || size_bytes > most_bytes - gathered_bytes_)
    return peer->send_reply(mark, message_bytes, gathered, body_at);
  transport::write_mark(mark, message_bytes);
  std::memcpy(gathered_.data() + gathered_bytes_, mark, size_bytes);
  reply_bytes_ = size_bytes;
}

void Lane::Hand::begin_reply(bool has_next) noexcept {
  if (gathers_ || !has_next || !gathered_.grow(most_bytes)) return;
  gathers_ = true;
  peer->hold();
}

void Lane::Hand::send_gathered() noexcept {
  if (std::exchange(gathers_, false)) peer->release({gathered_.data(), std::exchange(gathered_bytes_, 0)});
}

void Lane::Hand::send_gathered_before() noexcept {
  if (gathers_) peer->release({gathered_.data(), gathered_bytes_});
}

void Lane::Hand::send_last() noexcept {
  gathers_ = false;
  const std::size_t before_bytes = std::exchange(gathered_bytes_, 0);
  if (reply_bytes_ > 0) peer->release({gathered_.data() + before_bytes, std::exchange(reply_bytes_, 0)});
}

// The end

bool Lane::is_busy() const noexcept {
  std::lock_guard lock(mutex_);
  return std::any_of(peers_.begin(), peers_.end(), [](const auto& each) {
    return each.second->is_congested() || each.second->is_cut_off();
  });
}

void Lane::wind_up(Hand& me, TimePoint until) {
  for (const io::Poller::Event& event : poller_->wait(until))
    if (event.key >= first_peer_key) (void)handle(me, event);
}

void Lane::end_calls_back() noexcept {
  std::lock_guard lock(mutex_);
  for (const auto& [key, peer] : peers_) peer->end_calls_back();
}

void Lane::close() noexcept {
  Peers peers;
  {
    std::lock_guard lock(mutex_);
    peers.swap(peers_);
  }
  for (const auto& [key, peer] : peers) {
    peer->discard();
    peer->forget();
    peer->shut();
  }
  look_at(nullptr);
}

}  // namespace farcall::inline v1::server
