#include <farcall/runtime/server/stream_peer.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <utility>

#include <poll.h>

#include <farcall/base/log.hpp>
#include <farcall/base/random.hpp>
#include <farcall/io/route.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/event_loop.hpp>
#include <farcall/runtime/server/caller.hpp>
#include <farcall/runtime/server/caller_channel.hpp>
#include <farcall/runtime/server/lrpc_client.hpp>

namespace farcall::inline v1::server {

using transport::mark_bytes;
using State = io::Transfer::State;

// The port of a call that is answered later.
class StreamPeer::Owed final : public ReplyPort, public std::enable_shared_from_this<Owed> {
 public:
  Owed(std::shared_ptr<StreamPeer> peer, std::size_t message_bytes)
      : peer_(std::move(peer)), message_bytes_(message_bytes) {
    peer_->owe(message_bytes_);
  }
  ~Owed() override { peer_->owe_no_longer(message_bytes_); }

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    peer_->send_reply(mark, message_bytes, gathered, body_at);
  }
  void send_nothing() override {}
  std::size_t reply_limit_bytes() const noexcept override { return peer_->reply_limit_bytes(); }
  const Caller& caller() override { return peer_->caller(); }
  bool is_open() const noexcept override { return peer_->is_open(); }
  void give_up() noexcept override { peer_->shut(); }
  std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) override {
    if (message_bytes == 0) return peer_;
    return shared_from_this();
  }
  Result<Binding> bind_to_caller(std::uint32_t program, std::uint32_t version, EventLoop* loop) override {
    return peer_->bind_to_caller(program, version, loop);
  }

 private:
  const std::shared_ptr<StreamPeer> peer_;
  const std::size_t message_bytes_;
};

std::shared_ptr<ReplyPort> StreamPeer::keep(std::size_t message_bytes) {
  if (message_bytes == 0) return shared_from_this();
  return std::make_shared<Owed>(shared_from_this(), message_bytes);
}

void StreamPeer::owe(std::size_t message_bytes) {
  std::lock_guard lock(mutex_);
  bool too_many = owed_calls_ >= limits_.owed_calls || owed_bytes_ >= limits_.owed_bytes;
  if (too_many && calls_back_) throw std::bad_alloc();  // it was read all the same: reads_no_calls()
  ++owed_calls_;
  owed_bytes_ += message_bytes;
  if (is_full_ || (owed_calls_ < limits_.owed_calls && owed_bytes_ < limits_.owed_bytes)) return;
  is_full_ = true;
  if (!poll()) socket_->shut();
}

void StreamPeer::owe_no_longer(std::size_t message_bytes) noexcept {
  std::lock_guard lock(mutex_);
  --owed_calls_;
  owed_bytes_ -= message_bytes;
  if (!is_full_ || is_forgotten_ || owed_calls_ > limits_.owed_calls / 2 ||
      owed_bytes_ > limits_.owed_bytes / 2)
    return;
  is_full_ = false;
  goes_on_ = true;
  if (!poll()) socket_->shut();
}

// Its calls that wait learn that it has left, and it is looked at again when it is to be read.
bool StreamPeer::leaves_unread() noexcept {
  std::lock_guard lock(mutex_);
  if (is_congested_ || !reads_no_calls()) return false;
  pollfd closed{socket_->descriptor(), POLLRDHUP, 0};
  if (::poll(&closed, 1, 0) != 1) return true;  // it became full after its bytes had been reported
  has_left_.store(true, std::memory_order_relaxed);
  poller_.forget(socket_->descriptor());
  return true;
}

bool StreamPeer::watch() noexcept {
  std::lock_guard lock(mutex_);
  return poll();
}

void StreamPeer::go_on_later() noexcept {
  std::lock_guard lock(mutex_);
  goes_on_ = true;
  if (!poll()) socket_->shut();
}

// Who was called back can be so no more. It learns that when the memory ends, too, and comes back.
void StreamPeer::forget() noexcept {
  std::shared_ptr<LrpcClient> in_memory;
  {
    std::lock_guard lock(mutex_);
    is_forgotten_ = true;
    poller_.forget(socket_->descriptor());
    if (!route_.empty()) same_host_->forget(route_);
    if (calls_back_) in_memory = in_memory_.lock();
  }
  if (in_memory) in_memory->hang_up();
  end_calls_back();
}

bool StreamPeer::is_for_calls_back() const noexcept {
  std::lock_guard lock(mutex_);
  return calls_back_ && !in_memory_.expired();
}

