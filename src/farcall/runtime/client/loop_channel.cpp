#include <farcall/runtime/client/loop_channel.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <farcall/message/reply_message.hpp>

namespace farcall::inline v1::client {

using transport::mark_bytes;

LoopChannel::LoopChannel(std::shared_ptr<EventLoop::Core> loop, std::shared_ptr<Connector> connector,
                         ChannelOptions options)
    : loop_(std::move(loop)),
      connector_(std::move(connector)),
      options_(std::move(options)),
      head_(options_.credential),
      reader_(options_.limits.record_bytes),
      next_xid_(random_xid()) {}

LoopChannel::~LoopChannel() {
  Lock lock = loop_->lock();
  if (attempt_) attempt_->owner = nullptr;
  if (socket_) loop_->forget(*this, socket_->descriptor());
}

Error LoopChannel::failure(Code code, Executed executed, const char* why) const {
  return {code, executed, options_.name + ": " + why, {}};
}

// Connections

Result<void> LoopChannel::open(TimePoint until) {
  Result<std::unique_ptr<io::Socket>> socket = connector_->connect(until);
  if (!socket) return std::move(socket).error();
  Lock lock = loop_->lock();
  return adopt(std::move(*socket));
}

Result<void> LoopChannel::adopt(std::unique_ptr<io::Socket> socket) {
  if (Result<void> watched = loop_->watch(*this, socket->descriptor(), false); !watched) return watched;
  socket_ = std::move(socket);
  reader_.clear();
  return {};
}

// Connecting may take long, looking a name up too: nobody who drives the loop may wait for it.
void LoopChannel::connect_aside(TimePoint until) {
  if (attempt_) return;
  attempt_ = std::make_shared<Attempt>(Attempt{this});
  try {
    std::thread([connector = connector_, loop = loop_, attempt = attempt_, until] {
      Result<std::unique_ptr<io::Socket>> socket = connector->connect(until);
      Lock lock = loop->lock();
      if (attempt->owner != nullptr) attempt->owner->connected(std::move(socket));
    }).detach();
  } catch (const std::system_error& error) {
    attempt_.reset();
    fail_unsent(failure(Code::resource_exhausted, Executed::no, error.what()));
  }
}

void LoopChannel::connected(Result<std::unique_ptr<io::Socket>> socket) {
  attempt_.reset();
  Result<void> adopted = socket ? adopt(std::move(*socket)) : Result<void>(std::move(socket).error());
  if (!adopted) return fail_unsent(adopted.error());
  flush();
}

// What was begun may have been executed; what was not goes out by the next connection.
void LoopChannel::lose(Error error) {
  error.executed = Executed::maybe;
  loop_->forget(*this, socket_->descriptor());
  socket_.reset();
  rest_begin_ = rest_end_ = 0;
  awaits_room_ = false;
  if (first_unsent_ != nullptr && std::exchange(sent_of_first_, 0) > 0) fail(*first_unsent_, error);
  Call* begun = nullptr;
  calls_.each([&](Call& call) {
    if (!call.is_unsent) call.next = std::exchange(begun, &call);
  });
  while (begun != nullptr) fail(*std::exchange(begun, begun->next), error);
  if (first_unsent_ != nullptr) connect_aside(first_unsent_->deadline);
}

// The way out

AsyncCall& LoopChannel::begin() {
  Lock lock = loop_->lock();
  Call& call = pool_.take(*this);
  static_cast<Transaction&>(call) = Transaction{};
  call.slot = &call;
  call.failed = false;
  call.forget();
  return call;
}

Result<void> LoopChannel::reserve(Transaction& transaction, std::size_t size_bytes) {
  if (forks_ != forks()) return bound_before_fork(options_.name);
  std::size_t head_bytes = mark_bytes + head_.size_bytes();
  std::size_t limit = options_.limits.record_bytes;
  if (options_.kind == io::Kind::datagram) limit = std::min(limit, datagram_limit_bytes);
  if (head_bytes - mark_bytes + size_bytes > limit)
    return failure(Code::invalid_argument, Executed::no, "the call message is longer than the limit");
  if (transaction.slot == nullptr) transaction.slot = &static_cast<Call&>(begin());
  Call& call = *static_cast<Call*>(transaction.slot);
  if (!call.message.grow(head_bytes + size_bytes)) {
    if (&call != &transaction) release(transaction);
    return failure(Code::resource_exhausted, Executed::no, "no memory for the arguments");
  }
  call.message_bytes = head_bytes + size_bytes;
  transaction.arguments = {call.message.data() + head_bytes, size_bytes};
  return {};
}

void LoopChannel::start(AsyncCall& started) {
  auto& call = static_cast<Call&>(started);
  Lock lock = loop_->lock();
  notice_end();
  call.sends = 0;
  call.retransmission.reset();
  call.xid = next_xid_++;
  transport::write_mark(call.message.data(), call.message_bytes - mark_bytes);
  head_.write(call.message.data() + mark_bytes, call.xid, call);
  calls_.insert(call);
  call.is_pending = true;
  constexpr Duration soon = std::chrono::milliseconds(1);  // others cannot have passed on the way here
  if (call.deadline - call.entered < soon && options_.clock->now() >= call.deadline)
    return expire(call, call.deadline);
  try {
    loop_->set_timer(call, call.deadline);
  } catch (const std::bad_alloc&) {
    return fail(call, failure(Code::resource_exhausted, Executed::no, "no memory for a deadline"));
  }
  enqueue(call);
  if (socket_) {
    loop_->want_flush(*this);
  } else {
    connect_aside(call.deadline);
  }
}

// Whether an idle peer has closed the connection, when nobody has looked: the loop sees it while it is
// driven.
void LoopChannel::notice_end() {
  if (socket_ && calls_.size() == 0 && !loop_->is_driven() && socket_->is_closed_by_peer())
    lose(failure(Code::connection_lost, Executed::maybe, "the peer closed the connection"));
}

void LoopChannel::enqueue(Call& call) noexcept {
  call.next = nullptr;
  (first_unsent_ == nullptr ? first_unsent_ : last_unsent_->next) = &call;
  last_unsent_ = &call;
  call.is_unsent = true;
}

// The rest of a message that was begun must still be sent: what follows it on the stream depends on it.
void LoopChannel::unqueue(Call& call) noexcept {
  if (!std::exchange(call.is_unsent, false)) return;
  if (&call == first_unsent_ && sent_of_first_ > 0) {
    std::swap(rest_, call.message);
    rest_begin_ = std::exchange(sent_of_first_, 0);
    rest_end_ = call.message_bytes;
  }
  Call* before = nullptr;
  for (Call* at = first_unsent_; at != &call; at = at->next) before = at;
  (before == nullptr ? first_unsent_ : before->next) = call.next;
  if (last_unsent_ == &call) last_unsent_ = before;
}

void LoopChannel::flush() {
  if (!socket_) return;
  options_.kind == io::Kind::stream ? send_stream() : send_datagrams();
}

void LoopChannel::send_stream() {
  constexpr std::size_t most_pieces = 64;
  while (first_unsent_ != nullptr || rest_begin_ != rest_end_) {
    std::array<iovec, most_pieces> pieces;
    std::size_t count = 0;
    if (rest_begin_ != rest_end_) pieces[count++] = {rest_.data() + rest_begin_, rest_end_ - rest_begin_};
    for (Call* call = first_unsent_; call != nullptr && count < most_pieces; call = call->next) {
      std::size_t sent = call == first_unsent_ ? sent_of_first_ : 0;
      pieces[count++] = {call->message.data() + sent, call->message_bytes - sent};
    }
    io::Transfer transfer = socket_->send({pieces.data(), count});
    if (transfer.state == io::Transfer::State::not_ready) return await_room(true);
    if (transfer.state != io::Transfer::State::moved) {
      Error error = io::system_error(transfer.error, options_.name);
      error.code = Code::connection_lost;
      return lose(std::move(error));
    }
    count_sent(transfer.size_bytes);
  }
  await_room(false);
}

void LoopChannel::count_sent(std::size_t size_bytes) noexcept {
  std::size_t of_rest = std::min(size_bytes, rest_end_ - rest_begin_);
  rest_begin_ += of_rest;
  size_bytes -= of_rest;
  while (size_bytes > 0) {
    Call& call = *first_unsent_;
    std::size_t left = call.message_bytes - sent_of_first_;
    if (size_bytes < left) {
      sent_of_first_ += size_bytes;
      return;
    }
    size_bytes -= left;
    sent_of_first_ = 0;
    unqueue(call);
    ++call.sends;
    if (call.one_way) succeed(call);
  }
}

void LoopChannel::send_datagrams() {
  while (first_unsent_ != nullptr) {
    Call& call = *first_unsent_;
    iovec piece{call.message.data() + mark_bytes, call.message_bytes - mark_bytes};
    io::Transfer transfer = socket_->send({&piece, 1});
    // An error that is left over from an earlier datagram is reported once, instead of sending this one.
    if (transfer.state == io::Transfer::State::failed) transfer = socket_->send({&piece, 1});
    if (transfer.state == io::Transfer::State::not_ready) return await_room(true);
    unqueue(call);
    if (transfer.state == io::Transfer::State::failed) {
      fail(call,
           io::system_error(transfer.error, options_.name, call.sends == 0 ? Executed::no : Executed::maybe));
      continue;
    }
    ++call.sends;
    if (call.one_way) {
      succeed(call);
      continue;
    }
    TimePoint now = options_.clock->now();
    call.retransmission ? call.retransmission->sent_again(now)
                        : void(call.retransmission.emplace(now, call.xid));
    loop_->set_timer(call, std::min(call.deadline, call.retransmission->next()));
  }
  await_room(false);
}

void LoopChannel::await_room(bool yes) {
  if (yes == awaits_room_) return;
  awaits_room_ = yes;
  if (Result<void> watched = loop_->watch(*this, socket_->descriptor(), yes); !watched) lose(watched.error());
}

// The way back

void LoopChannel::on_ready(const io::Poller::Event& event) {
  if (event.writable) flush();
  if (!socket_ || !event.readable) return;
  options_.kind == io::Kind::stream ? receive_stream() : receive_datagrams();
}

void LoopChannel::receive_stream() {
  std::span<std::byte> room = reader_.room();
  if (room.empty()) return lose(failure(Code::resource_exhausted, Executed::maybe, "no memory for replies"));
  io::Transfer transfer = socket_->receive(room, io::at_once);
  switch (transfer.state) {
    case io::Transfer::State::not_ready: return;
    case io::Transfer::State::closed:
      return lose(failure(Code::connection_lost, Executed::maybe, "the peer closed the connection"));
    case io::Transfer::State::failed: {
      Error error = io::system_error(transfer.error, options_.name);
      error.code = Code::connection_lost;
      return lose(std::move(error));
    }
    case io::Transfer::State::moved: break;
  }
  reader_.received(transfer.size_bytes);
  take_records();
}

void LoopChannel::take_records() {
  std::span<const std::byte> record;
  for (;;) {
    switch (reader_.next(record)) {
      case transport::RecordReader::Next::need_more: return;
      case transport::RecordReader::Next::too_large:
        return lose(failure(Code::bad_reply, Executed::maybe, "a reply is longer than the limit"));
      case transport::RecordReader::Next::record: deliver(record, reader_.memory_of_last());
    }
  }
}

void LoopChannel::receive_datagrams() {
  if (!datagram_.grow(1 << 16)) return;
  for (int i = 0; i < 64; ++i) {
    io::Transfer transfer = socket_->receive({datagram_.data(), datagram_.capacity()}, io::at_once);
    if (transfer.state == io::Transfer::State::moved) {
      deliver({datagram_.data(), transfer.size_bytes}, nullptr);
    } else if (transfer.state != io::Transfer::State::closed) {  // an empty datagram
      if (transfer.state == io::Transfer::State::failed)
        lose(io::system_error(transfer.error, options_.name, Executed::maybe));
      return;
    }
  }
}

// A reply that nobody waits for any more is dropped. A long one that is alone in its memory takes it along.
void LoopChannel::deliver(std::span<const std::byte> record, Buffer* memory) {
  std::uint32_t xid = 0;
  if (!message::is_reply(record, xid)) return;
  Call* call = calls_.find(xid);
  if (call == nullptr) return;
  constexpr std::size_t long_bytes = 64 * 1024;
  if (record.size() > options_.limits.record_bytes)
    return fail(*call, failure(Code::bad_reply, Executed::maybe, "the reply is longer than the limit"));
  if (memory != nullptr && record.size() >= long_bytes) {
    std::swap(call->reply, *memory);
  } else {
    if (!call->reply.grow(record.size()))
      return fail(*call, failure(Code::resource_exhausted, Executed::maybe, "no memory for the reply"));
    std::memcpy(call->reply.data(), record.data(), record.size());
    record = {call->reply.data(), record.size()};
  }
  // A refusal that answers a call which was sent twice may answer the second while the first was executed.
  Result<void> read =
      message::read_reply(record, call->results, call->sends <= 1 ? Executed::no : Executed::maybe,
                          options_.name, call->program, call->version, call->procedure);
  if (!read) return fail(*call, std::move(read).error());
  call->results_memory = &call->reply;
  succeed(*call);
}

// The end

void LoopChannel::expire(Call& call, TimePoint now) {
  if (now < call.deadline) {  // a datagram that nobody answered
    if (!call.is_unsent) enqueue(call);
    return flush();
  }
  bool begun = call.sends > 0 || (&call == first_unsent_ && sent_of_first_ > 0);
  fail(call,
       failure(Code::deadline_exceeded, begun ? Executed::maybe : Executed::no,
               ("no reply to procedure " + std::to_string(call.procedure) + " within the deadline").c_str()));
}

void LoopChannel::succeed(Call& call) noexcept {
  leave(call);
  finish(call);
}

void LoopChannel::fail(Call& call, Error error) {
  call.failed = true;
  call.error = std::move(error);
  leave(call);
  finish(call);
}

void LoopChannel::fail_unsent(const Error& error) {
  while (first_unsent_ != nullptr) fail(*first_unsent_, error);
}

void LoopChannel::leave(Call& call) noexcept {
  if (!std::exchange(call.is_pending, false)) return;
  unqueue(call);
  calls_.remove(call);
  loop_->cancel_timer(call);
}

void LoopChannel::finish(Call& call) noexcept {
  // Where nobody waits yet, whoever asks next finds it done and ends it: it is not ours any more.
  if (Resumable* waiter = call.complete()) {
    call.resumes = waiter;
    loop_->post(*waiter);
  }
  loop_->changed();
}

void LoopChannel::wait(AsyncCall& call) {
  Lock lock = loop_->lock();
  loop_->drive(lock, [&] { return call.is_done(); });
}

void LoopChannel::end(AsyncCall& ended) noexcept {
  auto& call = static_cast<Call&>(ended);
  Lock lock = loop_->lock();
  leave(call);
  if (call.resumes != nullptr) loop_->withdraw(*std::exchange(call.resumes, nullptr));
  pool_.give_back(call);
}

// Synchronous calls

Result<void> LoopChannel::transact(Transaction& transaction) {
  Call& call = *static_cast<Call*>(transaction.slot);
  for (std::size_t i = 0; i < transaction.gathered.count; ++i) {
    const xdr::Gathered::Piece& piece = transaction.gathered.pieces[i];
    std::memcpy(transaction.arguments.data() + piece.position, piece.data, piece.size_bytes);
  }
  static_cast<Transaction&>(call) = transaction;
  start(call);
  wait(call);
  if (call.failed) return call.error;
  transaction.results = call.results;
  transaction.results_memory = call.results_memory;
  return {};
}

void LoopChannel::release(Transaction& transaction) noexcept {
  end(*static_cast<Call*>(std::exchange(transaction.slot, nullptr)));
}

}  // namespace farcall::inline v1::client
