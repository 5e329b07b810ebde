#include <farcall/runtime/server/backlog.hpp>

#include <cstring>
#include <new>
#include <utility>

namespace farcall::inline v1::server {

using Kind = Dispatcher::Kind;

// A session's call that cannot wait is refused, so that its connection is read on, and its client's questions
// with it. Others, whose clients ask nothing, wait where they are, and their connection with them.
bool Backlog::takes(std::span<const std::byte> record, ReplyPort& port, std::uint64_t client,
                    Buffer& memory) {
  constexpr CallConditions refuses{.may_begin = false};
  const bool stops = crew_.is_stopping();
  const Kind kind = dispatcher_.kind_of(record);
  if (kind == Kind::other || (stops && kind == Kind::session_call)) {
    dispatcher_.serve(record, port, memory, stops && kind == Kind::other ? CallConditions{} : refuses);
    return true;
  }
  if (stops) return true;
  Put put_there = Put::no_room;
  try {
    std::list<Call> one(1);
    Call& call = one.front();
    call.size_bytes = record.size();
    call.since = steady_clock().now();
    call.in_session = kind == Kind::session_call;
    if (!call.record.grow(record.size())) throw std::bad_alloc();
    std::memcpy(call.record.data(), record.data(), record.size());
    put_there = put(one, port, client);
  } catch (const std::bad_alloc&) {  // or more than that connection may leave here
  }
  if (put_there == Put::no_room) dispatcher_.serve(record, port, memory, refuses);
  return put_there != Put::may_begin;
}

bool Backlog::is_full() const noexcept {
  constexpr std::size_t most_bytes = std::size_t{64} << 20;
  return calls_ >= limits_.calls_in_progress || bytes_ >= most_bytes;
}

// Errors: std::bad_alloc.
Backlog::Put Backlog::put(std::list<Call>& one, ReplyPort& port, std::uint64_t client) {
  constexpr Duration look_again = std::chrono::milliseconds(5);
  const Call& call = one.front();
  std::unique_lock lock(mutex_);
  while (is_full() && !call.in_session && !crew_.may_begin() && !crew_.is_stopping()) {
    lock.unlock();
    crew_.pause(look_again);
    lock.lock();
  }
  if (crew_.is_stopping()) return call.in_session ? Put::no_room : Put::done;
  if (crew_.may_begin()) return Put::may_begin;
  if (call.in_session && is_full()) return Put::no_room;
  Line& line = lines_[client];
  // As many as its client may have out, and those that this has given up.
  const bool is_long = line.in_session >= limits_.session_slots + std::size_t{limits_.owed_calls} ||
                       line.in_session_bytes >= limits_.owed_bytes;
  if (call.in_session && is_long) return Put::no_room;
  // A session's calls are counted here, others by their connection, which is not read when there are too
  // many.
  one.front().port = port.keep(call.in_session ? 0 : call.size_bytes);
  if (call.in_session) {
    ++line.in_session;
    line.in_session_bytes += call.size_bytes;
  }
  bytes_ += call.size_bytes;
  ++calls_;
  line.calls.splice(line.calls.end(), one);
  return Put::done;
}

bool Backlog::take(std::list<Call>& taken) noexcept {
  std::lock_guard lock(mutex_);
  if (calls_ == 0 || crew_.is_stopping()) {
    crew_.end_relieved();
    return false;
  }
  auto next = lines_.upper_bound(last_);
  if (next == lines_.end()) next = lines_.begin();
  while (next->second.calls.empty()) {  // nothing could be put there
    next = lines_.erase(next);
    if (next == lines_.end()) next = lines_.begin();
  }
  Line& line = next->second;
  taken.splice(taken.end(), line.calls, line.calls.begin());
  const Call& call = taken.front();
  if (call.in_session) {
    --line.in_session;
    line.in_session_bytes -= call.size_bytes;
  }
  bytes_ -= call.size_bytes;
  --calls_;
  last_ = next->first;
  if (line.calls.empty()) lines_.erase(next);
  return true;
}

// A session's call whose connection has gone comes again by another one, if anybody still waits for it.
void Backlog::go_on(Buffer& memory) noexcept {
  for (std::list<Call> taken; take(taken); taken.clear()) {
    Call& call = taken.front();
    if (call.in_session && !call.port->is_open()) continue;
    try {
      dispatcher_.serve({call.record.data(), call.size_bytes}, *call.port, memory,
                        {.held = steady_clock().now() - call.since});
    } catch (const std::bad_alloc&) {  // not even a refusal could be written
      call.port->give_up();
    }
  }
}

void Backlog::discard() noexcept {
  std::map<std::uint64_t, Line> lines;  // which may touch their clients when they end
  std::lock_guard lock(mutex_);
  lines.swap(lines_);
  calls_ = bytes_ = 0;
}

}  // namespace farcall::inline v1::server
