#include <farcall/runtime/event_loop.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <farcall/base/one_of_a_process.hpp>
#include <farcall/base/resumption.hpp>
#include <farcall/io/waiter.hpp>
#include <farcall/runtime/event_loop_core.hpp>

namespace farcall::inline v1 {

namespace {

constexpr Duration no_descriptors =
    std::chrono::milliseconds(10);  // when to look again whether there are some
// Who answers by memory may take who falls asleep just then for awake: that costs so much, no more.
constexpr Duration longest_nap = std::chrono::milliseconds(50);

}  // namespace

EventLoop::Core::Source::~Source() = default;
EventLoop::Core::Memory::~Memory() = default;

Result<void> EventLoop::Core::open() {
  if (poller_) return {};
  Result<std::unique_ptr<io::Poller>> made = io::make_poller();
  if (!made) return std::move(made).error();
  poller_ = std::move(*made);
  return {};
}

Result<void> EventLoop::Core::watch(Source& source, int descriptor, bool write) {
  if (Result<void> opened = open(); !opened) return opened;
  if (source.key_ == 0) {
    to_serve_.reserve(sources_.size() + 1);
    sources_.emplace(next_key_, &source);
    source.key_ = next_key_++;
  }
  return poller_->watch(descriptor, source.key_, true, write);
}

// Also the second one of a source: whoever has inherited it would keep the poller waking up for it.
void EventLoop::Core::forget(Source& source, int descriptor) noexcept {
  if (poller_) poller_->forget(descriptor);
  if (source.key_ == 0) return;
  sources_.erase(source.key_);  // events that were reported already find nobody
  source.key_ = 0;
  if (recent_ == &source) recent_ = nullptr;
  if (std::exchange(source.wants_to_serve_, false)) std::erase(to_serve_, &source);
}

void EventLoop::Core::forget(Source& source) noexcept {
  if (!std::exchange(source.wants_flush_, false)) return;
  to_flush_.erase(source);
  flushing_.erase(source);
}

// The thread that drives may be looking at what there was.
void EventLoop::Core::look_at(Source& source, std::shared_ptr<Memory> memory) {
  auto changed = std::make_shared<AllLooked>(*looked_at_);
  std::erase_if(*changed, [&](const Looked& each) {
    return each.source == &source || each.memory->look() == Memory::Look::gone;
  });
  if (memory) changed->push_back({&source, std::move(memory)});
  looked_at_ = std::move(changed);
  if (sleeps_until_ != TimePoint::min()) poller_->wake();
}

void EventLoop::Core::look_away(Source& source) noexcept try {
  look_at(source, nullptr);
} catch (const std::bad_alloc&) {
  // It is looked at in vain until the list is changed the next time.
}

void EventLoop::Core::want_to_serve(Source& source) noexcept {
  if (!std::exchange(source.wants_to_serve_, true)) to_serve_.push_back(&source);  // watch() made room
}

void EventLoop::Core::set_timer(io::Timer& timer, TimePoint at) noexcept {
  timers_.set(timer, at);
  if (at < sleeps_until_) poller_->wake();
}

void EventLoop::Core::post(Resumable& one) noexcept {
  ready_.push(one);
  if (sleeps_until_ != TimePoint::min()) poller_->wake();
}

void EventLoop::Core::withdraw(const Resumable& one) noexcept {
  ready_.erase(one);
  resuming_.erase(one);
}

void EventLoop::Core::interrupt() noexcept {
  if (poller_) poller_->wake();
}

// What is ready goes on, and what it started is sent. From within a coroutine, which stands still meanwhile:
// what waits for it to suspend may be what it waits for.
void EventLoop::Core::go_on(Lock& lock) {
  Interlude interlude;
  resuming_.swap(ready_);
  const auto next = [&] {
    Resumable* one = interlude.next();
    return one != nullptr ? one : resuming_.pop();
  };
  while (Resumable* one = next()) {
    lock.unlock();
    resume(*one);
    lock.lock();
  }
  serve_one(lock);
  flush();
}

// One a turn: it may drive the loop itself meanwhile, and the next one is served within it.
void EventLoop::Core::serve_one(Lock& lock) {
  if (to_serve_.empty()) return;
  Source& source = *to_serve_.front();
  to_serve_.erase(to_serve_.begin());
  source.wants_to_serve_ = false;
  source.serve(lock);
}

// Replies, and deadlines.
void EventLoop::Core::await_events(Lock& lock) {
  if (is_busy()) {
    if (!to_serve_.empty()) collect(lock, io::at_once);  // nobody else waits until all handlers have run
    return;
  }
  if (!open()) {  // no descriptors: there may be some soon
    changed_.wait_for(lock, no_descriptors);
    return;
  }
  constexpr unsigned news_a_poll = 64;  // who has news again and again does not keep others waiting
  if (!take_news()) return collect(lock, timers_.next());
  if (++news_ % news_a_poll == 0) collect(lock, io::at_once);
}

// Without the lock, which it has again at the end, and when it throws.
std::span<const io::Poller::Event> EventLoop::Core::await_some(Lock& lock, TimePoint until) {
  const std::shared_ptr<const AllLooked> looked = looked_at_;
  // Who receives holds the lock, which others would have to wait for.
  const bool has_recent = until != io::at_once && !std::exchange(others_came_, false) && recent_ != nullptr;
  struct Away {
    Away(Core& its_core, Lock& its_lock, TimePoint until) : core(its_core), lock(its_lock) {
      core.sleeps_until_ = until;
      lock.unlock();
    }
    Away(const Away&) = delete;
    Away& operator=(const Away&) = delete;
    ~Away() {
      lock.lock();
      core.sleeps_until_ = TimePoint::min();
    }
    Core& core;
    Lock& lock;
  } away(*this, lock, until);
  return until == io::at_once ? poller_->wait(io::at_once) : look_or_sleep(*looked, until, has_recent);
}

void EventLoop::Core::collect(Lock& lock, TimePoint until) {
  const std::span<const io::Poller::Event> events = await_some(lock, until);
  (void)take_news();
  if (!events.empty()) recent_ = nullptr;
  for (const io::Poller::Event& event : events) {
    auto found = sources_.find(event.key);
    if (found == sources_.end()) continue;
    if (events.size() == 1) recent_ = found->second;
    found->second->on_ready(event);
  }
  if (timers_.next() != never) timers_.run(clock_.now());
}

TimePoint EventLoop::Core::poll(Lock& lock) {
  if (drives()) return never;  // from within: it has not left yet
  if (!open()) return after(clock_.now(), no_descriptors);
  is_polled_ = true;
  poller_thread_ = std::this_thread::get_id();
  if (is_driven()) return never;  // who leaves wakes us
  sleeps_until_ = TimePoint::min();
  {
    const Driving driving(*this, Polls::yes);
    go_on(lock);
    collect(lock, io::at_once);
    go_on(lock);
  }
  napping_ = looked_at_;
  for (const Looked& each : *napping_) each.memory->begin_nap();
  return is_busy() ? io::at_once : nap_ends(*napping_, timers_.next());
}

// At once where there is news. Of those that have begun to nap.
TimePoint EventLoop::Core::nap_ends(const AllLooked& looked, TimePoint until) const noexcept {
  switch (look_at(looked)) {
    case Memory::Look::news: return io::at_once;
    case Memory::Look::nothing_yet: return std::min(until, after(clock_.now(), longest_nap));
    default: return until;
  }
}

EventLoop::Core::Memory::Look EventLoop::Core::look_at(const AllLooked& looked) noexcept {
  Memory::Look found = Memory::Look::gone;
  for (const Looked& each : looked) found = std::max(found, each.memory->look());
  return found;
}

// Who drives naps by itself, and a nap within another would be none.
void EventLoop::Core::end_naps() noexcept {
  const std::shared_ptr<const AllLooked> napping = std::exchange(napping_, nullptr);
  if (!napping) return;
  for (const Looked& each : *napping) each.memory->end_nap();
}

bool EventLoop::Core::take_news() {
  bool is_any = false;
  const std::shared_ptr<const AllLooked> looked = looked_at_;
  for (const Looked& each : *looked) {
    if (each.memory->look() != Memory::Look::news) continue;
    each.source->take_news();
    is_any = true;
  }
  return is_any;
}

// A poller would be one system call more.
bool EventLoop::Core::receive_from_recent(TimePoint until) {
  const Lock held = lock();
  if (recent_ == nullptr) return false;
  sleeps_until_ = TimePoint::min();  // nobody has to be woken for what it brings
  const Source::Received received = recent_->receive();
  sleeps_until_ = until;
  if (received == Source::Received::cannot) recent_ = nullptr;
  return received == Source::Received::something;
}

// Looks at memory for a moment, which costs next to nothing, then at descriptors as well, and sleeps at last;
// at once where looking was in vain of late.
std::span<const io::Poller::Event> EventLoop::Core::look_or_sleep(const AllLooked& looked, TimePoint until,
                                                                  bool has_recent) {
  constexpr std::size_t most_first_looks = 4000;
  constexpr unsigned looks_a_poll = 16;
  constexpr unsigned receives_a_poll = 8;
  using Look = Memory::Look;
  std::span<const io::Poller::Event> events;
  Look found = look_at(looked);
  std::size_t first_looks = spinner_.pays() && !looked.empty() ? most_first_looks / looked.size() : 0;
  for (; first_looks > 0 && found == Look::nothing_yet; --first_looks) found = look_at(looked);
  if (found == Look::news) return events;
  std::exception_ptr thrown;
  auto look = [&] {
    if (found == Look::nothing_yet) {
      if (look_at(looked) == Look::news) return true;
      if (++looks_ % looks_a_poll != 0) return false;
    } else if (has_recent && ++looks_ % receives_a_poll != 0) {
      try {
        return receive_from_recent(until);
      } catch (...) {  // bad_alloc, which the spinner lets nobody throw
        thrown = std::current_exception();
        return true;
      }
    }
    events = poller_->wait(io::at_once);
    return !events.empty();
  };
  if (spinner_.find(look)) {
    if (thrown) std::rethrow_exception(thrown);
    return events;
  }
  for (const Looked& each : looked) each.memory->begin_nap();
  until = nap_ends(looked, until);
  if (until != io::at_once) events = poller_->wait(until);
  for (const Looked& each : looked) each.memory->end_nap();
  return events;
}

void EventLoop::Core::flush() {
  // What lacked memory the last time has left a rest.
  while (Source* source = to_flush_.pop()) flushing_.push(*source);
  while (Source* source = flushing_.pop()) {
    source->wants_flush_ = false;
    source->flush();
  }
}

EventLoop::EventLoop(Duration spin) : core_(std::make_shared<Core>(steady_clock(), spin)) {}
EventLoop::~EventLoop() = default;

EventLoop& EventLoop::common() { return *open_common().value(); }

Result<EventLoop*> EventLoop::open_common() try {
  return one_of_a_process<EventLoop>([]() -> Result<std::unique_ptr<EventLoop>> {
    auto made = std::make_unique<EventLoop>();
    std::thread([&made = *made] {
      for (;;) try {
          return made.run();
        } catch (const std::bad_alloc&) {
          std::this_thread::yield();
        }
    }).detach();
    return made;
  });
} catch (const std::system_error&) {
  return Error{Code::resource_exhausted, Executed::no, "no thread for the event loop", {}};
} catch (const std::bad_alloc&) {
  return Error{Code::resource_exhausted, Executed::no, "no memory", {}};
}

void EventLoop::run() {
  Core::Lock held = core_->lock();
  core_->drive(held, [this] { return core_->stopping_; });
  core_->stopping_ = false;
}

Result<int> EventLoop::descriptor() {
  Core::Lock held = core_->lock();
  if (Result<void> opened = core_->open(); !opened) return std::move(opened).error();
  return core_->poller_->descriptor();
}

TimePoint EventLoop::poll() {
  Core::Lock held = core_->lock();
  return core_->poll(held);
}

void EventLoop::stop() noexcept {
  Core::Lock held = core_->lock();
  core_->stopping_ = true;
  core_->changed();
  core_->interrupt();
}

void EventLoop::Entry::await_suspend(std::coroutine_handle<> awaiting) noexcept {
  handle_ = awaiting;
  Core::Lock held = core_.lock();
  core_.post(*this);
}

Detached EventLoop::finish(Task<void> task, std::optional<Outcome<void>>& outcome, Waited& waited) {
  co_await Entry(*core_);
  Outcome<void> made;
  try {
    co_await std::move(task);
  } catch (...) {
    made.thrown = std::current_exception();
  }
  outcome.emplace(std::move(made));
  tell(waited);
}

// The task refers to who waits for it, who stays when a turn lacks memory: nothing of it is lost.
void EventLoop::wait_for(const Waited& waited) {
  Core::Lock held = core_->lock();
  while (!waited.done) try {
      core_->drive(held, [&] { return waited.done; });
    } catch (const std::bad_alloc&) {
      held.unlock();
      std::this_thread::yield();
      held.lock();
    }
}

void EventLoop::tell(Waited& waited) noexcept {
  Core::Lock held = core_->lock();
  waited.done = true;
  core_->changed();
}

void EventLoop::spawn(Task<void> task) {
  [](Core& core, Task<void> one) -> Detached {
    co_await Entry(core);
    co_await std::move(one);
  }(*core_, std::move(task));
}

}  // namespace farcall::inline v1
