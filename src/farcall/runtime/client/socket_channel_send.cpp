// How a call message leaves: whole, in turn with those of other threads, and with the truth about what went.
#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include <farcall/transport/gathered_record.hpp>

namespace farcall::inline v1::client {

using transport::GatheredRecord;
using transport::mark_bytes;
using State = io::Transfer::State;

// A peer that closed an idle connection has said so by now, and then nothing need be sent into the void.
// Asked only after a pause, so that calls in a row pay nothing.
bool SocketChannel::was_left(Link& link, const PendingCall& call, TimePoint now) {
  constexpr Duration pause = std::chrono::milliseconds(10);
  if (!call.leads || link.kind == io::Kind::datagram) return false;
  TimePoint before = std::exchange(link.last_used, now);
  if (now - before < pause || !link.socket->is_closed_by_peer()) return false;
  lose(link, make_error(Code::connection_lost, Executed::maybe,
                        {options_.name, ": the peer closed the connection"}));
  return true;
}

Result<void> SocketChannel::send(Link& link, PendingCall& call, Transaction& transaction) {
  OutgoingMessage& message = call.message;
  if (link.kind == io::Kind::stream) {
    GatheredRecord record(message.data(), message.size_bytes(), message.head_bytes(), transaction.gathered);
    Result<void> sent = send_stream(link, call, transaction, record);
    if (sent) call.sends = 1;
    return sent;
  }
  GatheredRecord record(message.data() + mark_bytes, message.size_bytes() - mark_bytes,
                        message.head_bytes() - mark_bytes, transaction.gathered);
  io::Transfer transfer = link.socket->send(record.pieces());
  // An error that is left over from an earlier datagram is reported once, instead of sending this one.
  if (transfer.state == State::failed) transfer = link.socket->send(record.pieces());
  while (transfer.state == State::not_ready) {
    if (link.socket->wait_writable(false, transaction.deadline) == io::Socket::Ready::neither)
      return asked(options_.name, transaction).late(call.sends == 0 ? Executed::no : Executed::maybe);
    transfer = link.socket->send(record.pieces());
  }
  if (transfer.state == State::failed)
    return io::system_error(transfer.error, options_.name, call.sends == 0 ? Executed::no : Executed::maybe);
  ++call.sends;
  return {};
}

Result<void> SocketChannel::send_stream(Link& link, PendingCall& call, const Transaction& transaction,
                                        GatheredRecord& record) {
  if (std::exchange(call.stands_in_line, false)) {
    Result<bool> has_turn = await_turn(link, call, transaction);
    if (!has_turn) return std::move(has_turn).error();
    if (!*has_turn) return {};
  }
  bool whole = call.begun_bytes == 0 || record.advance(call.begun_bytes);
  struct Sending {
    SocketChannel& channel;
    Link& link;
    PendingCall& call;
    const bool& whole;
    // The rest of a record that was begun will never come, so nothing else can be sent on this connection.
    ~Sending() {
      if (!whole) channel.lose(link, channel.gave_up_in_the_middle());
      call.has_turn = false;
      channel.end_turn(link);
    }
  } sending{*this, link, call, whole};
  if (call.company > 0) {
    gather(link, call.company);
    if (whole && options_.clock->now() >= transaction.deadline)
      return asked(options_.name, transaction).late(Executed::no);
  }
  Result<void> result;
  std::optional<Silence> silence;
  while (result && !record.pieces().empty()) {
    bool are_others_whole = true;
    io::Transfer transfer = send_along(link, record, are_others_whole);
    if (transfer.state == State::moved) {
      whole = record.advance(transfer.size_bytes) && are_others_whole;
    } else if (transfer.state == State::not_ready) {
      result = await_room(link, call, transaction.deadline, silence);
    } else {
      result = io::system_error(transfer.error, options_.name);
      result.error().code = Code::connection_lost;
      lose(link, copy_of(result.error()));
    }
  }
  if (result && whole && link.senders.size() > 0) whole = send_others(link, call);
  return result;
}

// And messages of others behind it. How much went of the own one.
io::Transfer SocketChannel::send_along(Link& link, GatheredRecord& record, bool& are_others_whole) {
  std::span<const std::byte> others = take_along(link);
  if (others.empty()) return link.send(record.pieces());
  io::Transfer transfer = link.send(record.pieces_and(others));
  const std::size_t own_bytes = std::min(transfer.size_bytes, record.size_bytes());
  std::lock_guard lock(mutex_);
  are_others_whole = link.went_along(transfer.size_bytes - own_bytes);
  transfer.size_bytes = own_bytes;
  return transfer;
}

std::span<const std::byte> SocketChannel::take_along(Link& link) noexcept {
  if (link.senders.size() == 0) return {};
  std::lock_guard lock(mutex_);
  return link.take_along();
}

// What has come to stand in line meanwhile: to hand the turn on would be to wake somebody. Until this thread
// has its reply, and not for long, as it has a deadline. False when the stream ends in the middle of a
// message that nobody will end.
bool SocketChannel::send_others(Link& link, const PendingCall& own) {
  constexpr int most_times = 16;
  for (int i = 0; i < most_times; ++i) {
    if (own.signal.load(std::memory_order_relaxed) != PendingCall::none) break;
    const std::span<const std::byte> others = take_along(link);
    if (others.empty()) break;
    const iovec piece{const_cast<std::byte*>(others.data()), others.size()};
    const std::size_t sent_bytes = link.send({&piece, 1}).size_bytes;
    std::lock_guard lock(mutex_);
    if (const bool whole = link.went_along(sent_bytes); !whole || sent_bytes < others.size()) return whole;
  }
  return true;
}

// True: it is this call's turn. False: whoever had it has sent the message along with his own. He wakes
// nobody, so a call of a session looks now and then whether it is out, and to be asked after; and if it is
// not, whether the server still takes what is before it.
Result<bool> SocketChannel::await_turn(Link& link, PendingCall& call, const Transaction& transaction) {
  bool is_begun = false;
  bool is_silent = false;
  Executed executed = Executed::no;
  Silence silence(transaction.entered, link.heard.load(std::memory_order_relaxed));
  for (;;) {
    const TimePoint look = call.ticket ? silence.next() : never;
    options_.waiter->wait(call.signal, PendingCall::none, std::min(look, transaction.deadline));
    if (call.signal.load(std::memory_order_acquire) == PendingCall::answered && !call.has_turn) return false;
    std::lock_guard lock(mutex_);
    const std::uint32_t signal = call.signal.load(std::memory_order_relaxed);
    if (call.has_turn) {
      if (signal == PendingCall::send) call.signal.store(PendingCall::none, std::memory_order_relaxed);
      return true;
    }
    executed = call.along_until != 0 ? Executed::maybe : Executed::no;
    if (call.queue != &link.senders) {
      if (signal != PendingCall::lost || !link.is_lost || call.sends > 0) return false;
      return make_error(Code::connection_lost, executed, {link.loss.detail});
    }
    const TimePoint now = options_.clock->now();
    if (now < transaction.deadline) {
      if (now < look) continue;
      const Signs signs = link.signs();
      is_silent = silence.lasts(now, signs) && signs.untaken_bytes > 0;
      if (!is_silent) continue;
    }
    is_begun = call.begun_bytes > 0;
    link.forget(call);
    break;
  }
  if (is_silent) {
    lose_silent(link);
    return not_alive(executed);
  }
  if (is_begun) lose(link, gave_up_in_the_middle());
  return asked(options_.name, transaction).late(executed);
}

// Threads that have just got their replies often call again, and their messages cost little more than one if
// they go together. So they may run first, where this one holds the processor, until nobody more comes.
void SocketChannel::gather(Link& link, std::size_t company) noexcept {
  std::size_t before = SIZE_MAX;
  const auto all_came = [&] {
    const std::size_t came = link.senders.size();
    return came >= company || std::exchange(before, came) == came;
  };
  (void)link.gathering.find(all_came, io::Spinner::Pace::often, 1);
}

Error SocketChannel::gave_up_in_the_middle() const noexcept {
  return make_error(Code::connection_lost, Executed::maybe,
                    {options_.name, ": another call gave up in the middle of its message"});
}

// The peer does not take our bytes: maybe because it waits for us to take its replies, or because it is dead.
// That cannot be asked by this connection, so `silence` begins with the first wait.
Result<void> SocketChannel::await_room(Link& link, PendingCall& call, TimePoint until,
                                       std::optional<Silence>& silence) {
  TimePoint now = options_.clock->now();
  if (now >= until)
    return make_error(Code::deadline_exceeded, Executed::no,
                      {options_.name, ": the peer did not take the call message within the deadline"});
  {
    std::lock_guard lock(mutex_);
    if (link.is_lost) return make_error(Code::connection_lost, Executed::no, {link.loss.detail});
    if (!call.leads) call.leads = !std::exchange(link.leased, true);
  }
  // Who does not lead looks again soon: the leader may leave, and then it is for us to read. Calls of the
  // peer cannot be served before ours has gone, so not many of them are read.
  constexpr std::size_t most_to_serve = 16;
  bool reads = call.leads && link.to_serve.size() < most_to_serve &&
               link.reader.pending_bytes() <= options_.limits.record_bytes;
  TimePoint slice = call.leads ? until : std::min(until, now + std::chrono::milliseconds(20));
  if (call.ticket) {
    if (!silence) silence.emplace(now, link.heard.load(std::memory_order_relaxed));
    if (now >= silence->next() && silence->lasts(now, link.signs())) {
      lose_silent(link);
      return not_alive(Executed::no);
    }
    slice = std::min(slice, silence->next());
  }
  if (link.socket->wait_writable(reads, slice) == io::Socket::Ready::readable)
    receive(link, call, io::at_once);
  if (call.signal.load(std::memory_order_acquire) != PendingCall::answered) return {};
  return make_error(Code::bad_reply, Executed::no,
                    {options_.name, ": the reply came before the call was sent"});
}

void SocketChannel::stop_leading(Link& link, PendingCall& call) noexcept {
  PendingCall* successor = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (std::exchange(call.leads, false)) successor = pass_lease(link);
  }
  wake(successor);
}

// Under the mutex. Where nobody waits here, those do who wait elsewhere.
PendingCall* SocketChannel::pass_lease(Link& link) noexcept {
  PendingCall* successor = link.pass_lease();
  if (successor == nullptr && std::exchange(link.is_wanted, false) && tell_others_) tell_others_();
  return successor;
}

// Without the mutex.
void SocketChannel::wake(PendingCall* successor) noexcept {
  if (successor != nullptr) options_.waiter->wake(successor->signal, 1);
}

// To the next in line. Who waits for replies now may have nobody who reads.
void SocketChannel::end_turn(Link& link) noexcept {
  PendingCall* next = nullptr;
  PendingCall* leader = nullptr;
  {
    std::lock_guard lock(mutex_);
    next = link.pass_turn();
    if (!link.leased && link.followers.size() > 0) leader = link.pass_lease();
  }
  wake(next);
  wake(leader);
}

}  // namespace farcall::inline v1::client
