#include <farcall/runtime/server/crew.hpp>

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include <farcall/base/fence.hpp>
#include <farcall/base/log.hpp>

namespace farcall::inline v1::server {

Crew::Member::~Member() = default;
Crew::~Crew() = default;

void Crew::prepare() {
  if (!first_) first_ = make_member();
  std::lock_guard lock(mutex_);  // another thread may ask whether it is finished
  lanes_.resize(std::max<std::size_t>(lanes_.size(), 1));
  count_lanes();
}

void Crew::count_lanes() noexcept {
  const auto lanes = static_cast<unsigned>(lanes_.size());
  most_relieved_.store(most_handlers_ - std::min(lanes, most_handlers_), std::memory_order_relaxed);
}

void Crew::run() {
  prepare();
  {
    std::lock_guard lock(mutex_);
    finished_ = false;
    for (Lane& lane : lanes_) {
      lane = {};
      (void)recruit();
    }
  }
  join_in(*first_);
  std::vector<std::thread> threads;
  {
    std::lock_guard lock(mutex_);
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
}

bool Crew::add_lane() noexcept try {
  std::lock_guard lock(mutex_);
  lanes_.emplace_back();
  const bool is_led = recruit();
  if (!is_led) lanes_.pop_back();
  count_lanes();
  return is_led;
} catch (const std::bad_alloc&) {
  return false;
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

unsigned Crew::leaders() noexcept {
  std::lock_guard lock(mutex_);
  return count_leaders();
}

unsigned Crew::count_leaders() const noexcept {
  return static_cast<unsigned>(
      std::count_if(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.leader != nullptr; }));
}

bool Crew::is_finished() {
  std::lock_guard lock(mutex_);
  return count_leaders() == 0 && relieved() == 0;
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
  if (!is_led_by(me) || lanes_[me.lane_].gives_way == &me) return true;
  std::size_t wanted = relieved();  // threads: to lead, or in a handler, or to take over from another one
  for (const Lane& lane : lanes_)
    wanted += (lane.has_ended ? 0U : 1U) + (lane.gives_way != nullptr ? 1U : 0U);
  if (threads_.size() + 1 <= wanted && !recruit()) return false;
  lanes_[me.lane_].gives_way = lanes_[me.lane_].leader;
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
    if (may_lead(me)) {
      lead_as(me, lock);
    } else if (!is_watched_) {
      is_watched_ = true;
      lock.unlock();
      bool leads = watch(me);
      lock.lock();
      is_watched_ = false;
      if (!leads) continue;
      (void)recruit();
      lead_as(me, lock);
    } else {
      ++rests_;
      resting_.wait(lock, [this] { return called_ > 0 || finished_; });
      --rests_;
      if (called_ > 0) --called_;
    }
  }
}

// There is a lane that nobody leads: `me` does from now on.
bool Crew::may_lead(Member& me) noexcept {
  for (Lane& lane : lanes_) {
    if (lane.leader != nullptr || lane.has_ended) continue;
    lane.leader = &me;
    me.lane_ = static_cast<std::size_t>(&lane - lanes_.data());
    return true;
  }
  return false;
}

void Crew::lead_as(Member& me, std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  lead(me);
  lock.lock();
  if (!is_led_by(me)) return;  // somebody took over
  lanes_[me.lane_] = {.has_ended = true};
  finished_ = std::all_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.has_ended; });
  if (!finished_) return;
  resting_.notify_all();
  watch_word_.fetch_add(1);
  waiter_.wake(watch_word_, UINT32_MAX);
}

// Somebody must watch the leaders, or lead. False when there is nobody.
bool Crew::recruit() noexcept {
  if (rests_ > called_) {
    ++called_;
    resting_.notify_one();
    return true;
  }
  if (threads_.size() + 1 >= most_threads_) return false;
  try {
    threads_.emplace_back([this, me = make_member()] { join_in(*me); });
    return true;
  } catch (const std::exception&) {  // system_error, bad_alloc
    log(LogLevel::warning, "no thread, or no memory for one, in case that a handler is slow");
    return false;
  }
}

