#include <farcall/runtime/server/backlog.hpp>

#include <cstring>
#include <new>
#include <utility>

namespace farcall::inline v1::server {

bool Backlog::is_full() const noexcept {
  constexpr std::size_t most_bytes = std::size_t{64} << 20;
  return calls_.size() >= most_calls_ || bytes_ >= most_bytes;
}

// After a question what became of a call those that wait would be found to be absent.
bool Backlog::takes_now(std::span<const std::byte> record, ReplyPort& port, Buffer& memory) {
  const bool stops = crew_.is_stopping();
  const Dispatcher::Kind kind = dispatcher_.kind_of(record);
  if (kind == Dispatcher::Kind::other || (stops && kind == Dispatcher::Kind::asks_after)) {
    dispatcher_.serve(record, port, memory);
    return true;
  }
  return stops || put(record, port);
}

// When there is no room it waits for some, and nobody is heard.
bool Backlog::put(std::span<const std::byte> record, ReplyPort& port) {
  constexpr Duration look_again = std::chrono::milliseconds(5);
  std::list<Call> one(1);
  Call& call = one.front();
  call.size_bytes = record.size();
  call.since = steady_clock().now();
  if (!call.record.grow(record.size())) throw std::bad_alloc();
  std::memcpy(call.record.data(), record.data(), record.size());
  std::unique_lock lock(mutex_);
  while (is_full() && !crew_.may_begin() && !crew_.is_stopping()) {
    lock.unlock();
    crew_.pause(look_again);
    lock.lock();
  }
  if (crew_.is_stopping()) return true;
  if (crew_.may_begin()) return false;
  call.port = port.keep(record.size());
  calls_.splice(calls_.end(), one);
  bytes_ += record.size();
  return true;
}

bool Backlog::take(std::list<Call>& taken) noexcept {
  std::lock_guard lock(mutex_);
  if (calls_.empty() || crew_.is_stopping()) {
    crew_.end_relieved();
    return false;
  }
  taken.splice(taken.end(), calls_, calls_.begin());
  bytes_ -= taken.front().size_bytes;
  return true;
}

void Backlog::go_on(Buffer& memory) noexcept {
  for (std::list<Call> taken; take(taken); taken.clear()) {
    Call& call = taken.front();
    try {
      dispatcher_.serve({call.record.data(), call.size_bytes}, *call.port, memory,
                        {.held = steady_clock().now() - call.since});
    } catch (const std::bad_alloc&) {  // not even a refusal could be written
      call.port->give_up();
    }
  }
}

void Backlog::discard() noexcept {
  std::list<Call> calls;  // which may touch their clients when they end
  std::lock_guard lock(mutex_);
  calls.swap(calls_);
  bytes_ = 0;
}

}  // namespace farcall::inline v1::server
