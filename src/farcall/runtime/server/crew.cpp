#include <farcall/runtime/server/crew.hpp>

#include <exception>
#include <utility>

#include <farcall/base/fence.hpp>
#include <farcall/base/log.hpp>

namespace farcall::inline v1::server {

Crew::Member::~Member() = default;
Crew::~Crew() = default;

void Crew::prepare() {
  if (!first_) first_ = make_member();
}

void Crew::run() {
  prepare();
  {
    std::lock_guard lock(mutex_);
    finished_ = false;
    recruit();
  }
  join_in(*first_);
  std::vector<std::thread> threads;
  {
    std::lock_guard lock(mutex_);
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
}

void Crew::stop() noexcept {
  stopping_.store(true, std::memory_order_release);
  watch_word_.fetch_add(1);
  waiter_.wake(watch_word_, UINT32_MAX);
  interrupt();
}

void Crew::pause(Duration time) noexcept {
  std::uint32_t word = watch_word_.load();
  if (!is_stopping()) waiter_.wait(watch_word_, word, after(clock_.now(), time));
}

unsigned Crew::threads() noexcept {
  std::lock_guard lock(mutex_);
  return static_cast<unsigned>(threads_.size()) + 1;
}

bool Crew::is_finished() {
  std::lock_guard lock(mutex_);
  return leader_ == nullptr && relieved() == 0;
}

namespace {

// Whose work the calling thread does.
struct Place {
  Crew* crew = nullptr;
  Crew::Member* member = nullptr;
};
thread_local Place place;

}  // namespace

bool Crew::give_way() noexcept { return place.crew == nullptr || place.crew->relieve(*place.member); }

// Whoever neither leads nor is in a handler watches, or will soon.
bool Crew::relieve(const Member& me) noexcept {
  std::lock_guard lock(mutex_);
  if (leader_ != &me) return true;
  if (threads_.size() == relieved()) recruit();
  if (threads_.size() == relieved()) return false;
  gives_way_ = leader_;
  watch_word_.fetch_add(1);
  waiter_.wake(watch_word_, UINT32_MAX);
  return true;
}

void Crew::join_in(Member& me) {
  struct Placed {
    Place before = place;
    ~Placed() { place = before; }
  } placed;
  place = {this, &me};
  std::unique_lock lock(mutex_);
  while (!finished_) {
    if (leader_ == nullptr) {
      leader_ = &me;
      lead_as(me, lock);
    } else if (!is_watched_) {
      is_watched_ = true;
      lock.unlock();
      bool leads = watch(me);
      lock.lock();
      is_watched_ = false;
      if (!leads) continue;
      recruit();
      lead_as(me, lock);
    } else {
      ++rests_;
      resting_.wait(lock);
      --rests_;
    }
  }
}

void Crew::lead_as(Member& me, std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  lead(me);
  lock.lock();
  if (leader_ != &me) return;  // somebody took over
  leader_ = nullptr;
  finished_ = true;
  resting_.notify_all();
  watch_word_.fetch_add(1);
  waiter_.wake(watch_word_, UINT32_MAX);
}

// Somebody must watch the leader.
void Crew::recruit() {
  if (rests_ > 0) return resting_.notify_one();
  if (threads_.size() + 1 >= most_threads_) return;
  try {
    threads_.emplace_back([this, me = make_member()] { join_in(*me); });
  } catch (const std::exception&) {  // system_error, bad_alloc
    log(LogLevel::warning, "no thread, or no memory for one, in case that a handler is slow");
  }
}

void Crew::begin_work(Member& me) noexcept {
  me.works_.store(me.works_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  light_fence();  // the watch, before it sleeps, has a heavy one: one of the two sees the other
  if (asleep_.load(std::memory_order_relaxed) && asleep_.exchange(false)) {
    watch_word_.fetch_add(1);
    waiter_.wake(watch_word_, 1);
  }
}

bool Crew::end_work(Member& me) noexcept {
  me.works_.store(me.works_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  light_fence();
  if (!me.may_be_relieved_.load(std::memory_order_relaxed)) return true;
  std::lock_guard lock(mutex_);  // the watch has decided, and take_over() has come to its end
  if (leader_ == &me) return true;
  me.may_be_relieved_.store(false, std::memory_order_relaxed);
  relieved_.fetch_sub(1);
  if (is_stopping()) interrupt();
  return false;
}

bool Crew::is_given_way() noexcept {
  std::lock_guard lock(mutex_);
  return gives_way_ != nullptr;
}

// Looks once a tick while calls flow. True: the leader is in a handler for longer than a tick, and `me` leads
// now. After stop(), too: somebody has to end it all.
bool Crew::watch(Member& me) {
  Member* seen_leader = nullptr;
  std::uint64_t seen_works = 0;
  unsigned quiet = 0;
  for (;;) {
    std::uint32_t word = watch_word_.load();
    if (is_given_way()) {
      quiet = 0;
    } else if (quiet < quiet_ticks) {
      waiter_.wait(watch_word_, word, clock_.now() + tick);
    } else {
      asleep_.store(true, std::memory_order_relaxed);
      heavy_fence();
      std::unique_lock lock(mutex_);
      bool works = leader_ == nullptr || leader_->works_.load(std::memory_order_relaxed) % 2 != 0;
      lock.unlock();
      if (!works) waiter_.wait(watch_word_, word, never);
      asleep_.store(false);
      quiet = 0;
    }
    std::lock_guard lock(mutex_);
    if (leader_ == nullptr) return false;
    std::uint64_t works = leader_->works_.load(std::memory_order_relaxed);
    bool same =
        leader_ == std::exchange(gives_way_, nullptr) || (leader_ == seen_leader && works == seen_works);
    if (same && works % 2 != 0) {
      leader_->may_be_relieved_.store(true, std::memory_order_relaxed);
      heavy_fence();  // either it has ended its work, and that is seen here, or it will see this then
      if (leader_->works_.load(std::memory_order_acquire) == works) {
        relieved_.fetch_add(1);
        take_over(*leader_, me);
        leader_ = &me;
        return true;
      }
      leader_->may_be_relieved_.store(false, std::memory_order_relaxed);
    }
    quiet = same ? quiet + 1 : 0;
    seen_leader = leader_;
    seen_works = works;
  }
}

}  // namespace farcall::inline v1::server