void Crew::begin_work(Member& me) noexcept {
  me.works_.store(me.works_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  light_fence();  // the watch, before it sleeps, has a heavy one: one of the two sees the other
  if (asleep_.load(std::memory_order_relaxed) && asleep_.exchange(false)) {
    watch_word_.fetch_add(1);
    waiter_.wake(watch_word_, UINT32_MAX);  // a leader may pause there, too
  }
}

bool Crew::end_work(Member& me) noexcept {
  me.works_.store(me.works_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  light_fence();
  if (!me.may_be_relieved_.load(std::memory_order_relaxed)) return true;
  std::lock_guard lock(mutex_);  // the watch has decided, and take_over() has come to its end
  if (is_led_by(me)) return true;
  me.may_be_relieved_.store(false, std::memory_order_relaxed);
  return false;
}

void Crew::end_relieved() noexcept {
  relieved_.fetch_sub(1);
  if (is_stopping()) interrupt();
}

// The leader is in a handler that holds others up: `me` leads now, unless that has just ended.
bool Crew::take_over_from(Lane& lane, Member& me) noexcept {
  Member& slow = *lane.leader;
  slow.may_be_relieved_.store(true, std::memory_order_relaxed);
  heavy_fence();  // either it has ended its work, and that is seen here, or it will see this then
  if (slow.works_.load(std::memory_order_acquire) != lane.seen_works) {
    slow.may_be_relieved_.store(false, std::memory_order_relaxed);
    return false;
  }
  relieved_.fetch_add(1);
  take_over(slow, me);
  lane.leader = &me;
  lane.gives_way = nullptr;
  me.lane_ = static_cast<std::size_t>(&lane - lanes_.data());
  return true;
}

// Those who wait for what they would have to read themselves come first.
bool Crew::relieve_one(Member& me) noexcept {
  for (Lane& lane : lanes_) {
    if (std::exchange(lane.gives_way, nullptr) == nullptr) continue;
    lane.seen_works = lane.leader->works_.load(std::memory_order_relaxed);
    lane.is_slow = false;
    if (lane.seen_works % 2 != 0 && take_over_from(lane, me)) return true;
  }
  for (Lane& lane : lanes_)
    if (std::exchange(lane.is_slow, false) && lane.leader == lane.seen_leader && take_over_from(lane, me))
      return true;
  return false;
}

// Whether no call came to any since the last look.
bool Crew::look() noexcept {
  bool is_quiet = true;
  for (Lane& lane : lanes_) {
    if (lane.leader == nullptr) continue;
    const std::uint64_t works = lane.leader->works_.load(std::memory_order_relaxed);
    const bool same = lane.leader == lane.seen_leader && works == lane.seen_works;
    lane.is_slow = same && works % 2 != 0;
    lane.seen_leader = lane.leader;
    lane.seen_works = works;
    is_quiet = is_quiet && same;
  }
  return is_quiet;
}

bool Crew::any_works() const noexcept {
  return std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) {
    return lane.leader != nullptr && lane.leader->works_.load(std::memory_order_relaxed) % 2 != 0;
  });
}

// Looks once a tick while calls flow. True: a leader is in a handler for longer than a tick, or gives way,
// and `me` leads now; who watches next goes on with the other lanes. After stop(), too: somebody has to end
// it all.
bool Crew::watch(Member& me) {
  unsigned quiet = 0;
  for (;;) {
    const std::uint32_t word = watch_word_.load();
    TimePoint next_look;
    {
      std::lock_guard lock(mutex_);
      if (count_leaders() == 0) return false;
      if (relieve_one(me)) return true;
      next_look = next_look_;
    }
    if (quiet < quiet_ticks) {
      if (clock_.now() < next_look) waiter_.wait(watch_word_, word, next_look);
      if (clock_.now() < next_look) continue;  // somebody gives way
    } else {
      asleep_.store(true, std::memory_order_relaxed);
      heavy_fence();
      std::unique_lock lock(mutex_);
      const bool works = any_works();
      lock.unlock();
      if (!works) waiter_.wait(watch_word_, word, never);
      asleep_.store(false);
      quiet = 0;
    }
    std::lock_guard lock(mutex_);
    quiet = look() ? quiet + 1 : 0;
    next_look_ = clock_.now() + tick;
  }
}

}  // namespace farcall::inline v1::server
