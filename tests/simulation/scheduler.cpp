#include "scheduler.hpp"

#include <algorithm>
#include <utility>

#include "fiber.hpp"

namespace simulation {
namespace {

using namespace std::chrono_literals;
constexpr std::uint64_t most_steps = 3'000'000;
constexpr Duration longest_life = std::chrono::hours(1);

}  // namespace

Scheduler* Scheduler::current_ = nullptr;

Scheduler::Scheduler(Random random, Options options, Trace& trace)
    : random_(random), options_(options), trace_(trace) {}

Scheduler::~Scheduler() = default;

std::uint64_t Scheduler::self() const noexcept { return running_->id; }

std::uint64_t Scheduler::start(Process& process, std::function<void()> body) {
  const std::uint64_t id = fibers_.size() + 1;
  Fiber& fiber = *fibers_.emplace_back(std::make_unique<Fiber>(id, process, std::move(body)));
  ++alive_;
  ready_.push_back(&fiber);
  return id;
}

void Scheduler::at(TimePoint time, Process* process, std::function<void()> action) {
  push({time, next_sequence_++, nullptr, 0, process, std::move(action)});
}

void Scheduler::push(Event event) {
  events_.push_back(std::move(event));
  std::push_heap(events_.begin(), events_.end());
}

bool Scheduler::is_stale(const Event& event) const noexcept {
  return event.fiber != nullptr &&
         (event.fiber->state != Fiber::State::waiting || event.fiber->waits != event.wait);
}

void Scheduler::run_events() {
  while (!events_.empty() && events_.front().time <= now_) {
    std::pop_heap(events_.begin(), events_.end());
    Event event = std::move(events_.back());
    events_.pop_back();
    if (is_stale(event)) continue;
    if (event.fiber != nullptr) {
      make_ready(*event.fiber);
      continue;
    }
    here_ = event.process;
    event.action();
    here_ = nullptr;
  }
}

void Scheduler::make_ready(Fiber& fiber) {
  if (fiber.waits_for != nullptr) {
    auto found = waiting_.find(fiber.waits_for);
    std::erase(found->second, &fiber);
    if (found->second.empty()) waiting_.erase(found);
    fiber.waits_for = nullptr;
  }
  fiber.state = Fiber::State::ready;
  ready_.push_back(&fiber);
}

Fiber* Scheduler::pick() {
  if (ready_.empty()) return nullptr;
  std::size_t first = random_.below(ready_.size());
  for (std::size_t i = 0; i < ready_.size(); ++i) {
    const std::size_t at = (first + i) % ready_.size();
    Fiber* fiber = ready_[at];
    if (fiber->process.is_paused) continue;
    ready_[at] = ready_.back();
    ready_.pop_back();
    return fiber;
  }
  return nullptr;
}

// Nobody is ready: to the next event that still matters.
void Scheduler::leap() {
  while (!events_.empty() && is_stale(events_.front())) {
    std::pop_heap(events_.begin(), events_.end());
    events_.pop_back();
  }
  if (!events_.empty()) now_ = std::max(now_, events_.front().time);
}

Scheduler::End Scheduler::run() {
  current_ = this;
  struct Ended {
    ~Ended() { current_ = nullptr; }
  } ended;
  const TimePoint last = now_ + longest_life;
  while (alive_ > 0) {
    if (++steps_ > most_steps || now_ > last) return End::endless;
    run_events();
    Fiber* fiber = pick();
    if (fiber == nullptr) {
      leap();
      if (events_.empty()) return End::stuck;
      continue;
    }
    now_ += random_.between(50ns, 500ns);
    if (random_.chance(options_.jumps)) {
      const Duration jump = random_.between(Duration(1ms), Duration(300ms));
      trace_.line(now_, "everybody", "stands still for %lld us", static_cast<long long>(jump / 1us));
      now_ += jump;
      ++jumps_;
      stolen_ += jump;
    }
    resume(*fiber);
  }
  return End::finished;
}

void Scheduler::resume(Fiber& fiber) {
  running_ = &fiber;
  here_ = &fiber.process;
  fiber.resume();
  running_ = nullptr;
  here_ = nullptr;
  if (fiber.state != Fiber::State::done) return;
  --alive_;
  wake(&fiber);
}

TimePoint Scheduler::read_clock() noexcept {
  if (running_ != nullptr) running_->stolen_before = stolen_ + here_->stolen;
  return now_;
}

TimePoint Scheduler::from_now(Duration time) const noexcept {
  return now_ + time - (stolen_ + here_->stolen - running_->stolen_before);
}

void Scheduler::step() {
  now_ += random_.between(100ns, 2000ns);
  if (running_ != nullptr && random_.chance(options_.preemption)) yield();
}

void Scheduler::yield() {
  running_->state = Fiber::State::ready;
  ready_.push_back(running_);
  running_->suspend();
}

bool Scheduler::wait(const void* what, TimePoint until) {
  if (until <= now_) {
    yield();
    return false;
  }
  Fiber& me = *running_;
  me.state = Fiber::State::waiting;
  me.was_woken = false;
  ++me.waits;
  me.waits_for = what;
  if (what != nullptr) waiting_[what].push_back(&me);
  if (until != farcall::never) push({until, next_sequence_++, &me, me.waits, nullptr, nullptr});
  me.suspend();
  return me.was_woken;
}

void Scheduler::wake(const void* what, std::size_t most) {
  auto found = waiting_.find(what);
  while (found != waiting_.end() && most-- > 0) {
    std::vector<Fiber*>& fibers = found->second;
    const std::size_t at = random_.below(fibers.size());
    Fiber& fiber = *fibers[at];
    fibers.erase(fibers.begin() + static_cast<std::ptrdiff_t>(at));
    if (fibers.empty()) waiting_.erase(std::exchange(found, waiting_.end()));
    fiber.was_woken = true;
    fiber.waits_for = nullptr;
    if (!random_.chance(options_.delays)) {
      make_ready(fiber);
      continue;
    }
    const Duration late = random_.between(Duration(10us), Duration(20ms));
    fiber.process.stolen += late;
    push({now_ + late, next_sequence_++, &fiber, ++fiber.waits, nullptr, nullptr});
  }
}

void Scheduler::sleep(Duration time) {
  const TimePoint until = now_ + time;
  while (now_ < until) (void)wait(nullptr, until);
}

void Scheduler::join(std::uint64_t fiber) {
  const Fiber& other = *fibers_[fiber - 1];
  while (other.state != Fiber::State::done) (void)wait(&other, farcall::never);
}

void Scheduler::pause(Process& process) {
  if (process.is_paused) return;
  process.is_paused = true;
  process.paused_at = now_;
}

void Scheduler::go_on(Process& process) {
  if (!process.is_paused) return;
  process.is_paused = false;
  process.stolen += now_ - process.paused_at;
}

std::string Scheduler::describe_stuck() const {
  std::string text;
  for (const std::unique_ptr<Fiber>& fiber : fibers_)
    if (fiber->state != Fiber::State::done)
      text += "\n  fiber " + std::to_string(fiber->id) + " of " + fiber->process.name +
              (fiber->state == Fiber::State::waiting ? " waits" : " is ready") +
              (fiber->process.is_paused ? ", paused" : "");
  return text;
}

}  // namespace simulation