// When a call of it, or some of one, has gone.
void StreamPeer::announce_call_back(std::unique_lock<std::mutex> lock) noexcept {
  const std::shared_ptr<LrpcClient> in_memory = in_memory_.lock();
  lock.unlock();  // the client may end here
  if (in_memory) in_memory->linkages.announce_call_back();
}

void StreamPeer::hold() noexcept {
  std::lock_guard lock(mutex_);
  holds_ = true;
}

void StreamPeer::release(std::span<std::byte> gathered) noexcept {
  transport::GatheredRecord records(gathered.data(), gathered.size(), 0, {});
  std::lock_guard lock(mutex_);
  holds_ = false;
  if (!is_forgotten_ && !send(records, false)) socket_->shut();
}

bool StreamPeer::flush() noexcept {
  std::unique_lock lock(mutex_);
  std::size_t before = unsent_begin_;
  State state = send_kept();
  if (state != State::moved && unsent_begin_ != before) taken_at_ = steady_clock().now();
  bool is_well = state == State::not_ready;
  if (state == State::moved) {
    is_congested_ = goes_on_ = false;
    is_well = poll();
  }
  announce_call_back(std::move(lock));
  return is_well;
}

// `moved` when nothing is left.
State StreamPeer::send_kept() noexcept {
  while (unsent_begin_ != unsent_end_) {
    iovec piece{unsent_.data() + unsent_begin_, unsent_end_ - unsent_begin_};
    io::Transfer transfer = socket_->send({&piece, 1});
    if (transfer.state != State::moved) return transfer.state;
    unsent_begin_ += transfer.size_bytes;
  }
  unsent_begin_ = unsent_end_ = 0;
  unsent_.release();
  return State::moved;
}

bool StreamPeer::is_unread_since(TimePoint then) const noexcept {
  std::lock_guard lock(mutex_);
  return is_congested_ && taken_at_ <= then;
}

void StreamPeer::discard() noexcept {
  std::array<std::byte, 16 * 1024> waste;
  (void)receive(waste, io::at_once);
}

bool StreamPeer::is_cut_off() const noexcept { return io::unacknowledged_bytes(socket_->descriptor()) > 0; }

// Waits for room to send, or for calls: never both.
bool StreamPeer::poll() noexcept {
  reads_no_more_.store(is_congested_ || reads_no_calls(), std::memory_order_relaxed);
  if (is_forgotten_) return true;
  if (is_congested_) taken_at_ = steady_clock().now();
  bool writes = is_congested_ || goes_on_;
  return poller_.watch(socket_->descriptor(), key_, !writes && !reads_no_calls(), writes).has_value();
}

void StreamPeer::send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                            std::size_t body_at) {
  transport::write_mark(mark, message_bytes);
  transport::GatheredRecord record(mark, mark_bytes + message_bytes, mark_bytes + body_at, gathered);
  std::lock_guard lock(mutex_);
  if (is_forgotten_) return;
  const bool stays = holds_ && unsent_end_ - unsent_begin_ + message_bytes < most_held_bytes;
  if (!(stays ? append(record.pieces()) : send(record))) socket_->shut();  // the loop will see the end
}

// After what waits already; what does not go is kept. `waits`: for a moment before that, if there is
// patience. False when the connection is of no use any more.
bool StreamPeer::send(transport::GatheredRecord& record, bool waits) noexcept {
  if (!is_congested_ && unsent_begin_ != unsent_end_) {
    const State state = send_kept();
    if (state == State::failed) return false;
    is_congested_ = state == State::not_ready;
    if (is_congested_ && !poll()) return false;
  }
  while (!is_congested_ && !record.pieces().empty()) {
    io::Transfer transfer = socket_->send(record.pieces());
    if (transfer.state == State::moved) {
      record.advance(transfer.size_bytes);
    } else if (transfer.state == State::failed) {
      return false;
    } else if (!waits || !wait_for_client()) {
      is_congested_ = true;
      if (!poll()) return false;
    }
  }
  return record.pieces().empty() || append(record.pieces());
}

Result<void> StreamPeer::send_call(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                                   std::size_t body_at, const std::string& name) {
  transport::GatheredRecord record(mark, mark_bytes + message_bytes, mark_bytes + body_at, gathered);
  std::unique_lock lock(mutex_);
  if (is_forgotten_)
    return Error{Code::connection_lost, Executed::no, name + ": it is not connected any more", {}};
  if (is_congested_ && unsent_end_ - unsent_begin_ + message_bytes > limits_.unsent_bytes / 2)
    return Error{
        Code::resource_exhausted, Executed::no, name + ": it does not read what was sent before", {}};
  if (!send(record)) {
    socket_->shut();
    return Error{Code::connection_lost, Executed::no, name + ": the connection was lost", {}};
  }
  announce_call_back(std::move(lock));
  return {};
}

