#include <farcall/runtime/server/calls_back.hpp>

#include <new>
#include <utility>

#include <farcall/base/random.hpp>
#include <farcall/io/waiter.hpp>
#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/server/caller_channel.hpp>

namespace farcall::inline v1::server {

using Lock = EventLoop::Core::Lock;

CallsBack::CallsBack() : next_xid_(static_cast<std::uint32_t>(random_word())) {}

bool CallsBack::enlist(CallBack& call) {
  std::lock_guard lock(mutex_);
  if (is_lost_) return false;
  calls_.insert(call, next_xid_);
  return true;
}

std::uint32_t CallsBack::fresh_xid() noexcept {
  std::lock_guard lock(mutex_);
  return next_xid_++;
}

bool CallsBack::remove(const CallBack& call) noexcept {
  std::lock_guard lock(mutex_);
  if (calls_.find(call.xid) != &call) return false;
  calls_.remove(call);
  return true;
}

void CallsBack::take_reply(std::span<const std::byte> record) noexcept {
  std::uint32_t xid = 0;
  if (!message::is_reply(record, xid)) return;
  std::shared_ptr<EventLoop::Core> loop;
  {
    std::lock_guard lock(mutex_);
    CallBack* call = calls_.find(xid);
    if (call == nullptr) return;
    loop = call->owner.loop();
    if (!loop) return finish(*call, record);
  }
  Lock held = loop->lock();
  std::lock_guard lock(mutex_);
  if (CallBack* call = calls_.find(xid)) finish(*call, record);  // it may have ended meanwhile
}

// First those of threads that wait, then those of each loop.
void CallsBack::lose() noexcept {
  std::shared_ptr<EventLoop::Core> loop;
  do {
    Lock held = loop ? loop->lock() : Lock();
    std::lock_guard lock(mutex_);
    is_lost_ = true;
    CallBack* over = nullptr;
    calls_.each([&](CallBack& call) {
      if (call.owner.loop() == loop) call.next = std::exchange(over, &call);
    });
    while (over != nullptr) finish(*std::exchange(over, over->next), {});
    std::shared_ptr<EventLoop::Core> other;
    calls_.each([&](CallBack& call) { other = call.owner.loop(); });
    held = Lock();
    loop = std::move(other);
  } while (loop);
}

// By its reply; empty: the connection is lost.
void CallsBack::finish(CallBack& call, std::span<const std::byte> record) noexcept {
  calls_.remove(call);
  try {
    Result<void> read = record.empty() ? call.owner.lost() : call.owner.read(record, call);
    call.failed = !read;
    if (!read) call.error = std::move(read).error();
  } catch (const std::bad_alloc&) {
    call.failed = true;
    call.error = {Code::resource_exhausted, Executed::maybe, "no memory", {}};
  }
  call.owner.complete(call);
}

}  // namespace farcall::inline v1::server