void StreamPeer::has_moved(std::weak_ptr<LrpcClient> client) noexcept {
  std::lock_guard lock(mutex_);
  in_memory_ = std::move(client);
}

std::shared_ptr<CallsBack> StreamPeer::calls_back() const noexcept {
  std::lock_guard lock(mutex_);
  return calls_back_;
}

void StreamPeer::take_reply(std::span<const std::byte> record) {
  if (std::shared_ptr<CallsBack> calls = calls_back()) calls->take_reply(record);
}

void StreamPeer::end_calls_back() noexcept {
  if (std::shared_ptr<CallsBack> calls = calls_back()) calls->lose();
}

std::optional<message::LocalPlace> StreamPeer::local_place() {
  message::LocalPlace place;
  if (!same_host_) return place;
  std::string route = io::route_of(socket_->descriptor(), io::End::server);
  const Caller& client = caller();
  SameHost::Token token;
  if (route.empty() || !client.uid_is_known || !fill_random(std::as_writable_bytes(std::span(token))))
    return place;
  std::lock_guard lock(mutex_);
  if (is_forgotten_) return place;
  place = same_host_->expect(route, client, {token, weak_from_this()});
  route_ = std::move(route);
  return place;
}

Result<Binding> StreamPeer::bind_to_caller(std::uint32_t program, std::uint32_t version,
                                           EventLoop* loop) try {
  std::string address = io::peer_address(socket_->descriptor()).text();  // empty for a UNIX socket's
  std::string name = address.empty() ? std::string("the caller") : "the caller at " + address;
  std::shared_ptr<CallsBack> calls;
  {
    std::lock_guard lock(mutex_);
    if (!calls_back_ && !is_forgotten_) {
      calls_back_ = std::make_shared<CallsBack>();
      if (is_full_ && !poll()) socket_->shut();
    }
    calls = calls_back_;
  }
  if (!calls) return Error{Code::connection_lost, Executed::no, name + ": it is not connected any more", {}};
  return Binding(new CallerChannel(shared_from_this(), std::move(calls), std::move(name), limits_,
                                   loop != nullptr ? loop->core() : nullptr),
                 program, version);
} catch (const std::bad_alloc&) {
  return Error{Code::resource_exhausted, Executed::no, "no memory", {}};
}

bool StreamPeer::wait_for_client() noexcept {
  if (!patience_.has_any()) return false;
  bool went =
      socket_->wait_writable(false, steady_clock().now() + Patience::wait) == io::Socket::Ready::writable;
  went ? patience_.restore() : patience_.spend();
  return went;
}

// Copies what the socket did not take. False when that is more than a peer may leave unread.
bool StreamPeer::append(std::span<const iovec> pieces) noexcept {
  std::size_t more = 0;
  for (const iovec& piece : pieces) more += piece.iov_len;
  // Before it grows, what has gone makes room, as soon as that is more than what is to be moved for it: a
  // client that reads, but never all, would have it grow for ever.
  const std::size_t waiting = unsent_end_ - unsent_begin_;
  if (unsent_end_ + more > unsent_.capacity() && unsent_begin_ > waiting) {
    std::memcpy(unsent_.data(), unsent_.data() + unsent_begin_, waiting);
    unsent_begin_ = 0;
    unsent_end_ = waiting;
  }
  std::size_t all = unsent_end_ + more;
  // By halves, so that many short messages are not copied again and again.
  constexpr std::size_t first_bytes = 2048;
  if (all - unsent_begin_ > limits_.unsent_bytes ||
      (all > unsent_.capacity() && !unsent_.grow(std::max(all + all / 2, first_bytes)) &&
       !unsent_.grow(all))) {
    log(LogLevel::warning, "a client that does not read its replies is disconnected");
    return false;
  }
  for (const iovec& piece : pieces) {
    std::memcpy(unsent_.data() + unsent_end_, piece.iov_base, piece.iov_len);
    unsent_end_ += piece.iov_len;
  }
  return true;
}

const Caller& StreamPeer::caller() {
  std::lock_guard lock(mutex_);
  if (!caller_) caller_ = std::make_unique<Caller>(caller_of_stream(socket_->descriptor()));
  return *caller_;
}

}  // namespace farcall::inline v1::server
